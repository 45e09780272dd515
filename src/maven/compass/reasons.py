"""The reasons of a suggestion in sentences, each with the very figure it comes from."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from maven.compass.needs import Observed
from maven.ui.days import short_day

VERY_WELL, WELL, POSSIBLE, LATER = 4, 3, 2, 1


def dimension_word(observed: Observed) -> str:
    if observed.dimension == "direction":
        word = "Explore" if observed.gap < 0 else "Converge"
    else:
        word = observed.dimension.capitalize()
    return {
        "Explore": pgettext("dimension", "Explore"),
        "Converge": pgettext("dimension", "Converge"),
        "Measure": pgettext("dimension", "Measure"),
        "Engage": pgettext("dimension", "Engage"),
        "Connect": pgettext("dimension", "Connect"),
    }[word]


def purpose(words: list[str]) -> str:
    """What an activity is good for here, in one short phrase: "To engage and connect." """
    if not words:
        return ""
    if len(words) == 1:
        return _("To %(last)s.") % {"last": words[0]}
    figures = {"first": ", ".join(words[:-1]), "last": words[-1]}
    return _("To %(first)s and %(last)s.") % figures


def without(lost: float) -> str:
    """What the combination would lose if the activity were taken out."""
    if round(100 * lost) < 1:
        return ""
    return _("Without it, %(percent)s%% of what is needed would be left unanswered.") % {
        "percent": round(100 * lost)
    }


def because(observed: Observed) -> str:
    """Why this need is what it is, in one sentence that starts by Because."""
    return REASONS[observed.dimension, observed.basis](observed.figures)


def _day(text: str) -> str:
    return short_day(date.fromisoformat(text))


def _alignment(figures: dict[str, Any]) -> str:
    return _("Because agreement is at %(value)s out of 100, measured on %(day)s.") % {
        "value": figures["value"],
        "day": _day(figures["on"]),
    }


def _no_alignment(figures: dict[str, Any]) -> str:
    return ngettext(
        "Because agreement is not measured; after %(count)d sprint, it is time to align.",
        "Because agreement is not measured; after %(count)d sprints, it is time to align.",
        figures["sprints"],
    ) % {"count": figures["sprints"]}


def _first_direction(figures: dict[str, Any]) -> str:
    return _("Because agreement is not measured yet: a first sprint opens before it concludes.")


def _nothing_measured(figures: dict[str, Any]) -> str:
    return _("Because the state of the community is not measured yet.")


def _stale(figures: dict[str, Any]) -> str:
    return _(
        "Because the last measure dates from %(day)s, more than three weeks ago: it is to be taken"
        " again."
    ) % {"day": _day(figures["on"])}


def _coverage(figures: dict[str, Any]) -> str:
    return _(
        "Because the last measure covers %(people)s people for a community of %(community)s"
        " (%(percent)s%%)."
    ) % {
        "people": number_format(figures["people"], use_l10n=True),
        "community": number_format(figures["community"], use_l10n=True),
        "percent": figures["percent"],
    }


def _understanding(figures: dict[str, Any]) -> str:
    return _("Because the understanding of the stakes is measured again at each sprint.")


def _engaged(figures: dict[str, Any]) -> str:
    told = ngettext(
        "Because %(count)s person out of %(people)s has acted since %(day)s",
        "Because %(count)s people out of %(people)s have acted since %(day)s",
        figures["engaged"],
    ) % {
        "count": number_format(figures["engaged"], use_l10n=True),
        "people": number_format(figures["people"], use_l10n=True),
        "day": _day(figures["since"]),
    }
    if figures["tensions"]:
        told += ngettext(
            ", and %(count)d tension is open",
            ", and %(count)d tensions are open",
            figures["tensions"],
        ) % {"count": figures["tensions"]}
    return told + "."


def _first_engagement(figures: dict[str, Any]) -> str:
    return _("Because no sprint has run yet: the first actions are to be owned by people.")


def _nobody(figures: dict[str, Any]) -> str:
    return _("Because nobody but the facilitation team and the sponsor takes part yet.")


def _no_ties(figures: dict[str, Any]) -> str:
    return _("Because ties are not measured yet: each sprint is to make some.")


REASONS: dict[tuple[str, str], Callable[[dict[str, Any]], str]] = {
    ("direction", "alignment"): _alignment,
    ("direction", "unmeasured"): _no_alignment,
    ("direction", "first"): _first_direction,
    ("measure", "nothing"): _nothing_measured,
    ("measure", "stale"): _stale,
    ("measure", "coverage"): _coverage,
    ("measure", "understanding"): _understanding,
    ("engage", "engaged"): _engaged,
    ("engage", "first"): _first_engagement,
    ("engage", "nobody"): _nobody,
    ("connect", "unmeasured"): _no_ties,
}


def fit_word(rank: int) -> tuple[str, str]:
    """How well it fits in words, and the tone of its tag."""
    return {
        VERY_WELL: (_("Fits very well"), "olive"),
        WELL: (_("Fits well"), "sea"),
        POSSIBLE: (_("Possible"), ""),
        LATER: (_("Keep for later"), ""),
    }[rank]


def refusal_words(refused: dict[str, Any]) -> str:
    """Why a kind is not proposed now, with what it needs and what there is."""
    figures = {
        "needed": number_format(refused["needed"], use_l10n=True),
        "found": number_format(refused["found"], use_l10n=True),
    }
    return {
        "days": _("takes %(needed)s team days, for %(found)s available"),
        "people": _("needs %(needed)s people, %(found)s are reached"),
        "trust": _("needs more trust: level %(needed)s, supposed %(found)s from the sprints held"),
        "maturity": _(
            "needs more experience together: level %(needed)s, supposed %(found)s from the sprints"
            " held"
        ),
        "prerequisites": _("needs something that does not exist yet in the mission"),
        "session": _("is lived inside another session: use it to animate an activity"),
        "ritual": _("is held at each sprint anyway"),
        "dates": _("needs a day on which people can meet: none is open"),
        "span": _("takes %(needed)s days from start to end, a sprint lasts %(found)s"),
        "phase": _("belongs to another phase of the mission"),
    }[refused["reason"]] % figures


def relax_words(found: dict[str, Any], names: dict[str, str]) -> str:
    """Which limit to give up, how far, and what that would open."""
    figures = {
        "needed": number_format(round(found["needed"], 2), use_l10n=True),
        "found": number_format(round(found["found"], 2), use_l10n=True),
        "name": names.get(found["slug"], found["slug"]),
    }
    opened = ngettext(
        "%(count)d kind of activity is left out by this alone.",
        "%(count)d kinds of activities are left out by this alone.",
        found["kinds"],
    ) % {"count": found["kinds"]}
    told = {
        "days": _("With %(needed)s team days instead of %(found)s, “%(name)s” could be held."),
        "people": _("With %(needed)s people instead of %(found)s, “%(name)s” could be held."),
        "trust": _("With trust at level %(needed)s, not %(found)s, “%(name)s” could be held."),
        "maturity": _(
            "With experience at level %(needed)s, not %(found)s, “%(name)s” could be held."
        ),
        "span": _("In a sprint of %(needed)s days, not %(found)s, “%(name)s” could be held."),
        "dates": _("With a day open to meet on, “%(name)s” could be held."),
    }.get(found["reason"], _("If what it needs beforehand were there, “%(name)s” could be held."))
    return f"{told % figures} {opened}"


def percent(share: float) -> str:
    return str(number_format(round(100 * share), use_l10n=True))


def gap_sentence(result: dict[str, Any], names: dict[str, str]) -> str:
    """The runner-up and what it would lose, in words."""
    best, second = result["best"], result["runner_up"]
    if second is None or not second["slugs"]:
        return ""
    there = [names[slug] for slug in second["slugs"] if slug not in best["slugs"] and slug in names]
    gone = [names[slug] for slug in best["slugs"] if slug not in second["slugs"] and slug in names]
    figures = {
        "second": percent(second["total"]),
        "best": percent(best["total"]),
        "gone": ", ".join(gone),
        "there": ", ".join(there),
    }
    if not there:
        return (
            _(
                "Next best: without %(gone)s. It answers %(second)s%% of the needs, against %(best)s%%."
            )
            % figures
        )
    return (
        _(
            "Next best: %(there)s in place of %(gone)s. It answers %(second)s%% of the needs,"
            " against %(best)s%%."
        )
        % figures
    )
