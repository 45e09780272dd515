"""What changed since the report before: numbers, dimensions with how sure, and lists.

What was before is kept in the report when it is gathered, so that it stays with it.
"""

from typing import Any

from django.utils.translation import gettext as _

from maven.compass.models import Aim
from maven.reports.figures import Content, opens
from maven.reports.lists import figures_of
from maven.reports.models import StageReport
from maven.reports.said import decimal
from maven.sprints.models import Sprint

COMPARED = (
    "shipped",
    "held",
    "days-spent",
    "sessions",
    "minutes-decision",
    "minutes-commitment",
    "promises-kept",
    "tensions-opened",
    "tensions-resolved",
    "tensions-still-open",
    "causes",
)


def former_of(sprint: Sprint) -> Content:
    """What is kept of the last issued report before this one; nothing for the first."""
    rows = StageReport.objects.filter(
        sprint__mission=sprint.mission_id, sprint__number__lt=sprint.number, issued_at__isnull=False
    )
    report = rows.select_related("sprint").order_by("-sprint__number").first()
    if report is None:
        return {}
    figures = figures_of(report.content)
    content = report.content
    return {
        "former": {
            "number": report.sprint.number,
            "numbers": {key: figures[key].number for key in COMPARED if key in figures},
            "state": {one["key"]: one["now"] for one in content["state"]},
            "causes": [one["title"] for one in content["causes"]],
            "open": [one["desired"] for one in content["tensions"].get("still_open", [])],
        }
    }


def changes(content: Content) -> dict[str, Any] | None:
    """The section "since the stage before"; None for a first report."""
    former = content.get("former")
    if not former:
        return None
    figures = figures_of(content)
    rows = []
    for key in COMPARED:
        if key in figures and key in former["numbers"]:
            now, before = figures[key].number, former["numbers"][key]
            if now or before:
                rows.append(
                    {
                        "title": figures[key].title,
                        "before": decimal(before),
                        "now": opens(key, decimal(now)),
                        "change": difference(now - before),
                    }
                )
    return {
        "number": former["number"],
        "rows": rows,
        "state": [_dimension(one, former["state"].get(one["key"])) for one in content["state"]],
        "causes": [
            one["title"] for one in content["causes"] if one["title"] not in former["causes"]
        ],
        "lasting": [
            one["desired"]
            for one in content["tensions"].get("still_open", [])
            if one["desired"] in former["open"]
        ],
    }


def difference(change: float) -> str:
    if not change:
        return "="
    return ("+" if change > 0 else "−") + decimal(abs(change))


def _dimension(one: Content, before: Content | None) -> str:
    """In words, and never more than what the intervals allow."""
    now, name = one["now"], str(Aim.Dimension(one["key"]).label)
    if now is None or before is None:
        return _("%(name)s: nothing to compare, for it was not measured both times.") % {
            "name": name
        }
    told = {
        "name": name,
        "before": round(before["value"]),
        "now": round(now["value"]),
        "change": difference(round(now["value"]) - round(before["value"])),
    }
    bounds = (now["low"], now["high"], before["low"], before["high"])
    if all(bound is not None for bound in bounds):
        if now["low"] <= before["high"] and before["low"] <= now["high"]:
            return (
                _(
                    "%(name)s: %(before)s, then %(now)s. The intervals overlap: no difference is "
                    "established."
                )
                % told
            )
        return _("%(name)s: %(before)s, then %(now)s (%(change)s), beyond the intervals.") % told
    if any(bound is not None for bound in bounds):
        return _("%(name)s: %(before)s, then %(now)s. No difference is established.") % told
    return _("%(name)s: %(before)s, then %(now)s (%(change)s), everybody counted.") % told
