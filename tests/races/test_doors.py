"""At the same moment, at the door: a limit holds to the last token, an address is one account."""

from datetime import timedelta

import pytest

from maven.front.newcomers import person_at
from maven.front.providers import link
from maven.people.buckets import prune, take
from maven.people.models import Bucket, Person, SignIn
from maven.people.operations.sign_ins import end_sign_ins, open_sign_in
from tests import cast
from tests.front.test_oidc import provider
from tests.races.racing import LATER, TOGETHER, at_once

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def test_a_limit_gives_as_many_as_it_says_to_all_who_take_together(store):
    def act(_n):
        return sum(not take("code", "one", most=10, per=HOUR, at=cast.NOON) for _ in range(8))

    assert sum(at_once(act)) == 10


def test_a_limit_that_is_pruned_meanwhile_holds_as_well(store):
    take("code", "one", most=10, per=HOUR, at=cast.NOON - HOUR)

    def act(n):
        if n == 0:
            return prune(at=cast.NOON) * 0
        return sum(not take("code", "one", most=10, per=HOUR, at=cast.NOON) for _ in range(8))

    assert sum(at_once(act)) == 10
    assert Bucket.objects.count() == 1


def test_an_address_proved_in_several_browsers_is_one_account(store):
    told = at_once(lambda _n: person_at("new@example.org").pk)

    assert len(set(told)) == 1
    assert Person.objects.filter(email="new@example.org").count() == 1


def test_an_identity_is_linked_to_one_of_those_who_claim_it(store):
    people = [cast.person(f"Personne {n}", f"p{n}@example.org").pk for n in range(TOGETHER)]
    there = provider("https://id.example.org")

    told = at_once(lambda n: link(there, "7", Person.objects.get(pk=people[n])))

    assert sorted(told) == [False] * (TOGETHER - 1) + [True]


def test_ending_all_the_others_from_several_browsers_leaves_what_somebody_kept(store):
    theo = cast.theo()
    for n in range(TOGETHER):
        open_sign_in(
            session_key=f"s{n}",
            means="code",
            browser="",
            system="",
            network="",
            lasts=HOUR,
            by=theo,
            at=cast.NOON,
        )

    told = at_once(lambda n: end_sign_ins(but=f"s{n}", by=theo, at=LATER))

    assert all(isinstance(one, int) for one in told)
    assert SignIn.objects.count() <= 1
