"""Questions about a mission that cross several nouns."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext

from maven.missions.addresses import Found, Reading, Trouble
from maven.missions.models import Invitation, Membership, Mission
from maven.people.models import Organisation, Person


@dataclass(slots=True)
class Circle:
    """The people of one sector: those who show their name, and how many show a dot."""

    name: str
    parts: list[Membership] = field(default_factory=list)
    points: int = 0


@dataclass(frozen=True, slots=True)
class Community:
    """Who takes part, as each person chose to be seen."""

    circles: list[Circle]
    named: int
    points: int

    @property
    def seen(self) -> int:
        return self.named + self.points


def community_of(mission: Mission) -> Community:
    """People by sector; whoever chose not to appear is neither named nor counted. One query."""
    circles = {str(value): Circle(str(label)) for value, label in Organisation.Sector.choices}
    circles[""] = Circle(gettext("Organisation not told"))
    for part in Membership.objects.of(mission).by_name():
        person = part.person
        circle = circles[person.organisation.sector if person.organisation else ""]
        if person.presence == Person.Presence.NAME:
            circle.parts.append(part)
        elif person.presence == Person.Presence.POINT:
            circle.points += 1
    kept = [circle for circle in circles.values() if circle.parts or circle.points]
    return Community(
        kept,
        sum(len(circle.parts) for circle in kept),
        sum(circle.points for circle in kept),
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What inviting these addresses would do."""

    new: list[Found]
    already_there: list[Found]
    already_invited: list[Found]
    to_correct: tuple[Trouble, ...]
    passed_over: tuple[int, ...]


def preview_of(mission: Mission, reading: Reading, *, at: datetime) -> Preview:
    """Sorts the addresses read: new, already taking part, already invited. Two queries."""
    emails = [found.email for found in reading.found]
    there = set(
        Membership.objects.of(mission)
        .filter(person__email__in=emails)
        .values_list("person__email", flat=True)
    )
    invited = set(
        Invitation.objects.of(mission)
        .waiting(at=at)
        .filter(email__in=emails)
        .values_list("email", flat=True)
    )
    return Preview(
        new=[one for one in reading.found if one.email not in there | invited],
        already_there=[one for one in reading.found if one.email in there],
        already_invited=[one for one in reading.found if one.email in invited - there],
        to_correct=reading.troubles,
        passed_over=reading.passed_over,
    )
