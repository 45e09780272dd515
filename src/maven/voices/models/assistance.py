from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person
from maven.voices.models.consultation import Consultation


class AssistanceQuerySet(models.QuerySet["Assistance"]):
    def of(self, mission: Mission) -> "AssistanceQuerySet":
        return self.filter(consultation__mission=mission)

    def newest_first(self) -> "AssistanceQuerySet":
        rows = self.select_related("person", "consultation__mission", "entered_by")
        return rows.order_by("-entered_at", "-pk")


class Assistance(models.Model):
    """Somebody without an address was helped to answer: how and when she agreed, who entered it.

    What she answered is kept as all answers are, and nowhere here.
    """

    class How(models.TextChoices):
        PAPER = "paper", _("on the printed form, signed")
        SPOKEN = "spoken", _("face to face")
        PHONE = "phone", _("by telephone")
        PROXY = "proxy", _("through somebody who may speak for them")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    how = models.CharField(_("how they agreed"), max_length=10, choices=How)
    agreed_on = models.DateField(_("when they agreed"))
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField()

    objects = AssistanceQuerySet.as_manager()

    class Kept:
        purpose = (
            "that somebody without an address agreed to take part, how and when, and who of the"
            " team entered their answers"
        )
        basis = "consent"
        recipients = "the facilitation team of the mission"
        until = "the person is erased, or a year after the handover of the mission"
        person = ("person", "entered_by")
        erased = "row"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=["paper", "spoken", "phone", "proxy"]),
                name="assistance_how_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.how}"
