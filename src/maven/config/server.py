"""The server process: uvicorn, told how to stop within five seconds."""

import contextlib
import fcntl
import gc
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import IO

import uvicorn

from maven.config.application import Application

TO_STOP = 3
PLACE = "server.lock"


class AlreadyServing(Exception):
    """Another server of this machine serves this store."""


def occupy(var: Path) -> IO[str]:
    """Takes the store's one place for a server, held as long as the file is open."""
    var.mkdir(parents=True, exist_ok=True)
    place = (var / PLACE).open("a")
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        place.close()
        raise AlreadyServing from None
    return place


class Server(uvicorn.Server):
    """Ends the streams when it is told to stop, and then ends with 0."""

    def __init__(
        self, config: uvicorn.Config, application: Application, opened: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self.application = application
        self.opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.opened()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.application.hush()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """A stop that was asked for is no failure: the signal is not raised again at the end."""

        def stop(number: int, frame: FrameType | None) -> None:
            self.handle_exit(number, frame)

        former = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in former.items():
                signal.signal(one, handler)


def serve(
    application: Application, *, host: str, port: int, proxies: str, opened: Callable[[], None]
) -> int:
    """Serves until told to stop; `opened` is called when the first page can be asked for."""
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        loop="asyncio",
        http="httptools",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=TO_STOP,
        timeout_keep_alive=15,
        forwarded_allow_ips=proxies,
        backlog=512,
    )
    server = Server(config, application, opened)
    # What was imported stays: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    server.run()
    return 0 if server.started else 3
