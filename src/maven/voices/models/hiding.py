from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person
from maven.voices.models.statement import Statement


class HidingQuerySet(models.QuerySet["Hiding"]):
    def of(self, mission: Mission) -> "HidingQuerySet":
        return self.filter(statement__consultation__mission=mission)

    def standing(self) -> "HidingQuerySet":
        return self.filter(restored_at=None)

    def to_judge(self) -> "HidingQuerySet":
        return self.standing().filter(appealed_at__isnull=False, upheld_at=None)


class Hiding(models.Model):
    """An idea taken out of sight with a rule and a reason; its answers stay, and so may it return.

    Its author may ask once for another pair of eyes: the hiding is then upheld, or ends.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="hidings")
    rule = models.SlugField(max_length=40)
    words = models.CharField(max_length=280)  # of the rule, as it was then
    reason = models.CharField(_("why, in words for its author"), max_length=280, blank=True)
    hidden_at = models.DateTimeField()
    hidden_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    appeal = models.CharField(_("why it should return"), max_length=500, blank=True)
    appealed_at = models.DateTimeField(null=True)
    upheld_at = models.DateTimeField(null=True)
    upheld_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    restored_at = models.DateTimeField(null=True)
    restored_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(_("the answer, in words for its author"), max_length=280, blank=True)

    objects = HidingQuerySet.as_manager()

    class Kept:
        purpose = "why an idea was taken out of sight, what its author answered, who decided"
        basis = "public task"
        recipients = "the team and the author of the idea; everybody reads how many there were, and the rules"
        until = "a year after the handover of the mission"
        person = ("statement__author__person", "hidden_by", "upheld_by", "restored_by")
        others = ("words", "reason", "appeal", "answer", "hidden_by", "upheld_by", "restored_by")
        erased: ClassVar = {"hidden_by": None, "upheld_by": None, "restored_by": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement"], condition=Q(restored_at=None), name="hiding_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(upheld_at=None) | Q(appealed_at__isnull=False),
                name="hiding_upheld_was_appealed",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of {self.statement_id}"
