"""At the same moment, below all rooms: one chain, each fact met once, each token taken once."""

import os
from datetime import timedelta

import pytest
from django.db import DatabaseError

from maven.journal.models import Chain, Cursor, Fact
from maven.journal.operations import record, verify
from maven.journal.readers import read_on
from maven.people.buckets import NOTHING, take
from maven.people.models import Bucket, Person
from maven.voices import operations as voices
from maven.voices.models import Statement
from tests import cast
from tests.races.racing import LATER, TOGETHER, at_once, did, facts, one_only

pytestmark = pytest.mark.django_db(transaction=True)


def test_facts_told_together_make_one_chain_without_a_gap(paca):
    before, each = Fact.objects.of(paca.chain).count(), 40
    minh = cast.minh()

    def tell(n):
        for number in range(each):
            record("test.told", paca, chain=paca.chain, by=minh, at=LATER, n=n, number=number)
        return True

    assert at_once(tell) == [True] * TOGETHER
    assert verify(paca.chain).length == before + each * TOGETHER


@pytest.mark.faults
@pytest.mark.skipif("MAVEN_TEST_FACTS" not in os.environ, reason="long: `make faults` asks for it")
def test_thousands_of_facts_told_together_make_one_chain(paca):
    """At full size: nothing is skipped, nothing is told twice, and what was acknowledged is there."""
    before, each = Fact.objects.of(paca.chain).count(), int(os.environ["MAVEN_TEST_FACTS"]) // 4
    minh = cast.minh()

    def tell(n):
        told = [
            record("test.told", paca, chain=paca.chain, by=minh, at=LATER, n=n, number=number)
            for number in range(each)
        ]
        return [fact.digest for fact in told]

    told = at_once(tell, count=4)

    acknowledged = {digest for digests in told for digest in digests}
    there = Fact.objects.of(paca.chain).with_verbs("test.told")
    assert len(acknowledged) == 4 * each
    assert set(there.values_list("digest", flat=True)) == acknowledged
    assert verify(paca.chain).length == before + 4 * each
    print(f"figure: {4 * each} facts told by 4 at once, 0 lost, 0 twice, one chain")


def test_a_chain_begun_by_all_is_one(paca):
    minh = cast.minh()
    act = did(lambda: record("test.told", paca, chain="new", by=minh, at=LATER))

    assert at_once(act) == [True] * TOGETHER
    assert Chain.objects.filter(name="new").count() == 1
    assert verify("new").length == TOGETHER


def test_readers_in_parallel_meet_each_fact_once(paca):
    minh = cast.minh()
    for number in range(30):
        record("test.told", paca, chain=paca.chain, by=minh, at=LATER, number=number)

    def met(fact):
        cast.person(f"Témoin {fact.pk}", f"fact{fact.pk}-{counted(fact)}@example.org")

    def counted(fact):
        return Person.objects.filter(email__startswith=f"fact{fact.pk}-").count()

    def read(n):
        for _ in range(6):
            read_on("racing", {"test.told": met}, at=LATER, limit=10)
        return True

    assert at_once(read) == [True] * TOGETHER
    assert Person.objects.filter(email__startswith="fact").count() == 30
    newest = Fact.objects.order_by("-pk").first()
    assert Cursor.objects.get(reader="racing").position == newest.pk


def test_as_many_tokens_are_taken_as_there_are(store):
    def draw(n):
        return sum(
            take("racing", "one", most=10, per=timedelta(hours=1), at=LATER) == NOTHING
            for _ in range(10)
        )

    assert sum(at_once(draw)) == 10
    assert Bucket.objects.count() == 1


def test_an_account_is_made_once(store):
    def make(n):
        Person.objects.create(email="one@example.org", name=f"Personne {n}")
        return True

    assert one_only(at_once(make), "IntegrityError")


def test_two_workers_do_one_job_once(store):
    from django_tasks_db.models import DBTaskResult
    from django_tasks_db.utils import exclusive_transaction

    from maven.missions.tasks import send_letters

    send_letters.enqueue(1, "http://localhost/")

    def claim(n):
        try:
            with exclusive_transaction():
                job = DBTaskResult.objects.ready().get_locked()
                if job is None:
                    return False
                job.claim(f"worker-{n}")
                return True
        except DatabaseError:
            return False

    assert at_once(claim).count(True) == 1
    (job,) = DBTaskResult.objects.all()
    assert len(job.worker_ids) == 1


def test_one_form_sent_by_all_at_once_acts_once(call):
    from django.test import Client

    def send(n):
        client = Client()
        form = {"words": "Une idée envoyée deux fois", "submission_key": "k" * 24}
        return client.post(f"{call.get_absolute_url()}idees/nouvelle/", form).status_code

    told = at_once(send)

    assert set(told) <= {200, 303}
    assert Statement.objects.of(call).count() == 4
    assert facts(call.mission, "statement.submitted") == 1


def test_every_chain_is_sound_after_a_race(call):
    def act(n):
        voices.submit_statement(consultation=call, author=None, words=f"Idée {n}", at=LATER)
        return True

    at_once(act)
    chain = call.mission.chain
    assert verify(chain).length == Fact.objects.of(chain).count()
