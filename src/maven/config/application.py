"""The server's application: the two lanes, and what lives and dies with them."""

import asyncio

from django.core.handlers.wsgi import WSGIHandler

from maven.config.watch import Watch
from maven.live import figures
from maven.live.lanes import Lanes
from maven.live.wire import Message, Receive, Scope, Send


class Application:
    """Opens the lanes and the watch over the job worker at start, closes them at the end."""

    def __init__(self, handler: WSGIHandler, *, threads: int = 4, worker: bool = False) -> None:
        self.lanes = Lanes(handler, threads=threads)
        self.watch = Watch() if worker else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self.lanes(scope, receive, counted(scope, send))
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self.lanes.open()
        if self.watch is not None:
            self.watch.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self.watch is not None:
            await self.watch.close()
        await asyncio.to_thread(self.lanes.close)
        await send({"type": "lifespan.shutdown.complete"})

    def hush(self) -> None:
        """Stopping begins: streams end now, so that nobody waits for them."""
        self.lanes.hush()
        if self.watch is not None:
            self.watch.hush()


def counted(scope: Scope, send: Send) -> Send:
    """Sends, and counts what was answered: here it is what the visitor is really told."""

    async def sent(message: Message) -> None:
        await send(message)
        if message["type"] == "http.response.start":
            reasons = [value for name, value in message["headers"] if name == b"x-refused"]
            figures.noticed(scope["method"], message["status"], b"".join(reasons).decode())

    return sent
