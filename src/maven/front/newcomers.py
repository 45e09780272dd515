"""Those who knock at the door for the first time."""

from datetime import datetime, timedelta

from maven.missions.models import Membership
from maven.people.models import Person

KEPT_FOR = timedelta(days=1)


def person_at(address: str) -> Person | None:
    """The person at this address, made when there is none; nobody when the account is closed."""
    found = Person.objects.by_address(address)
    if found is not None:
        return found if found.is_active else None
    return Person.objects.create_user(address)


def forget_those_who_never_came(*, at: datetime) -> None:
    """An address typed by somebody, whose code was never used, is not kept."""
    Person.objects.never_came(before=at - KEPT_FOR).exclude(
        pk__in=Membership.objects.values("person")
    ).delete()
