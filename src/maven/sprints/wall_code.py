"""The code on the wall of a session: proves that one is there, now.

It is drawn from the session and from the clock with a secret of this house: nothing is kept, a
photograph of it is worth nothing twenty minutes later.
"""

import base64
from datetime import datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from maven.sprints.models import Session

TURNS_AFTER = timedelta(minutes=10)
BEFORE, AFTER = timedelta(minutes=30), timedelta(minutes=30)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LARGEST = 1 << 62


def is_on(session: Session, *, at: datetime) -> bool:
    """From half an hour before it starts to half an hour after it ends, by the server's clock."""
    return not session.is_called_off and session.starts_at - BEFORE <= at <= session.ends_at + AFTER


def code_of(session: Session, *, at: datetime) -> str:
    """What the wall shows now: short enough to be typed."""
    return f"{_in_letters(session.pk)}-{_proof(session.pk, _turn(at))}"


def turns_at(at: datetime) -> int:
    """Seconds until the wall shows another one."""
    length = int(TURNS_AFTER.total_seconds())
    return length - int(at.timestamp()) % length


def is_code_of(session: Session, code: str, *, at: datetime) -> bool:
    """Whether the wall shows it, or showed it just before: signing in takes a while."""
    return is_on(session, at=at) and _holds(session.pk, code, at)


def session_of_code(code: str, *, at: datetime) -> Session | None:
    number, _, _proof = code.partition("-")
    pk = _number_of(number)
    if pk is None or not _holds(pk, code, at):
        return None
    found = Session.objects.select_related("mission").filter(pk=pk).first()
    return found if found is not None and is_on(found, at=at) else None


def _holds(pk: int, code: str, at: datetime) -> bool:
    told = code.strip().lower()
    turn = _turn(at)
    return any(
        constant_time_compare(told, f"{_in_letters(pk)}-{_proof(pk, one)}")
        for one in (turn, turn - 1)
    )


def _turn(at: datetime) -> int:
    return int(at.timestamp()) // int(TURNS_AFTER.total_seconds())


def _proof(pk: int, turn: int) -> str:
    drawn = salted_hmac("maven.sprints.wall", f"{pk}:{turn}", algorithm="sha256").digest()
    return base64.b32encode(drawn[:5]).decode().lower()


def _in_letters(number: int) -> str:
    found = ""
    while number:
        number, last = divmod(number, len(DIGITS))
        found = DIGITS[last] + found
    return found


def _number_of(letters: str) -> int | None:
    known = letters.strip().lower()
    if not 0 < len(known) <= 13 or any(one not in DIGITS for one in known):
        return None
    number = int(known, 36)
    return number if 0 < number < LARGEST else None
