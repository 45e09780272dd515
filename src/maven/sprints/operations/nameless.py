"""What people write without a name lies in the store as if all of it had come at once."""

from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet


def keep_in_no_order(there: QuerySet[Any], new: Any) -> None:
    """All are written again, in the order of keys drawn by chance, and bear the day of the last
    one: neither their numbers, nor their places in the file, nor a day tell who wrote which."""
    kept = sorted([*there, new], key=lambda one: sha256(one.key.encode()).digest())
    there.delete()
    for one in kept:
        one.pk = None
        if hasattr(one, "given_on"):
            one.given_on = new.given_on
    there.model._default_manager.bulk_create(kept)


def midnight(day: date) -> datetime:
    """The only hour that a fact about them has: between two others, the true one would tell."""
    return datetime.combine(day, time.min, tzinfo=UTC)
