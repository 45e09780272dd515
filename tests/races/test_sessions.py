"""At the same moment, in a session: a place is given once, and nobody is lost."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from maven.sprints.models import Registration
from maven.sprints.operations import places
from maven.sprints.operations import sessions as operations
from tests import cast
from tests.races.racing import LATER, TOGETHER, at_once, did, facts

pytestmark = pytest.mark.django_db(transaction=True)
State = Registration.State


@pytest.fixture
def session(paca):
    return operations.open_session(
        mission=paca,
        title="Atelier",
        kind="other",
        starts_at=LATER + timedelta(days=3),
        ends_at=LATER + timedelta(days=3, hours=2),
        capacity=1,
        by=cast.minh(),
        at=cast.NOON,
    )


@pytest.fixture
def people(paca):
    return [cast.karim(), cast.lucie(), cast.odile(), cast.salome()]


def states(session):
    return sorted(Registration.objects.of(session).values_list("state", flat=True))


def test_the_last_place_is_given_once(session, people):
    def come(n):
        person = people[n % 4]
        return places.register(session=session, person=person, by=person, at=LATER).state

    told = at_once(come)

    assert "coming" in told
    assert states(session) == ["coming", *["waiting"] * (min(TOGETHER, 4) - 1)]


def test_one_person_who_taps_many_times_is_registered_once(paca, session, people):
    karim = people[0]
    act = did(places.register, session=session, person=karim, by=karim, at=LATER)

    assert at_once(act) == [True] * TOGETHER
    assert states(session) == ["coming"]
    assert facts(paca, "session.registered") == 1


def test_places_that_come_free_together_go_down_the_list_without_a_hole(paca, session, people):
    for minute, person in enumerate(people):
        places.register(
            session=session, person=person, by=person, at=cast.NOON + timedelta(minutes=minute)
        )

    def withdraw(n):
        person = people[n % 3]
        places.withdraw(session=session, person=person, by=person, at=LATER)
        return True

    assert at_once(withdraw) == [True] * TOGETHER
    assert states(session) == ["coming", "withdrawn", "withdrawn", "withdrawn"]
    assert Registration.objects.of(session).coming().get().person == people[3]


def test_called_off_once_and_nobody_registers_after(paca, session, people):
    minh = cast.minh()

    def act(n):
        if n < 2:
            operations.call_off(session=session, reason="Pluie", by=minh, at=LATER)
            return "called off"
        places.register(session=session, person=people[n % 4], by=people[n % 4], at=LATER)
        return "registered"

    told = at_once(act)

    assert told.count("called off") == 1
    assert told.count("registered") == len(states(session))
    assert set(told) <= {"called off", "registered", "SessionCalledOff"}


def test_moved_by_all_to_the_same_date_is_moved_once(paca, session):
    act = did(
        operations.move_session,
        session=session,
        starts_at=LATER + timedelta(days=4),
        ends_at=LATER + timedelta(days=4, hours=2),
        zone=ZoneInfo("Europe/Paris"),
        by=cast.minh(),
        at=LATER,
    )

    assert at_once(act) == [True] * TOGETHER
    assert facts(paca, "session.moved") == 1
