import hashlib
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _

from maven.missions.models import Mission
from maven.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the charter: its words may be read, its slug is what is counted."""

    slug: str
    words: str


def usual_rules() -> list[Rule]:
    """What holds in every mission until the team writes its own."""
    return [
        Rule(slug="idea", words=_("One idea, one sentence, not a question.")),
        Rule(slug="respect", words=_("No attack on a person or a group.")),
        Rule(slug="question", words=_("About the question asked here.")),
        Rule(slug="personal", words=_("Nothing personal about somebody.")),
        Rule(slug="selling", words=_("No advertising, no link to sell something.")),
        Rule(slug="law", words=_("Nothing that the law forbids.")),
    ]


class Charter(models.Model):
    """The rules of a mission in its own words, one a line; a mission without one has the usual."""

    mission = models.OneToOneField(Mission, models.CASCADE, related_name="+")
    intro = models.TextField(max_length=1000, blank=True)
    lines = models.TextField(max_length=4000)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Kept:
        purpose = "the rules by which ideas are published; who of the team wrote them"
        basis = "public task"
        recipients = "everybody reads the rules; the team, who wrote them"
        until = "a year after the handover of the mission"
        person = ("written_by",)
        erased: ClassVar = {"written_by": None}

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def rules(self) -> list[Rule]:
        """A usual rule written in the same words keeps its slug, so that counts go on."""
        known = {rule.words: rule.slug for rule in usual_rules()}
        words = [line.strip() for line in self.lines.splitlines() if line.strip()]
        return [Rule(slug=known.get(one) or slug_of(one), words=one) for one in words]


def slug_of(words: str) -> str:
    return "own-" + hashlib.sha256(words.casefold().encode()).hexdigest()[:12]
