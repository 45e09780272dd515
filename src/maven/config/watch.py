"""The watch over the job worker: started with the server, started again when it dies, stopped with it."""

import asyncio
import contextlib
import logging
import os
import sys
import time

logger = logging.getLogger("maven.config")

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
LIVED_WELL = 60.0
TO_STOP = 3.5  # seconds after it was told; the server as a whole has five
COMMAND = (sys.executable, "-m", "maven.cli", "worker")


class Watch:
    """Keeps one worker process running; waits longer after each early death.

    The first one starts `after` some seconds: the first pages need the processor more.
    """

    def __init__(self, command: tuple[str, ...] = COMMAND, *, after: float = 1.0) -> None:
        self.command = command
        self.after = after
        self.process: asyncio.subprocess.Process | None = None
        self.task: asyncio.Task[None] | None = None
        self.stopping = asyncio.Event()
        self.told_at = 0.0

    def open(self) -> None:
        self.task = asyncio.create_task(self._watch())

    def hush(self) -> None:
        """Tells the worker to finish what it does."""
        if not self.stopping.is_set():
            self.told_at = time.monotonic()
            self.stopping.set()
        if self.process is not None and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()

    async def close(self) -> None:
        self.hush()
        if self.task is None:
            return
        try:
            left = self.told_at + TO_STOP - time.monotonic()
            await asyncio.wait_for(self.task, max(left, 0.1))
        except TimeoutError:
            if self.process is not None and self.process.returncode is None:
                self.process.kill()
                await self.process.wait()

    async def _watch(self) -> None:
        pause = FIRST_PAUSE
        await self._wait(self.after)
        while not self.stopping.is_set():
            began = time.monotonic()
            self.process = await asyncio.create_subprocess_exec(
                *self.command, env={**os.environ, "MAVEN_WATCHED_BY": str(os.getpid())}
            )
            if self.stopping.is_set():
                self.hush()
            code = await self.process.wait()
            if code == 0 or time.monotonic() - began > LIVED_WELL:
                pause = FIRST_PAUSE
            if code != 0 and not self.stopping.is_set():
                logger.warning("the job worker ended with %d; a new one in %.1f s", code, pause)
                await self._wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _wait(self, seconds: float) -> None:
        """A pause that stopping ends."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), seconds)
