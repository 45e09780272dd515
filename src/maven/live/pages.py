"""The pages lane: Django as it is under WSGI, on a few threads, behind a queue that has an end.

Django under ASGI costs 13 to 15 times as much CPU for a page; hence these threads.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from django.core.handlers.wsgi import WSGIHandler
from django.http import StreamingHttpResponse

from maven.live import refusals
from maven.live.wire import (
    Answer,
    Gone,
    Receive,
    Scope,
    Send,
    TooMuch,
    answer_of,
    ask,
    environ_of,
    headers_of,
    read_body,
    send_answer,
)

LARGEST_BODY = 12 * 1024 * 1024
MOST_WAITING = 128
READ_WHOLE = 4 * 1024 * 1024  # a longer file, or one of unknown length, is sent as it comes


class Pages:
    """Answers requests on `threads` threads; refuses honestly when too many already wait."""

    def __init__(
        self, handler: WSGIHandler, *, threads: int = 4, most_waiting: int = MOST_WAITING
    ) -> None:
        self.handler = handler
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")
        self.most_waiting = most_waiting
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await self.answer(scope, receive, send)
        except Gone:
            return
        except TooMuch:
            answer = refusals.TOO_MUCH
        if answer is not None:
            await send_answer(send, answer)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> Answer | None:
        """The answer to send, or None when it was a stream, sent already.

        Only whole requests count among those that wait: a slow sender takes nobody's place.
        """
        with await read_body(scope, receive, LARGEST_BODY) as body:
            if self.waiting >= self.most_waiting:
                return refusals.BUSY
            self.waiting += 1
            try:
                loop = asyncio.get_running_loop()
                environ = environ_of(scope, body)
                return await loop.run_in_executor(self.threads, self._work, environ, loop, send)
            finally:
                self.waiting -= 1

    def _work(
        self, environ: dict[str, Any], loop: asyncio.AbstractEventLoop, send: Send
    ) -> Answer | None:
        response = ask(self.handler, environ)
        try:
            if isinstance(response, StreamingHttpResponse) and is_long(response):
                self._stream(response, loop, send)
                return None
            return answer_of(response)
        finally:
            response.close()

    def _stream(
        self, response: StreamingHttpResponse, loop: asyncio.AbstractEventLoop, send: Send
    ) -> None:
        def give(message: dict[str, Any]) -> None:
            asyncio.run_coroutine_threadsafe(send(message), loop).result(timeout=60)  # type: ignore[arg-type]

        start = {"status": response.status_code, "headers": headers_of(response)}
        give({"type": "http.response.start", **start})
        for part in cast("Iterator[bytes]", response.streaming_content):
            give({"type": "http.response.body", "body": part, "more_body": True})
        give({"type": "http.response.body", "body": b""})

    def close(self) -> None:
        self.threads.shutdown(wait=False, cancel_futures=True)


def is_long(response: StreamingHttpResponse) -> bool:
    return int(response.headers.get("Content-Length", READ_WHOLE)) >= READ_WHOLE
