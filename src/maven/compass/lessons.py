"""The page of what was learnt: what was expected, what was observed, and what is believed now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.compass.experience import points_of_one
from maven.compass.learned import LEAST_SPRINTS, is_still_from, latest_learning
from maven.compass.learned_words import difference, dimension_name, effects_of, number_said, within
from maven.compass.models import Reading
from maven.compass.seen import Seen, seen_in
from maven.method.coverage import DIMENSIONS
from maven.missions.models import Mission
from maven.sprints.models import Sprint
from maven.toolbox.models import ActivityKind
from maven.toolbox.weighing import weigh
from maven.ui import charts

SURE = 1.96  # standard deviations on each side of an interval at 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """One dimension of one kind, out of 100: what the catalogue says, and what is believed now."""

    dimension: str
    prior: int
    now: int
    low: int
    high: int
    weight: int

    @property
    def name(self) -> str:
        return dimension_name(self.dimension)

    @property
    def drawing(self) -> SafeString:
        """Nothing on the left and a whole activity on the right; to open on the left of the middle."""
        told: list[float] = [self.now, self.low, self.high, self.prior]
        ends = ("0", "100")
        if self.dimension == "direction":
            told, ends = [50 + one / 2 for one in told], (_("opens"), _("aligns"))
        now, low, high, prior = told
        return charts.dot_plot(now, low, high, prior, ends=ends)

    @property
    def sentence(self) -> str:
        figures = {"prior": self.prior, "now": self.now, "low": self.low, "high": self.high}
        told = {name: number_said(value) for name, value in figures.items()}
        told |= {"name": self.name, "weight": str(self.weight)}
        return (
            _(
                "%(name)s: believed %(prior)s, now %(now)s, between %(low)s and %(high)s."
                " Observation has removed %(weight)s%% of the doubt."
            )
            % told
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What was learnt of one kind."""

    kind: ActivityKind
    sentence: str
    beliefs: list[Belief]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One dimension over one sprint: what the activities were believed to bring, and what changed."""

    name: str
    start: str
    end: str
    expected: int
    change: int | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One closed sprint; no `observed` while the job has not looked at it."""

    sprint: Sprint
    observed: list[Observed]
    seen: list[Seen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """Everything the page shows."""

    closed: int
    sentence: str
    share: str
    waiting: bool
    lessons: list[Lesson]
    sprints: list[Told]
    worth: list[tuple[str, int]]
    least: int = LEAST_SPRINTS


def lessons_of(mission: Mission) -> Lessons:
    """In a constant number of queries."""
    sprints = list(Sprint.objects.of(mission).closed().latest_first())
    reading = latest_learning(mission)
    result: Mapping[str, Any] = (
        reading.result if reading else {"sprints": [], "taught": 0, "in_use": False}
    )
    known = {one["number"]: one for one in result["sprints"]}
    seen = seen_in(sprints)
    lessons = _lessons(mission, reading) if reading else []
    return Lessons(
        closed=len(sprints),
        sentence=_sentence(len(sprints), result["taught"], in_use=result["in_use"]),
        share=_share(result["taught"], len(lessons)),
        waiting=any(one.number not in known for one in sprints),
        lessons=lessons,
        sprints=[
            Told(
                sprint=one,
                observed=_observed(known.get(one.number), seen[one.pk]),
                seen=seen[one.pk],
            )
            for one in sprints
        ],
        worth=[(dimension_name(name), round(points_of_one(name))) for name in DIMENSIONS],
    )


def line_of(kind: ActivityKind, reading: Reading | None) -> str:
    """One line for the page of a kind."""
    if reading is None or kind.slug not in reading.result["started"]:
        return _("Nothing is learnt of it here yet: no closed sprint has shown it.")
    if not is_still_from(kind, reading):
        return _("Its marks were corrected since: what is learnt starts again from them.")
    return _kind_sentence(reading, kind)


def _kind_sentence(reading: Reading, kind: ActivityKind) -> str:
    beliefs = [one for one in reading.result["beliefs"] if one["slug"] == kind.slug]
    times = max((one["seen"] for one in beliefs), default=0)
    told_of = {
        words: abs(one["mean"] - one["prior"]) > SURE * one["sd"]
        for one in beliefs
        if (words := difference(one["dimension"], one["prior"], one["mean"]))
    }
    what = ", ".join(told_of) or _("does what was believed of it")
    told = {"count": times, "what": what}
    words = ngettext(
        "Here, after %(count)s sprint: it %(what)s.",
        "Here, after %(count)s sprints: it %(what)s.",
        times,
    )
    chance = _("Chance may explain it: what was believed is still within the interval.")
    return " ".join([words % told, *([chance] if told_of and not any(told_of.values()) else [])])


def _lessons(mission: Mission, reading: Reading) -> list[Lesson]:
    """Those that moved most first; a kind corrected since has nothing to tell."""
    started = reading.result["started"]
    kinds = ActivityKind.objects.of(mission).among(started).in_catalogue_order()
    by_slug: dict[str, list[dict[str, Any]]] = {}
    for one in reading.result["beliefs"]:
        by_slug.setdefault(one["slug"], []).append(one)
    found = [
        Lesson(
            kind=kind,
            sentence=line_of(kind, reading),
            beliefs=[_belief(one) for one in by_slug.get(kind.slug, ())],
        )
        for kind in kinds
        if kind.slug in started and is_still_from(kind, reading)
    ]
    return sorted(
        found, key=lambda one: -max((abs(b.now - b.prior) for b in one.beliefs), default=0)
    )


def _belief(one: Mapping[str, Any]) -> Belief:
    dimension, mean, reach = one["dimension"], one["mean"], SURE * one["sd"]
    return Belief(
        dimension=dimension,
        prior=within(dimension, one["prior"]),
        now=within(dimension, mean),
        low=within(dimension, mean - reach),
        high=within(dimension, mean + reach),
        weight=round(100 * one["evidence"]),
    )


def _observed(known: Mapping[str, Any] | None, seen: Sequence[Seen]) -> list[Observed]:
    if known is None:
        return []
    turns: Mapping[str, float] = known["mix"]
    marks = {one.activity.kind.slug: effects_of(weigh(one.activity.kind)) for one in seen}
    return [
        Observed(
            name=dimension_name(one["dimension"]),
            start=_value(one["start"]),
            end=_value(one["end"]),
            expected=round(
                points_of_one(one["dimension"])
                * sum(
                    sqrt(count) * marks[slug][one["dimension"]]
                    for slug, count in turns.items()
                    if slug in marks
                )
            ),
            change=None
            if one["missing"]
            else round(one["end"]["value"]) - round(one["start"]["value"]),
            why=_why(one["missing"]),
        )
        for one in known["changes"]
    ]


def _value(gauge: Mapping[str, float | None] | None) -> str:
    """A value with its interval where it has one."""
    if gauge is None or gauge["value"] is None:
        return ""
    value, low, high = gauge["value"], gauge["low"], gauge["high"]
    if low is None or high is None:
        return str(round(value))
    told = {"value": round(value), "low": round(low), "high": round(high)}
    return _("%(value)s (%(low)s to %(high)s)") % told


def _why(missing: str) -> str:
    return {
        "": "",
        "start": _("Not measured: nothing was known at the start of the sprint."),
        "end": _("Not measured: nothing was known at the end of the sprint."),
        "again": _("Not measured: it was not asked again during the sprint."),
        "other": _("Not measured: the question asked is another one."),
    }[missing]


def _sentence(closed: int, taught: int, *, in_use: bool) -> str:
    """How much there is to learn from, and whether the next proposal counts on it."""
    if not closed:
        return _("Each closed sprint will teach something of the activities that were held in it.")
    numbers = {"taught": taught, "closed": closed, "least": LEAST_SPRINTS}
    told = (
        ngettext(
            "%(taught)s of %(closed)s closed sprint has shown a change.",
            "%(taught)s of %(closed)s closed sprints have shown a change.",
            closed,
        )
        % numbers
    )
    then = (
        _("The next proposal counts with what was learnt.")
        if in_use
        else _("Proposals stay with the catalogue until %(least)s sprints have.") % numbers
    )
    return f"{told} {then}"


def _share(taught: int, kinds: int) -> str:
    """How far what changed can be told apart, in plain words."""
    if not taught or not kinds:
        return ""
    told = {"sprints": taught, "kinds": kinds}
    if kinds > 1 and taught <= 2 * kinds:
        return (
            ngettext(
                "%(sprints)s sprint is not enough to tell apart what each of %(kinds)s kinds did:"
                " the change belongs to the whole mix, and each takes the part that its mark"
                " makes likely.",
                "%(sprints)s sprints are not enough to tell apart what each of %(kinds)s kinds did:"
                " the change belongs to the whole mix, and each takes the part that its mark"
                " makes likely.",
                taught,
            )
            % told
        )
    return _("The change belongs to the whole mix: each kind takes the part that is most likely.")
