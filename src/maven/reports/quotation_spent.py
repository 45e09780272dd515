"""Days planned against days logged, sprint by sprint and kind by kind, and the forecast they give."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maven.reports.amounts import days, euros
from maven.reports.assumptions import Assumptions
from maven.reports.estimating import Logged, fingerprint_of, line_of, logged_of
from maven.reports.models import Quotation
from maven.reports.quotation_queries import Spent, spent_by_sprint
from maven.sprints.attendance_queries import days_in_meetings
from maven.ui import days as dates
from maven.ui.charts.sentences import figure

type Told = dict[str, Any]


def spent_told(quotation: Quotation, assumptions: Assumptions) -> Told:
    sprints = spent_by_sprint(quotation.mission)
    logged = logged_of(quotation.mission, assumptions)
    stale = bool(logged) and quotation.forecast_of != fingerprint_of(assumptions, logged)
    kept = quotation.forecast
    return {
        "sprints": [sprint_told(one) for one in sprints],
        "kinds": kinds_told(logged, assumptions, quotation),
        "meetings": meetings(days_in_meetings(quotation.mission)),
        "computing": stale,
        "nothing": nothing(sprints, logged),
        "forecast": forecast_told(kept, sprints) if kept and logged else None,
    }


def meetings(spent: float) -> str:
    """What no plenary plans by the day, and is spent all the same."""
    if not spent:
        return ""
    return _("Kick-off, plenaries, reviews and other meetings took, besides: %(days)s.") % {
        "days": days(spent)
    }


def nothing(sprints: list[Spent], logged: list[Logged]) -> str:
    if logged:
        return ""
    if not sprints:
        return _(
            "No data yet: no sprint has been adopted. What is logged will be held against what was planned here."
        )
    return _(
        "No data yet: no activity was held with its days. The forecast comes with the first one."
    )


def sprint_told(one: Spent) -> Told:
    return {
        "name": _("Sprint %(number)s") % {"number": one.sprint.number},
        "number": one.sprint.number,
        "period": dates.day_range(one.sprint.starts_on, one.sprint.ends_on),
        "capacity": figure(one.capacity),
        "planned": figure(one.planned),
        "added": figure(one.added),
        "logged": figure(one.logged),
        "gap": _gap(one),
        "sentence": _sentence(one),
    }


def _gap(one: Spent) -> str:
    shown = round(one.gap, 1)
    if one.sprint.closed_at is None and shown < 0:
        return "–"  # it is not over: what is not logged yet is no gap
    if not one.logged or not shown:
        return "=" if one.logged else "–"
    return ("+" if shown > 0 else "−") + figure(abs(shown))


def _sentence(one: Spent) -> str:
    words = {"planned": days(one.planned), "logged": days(one.logged), "gap": days(abs(one.gap))}
    if not one.logged:
        return _("%(planned)s planned; no day logged yet.") % words
    if not round(one.gap, 1):
        return _("%(planned)s planned, as many logged.") % words
    if one.gap > 0:
        return _("%(planned)s planned, %(logged)s logged: %(gap)s more.") % words
    if one.sprint.closed_at is None:
        return _("%(planned)s planned, %(logged)s logged so far.") % words
    return _("%(planned)s planned, %(logged)s logged: %(gap)s less.") % words


def kinds_told(logged: list[Logged], assumptions: Assumptions, quotation: Quotation) -> list[Told]:
    labels = {line.key: line.label for line in assumptions.lines}
    english = (get_language() or "fr").startswith("en")
    return [
        {
            "label": labels.get(one.key) or one.names[1 if english else 0],
            "elsewhere": one.key not in labels,
            "done": one.done,
            "planned": figure(one.planned),
            "logged": figure(one.days),
            "ratio": _ratio(one),
            "end": _end(one, quotation.forecast),
        }
        for one in logged
    ]


def _ratio(one: Logged) -> str:
    return figure(one.days / one.planned) if one.planned else "–"


def _end(one: Logged, forecast: Told | None) -> str:
    there = {line["slug"] for line in forecast["lines"]} if forecast else set()
    return (
        figure(line_of(forecast, one.key)["days"]["p50"]) if forecast and one.key in there else "–"
    )


def forecast_told(kept: Told, sprints: list[Spent]) -> Told:
    whole, left, pace = kept["days"], kept["left"], kept["pace"]
    sentences = [
        _("At the end: one time in two, %(half)s in all; 8 times out of 10, %(most)s.")
        % {"half": days(whole["p50"]), "most": days(whole["p80"])},
        _("There remain, one time in two, %(half)s; 8 times out of 10, %(most)s.")
        % {"half": days(left["p50"]), "most": days(left["p80"])},
    ]
    if kept["cost"]["mean"]:
        sentences.append(
            _("In euros, at the end: one time in two, %(half)s; 8 times out of 10, %(most)s.")
            % {"half": euros(kept["cost"]["p50"]), "most": euros(kept["cost"]["p80"])}
        )
    if pace:
        sentences.append(
            _(
                "So far a day foreseen took %(ratio)s (between %(low)s and %(high)s, 8 times out of 10): what remains is corrected by it."
            )
            % {name: figure_of_pace(pace[name]) for name in ("ratio", "low", "high")}
        )
    room = sum(one.capacity for one in sprints) / len(sprints) if sprints else 0
    if room and left["p80"]:
        sentences.append(
            _("At %(room)s a sprint, that is about %(sprints)s sprints more, to be prudent.")
            % {"room": days(room), "sprints": figure(left["p80"] / room)}
        )
    return {
        "sentences": sentences,
        "half": figure(whole["p50"]),
        "prudent": figure(whole["p80"]),
        "interval": [figure(whole[name]) for name in ("p10", "p50", "p80", "p90")],
        "left": [figure(left[name]) for name in ("p10", "p50", "p80", "p90")],
    }


def figure_of_pace(value: float) -> str:
    """Days spent for a day foreseen, with the two decimals that tell 1.05 from 1."""
    return str(number_format(round(value, 2), decimal_pos=2, use_l10n=True))
