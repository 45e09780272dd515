"""Applying the terms: each hour, what has been kept long enough goes."""

import logging
import secrets
from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from maven.rights.declarations import declared_by
from maven.rights.models import Forewarning
from maven.rights.operations import erase_person, note_terms, tell_inactive
from maven.rights.retention import (
    accounts_never_used,
    decisions_in,
    files_over,
    missions_over,
    personal_in,
    rows_over,
    tables_that_end,
    to_erase,
    to_tell,
)

logger = logging.getLogger("maven.rights")


def keep_to_terms(*, at: datetime) -> dict[str, int]:
    """Does it all, one thing after the other; says how many of what, and the journal says it too."""
    done: Counter[str] = Counter()
    for told in tables_that_end():
        done[told.label] = rows_over(told, at=at).delete()[0]
    done["never came"] = accounts_never_used(at=at).delete()[0]
    Forewarning.objects.outdated().delete()
    done["inactive"] = _erase_the_inactive(at)
    for number in (1, 2):
        done[f"forewarning {number}"] = _tell(number, at)
    for mission in missions_over(at=at):
        _untie(mission_rows=personal_in(mission), done=done)
        for label, rows in decisions_in(mission).items():
            done[label] += rows.update(**declared_by(rows.model).written)
    for path in files_over(at=at):
        path.unlink(missing_ok=True)
        done["files"] += 1
    counted = {name: count for name, count in done.items() if count}
    if counted:
        note_terms(counts=counted, by=None, at=at)
    return counted


def _erase_the_inactive(at: datetime) -> int:
    gone = list(to_erase(at=at))
    for person in gone:
        erase_person(person=person, by=None, at=at)
    return len(gone)


def _tell(number: int, at: datetime) -> int:
    """A letter that does not leave is not told: it is tried again the next time."""
    told = 0
    for person in to_tell(number, at=at):
        try:
            tell_inactive(person=person, number=number, by=None, at=at)
            told += 1
        except OSError:
            logger.exception("a forewarning to person %d did not leave", person.pk)
    return told


@transaction.atomic
def _untie(*, mission_rows: dict[str, "QuerySet[Any]"], done: Counter[str]) -> None:
    """Answers still count, as those of nobody; the rest goes."""
    for label, rows in mission_rows.items():
        if label == "voices.Participant":
            for voice in rows:
                voice.person, voice.guest_digest = None, secrets.token_hex(32)
                voice.save(update_fields=["person", "guest_digest"])
                done[label] += 1
        else:
            done[label] += rows.delete()[0]
