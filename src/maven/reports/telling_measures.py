"""The measures of a report in words: the four dimensions, the eight kinds of activities."""

from collections.abc import Container
from typing import Any

from django.utils.translation import gettext as _

from maven.compass.models import Aim
from maven.compass.state import Gauge
from maven.reports.figures import opens
from maven.reports.said import day
from maven.toolbox.models import SeedKind

type Told = dict[str, Any]

ICONS = {
    SeedKind.CONSULTATION: "megaphone",
    SeedKind.INTERVIEW: "mic",
    SeedKind.TALK: "presentation",
    SeedKind.POST: "newspaper",
    SeedKind.WORKSHOP: "pencil-ruler",
    SeedKind.MEETUP: "wine",
    SeedKind.MATCHMAKING: "handshake",
    SeedKind.POLL: "vote",
}


def gauge(one: Told, *, listed: Container[str] = ()) -> Told:
    """A dimension now and at the end of the sprint before: numbers to draw, and the sentence.

    Its number opens what it is made of where the report keeps it: `listed` says of which it does.
    """
    now, before, name = one["now"], one["before"], str(Aim.Dimension(one["key"]).label)
    if now is None:
        return {
            "key": one["key"],
            "name": name,
            "value": None,
            "sentence": _("%(name)s: not measured in this sprint.") % {"name": name},
        }
    shown = Gauge(
        key=one["key"],
        name=name,
        icon="",
        value=now["value"],
        low=now["low"],
        high=now["high"],
        previous=before["value"] if before else None,
        sentence="",
    )
    sentence = shown.full_sentence
    if before and before["low"] is not None and before["high"] is not None:
        sentence += " " + _("It was then between %(low)s and %(high)s.") % {
            "low": round(before["low"]),
            "high": round(before["high"]),
        }
    return {
        "key": one["key"],
        "name": name,
        "value": now["value"],
        "low": now["low"],
        "high": now["high"],
        "previous": before["value"] if before else None,
        "shown": opens(one["key"], shown.shown) if one["key"] in listed else shown.shown,
        "change": shown.change,
        "drawing": shown.drawing,
        "sentence": sentence,
        "on": day(now["at"]) if now["at"] else "",
    }


def quantity(one: Told) -> Told:
    low, high = one["low"], one["high"]
    if low == high:
        goal = _("of %(low)s") % {"low": low}
    else:
        goal = _("of %(low)s to %(high)s") % {"low": low, "high": high}
    return {
        "name": str(SeedKind(one["kind"]).label),
        "icon": ICONS[SeedKind(one["kind"])],
        "done": one["done"],
        "opens": opens(f"kind-{one['kind']}", one["done"]) if "list" in one else one["done"],
        "low": low,
        "high": high,
        "goal": goal,
    }
