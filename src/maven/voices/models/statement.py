from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.causes.models import Cause
from maven.missions.models import Annotation, Mission
from maven.people.models import Person
from maven.voices.models.consultation import Consultation
from maven.voices.models.participant import Participant


class StatementQuerySet(models.QuerySet["Statement"]):
    def of(self, consultation: Consultation) -> "StatementQuerySet":
        return self.filter(consultation=consultation)

    def accepted(self) -> "StatementQuerySet":
        """What everybody reads: put to everybody, and not hidden since."""
        return self.filter(accepted_at__isnull=False, hidden_at=None)

    def put_to_everybody(self) -> "StatementQuerySet":
        """Hidden or not."""
        return self.filter(accepted_at__isnull=False)

    def hidden(self) -> "StatementQuerySet":
        return self.filter(hidden_at__isnull=False)

    def waiting(self) -> "StatementQuerySet":
        return self.filter(accepted_at=None, refused_at=None)

    def refused(self) -> "StatementQuerySet":
        return self.filter(refused_at__isnull=False)

    def proposed_by(self, person: Person, mission: Mission) -> "StatementQuerySet":
        """Her ideas in a mission, for her eyes only: an idea stands without its author."""
        hers = self.filter(author__person=person, consultation__mission=mission)
        return hers.select_related("consultation__mission").order_by("-submitted_at", "-pk")

    def in_order(self) -> "StatementQuerySet":
        return self.order_by("number")


class Statement(models.Model):
    """One idea in one sentence, on which to agree or not."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    words = models.TextField(_("idea"), max_length=2000)
    source_id = models.CharField(max_length=64, null=True)  # noqa: DJ001  (unique, or nothing)
    author = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)  # who and why: see Hiding
    moderated_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    refusal = models.CharField(_("why it was refused"), max_length=280, blank=True)
    cause = models.ForeignKey(Cause, models.SET_NULL, null=True, related_name="+")
    source = models.CharField(_("after"), max_length=240, blank=True)  # as its readers see it
    annotation = models.ForeignKey(Annotation, models.SET_NULL, null=True, related_name="+")

    objects = StatementQuerySet.as_manager()

    class Kept:
        purpose = (
            "ideas put to everybody, without their author; who wrote one that waits can follow it"
        )
        basis = "public task"
        recipients = "everybody reads the idea; nobody reads who wrote it"
        until = "an idea put to everybody stays without its author; one that was not goes with the person"
        person = ("author__person", "moderated_by")
        others = ("words", "refusal", "author")
        erased: ClassVar = {"author": None, "moderated_by": None}
        gone: ClassVar = {"accepted_at": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="statement_number_once"
            ),
            models.UniqueConstraint(
                fields=["consultation", "source_id"], name="statement_once_per_source"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(refused_at=None),
                name="statement_accepted_or_refused",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | Q(accepted_at__isnull=False),
                name="statement_hidden_was_put_to_everybody",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} statement {self.number}"

    @property
    def is_read_by_all(self) -> bool:
        return self.accepted_at is not None and self.hidden_at is None
