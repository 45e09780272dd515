"""What the assumptions of a quotation give, before the mission and once days are logged.

The arithmetic is that of `maven effort`, with the same chance: the same table gives the same days.
It is reckoned in a job and kept with the fingerprint of what it was reckoned from.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from maven.missions.models import Mission
from maven.reports.assumptions import LISTED, SLUGS, Assumptions, Line, to_json
from maven.sprints.models import Activity
from maven.toolbox.models import SeedKind

if TYPE_CHECKING:
    from maven.method.effort import Work

ALGORITHM = "effort/1"
DRAWS = 100_000
SEED = 2014
ELSEWHERE = "+"  # before the slug of a kind that the quotation does not name

type Told = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What was spent on one line so far. names : of its kind, in French and in English."""

    key: str
    done: int
    planned: float
    days: float
    names: tuple[str, str]


def logged_of(mission: Mission, assumptions: Assumptions) -> list[Logged]:
    """Days logged, line by line; kinds that the quotation does not name stand on their own.

    An activity that was held without its days being said counts for those planned.
    """
    known = {line.key for line in assumptions.lines if line.part == LISTED}
    held = Activity.objects.done().filter(sprint__mission=mission).select_related("kind")
    found: dict[str, Logged] = {}
    for one in held.order_by("kind__slug", "pk"):
        kind = one.kind
        slug = SLUGS[SeedKind(kind.seed_kind)] if kind.seed_kind else kind.slug
        key = slug if slug in known else f"{ELSEWHERE}{slug}"
        before = found.get(key)
        days = one.days_planned if one.days_spent is None else one.days_spent
        found[key] = Logged(
            key=key,
            done=(before.done if before else 0) + 1,
            planned=round((before.planned if before else 0) + one.days_planned, 4),
            days=round((before.days if before else 0) + days, 4),
            names=(kind.name_fr, kind.name_en),
        )
    return [found[key] for key in sorted(found)]


def fingerprint_of(assumptions: Assumptions, logged: Iterable[Logged] = ()) -> str:
    told = [ALGORITHM, DRAWS, SEED, to_json(assumptions), [asdict(one) for one in logged]]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def estimate_of(assumptions: Assumptions) -> Told:
    """The days and the cost: of the eight kinds that the note lists, and of the whole mission."""
    listed, whole = works_of(assumptions)
    return {"listed": _drawn(listed), "whole": _drawn(whole)}


def works_of(assumptions: Assumptions) -> "tuple[list[Work], list[Work]]":
    """The work of the eight kinds, and all of it."""
    listed = [_work(line, assumptions) for line in assumptions.part(LISTED)]
    return listed, [_work(line, assumptions) for line in assumptions.lines]


def forecast_of(assumptions: Assumptions, logged: Iterable[Logged]) -> Told:
    """The same at the end of the mission, as the days logged let it be foreseen."""
    spent = {one.key: one for one in logged}
    works = [_work(line, assumptions, spent.get(line.key)) for line in assumptions.lines]
    works += [
        _elsewhere(one, assumptions) for key, one in spent.items() if key.startswith(ELSEWHERE)
    ]
    return _drawn(works)


def _drawn(works: "list[Work]") -> Told:
    from maven.method.effort import forecast  # noqa: PLC0415 (brings NumPy: jobs only)
    from maven.method.plain import plain  # noqa: PLC0415

    found = forecast(works, draws=DRAWS, seed=SEED)
    return {
        "days": plain(found.days),
        "cost": plain(found.cost),
        "left": plain(found.left),
        "profiles": [
            {"profile": name, "days": days, "cost": cost}
            for name, (days, cost) in found.profiles.items()
        ],
        "lines": plain(found.lines),
        "pace": plain(found.pace),
        "draws": found.draws,
    }


def _work(line: Line, assumptions: Assumptions, spent: Logged | None = None) -> "Work":
    from maven.method.effort import Work  # noqa: PLC0415

    return Work(
        slug=line.key,
        low=line.days[0],
        likely=line.days[1],
        high=line.days[2],
        turns_low=line.turns[0],
        turns_high=line.turns[1],
        # Figures that are all one are no range, whatever they mean.
        curve="quantiles" if line.curve == "quantiles" and line.days[2] else "pert",
        rate=assumptions.profiles[line.profile].rate,
        profile=assumptions.profiles[line.profile].name,
        logged=spent.days if spent else None,
        done=spent.done if spent else None,
    )


def _elsewhere(spent: Logged, assumptions: Assumptions) -> "Work":
    """What was done and is not in the quotation: its days count, at the first profile's rate."""
    from maven.method.effort import Work  # noqa: PLC0415

    each = spent.planned / spent.done
    first = assumptions.profiles[0]
    return Work(
        slug=spent.key,
        low=each,
        likely=each,
        high=each,
        turns_low=spent.done,
        turns_high=spent.done,
        rate=first.rate,
        profile=first.name,
        logged=spent.days,
        done=spent.done,
    )


def line_of(told: Mapping[str, Any], key: str) -> Told:
    """What was reckoned of one line."""
    return next(one for one in told["lines"] if one["slug"] == key)
