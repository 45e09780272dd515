"""The sentence that says the state in words, before any drawing."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.front.situation import Situation
from maven.missions.models import Mission
from maven.people.models import Person
from maven.ui.days import say_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A title, and the line under it."""

    title: str
    lede: str


def headline_of(
    mission: Mission, situation: Situation, person: Person | None, *, on: date
) -> Headline:
    state, lede = _state(mission, situation, on)
    if person is not None and person.name:
        first = person.name.split()[0]
        return Headline(
            title=_("Hello %(first)s. %(state)s") % {"first": first, "state": state}, lede=lede
        )
    return Headline(title=state, lede=lede if person is not None else mission.question)


def _state(mission: Mission, situation: Situation, on: date) -> tuple[str, str]:
    running = situation.running
    if running is None and situation.draft is not None:
        return (
            _("Sprint %(number)s waits for the plenary.") % {"number": situation.draft.number},
            _("A combination of activities is proposed; the group decides."),
        )
    if running is None and situation.sprints:
        return (
            _("Sprint %(number)s is closed.") % {"number": situation.sprints[-1].number},
            _("The plenary can choose what comes next."),
        )
    if running is None:
        return _("The mission begins."), mission.question
    left = (running.ends_on - on).days
    numbers = {"number": running.number}
    if left < 0:
        return (
            _("Sprint %(number)s waits for its review.") % numbers,
            _("It was planned on %(day)s.") % {"day": say_day(running.ends_on, "l j F")},
        )
    week, weeks = running.week_on(on)
    lede = ngettext(
        "Week %(week)s of %(weeks)s. The review is on %(day)s, in %(left)s day.",
        "Week %(week)s of %(weeks)s. The review is on %(day)s, in %(left)s days.",
        left,
    ) % {
        "week": week,
        "weeks": weeks,
        "day": say_day(running.ends_on, "l j F"),
        "left": left,
    }
    return _("Sprint %(number)s is under way.") % numbers, lede
