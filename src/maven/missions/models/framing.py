from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maven.missions.models.mission import Mission
from maven.people.models import Person


class FramingQuerySet(models.QuerySet["Framing"]):
    def of(self, mission: Mission) -> "FramingQuerySet":
        return self.filter(mission=mission)


class Framing(models.Model):
    """What the sponsor and the team agreed on before anything began: for what, within what, and then."""

    mission = models.OneToOneField(Mission, models.CASCADE, related_name="+")
    objectives = models.TextField(_("objectives"), max_length=4000, blank=True)
    constraints = models.TextField(_("constraints"), max_length=4000, blank=True)
    follow_up = models.TextField(
        _("what will be done with the result"), max_length=2000, blank=True
    )
    follow_up_by = models.CharField(_("by whom"), max_length=200, blank=True)
    follow_up_on = models.DateField(_("by when"), null=True, blank=True)
    guide = models.TextField(_("questions of the interviews"), max_length=4000, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = FramingQuerySet.as_manager()

    class Kept:
        purpose = "who last wrote what the sponsor and the team agreed on"
        basis = "public task"
        until = "the mission is erased"
        person = ("set_by",)
        erased: ClassVar = {"set_by": None}

    def __str__(self) -> str:
        return f"#{self.pk} framing of {self.mission_id}"

    @property
    def objective_lines(self) -> list[str]:
        return _lines(self.objectives)

    @property
    def constraint_lines(self) -> list[str]:
        return _lines(self.constraints)

    @property
    def is_whole(self) -> bool:
        """Somebody reads what is wanted, and what becomes of it."""
        return bool(self.objective_lines and self.follow_up.strip())


def _lines(words: str) -> list[str]:
    return [line for one in words.splitlines() if (line := " ".join(one.split()))]
