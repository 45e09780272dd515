"""Saying it again, or at the same moment as somebody else."""

import pytest

from maven.causes import operations
from maven.journal.models import Fact
from tests import cast


def told(mission, verb):
    return Fact.objects.of(mission.chain).with_verbs(verb).count()


def asked(mission):
    return operations.solicit_champion(
        cause=cast.cause(mission), person=cast.salome(), by=cast.minh(), at=cast.NOON
    )


def test_a_title_taken_between_the_look_and_the_write_is_told(paca, monkeypatch):
    cast.cause(paca, "Même titre")
    real, looks = operations._refuse_twice, iter([lambda *words, **more: None])
    monkeypatch.setattr(
        operations, "_refuse_twice", lambda *words, **more: next(looks, real)(*words, **more)
    )

    with pytest.raises(operations.CauseAlreadyNamed):
        operations.name_cause(mission=paca, title="Même titre", by=cast.minh(), at=cast.NOON)


def test_declining_twice_is_told_once(paca):
    champion = asked(paca)

    for _ in range(2):
        operations.decline_role(champion=champion, by=cast.salome(), at=cast.NOON)

    assert told(paca, "champion.declined") == 1


def test_stepping_down_twice_is_told_once(paca):
    champion = asked(paca)
    operations.accept_role(champion=champion, by=cast.salome(), at=cast.NOON)

    for _ in range(2):
        operations.step_down(champion=champion, by=cast.salome(), at=cast.NOON)

    assert told(paca, "champion.stepped_down") == 1
