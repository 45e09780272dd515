from maven.journal.models import Cursor, Setback
from maven.journal.operations import record
from maven.journal.readers import ATTEMPTS, read_on
from tests import cast


def tell(mission, verb="test.told"):
    return record(verb, mission, chain=mission.chain, by=None, at=cast.NOON)


def test_a_reader_meets_each_fact_once_and_in_order(paca):
    first, second = tell(paca), tell(paca)
    met = []

    read_on("test", {"test.told": met.append}, at=cast.NOON)
    read_on("test", {"test.told": met.append}, at=cast.NOON)

    assert [fact.pk for fact in met] == [first.pk, second.pk]


def test_a_reader_is_not_told_what_it_did_not_ask_for(paca):
    last = tell(paca, "test.other")
    met = []

    read_on("test", {"test.told": met.append}, at=cast.NOON)

    assert met == []
    assert Cursor.objects.get(reader="test").position == last.pk


def test_a_failing_reaction_is_met_again_then_set_aside_for_the_others(paca):
    poison, healthy = tell(paca, "test.poison"), tell(paca)
    met = []

    def fail(fact):
        met.append("tried")
        raise ValueError("cannot")

    for _ in range(ATTEMPTS + 1):
        read_on("test", {"test.poison": fail, "test.told": met.append}, at=cast.NOON)

    assert met == ["tried"] * ATTEMPTS + [healthy]
    setback = Setback.objects.get(reader="test", fact=poison)
    assert (setback.attempts, setback.message) == (ATTEMPTS, "cannot")
    assert setback.set_aside_at == cast.NOON


def test_what_a_failing_reaction_wrote_is_undone(paca):
    tell(paca)

    def write_then_fail(fact):
        cast.organisation("Ne doit pas rester")
        raise ValueError

    read_on("test", {"test.told": write_then_fail}, at=cast.NOON)

    from maven.people.models import Organisation

    assert not Organisation.objects.filter(name="Ne doit pas rester").exists()
