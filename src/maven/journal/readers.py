"""Reading facts in order, each once, from one's own cursor."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from maven.journal.models import Cursor, Fact, Setback
from maven.journal.order import wait_for_those_under_way

Reaction = Callable[[Fact], None]
ATTEMPTS = 5


def read_on(reader: str, reactions: dict[str, Reaction], *, at: datetime, limit: int = 100) -> int:
    """Lets a reader meet the facts after its cursor; returns how many were met.

    The reactions and the step of the cursor are one transaction. A reaction that fails is undone
    alone and met again at the next reading, then set aside after five attempts so that the
    following facts are not kept back.
    """
    met, cursor = 0, Cursor.objects.get_or_create(reader=reader)[0]
    if not Fact.objects.filter(pk__gt=cursor.position).exists():
        return 0  # nobody's writing is held up by a reader who has nothing to read
    with transaction.atomic():
        for fact in _ahead(reader, limit):
            if fact.verb in reactions and not _react(reader, reactions[fact.verb], fact, at):
                break
            met, last = met + 1, fact.pk
        if met:
            _step(reader, last)
    return met


def _ahead(reader: str, limit: int) -> list[Fact]:
    cursor = Cursor.objects.select_for_update().get(reader=reader)
    wait_for_those_under_way()
    facts = Fact.objects.select_related("details", "chain").filter(pk__gt=cursor.position)
    return list(facts.order_by("pk")[:limit])


def _react(reader: str, reaction: Reaction, fact: Fact, at: datetime) -> bool:
    """False when the fact must be met again before those that follow."""
    try:
        with transaction.atomic():
            reaction(fact)
    except Exception as trouble:  # noqa: BLE001 (whatever it raises, the others must go on)
        return _give_up(reader, fact, str(trouble)[:500], at)
    return True


def _step(reader: str, position: int) -> None:
    Cursor.objects.filter(reader=reader, position__lt=position).update(position=position)


def _give_up(reader: str, fact: Fact, message: str, at: datetime) -> bool:
    setback, made = Setback.objects.get_or_create(
        reader=reader, fact=fact, defaults={"message": message}
    )
    if not made:
        setback.attempts += 1
        setback.message = message
    if setback.attempts >= ATTEMPTS:
        setback.set_aside_at = at
    setback.save(update_fields=["attempts", "message", "set_aside_at"])
    return setback.set_aside_at is not None
