"""What a person brought to a mission, as far as a reader may see it.

| | herself | who takes part | everybody else |
|---|---|---|---|
| causes she carries, and since when | yes | yes | the cause's page, without this one |
| what she delivered | yes | yes | the sprint's page, without her name |
| activities she said were held | yes | yes | the sprint's page, without her name |
| tensions she raised | yes | no: no page names who raised one | no |
| ideas she proposed, whatever became of them | yes | no: an idea stands without its author | no |
| her opinions | no list anywhere, not even here | no | no |

"Who takes part" reads this page only of those who show their name. The facilitation team reads it
of everybody in the mission, with no more in it: authors of ideas and of tensions stay unsaid.
"""

from dataclasses import dataclass

from maven.causes.models import Champion
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import Activity, Deliverable, Tension
from maven.voices.models import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributions:
    """What the page of a person lists; empty lists are not shown."""

    causes: list[Champion]
    deliverables: list[Deliverable]
    activities: list[Activity]

    @property
    def are_none(self) -> bool:
        return not (self.causes or self.deliverables or self.activities)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaid:
    """What only she reads of herself."""

    asked: list[Champion]
    tensions: list[Tension]
    ideas: list[Statement]


def contributions_of(person: Person, mission: Mission) -> Contributions:
    """What everybody who takes part may know that she did. Three queries."""
    return Contributions(
        causes=list(Champion.objects.held_by(person, mission).standing()),
        deliverables=list(Deliverable.objects.made_by(person, mission)),
        activities=list(Activity.objects.held_by(person, mission)),
    )


def unsaid_of(person: Person, mission: Mission) -> Unsaid:
    """What no page tells others of her. Three queries."""
    return Unsaid(
        asked=list(Champion.objects.held_by(person, mission).solicited()),
        tensions=list(Tension.objects.raised_by_person(person, mission)),
        ideas=list(Statement.objects.proposed_by(person, mission)),
    )
