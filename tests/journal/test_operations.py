import pytest
from django.db import connection

from maven.journal.models import Chain, Fact, FactDetails
from maven.journal.operations import JournalTampered, record, verify
from tests import cast


def told(mission, times=3):
    return [
        record("test.told", mission, chain=mission.chain, by=cast.minh(), at=cast.NOON, number=n)
        for n in range(times)
    ]


def test_a_chain_of_facts_verifies_and_gives_its_head(paca):
    facts = told(paca)

    soundness = verify(paca.chain)

    assert soundness.head == facts[-1].digest
    assert soundness.length == facts[-1].number == Fact.objects.of(paca.chain).count()


@pytest.mark.parametrize(
    "tamper",
    [
        lambda fact: Fact.objects.filter(pk=fact.pk).update(verb="test.other"),
        lambda fact: Fact.objects.filter(pk=fact.pk).update(subject_pk=999),
        lambda fact: Fact.objects.filter(pk=fact.pk).delete(),
        lambda fact: FactDetails.objects.filter(pk=fact.pk).update(particulars={"number": 9}),
        lambda fact: FactDetails.objects.filter(pk=fact.pk).update(by=cast.ana()),
        lambda fact: Fact.objects.filter(pk=fact.pk).update(number=fact.number + 50),
    ],
)
def test_a_chain_that_was_changed_says_so(paca, tamper):
    facts = told(paca)
    with connection.cursor() as cursor:
        drop_guards(cursor)

    tamper(facts[1])

    with pytest.raises(JournalTampered):
        verify(paca.chain)


def test_a_chain_cut_at_its_end_says_so_by_its_seal_and_by_the_published_head(paca):
    facts = told(paca)
    published = facts[-1].digest
    with connection.cursor() as cursor:
        drop_guards(cursor)
    facts[-1].delete()

    with pytest.raises(JournalTampered):
        verify(paca.chain)
    Chain.objects.filter(name=paca.chain).update(length=facts[1].number, head=facts[1].digest)
    with pytest.raises(JournalTampered, match="published"):
        verify(paca.chain, since=published)


def test_erasing_who_and_the_particulars_spares_the_chain(paca):
    facts = told(paca)

    FactDetails.objects.filter(fact__in=facts).delete()

    assert verify(paca.chain).head == facts[-1].digest


def test_the_database_refuses_to_change_or_remove_a_fact(paca):
    from django.db import DatabaseError, transaction

    fact = told(paca, 1)[0]

    with pytest.raises(DatabaseError), transaction.atomic():
        Fact.objects.filter(pk=fact.pk).update(verb="test.other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Fact.objects.filter(pk=fact.pk).delete()


def test_the_facts_of_two_missions_are_two_chains(paca):
    other = cast.elsewhere()
    told(paca)

    assert verify(other.chain).length == Fact.objects.of(other.chain).count()
    assert verify(other.chain).head != verify(paca.chain).head


def drop_guards(cursor):
    """What somebody with the file in hands could do."""
    if connection.vendor == "sqlite":
        cursor.execute("DROP TRIGGER IF EXISTS journal_fact_is_not_changed")
        cursor.execute("DROP TRIGGER IF EXISTS journal_fact_is_not_removed")
    else:
        cursor.execute("DROP TRIGGER IF EXISTS journal_fact_is_kept ON journal_fact")
