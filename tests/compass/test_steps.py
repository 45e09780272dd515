"""Two landscapes compared never tell what one person answered."""

import random
from datetime import timedelta

import pytest

from maven.compass import computing, tasks
from maven.compass.models import Reading
from maven.compass.operations import take_landscape
from maven.compass.steps import AT_LEAST, EVERYTHING, next_step
from maven.voices.models import Consultation, Opinion, Participant
from maven.voices.operations.opinions import give_opinion, withdraw_opinions
from tests import cast
from tests.compass.planted import planted

pytestmark = pytest.mark.django_db


class Crowd:
    """People who answer one after the other; the job runs after each of them."""

    def __init__(self, mission, monkeypatch, statements=4):
        self.call = cast.consultation(mission, statements=statements)
        self.ideas = list(self.call.statements.in_order())
        self.clock, self.counted, self.told = cast.NOON, {}, []
        monkeypatch.setattr(tasks.timezone, "now", lambda: self.clock)
        monkeypatch.setattr(tasks.timezone, "localdate", lambda *_: self.clock.date())
        gather = computing.gather

        def seen(triples, numbers):
            self.counting = list(triples)
            return gather(self.counting, numbers)

        monkeypatch.setattr(computing, "gather", seen)

    def voice(self):
        name = f"voice-{Participant.objects.count()}"
        return Participant.objects.create(
            consultation=self.call, guest_digest=name, came_at=self.clock
        )

    def answer(self, voice, choices, *, job=True):
        for idea, choice in zip(self.ideas, choices, strict=False):
            self.clock += timedelta(seconds=1)
            give_opinion(participant=voice, statement=idea, choice=choice, at=self.clock)
        return job and self.job()

    def job(self):
        """Whether it changed what is shown."""
        before = Reading.objects.latest_of(self.call)
        tasks.read_landscape.call(self.call.pk)
        shown = Reading.objects.latest_of(self.call)
        if shown != before:
            self.told.append((shown.result, {(v, n): c for v, n, c in self.counting}))
        return shown != before

    def close(self):
        Consultation.objects.filter(pk=self.call.pk).update(closed_at=self.clock)
        self.call.refresh_from_db()
        return self.job()

    def least_change(self):
        """By how few people an idea, or the map, ever changed from one shown to the next."""
        changes, last = [], {}
        drawn = [(result, votes) for result, votes in self.told if result["enough"]]
        for result, votes in drawn:
            for idea in self.ideas:
                if str(idea.number) in result["withheld"]:
                    continue
                mine = {voice: c for (voice, n), c in votes.items() if n == idea.number}
                former = last.get(idea.number)
                if former is not None:
                    both = mine.keys() | former.keys()
                    changes.append(sum(mine.get(v) != former.get(v) for v in both))
                last[idea.number] = mine
        for (before, _), (after, _) in zip(drawn, drawn[1:], strict=False):
            changes.append(len(after["places"].keys() - before["places"].keys()))
        return min((change for change in changes if change), default=0)


@pytest.fixture
def crowd(paca, monkeypatch):
    return Crowd(paca, monkeypatch)


def test_one_answer_more_changes_nothing_that_is_shown(crowd):
    told = [
        crowd.answer(crowd.voice(), [1, -1, 1, 1 - index % 3], job=index > 14)
        for index in range(34)
    ]

    # Maps of twelve, seventeen, twenty-two and twenty-seven people: five wait each time.
    assert [number for number, changed in enumerate(told, 1) if changed][-4:] == [17, 22, 27, 32]
    assert crowd.close()
    assert crowd.told[-1][0]["participants"] == 34
    assert crowd.least_change() >= AT_LEAST


@pytest.mark.parametrize("seed", range(2))
def test_whatever_people_do_no_two_landscapes_tell_one_answer(crowd, seed):
    chance = random.Random(seed)
    voices = []
    for _ in range(70):
        act = chance.random()
        if act < 0.55 or len(voices) < 15:
            voices.append(crowd.voice())
            said = chance.choices((-1, 0, 1), k=chance.choice((1, 3, 4, 4)))
            crowd.answer(voices[-1], said, job=len(voices) > 15)
        elif act < 0.85:
            crowd.answer(chance.choice(voices), chance.choices((-1, 0, 1), k=2))
        else:
            crowd.clock += timedelta(seconds=1)
            withdraw_opinions(participant=chance.choice(voices), at=crowd.clock)
            crowd.job()
    for _ in range(10):  # nobody takes anything back on the last day
        crowd.answer(crowd.voice(), chance.choices((-1, 0, 1), k=4))
    crowd.close()

    assert sum(result["enough"] for result, _ in crowd.told) >= 3
    assert crowd.least_change() >= AT_LEAST
    assert crowd.told[-1][0]["votes"] == Opinion.objects.of(crowd.call).count()


def test_one_who_goes_after_the_end_does_not_change_the_map_and_five_do(crowd, paca):
    call = planted(paca)
    Consultation.objects.filter(pk=call.pk).update(closed_at=cast.NOON)
    call.refresh_from_db()
    shown = take_landscape(consultation=call, at=cast.NOON)
    people = list(Participant.objects.of(call).order_by("pk"))

    people[0].delete()
    assert next_step(call, shown, on=cast.TODAY) is None
    for one in people[1:5]:
        one.delete()
    assert next_step(call, shown, on=cast.TODAY) is EVERYTHING


def test_five_set_aside_or_gone_while_it_is_open_are_left_out_at_once(crowd):
    voices = [crowd.voice() for _ in range(24)]
    for index, voice in enumerate(voices):
        crowd.answer(voice, [1, -1, 1, 1 - index % 3], job=voice is voices[-1])
    for voice in voices[:4]:
        voice.delete()
        assert not crowd.job()
    voices[4].delete()

    assert crowd.job()
    assert crowd.told[-1][0]["participants"] == 14


def test_a_consultation_taken_in_from_elsewhere_counts_whole(crowd, paca):
    call = planted(paca)
    Consultation.objects.filter(pk=call.pk).update(source="Une ville fictive")
    call.refresh_from_db()

    assert next_step(call, None, on=cast.TODAY) is EVERYTHING


def test_one_that_is_open_again_goes_on_from_the_map_of_its_end(crowd):
    for index in range(20):
        crowd.answer(crowd.voice(), [1, -1, 1, 1 - index % 3], job=False)
    crowd.close()
    Consultation.objects.filter(pk=crowd.call.pk).update(closed_at=None)
    crowd.call.refresh_from_db()

    told = [crowd.answer(crowd.voice(), [1, 1, 0, -1]) for _ in range(10)]

    assert told == [False] * 9 + [True]
    assert crowd.least_change() >= AT_LEAST


def test_a_last_day_that_passed_is_noticed_and_everything_counts(crowd):
    for index in range(20):
        crowd.answer(crowd.voice(), [1, -1, 1, 1 - index % 3], job=index == 19)
    Consultation.objects.filter(pk=crowd.call.pk).update(closes_on=crowd.clock.date())

    assert tasks.count_all_where_time_is_over(at=crowd.clock) == 1
    assert tasks.count_all_where_time_is_over(at=crowd.clock) == 0  # it is asked already
    assert crowd.job()
    assert crowd.told[-1][0]["participants"] == 20
    assert tasks.count_all_where_time_is_over(at=crowd.clock) == 0
