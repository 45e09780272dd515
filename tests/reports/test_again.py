from maven.journal.models import Fact
from maven.reports import operations
from tests import cast


def test_the_same_words_said_again_are_told_once(paca):
    sprint = cast.sprint(paca, closed=True)
    report = operations.compile_report(sprint=sprint, by=cast.minh(), at=cast.NOON)

    for _ in range(2):
        operations.word_report(report=report, words="Merci à tous.", by=cast.minh(), at=cast.NOON)
        report.refresh_from_db()

    assert Fact.objects.of(paca.chain).with_verbs("report.worded").count() == 1
