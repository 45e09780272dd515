from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models.minutes import Minutes
from maven.sprints.models.tension import Tension


class MinutesLineQuerySet(models.QuerySet["MinutesLine"]):
    def of(self, minutes: Minutes) -> "MinutesLineQuerySet":
        return self.filter(minutes=minutes)

    def in_order(self) -> "MinutesLineQuerySet":
        return self.select_related("person", "written_by").order_by("rank", "pk")

    def commitments(self) -> "MinutesLineQuerySet":
        return self.filter(kind=MinutesLine.Kind.COMMITMENT)

    def commitments_of(self, mission: Mission) -> "MinutesLineQuerySet":
        """Those of all published minutes, the nearest day first, those without a day last."""
        found = self.commitments().filter(minutes__session__mission=mission)
        found = found.filter(minutes__published_at__isnull=False)
        return found.select_related("person", "minutes__session").order_by(
            models.F("due_on").asc(nulls_last=True), "pk"
        )

    def unkept(self) -> "MinutesLineQuerySet":
        return self.filter(kept_at=None)


class MinutesLine(models.Model):
    """One thing that a session came to: what was agreed on, or not, an idea, who will do what."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", pgettext_lazy("in minutes", "Agreement")
        DISAGREEMENT = "disagreement", pgettext_lazy("in minutes", "Disagreement")
        IDEA = "idea", pgettext_lazy("in minutes", "Idea")
        TENSION = "tension", pgettext_lazy("in minutes", "Tension")
        DECISION = "decision", pgettext_lazy("in minutes", "Decision")
        COMMITMENT = "commitment", pgettext_lazy("in minutes", "Commitment")

    class Word(models.TextChoices):
        """Whose word a commitment is."""

        NONE = "", _("not a commitment")
        PROPOSED = "proposed", _("awaits a yes")
        CONFIRMED = "confirmed", _("confirmed")
        IN_THE_ROOM = "room", _("said in the room")

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="lines")
    rank = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    words = models.CharField(_("what was said"), max_length=400)
    # Whom the line is about: who commits, or whose idea it is when she wants it said.
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("by"), null=True, blank=True)
    word = models.CharField(max_length=10, choices=Word, blank=True, default="")
    kept_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # Added once the minutes were published: read beside them, with its day.
    amends = models.BooleanField(default=False)
    backlog_item = models.ForeignKey(
        "sprints.BacklogItem", models.SET_NULL, null=True, related_name="+"
    )
    tension = models.ForeignKey(Tension, models.SET_NULL, null=True, related_name="+")

    objects = MinutesLineQuerySet.as_manager()

    class Kept:
        purpose = "what was said at a session, who committed to what, and who wrote it down"
        basis = "public task"
        until = "the mission is erased"
        person = ("person", "written_by")
        erased: ClassVar = {"person": None, "written_by": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "rank"], name="minutes_line_rank_once"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "agreement",
                        "disagreement",
                        "idea",
                        "tension",
                        "decision",
                        "commitment",
                    ]
                ),
                name="minutes_line_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(word__in=["", "proposed", "confirmed", "room"]),
                name="minutes_line_word_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="commitment") | (Q(word="") & Q(kept_at=None) & Q(due_on=None)),
                name="minutes_line_only_a_commitment_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
