"""The combination of activities that fits best what is observed. The plenary decides."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from maven.compass.learned import learned_for
from maven.compass.models import Suggestion
from maven.compass.needs import LOOKED_AT, Observation, observe
from maven.method.coverage import (
    DIMENSIONS,
    Kind,
    Needs,
    Violation,
    coverage,
    effects,
    violations,
)
from maven.missions.models import Mission
from maven.sprints.models import Sprint
from maven.sprints.wall import offered_of
from maven.toolbox.models import ActivityKind
from maven.toolbox.queries import kinds_by_slug
from maven.toolbox.weighing import Learned, weigh

ALGORITHM = "fit/2"
DEFAULT_DAYS = 14.0
LEAST_BUDGET, MOST_BUDGET = 1.0, 200.0
MOST_FRONT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything the computation depends on: the same inputs give the same suggestion."""

    observation: Observation
    kinds: list[Kind]
    apart: list[dict[str, Any]]
    days: float
    learned: Learned

    @property
    def plain(self) -> dict[str, Any]:
        """What a suggestion keeps of them, and the sprint drafted from it."""
        return self.observation.plain(self.days) | {"learned": self.learned}

    @property
    def fingerprint(self) -> str:
        told = {
            "needs": self.plain,
            "situation": [
                self.days,
                self.observation.people,
                self.observation.trust,
                self.observation.maturity,
                sorted(self.observation.met),
                self.observation.sprint_days,
                self.observation.dates,
            ],
            "kinds": [asdict(kind) for kind in self.kinds],
            "apart": self.apart,
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def inputs_of(
    mission: Mission,
    *,
    days: float,
    at: datetime,
    known: dict[str, ActivityKind] | None = None,
) -> Inputs:
    """`known` are the kinds by their slug; they are read unless they were already."""
    observation = observe(mission, at=at)
    kinds, apart = [], []
    known = kinds_by_slug(mission) if known is None else known
    learned = learned_for(mission, known)
    for kind in known.values():
        reason = set_apart(kind, observation)
        if reason:
            spans = {"needed": kind.span_days, "found": observation.sprint_days}
            apart.append({"slug": kind.slug, "reason": reason, **spans})
        else:
            kinds.append(weigh(kind, looked_at=LOOKED_AT, learned=learned))
    return Inputs(observation=observation, kinds=kinds, apart=apart, days=days, learned=learned)


def set_apart(kind: ActivityKind, observation: Observation) -> str:
    """Why a kind is no candidate for a sprint whatever the situation; empty when it is one."""
    phases = set(kind.phases.split())
    now = {"D", "any"} if observation.closed_sprints else {"C", "D", "any"}
    if kind.scale == "ritual":
        return "ritual"
    if kind.needs_session:
        return "session"
    if not phases & now:
        return "phase"
    return "span" if kind.span_days > observation.sprint_days else ""


def suggestion_for(mission: Mission, inputs: Inputs) -> Suggestion | None:
    """The suggestion made from these very inputs, if there is one."""
    made = Suggestion.objects.of(mission).filter(
        fingerprint=inputs.fingerprint, algorithm=ALGORITHM
    )
    return made.newest_first().first()


def latest_suggestion(mission: Mission) -> Suggestion | None:
    return Suggestion.objects.of(mission).filter(algorithm=ALGORITHM).newest_first().first()


def usual_days(mission: Mission) -> float:
    """What people said they give to the draft, or its capacity, or that of the last sprint."""
    sprints = Sprint.objects.of(mission).latest_first()
    last = sprints.drafted().first() or sprints.first()
    offered = offered_of(last).days if last and last.state == "drafted" else 0.0
    if offered >= LEAST_BUDGET:
        return min(offered, MOST_BUDGET)
    return last.capacity_days if last else DEFAULT_DAYS


def next_number(mission: Mission) -> int:
    """The draft's number when there is one, else the number the next draft would take."""
    draft = Sprint.objects.of(mission).drafted().first()
    if draft is not None:
        return draft.number
    last = Sprint.objects.of(mission).latest_first().first()
    return last.number + 1 if last else 1


def result_of(inputs: Inputs) -> dict[str, Any]:
    """The best combination, the runner-up and the rest, as JSON."""
    from maven.method.fit import fit  # noqa: PLC0415 (brings NumPy: jobs only, never pages)

    needs = inputs.observation.needs(inputs.days)
    found = fit(inputs.kinds, needs, inputs.observation.within(inputs.days))
    refused = {one.slug for one in found.refused}
    chosen = {one.slug: one for one in found.contributions}
    others = [
        {"slug": kind.slug, **served_by(kind, needs)}
        for kind in inputs.kinds
        if kind.slug not in refused and kind.slug not in chosen
    ]
    return {
        "best": combined(found.best),
        "contributions": [asdict(one) for one in found.contributions],
        "runner_up": combined(found.runner_up) if found.runner_up else None,
        "gap": round(found.gap, 4),
        "front": [combined(one) for one in found.front[-MOST_FRONT:]],
        "others": sorted(others, key=lambda one: -one["alone"]),
        "refused": [asdict(one) for one in found.refused] + inputs.apart,
        "relax": relaxed(inputs) if not found.best.slugs else [],
        "proved": found.proved,
        "combinations": found.combinations,
        "examined": found.examined,
    }


def relaxed(inputs: Inputs) -> list[dict[str, Any]]:
    """Nothing can be held: which limit, given up alone, would let something be, and how far.

    Those that free the most kinds first; `needed` is the least that frees one.
    """
    situation = inputs.observation.within(inputs.days)
    freed: dict[str, list[Violation]] = {}
    for kind in inputs.kinds:
        found = violations([kind], situation)
        if len(found) == 1:
            freed.setdefault(found[0].reason, []).append(found[0])
    nearest = [(min(ones, key=lambda one: one.needed), len(ones)) for ones in freed.values()]
    nearest.sort(key=lambda one: -one[1])
    return [
        {
            "reason": one.reason,
            "slug": one.slugs[0],
            "needed": one.needed,
            "found": one.found,
            "kinds": count,
        }
        for one, count in nearest
    ]


def combined(found: Any) -> dict[str, Any]:
    return {
        "slugs": list(found.slugs),
        "total": round(found.coverage.total, 4),
        "days": round(found.coverage.days, 2),
    }


def served_by(kind: Kind, needs: Needs) -> dict[str, Any]:
    """What a kind would answer by itself, and which need it serves most."""
    gains = [min(d, b) for d, b in zip(needs.asked, effects(kind, needs), strict=True)]
    most = max(gains)
    return {
        "alone": round(coverage([kind], needs).total, 4),
        "dimension": DIMENSIONS[gains.index(most)] if most > 0 else None,
        "against": needs.direction * kind.convergence < 0 and abs(kind.convergence) >= 0.25,
    }
