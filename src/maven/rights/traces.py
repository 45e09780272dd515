"""What is left of a person outside of the rows that name her: sessions, receipts, files."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db.models import Q

from maven.journal.models import Receipt
from maven.people.models import Person

LATE = timedelta(minutes=1)  # an answer older than this is not asked again by a browser that waits
FOLDERS_OF_LETTERS = ("mail",)
FOLDERS_IN_PASSING = ("imports", "parcels", "archives")
FOLDERS_REMADE = ("reports",)
ZIP = b"PK\x03\x04"


def sessions_of(person: Person) -> list[str]:
    """Those she is signed in by, and those where her address waits for its code."""
    keys = []
    for session in Session.objects.order_by("pk").iterator(chunk_size=500):
        said = session.get_decoded()
        hers = said.get("_auth_user_id") == str(person.pk)
        if hers or (person.email and person.email in json.dumps(said, default=str).lower()):
            keys.append(session.session_key)
    return keys


def end_sessions(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()


def forget_answers(person: Person, *, sessions: list[str], at: datetime) -> None:
    """Receipts that hold her; of the others, what was answered more than a minute ago."""
    hers = Q(pk__in=[])
    for mark in (person.email, person.name, f"{person.slug}-{person.pk}", *sessions):
        if mark:
            hers |= (
                Q(body__icontains=mark) | Q(location__icontains=mark) | Q(cookies__contains=mark)
            )
    Receipt.objects.filter(hers).delete()
    Receipt.objects.filter(received_at__lt=at - LATE).update(body="", cookies="")


def forget_files(address: str) -> int:
    """Letters and uploads that hold the address; documents that are made again when asked for."""
    gone = 0
    for path in _files(FOLDERS_OF_LETTERS + FOLDERS_IN_PASSING):
        held = path.read_bytes().lower()
        # What is compressed cannot be looked into: what only passes through goes with the rest.
        compressed = ZIP.lower() in held and path.parent.name in FOLDERS_IN_PASSING
        if compressed or (address and address.encode() in held):
            path.unlink(missing_ok=True)
            gone += 1
    for path in _files(FOLDERS_REMADE):
        path.unlink(missing_ok=True)
        gone += 1
    cache.clear()
    return gone


def _files(folders: tuple[str, ...]) -> list[Path]:
    there = (Path(settings.VAR) / folder for folder in folders)
    return [path for folder in there for path in sorted(folder.rglob("*")) if path.is_file()]
