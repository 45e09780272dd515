"""A draft is edited in its sections, frozen when it is issued, corrected beside it afterwards."""

from argparse import Namespace
from datetime import timedelta

import pytest
from django.urls import reverse

from maven.cli import verify_journal_command
from maven.journal.models import Chain, Fact
from maven.journal.operations import record
from maven.reports.comparing import changes
from maven.reports.models import Addendum, Passage, StageReport
from maven.reports.operations import (
    ReportIssued,
    ReportNotIssued,
    amend_report,
    edit_section,
    issue_report,
    word_report,
)
from maven.reports.sealing import Sealed, changed_reports, looked_at, seal_of
from tests import cast
from tests.reports.lived import DAY, measured, reported
from tests.reports.test_reports import address, words_in

pytestmark = pytest.mark.any_store  # about pages; the verbs are asked on both stores

LATER = cast.NOON + 22 * DAY


def section(mission, key, number=1):
    return reverse("reports:section", args=[mission.slug, number, key])


def test_the_team_writes_in_a_section_and_leaves_lines_out_of_it(as_, send, paca):
    report = reported(paca, lines=3)
    shipped = [one["key"] for one in report.content["shipped"]]
    browser = as_(cast.minh())

    page = words_in(browser.get(section(paca, "shipped")))
    answer = send(section(paca, "shipped"), {"words": "La fierté.", "printed": shipped[:1]})

    assert "Lignes gardées dans cette partie" in page
    assert (answer.status_code, answer.headers["Location"][-8:]) == (303, "#shipped")
    words = words_in(browser.get(address("report", paca)))
    assert "La fierté." in words
    assert "3 choses livrées" in words
    assert "Ce qui fut dit 2" not in words.partition("Livré")[2].partition("Ce que nous")[0]
    assert "D'autres lignes sont dans la liste" in words
    assert Fact.objects.with_verbs("report.edited").count() == 1


def test_a_section_that_is_not_in_the_report_is_not_edited(as_, paca):
    from tests.reports.test_reports import compiled

    compiled(paca)
    browser = as_(cast.minh())

    assert browser.get(section(paca, "state")).status_code == 200
    for key in ("sessions", "no-such"):
        assert browser.get(section(paca, key)).status_code == 404


def test_two_who_edit_one_section_read_each_other_first(as_, send, paca):
    reported(paca)
    page = as_(cast.minh()).get(section(paca, "agenda")).context["form"]
    edit_section(
        report=StageReport.objects.get(),
        section="agenda",
        words="Les siens",
        left_out=[],
        by=cast.minh(),
        at=LATER,
    )

    answer = send(section(paca, "agenda"), {"words": "Les miens", "drawn": page.mark})

    assert answer.status_code == 422
    assert "Les siens" in words_in(answer)
    assert Passage.objects.get().words == "Les siens"


def test_the_same_section_saved_again_is_told_once(paca):
    report = reported(paca)
    for _ in range(2):
        edit_section(
            report=report, section="aims", words="x", left_out=["a"], by=cast.minh(), at=LATER
        )

    assert Fact.objects.with_verbs("report.edited").count() == 1


def test_what_was_issued_is_neither_edited_nor_worded_and_what_was_not_is_not_amended(
    as_, send, paca
):
    report = reported(paca)
    with pytest.raises(ReportNotIssued):
        amend_report(report=report, words="x", by=cast.minh(), at=LATER)
    as_(cast.minh())
    assert send(address("amend", paca), {"words": "x"}).status_code == 303
    issue_report(report=report, by=cast.minh(), at=LATER)
    with pytest.raises(ReportIssued):
        edit_section(
            report=report, section="aims", words="x", left_out=[], by=cast.minh(), at=LATER
        )

    assert send(section(paca, "aims"), {"words": "x"}).status_code == 303

    assert not Passage.objects.exists()
    assert not Addendum.objects.exists()


def test_an_issued_report_is_corrected_by_dated_words_beside_it(as_, send, client, paca):
    report = issue_report(report=reported(paca), by=cast.minh(), at=LATER)
    sealed = report.seal
    as_(cast.minh())

    assert send(address("amend", paca), {"words": ""}).status_code == 422
    assert send(address("amend", paca), {"words": "Il y en avait 12."}).status_code == 303

    words = words_in(client.get(address("report", paca)))
    assert "Rectifications depuis la publication" in words
    assert "Il y en avait 12." in words
    assert seal_of(StageReport.objects.get()) == sealed
    assert Fact.objects.with_verbs("report.amended").count() == 1


def test_an_issued_report_holds_the_head_of_the_journal_and_the_journal_holds_its_seal(
    as_, paca, capsys
):
    report = reported(paca)
    word_report(report=report, words="Merci.", asked="Financer.", by=cast.minh(), at=LATER)
    head = Chain.objects.get(name=paca.chain).head
    report = issue_report(report=report, by=cast.minh(), at=LATER)

    fact = Fact.objects.with_verbs("report.issued").get()
    words = words_in(as_(cast.karim()).get(address("report", paca)))

    assert report.head == head == report.content["journal"]["head"]
    assert sum(report.content["journal"]["verbs"].values()) == report.content["journal"]["length"]
    assert fact.details.particulars["seal"] == report.seal
    assert head in words
    assert report.seal in words
    assert "c'est bien ce qui a été publié" in words


def test_whoever_alters_an_issued_report_is_seen(as_, paca, capsys):
    report = issue_report(report=reported(paca), by=cast.minh(), at=LATER)
    assert changed_reports(paca.chain) == changed_reports("house") == []

    StageReport.objects.filter(pk=report.pk).update(words="Autre chose.")
    report.refresh_from_db()

    assert looked_at(report) is Sealed.CHANGED
    assert [one.pk for one, _seal in changed_reports(paca.chain)] == [report.pk]
    assert "Ce n'est plus" in words_in(as_(cast.karim()).get(address("report", paca)))
    assert verify_journal_command.run(Namespace(chain=paca.chain, since=None)) == 1
    assert "stage report 1" in capsys.readouterr().out


def test_a_name_taken_out_of_an_issued_report_is_told_and_is_no_tampering(paca, capsys):
    report = reported(paca)
    report = issue_report(report=report, by=cast.minh(), at=LATER)
    StageReport.objects.filter(pk=report.pk).update(words="Merci à une personne.")
    record("person.erased", cast.lucie(), chain="house", by=None, at=LATER + DAY)
    report.refresh_from_db()

    assert looked_at(report) is Sealed.PERHAPS
    assert verify_journal_command.run(Namespace(chain=paca.chain, since=None)) == 0
    assert "stage report 1" in capsys.readouterr().out


def test_a_report_issued_before_reports_were_sealed_says_nothing_of_a_seal(as_, paca):
    report = issue_report(report=reported(paca), by=cast.minh(), at=LATER)
    StageReport.objects.update(seal="")
    report.refresh_from_db()

    assert looked_at(report) is Sealed.UNSEALED
    assert "Sceau de ce rapport" not in words_in(as_(cast.karim()).get(address("report", paca)))


def two_stages(mission, now, before):
    """Two reports, the first issued; the convergence of each as (index, low, high)."""
    start = cast.NOON
    asked = None
    if before:
        asked = measured(mission, *before, at=start + 2 * DAY)
    issue_report(report=reported(mission, lines=2), by=cast.minh(), at=LATER)
    start += 30 * DAY
    if now:
        measured(mission, *now, at=start + 2 * DAY, consultation=asked)
    return reported(mission, at=start, lines=3)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ((0.40, 0.30, 0.50), (0.48, 0.38, 0.58), "pas de différence établie"),
        ((0.20, 0.10, 0.30), (0.60, 0.50, 0.70), "20, puis 60 (+40), au-delà des intervalles"),
        ((0.20, None, None), (0.60, 0.50, 0.70), "Pas de différence établie"),
        (None, None, "rien à comparer"),
    ],
)
def test_a_dimension_moved_only_beyond_its_intervals(as_, paca, before, now, said):
    report = two_stages(paca, now, before)

    told = changes(report.content)

    assert said in told["state"][0]


def test_a_report_says_what_changed_in_numbers_and_lists_since_the_one_before(as_, paca):
    two_stages(paca, None, None)

    words = words_in(as_(cast.karim()).get(address("report", paca, 2)))

    assert "Depuis l'étape 1" in words
    since = words.partition("Depuis l'étape 1")[2].partition("Livré ! Modifier")[0]
    assert "Livré ! 2 3 +1" in since
    assert "Tensions déjà ouvertes alors, et qui le restent" in since


def test_the_comparison_stays_when_the_report_before_goes(paca):
    report = two_stages(paca, None, None)
    StageReport.objects.filter(sprint__number=1).delete()
    report.refresh_from_db()

    assert changes(report.content)["number"] == 1


def test_a_first_report_and_one_whose_former_is_a_draft_compare_with_nothing(paca):
    first = reported(paca)
    second = reported(paca, at=cast.NOON + timedelta(days=30))

    assert changes(first.content) is None
    assert changes(second.content) is None
