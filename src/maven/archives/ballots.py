"""Answers without those who gave them: each voice gets a number that its answers alone decide.

The voices of a consultation are put in the order of the digest of what they answered. The number says
nothing of who came when, is the same whenever the archive is made again, and comes back from an archive
taken in elsewhere; two voices that answered alike can be exchanged without anybody seeing it.
"""

import hashlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from maven.archives.cells import day_of
from maven.missions.models import Mission
from maven.voices.models import Consultation, Opinion, Participant

AT_ONCE = 200


def numbered(mission: Mission) -> Iterator[tuple[int, int]]:
    """(number in the archive, key in the store) of each voice of a mission, by number."""
    keys: list[int] = []
    for consultation in Consultation.objects.of(mission).order_by("pk").iterator():
        keys.extend(key for _, key in sorted(_digests(consultation)))
    return enumerate(keys, 1)


def _digests(consultation: Consultation) -> Iterator[tuple[bytes, int]]:
    """What each voice answered, as a digest; the key in the store settles nothing but equals."""
    given = (
        Opinion.objects.of(consultation)
        .order_by("participant_id", "statement__number")
        .values_list("participant_id", "statement__number", "choice", "important", "given_at")
        .iterator(chunk_size=5000)
    )
    answers = groupby(given, key=lambda row: row[0])
    key, mine = next(answers, (None, iter(())))
    came = Participant.objects.of(consultation).order_by("pk").values_list("pk", "came_at")
    for participant, at in came.iterator(chunk_size=5000):
        digest = hashlib.sha256(str(day_of(at)).encode())
        if participant == key:
            for _, number, choice, important, given_at in mine:
                digest.update(f"/{number},{choice},{important:d},{day_of(given_at)}".encode())
            key, mine = next(answers, (None, iter(())))
        yield digest.digest(), participant


def participants(mission: Mission) -> Iterator[dict[str, Any]]:
    for batch in _batches(mission):
        rows = Participant.objects.in_bulk(list(batch))
        for key, number in batch.items():
            row = rows[key]
            yield {
                "id": number,
                "consultation": row.consultation_id,
                "came_at": day_of(row.came_at),
                "set_aside": row.set_aside_id,
            }


def opinions(mission: Mission) -> Iterator[dict[str, Any]]:
    for batch in _batches(mission):
        given = Opinion.objects.filter(participant_id__in=list(batch)).order_by("statement__number")
        rows = sorted(given, key=lambda one: batch[one.participant_id])
        for row in rows:
            yield {
                "participant": batch[row.participant_id],
                "statement": row.statement_id,
                "choice": row.choice,
                "important": row.important,
                "given_at": day_of(row.given_at),
            }


def _batches(mission: Mission) -> Iterator[dict[int, int]]:
    batch: dict[int, int] = {}
    for number, key in numbered(mission):
        batch[key] = number
        if len(batch) == AT_ONCE:
            yield batch
            batch = {}
    if batch:
        yield batch
