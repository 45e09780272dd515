import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from maven.causes.models import Champion
from maven.journal.models import Chain, Fact
from maven.journal.readers import read_on
from maven.missions.models import Mission
from maven.people.models import Person
from maven.reports import typesetting
from maven.reports.figures import plain
from maven.reports.meetings import meetings_of
from maven.reports.models import StageReport
from maven.reports.operations import (
    ReportIssued,
    SprintStillRuns,
    compile_report,
    issue_report,
    word_report,
)
from maven.reports.readers import REACTIONS
from maven.reports.telling import told
from maven.reports.typesetting import data_of, pdf_of
from maven.sprints import operations as sprints
from maven.sprints.models import Session
from maven.toolbox.models import ActivityKind
from maven.ui.days import day as day_said
from tests import cast
from tests.reports.lived import lived_with_sessions

DAY = timedelta(days=1)
HOSTILE = '#panic("x") *gras* $x$ [bloc] @ref <b>'


def kind(number):
    return ActivityKind.objects.shared().filter(seed_kind=number).first()


def lived(mission, *, title="Atelier des métiers", at=cast.NOON, feelings=3):
    """A sprint drafted, adopted, lived and closed as the pages would do it."""
    minh, karim = cast.minh(), cast.karim()
    sprint = sprints.draft_sprint(
        mission=mission,
        starts_on=at.date(),
        ends_on=(at + 21 * DAY).date(),
        capacity_days=14,
        proposals=[
            sprints.Proposal(
                kind=kind(5), title=title, days=4.5, reason="Trois familles d'accord."
            ),
            sprints.Proposal(kind=kind(2), title="Entretien avec une élue", days=1),
        ],
        by=minh,
        at=at,
    )
    sprint = sprints.adopt_sprint(sprint=sprint, by=minh, at=at)
    workshop = sprint.activities.order_by("rank").first()
    sprints.finish_activity(activity=workshop, days_spent=5.25, by=karim, at=at + DAY)
    sprints.plan_activity(
        sprint=sprint, kind=kind(6), title="Apéro à Nice", days=1.75, by=minh, at=at + 2 * DAY
    )
    sprints.ship(sprint=sprint, title="L'annuaire des ateliers", by=karim, at=at + 3 * DAY)
    for index in range(feelings):
        sprints.like(sprint=sprint, words=f"Bien {index}", key=f"a-key-{index}", at=at + 4 * DAY)
    sprints.raise_tension(
        sprint=sprint, desired="Les vallées sont là", observed="Personne", by=karim, at=at + 4 * DAY
    )
    sprints.set_agenda(sprint=sprint, agenda="Un atelier des vallées", by=minh, at=at + 5 * DAY)
    return sprints.close_sprint(sprint=sprint, by=minh, at=at + 20 * DAY)


def compiled(mission, **particulars):
    return compile_report(
        sprint=lived(mission, **particulars), by=cast.minh(), at=cast.NOON + 21 * DAY
    )


def address(name, mission, number=1):
    return reverse(f"reports:{name}", args=[mission.slug, number])


def test_a_sprint_that_was_closed_before_its_end_is_told_until_its_closing(paca):
    report = compiled(paca)  # closed on the 20th day of 21
    last = report.sprint.ends_on

    assert told(report)["period"].endswith(day_said(last - DAY))
    report.content["sprint"]["closed_at"] = (cast.NOON + 30 * DAY).isoformat()
    assert told(report)["period"].endswith(day_said(last))


def words_in(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    for space in "\u00a0\u202f":
        text = text.replace(space, " ")
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("&#x27;", "'"))


def text_of(pdf):
    from pypdf import PdfReader

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    for space in "\u00a0\u202f":
        text = text.replace(space, " ")
    return re.sub(r"\s+", " ", text.replace("’", "'"))


def test_a_closed_sprint_is_told_with_what_was_aimed_at_and_what_came(paca):
    content = compiled(paca).content

    assert [one["title"] for one in content["activities"]] == [
        "Atelier des métiers",
        "Entretien avec une élue",
        "Apéro à Nice",
    ]
    assert [one["added"] for one in content["activities"]] == [False, False, True]
    assert [one["title"] for one in content["shipped"]] == ["L'annuaire des ateliers"]
    assert content["days"] == {"capacity": 14.0, "planned": 7.25, "spent": 5.25}
    assert content["tensions"]["open"] == 1
    assert content["agenda"] == "Un atelier des vallées"
    assert {one["kind"]: one["done"] for one in content["quantities"]}[5] == 1


def test_the_report_holds_the_head_of_the_journal(paca):
    sprint = lived(paca)
    head = Chain.objects.get(name=paca.chain).head

    report = compile_report(sprint=sprint, by=cast.minh(), at=cast.NOON + 21 * DAY)

    assert report.head == head
    assert Fact.objects.with_verbs("report.compiled").count() == 1


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        (
            "fr",
            "1 chose livrée. 1 activité menée sur 3. "
            "5,25 jours d'équipe passés, 7,25 prévus, 14 disponibles.",
        ),
        (
            "en",
            "1 thing delivered. 1 activity held out of 3. "
            "5.25 person-days spent, 7.25 planned, 14 available.",
        ),
    ],
)
def test_the_summary_says_the_numbers_of_the_content(paca, language, summary):
    report = compiled(paca)

    with translation.override(language):
        assert plain(told(report)["summary"]) == summary


def test_two_feelings_are_not_told(paca):
    feelings = compiled(paca, feelings=2).content["feelings"]

    assert feelings == {"count": 2, "likes": [], "dislikes": []}


def test_three_feelings_are_told(paca):
    assert len(compiled(paca).content["feelings"]["likes"]) == 3


def test_who_does_not_want_to_be_named_is_not(paca):
    Person.objects.filter(pk=cast.karim().pk).update(presence="point")
    Champion.objects.create(
        cause=cast.cause(paca),
        person=cast.karim(),
        solicited_at=cast.NOON,
        solicited_by=cast.minh(),
        accepted_at=cast.NOON,
    )

    report = compiled(paca)

    assert "Karim" not in str(report.content)
    assert report.content["causes"][0]["champions"] == 1


def test_a_running_sprint_has_no_report(paca):
    with pytest.raises(SprintStillRuns):
        compile_report(sprint=cast.sprint(paca), by=cast.minh(), at=cast.NOON)


def test_a_sprint_that_is_closed_has_its_report_once(paca):
    lived(paca)

    read_on("reports", REACTIONS, at=cast.NOON + 21 * DAY)
    read_on("reports", REACTIONS, at=cast.NOON + 21 * DAY)

    report = StageReport.objects.get()
    assert (report.compiled_by, report.issued_at) == (cast.minh(), None)


def test_gathering_again_keeps_the_words_of_the_team(paca):
    report = compiled(paca)
    word_report(report=report, words="Merci à tous.", by=cast.minh(), at=cast.NOON + 22 * DAY)

    again = compile_report(sprint=report.sprint, by=cast.minh(), at=cast.NOON + 23 * DAY)

    assert (again.pk, again.words) == (report.pk, "Merci à tous.")


def test_an_issued_report_is_not_rewritten(paca):
    report = issue_report(report=compiled(paca), by=cast.minh(), at=cast.NOON + 22 * DAY)

    for verb in (
        lambda: word_report(report=report, words="x", by=cast.minh(), at=cast.NOON + 23 * DAY),
        lambda: compile_report(sprint=report.sprint, by=cast.minh(), at=cast.NOON + 23 * DAY),
        lambda: issue_report(report=report, by=cast.minh(), at=cast.NOON + 23 * DAY),
    ):
        with pytest.raises(ReportIssued):
            verb()


def test_a_draft_is_read_by_members_and_unknown_to_others(as_, paca):
    compiled(paca)

    assert as_(cast.karim()).get(address("report", paca)).status_code == 200
    for stranger in (cast.theo(), cast.ana(), cast.salome()):
        assert as_(stranger).get(address("report", paca)).status_code == 404
        assert as_(stranger).get(address("report_pdf", paca)).status_code == 404


def test_an_issued_report_is_read_by_anyone(client, paca):
    issue_report(report=compiled(paca), by=cast.minh(), at=cast.NOON + 22 * DAY)

    words = words_in(client.get(address("report", paca)))

    assert "Rapport d'étape 1" in words
    assert "L'annuaire des ateliers" in words
    assert "Livré !" in words
    assert client.get(address("report_pdf", paca)).status_code == 200


def test_the_report_of_a_closed_mission_is_unknown_to_strangers(as_, paca):
    Mission.objects.filter(pk=paca.pk).update(visibility="closed")
    issue_report(report=compiled(paca), by=cast.minh(), at=cast.NOON + 22 * DAY)

    for name in ("report", "report_pdf"):
        assert as_(cast.ana()).get(address(name, paca)).status_code == 404


def test_the_team_gathers_words_and_issues_a_report(as_, send, paca):
    lived(paca)
    as_(cast.minh())

    assert send(address("gathering", paca)).status_code == 303
    assert send(address("words", paca), {"words": "Une charte en une soirée."}).status_code == 303
    assert send(address("issue", paca)).status_code == 303

    report = StageReport.objects.get()
    assert report.words == "Une charte en une soirée."
    assert report.issued_by == cast.minh()


@pytest.mark.parametrize("name", ["gathering", "words", "issue"])
@pytest.mark.parametrize("who", [cast.karim, cast.odile, cast.theo, cast.ana])
def test_nobody_but_the_team_writes_a_report(as_, send, paca, name, who):
    compiled(paca)
    as_(who())

    assert send(address(name, paca), {"words": "x"}).status_code == 403
    assert StageReport.objects.get(words="", issued_at=None)


def test_too_many_words_come_back_to_be_cut(as_, send, paca):
    compiled(paca)
    as_(cast.minh())

    response = send(address("words", paca), {"words": "x" * 4001})

    assert response.status_code == 422
    assert StageReport.objects.get().words == ""


def test_a_report_not_gathered_yet_says_so(as_, paca):
    lived(paca)

    words = words_in(as_(cast.minh()).get(address("report", paca)))

    assert "Le rapport se rassemble." in words
    assert "Rassembler maintenant" in words


def test_the_list_shows_drafts_to_members_only(as_, paca):
    compiled(paca)
    everything = reverse("reports:reports", args=[paca.slug])

    assert "Rapport d'étape 1" in words_in(as_(cast.karim()).get(everything))
    assert "Rapport d'étape 1" not in words_in(as_(cast.theo()).get(everything))


def test_the_pdf_says_what_was_shipped_in_both_languages(paca):
    report = compiled(paca)

    french, english = (text_of(pdf_of(report, language=code)) for code in ("fr", "en"))

    assert "L'annuaire des ateliers" in french
    assert "Livré !" in french
    assert "Shipped!" in english
    assert "Karim Membre" in french


def test_the_pdf_is_tagged_titled_and_in_its_language(paca):
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf_of(compiled(paca), language="fr")))

    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] is not None
    assert "Rapport d’étape 1" in reader.metadata.title
    assert b"pdfuaid" in reader.xmp_metadata.stream.get_data()


def test_words_that_look_like_markup_stay_words_in_the_pdf(paca):
    text = text_of(pdf_of(compiled(paca, title=HOSTILE), language="en"))

    assert HOSTILE in text


def test_letters_of_no_font_do_not_stop_the_pdf(paca):
    assert pdf_of(compiled(paca, title="計程車 與 Uber"), language="fr").startswith(b"%PDF")


def test_the_same_report_is_set_once(paca):
    report = compiled(paca)

    assert pdf_of(report, language="fr") == pdf_of(report, language="fr")
    assert data_of(report, language="fr") != data_of(report, language="en")


def test_two_readers_may_open_a_new_report_at_once(paca, settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    report, put, others = compiled(paca), Path.replace, [1]

    def put_after_the_other(part, kept):
        if others:
            others.pop()
            assert pdf_of(report, language="fr") == b"%PDF"
        return put(part, kept)

    monkeypatch.setattr(typesetting, "typeset_pdf", lambda *_data, **_known: b"%PDF")
    monkeypatch.setattr(Path, "replace", put_after_the_other)
    assert pdf_of(report, language="fr") == b"%PDF"
    [kept] = (tmp_path / "reports").iterdir()
    assert kept.read_bytes() == b"%PDF"


def test_hostile_words_stay_words_on_the_page(as_, paca):
    compiled(paca, title='<script>alert("x")</script>')

    assert "<script>alert" not in as_(cast.minh()).get(address("report", paca)).content.decode()


def test_the_page_costs_little(as_, paca, django_assert_max_num_queries):
    compiled(paca)
    browser = as_(cast.minh())

    with django_assert_max_num_queries(10):
        browser.get(address("report", paca))


def test_a_session_of_the_sprint_is_told_even_if_it_began_before_the_adoption(paca):
    sprint = lived_with_sessions(paca)
    before = sprint.adopted_at - timedelta(minutes=5)
    Session.objects.of(paca).update(starts_at=before)

    assert len(meetings_of(sprint, sprint.adopted_at, sprint.closed_at)["sessions"]) == 1
