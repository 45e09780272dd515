"""Who follows may follow no longer: a stream ends within seconds of the right to it.

Asking Django again for each of thousands who follow would cost more than all the rest. What the right
hangs on is looked at once for all: how open the mission is, who left it, which sessions are still
there. When that has changed, the streams concerned end; browsers come back by themselves, and are asked
as at the first time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.db.models import Count, Max
from django.utils import timezone

from maven.live.rooms import News
from maven.live.wire import Scope
from maven.missions.models import Membership, Mission
from maven.people.models import SignIn
from maven.voices.models import Consultation

logger = logging.getLogger("maven.live")

BETWEEN_LOOKS = 3.0
AT_ONCE = 500  # keys in one question

type Right = tuple[object, ...]
type Look = Callable[[set[int], set[str]], Awaitable["Seen"]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the right to follow hangs on, at one moment."""

    rights: dict[int, Right]
    gone: set[str]  # numbers of sessions that ended


class Guard:
    """Keeps who follows what by which session; `look` is asked every few seconds while anybody does."""

    def __init__(self, look: Look, *, between: float = BETWEEN_LOOKS) -> None:
        self.look = look
        self.between = between
        self.following: dict[News, tuple[int, str]] = {}
        self.rights: dict[int, Right] = {}
        self.looking: asyncio.Task[None] | None = None

    async def before(self, room: int) -> None:
        """Called before the right is asked for: what changes from now on will be seen."""
        if room not in self.rights:
            self.rights |= (await self.look({room}, set())).rights

    def enter(self, room: int, session: str, news: News) -> None:
        self.following[news] = (room, session)
        if self.looking is None:
            self.looking = asyncio.create_task(self._look_on())

    def leave(self, news: News) -> None:
        self.following.pop(news, None)

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(self.between)
            try:
                seen = await self.look(self.rooms, self.sessions)
            except DatabaseError:  # a store that is busy or away: the next look will tell
                logger.warning("who may follow could not be looked at", exc_info=True)
                continue
            self.apply(seen)

    @property
    def rooms(self) -> set[int]:
        return {room for room, _ in self.following.values()}

    @property
    def sessions(self) -> set[str]:
        return {session for _, session in self.following.values() if session}

    def apply(self, seen: Seen) -> None:
        """Ends the streams whose room or session is not what it was."""
        changed = {room for room in self.rooms if self.rights.get(room) != seen.rights.get(room)}
        for news, (room, session) in list(self.following.items()):
            if room in changed or session in seen.gone:
                self.leave(news)
                end(news)
        self.rights = {room: seen.rights[room] for room in self.rooms if room in seen.rights}

    def close(self) -> None:
        if self.looking is not None:
            self.looking.cancel()


def end(news: News) -> None:
    while news.full():
        news.get_nowait()
    news.put_nowait(None)


def session_of(scope: Scope) -> str:
    """The number of the session in the cookies, or nothing."""
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    try:
        found = SimpleCookie(cookies.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return found.value[:40] if found else ""


def look(rooms: set[int], sessions: set[str]) -> Seen:
    """Runs on a thread of the pages."""
    connection.close_if_unusable_or_obsolete()
    return seen_now(rooms, sessions)


def seen_now(rooms: set[int], sessions: set[str]) -> Seen:
    return Seen(rights_of(rooms), sessions - still_there(sessions))


def rights_of(rooms: Iterable[int]) -> dict[int, Right]:
    missions = dict(Consultation.objects.filter(pk__in=rooms).values_list("pk", "mission"))
    openness = dict(
        Mission.objects.filter(pk__in=missions.values()).values_list("pk", "visibility")
    )
    left = {
        mission: (number, latest)
        for mission, number, latest in Membership.objects.filter(mission__in=missions.values())
        .values("mission")
        .annotate(number=Count("left_at"), latest=Max("left_at"))
        .values_list("mission", "number", "latest")
    }
    return {
        room: ("open",)
        if openness[mission] == Mission.Visibility.OPEN
        else (openness[mission], *left.get(mission, ()))
        for room, mission in missions.items()
    }


def still_there(sessions: set[str]) -> set[str]:
    """Those that the store still holds, of persons who may still come in."""
    keys, found, now = sorted(sessions), set(), timezone.now()
    for start in range(0, len(keys), AT_ONCE):
        asked = keys[start : start + AT_ONCE]
        live = Session.objects.filter(session_key__in=asked, expire_date__gt=now)
        closed = SignIn.objects.filter(session_key__in=asked, person__is_active=False)
        found |= set(live.values_list("session_key", flat=True))
        found -= set(closed.values_list("session_key", flat=True))
    return found
