"""The state over time: only what is of the same kind makes a movement."""

from datetime import timedelta

from django.utils import translation

from maven.compass.history import dimensions_of
from maven.compass.models import Reading
from maven.compass.operations import take_state
from maven.compass.state import state_of
from maven.sprints.models import Deliverable, Sprint
from tests import cast
from tests.compass.test_state import reading

DAY = timedelta(days=1)


def over_time(mission, key, *, at):
    state = state_of(mission, at=at)
    return next(one for one in dimensions_of(mission, state, at=at) if one.gauge.key == key)


def lived(mission, number, *, adopted, closed=None):
    """A sprint in which one person shipped something on its second day."""
    sprint = cast.sprint(mission, number)
    days = {"adopted_at": cast.NOON + adopted * DAY}
    if closed is not None:
        days["closed_at"] = cast.NOON + closed * DAY
    Sprint.objects.filter(pk=sprint.pk).update(**days)
    shipped = {"shipped_at": days["adopted_at"] + DAY, "shipped_by": cast.lucie()}
    Deliverable.objects.create(sprint=sprint, title="Un agenda", **shipped)
    for day in (adopted + 2, closed):
        if day is not None:
            take_state(mission=mission, at=cast.NOON + day * DAY)


def test_a_sprint_that_begins_is_not_set_against_a_whole_one(paca):
    lived(paca, 1, adopted=0, closed=20)
    lived(paca, 2, adopted=21, closed=40)
    third = cast.sprint(paca, 3)
    Sprint.objects.filter(pk=third.pk).update(adopted_at=cast.NOON + 41 * DAY)

    now = over_time(paca, "engagement", at=cast.NOON + 42 * DAY)

    assert now.gauge.value == 0
    assert now.gauge.previous > 0
    assert now.gauge.change is None
    assert [one.at for one in now.moments] == [cast.NOON + 20 * DAY, cast.NOON + 40 * DAY]
    with translation.override("en"):
        assert "no movement is established" in now.trend_in_words


def test_another_question_makes_no_movement(paca):
    first, second = cast.consultation(paca), cast.consultation(paca)
    reading(paca, first, 0.10, at=cast.NOON)
    take_state(mission=paca, at=cast.NOON + DAY)
    first.closed_at = cast.NOON + 2 * DAY
    first.save()
    for day, index in ((3, 0.60), (8, 0.62)):
        reading(paca, second, index, at=cast.NOON + day * DAY)
        take_state(mission=paca, at=cast.NOON + (day + 1) * DAY)

    now = over_time(paca, "convergence", at=cast.NOON + 10 * DAY)

    assert Reading.objects.states().count() == 3
    assert [round(one.value) for one in now.moments] == [60, 62, 62]
