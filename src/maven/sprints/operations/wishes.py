"""What people say before the plenary adopts: what they want, and how many days they can give.

No fact tells of it: its place in the chain, beside facts that have an author and an hour, would tell
who wants what. The plan that is adopted keeps the counts.
"""

from datetime import datetime

from django.db import transaction

from maven.people.models import Person
from maven.sprints.models import Availability, BacklogItem, Sprint, Wish
from maven.sprints.models.wish import thing_of
from maven.sprints.operations.states import in_state
from maven.toolbox.models import ActivityKind

MOST_WISHES = 5  # as many as a combination holds: wanting everything says nothing


class TooManyWishes(Exception):
    """One wants at most as many activities as a sprint holds: take one back first."""


@transaction.atomic
def wish(*, sprint: Sprint, thing: ActivityKind | BacklogItem, by: Person, at: datetime) -> Wish:
    """Somebody wants this in the sprint; saying it again changes nothing."""
    sprint = in_state(sprint, "drafted")
    mine = Wish.objects.of(sprint).by_person(by)
    known = mine.for_thing(thing).first()
    if known is not None:
        return known
    if mine.living().count() >= MOST_WISHES:
        raise TooManyWishes
    return Wish.objects.create(sprint=sprint, person=by, wished_at=at, **thing_of(thing))


@transaction.atomic
def take_back_wish(
    *, sprint: Sprint, thing: ActivityKind | BacklogItem, by: Person, at: datetime
) -> None:
    """Somebody wants it no longer."""
    sprint = in_state(sprint, "drafted")
    Wish.objects.of(sprint).by_person(by).for_thing(thing).delete()


@transaction.atomic
def offer_days(*, sprint: Sprint, days: float, by: Person, at: datetime) -> Availability:
    """Somebody says how many days she can give; saying it again corrects it."""
    sprint = in_state(sprint, "drafted")
    said, _ = Availability.objects.update_or_create(
        sprint=sprint, person=by, defaults={"days": days, "said_at": at}
    )
    return said


def forget_who(sprint: Sprint) -> None:
    """The plenary has adopted: the counts are in the plan, and who said what goes."""
    Wish.objects.of(sprint).delete()
    Availability.objects.of(sprint).delete()
