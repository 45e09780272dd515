"""Sessions as the method has them: opened, changed, moved, called off; places and waiting lists."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from maven.journal.models import Fact
from maven.missions import operations as missions
from maven.sprints import session_tasks
from maven.sprints.models import Activity, AgendaItem, Minutes, Registration, Session
from maven.sprints.operations import close_sprint, moving, places
from maven.sprints.operations import sessions as operations
from maven.sprints.operations.attendance import tally_session
from maven.sprints.operations.sessions import Item
from maven.sprints.session_queries import agenda_of, overlapping
from maven.toolbox.queries import kind_of
from tests import cast

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
SOON = cast.NOON + timedelta(days=10)
HOME = "https://maven.example/"


def opened(mission, title="Atelier des usages", *, starts_at=SOON, hours=2, **more):
    return operations.open_session(
        mission=mission,
        title=title,
        kind=more.pop("kind", "other"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        by=cast.minh(),
        at=cast.NOON,
        **more,
    )


def come(session, person, *, by=None, at=cast.NOON):
    return places.register(session=session, person=person, by=by or person, at=at)


def states(session):
    found = Registration.objects.of(session).in_order()
    return {one.person.name.split()[0]: one.state for one in found}


def verbs(mission):
    return list(Fact.objects.of(mission.chain).order_by("number").values_list("verb", flat=True))


@pytest.fixture
def activity(paca):
    sprint, kind = cast.sprint(paca), kind_of(paca, "conference")
    return Activity.objects.create(sprint=sprint, kind=kind, title="Veillée", days_planned=1)


def test_a_session_of_an_activity_is_in_its_sprint(paca, activity):
    session = opened(paca, activity=activity, kind="activity")

    assert session.sprint == activity.sprint
    assert session.minutes == 120
    assert verbs(paca)[-1] == "session.opened"
    assert list(Session.objects.of_activity(activity)) == [session]
    assert "Atelier" in str(session)


def test_a_session_ends_after_it_starts(paca):
    with pytest.raises(operations.EndsBeforeItStarts):
        opened(paca, hours=0)
    session = opened(paca)
    with pytest.raises(operations.EndsBeforeItStarts):
        moved(session, SOON, SOON)
    assert Session.objects.count() == 1


def test_hours_of_two_zones_are_compared_as_instants(paca):
    """Across the change of clocks the walls would say three hours where two go by."""
    starts = datetime(2026, 3, 29, 1, 0, tzinfo=PARIS)
    session = operations.open_session(
        mission=paca,
        title="Nuit blanche",
        kind="other",
        starts_at=starts,
        ends_at=datetime(2026, 3, 29, 4, 0, tzinfo=PARIS),
        by=cast.minh(),
        at=cast.NOON,
    )

    assert session.minutes == 120
    assert (session.starts_at.tzinfo, session.lasts) == (UTC, timedelta(hours=2))


def test_the_agenda_is_laid_and_its_minutes_counted(paca):
    session, minh = opened(paca), cast.minh()
    items = [
        Item(title="Accueil", minutes=15, lead=minh),
        Item(title="Ateliers", minutes=120, lead_words="les champions"),
    ]
    session = operations.set_agenda(session=session, items=items, by=minh, at=cast.NOON)
    told = agenda_of(session)

    assert [line.item.title for line in told.lines] == ["Accueil", "Ateliers"]
    assert told.lines[1].starts_at == SOON + timedelta(minutes=15)
    assert (told.minutes, told.lasts, told.left, told.excess) == (135, 120, -15, 15)
    assert session.sequence == 1
    again = operations.set_agenda(session=session, items=items, by=minh, at=cast.NOON)
    assert again.sequence == 1
    assert verbs(paca).count("session.agenda_set") == 1
    assert str(AgendaItem.objects.first()).startswith("#")


def test_who_leads_twice_at_the_same_time_is_told_not_refused(paca):
    minh = cast.minh()
    first, second = opened(paca), opened(paca, "Autre", starts_at=SOON + timedelta(hours=1))
    after = opened(paca, "Après", starts_at=SOON + timedelta(hours=3))
    for one in (first, second, after):
        operations.set_agenda(
            session=one, items=[Item(title="Tout", minutes=60, lead=minh)], by=minh, at=cast.NOON
        )

    assert [item.session for item in overlapping(first)] == [second]
    assert overlapping(after) == []


def test_places_then_a_waiting_list_then_a_letter(paca):
    session = opened(paca, capacity=1, place="12 rue Fictive")
    come(session, cast.karim())
    waits = come(session, cast.lucie(), at=cast.NOON + timedelta(minutes=1))
    come(session, cast.salome(), at=cast.NOON + timedelta(minutes=2))

    assert states(session) == {"Karim": "coming", "Lucie": "waiting", "Salomé": "waiting"}
    assert come(session, cast.lucie()) == waits
    (given,) = places.withdraw(
        session=session, person=cast.karim(), by=cast.karim(), at=cast.NOON + timedelta(hours=1)
    )
    assert given == waits
    assert states(session) == {"Karim": "withdrawn", "Lucie": "coming", "Salomé": "waiting"}
    for _ in range(2):  # told once
        session_tasks.tell_of_place.call(given.pk, HOME)
    (letter,) = mail.outbox
    assert letter.to == ["lucie@example.org"]
    assert "place s’est libérée" in letter.body
    assert "https://maven.example/m/paca/seances/" in letter.body
    # Coming back is to queue anew, and withdrawing from the waiting list frees no place.
    come(session, cast.karim(), at=cast.NOON + timedelta(hours=2))
    assert states(session)["Karim"] == "waiting"
    assert (
        places.withdraw(session=session, person=cast.salome(), by=cast.salome(), at=cast.NOON) == []
    )
    assert (
        places.withdraw(session=session, person=cast.odile(), by=cast.odile(), at=cast.NOON) == []
    )
    assert str(given).startswith("#")


def test_who_may_register_and_until_when(paca):
    group = opened(paca, registration="group", closes_at=SOON - timedelta(days=1))

    for person in (cast.salome(), cast.theo()):
        with pytest.raises(places.NotForThem):
            come(group, person)
    come(group, cast.karim())
    with pytest.raises(places.RegistrationClosed):
        come(group, cast.lucie(), at=SOON - timedelta(hours=2))
    come(group, cast.lucie(), by=cast.minh(), at=SOON)  # helped, at the door
    with pytest.raises(places.RegistrationClosed):
        come(group, cast.odile(), by=cast.minh(), at=SOON + timedelta(hours=2))
    with pytest.raises(places.SessionAlreadyHeld):
        places.withdraw(session=group, person=cast.karim(), by=None, at=SOON + timedelta(hours=2))


def change(session, at=cast.NOON + timedelta(minutes=5), **changes):
    return operations.change_session(session=session, changes=changes, by=cast.minh(), at=at)


def moved(session, starts_at, ends_at, at=cast.NOON + timedelta(minutes=10)):
    return operations.move_session(
        session=session, starts_at=starts_at, ends_at=ends_at, zone=PARIS, by=cast.minh(), at=at
    )


def test_more_places_let_in_those_who_wait_and_fewer_throw_nobody_out(paca):
    session = opened(paca, capacity=1)
    for minute, person in enumerate((cast.karim(), cast.lucie(), cast.salome())):
        come(session, person, at=cast.NOON + timedelta(minutes=minute))

    session = change(session, capacity=2)
    assert list(states(session).values()) == ["coming", "coming", "waiting"]
    session = change(session, capacity=1)
    assert list(states(session).values()) == ["coming", "coming", "waiting"]
    assert places.free_places(session) == 0
    session = change(session, capacity=None)
    assert set(states(session).values()) == {"coming"}
    assert session.sequence == 3
    assert session.moved_at is None
    assert change(session, capacity=None).sequence == 3
    with pytest.raises(ValueError, match="starts_at"):
        change(session, starts_at=cast.NOON)
    change(session, at=SOON + timedelta(days=1), title="Une fois passée, on corrige son titre")


def test_those_who_come_are_told_once_of_each_move(paca):
    session = opened(paca, closes_at=SOON - timedelta(days=1))
    come(session, cast.karim())
    come(
        session,
        missions.bring(
            mission=paca, name="Rosa Tilleul", presence="name", by=cast.minh(), at=cast.NOON
        ).person,
        by=cast.minh(),
    )
    later = SOON + timedelta(days=1)
    session = moved(session, later, later + timedelta(hours=1))
    come(session, cast.lucie(), at=cast.NOON + timedelta(minutes=20))  # knows already

    for _ in range(2):
        session_tasks.tell_of_change.call(session.pk, HOME)
    assert [letter.to for letter in mail.outbox] == [["karim@example.org"]]
    assert "vendredi 24 janvier 2014, de 13 h 00 à 14 h 00" in plain(mail.outbox[0].body)
    assert session.closes_at == SOON
    assert moved(session, later, later + timedelta(hours=1)).sequence == 1  # the same date
    with pytest.raises(operations.SessionAlreadyHeld):
        moved(session, SOON, later, at=later)


def test_the_closing_keeps_its_day_and_its_hour_whatever_the_hour_and_the_clocks_do(paca):
    starts = datetime(2026, 3, 24, 17, 0, tzinfo=UTC)  # 18:00 in Paris, in winter
    midnight = datetime(2026, 3, 24, tzinfo=PARIS)
    session = opened(paca, starts_at=starts, closes_at=midnight.astimezone(UTC))

    two_hours = timedelta(hours=2)
    session = moved(session, starts - two_hours, starts)
    assert session.closes_at == midnight
    session = moved(session, datetime(2026, 3, 31, 8, 0, tzinfo=UTC), SOON.replace(year=2027))
    assert session.closes_at == datetime(2026, 3, 31, tzinfo=PARIS)
    again = operations.repeat_session(session=session, zone=PARIS, by=cast.minh(), at=cast.NOON)
    assert again.closes_at == datetime(2026, 4, 7, tzinfo=PARIS)


def test_a_place_that_came_free_by_itself_goes_to_whoever_waits(paca):
    session = opened(paca, capacity=1)
    for minute, person in enumerate((cast.karim(), cast.lucie())):
        come(session, person, at=cast.NOON + timedelta(minutes=minute))
    Registration.objects.of(session).filter(person=cast.karim()).delete()  # erased, as all of hers
    come(session, cast.salome(), at=cast.NOON + timedelta(hours=1))

    assert states(session) == {"Lucie": "coming", "Salomé": "waiting"}


def test_no_place_is_told_once_it_is_called_off(paca):
    session = opened(paca, capacity=1)
    come(session, cast.karim())
    waits = come(session, cast.lucie(), at=cast.NOON + timedelta(minutes=1))
    places.withdraw(session=session, person=cast.karim(), by=cast.karim(), at=cast.NOON)
    operations.call_off(session=session, reason="Neige", by=cast.minh(), at=SOON)
    session_tasks.tell_of_place.call(waits.pk, HOME)

    assert mail.outbox == []


def test_whoever_was_told_of_a_change_the_day_before_gets_no_reminder_as_well(paca, monkeypatch):
    session = opened(paca)
    come(session, cast.karim())
    late = SOON - timedelta(hours=12)
    session = moved(session, SOON + timedelta(hours=1), SOON + timedelta(hours=3), at=late)
    session_tasks.tell_of_change.call(session.pk, HOME)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late + timedelta(minutes=1))
    session_tasks.remind.call(session.pk, HOME)

    assert len(mail.outbox) == 1


def test_called_off_it_stays_as_it_was(paca):
    session = opened(paca)
    come(session, cast.karim())
    session = operations.call_off(
        session=session, reason="La salle a pris l'eau.", by=cast.minh(), at=SOON
    )
    session_tasks.tell_of_change.call(session.pk, HOME)

    assert "La salle a pris l'eau." in mail.outbox[0].body.replace("’", "'")
    assert not session.takes_registrations(at=cast.NOON)
    assert not session.is_held(at=SOON)
    for act in (
        lambda: come(session, cast.lucie()),
        lambda: moved(session, cast.NOON, SOON),
        lambda: change(session, title="x"),
        lambda: operations.set_agenda(session=session, items=[], by=cast.minh(), at=SOON),
        lambda: operations.call_off(session=session, reason="x", by=cast.minh(), at=SOON),
    ):
        with pytest.raises(operations.SessionCalledOff):
            act()
    other = opened(paca)
    with pytest.raises(operations.SessionAlreadyHeld):
        operations.call_off(session=other, reason="x", by=cast.minh(), at=SOON + timedelta(hours=2))


def test_the_reminder_leaves_the_day_before_once(paca, monkeypatch):
    session = opened(paca)
    come(session, cast.karim())
    come(session, cast.lucie(), at=SOON - timedelta(hours=3))  # they have just said it

    for now, letters in (
        (SOON - timedelta(days=3), 0),
        (SOON - timedelta(days=1), 1),
        (SOON - timedelta(hours=20), 1),
        (SOON, 1),
    ):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        session_tasks.remind.call(session.pk, HOME)
        assert len(mail.outbox) == letters
    session = moved(session, SOON + timedelta(days=7), SOON + timedelta(days=7, hours=2))
    monkeypatch.setattr("django.utils.timezone.now", lambda: SOON + timedelta(days=6))
    session_tasks.remind.call(session.pk, HOME)
    assert sorted(letter.to[0] for letter in mail.outbox[1:]) == [
        "karim@example.org",
        "lucie@example.org",
    ]
    session_tasks.remind.call(session.pk + 1, HOME)
    session_tasks.tell_of_change.call(session.pk + 1, HOME)


def test_the_reminder_waits_in_the_queue_for_its_day(paca):
    session = opened(paca)
    session_tasks.remind_in_time(session, HOME)

    assert DBTaskResult.objects.get().run_after == SOON - timedelta(days=1)


def test_a_letter_that_could_not_leave_is_left_to_send(paca, monkeypatch):
    session = opened(paca)
    come(session, cast.karim())
    moved(session, SOON + timedelta(days=1), SOON + timedelta(days=2))
    session = Session.objects.get(pk=session.pk)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", _no)
        with pytest.raises(OSError, match="no mail"):
            session_tasks.tell_of_change.call(session.pk, HOME)
    session_tasks.tell_of_change.call(session.pk, HOME)
    assert len(mail.outbox) == 1


def plain(words):
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def _no(letter):
    raise OSError("no mail server")


def test_the_same_again_in_a_week_keeps_the_hour_and_the_agenda(paca):
    starts = datetime(2026, 3, 25, 17, 0, tzinfo=UTC)  # 18:00 in Paris, in winter
    session = opened(paca, starts_at=starts, closes_at=starts - timedelta(days=1), capacity=9)
    items = [Item(title="Accueil", minutes=15, lead_words="Minh")]
    operations.set_agenda(session=session, items=items, by=cast.minh(), at=cast.NOON)
    again = operations.repeat_session(session=session, zone=PARIS, by=cast.minh(), at=cast.NOON)

    assert again.starts_at.astimezone(PARIS) == datetime(2026, 4, 1, 18, 0, tzinfo=PARIS)
    assert again.minutes == 120
    assert again.capacity == 9
    assert [one.title for one in AgendaItem.objects.of(again)] == ["Accueil"]
    assert Registration.objects.of(again).count() == 0
    assert (
        operations.repeat_session(
            session=opened(paca), zone=PARIS, by=cast.minh(), at=cast.NOON
        ).closes_at
        is None
    )


def test_repeated_after_its_sprint_is_closed_it_is_in_the_sprint_of_its_day(paca, activity):
    session = opened(paca, activity=activity, starts_at=cast.NOON)
    close_sprint(sprint=activity.sprint, by=cast.minh(), at=cast.NOON)
    now = cast.sprint(paca, 2, starts_on=date(2014, 1, 17))
    again = operations.repeat_session(session=session, zone=PARIS, by=cast.minh(), at=cast.NOON)

    assert (again.activity, again.sprint) == (None, now)


def test_an_activity_that_took_days_stays_in_the_sprint_that_counts_them(paca, activity):
    draft = cast.sprint(paca, 2, adopted=False, starts_on=date(2014, 2, 3))
    held = opened(paca, activity=activity, starts_at=cast.NOON - timedelta(days=1))
    tally_session(session=held, without_account=4, days=2.5, by=cast.minh(), at=cast.NOON)
    with pytest.raises(moving.ActivityStays):
        move_to(draft, activity)


def test_an_activity_goes_to_another_sprint_with_its_sessions_to_come(paca, activity):
    draft = cast.sprint(paca, 2, adopted=False, starts_on=date(2014, 2, 3))
    past = opened(paca, activity=activity, starts_at=cast.NOON - timedelta(days=1))
    coming = opened(paca, activity=activity)
    activity = move_to(draft, activity)

    assert (activity.sprint, activity.rank) == (draft, 1)
    assert Session.objects.get(pk=past.pk).sprint.number == 1
    assert Session.objects.get(pk=coming.pk).sprint.number == 2
    assert move_to(draft, activity) == activity
    assert verbs(paca).count("activity.moved") == 1


def move_to(sprint, activity):
    return moving.move_activity(activity=activity, to_sprint=sprint, by=cast.minh(), at=cast.NOON)


def test_an_activity_with_its_minutes_stays_where_it_was(paca, activity):
    draft = cast.sprint(paca, 2, adopted=False, starts_on=date(2014, 2, 3))
    closed = cast.sprint(paca, 3, closed=True, starts_on=date(2013, 2, 3))
    elsewhere = cast.sprint(cast.elsewhere(), adopted=False)
    session = opened(paca, activity=activity)

    with pytest.raises(moving.ActivityStays):
        move_to(closed, activity)
    with pytest.raises(ValueError, match="one mission"):
        move_to(elsewhere, activity)
    Minutes.objects.create(session=session, opened_at=cast.NOON)
    with pytest.raises(moving.ActivityStays):
        move_to(draft, activity)
    Minutes.objects.all().delete()
    Activity.objects.filter(pk=activity.pk).update(done_at=cast.NOON)
    with pytest.raises(moving.ActivityStays):
        move_to(draft, activity)
    assert Activity.objects.get(pk=activity.pk).sprint.number == 1
