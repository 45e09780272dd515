"""The pages lane: answers whole, streams what is long, and says so when too many wait."""

import asyncio
import threading

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from maven.live.pages import Pages
from tests.live.lane import ask


class Handler:
    """Stands for Django: answers each request by a function."""

    def __init__(self, answer):
        self.answer = answer

    def get_response(self, request):
        return self.answer(request)


def answered(answer, *requests, **more):
    async def scene():
        pages = Pages(Handler(answer), **more)
        try:
            return await asyncio.gather(*(ask(pages, path) for path in requests))
        finally:
            pages.close()

    return asyncio.run(scene())


def test_an_answer_comes_whole_with_its_cookies():
    def answer(request):
        response = HttpResponse("bonjour", headers={"X-Seen": request.path})
        response.set_cookie("a", "1")
        return response

    (asked,) = answered(answer, "/ici/")

    assert (asked.status, asked.text) == (200, "bonjour")
    assert asked.headers[b"x-seen"] == b"/ici/"
    assert asked.headers[b"content-length"] == b"7"
    assert asked.headers[b"set-cookie"].startswith(b"a=1;")


def test_a_long_answer_is_sent_as_it_comes():
    (asked,) = answered(lambda request: StreamingHttpResponse([b"un", b"deux"]), "/")

    assert asked.parts == [b"un", b"deux", b""]


def test_a_short_file_is_sent_whole():
    (asked,) = answered(
        lambda request: StreamingHttpResponse([b"un", b"deux"], headers={"Content-Length": "6"}),
        "/",
    )

    assert asked.parts == [b"undeux"]


def test_too_many_waiting_are_told_to_come_back():
    door = threading.Event()

    def answer(request):
        door.wait(5)
        return HttpResponse("enfin")

    async def scene():
        pages = Pages(Handler(answer), threads=1, most_waiting=2)
        first = [asyncio.create_task(ask(pages, "/")) for _ in range(2)]
        await asyncio.sleep(0.05)
        late = await ask(pages, "/")
        door.set()
        return await asyncio.gather(*first), late

    first, late = asyncio.run(scene())

    assert [one.text for one in first] == ["enfin", "enfin"]
    assert late.status == 503
    assert late.headers[b"retry-after"] == b"3"
    assert "Rien n'a été enregistré" in late.text


def test_what_is_too_large_is_refused_by_name(monkeypatch):
    monkeypatch.setattr("maven.live.pages.LARGEST_BODY", 4)

    async def scene():
        return await ask(Pages(Handler(None)), "/", method="POST", body=b"12345")

    assert asyncio.run(scene()).status == 413


@pytest.mark.django_db(transaction=True)
def test_the_product_answers_through_the_lane():
    from django.core.wsgi import get_wsgi_application

    async def scene():
        pages = Pages(get_wsgi_application(), threads=1)
        try:
            return await ask(pages, "/healthz")
        finally:
            pages.close()

    asked = asyncio.run(scene())

    assert (asked.status, asked.text) == (200, "alive\n")
