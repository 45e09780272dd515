"""Who follows which consultation, and what they are told: never more than once a second.

Everything here happens on the event loop. A room keeps one message, the same bytes for everybody;
someone slow gets the newest and misses the ones between, which only told an earlier state.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

BETWEEN_NEWS = 1.0
HEARTBEAT = 15.0
HEARTBEAT_COMMENT = b": still here\n\n"
MOST_LISTENERS = 10_000

type News = asyncio.Queue[bytes | None]
type Count = Callable[[int], Awaitable[bytes]]


class Rooms:
    """`count(room)` gives the message of a room as it now is."""

    def __init__(
        self, count: Count, *, between: float = BETWEEN_NEWS, heartbeat: float = HEARTBEAT
    ) -> None:
        self.count = count
        self.between = between
        self.heartbeat = heartbeat
        self.listeners: dict[int, set[News]] = {}
        self.telling: dict[int, asyncio.Task[None]] = {}
        self.changed: set[int] = set()
        self.beating: asyncio.Task[None] | None = None
        self.closed = False

    @property
    def full(self) -> bool:
        return self.closed or sum(map(len, self.listeners.values())) >= MOST_LISTENERS

    def enter(self, room: int) -> News:
        news: News = asyncio.Queue(maxsize=2)
        self.listeners.setdefault(room, set()).add(news)
        if self.beating is None:
            self.beating = asyncio.create_task(self._beat())
        return news

    def leave(self, room: int, news: News) -> None:
        there = self.listeners.get(room, set())
        there.discard(news)
        if not there:
            self.listeners.pop(room, None)

    def notice(self, rooms: set[int]) -> None:
        """Something was committed in these rooms: tells those who follow, soon."""
        for room in rooms & self.listeners.keys():
            self.changed.add(room)
            if room not in self.telling:
                self.telling[room] = asyncio.create_task(self._tell(room))

    async def _tell(self, room: int) -> None:
        """Tells until nothing has changed since, with a pause after each telling."""
        try:
            while room in self.changed and not self.closed:
                self.changed.discard(room)
                message = await self.count(room)
                self._give(room, message)
                await asyncio.sleep(self.between)
        finally:
            self.telling.pop(room, None)

    def _give(self, room: int, message: bytes | None) -> None:
        for news in self.listeners.get(room, set()):
            while news.full():
                news.get_nowait()
            news.put_nowait(message)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self.heartbeat)
            for there in self.listeners.values():
                for news in there:
                    with contextlib.suppress(asyncio.QueueFull):
                        news.put_nowait(HEARTBEAT_COMMENT)

    def close(self) -> None:
        """Ends every stream, so that stopping waits for nobody."""
        self.closed = True
        for room in list(self.listeners):
            self._give(room, None)
        for task in [self.beating, *self.telling.values()]:
            if task is not None:
                task.cancel()
