"""A report in the reader's language: the same words on the page and in the PDF.

Everything said here is counted from the report's content, so that sentences and figures agree.
"""

from datetime import date, datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maven.reports.choosing import Chosen, paragraphs
from maven.reports.comparing import changes
from maven.reports.figures import opens
from maven.reports.lists import figures_of
from maven.reports.models import StageReport
from maven.reports.said import day, decimal
from maven.reports.telling_measures import gauge, quantity
from maven.reports.telling_meetings import meeting_sections
from maven.ui import days as days_said

type Told = dict[str, Any]


def told(report: StageReport) -> Told:
    content = report.content
    chosen, listed = Chosen(report), figures_of(content)
    return {
        "title": _("Stage report %(number)s") % {"number": content["sprint"]["number"]},
        "mission": content["mission"],
        "number": content["sprint"]["number"],
        "period": period(content),
        "status": status(report),
        "issued": report.issued_at is not None,
        "summary": summary(content),
        "words": paragraphs(report.words),
        "asked": paragraphs(report.asked),
        "changes": changes(content),
        "aims": aims_sentence(content),
        "activities": [activity(one) for one in chosen.printed("aims", content["activities"])],
        "shipped_sentence": shipped_sentence(content),
        "shipped": [shipped(one) for one in chosen.printed("shipped", content["shipped"])],
        "meetings": [
            one | chosen.of(one["key"]) for one in meeting_sections(content, chosen.printed)
        ],
        "feelings": feelings(content["feelings"]),
        "tensions": tensions(content["tensions"], chosen),
        "state": [gauge(one, listed=listed) for one in content["state"]],
        "set_aside": set_aside(content.get("set_aside", 0)),
        "causes_sentence": causes_sentence(content["causes"]),
        "causes": [
            cause(one)
            for one in chosen.printed(
                "causes", [row | {"place": at} for at, row in enumerate(content["causes"])]
            )
        ],
        "agenda": agenda(content),
        "days": days(content["days"]),
        "quantities": [quantity(one) for one in content["quantities"]],
        "head": report.head,
        "length": journal_length(content["journal"]),
        "seal": report.seal,
        "addenda": [
            {"on": day(one.added_at.isoformat()), "words": paragraphs(one.words)}
            for one in report.addenda.order_by("added_at", "pk")
        ],
        "passages": chosen.words,
        "unprinted": chosen.unprinted,
    }


def agenda(content: Told) -> list[str]:
    return [line.strip(" -•\t") for line in content["agenda"].splitlines() if line.strip()]


def journal_length(journal: Told) -> str:
    shown = str(number_format(journal["length"], use_l10n=True))
    return opens("journal", shown) if journal.get("verbs") else shown


def period(content: Told) -> str:
    """As planned, unless it was closed before its end."""
    first = date.fromisoformat(content["sprint"]["starts_on"])
    closed = localtime(datetime.fromisoformat(content["sprint"]["closed_at"])).date()
    last = min(date.fromisoformat(content["sprint"]["ends_on"]), closed)
    return _("from %(first)s to %(last)s") % {
        "first": days_said.day(min(first, last)),
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
            % {
                "done": opens("held", done),
                "all": opens("activities", len(content["activities"])),
            },
            days(content["days"])["sentence"],
        ]
    )


def shipped_sentence(content: Told) -> str:
    count = len(content["shipped"])
    if not count:
        return _("Nothing was delivered in this sprint.")
    return ngettext("%(count)s thing delivered.", "%(count)s things delivered.", count) % {
        "count": opens("shipped", count)
    }


def aims_sentence(content: Told) -> str:
    added = sum(one["added"] for one in content["activities"])
    planned = len(content.get("plan") or content["activities"][added:])
    told = ngettext(
        "The plenary adopted %(count)s activity.",
        "The plenary adopted %(count)s activities.",
        planned,
    ) % {"count": opens("planned", planned)}
    if added:
        told += " " + ngettext(
            "%(count)s more was added on the way.", "%(count)s more were added on the way.", added
        ) % {"count": opens("added", added)}
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
    ) % {"count": opens("set-aside", number_format(accounts, use_l10n=True))}


def feelings(one: Told) -> Told:
    if one["likes"] or one["dislikes"]:
        sentence = ngettext(
            "%(count)s feeling shared, without a name.",
            "%(count)s feelings shared, without names.",
            one["count"],
        ) % {"count": opens("feelings", one["count"])}
    elif one["count"]:
        sentence = _("Fewer than three feelings were shared: they are not shown.")
    else:
        sentence = _("No feeling was shared.")
    return {**one, "sentence": sentence}


def tensions(one: Told, chosen: Chosen) -> Told:
    counts = {
        "opened": opens("tensions-opened", len(one["opened"])),
        "resolved": opens("tensions-resolved", len(one["resolved"])),
        "open": opens("tensions-still-open", one["open"]) if "still_open" in one else one["open"],
    }
    sentence = (
        _("Tensions opened: %(opened)s. Resolved: %(resolved)s. Still open: %(open)s.") % counts
    )
    return {
        "sentence": sentence,
        "opened": chosen.printed("tensions", one["opened"]),
        "resolved": chosen.printed("tensions", one["resolved"]),
    }


def causes_sentence(rows: list[Told]) -> str:
    if not rows:
        return ""
    told = ngettext("%(count)s cause named.", "%(count)s causes named.", len(rows))
    return told % {"count": opens("causes", len(rows))}


def cause(one: Told) -> Told:
    if one["names"]:
        carried = _("carried by %(names)s") % {"names": ", ".join(one["names"])}
    elif one["champions"]:
        carried = ngettext(
            "carried by %(count)s champion", "carried by %(count)s champions", one["champions"]
        ) % {"count": opens(f"champions-{one['place']}", one["champions"])}
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
    numbers = {
        name: opens(f"days-{name}", decimal(one[name])) for name in ("planned", "spent", "capacity")
    }
    sentence = (
        _("%(spent)s person-days spent, %(planned)s planned, %(capacity)s available.") % numbers
    )
    raw = {name: one[name] for name in ("planned", "spent", "capacity")}
    return {**numbers, "sentence": sentence, "raw": {**raw, "most": max(raw.values())}}
