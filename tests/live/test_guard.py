"""A stream ends within seconds of the right to it, and of no other change."""

import asyncio
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from maven.live.guard import Guard, Seen, seen_now, session_of
from maven.missions.models import Membership, Mission
from maven.people.models import Person, SignIn
from tests import cast
from tests.live.lane import ask
from tests.live.test_lanes import staged, until


def session():
    made = SessionStore()
    made["any"] = 1
    made.save()
    return made.session_key


@pytest.fixture
def closed(paca):
    Mission.objects.update(visibility="closed")
    return cast.consultation(paca)


def rights(call):
    return seen_now({call.pk}, set()).rights[call.pk]


def test_a_departure_changes_the_right_in_a_closed_mission(closed):
    before = rights(closed)
    Membership.objects.filter(person=cast.karim()).update(left_at=timezone.now())
    assert rights(closed) != before


def test_joining_changes_nobodys_right(closed):
    before = rights(closed)
    Membership.objects.create(
        mission=closed.mission, person=cast.theo(), role="member", joined_at=cast.NOON
    )
    assert rights(closed) == before


def test_in_an_open_mission_who_leaves_may_still_follow(paca):
    call = cast.consultation(paca)
    before = rights(call)
    Membership.objects.filter(person=cast.karim()).update(left_at=timezone.now())
    assert rights(call) == before


def test_closing_a_mission_changes_the_right(paca):
    call = cast.consultation(paca)
    before = rights(call)
    Mission.objects.update(visibility="closed")
    assert rights(call) != before


@pytest.mark.django_db
def test_a_consultation_that_is_gone_has_no_right():
    assert seen_now({4711}, set()).rights == {}


@pytest.mark.django_db
def test_sessions_ended_elsewhere_over_or_of_closed_accounts_are_gone():
    here, ended, late, closed = (session() for _ in range(4))
    SessionStore(ended).delete()
    Session.objects.filter(session_key=late).update(expire_date=timezone.now() - timedelta(1))
    theo = cast.theo()
    SignIn.objects.create(
        person=theo,
        session_key=closed,
        signed_in_at=cast.NOON,
        seen_on=cast.TODAY,
        ends_at=cast.NOON + timedelta(days=30),
    )
    Person.objects.update(is_active=False)
    assert seen_now(set(), {here, ended, late, closed}).gone == {ended, late, closed}


@pytest.mark.parametrize(
    ("cookie", "found"),
    [
        (b"sessionid=abc; other=1", "abc"),
        (b"other=1", ""),
        (b"", ""),
        (b"sessionid=" + b"x" * 500, "x" * 40),
        (b"\xff\xfe=;;;=", ""),
    ],
)
def test_the_session_is_read_from_the_cookies(cookie, found):
    assert session_of({"headers": [(b"host", b"x"), (b"cookie", cookie)]}) == found


def played(*, seen, rooms=((1, "a"), (2, "b"), (1, "c"))):
    """Which of those who follow are told to end, after one look that saw `seen`."""

    answers = [seen] if isinstance(seen, Seen) else list(seen)

    async def look_around(asked, sessions):
        if not sessions:
            return Seen(dict.fromkeys(asked, ("open",)), set())
        answer = answers[0] if len(answers) == 1 else answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def play():
        guard = Guard(look_around, between=0.01)
        following = []
        for room, session_key in rooms:
            await guard.before(room)
            news = asyncio.Queue(maxsize=2)
            news.put_nowait(b"1")
            news.put_nowait(b"2")
            guard.enter(room, session_key, news)
            following.append(news)
        await asyncio.sleep(0.05)
        guard.close()
        return [None in (news.get_nowait(), news.get_nowait()) for news in following]

    return asyncio.run(play())


def test_nothing_changed_and_nobody_is_stopped():
    assert played(seen=Seen({1: ("open",), 2: ("open",)}, set())) == [False, False, False]


def test_a_room_that_changed_is_emptied():
    assert played(seen=Seen({1: ("closed",), 2: ("open",)}, set())) == [True, False, True]


def test_a_room_that_is_gone_is_emptied():
    assert played(seen=Seen({2: ("open",)}, set())) == [True, False, True]


def test_a_session_that_ended_is_stopped_alone():
    assert played(seen=Seen({1: ("open",), 2: ("open",)}, {"c"})) == [False, False, True]


def test_a_store_that_does_not_answer_is_asked_again():
    then = Seen({1: ("closed",), 2: ("open",)}, {"b"})
    assert played(seen=[DatabaseError("away"), then]) == [True, True, True]


@pytest.mark.django_db(transaction=True)
def test_whoever_leaves_a_closed_mission_is_told_nothing_more(client):
    paca, karim = cast.paca(), cast.karim()
    Mission.objects.update(visibility="closed")
    call = cast.consultation(paca)
    client.force_login(karim)
    cookie = f"sessionid={client.cookies['sessionid'].value}".encode()

    async def play(lanes):
        lanes.guard.between = 0.05
        address = reverse("live:events", args=[call.pk])
        following = asyncio.create_task(ask(lanes, address, headers=[(b"cookie", cookie)]))
        await until(lambda: lanes.rooms.listeners)
        leave = Membership.objects.filter(person=karim).update
        await asyncio.to_thread(leave, left_at=timezone.now())
        ended = await asyncio.wait_for(following, 5)
        return ended, await ask(lanes, address, headers=[(b"cookie", cookie)])

    ended, again = staged(play)
    assert (ended.status, again.status) == (200, 404)
