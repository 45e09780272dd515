"""A report in the reader's language: the same words on the page and in the PDF.

Everything said here is counted from the report's content, so that sentences and figures agree.
"""

from datetime import date, datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maven.compass.state import Gauge
from maven.reports.models import StageReport
from maven.toolbox.models import SeedKind
from maven.ui import days as days_said

type Told = dict[str, Any]

NAMES = {
    "convergence": lambda: _("Convergence"),
    "understanding": lambda: _("Understanding"),
    "engagement": lambda: _("Engagement"),
    "connections": lambda: _("Connections"),
}
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


def told(report: StageReport) -> Told:
    content = report.content
    return {
        "title": _("Stage report %(number)s") % {"number": content["sprint"]["number"]},
        "mission": content["mission"],
        "number": content["sprint"]["number"],
        "period": period(content),
        "status": status(report),
        "issued": report.issued_at is not None,
        "summary": summary(content),
        "words": [part.strip() for part in report.words.split("\n\n") if part.strip()],
        "aims": aims_sentence(content),
        "activities": [activity(one) for one in content["activities"]],
        "shipped_sentence": shipped_sentence(content),
        "shipped": [shipped(one) for one in content["shipped"]],
        "feelings": feelings(content["feelings"]),
        "tensions": tensions(content["tensions"]),
        "state": [gauge(one) for one in content["state"]],
        "set_aside": set_aside(content.get("set_aside", 0)),
        "causes": [cause(one) for one in content["causes"]],
        "agenda": [line.strip(" -•\t") for line in content["agenda"].splitlines() if line.strip()],
        "days": days(content["days"]),
        "quantities": [quantity(one) for one in content["quantities"]],
        "head": report.head,
        "length": number_format(content["journal"]["length"], use_l10n=True),
        "facts": sum(content["journal"]["told"].values()),
    }


def decimal(value: float) -> str:
    """At most two decimals, and no useless zero: 8, 3,5, 1,75."""
    rounded = round(value, 2)
    whole = rounded == int(rounded)
    return str(number_format(int(rounded) if whole else rounded, use_l10n=True))


def day(value: str) -> str:
    return days_said.day(datetime.fromisoformat(value))


def period(content: Told) -> str:
    first = date.fromisoformat(content["sprint"]["starts_on"])
    last = date.fromisoformat(content["sprint"]["ends_on"])
    return _("from %(first)s to %(last)s") % {
        "first": days_said.day(first),
        "last": days_said.day(last),
    }


def status(report: StageReport) -> str:
    if report.issued_at is None:
        return _("Draft, gathered on %(day)s") % {"day": day(report.compiled_at.isoformat())}
    return _("Issued on %(day)s") % {"day": day(report.issued_at.isoformat())}


def summary(content: Told) -> str:
    done = sum(one["done"] for one in content["activities"])
    return " ".join(
        [
            shipped_sentence(content),
            ngettext(
                "%(done)s activity held out of %(all)s.",
                "%(done)s activities held out of %(all)s.",
                done,
            )
            % {"done": done, "all": len(content["activities"])},
            days(content["days"])["sentence"],
        ]
    )


def shipped_sentence(content: Told) -> str:
    count = len(content["shipped"])
    if not count:
        return _("Nothing was delivered in this sprint.")
    return ngettext("%(count)s thing delivered.", "%(count)s things delivered.", count) % {
        "count": count
    }


def aims_sentence(content: Told) -> str:
    planned = [one for one in content["activities"] if not one["added"]]
    added = len(content["activities"]) - len(planned)
    told = ngettext(
        "The plenary adopted %(count)s activity.",
        "The plenary adopted %(count)s activities.",
        len(planned),
    ) % {"count": len(planned)}
    if added:
        told += " " + ngettext(
            "%(count)s more was added on the way.", "%(count)s more were added on the way.", added
        ) % {"count": added}
    return told


def activity(one: Told) -> Told:
    english = (get_language() or "fr").startswith("en")
    return {
        "title": one["title"],
        "kind": one["kind_en"] if english else one["kind_fr"],
        "reason": one["reason"],
        "done": one["done"],
        "status": _("held") if one["done"] else _("not held"),
        "planned": decimal(one["planned"]),
        "spent": decimal(one["spent"]) if one["spent"] is not None else "–",
        "days": activity_days(one),
    }


def activity_days(one: Told) -> str:
    numbers = {"planned": decimal(one["planned"]), "spent": decimal(one["spent"] or 0)}
    if one["spent"] is None:
        return _("days planned: %(planned)s") % numbers
    return _("days planned: %(planned)s, spent: %(spent)s") % numbers


def shipped(one: Told) -> Told:
    on = day(one["at"])
    note = _("%(name)s, %(day)s") % {"name": one["by"], "day": on} if one["by"] else on
    return {"title": one["title"], "link": one["link"], "note": note}


def set_aside(accounts: int) -> str:
    """How many accounts the results are told without; nothing in most missions."""
    if not accounts:
        return ""
    return ngettext(
        "%(count)s account that looked like others is set aside: its answers do not count.",
        "%(count)s accounts that looked like one person are set aside: their answers do not count.",
        accounts,
    ) % {"count": number_format(accounts, use_l10n=True)}


def feelings(one: Told) -> Told:
    if one["likes"] or one["dislikes"]:
        sentence = ngettext(
            "%(count)s feeling shared, without a name.",
            "%(count)s feelings shared, without names.",
            one["count"],
        ) % {"count": one["count"]}
    elif one["count"]:
        sentence = _("Fewer than three feelings were shared: they are not shown.")
    else:
        sentence = _("No feeling was shared.")
    return {"sentence": sentence, "likes": one["likes"], "dislikes": one["dislikes"]}


def tensions(one: Told) -> Told:
    counts = {
        "opened": len(one["opened"]),
        "resolved": len(one["resolved"]),
        "open": one["open"],
    }
    sentence = (
        _("Tensions opened: %(opened)s. Resolved: %(resolved)s. Still open: %(open)s.") % counts
    )
    return {"sentence": sentence, "opened": one["opened"], "resolved": one["resolved"]}


def gauge(one: Told) -> Told:
    """A dimension now and at the end of the sprint before: numbers to draw, and the sentence."""
    now, before, name = one["now"], one["before"], NAMES[one["key"]]()
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
        "shown": shown.shown,
        "change": shown.change,
        "drawing": shown.drawing,
        "sentence": sentence,
        "on": day(now["at"]) if now["at"] else "",
    }


def cause(one: Told) -> Told:
    if one["names"]:
        carried = _("carried by %(names)s") % {"names": ", ".join(one["names"])}
    elif one["champions"]:
        carried = ngettext(
            "carried by %(count)s champion", "carried by %(count)s champions", one["champions"]
        ) % {"count": one["champions"]}
    else:
        carried = _("waits for its champion")
    return {
        "title": one["title"],
        "purpose": one["purpose"],
        "carried": carried,
        "waits": not one["champions"],
        "new": one["new"],
        "tone": one["tone"],
    }


def days(one: Told) -> Told:
    numbers = {name: decimal(one[name]) for name in ("planned", "spent", "capacity")}
    sentence = (
        _("%(spent)s person-days spent, %(planned)s planned, %(capacity)s available.") % numbers
    )
    raw = {name: one[name] for name in ("planned", "spent", "capacity")}
    return {**numbers, "sentence": sentence, "raw": {**raw, "most": max(raw.values())}}


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
        "low": low,
        "high": high,
        "goal": goal,
    }
