import pytest

from maven.archives.survey import tables
from maven.journal.models import Fact, FactDetails
from maven.journal.operations import record, verify
from maven.missions.models import Mission
from tests import cast
from tests.archives.houses import archived, emptied, taken_in
from tests.archives.lived import lived

pytestmark = pytest.mark.django_db


def test_something_of_every_table_leaves():
    mission = lived()

    assert [table.label for table in tables() if not table.rows_of(mission).exists()] == []


def test_the_same_mission_makes_the_same_bytes():
    mission = lived()

    assert archived(mission) == archived(mission)


def test_a_mission_comes_back_the_same_in_an_empty_house(tmp_path):
    mission = lived()
    left, head = archived(mission, addresses=True), verify(mission.chain).head
    emptied()

    found = taken_in(tmp_path / "a.zip", left)

    assert found.unchanged
    assert archived(found.mission, addresses=True) == left
    assert verify(found.mission.chain, since=head).head == head


def test_a_mission_comes_in_beside_another_that_stays_as_it_was(tmp_path):
    mission = lived()
    left = archived(mission)

    found = taken_in(tmp_path / "a.zip", left, slug="paca-2")

    assert not found.unchanged
    assert archived(Mission.objects.get(slug="paca")) == left
    assert verify(found.mission.chain).length == verify(mission.chain).length


@pytest.mark.parametrize("slug", ["", "paca-2"], ids=["an empty house", "beside another"])
def test_facts_by_nobody_and_facts_whose_words_are_erased_come_back_so(tmp_path, slug):
    mission = lived()
    told = FactDetails.objects.filter(fact__chain__name=mission.chain).order_by("fact__number")
    record("sprint.opened", mission, chain=mission.chain, by=None, at=cast.NOON)
    told.first().delete()
    left = archived(mission, addresses=True)
    if not slug:
        emptied()

    found = taken_in(tmp_path / "a.zip", left, **({"slug": slug} if slug else {}))

    here = Fact.objects.filter(chain__name=found.mission.chain).order_by("number")
    assert not FactDetails.objects.filter(fact=here.first()).exists()
    assert FactDetails.objects.get(fact=here.last()).by is None
    assert verify(found.mission.chain).length == len(here)
