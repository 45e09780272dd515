"""What a quotation assumes: how many turns of what, how many days each, by whom, at what rate.

Kept as JSON, so that an issued version stays as it was whatever becomes of the toolbox.
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from maven.method.founding import SEED_TURNS, UNLISTED
from maven.missions.models import Mission
from maven.toolbox.models import SeedKind
from maven.toolbox.queries import kinds_of, quantities_of

FORMAT = 1
LISTED, FORGOTTEN, OWN = "listed", "unlisted", "own"
SLUGS = dict(zip(SeedKind, SEED_TURNS, strict=True))
PROFILES = 3
USUAL_SPRINTS = 4
MOST_LINES = 100
MOST_TURNS = 600  # in all: each is drawn a hundred thousand times

NAMES = {
    "bibliography": lambda: _("Reading and desk research"),
    "writing": lambda: _("Writing the stage reports"),
    "synthesis": lambda: _("Synthesis of what was said"),
    "tooling": lambda: _("Setting up the tools"),
    "online-animation": lambda: _("Animating the online community, by the week"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """So many turns of something, each of so many days, by one of the profiles.

    part : of the eight kinds, of the work that the founding note leaves out, or the team's own.
    curve : whether the days are tenths (one time in ten, in two, nine in ten) or bounds.
    """

    key: str
    part: str
    turns: tuple[int, int]
    days: tuple[float, float, float]
    curve: str
    profile: int = 0
    name: str = ""

    @property
    def label(self) -> str:
        if self.part == LISTED:
            return str(next(kind.label for kind, slug in SLUGS.items() if slug == self.key))
        return NAMES[self.key]() if self.part == FORGOTTEN else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Who works, and what a day of theirs costs in euros; 0 when nobody has said."""

    name: str
    rate: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    lines: tuple[Line, ...]
    profiles: tuple[Profile, ...]

    @property
    def has_rates(self) -> bool:
        return any(self.profiles[line.profile].rate for line in self.lines)

    def part(self, part: str) -> list[Line]:
        return [line for line in self.lines if line.part == part]


def to_json(found: Assumptions) -> dict[str, Any]:
    lines = [
        {**asdict(line), "turns": list(line.turns), "days": list(line.days)} for line in found.lines
    ]
    return {
        "format": FORMAT,
        "lines": lines,
        "profiles": [asdict(one) for one in found.profiles],
    }


def from_json(kept: dict[str, Any]) -> Assumptions:
    return Assumptions(
        lines=tuple(
            Line(
                **{
                    **line,
                    "turns": tuple(int(one) for one in line["turns"]),
                    "days": tuple(float(one) for one in line["days"]),
                }
            )
            for line in kept["lines"]
        ),
        profiles=tuple(
            Profile(name=one["name"], rate=float(one["rate"])) for one in kept["profiles"]
        ),
    )


def usual(mission: Mission) -> Assumptions:
    """What one begins with: the mission's quantities, the days of its toolbox, the work forgotten."""
    days = {
        kind.slug: (kind.effort_low, kind.effort_likely, kind.effort_high)
        for kind in [*kinds_of(mission), *kinds_of(mission, aside=True)]
    }
    listed = [
        Line(
            key=SLUGS[planned.seed_kind],
            part=LISTED,
            turns=(planned.low, planned.high),
            days=days[SLUGS[planned.seed_kind]],
            curve="quantiles",
        )
        for planned in quantities_of(mission)
    ]
    forgotten = [
        Line(key=key, part=FORGOTTEN, turns=turns, days=figures, curve="pert")
        for key, (figures, turns) in UNLISTED.items()
    ]
    with override(mission.language):
        names = (_("Lead facilitator"), _("Facilitator"), _("Support"))
    return Assumptions(
        lines=(*listed, *forgotten), profiles=tuple(Profile(name=name) for name in names)
    )
