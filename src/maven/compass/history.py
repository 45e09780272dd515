"""The state of the community over time: each dimension at each turn of the mission, and its aim."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maven.compass.models import Aim, Reading
from maven.compass.queries import convergences_at
from maven.compass.state import Gauge, State
from maven.missions.models import Mission
from maven.sprints.models import Sprint
from maven.ui import charts
from maven.ui.charts import Moment

MOST = 60  # turns shown: three weeks each, that is three years


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One dimension now, how it got there, and where the group wants it."""

    gauge: Gauge
    moments: list[Moment]
    aim: Aim | None

    @property
    def drawing(self) -> SafeString:
        zone = (self.aim.low, self.aim.high) if self.aim else None
        return charts.trend(self.moments, zone=zone)

    @property
    def now_drawing(self) -> SafeString:
        gauge = self.gauge
        low, high = (self.aim.low, self.aim.high) if self.aim else (None, None)
        return charts.dot_plot(
            gauge.value,
            gauge.low,
            gauge.high,
            gauge.previous,
            low,
            high,
            gauge.ends,
            stale=gauge.stale,
        )

    @property
    def trend_in_words(self) -> str:
        """Up, down or not established: two moments whose intervals overlap do not differ."""
        if len(self.moments) < 2:
            return ""
        first, last = self.moments[0], self.moments[-1]
        numbers = {"first": round(first.value), "last": round(last.value)}
        if not first.is_apart_from(last):
            return _("From %(first)s to %(last)s: no movement is established.") % numbers
        words = (
            _("From %(first)s to %(last)s: it rises.")
            if last.value > first.value
            else _("From %(first)s to %(last)s: it falls.")
        )
        return words % numbers

    @property
    def aim_in_words(self) -> str:
        """Where the value is against the zone that the group aims at."""
        if self.aim is None:
            return ""
        zone = {"low": self.aim.low, "high": self.aim.high}
        value = self.gauge.value
        if value is None:
            return _("The group aims at %(low)s to %(high)s.") % zone
        if value < self.aim.low:
            return _("Below the zone aimed at, %(low)s to %(high)s.") % zone
        if value > self.aim.high:
            return _("Above the zone aimed at, %(low)s to %(high)s.") % zone
        return _("Within the zone aimed at, %(low)s to %(high)s.") % zone


def dimensions_of(mission: Mission, state: State, *, at: datetime) -> list[Dimension]:
    """In four queries whatever the number of sprints."""
    aims = {one.dimension: one for one in Aim.objects.of(mission)}
    kept = Reading.objects.of(mission).states().filter(taken_at__lt=at).newest_first()
    turns: list[tuple[datetime, dict[str, Any]]] = [
        (one.taken_at, one.result["gauges"]) for one in reversed(kept[:MOST])
    ]
    instants = [instant for instant, _gauges in turns]
    alike = {
        "convergence": _of_the_same_consultation(mission, instants, at),
        "engagement": _closings(mission),
    }
    return [
        Dimension(
            gauge=gauge,
            moments=[*_past(turns, gauge.key, alike.get(gauge.key)), *_present(gauge, at)],
            aim=aims.get(gauge.key),
        )
        for gauge in state.gauges
    ]


def _of_the_same_consultation(
    mission: Mission, instants: list[datetime], at: datetime
) -> set[datetime]:
    """When what speaks now spoke already: another question has another answer, and no movement."""
    *then, now = convergences_at(mission, [*instants, at])
    return {
        instant
        for instant, one in zip(instants, then, strict=True)
        if one and now and one.consultation_pk == now.consultation_pk
    }


def _closings(mission: Mission) -> set[datetime]:
    """Engagement is counted over a sprint: only whole ones compare."""
    closed = Sprint.objects.of(mission).closed().values_list("closed_at", flat=True)
    return {one for one in closed if one is not None}


def _past(
    turns: list[tuple[datetime, dict[str, Any]]], key: str, alike: set[datetime] | None
) -> list[Moment]:
    found: list[Moment] = []
    for at, gauges in turns:
        told: Mapping[str, float | None] | None = gauges.get(key)
        if alike is not None and at not in alike:
            continue
        if told is not None and told["value"] is not None:
            found.append(Moment(at=at, value=told["value"], low=told["low"], high=told["high"]))
    return found


def _present(gauge: Gauge, at: datetime) -> list[Moment]:
    if gauge.value is None or gauge.unfinished:
        return []
    return [Moment(at=at, value=gauge.value, low=gauge.low, high=gauge.high)]
