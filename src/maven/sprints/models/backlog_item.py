from collections.abc import Collection
from typing import ClassVar

from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maven.causes.models import Cause
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models.sprint import Sprint
from maven.sprints.models.tension import Tension
from maven.toolbox.models import ActivityKind


class BacklogItemQuerySet(models.QuerySet["BacklogItem"]):
    def of(self, mission: Mission) -> "BacklogItemQuerySet":
        return self.filter(mission=mission)

    def of_kind(self, kind: str) -> "BacklogItemQuerySet":
        return self.filter(kind=kind)

    def in_state(self, *states: str) -> "BacklogItemQuerySet":
        return self.filter(state__in=states)

    def new(self) -> "BacklogItemQuerySet":
        return self.in_state(BacklogItem.State.NEW)

    def accepted(self) -> "BacklogItemQuerySet":
        return self.in_state(BacklogItem.State.ACCEPTED)

    def proposed_by_person(self, person: Person, mission: Mission) -> "BacklogItemQuerySet":
        return self.of(mission).filter(proposed_by=person).order_by("-proposed_at", "-pk")

    def in_order(self) -> "BacklogItemQuerySet":
        """The one order of all kinds: what comes first is to be done first."""
        return self.order_by("rank", "pk")

    def asked_first(self, keys: Collection[int]) -> "BacklogItemQuerySet":
        """Those with these keys, then the others, each in the order of all."""
        return self.order_by(Case(When(pk__in=keys, then=0), default=1), "rank", "pk")

    def oldest_first(self) -> "BacklogItemQuerySet":
        return self.order_by("proposed_at", "pk")

    def latest_settled_first(self) -> "BacklogItemQuerySet":
        return self.order_by("-settled_at", "-pk")

    def with_all_it_shows(self) -> "BacklogItemQuerySet":
        return self.select_related(
            "proposed_by",
            "settled_by",
            "cause",
            "tension",
            "kind_of_activity",
            "duplicate_of",
            "sprint",
        )


class BacklogItem(models.Model):
    """Something that could be done: sorted by the team, then in one order with all the rest."""

    class Kind(models.TextChoices):
        IDEA = "idea", pgettext_lazy("backlog item", "idea")
        TENSION = "tension", pgettext_lazy("backlog item", "tension")
        ACTIVITY = "activity", pgettext_lazy("backlog item", "activity")
        ACTION = "action", pgettext_lazy("backlog item", "action")

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("backlog item", "to sort")
        ACCEPTED = "accepted", pgettext_lazy("backlog item", "accepted")
        DUPLICATE = "duplicate", pgettext_lazy("backlog item", "said already")
        LATER = "later", pgettext_lazy("backlog item", "later")
        DECLINED = "declined", pgettext_lazy("backlog item", "not kept")
        TAKEN = "taken", pgettext_lazy("backlog item", "in a sprint")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.IDEA)
    title = models.CharField(_("what could be done"), max_length=160)
    words = models.TextField(_("in a few words"), max_length=600, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    rank = models.BigIntegerField()  # with room between two, so that moving one writes one
    source = models.CharField(_("where it comes from"), max_length=200, blank=True)
    cause = models.ForeignKey(Cause, models.SET_NULL, null=True, blank=True, related_name="+")
    tension = models.ForeignKey(Tension, models.SET_NULL, null=True, blank=True, related_name="+")
    kind_of_activity = models.ForeignKey(
        ActivityKind, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    duplicate_of = models.ForeignKey("self", models.CASCADE, null=True, related_name="same")
    reason = models.TextField(_("why"), max_length=600, blank=True)
    sprint = models.ForeignKey(Sprint, models.SET_NULL, null=True, related_name="+")  # that took it
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)  # the letter to whoever proposed it began to leave

    objects = BacklogItemQuerySet.as_manager()

    class Kept:
        purpose = "who proposed what could be done, and who answered"
        basis = "public task"
        until = "the mission is erased"
        person = ("proposed_by", "settled_by")
        erased: ClassVar = {"proposed_by": None, "settled_by": None}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["idea", "tension", "activity", "action"]),
                name="backlog_item_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["new", "accepted", "duplicate", "later", "declined", "taken"]
                ),
                name="backlog_item_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="duplicate", duplicate_of__isnull=False)
                | ~Q(state="duplicate") & Q(duplicate_of=None),
                name="backlog_item_duplicate_says_of_what",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined", reason=""),
                name="backlog_item_declined_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["mission", "tension"], name="backlog_item_once_for_a_tension"
            ),
        ]
        indexes = [models.Index(fields=["mission", "rank"], name="backlog_item_order")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        return f"{reverse('sprints:backlog', args=[self.mission.slug])}#item-{self.pk}"
