"""Reading facts in order, each once, from one's own cursor."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from maven.journal.models import Cursor, Fact, Setback
from maven.journal.order import wait_for_those_under_way

Reaction = Callable[[Fact], None]
ATTEMPTS = 5


def read_on(reader: str, reactions: dict[str, Reaction], *, at: datetime, limit: int = 500) -> int:
    """Lets a reader meet the facts after its cursor; returns how many were met.

    A reaction and the step of the cursor are one transaction. One that fails is met again at the
    next reading, and set aside after five attempts so that the following facts are not kept back.
    """
    met = 0
    for pk in _ahead(reader, limit):
        fact = Fact.objects.select_related("details", "chain").get(pk=pk)
        try:
            with transaction.atomic():
                if fact.verb in reactions:
                    reactions[fact.verb](fact)
                _step(reader, fact)
        except Exception as trouble:  # noqa: BLE001 (whatever a reaction raises, others must go on)
            if not _give_up(reader, fact, str(trouble)[:500], at):
                break
        met += 1
    return met


def _ahead(reader: str, limit: int) -> Iterable[int]:
    cursor, _ = Cursor.objects.get_or_create(reader=reader)
    with transaction.atomic():
        wait_for_those_under_way()
        return list(
            Fact.objects.filter(pk__gt=cursor.position)
            .order_by("pk")
            .values_list("pk", flat=True)[:limit]
        )


def _step(reader: str, fact: Fact) -> None:
    Cursor.objects.filter(reader=reader, position__lt=fact.pk).update(position=fact.pk)


def _give_up(reader: str, fact: Fact, message: str, at: datetime) -> bool:
    setback, made = Setback.objects.get_or_create(
        reader=reader, fact=fact, defaults={"message": message}
    )
    if not made:
        setback.attempts += 1
        setback.message = message
    if setback.attempts >= ATTEMPTS:
        setback.set_aside_at = at
        _step(reader, fact)
    setback.save(update_fields=["attempts", "message", "set_aside_at"])
    return setback.set_aside_at is not None
