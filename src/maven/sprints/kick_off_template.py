"""What a kick-off is made of, to begin with: minutes, and who leads. The team changes all of it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from maven.missions.models import Membership, Mission, Role
from maven.people.models import Person
from maven.sprints.operations.sessions import Item

LINES = (
    (10, gettext_lazy("Welcome"), Role.FACILITATOR),
    (20, gettext_lazy("The question, and what will be done with the result"), Role.SPONSOR),
    (25, gettext_lazy("Who we are: everybody says a word"), Role.FACILITATOR),
    (30, gettext_lazy("The toolbox: eight families of activities"), Role.FACILITATOR),
    (30, gettext_lazy("The reserve of actions: everybody writes what could be done"), None),
    (25, gettext_lazy("The first actions are chosen"), None),
    (10, gettext_lazy("Was it worth the time? A mark from 1 to 5, and a word"), Role.FACILITATOR),
)
LASTS = timedelta(minutes=sum(minutes for minutes, _title, _role in LINES))
IN_A_WEEK, AFTERNOON = timedelta(days=7), time(14)


def title_of(mission: Mission) -> str:
    with override(mission.language):
        return _("Kick-off meeting")


def agenda_from_template(mission: Mission, facilitator: Person | None) -> list[Item]:
    """In the language of the mission; whoever prepares it leads, the sponsor tells the question."""
    sponsor = Membership.objects.of(mission).with_role(Role.SPONSOR).by_name().first()
    leads = {Role.FACILITATOR: facilitator, Role.SPONSOR: sponsor.person if sponsor else None}
    with override(mission.language):
        everybody = _("everybody")
        return [
            Item(
                title=str(title),
                minutes=minutes,
                lead=leads[role] if role else None,
                lead_words="" if role else everybody,
            )
            for minutes, title, role in LINES
        ]


def date_proposed(today: date) -> dict[str, Any]:
    """A week from today, in the afternoon, for as long as the lines take."""
    first = datetime.combine(today + IN_A_WEEK, AFTERNOON)
    return {"on": first.date(), "starts": first.time(), "ends": (first + LASTS).time()}
