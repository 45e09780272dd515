from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maven.missions.models import Annotation, Mission
from maven.people.models import Person
from maven.sprints.models.activity import Activity
from maven.sprints.models.sprint import Sprint


class TensionQuerySet(models.QuerySet["Tension"]):
    def of(self, mission: Mission) -> "TensionQuerySet":
        return self.filter(mission=mission)

    def raised_in(self, sprint: Sprint) -> "TensionQuerySet":
        return self.filter(sprint=sprint)

    def seen_in(self, sprint: Sprint) -> "TensionQuerySet":
        """Those told in this sprint, and those told before that were still open when the plenary
        adopted it: what is resolved during the sprint, or after, stays in its review."""
        began = sprint.adopted_at
        earlier = Q(resolved_at=None)
        if began is not None:
            earlier = Q(raised_at__lte=began) & (earlier | Q(resolved_at__gt=began))
        return self.of(sprint.mission).filter(Q(sprint=sprint) | earlier)

    def raised_by_person(self, person: Person, mission: Mission) -> "TensionQuerySet":
        return self.of(mission).filter(raised_by=person).order_by("-raised_at", "-pk")

    def unresolved(self) -> "TensionQuerySet":
        return self.filter(resolved_at=None)

    def in_order(self) -> "TensionQuerySet":
        return self.order_by("raised_at", "pk")


class Tension(models.Model):
    """A gap between the desired objective and the observed state."""

    class Severity(models.IntegerChoices):
        DISCOMFORT = 1, pgettext_lazy("severity", "discomfort")
        BRAKE = 2, pgettext_lazy("severity", "brake")
        BLOCK = 3, pgettext_lazy("severity", "block")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    sprint = models.ForeignKey(Sprint, models.CASCADE, null=True, related_name="tensions")
    desired = models.CharField(_("what we want"), max_length=280)
    observed = models.CharField(_("what we see"), max_length=280)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    severity = models.PositiveSmallIntegerField(
        _("how much it holds us back"), choices=Severity, null=True, blank=True
    )
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    owned_at = models.DateTimeField(null=True)
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="tensions"
    )
    # A measure of an upper room, by its key, as it was when the tension was told; 0 to 100.
    measure = models.CharField(_("measured by"), max_length=40, blank=True)
    measured = models.FloatField(null=True)
    wanted = models.FloatField(_("wanted"), null=True, blank=True)
    source = models.CharField(_("after"), max_length=240, blank=True)  # as its readers see it
    annotation = models.ForeignKey(Annotation, models.SET_NULL, null=True, related_name="+")

    objects = TensionQuerySet.as_manager()

    class Kept:
        purpose = "who named a gap between what is wanted and what is seen, who takes it on and who closed it"
        basis = "public task"
        until = "the mission is erased"
        person = ("raised_by", "resolved_by", "owner")
        erased: ClassVar = {"raised_by": None, "resolved_by": None, "owner": None}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None) | Q(resolved_at__gte=models.F("raised_at")),
                name="tension_resolved_after_it_was_raised",
            ),
            models.CheckConstraint(
                condition=Q(severity=None) | Q(severity__gte=1, severity__lte=3),
                name="tension_severity_is_one_of_three",
            ),
            models.CheckConstraint(
                condition=Q(wanted=None) | Q(wanted__gte=0, wanted__lte=100),
                name="tension_wanted_is_out_of_100",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.desired}"
