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
TO_STOP = 3.0


class Watch:
    """Keeps one worker process running; waits longer after each early death."""

    def __init__(
        self, command: tuple[str, ...] = (sys.executable, "-m", "maven.cli", "worker")
    ) -> None:
        self.command = command
        self.process: asyncio.subprocess.Process | None = None
        self.task: asyncio.Task[None] | None = None
        self.stopping = False

    def open(self) -> None:
        self.task = asyncio.create_task(self._watch())

    def hush(self) -> None:
        """Tells the worker to finish what it does."""
        self.stopping = True
        if self.process is not None and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()

    async def close(self) -> None:
        self.hush()
        if self.task is None:
            return
        try:
            await asyncio.wait_for(self.task, TO_STOP)
        except TimeoutError:
            if self.process is not None and self.process.returncode is None:
                self.process.kill()
                await self.process.wait()

    async def _watch(self) -> None:
        pause = FIRST_PAUSE
        while not self.stopping:
            began = time.monotonic()
            self.process = await asyncio.create_subprocess_exec(
                *self.command, env={**os.environ, "MAVEN_WATCHED_BY": str(os.getpid())}
            )
            if self.stopping:
                self.hush()
            code = await self.process.wait()
            if self.stopping:
                return
            if code == 0 or time.monotonic() - began > LIVED_WELL:
                pause = FIRST_PAUSE
            if code != 0:
                logger.warning("the job worker ended with %d; a new one in %.1f s", code, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
