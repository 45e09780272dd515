"""Which address goes to which lane."""

import asyncio

import pytest
from django.urls import reverse

from maven.live.lanes import EVENTS, OPINIONS
from tests import cast
from tests.live.lane import Asked, ask


@pytest.mark.django_db
@pytest.mark.parametrize("english", [False, True])
def test_opinions_are_known_by_their_address(paca, english):
    call = cast.consultation(paca)
    address = reverse("voices:opinions", args=[paca.slug, call.slug, call.pk])

    found = OPINIONS.fullmatch(f"/en{address}" if english else address)

    assert int(found["pk"]) == call.pk
    assert OPINIONS.fullmatch(call.get_absolute_url()) is None


def test_events_are_known_by_their_address():
    assert EVENTS.fullmatch(reverse("live:events", args=[7]))["pk"] == "7"


@pytest.mark.django_db
def test_anyone_may_follow_an_open_mission(client, paca):
    call = cast.consultation(paca)

    answer = client.get(reverse("live:events", args=[call.pk]))

    assert answer.json() == {"people": 0, "answers": 0}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_closed_mission_and_nothing_look_the_same(client, as_, paca):
    secret = cast.consultation(cast.elsewhere())
    address = reverse("live:events", args=[secret.pk])

    hidden, absent = client.get(address), client.get(reverse("live:events", args=[secret.pk + 9]))

    assert hidden.status_code == absent.status_code == 404
    assert as_(cast.minh()).get(address).status_code == 404
    assert as_(cast.ana()).get(address).status_code == 200


def staged(play):
    """Plays a scene with the lanes open on a loop."""
    from django.core.wsgi import get_wsgi_application

    from maven.live.lanes import Lanes

    async def scene():
        lanes = Lanes(get_wsgi_application(), threads=1)
        lanes.open()
        try:
            return await play(lanes)
        finally:
            await asyncio.to_thread(lanes.close)

    return asyncio.run(scene())


async def until(question):
    async with asyncio.timeout(20):
        while not question():
            await asyncio.sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_who_follows_is_told_at_once_then_at_each_change_until_the_stop():
    call = cast.consultation(cast.paca())
    told = Asked()

    async def play(lanes):
        following = asyncio.create_task(
            ask(lanes, reverse("live:events", args=[call.pk]), asked=told)
        )
        await until(lambda: len(told.parts) == 1)
        await asyncio.to_thread(lanes._committed, {call.pk})
        await until(lambda: len(told.parts) == 2)
        lanes.hush()
        await following
        return await ask(lanes, reverse("live:events", args=[call.pk]))

    late = staged(play)

    assert told.status == 200
    assert told.headers[b"content-type"].startswith(b"text/event-stream")
    first, second, last = told.parts
    assert first == b'retry: 3000\nevent: answers\ndata: {"people": 0, "answers": 0}\n\n'
    assert second == b'event: answers\ndata: {"people": 0, "answers": 0}\n\n'
    assert last == b""
    assert late.status == 503


@pytest.mark.django_db(transaction=True)
def test_who_leaves_is_forgotten():
    call = cast.consultation(cast.paca())
    left = asyncio.Event()

    async def play(lanes):
        following = asyncio.create_task(
            ask(lanes, reverse("live:events", args=[call.pk]), left=left)
        )
        await until(lambda: lanes.rooms.listeners)
        left.set()
        await following
        return lanes.rooms.listeners

    assert staged(play) == {}


@pytest.mark.django_db(transaction=True)
def test_who_may_not_follow_gets_the_page_that_says_nothing():
    secret = cast.consultation(cast.elsewhere())

    async def play(lanes):
        return await ask(lanes, reverse("live:events", args=[secret.pk]))

    assert staged(play).status == 404


@pytest.mark.django_db(transaction=True)
def test_an_opinion_goes_through_the_writer_with_every_rule():
    paca = cast.paca()
    call = cast.consultation(paca, statements=1)
    address = reverse("voices:opinions", args=[paca.slug, call.slug, call.pk])

    async def play(lanes):
        forged = await ask(lanes, address, method="POST", body=b"choice=1")
        heavy = await ask(lanes, address, method="POST", body=b"x" * (64 * 1024 + 1))
        elsewhere = await ask(lanes, "/healthz")
        return forged, heavy, elsewhere

    forged, heavy, elsewhere = staged(play)

    assert forged.status == 403
    assert heavy.status == 413
    assert elsewhere.text == "alive\n"
