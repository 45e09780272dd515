"""One writer for the opinions: everything that waits is committed together, then acknowledged.

A disk takes milliseconds to say that something is safely written, whether it is one opinion or
sixty. The writer takes all that waits, runs each request as a savepoint of one transaction, and
answers only after the commit has returned. Alone, an opinion never waits for company.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, connection, transaction
from django.http import HttpResponseBase

from maven.live import figures, refusals
from maven.live.wire import Answer, answer_of, ask

logger = logging.getLogger("maven.live")

TOGETHER = 64
MOST_WAITING = 1024


class BatchLost(Exception):
    """The store gave up the transaction under way: nothing of the batch may be acknowledged."""


@dataclass(slots=True)
class Waiting:
    """A request in the queue, and how to give it its answer."""

    environ: dict[str, Any]
    room: int
    give: Callable[[Answer], None]
    response: HttpResponseBase | None = field(default=None)


class Writer:
    """The thread that writes opinions; `committed` hears which rooms changed, after the commit."""

    def __init__(self, handler: WSGIHandler, committed: Callable[[set[int]], None]) -> None:
        self.handler = handler
        self.committed = committed
        self.queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        self.thread.start()

    async def answer(self, environ: dict[str, Any], room: int) -> Answer:
        """Waits in the queue; the answer comes when what it says is on the disk."""
        if self.queue.qsize() >= MOST_WAITING:
            return refusals.BUSY
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Answer] = loop.create_future()

        def give(what: Answer) -> None:
            loop.call_soon_threadsafe(settle, answer, what)

        self.queue.put(Waiting(environ, room, give))
        return await answer

    def stop(self) -> None:
        """Lets what waits be written, then ends."""
        self.queue.put(None)
        if self.thread.is_alive():
            self.thread.join(timeout=1)

    def _run(self) -> None:
        more = True
        while more:
            batch, more = self._all_that_waits()
            if batch:
                self.write(batch)
        connection.close()

    def _all_that_waits(self) -> tuple[list[Waiting], bool]:
        """At least one, at most TOGETHER; False once the writer was told to stop."""
        batch: list[Waiting] = []
        try:
            while len(batch) < TOGETHER:
                found = self.queue.get(block=not batch)
                if found is None:
                    return batch, False
                batch.append(found)
        except queue.Empty:
            pass
        return batch, True

    def write(self, batch: list[Waiting]) -> None:
        """Runs a batch in one transaction; each gets its answer after the commit, never before."""
        close_old_connections()
        began = time.perf_counter()
        try:
            with transaction.atomic():
                figures.PEN.observe(time.perf_counter() - began)
                for one in batch:
                    self._run_one(one)
                answers = [answer_of(one.response) for one in batch if one.response]
        except Exception:
            # Whatever it was, the transaction was rolled back: say so to everybody in it.
            logger.exception("a batch of %d opinions was not recorded", len(batch))
            self._acknowledge(batch, [refusals.NOT_RECORDED] * len(batch))
            return
        figures.TOGETHER.observe(len(batch))
        figures.COMMIT.observe(time.perf_counter() - began)
        self._acknowledge(batch, answers)
        changed = {one.room for one in batch if one.response and one.response.status_code < 400}
        for one in batch:
            if one.response is not None:
                one.response.close()
        if changed:
            self.committed(changed)

    def _run_one(self, one: Waiting) -> None:
        with transaction.atomic():
            one.response = ask(self.handler, one.environ, in_transaction=True)
            if one.response.status_code >= 500:
                transaction.set_rollback(True)
        if not still_open():
            raise BatchLost

    def _acknowledge(self, batch: Iterable[Waiting], answers: Iterable[Answer]) -> None:
        for one, answer in zip(batch, answers, strict=True):
            one.give(answer)


def still_open() -> bool:
    """Whether the batch's transaction is still there: a full disk makes SQLite drop it whole."""
    if connection.needs_rollback or connection.connection is None:
        return False
    if connection.vendor == "sqlite":
        return bool(connection.connection.in_transaction)
    return True


def settle(future: "asyncio.Future[Answer]", answer: Answer) -> None:
    if not future.done():
        future.set_result(answer)
