"""A quotation in the reader's language: the same words on the page, in the PDF and in the sheet."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.reports.amounts import between, days, euros, percent
from maven.reports.assumptions import FORGOTTEN, LISTED, OWN, Assumptions, Line, from_json
from maven.reports.estimating import fingerprint_of, line_of
from maven.reports.models import Quotation
from maven.reports.quotation_spent import spent_told
from maven.ui import days as dates
from maven.ui.charts import dot_plot
from maven.ui.charts.sentences import figure

type Told = dict[str, Any]


def told(quotation: Quotation, *, spent: bool = True) -> Told:
    assumptions = from_json(quotation.assumptions)
    computing = is_computing(quotation, assumptions)
    found: Told = {
        "title": quotation.title,
        "version": quotation.version,
        "status": status(quotation),
        "issued": quotation.issued_at is not None,
        "sprints": quotation.sprints_planned,
        "computing": computing,
        "has_rates": assumptions.has_rates,
        "parts": parts(assumptions),
        "profiles": [
            {"name": one.name, "rate": euros(one.rate) if one.rate else "–"}
            for one in assumptions.profiles
        ],
        "estimate": None,
        "spent": spent_told(quotation, assumptions) if spent else None,
    }
    if quotation.estimate is not None:
        found["estimate"] = estimate(quotation, assumptions)
    return found


def is_computing(quotation: Quotation, assumptions: Assumptions) -> bool:
    """What was issued stays as it is, however it would be reckoned today."""
    if quotation.issued_at is not None:
        return False
    return quotation.estimate_of != fingerprint_of(assumptions)


def status(quotation: Quotation) -> str:
    version = {"version": quotation.version}
    if quotation.issued_at is None:
        return _("Version %(version)s, draft") % version
    return _("Version %(version)s, issued on %(day)s") % {
        **version,
        "day": dates.day(quotation.issued_at),
    }


def estimate(quotation: Quotation, assumptions: Assumptions) -> Told:
    kept = quotation.estimate or {}
    whole, listed = kept["whole"], kept["listed"]
    there = {one["slug"] for one in whole["lines"]}
    # The figures of a draft being computed again are those of its lines before.
    rows = [
        line_told(line, line_of(whole, line.key), whole)
        for line in assumptions.lines
        if line.key in there
    ]
    return {
        "half": figure(whole["days"]["p50"]),
        "prudent": figure(whole["days"]["p80"]),
        "headline": headline(whole),
        "sentences": four(whole["days"]),
        "money": money(whole["cost"]) if whole["cost"]["mean"] else [],
        "listed": _(
            "The eight kinds of activities alone: one time in two, %(half)s; 8 times out of 10, %(most)s."
        )
        % {"half": days(listed["days"]["p50"]), "most": days(listed["days"]["p80"])},
        "forgotten": forgotten(rows),
        "per_sprint": _("Over %(sprints)s sprints, to be prudent: %(days)s of team work in each.")
        % {
            "sprints": quotation.sprints_planned,
            "days": days(whole["days"]["p80"] / quotation.sprints_planned),
        },
        "drawing": drawing(whole["days"], whole["days"]["p90"]),
        "rows": rows,
        "profiles": profiles(whole),
        "doubt": doubt(rows),
        "whole": spread_told(whole["days"], whole["cost"]),
        "listed_spread": spread_told(listed["days"], listed["cost"]),
    }


def headline(whole: Told) -> str:
    words = {"half": days(whole["days"]["p50"]), "most": days(whole["days"]["p80"])}
    if not whole["cost"]["mean"]:
        return (
            _("8 times out of 10, it will hold in %(most)s; one time in two, in %(half)s.") % words
        )
    words |= {"cost": euros(whole["cost"]["p80"])}
    return (
        _("8 times out of 10, it will hold in %(most)s and %(cost)s; one time in two, in %(half)s.")
        % words
    )


def four(spread: Told) -> list[tuple[str, str, str]]:
    """The four figures, each with its name and its sentence."""
    return [
        (
            "P10",
            days(spread["p10"]),
            _("One time in ten, this is enough: count on it for nothing."),
        ),
        (
            "P50",
            days(spread["p50"]),
            _("One time in two it holds in that: as likely more as less."),
        ),
        (
            "P80",
            days(spread["p80"]),
            _("8 times out of 10 it holds in that: the figure to commit to."),
        ),
        ("P90", days(spread["p90"]), _("9 times out of 10 it holds in that.")),
    ]


def money(spread: Told) -> list[tuple[str, str, str]]:
    return [
        ("P10", euros(spread["p10"]), _("One time in ten, it costs no more.")),
        ("P50", euros(spread["p50"]), _("One time in two, it costs no more.")),
        ("P80", euros(spread["p80"]), _("8 times out of 10, it costs no more.")),
        ("P90", euros(spread["p90"]), _("9 times out of 10, it costs no more.")),
    ]


def forgotten(rows: list[Told]) -> str:
    share = sum(row["share_value"] for row in rows if row["part"] == FORGOTTEN)
    if not share:
        return ""
    return _(
        "Work that no table of activities lists makes %(share)s of the days: it is shown on lines of its own."
    ) % {"share": percent(share)}


def doubt(rows: list[Told]) -> str:
    """Where knowing more would help most."""
    most = max(rows, key=lambda row: row["doubt_value"], default=None)
    if most is None or most["doubt_value"] <= 0:
        return ""
    return _("The doubt comes first from “%(line)s”: %(share)s of it.") % {
        "line": most["label"],
        "share": percent(most["doubt_value"]),
    }


def line_told(line: Line, one: Told, whole: Told) -> Told:
    spread = one["days"]
    top = max((other["days"]["p90"] for other in whole["lines"]), default=0)
    return {
        "key": line.key,
        "part": line.part,
        "label": line.label,
        "turns": between(*line.turns),
        "sentence": ngettext(
            "%(turns)s time: one time in two, %(half)s; 8 times out of 10, %(most)s.",
            "%(turns)s times: one time in two, %(half)s; 8 times out of 10, %(most)s.",
            line.turns[1],
        )
        % {
            "turns": between(*line.turns),
            "half": days(spread["p50"]),
            "most": days(spread["p80"]),
        },
        "drawing": drawing(spread, top),
        "profile": one["profile"],
        "share": percent(one["share"]),
        "share_value": one["share"],
        "doubt": percent(one["spread"]),
        "doubt_value": one["spread"],
        "cost": euros(one["cost"]) if one["cost"] else "–",
        **{name: figure(spread[name]) for name in ("p10", "p50", "p80", "p90")},
    }


def spread_told(spread: Told, cost: Told) -> Told:
    return {
        **{name: figure(spread[name]) for name in ("p10", "p50", "p80", "p90")},
        "cost": euros(cost["p80"]) if cost["mean"] else "–",
    }


def drawing(spread: Told, top: float) -> str:
    """From one time in ten to nine; full: one in two; hollow: eight in ten."""
    if not top:
        return ""
    low, half, prudent, high = (
        100 * spread[name] / (1.05 * top) for name in ("p10", "p50", "p80", "p90")
    )
    return dot_plot(half, low, high, prudent)


def profiles(whole: Told) -> list[Told]:
    return [
        {
            "name": one["profile"],
            "days": days(one["days"]),
            "cost": euros(one["cost"]) if one["cost"] else "–",
        }
        for one in whole["profiles"]
        if one["days"]
    ]


def parts(assumptions: Assumptions) -> list[Told]:
    """The assumptions to read: three tables, each saying how its days are meant."""
    told_of = {
        LISTED: (_("The activities of the mission"), tenths_meant()),
        FORGOTTEN: (_("Work that is not in the table"), forgotten_meant()),
        OWN: (_("Lines of the team's own"), bounds_meant()),
    }
    return [
        {
            "title": title,
            "meant": meant,
            "rows": [assumed(line, assumptions) for line in assumptions.part(part)],
        }
        for part, (title, meant) in told_of.items()
        if assumptions.part(part)
    ]


def tenths_meant() -> str:
    return _(
        "Days for one time: low, one time in ten it takes less; likely, one time in two; high, one time in ten it takes more."
    )


def bounds_meant() -> str:
    return _("Days for one time: low, never less; likely, the most usual; high, never more.")


def forgotten_meant() -> str:
    return _(
        "The founding table lists activities only. Reading, writing, synthesis, tools and the online community take days all the same: each has its line, so that nobody forgets it."
    )


def assumed(line: Line, assumptions: Assumptions) -> Told:
    return {
        "label": line.label,
        "turns": between(*line.turns),
        "days": [figure_of(one) for one in line.days],
        "profile": assumptions.profiles[line.profile].name,
    }


def figure_of(value: float) -> str:
    """Days as they were typed: with their second decimal where there is one."""
    whole = float(value).is_integer()
    return str(number_format(int(value) if whole else value, use_l10n=True))
