"""A request is read whole before a thread is taken, and told to Django as WSGI tells it."""

import asyncio
import io

import pytest
from django.core.handlers.wsgi import WSGIRequest

from maven.live.wire import Gone, TooMuch, environ_of, read_body


def scope(**more):
    return {
        "method": "POST",
        "path": "/m/paca/été/",
        "query_string": b"a=1&b=%C3%A9",
        "http_version": "1.1",
        "scheme": "https",
        "server": ("127.0.0.1", 8000),
        "client": ("192.0.2.7", 4321),
        "headers": [],
        **more,
    }


def read(messages, headers=(), most=10):
    async def receive():
        return messages.pop(0)

    return asyncio.run(read_body(scope(headers=list(headers)), receive, most)).read()


def part(body, more=False):
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_in_parts_is_read_whole():
    assert read([part(b"abc", more=True), part(b"def")]) == b"abcdef"


def test_a_body_that_announces_too_much_is_not_read():
    with pytest.raises(TooMuch):
        read([], headers=[(b"content-length", b"11")])


def test_a_length_that_is_no_number_is_refused():
    with pytest.raises(TooMuch):
        read([], headers=[(b"content-length", b"many")])


def test_a_body_that_says_little_and_sends_much_is_stopped():
    with pytest.raises(TooMuch):
        read([part(b"a" * 8, more=True), part(b"a" * 8, more=True)])


def test_whoever_leaves_in_the_middle_is_not_waited_for():
    with pytest.raises(Gone):
        read([part(b"a", more=True), {"type": "http.disconnect"}])


def test_whoever_stops_sending_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("maven.live.wire.SLOWEST_PART", 0.01)

    async def silent():
        await asyncio.sleep(5)

    with pytest.raises(Gone):
        asyncio.run(read_body(scope(), silent, 10))


def test_django_reads_the_request_as_it_was_sent():
    body = io.BytesIO(b"choice=1&words=%C3%A9t%C3%A9")
    headers = [
        (b"host", b"example.org"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"x-forwarded-for", b"1.2.3.4"),
        (b"x_forwarded_for", b"6.6.6.6"),
    ]

    request = WSGIRequest(environ_of(scope(headers=headers), body))

    assert request.path == "/m/paca/été/"
    assert request.GET["b"] == "é"
    assert request.POST.dict() == {"choice": "1", "words": "été"}
    assert request.COOKIES == {"a": "1", "b": "2"}
    assert request.META["REMOTE_ADDR"] == "192.0.2.7"
    assert request.META["HTTP_X_FORWARDED_FOR"] == "1.2.3.4"
    assert request.scheme == "https"
