"""At the same moment, at a review: one reveals, nothing is added after, nothing is lost silently."""

import pytest

from maven.journal.models import Fact
from maven.sprints import operations as sprints
from maven.sprints.models import Feedback, FollowUp, Mood, MoodCall, Review, Tension
from maven.sprints.promises import promises_of
from tests import cast
from tests.races.racing import LATER, TOGETHER, at_once, did, facts, one_only

pytestmark = pytest.mark.django_db(transaction=True)


def written(sprint):
    for place in range(3):
        sprints.like(sprint=sprint, words=f"Mot {place}", key=f"{place}" * 20, at=LATER)
    return sprint


@pytest.mark.parametrize(
    ("ends", "verb", "refusal"),
    [
        (sprints.close_sprint, "sprint.closed", "SprintNotRunning"),
        (sprints.reveal_feelings, "feelings.revealed", "FeelingsRevealed"),
    ],
)
def test_each_feeling_that_races_the_end_is_kept_whole_or_told_so(
    paca, running, ends, verb, refusal
):
    minh = cast.minh()
    written(running)

    def act(n):
        if n == 0:
            ends(sprint=running, by=minh, at=LATER)
            return "ended"
        sprints.like(sprint=running, words=f"Élan {n}", key=f"{n}" * 24, at=LATER)
        return "noted"

    told = at_once(act)

    assert set(told) <= {"ended", "noted", refusal}
    assert Feedback.objects.count() == 3 + told.count("noted")
    assert facts(paca, "feedback.given") == 3 + told.count("noted")
    (end,) = Fact.objects.of(paca.chain).with_verbs(verb)
    after = Fact.objects.of(paca.chain).with_verbs("feedback.given")
    assert not after.filter(number__gt=end.number).exists()


def test_feelings_are_revealed_once(paca, running):
    written(running)
    act = did(sprints.reveal_feelings, sprint=running, by=cast.minh(), at=LATER)

    assert at_once(act) == [True] * TOGETHER
    assert Review.objects.count() == facts(paca, "feelings.revealed") == 1


def test_a_person_says_one_mood_though_many_are_sent_at_once(paca, running):
    act = did(sprints.share_mood, sprint=running, value=4, by=cast.karim(), at=LATER)

    assert one_only(at_once(act), "MoodSaid")
    assert Mood.objects.count() == MoodCall.objects.count() == facts(paca, "mood.shared") == 1


def test_a_tension_is_taken_on_by_one(paca, running):
    tension = sprints.raise_tension(
        sprint=running, desired="Ensemble", observed="Seuls", by=cast.minh(), at=cast.NOON
    )
    people = [cast.minh(), cast.karim(), cast.lucie(), cast.odile()]

    def act(n):
        sprints.take_tension_on(tension=tension, by=people[n % 4], at=LATER)
        return True

    assert one_only(at_once(act, 4), "TensionTaken")
    assert Tension.objects.exclude(owner=None).count() == facts(paca, "tension.taken_on") == 1


def test_the_same_answer_about_a_promise_is_told_once(paca, running):
    (promise,) = promises_of(running)
    act = did(
        sprints.follow_up,
        sprint=running,
        promise=promise,
        answer="kept",
        by=cast.minh(),
        at=LATER,
    )

    assert at_once(act) == [True] * TOGETHER
    assert FollowUp.objects.count() == facts(paca, "promise.followed_up") == 1
