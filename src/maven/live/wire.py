"""Between the wire and Django: a request read whole, an answer sent whole.

Bodies are read before a thread is taken, so that a slow phone holds no thread; answers are handed
back before they are sent, for the same reason. Only streamed answers keep their thread.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import IO, Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_started
from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import set_script_prefix

type Scope = MutableMapping[str, Any]
type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Headers = list[tuple[bytes, bytes]]

KEPT_IN_MEMORY = 256 * 1024
SLOWEST_PART = 20.0  # seconds without a byte of a body that was announced


class TooMuch(Exception):
    """More was sent than this address takes."""


class Gone(Exception):
    """Whoever asked has left before the end of the question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back on the wire."""

    status: int
    headers: Headers
    body: bytes


async def read_body(scope: Scope, receive: Receive, most: int) -> IO[bytes]:
    for name, value in scope["headers"]:
        if name == b"content-length" and (not value.isdigit() or int(value) > most):
            raise TooMuch
    body, size = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY), 0  # noqa: SIM115 (given on)
    while True:
        try:
            message = await asyncio.wait_for(receive(), SLOWEST_PART)
        except TimeoutError:
            raise Gone from None
        if message["type"] == "http.disconnect":
            raise Gone
        size += len(message.get("body", b""))
        if size > most:
            raise TooMuch
        body.write(message.get("body", b""))
        if not message.get("more_body", False):
            body.seek(0)
            return body


def environ_of(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """The request as WSGI tells it."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": client[0] if client else "",
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
    }
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1").upper().replace("-", "_")
        if name == "CONTENT_LENGTH":
            continue
        if "_" in raw.decode("latin-1"):
            continue  # X_Forwarded_Proto must not pass for X-Forwarded-Proto
        key = name if name == "CONTENT_TYPE" else f"HTTP_{name}"
        separator = "; " if key == "HTTP_COOKIE" else ","
        text = value.decode("latin-1")
        environ[key] = f"{environ[key]}{separator}{text}" if key in environ else text
    body.seek(0, 2)
    environ["CONTENT_LENGTH"] = str(body.tell())
    body.seek(0)
    return environ


def ask(
    handler: WSGIHandler, environ: dict[str, Any], *, in_transaction: bool = False
) -> HttpResponseBase:
    """Django's answer, with its middlewares; never an exception.

    In a transaction the start is not signalled: Django would drop the connection it is on.
    """
    set_script_prefix("/")
    if not in_transaction:
        request_started.send(sender=handler.__class__, environ=environ)
    response: HttpResponseBase = handler.get_response(WSGIRequest(environ))
    response._handler_class = handler.__class__  # type: ignore[attr-defined]  # as WSGI does
    return response


def headers_of(response: HttpResponseBase) -> Headers:
    headers = [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in response.items()
    ]
    headers += [
        (b"set-cookie", cookie.OutputString().encode("latin-1"))
        for cookie in response.cookies.values()
    ]
    return headers


def answer_of(response: HttpResponseBase) -> Answer:
    """The whole answer; small streams (a style sheet) are read to their end."""
    parts = response.streaming_content if isinstance(response, StreamingHttpResponse) else response
    body = b"".join(parts)  # type: ignore[arg-type]
    return Answer(response.status_code, headers_of(response), body)


async def send_answer(send: Send, answer: Answer) -> None:
    headers = answer.headers
    if not any(name == b"content-length" for name, _ in headers):
        headers = [*headers, (b"content-length", str(len(answer.body)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
