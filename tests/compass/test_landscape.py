from datetime import timedelta

import pytest

from maven.compass.models import DueReading, Reading
from maven.compass.operations import take_landscape
from maven.compass.readers import REACTIONS
from maven.compass.tasks import read_landscape
from maven.journal.models import Fact
from maven.journal.operations import record
from maven.journal.readers import read_on
from maven.voices.models import Opinion, Participant, Statement
from tests import cast
from tests.compass.planted import DIVIDING, UNITING, planted


def test_a_landscape_finds_what_unites_and_what_divides(paca):
    consultation = planted(paca)

    result = take_landscape(consultation=consultation, at=cast.NOON).result

    assert [group["size"] for group in result["groups"]] == [15, 9]
    assert set(result["consensus"]) == set(UNITING)
    assert set(result["dividing"]) >= set(DIVIDING)
    assert (result["participants"], result["statements"], result["votes"]) == (24, 8, 192)


def test_the_cells_of_families_add_up_to_the_whole(paca):
    result = take_landscape(consultation=planted(paca), at=cast.NOON).result

    for idea in result["statements_detail"]:
        cells = list(idea["by_group"].values())
        assert [sum(column) for column in zip(*cells, strict=True)] == [
            idea["agree"],
            idea["pass"],
            idea["disagree"],
        ]


def test_the_same_opinions_give_the_reading_there_is(paca):
    consultation = planted(paca)
    first = take_landscape(consultation=consultation, at=cast.NOON)

    second = take_landscape(consultation=consultation, at=cast.NOON + timedelta(days=1))

    assert second == first
    assert Reading.objects.count() == 1
    assert Fact.objects.with_verbs("landscape.read").count() == 1


def test_a_changed_opinion_gives_another_reading(paca):
    consultation = planted(paca)
    first = take_landscape(consultation=consultation, at=cast.NOON)
    Opinion.objects.filter(pk=Opinion.objects.order_by("pk").first().pk).update(choice=-1)

    second = take_landscape(consultation=consultation, at=cast.NOON + timedelta(hours=1))

    assert second.fingerprint != first.fingerprint
    assert Reading.objects.latest_of(consultation) == second


def test_a_refused_idea_takes_no_part_in_the_landscape(paca):
    consultation = planted(paca)
    Statement.objects.filter(consultation=consultation, number=3).update(
        accepted_at=None, refused_at=cast.NOON
    )

    result = take_landscape(consultation=consultation, at=cast.NOON).result

    assert 3 not in [idea["number"] for idea in result["statements_detail"]]


def test_the_order_of_the_dots_says_nothing_of_who_they_are(paca):
    result = take_landscape(consultation=planted(paca), at=cast.NOON).result

    assert result["points"] == sorted(
        result["points"], key=lambda point: (point[2], point[0], point[1])
    )
    assert all(len(point) == 3 for point in result["points"])


def test_eleven_people_are_not_drawn(paca):
    result = take_landscape(consultation=planted(paca, people=11), at=cast.NOON).result

    assert result["enough"] is False
    assert result["missing"]["people"] == 1
    assert result["places"] == {}
    assert result["points"] == []


def test_a_crowd_of_opinions_asks_for_one_landscape(paca):
    consultation = planted(paca)
    for _ in range(40):
        record("opinion.given", consultation, chain=paca.chain, by=None, at=cast.NOON)

    read_on("compass", REACTIONS, at=cast.NOON)

    from django_tasks_db.models import DBTaskResult

    assert DueReading.objects.count() == 1
    assert DBTaskResult.objects.count() == 1


def test_what_comes_while_a_landscape_is_drawn_asks_for_another(paca):
    consultation = planted(paca)
    record("opinion.given", consultation, chain=paca.chain, by=None, at=cast.NOON)
    read_on("compass", REACTIONS, at=cast.NOON)
    read_landscape.call(consultation.pk)
    record("opinion.given", consultation, chain=paca.chain, by=None, at=cast.NOON)

    read_on("compass", REACTIONS, at=cast.NOON)

    assert DueReading.objects.count() == 1
    assert Reading.objects.count() == 1


@pytest.mark.django_db
def test_the_job_may_be_run_twice(paca):
    consultation = planted(paca)

    read_landscape.call(consultation.pk)
    read_landscape.call(consultation.pk)

    assert Reading.objects.count() == 1


def test_the_job_of_a_consultation_that_is_gone_does_nothing(db):
    read_landscape.call(123456)

    assert Reading.objects.count() == 0


@pytest.mark.parametrize("kind", ["statement", "opinion", "participant"])
def test_a_fact_leads_to_its_consultation(paca, kind):
    consultation = planted(paca, people=12)
    subject = {
        "statement": Statement.objects.of(consultation).first(),
        "opinion": Opinion.objects.of(consultation).first(),
        "participant": Participant.objects.of(consultation).first(),
    }[kind]
    record("statement.accepted", subject, chain=paca.chain, by=None, at=cast.NOON)

    read_on("compass", REACTIONS, at=cast.NOON)

    assert DueReading.objects.get().consultation == consultation
