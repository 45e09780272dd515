"""How often something may be done: token buckets in the store, shared by every process.

    wait = take("idea", person.pk, most=10, per=timedelta(hours=1), at=now)
    if wait:
        return too_often(request, wait)

A bucket holds `most` tokens and fills again evenly in `per`. It is kept as one instant, when it will
be full again: one token taken moves it by `per / most`. What is taken inside a transaction that is
rolled back was not taken; what must count whatever the answer is declared on the view (`limits`).
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from maven.people.models import Bucket

NOTHING = timedelta(0)
ROUNDING = timedelta(milliseconds=1)  # a thirteenth of an hour is no whole number of microseconds


@transaction.atomic
def take(
    name: str, key: object, *, most: int, per: timedelta, at: datetime, tokens: int = 1
) -> timedelta:
    """Takes tokens and answers nothing to wait; or takes none and says how long to wait.

    The row is held from reading to writing (on SQLite the transaction is: it is IMMEDIATE), so that
    no two processes take the same token.
    """
    share = per / most * tokens
    bucket, _ = Bucket.objects.select_for_update().get_or_create(
        name=name, key=digest_of(name, key), defaults={"full_at": at}
    )
    # Never further than empty: a clock set back must not close the door for longer than `per`.
    held = min(max(bucket.full_at, at), at + per)
    wait = held + share - at - per
    if wait <= ROUNDING:
        held, wait = held + share, NOTHING
    if held != bucket.full_at:
        bucket.full_at = held
        bucket.save(update_fields=["full_at"])
    return wait


def give_back(
    name: str, key: object, *, most: int, per: timedelta, at: datetime, tokens: int = 1
) -> None:
    """What was taken for nothing: the thing was not done after all."""
    with transaction.atomic():
        bucket = (
            Bucket.objects.select_for_update().filter(name=name, key=digest_of(name, key)).first()
        )
        if bucket is not None:
            bucket.full_at = max(bucket.full_at - per / most * tokens, at)
            bucket.save(update_fields=["full_at"])


def prune(*, at: datetime) -> int:
    """Buckets full again say nothing more."""
    return Bucket.objects.filter(full_at__lte=at).delete()[0]


def digest_of(name: str, key: object) -> str:
    """Whoever reads the store learns neither the address nor the network."""
    words = f"bucket {name} {key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()
