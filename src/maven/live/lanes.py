"""The two lanes behind one port, as one ASGI application.

Opinions go to the writer, streams to the rooms, everything else to the pages.
"""

import asyncio
import json
import re

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from maven.live import refusals
from maven.live.guard import Guard, Seen, look, session_of
from maven.live.pages import Pages
from maven.live.queries import turnout
from maven.live.rooms import News, Rooms
from maven.live.wire import (
    Gone,
    Receive,
    Scope,
    Send,
    TooMuch,
    environ_of,
    read_body,
    send_answer,
)
from maven.live.writer import Writer
from maven.voices.models import Consultation

OPINIONS = re.compile(r"/(?:en/)?m/[-\w]+/consultations/[-\w]*-(?P<pk>\d{1,18})/avis/")
EVENTS = re.compile(r"/live/consultations/(?P<pk>\d{1,18})/events")
LARGEST_OPINION = 64 * 1024
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Lanes:
    """The application: `open` once the loop runs, `hush` when stopping begins, `close` at the end."""

    def __init__(self, handler: WSGIHandler, *, threads: int = 4) -> None:
        self.pages = Pages(handler, threads=threads)
        self.rooms = Rooms(self._count)
        self.guard = Guard(self._look)
        self.writer = Writer(handler, self._committed)
        self.loop: asyncio.AbstractEventLoop | None = None

    def open(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.writer.start()

    def hush(self) -> None:
        self.guard.close()
        self.rooms.close()

    def close(self) -> None:
        self.guard.close()
        self.rooms.close()
        self.writer.stop()
        self.pages.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST" and (opinion := OPINIONS.fullmatch(scope["path"])):
            await self._opinion(int(opinion["pk"]), scope, receive, send)
        elif scope["method"] == "GET" and (events := EVENTS.fullmatch(scope["path"])):
            await self._events(int(events["pk"]), scope, receive, send)
        else:
            await self.pages(scope, receive, send)

    async def _opinion(self, pk: int, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            with await read_body(scope, receive, LARGEST_OPINION) as body:
                answer = await self.writer.answer(environ_of(scope, body), pk)
        except Gone:
            return
        except TooMuch:
            answer = refusals.TOO_MUCH
        await send_answer(send, answer)

    async def _events(self, pk: int, scope: Scope, receive: Receive, send: Send) -> None:
        """Asks Django once whether this visitor may follow, then tells what changes."""
        if self.rooms.full:
            await send_answer(send, refusals.BUSY)
            return
        try:
            await self.guard.before(pk)
            now = await self.pages.answer(scope, receive, send)
        except (Gone, TooMuch):
            return
        if now is None or now.status != 200:
            if now is not None:
                await send_answer(send, now)
            return
        news = self.rooms.enter(pk)
        self.guard.enter(pk, session_of(scope), news)
        leaving = asyncio.create_task(notice_leaving(receive, news))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": STREAM})
            await tell(send, b"retry: 3000\n" + event(now.body))
            while (message := await news.get()) is not None:
                await tell(send, message)
            await send({"type": "http.response.body", "body": b""})
        finally:
            leaving.cancel()
            self.guard.leave(news)
            self.rooms.leave(pk, news)

    async def _count(self, room: int) -> bytes:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.pages.threads, count, room)

    async def _look(self, rooms: set[int], sessions: set[str]) -> Seen:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.pages.threads, look, rooms, sessions)

    def _committed(self, rooms: set[int]) -> None:
        """Called by the writer, on its thread."""
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self.rooms.notice, rooms)


async def notice_leaving(receive: Receive, news: News) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    while news.full():
        news.get_nowait()
    news.put_nowait(None)


async def tell(send: Send, message: bytes) -> None:
    await send({"type": "http.response.body", "body": message, "more_body": True})


def event(numbers: bytes) -> bytes:
    return b"event: answers\ndata: " + numbers + b"\n\n"


def count(room: int) -> bytes:
    """The numbers of a room as an event; runs on a thread of the pages."""
    connection.close_if_unusable_or_obsolete()
    return event(json.dumps(turnout(Consultation.objects.get(pk=room))).encode())
