"""How the community is, along the four dimensions of the toolbox: each with how sure, and since when.

What is not measured has no value: it says what would measure it. Nothing here is guessed.

Convergence is 100·max(0, Λ). Λ is how much more often two people go the same way than opposite ways:
0 is no common direction at all, so it must be the 0 of the scale. Spreading [-1, 1] over 0 to 100
would show 50 for a community without any agreement; below 0, Λ is only the chance of small numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.compass.engagement import Engaged, engaged_in_each
from maven.compass.models import Barometer
from maven.compass.polled import Understood, counted_at, understood_in
from maven.compass.portrait import STALE_AFTER, missing_sentence
from maven.compass.queries import Measured, convergences_at
from maven.missions.models import Mission
from maven.sprints.models import Sprint
from maven.ui import charts
from maven.ui.days import short_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """One dimension, from 0 to 100; `value` is None while it is not measured, and `missing` says why.

    `previous` is the value at the end of the sprint before; `low` and `high` bound the value at 95 %
    when it is estimated from some for all, and are None when everybody was counted.
    """

    key: str
    name: str
    icon: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    previous: float | None = None
    sentence: str
    measured_at: datetime | None = None
    stale: bool = False
    unfinished: bool = False  # counted since the start of a sprint that is not over
    missing: str = ""
    ends: tuple[str, str] = ("", "")

    @property
    def shown(self) -> str:
        return "" if self.value is None else str(round(self.value))

    @property
    def change(self) -> int | None:
        """In whole points, as the difference of what is shown; a part is not set against a whole."""
        if self.value is None or self.previous is None or self.unfinished:
            return None
        return round(self.value) - round(self.previous)

    @property
    def drawing(self) -> SafeString:
        return charts.dot_plot(
            self.value, self.low, self.high, self.previous, ends=self.ends, stale=self.stale
        )

    @property
    def full_sentence(self) -> str:
        """The gauge in words, whole: for a reader who does not see the drawing."""
        if self.value is None:
            return _("%(name)s: not measured yet. %(missing)s") % {
                "name": self.name,
                "missing": self.missing,
            }
        told = [_("%(name)s: %(value)s out of 100") % {"name": self.name, "value": self.shown}]
        if self.low is not None and self.high is not None:
            told.append(
                _("between %(low)s and %(high)s")
                % {"low": round(self.low), "high": round(self.high)}
            )
        words = ", ".join(told) + "."
        if self.previous is not None:
            words += " " + _("At the end of the sprint before: %(previous)s.") % {
                "previous": round(self.previous)
            }
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The four dimensions, and the whole in one sentence."""

    sentence: str
    gauges: tuple[Gauge, Gauge, Gauge, Gauge]

    def of(self, key: str) -> Gauge:
        return next(gauge for gauge in self.gauges if gauge.key == key)


def state_of(
    mission: Mission,
    *,
    at: datetime,
    sprints: Sequence[Sprint] | None = None,
    barometers: Sequence[Barometer] | None = None,
) -> State:
    """The state at an instant. What was before is what it was when the last sprint was closed.

    What is known already (the sprints in order, the last barometers first) is not asked again."""
    known = Sprint.objects.of(mission).in_order() if sprints is None else sprints
    adopted = [
        sprint for sprint in known if sprint.adopted_at is not None and sprint.adopted_at <= at
    ]
    closed = [sprint.closed_at for sprint in adopted if sprint.closed_at and sprint.closed_at < at]
    now, *then = convergences_at(mission, [at, *closed[-1:]])
    gauges = (
        convergence(now, then[0] if then else None, at=at),
        understanding(
            counted_at(mission, at) if barometers is None else barometers,
            at=at,
            before=closed[-1] if closed else None,
        ),
        engagement(mission, adopted, at=at),
        connections(),
    )
    return State(sentence=_whole(gauges), gauges=gauges)


def convergence(now: Measured | None, before: Measured | None, *, at: datetime) -> Gauge:
    name, icon = _("Convergence"), "git-merge"
    ends = (_("explores"), _("aligns"))
    if now is None or now.index is None:
        waiting = now.missing if now else None
        missing = (
            missing_sentence(waiting)
            if waiting
            else _("A consultation answered by 20 people would measure it.")
        )
        return Gauge(
            key="convergence", name=name, icon=icon, ends=ends, sentence=missing, missing=missing
        )
    value = scaled(now.index)
    same = before is not None and before.index is not None
    same = same and before is not None and before.consultation_pk == now.consultation_pk
    return Gauge(
        key="convergence",
        name=name,
        icon=icon,
        value=value,
        low=None if now.low is None else scaled(now.low),
        high=None if now.high is None else scaled(now.high),
        previous=scaled(before.index) if same and before and before.index is not None else None,
        sentence=_convergence_sentence(value, now),
        measured_at=now.taken_at,
        stale=at - now.taken_at > STALE_AFTER,
        ends=ends,
    )


def scaled(index: float) -> float:
    """Λ on the scale of the gauges: 0 without a common direction, 100 when all go the same way."""
    return 100 * min(1.0, max(0.0, index))


def _convergence_sentence(value: float, now: Measured) -> str:
    numbers = {
        "points": round(value),
        "people": number_format(now.people, use_l10n=True),
        "day": short_day(now.taken_at),
    }
    if numbers["points"] == 0:
        told = _("%(people)s people go the same way no more often than opposite ways.") % numbers
    else:
        told = (
            ngettext(
                "Out of 100 draws of two people, they go the same way %(points)s time more than "
                "opposite ways.",
                "Out of 100 draws of two people, they go the same way %(points)s times more than "
                "opposite ways.",
                round(value),
            )
            % numbers
        )
    return told + " " + _("Measured on %(day)s.") % numbers


def understanding(
    barometers: Sequence[Barometer], *, at: datetime, before: datetime | None
) -> Gauge:
    """Who says that they understand both what is at stake and what constrains: the last barometer."""
    name, icon = _("Understanding"), "compass"
    now = understood_in(barometers, at)
    if now is None:
        missing = _("A barometer answered by five people would measure it.")
        return Gauge(
            key="understanding",
            name=name,
            icon=icon,
            sentence=_("Not measured yet.") + " " + missing,
            missing=missing,
        )
    then = understood_in(barometers, before) if before else None
    return Gauge(
        key="understanding",
        name=name,
        icon=icon,
        value=now.value,
        low=now.low,
        high=now.high,
        previous=then.value if then and then.measured_at < now.measured_at else None,
        sentence=_understanding_sentence(now),
        measured_at=now.measured_at,
        stale=at - now.measured_at > STALE_AFTER,
    )


def _understanding_sentence(now: Understood) -> str:
    return ngettext(
        "%(count)s of %(people)s understands what is at stake and what constrains us. Asked on %(day)s.",
        "%(count)s of %(people)s understand what is at stake and what constrains us. Asked on %(day)s.",
        now.yes,
    ) % {
        "count": number_format(now.yes, use_l10n=True),
        "people": number_format(now.people, use_l10n=True),
        "day": short_day(now.measured_at),
    }


def connections() -> Gauge:
    missing = _("Noting who met whom at meetups and matchmaking would measure it.")
    return Gauge(
        key="connections",
        name=_("Connections"),
        icon="network",
        sentence=_("Not measured yet.") + " " + missing,
        missing=missing,
    )


def engagement(mission: Mission, adopted: list[Sprint], *, at: datetime) -> Gauge:
    name, icon = _("Engagement"), "hand-heart"
    if not adopted:
        missing = _("It is counted from the first sprint on.")
        return Gauge(key="engagement", name=name, icon=icon, sentence=missing, missing=missing)
    start, closed = adopted[-1].adopted_at or at, adopted[-1].closed_at
    windows = [(start, at)]
    if len(adopted) > 1 and adopted[-2].adopted_at:
        windows.append((adopted[-2].adopted_at, adopted[-2].closed_at or start))
    now, *before = engaged_in_each(mission, windows)
    if not now.people:
        missing = _("Nobody but the facilitation team and the sponsor takes part yet.")
        return Gauge(key="engagement", name=name, icon=icon, sentence=missing, missing=missing)
    previous = before[0] if before else None
    return Gauge(
        key="engagement",
        name=name,
        icon=icon,
        value=now.percent,
        previous=previous.percent if previous and previous.people else None,
        sentence=_engagement_sentence(now, start),
        measured_at=at,
        unfinished=closed is None or closed > at,
    )


def _engagement_sentence(now: Engaged, start: datetime) -> str:
    return ngettext(
        "%(engaged)s of %(people)s delivered, proposed, raised a tension or carries a cause "
        "since %(day)s.",
        "%(engaged)s of %(people)s delivered, proposed, raised a tension or carry a cause "
        "since %(day)s.",
        now.engaged,
    ) % {
        "engaged": now.engaged,
        "people": number_format(now.people, use_l10n=True),
        "day": short_day(start),
    }


def _whole(gauges: tuple[Gauge, Gauge, Gauge, Gauge]) -> str:
    measured = [gauge for gauge in gauges if gauge.value is not None]
    if not measured:
        return _("Nothing is measured yet.")
    moved = [gauge for gauge in measured if gauge.change]
    told = ngettext(
        "%(count)s dimension of 4 is measured.",
        "%(count)s dimensions of 4 are measured.",
        len(measured),
    ) % {"count": len(measured)}
    if moved:
        best = max(moved, key=lambda gauge: abs(gauge.change or 0))
        words = (
            _("Since the sprint before, %(name)s gained %(points)s.")
            if (best.change or 0) > 0
            else _("Since the sprint before, %(name)s lost %(points)s.")
        )
        told += " " + words % {"name": best.name.lower(), "points": abs(best.change or 0)}
    return told
