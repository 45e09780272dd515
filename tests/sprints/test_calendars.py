"""Calendar files: what a calendar program reads of the sessions, and who may read it."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.utils import timezone

from maven.sprints.calendars import on_the_clock
from maven.sprints.models import CalendarFeed
from maven.sprints.operations import sessions as operations
from maven.sprints.operations.calendars import open_calendar, revoke_calendar
from maven.sprints.session_forms import here
from tests import cast
from tests.sprints.test_sessions import come, opened

pytestmark = pytest.mark.django_db
FEED = "/m/paca/seances.ics"


def events(answer):
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(one["summary"]): one for one in calendar.walk("VEVENT")}


def calendar_of(person):
    feed = open_calendar(by=person, at=cast.NOON)
    return f"/agenda/{feed.token}.ics"


@pytest.fixture
def change(paca, settings):
    """Sessions on both sides of a change of clocks, which a feed still shows."""
    now = timezone.now()
    days = [datetime(now.year + 1, 3, day, 17, 0, tzinfo=UTC) for day in (10, 31)]
    return [opened(paca, f"Séance, {day:%m-%d}; à l'école", starts_at=day) for day in days]


def test_the_feed_shows_the_hour_of_the_clocks(client, change):
    answer = client.get(FEED)
    winter, summer = events(answer).values()

    assert b"METHOD:PUBLISH" in answer.content
    assert b"BEGIN:VTIMEZONE" in answer.content
    assert winter["dtstart"].params["TZID"] == "Europe/Paris"
    assert winter.decoded("dtstart").replace(tzinfo=None).hour == 18
    assert summer.decoded("dtstart").replace(tzinfo=None).hour == 19
    assert str(winter["status"]) == "CONFIRMED"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))


def test_the_night_of_29_march_is_told_by_the_clocks_before_it(client, paca):
    """A calendar program knows by it at which instant the clocks go forward, and back."""
    opened(paca, starts_at=timezone.now() + timedelta(days=2))
    clocks = icalendar.Calendar.from_ical(client.get(FEED).content).walk("VTIMEZONE")[0]
    changes = [one for one in clocks.subcomponents if one.TZOFFSETFROM != one.TZOFFSETTO]

    assert {(one.name, one.DTSTART.month, one.DTSTART.hour) for one in changes} == {
        ("DAYLIGHT", 3, 2),
        ("STANDARD", 10, 3),
    }
    assert all((one.DTSTART - one.TZOFFSETFROM).hour == 1 for one in changes)


def test_no_sign_that_a_calendar_cannot_read_is_in_it(client, paca):
    soon = timezone.now() + timedelta(days=2)
    opened(
        paca, "Une\x0b ligne", starts_at=soon, words="un\r\ndeux\rtrois\x07", place="Ici\r\nX-A:1"
    )
    content = client.get(FEED).content

    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in content
    assert b"\r\nSUMMARY:Une ligne\r\n" in content
    assert b"\r\nDESCRIPTION:un\\ndeux\\ntrois\\n" in content
    assert b"\r\nX-A" not in content
    assert not set(content.replace(b"\r\n", b"")) & set(range(32))


def test_a_change_is_told_to_calendars_by_its_number(client, paca, change):
    first, after = change
    before = events(client.get(FEED))[first.title]
    operations.move_session(
        session=first,
        starts_at=first.starts_at + timedelta(days=1),
        ends_at=first.ends_at + timedelta(days=1),
        zone=here(),
        by=cast.minh(),
        at=cast.NOON + timedelta(days=1),
    )
    operations.call_off(session=after, reason="Pluie", by=cast.minh(), at=cast.NOON)
    now = events(client.get(FEED))

    assert str(now[first.title]["uid"]) == str(before["uid"])
    assert (before["sequence"], now[first.title]["sequence"]) == (0, 1)
    assert now[first.title].decoded("dtstamp") == cast.NOON + timedelta(days=1)
    assert str(now[after.title]["status"]) == "CANCELLED"
    assert "Pluie" in now[after.title]["description"]


def test_what_has_not_changed_is_not_sent_again(client, change):
    answer = client.get(FEED)

    assert client.get(FEED, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    operations.call_off(session=change[0], reason="Pluie", by=cast.minh(), at=cast.NOON)
    assert client.get(FEED, headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_a_public_feed_gives_no_link_and_a_closed_mission_gives_none(client, as_, paca):
    soon = timezone.now() + timedelta(days=3)
    session = opened(paca, starts_at=soon, link="https://visio.example/salle", place="Ici")
    secret = opened(cast.elsewhere(), "Secret", starts_at=soon)

    (event,) = events(client.get(FEED)).values()
    assert str(event["transp"]) == "TRANSPARENT"
    assert "visio" not in str(event.to_ical())
    assert str(event["location"]) == "Ici"
    file = f"/m/paca/seances/{session.pk}/seance.ics"
    assert b"visio" not in client.get(file).content
    assert client.get("/m/ailleurs/seances.ics").status_code == 404
    assert as_(cast.karim()).get(f"/m/ailleurs/seances/{secret.pk}/seance.ics").status_code == 404
    assert b"visio" in client.get(file).content
    assert as_(cast.ana()).get("/m/ailleurs/seances.ics").status_code == 403


def test_a_personal_feed_is_a_secret_that_can_be_closed(client, paca):
    soon = timezone.now() + timedelta(days=3)
    session = opened(paca, starts_at=soon, link="https://visio.example/salle", capacity=1)
    waits = opened(paca, "Pleine", starts_at=soon, capacity=1)
    secret = opened(cast.elsewhere(), "Secret", starts_at=soon)
    come(session, cast.karim())
    come(waits, cast.lucie())
    come(waits, cast.karim())
    karim, ana = calendar_of(cast.karim()), calendar_of(cast.ana())

    told = events(client.get(karim))
    assert set(told) == {session.title, waits.title}
    assert "Vous venez." in told[session.title]["description"]
    assert str(told[session.title]["transp"]) == "OPAQUE"
    assert str(told[waits.title]["transp"]) == "TRANSPARENT", "she is free until she has a place"
    assert "attente" in told[waits.title]["description"]
    assert "visio.example" in told[session.title]["description"]
    assert set(events(client.get(ana))) == {secret.title}
    seed = CalendarFeed.objects.get(person=cast.karim()).seed
    assert client.get(f"/agenda/{seed}.ics").status_code == 404
    again = calendar_of(cast.karim())
    assert client.get(karim).status_code == 404
    revoke_calendar(by=cast.karim(), at=cast.NOON)
    revoke_calendar(by=cast.karim(), at=cast.NOON)
    assert client.get(again).status_code == 404
    assert "#" in str(CalendarFeed.objects.get())


def test_who_left_a_mission_sees_it_no_more(client, paca):
    from maven.missions.operations import leave

    opened(paca, starts_at=timezone.now() + timedelta(days=3))
    address = calendar_of(cast.karim())
    assert len(events(client.get(address))) == 1
    leave(mission=paca, by=cast.karim(), at=timezone.now())
    assert events(client.get(address)) == {}


def test_the_address_is_made_and_closed_in_a_page(as_, send, paca):
    page = as_(cast.karim())
    assert "Créer mon adresse" in page.get("/agenda/").content.decode()
    send("/agenda/", {"act": "open"})
    address = CalendarFeed.objects.get().token
    assert address in page.get("/agenda/").content.decode()
    send("/agenda/", {"act": "renew"})
    assert address not in page.get("/agenda/").content.decode()
    send("/agenda/", {"act": "revoke"})
    assert CalendarFeed.objects.count() == 0


def test_the_second_of_two_equal_hours_is_told_in_universal_time():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = first + timedelta(hours=1)

    assert on_the_clock(first, here()).utcoffset() == timedelta(hours=2)
    assert on_the_clock(second, here()).tzinfo is UTC
