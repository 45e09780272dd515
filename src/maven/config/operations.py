"""What the operator does to the whole place, recorded in its own chain of the journal."""

from datetime import datetime

from django.db import transaction

from maven.journal.models import Chain
from maven.journal.operations import record
from maven.people.models import Person

HOUSE = "house"


@transaction.atomic
def record_drill(
    *, seconds: float, rows: int, chains: int, by: Person | None, at: datetime
) -> Chain:
    """Coming back from a backup was rehearsed, and held."""
    chain = house()
    record(
        "drill.held", chain, chain=HOUSE, by=by, at=at, seconds=seconds, rows=rows, chains=chains
    )
    return chain


@transaction.atomic
def record_restoring(*, made_at: str, replayed: int, by: Person | None, at: datetime) -> Chain:
    """The store was put back from a backup: what came after that backup is not in it."""
    chain = house()
    record("store.restored", chain, chain=HOUSE, by=by, at=at, made_at=made_at, replayed=replayed)
    return chain


@transaction.atomic
def record_pause(*, paused: bool, words: str, by: Person | None, at: datetime) -> Chain:
    """Writing was paused for everybody, or goes on."""
    chain = house()
    if paused:
        record("writing.paused", chain, chain=HOUSE, by=by, at=at, words=words)
    else:
        record("writing.resumed", chain, chain=HOUSE, by=by, at=at)
    return chain


@transaction.atomic
def record_end_of_sessions(*, count: int, by: Person | None, at: datetime) -> Chain:
    """Everybody was signed out."""
    chain = house()
    record("sessions.ended", chain, chain=HOUSE, by=by, at=at, count=count)
    return chain


def house() -> Chain:
    """The chain of what concerns the place and no mission."""
    return Chain.objects.get_or_create(name=HOUSE)[0]
