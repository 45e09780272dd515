from maven.journal.models import Fact
from maven.sprints import operations
from tests import cast


def test_a_feeling_sent_twice_is_kept_and_told_once(paca):
    sprint = cast.sprint(paca)

    for verb in (operations.like, operations.like, operations.dislike, operations.dislike):
        verb(sprint=sprint, words="La soirée", key=f"key of {verb.__name__}", at=cast.NOON)

    assert sprint.feedback.count() == 2
    assert Fact.objects.of(paca.chain).with_verbs("feedback.given").count() == 2
