"""Asking the lanes as a server would, without a socket."""

import asyncio

from tests.live.test_wire import scope


class Asked:
    """What came back: the status, the headers by name, the body's parts."""

    def __init__(self):
        self.status, self.headers, self.parts = None, {}, []

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.parts.append(message["body"])

    @property
    def text(self):
        return b"".join(self.parts).decode()


async def ask(application, path, method="GET", body=b"", headers=(), asked=None, left=None):
    """`asked` gathers what comes while it comes; the asker leaves when `left` is set."""
    asked, sent = asked or Asked(), False

    async def receive():
        nonlocal sent
        if sent:
            await (left or asyncio.Event()).wait()
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    told = scope(
        type="http",
        path=path,
        method=method,
        query_string=b"",
        headers=[(b"host", b"localhost"), *headers],
        scheme="http",
    )
    await application(told, receive, asked.send)
    return asked
