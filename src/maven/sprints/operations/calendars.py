"""The secret address of a person's calendar: made, made anew, revoked."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.people.operations import CHAIN as HOUSE
from maven.sprints.models import CalendarFeed
from maven.sprints.models.calendar_feed import seed_by_chance


@transaction.atomic
def open_calendar(*, by: Person, at: datetime) -> CalendarFeed:
    """A new secret address; the former one, if there was one, opens nothing any more."""
    feed, _made = CalendarFeed.objects.update_or_create(
        person=by, defaults={"seed": seed_by_chance(), "made_at": at}
    )
    record("calendar.opened", feed, chain=HOUSE, by=by, at=at)
    return feed


@transaction.atomic
def revoke_calendar(*, by: Person, at: datetime) -> None:
    feed = CalendarFeed.objects.select_for_update().filter(person=by).first()
    if feed is not None:
        record("calendar.revoked", feed, chain=HOUSE, by=by, at=at)
        feed.delete()
