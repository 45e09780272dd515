"""At the same moment, the reserve: one order that holds everything, one answer, one of each tension."""

import pytest

from maven.sprints.models import Activity, BacklogItem, Tension
from maven.sprints.operations import backlog as verbs
from maven.sprints.operations import backlog_order as order
from maven.sprints.operations import backlog_table as table
from maven.toolbox.queries import kind_of
from tests import cast
from tests.races.racing import LATER, TOGETHER, at_once, did, facts, one_only

pytestmark = pytest.mark.django_db(transaction=True)


def kept(mission, count):
    return [
        BacklogItem.objects.create(
            mission=mission, title=str(n), state="accepted", rank=n, proposed_at=cast.NOON
        )
        for n in range(count)
    ]


def test_what_several_move_at_once_is_all_there_each_in_a_place_of_its_own(paca):
    items, minh = kept(paca, 6), cast.minh()

    def act(n):
        for place in (1, 3, 6, 2):
            order.move_item(item=items[n], place=place, by=minh, at=LATER)
            order.shift_item(item=items[n], steps=1, by=minh, at=LATER)
        return True

    assert at_once(act) == [True] * TOGETHER
    found = list(BacklogItem.objects.of(paca).accepted().in_order())
    assert sorted(one.pk for one in found) == sorted(one.pk for one in items)
    assert len({one.rank for one in found}) == 6


def test_an_item_is_answered_once_and_the_others_are_told(paca):
    minh = cast.minh()
    item = verbs.add_item(mission=paca, kind="idea", title="x", by=minh, at=cast.NOON)

    def act(n):
        verbs.put_off_item(item=item, seen="new", reason=f"Raison {n}", by=minh, at=LATER)
        return True

    assert one_only(at_once(act), "ItemSettledMeanwhile")
    assert facts(paca, "item.settled") == 1


def test_a_tension_comes_in_once_and_goes_on_the_table_once(paca, draft):
    gap = Tension.objects.create(mission=paca, desired="x", observed="y", raised_at=cast.NOON)
    minh, kind = cast.minh(), kind_of(paca, "conference")
    words = {"mission": paca, "kind": "tension", "title": "x", "tension": gap}

    assert at_once(did(verbs.add_item, **words, by=minh, at=LATER)) == [True] * TOGETHER
    item = BacklogItem.objects.get()
    verbs.accept_item(item=item, seen="new", by=minh, at=LATER)
    act = did(table.put_on_table, item=item, sprint=draft, kind=kind, by=minh, at=LATER)
    assert at_once(act) == [True] * TOGETHER
    assert Activity.objects.of(draft).filter(item=item).count() == 1
