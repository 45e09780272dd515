"""How often something may be done: exact, shared, forgotten when it says nothing more."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.people.buckets import give_back, prune, take
from maven.people.models import Bucket
from tests.cast import NOON

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def taken(times, *, at=NOON, most=10, per=HOUR, key="karim@example.org"):
    return sum(not take("code", key, most=most, per=per, at=at) for _ in range(times))


def test_as_many_as_said_and_not_one_more():
    assert taken(15) == 10


@settings(deadline=None, max_examples=30)
@given(most=st.integers(1, 200), seconds=st.integers(1, 90_000))
def test_whatever_the_figures(most, seconds):
    with transaction.atomic():
        at, per = NOON, timedelta(seconds=seconds)
        Bucket.objects.all().delete()
        assert taken(most + 2, at=at, most=most, per=per) == most


def test_the_bucket_fills_again_evenly():
    taken(10)
    assert taken(5, at=NOON + HOUR / 2) == 5
    assert taken(1, at=NOON + HOUR / 2) == 0


def test_the_wait_is_the_time_until_one_more_is_allowed():
    taken(10)
    wait = take("code", "karim@example.org", most=10, per=HOUR, at=NOON)
    assert wait == timedelta(minutes=6)
    assert taken(1, at=NOON + wait) == 1


def test_each_key_and_each_name_has_its_own():
    taken(10)
    assert taken(10, key="lucie@example.org") == 10
    assert not take("idea", "karim@example.org", most=1, per=HOUR, at=NOON)


def test_several_at_once_or_none_of_them():
    assert not take("invite", 1, most=10, per=HOUR, at=NOON, tokens=8)
    assert take("invite", 1, most=10, per=HOUR, at=NOON, tokens=8) == timedelta(minutes=36)
    assert not take("invite", 1, most=10, per=HOUR, at=NOON, tokens=2)


def test_a_clock_set_back_closes_for_no_longer_than_the_period():
    taken(10, at=NOON + timedelta(days=1))
    assert taken(1, at=NOON) == 0
    assert taken(10, at=NOON + HOUR) == 10


def test_what_was_not_done_after_all_is_given_back():
    taken(10)
    give_back("code", "karim@example.org", most=10, per=HOUR, at=NOON)
    assert taken(2) == 1


def test_giving_back_never_makes_more_than_full():
    give_back("code", "nobody", most=10, per=HOUR, at=NOON)
    taken(1)
    for _ in range(5):
        give_back("code", "karim@example.org", most=10, per=HOUR, at=NOON)
    assert taken(15) == 10


def test_a_full_bucket_is_pruned_and_an_emptier_one_is_kept():
    taken(1)
    taken(10, key="lucie@example.org")
    assert prune(at=NOON + timedelta(minutes=10)) == 1
    assert taken(10, at=NOON + timedelta(minutes=12), key="lucie@example.org") == 2


def test_the_store_names_nobody():
    taken(1)
    assert "karim" not in str(Bucket.objects.values().get())


def test_what_is_rolled_back_was_not_taken():
    with transaction.atomic():
        taken(10)
        transaction.set_rollback(True)
    assert taken(10) == 10


def test_two_questions_are_enough():
    taken(1)
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        taken(1)
    spoken = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"].upper()]
    assert len(spoken) == 2
