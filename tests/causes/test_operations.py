from datetime import timedelta

import pytest

from maven.causes import operations
from maven.causes.models import Champion
from maven.journal.models import Fact
from tests import cast

LATER = cast.NOON + timedelta(hours=1)


@pytest.fixture
def cause(paca):
    return operations.name_cause(
        mission=paca, title="Former  ici", purpose="Ensemble.", by=cast.minh(), at=cast.NOON
    )


def ask(cause, person):
    return operations.solicit_champion(cause=cause, person=person, by=cast.minh(), at=cast.NOON)


def verbs():
    known = Fact.objects.order_by("pk").values_list("verb", flat=True)
    return [verb for verb in known if verb.startswith(("cause.", "champion."))]


def test_a_cause_is_named_once_in_a_mission(cause, paca):
    assert cause.title == "Former ici"
    with pytest.raises(operations.CauseAlreadyNamed) as told:
        operations.name_cause(mission=paca, title="Former ici", by=cast.minh(), at=LATER)
    assert told.value.cause == cause
    operations.name_cause(mission=cast.elsewhere(), title="Former ici", by=cast.ana(), at=LATER)
    assert verbs() == ["cause.named", "cause.named"]


def test_colours_are_given_in_turn(paca):
    tones = [
        operations.name_cause(mission=paca, title=f"Cause {n}", by=cast.minh(), at=LATER).tone
        for n in range(7)
    ]
    assert tones == [0, 1, 2, 3, 4, 0, 1]


def test_a_cause_is_reworded_but_not_into_another(cause, paca):
    other = operations.name_cause(mission=paca, title="Relier", by=cast.minh(), at=LATER)
    operations.reword_cause(
        cause=cause, title="Former ici", purpose="Autrement.", by=cast.minh(), at=LATER
    )
    with pytest.raises(operations.CauseAlreadyNamed):
        operations.reword_cause(
            cause=other, title="Former ici", purpose="", by=cast.minh(), at=LATER
        )


def test_a_champion_is_asked_and_accepts(cause):
    seat = ask(cause, cast.karim())
    assert list(Champion.objects.solicited()) == [seat]

    operations.accept_role(champion=seat, by=cast.karim(), at=LATER)
    operations.accept_role(champion=seat, by=cast.karim(), at=LATER)

    assert list(Champion.objects.standing()) == [seat]
    assert verbs() == ["cause.named", "champion.solicited", "champion.accepted"]


def test_nobody_accepts_for_another(cause):
    seat = ask(cause, cast.karim())
    for act in (operations.accept_role, operations.decline_role, operations.step_down):
        with pytest.raises(operations.NotAsked):
            act(champion=seat, by=cast.lucie(), at=LATER)


def test_who_declines_may_be_asked_again(cause):
    seat = ask(cause, cast.karim())
    with pytest.raises(operations.AlreadyChampion):
        ask(cause, cast.karim())
    operations.decline_role(champion=seat, by=cast.karim(), at=LATER)
    with pytest.raises(operations.NotAsked):
        operations.accept_role(champion=seat, by=cast.karim(), at=LATER)

    again = ask(cause, cast.karim())

    assert again == seat
    assert operations.accept_role(champion=again, by=cast.karim(), at=LATER).accepted_at == LATER


def test_a_champion_steps_down_and_no_longer_stands(cause):
    seat = ask(cause, cast.karim())
    with pytest.raises(operations.NotAsked):
        operations.step_down(champion=seat, by=cast.karim(), at=LATER)
    operations.accept_role(champion=seat, by=cast.karim(), at=LATER)
    with pytest.raises(operations.NotAsked):
        operations.decline_role(champion=seat, by=cast.karim(), at=LATER)

    operations.step_down(champion=seat, by=cast.karim(), at=LATER)

    assert not Champion.objects.standing().exists()
    assert verbs()[-1] == "champion.stepped_down"


def test_only_who_takes_part_can_be_asked(cause):
    for person in (cast.theo(), cast.ana()):
        with pytest.raises(operations.NotInTheMission):
            ask(cause, person)
