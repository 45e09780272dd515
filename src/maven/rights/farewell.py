"""What erasing somebody would do: told before it is done."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maven.missions.models import Membership, Mission, Role
from maven.people.models import Person
from maven.rights.declarations import Declaration
from maven.rights.portrait import Part, portrait_of
from maven.rights.registry import Processing, processing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One table, with how many rows of it."""

    processing: Processing
    count: int
    why: str = ""


class Farewell:
    """What goes, what stays under no name, and the missions that would be left alone."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.parts = portrait_of(person)

    def goes(self) -> list[Line]:
        return [_line(part) for part in self.parts if _goes(part.told)]

    def stays(self) -> list[Line]:
        return [_line(part) for part in self.parts if not _goes(part.told)]

    def left_alone(self) -> list[Mission]:
        """Missions of which the person is the only facilitator."""
        held = Membership.objects.held_by(self.person).with_role(Role.FACILITATOR)
        return [one.mission for one in held if _facilitators(one.mission) == 1]


def _facilitators(mission: Mission) -> int:
    return Membership.objects.of(mission).with_role(Role.FACILITATOR).count()


def _goes(told: Declaration) -> bool:
    return told.erased == "row" or told.whom == "self" or bool(told.untied)


def _line(part: Part) -> Line:
    why = _(part.told.why_kept) if part.told.why_kept else ""
    return Line(processing=processing_of(part.told), count=len(part.lines), why=why)
