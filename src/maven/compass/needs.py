"""What the observed situation asks for, on the four dimensions of the toolbox.

Every need comes from something counted, and keeps the figure it comes from: the page says it, and
nothing else. What nobody has measured is said to be so, and asks for a plain middle.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from maven.causes.models import Cause
from maven.compass.engagement import engaged_in
from maven.compass.portrait import STALE_AFTER
from maven.compass.queries import Measured, convergence_at
from maven.journal.counting import CountOf
from maven.method.coverage import Needs, Situation
from maven.missions.models import Membership, Mission
from maven.sprints.calendar_days import open_days
from maven.sprints.models import Deliverable, Sprint, Tension

# A whole gap asks for one activity's worth every three team days: more than a sprint can bring to
# all four, so that the days are always shared out by how wide the gaps are.
DAYS_FOR_ONE = 3
ALIGNED = 50  # out of 100: from here on agreement is no longer what is most missing
SHARE_ACTING = 33  # out of 100: from a third of the people acting, others follow
PLAIN = 0.5  # the gap of what nobody has measured
TENSION = 0.05  # what one open tension adds to the need to engage

# Of all that a kind may need beforehand, what the product itself can see.
LOOKED_AT = frozenset({"cause", "causes-draft", "deliverables", "sprint-ended"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One gap, from 0 to 1 (signed for the direction), on what basis, from which figures."""

    dimension: str
    gap: float
    basis: str
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def measured(self) -> bool:
        return self.basis not in {"unmeasured", "first"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The four needs, and what limits the choice."""

    observed: tuple[Observed, Observed, Observed, Observed]
    people: int
    trust: int
    maturity: int
    met: frozenset[str]
    closed_sprints: int
    sprint_days: int
    dates: int | None  # days on which people can meet; None before the sprint has its days

    def needs(self, days: float) -> Needs:
        """What so many days are asked to bring, in activities' worth."""
        direction, measure, engage, connect = (one.gap * full(days) for one in self.observed)
        return Needs(direction=direction, measure=measure, engage=engage, connect=connect)

    def plain(self, days: float) -> dict[str, Any]:
        """As JSON: what a suggestion keeps, and the sprint drafted from it."""
        return {
            "asked": {one.dimension: one.gap * full(days) for one in self.observed},
            "full": full(days),
            "observed": [asdict(one) for one in self.observed],
            "within": {
                "people": self.people,
                "trust": self.trust,
                "maturity": self.maturity,
                "met": sorted(self.met),
                "looked_at": sorted(LOOKED_AT),
            },
        }

    def within(self, days: float) -> Situation:
        return Situation(
            days=days,
            people=self.people,
            trust=self.trust,
            maturity=self.maturity,
            met=self.met,
            sprint_days=self.sprint_days,
            dates=self.dates,
        )


def full(days: float) -> float:
    """The activities' worth that a whole gap asks of so many days."""
    return days / DAYS_FOR_ONE


def observed_of(plain: dict[str, Any]) -> dict[str, Observed]:
    """The needs again, by dimension, out of what a suggestion kept."""
    return {one["dimension"]: Observed(**one) for one in plain["observed"]}


def observe(mission: Mission, *, at: datetime) -> Observation:
    every = list(Sprint.objects.of(mission).in_order())
    sprints = [sprint for sprint in every if sprint.adopted_at]
    closed = sum(sprint.closed_at is not None for sprint in sprints)
    draft = next((sprint for sprint in every if not sprint.adopted_at), None)
    counted = counted_in(mission)
    community = counted["members"]
    measured = convergence_at(mission, at)
    reached = max(community, measured.people if measured else 0)
    return Observation(
        observed=(
            direction(measured, closed),
            measure(measured, community, at=at),
            engage(mission, sprints, counted["tensions"], at=at),
            Observed(dimension="connect", gap=PLAIN, basis="unmeasured"),
        ),
        people=reached,
        trust=min(3, 1 + (closed >= 1) + (closed >= 3)),
        maturity=min(3, 1 + closed // 2),
        met=frozenset(met(counted, closed)),
        closed_sprints=closed,
        sprint_days=(draft.ends_on - draft.starts_on).days if draft else mission.sprint_days,
        dates=open_days(draft.starts_on, draft.ends_on, draft.closed_days) if draft else None,
    )


def direction(measured: Measured | None, closed: int) -> Observed:
    """Positive to align; negative to open, which a first sprint does when nothing is known yet."""
    if measured is None or measured.index is None:
        gap = 0.25 if closed else -0.4
        basis = "unmeasured" if closed else "first"
        figures = {"sprints": closed}
        return Observed(dimension="direction", gap=gap, basis=basis, figures=figures)
    value = round(100 * max(0.0, measured.index))
    return Observed(
        dimension="direction",
        gap=round(max(0, ALIGNED - value) / ALIGNED, 2),
        basis="alignment",
        figures={"value": value, "on": localtime(measured.taken_at).date().isoformat()},
    )


def measure(measured: Measured | None, community: int, *, at: datetime) -> Observed:
    """The older or the narrower the last measure, the more there is to measure."""
    if measured is None or measured.index is None:
        return Observed(dimension="measure", gap=1.0, basis="nothing")
    day = localtime(measured.taken_at).date().isoformat()
    if at - measured.taken_at > STALE_AFTER:
        return Observed(dimension="measure", gap=0.75, basis="stale", figures={"on": day})
    share = min(1.0, measured.people / community) if community else 1.0
    gap = round(1 - share, 2)
    if gap < 0.25:
        return Observed(dimension="measure", gap=0.25, basis="understanding")
    figures = {
        "people": measured.people,
        "community": community,
        "percent": round(100 * share),
        "on": day,
    }
    return Observed(dimension="measure", gap=gap, basis="coverage", figures=figures)


def engage(mission: Mission, sprints: list[Sprint], tensions: int, *, at: datetime) -> Observed:
    """The fewer have acted since the last sprint began, the more there is to engage."""
    started = [sprint.adopted_at for sprint in sprints if sprint.adopted_at]
    if not started:
        return Observed(dimension="engage", gap=PLAIN, basis="first")
    found = engaged_in(mission, started[-1], at)
    if not found.people:
        return Observed(dimension="engage", gap=PLAIN, basis="nobody")
    gap = max(0.0, 1 - found.percent / SHARE_ACTING) + min(0.25, TENSION * tensions)
    figures = {
        "engaged": found.engaged,
        "people": found.people,
        "tensions": tensions,
        "since": localtime(started[-1]).date().isoformat(),
    }
    return Observed(
        dimension="engage", gap=round(min(1.0, gap), 2), basis="engaged", figures=figures
    )


def counted_in(mission: Mission) -> dict[str, int]:
    """What is there, in one query."""
    here = {
        "members": Membership.objects.of(mission),
        "tensions": Tension.objects.of(mission).unresolved(),
        "causes": Cause.objects.of(mission),
        "deliverables": Deliverable.objects.filter(sprint__mission=mission),
    }
    counted = [CountOf(rows) for rows in here.values()]
    found = Mission.objects.filter(pk=mission.pk).values_list(*counted).get()
    return dict(zip(here, found, strict=True))


def met(counted: dict[str, int], closed: int) -> Iterable[str]:
    """Which of the prerequisites that the product can see are there."""
    if counted["causes"]:
        yield from ("cause", "causes-draft")
    if counted["deliverables"]:
        yield "deliverables"
    if closed:
        yield "sprint-ended"
