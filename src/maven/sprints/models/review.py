from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.people.models import Person
from maven.sprints.models.activity import Activity
from maven.sprints.models.minutes_line import MinutesLine
from maven.sprints.models.sprint import Sprint

STEPS = ("promis", "livre", "ressentis", "tensions", "suite")


class Review(models.Model):
    """The review of a sprint while it is held: where the room is, and what was revealed to it."""

    class Step(models.TextChoices):
        PROMISED = "promis", _("Promised")
        SHIPPED = "livre", _("Shipped!")
        FEELINGS = "ressentis", _("Likes, dislikes")
        TENSIONS = "tensions", _("Tensions")
        NEXT = "suite", _("Next cycle")

    sprint = models.OneToOneField(Sprint, models.CASCADE, related_name="review")
    step = models.CharField(max_length=12, choices=Step, default=Step.PROMISED)
    feelings_revealed_at = models.DateTimeField(null=True)
    feelings_revealed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # Who wrote, sealed and in no order; once revealed or closed, only how many people that was.
    voices = models.JSONField(default=list)
    writers = models.PositiveSmallIntegerField(null=True)
    grouped_at = models.DateTimeField(null=True)  # the computation proposed groups, once
    moods_revealed_at = models.DateTimeField(null=True)
    moods_revealed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Kept:
        purpose = (
            "who revealed to the room what was written without a name, and how many people wrote"
        )
        basis = "public task"
        until = "the mission is erased"
        person = ("feelings_revealed_by", "moods_revealed_by")
        erased: ClassVar = {"feelings_revealed_by": None, "moods_revealed_by": None}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(step__in=STEPS), name="review_step_is_known")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.step}"

    @property
    def people(self) -> int | None:
        """How many people wrote feelings; None where nobody counted them."""
        return self.writers if self.writers is not None else len(self.voices) or None


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def of(self, sprint: Sprint) -> "FollowUpQuerySet":
        return self.filter(sprint=sprint)

    def moved(self) -> "FollowUpQuerySet":
        return self.filter(answer=FollowUp.Answer.MOVED)

    def in_order(self) -> "FollowUpQuerySet":
        return self.order_by("pk")


class FollowUp(models.Model):
    """What became of something promised: an activity of the plan, a commitment, or words."""

    class Source(models.TextChoices):
        PLAN = "plan", _("the plan of the plenary")
        AGENDA = "agenda", _("the agenda of the last review")
        MINUTES = "minutes", _("the minutes of a session")
        MOVED = "moved", _("moved by the last review")

    class Answer(models.TextChoices):
        KEPT = "kept", _("Kept")
        BROKEN = "broken", _("Not kept")
        MOVED = "moved", _("Moved")

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="follow_ups")
    source = models.CharField(max_length=10, choices=Source)
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="+")
    line = models.ForeignKey(MinutesLine, models.CASCADE, null=True, related_name="+")
    words = models.CharField(max_length=400)
    answer = models.CharField(max_length=10, choices=Answer)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = FollowUpQuerySet.as_manager()

    class Kept:
        purpose = "who said what became of a promise"
        basis = "public task"
        until = "the mission is erased"
        person = ("answered_by",)
        erased: ClassVar = {"answered_by": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sprint", "activity"],
                condition=Q(activity__isnull=False),
                name="follow_up_once_per_activity",
            ),
            models.UniqueConstraint(
                fields=["sprint", "line"],
                condition=Q(line__isnull=False),
                name="follow_up_once_per_line",
            ),
            models.UniqueConstraint(
                fields=["sprint", "words"],
                condition=Q(activity=None, line=None),
                name="follow_up_once_per_words",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["plan", "agenda", "minutes", "moved"]),
                name="follow_up_source_is_known",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["kept", "broken", "moved"]),
                name="follow_up_answer_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.answer}"


class ShippedLineQuerySet(models.QuerySet["ShippedLine"]):
    def of(self, sprint: Sprint) -> "ShippedLineQuerySet":
        return self.filter(sprint=sprint)


class ShippedLine(models.Model):
    """A fact of the journal that the review set aside, or put back, among what was shipped."""

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="shipped_lines")
    number = models.PositiveBigIntegerField()  # of the fact, in the chain of the mission
    kept = models.BooleanField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = ShippedLineQuerySet.as_manager()

    class Kept:
        purpose = "who chose what the review shows of the journal"
        basis = "public task"
        until = "the mission is erased"
        person = ("decided_by",)
        erased: ClassVar = {"decided_by": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sprint", "number"], name="shipped_line_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} fact {self.number}"
