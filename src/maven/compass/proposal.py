"""The page of the choice: each kind with its word of fit, its reason, and what it adds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from maven.compass.learned_words import learnt_here
from maven.compass.models import Suggestion
from maven.compass.needs import Observed, observed_of
from maven.compass.reasons import (
    LATER,
    POSSIBLE,
    VERY_WELL,
    WELL,
    because,
    dimension_word,
    fit_word,
    gap_sentence,
    percent,
    purpose,
    refusal_words,
    relax_words,
    without,
)
from maven.method.coverage import DIMENSIONS, Coverage, Kind, Needs, coverage, effects
from maven.sprints.operations import Proposal
from maven.sprints.table import dimension_labels, need_bars_of, shares_of
from maven.sprints.wall import Worth, added, summed, worths
from maven.toolbox.models import ActivityKind
from maven.toolbox.weighing import Learned, weigh
from maven.ui.charts import Need

SHOWN = 8  # other kinds in full; the rest are folded away
MOSTLY = 0.7  # of what an activity does most: the other needs that it is said to serve
STRONG, FAIR = 0.7, 0.4  # of what the best kind alone would answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One kind that may be chosen."""

    kind: ActivityKind
    rank: int
    reason: str
    ticked: bool
    shares: dict[str, float]
    worth: Worth

    @property
    def word(self) -> str:
        return fit_word(self.rank)[0]

    @property
    def tone(self) -> str:
        return fit_word(self.rank)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """What the ticked kinds take and bring."""

    days: float
    capacity: float
    coverage: Coverage
    needs: list[Need]
    total: Worth

    @property
    def excess(self) -> float:
        return round(max(0.0, self.days - self.capacity), 2)

    @property
    def answered(self) -> str:
        return percent(self.total.value / 100)

    @property
    def figures(self) -> list[tuple[str, int, int]]:
        return [(one.label, round(100 * one.covered), round(100 * one.need)) for one in self.needs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Everything the page shows of a suggestion."""

    suggestion: Suggestion
    sentence: str
    reasons: list[tuple[str, str]]
    cards: list[Card]
    folded: list[Card]
    refused: list[tuple[ActivityKind, str]]
    relax: list[str]
    recap: Recap
    runner_up: str
    gap_points: int


def choice_of(
    suggestion: Suggestion,
    kinds: dict[str, ActivityKind],
    *,
    capacity: float,
    ticked: Collection[str] | None = None,
) -> Choice:
    """The suggestion as a page; `ticked` are the reader's own ticks, the best combination if None."""
    result, observed = suggestion.result, observed_of(suggestion.needs)
    able = {one["slug"] for one in (*result["contributions"], *result["others"])} & set(kinds)
    on = able & set(result["best"]["slugs"] if ticked is None else ticked)
    chosen = [kinds[slug] for slug in kinds if slug in on]
    needs = needs_of(suggestion)
    worth = worth_of(chosen, kinds, needs, learned_in(suggestion))
    cards = [
        card_of(
            kinds[one["slug"]],
            one,
            suggestion,
            observed,
            ticked=one["slug"] in on,
            worth=worth(one["slug"]),
        )
        for one in (*result["contributions"], *result["others"])
        if one["slug"] in kinds
    ]
    best = len(result["contributions"])
    cards[best:] = sorted(cards[best:], key=lambda card: -card.rank)
    in_sight = [card for place, card in enumerate(cards) if place < best + SHOWN or card.ticked]
    names = {slug: kind.name for slug, kind in kinds.items()}
    return Choice(
        suggestion=suggestion,
        sentence=whole_sentence(observed),
        reasons=[(dimension_word(one), because(one)) for one in observed.values()],
        cards=in_sight,
        folded=[card for card in cards if card not in in_sight],
        refused=[
            (kinds[one["slug"]], refusal_words(one))
            for one in result["refused"]
            if one["slug"] in kinds
        ],
        relax=[relax_words(one, names) for one in result.get("relax", ())],
        recap=recap_of(chosen, suggestion, capacity=capacity),
        runner_up=gap_sentence(result, names),
        gap_points=round(100 * result["gap"]),
    )


def needs_of(suggestion: Suggestion) -> Needs:
    return Needs(**suggestion.needs["asked"])


def learned_in(suggestion: Suggestion) -> Learned:
    """The marks that the suggestion was computed with, where they are not those of the catalogue."""
    found: Learned = suggestion.needs.get("learned", {})
    return found


def recap_of(kinds: list[ActivityKind], suggestion: Suggestion, *, capacity: float) -> Recap:
    needs = needs_of(suggestion)
    weighed = [weigh(kind, learned=learned_in(suggestion)) for kind in kinds]
    found = coverage(weighed, needs)
    told = summed(worths(weighed, needs))
    return Recap(
        total=Worth(points=told, labels=dimension_labels(needs)),
        days=round(sum(kind.effort_likely for kind in kinds), 2),
        capacity=capacity,
        coverage=found,
        needs=need_bars_of(found, needs, full=suggestion.needs["full"]),
    )


def card_of(
    kind: ActivityKind,
    found: dict[str, Any],
    suggestion: Suggestion,
    observed: dict[str, Observed],
    *,
    ticked: bool,
    worth: Worth,
) -> Card:
    learned = learned_in(suggestion)
    weighed = weigh(kind, learned=learned)
    reason = reason_for(found, observed, weighed)
    return Card(
        kind=kind,
        rank=rank_of(found, suggestion.result),
        reason=" ".join(filter(None, (reason, learnt_here(weigh(kind), weighed)))),
        ticked=ticked,
        worth=worth,
        shares=shares_of(
            kind, needs_of(suggestion), full=suggestion.needs["full"], learned=learned
        ),
    )


def worth_of(
    chosen: list[ActivityKind],
    kinds: Mapping[str, ActivityKind],
    needs: Needs,
    learned: Learned,
) -> Callable[[str], Worth]:
    """The four reasons of each kind: its part of what is ticked, or what it would add to it."""
    labels, there = dimension_labels(needs), [weigh(kind, learned=learned) for kind in chosen]
    parts = dict(zip((kind.slug for kind in chosen), worths(there, needs), strict=True))

    def told(slug: str) -> Worth:
        if slug in parts:
            return Worth(points=parts[slug], labels=labels)
        points = added(weigh(kinds[slug], learned=learned), there, needs)
        return Worth(points=points, labels=labels)

    return told


def aside_of(suggestion: Suggestion) -> list[str]:
    """What stays in sight beside the table: the best, the next best, and what would serve most."""
    result = suggestion.result
    second = result["runner_up"] or {"slugs": []}
    others = [one["slug"] for one in result["others"][:SHOWN]]
    return list(dict.fromkeys([*result["best"]["slugs"], *second["slugs"], *others]))


def rank_of(found: dict[str, Any], result: dict[str, Any]) -> int:
    """In the best combination: very well, or well if little is lost without it; else by itself."""
    chosen = result["contributions"]
    strongest = max((one["alone"] for one in (*chosen, *result["others"])), default=0.0) or 1.0
    if "lost" in found:
        return VERY_WELL if found["lost"] >= 1 / (2 * max(1, len(chosen))) else WELL
    if found["against"]:
        return LATER
    second = result["runner_up"] or {"slugs": []}
    if found["slug"] in second["slugs"] or found["alone"] >= STRONG * strongest:
        return WELL
    return POSSIBLE if found["alone"] >= FAIR * strongest else LATER


def reason_for(found: dict[str, Any], observed: dict[str, Observed], weighed: Kind) -> str:
    if found.get("against"):
        if weighed.convergence < 0:
            return _("Because it opens new tracks while the group needs to align.")
        return _("Because it concludes while the group needs to explore.")
    if found["dimension"] is None:
        return _("Because it adds little to what the situation asks for.")
    names = served(weighed, observed)
    words = [dimension_word(observed[name]).lower() for name in names]
    # Its own strong side gives the figure: five activities for one need would all say the same.
    why = because(observed[names[0] if names else found["dimension"]])
    return " ".join(filter(None, (purpose(words), why, without(found.get("lost", 0.0)))))


def served(weighed: Kind, observed: dict[str, Observed]) -> list[str]:
    """The dimensions of the needs it serves, in the order in which it serves them most."""
    direction = observed["direction"]
    needs = Needs(direction=direction.gap or 1.0, measure=1, engage=1, connect=1)
    brought = dict(zip(DIMENSIONS, effects(weighed, needs), strict=True))
    most = max(brought.values())
    names = sorted(brought, key=lambda name: -brought[name])
    return [name for name in names if observed[name].gap and brought[name] >= MOSTLY * most > 0]


def whole_sentence(observed: dict[str, Observed]) -> str:
    """The strongest need and its figure; or that nothing is measured, said plainly."""
    strongest = max(observed.values(), key=lambda one: abs(one.gap))
    told = _("The strongest need: %(dimension)s.") % {
        "dimension": dimension_word(strongest).lower()
    }
    if not any(one.measured and one.basis != "nothing" for one in observed.values()):
        return _("Nothing is measured yet: the proposal follows the phase of the mission only.")
    return f"{told} {because(strongest)}"


def proposals_of(choice: Choice) -> list[Proposal]:
    """What is ticked, with its reasons, in the order of the page."""
    return [
        Proposal(
            kind=card.kind,
            title=card.kind.name,
            days=card.kind.effort_likely,
            reason=card.reason,
        )
        for card in (*choice.cards, *choice.folded)
        if card.ticked
    ]
