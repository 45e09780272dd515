"""The effort of a mission: the page and the command give the same figures, and what is issued stays."""

import io
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from maven.cli import main
from maven.journal.models import Fact
from maven.journal.readers import read_on
from maven.method.effort import DRAWS, SEED, SEED_TURNS
from maven.reports import estimating, operations
from maven.reports.amounts import days, euros
from maven.reports.assumptions import Line, Profile, from_json, to_json, usual
from maven.reports.models import Quotation
from maven.reports.quotation_forms import QuotationForm
from maven.reports.quotation_paper import data_of, quotation_pdf
from maven.reports.quotation_queries import spent_by_sprint
from maven.reports.quotation_sheet import xlsx_of
from maven.reports.quotation_telling import told
from maven.reports.readers import FORESIGHT
from maven.reports.tasks import _keep, estimate_effort
from maven.sprints import operations as sprints
from maven.sprints.operations.attendance import tally_session
from maven.toolbox.models import ActivityKind
from tests import cast
from tests.sprints.test_minutes import held

pytestmark = [pytest.mark.django_db, pytest.mark.any_store]
HERE = "/m/paca/animer/effort/"
FEW = 500
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_once(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    monkeypatch.setattr(estimating, "DRAWS", FEW)


def saved(mission, *, rate=0.0, lines=(), at=cast.NOON, **particulars):
    begun = usual(mission)
    profiles = (Profile(name="Animation", rate=rate), *begun.profiles[1:])
    found = operations.save_quotation(
        mission=mission,
        title=particulars.get("title", "Devis"),
        sprints_planned=4,
        assumptions=replace(begun, lines=(*begun.lines, *lines), profiles=profiles),
        by=cast.minh(),
        at=at,
    )
    estimate_effort.call(mission.pk)
    found.refresh_from_db()
    return found


def own(number=1, name="Un film", turns=(1, 1), days=(5.0, 8.0, 12.0)):
    return Line(key=f"own-{number}", part="own", name=name, turns=turns, days=days, curve="pert")


def sent(mission, **changes):
    """The form of the page as a browser sends it, with some fields changed."""
    draft = Quotation.objects.of(mission).drafts().first()
    begun = from_json(draft.assumptions) if draft else usual(mission)
    form = QuotationForm(None, begun=begun, initial={"title": "Devis", "sprints": 4}, row=draft)
    data = {name: form[name].value() for name in form.fields}
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: "" if value is None else value for name, value in data.items()}


def text_of(answer):
    return plain(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def plain(words):
    return re.sub(r"\s+", " ", words.replace("\u2019", "'"))


def test_the_chance_is_that_of_the_command():
    assert (estimating.SEED, 100_000) == (SEED, DRAWS)


def test_the_page_and_the_command_give_the_same_days(paca, as_, send, capsys, tmp_path):
    file = tmp_path / "seed.csv"
    rows = "".join(f"{slug},{low},{high}\n" for slug, (low, high) in SEED_TURNS.items())
    file.write_text("kind,turns_low,turns_high\n" + rows)

    assert main(["effort", str(file), "--draws", str(FEW), "--json"]) == 0
    command = json.loads(capsys.readouterr().out)
    client = as_(cast.minh())
    assert send(HERE, sent(paca)).status_code == 303
    page = client.get(HERE)

    kept = Quotation.objects.get(mission=paca).estimate
    assert kept["listed"]["days"] == command["listed"] == command["days"]
    assert kept["whole"]["days"] == command["whole"]
    assert 0 < command["listed"]["p50"] < command["listed"]["p80"] < command["whole"]["p80"]
    shown = text_of(page)
    with override("fr"):
        for figures in (command["listed"], command["whole"]):
            for name in ("p50", "p80"):
                assert days(figures[name]) in shown


def test_a_mission_is_estimated_by_the_command_as_on_its_page(paca, capsys):
    found = saved(paca, rate=700, lines=[own()])

    assert main(["effort", "--mission", "paca", "--draws", str(FEW), "--json"]) == 0
    command = json.loads(capsys.readouterr().out)

    assert command["days"] == command["whole"] == found.estimate["whole"]["days"]
    assert command["cost"] == found.estimate["whole"]["cost"]
    assert command["listed"] == found.estimate["listed"]["days"]
    assert command["lines"] == found.estimate["whole"]["lines"]
    assert main(["effort", "--mission", "nowhere"]) == 2
    assert main(["effort"]) == 2
    Quotation.objects.all().delete()
    assert main(["effort", "--mission", "paca"]) == 2


def test_what_is_wrong_is_named_and_nothing_is_saved(paca, as_, send):
    as_(cast.minh())
    wrong = {
        "title": " ",
        "sprints": "0",
        "rate-0": "1000000000",
        "least-conference": "3",
        "most-conference": "2",
        "most-sondage-opinion": "1000000000",
        "low-matchmaking": "5",
        "low-apero-meetup": "-1",
        "likely-billet-blog": "1000000000",
        "high-atelier-thematique": "1,250",
        "high-tooling": "nan",
        "likely-writing": "",
        "low-entretien-individuel": "0",
        "least-own-1": "1",
        "name-own-2": "Un film",
        "least-own-2": "1",
    }
    answer = send(HERE, sent(paca) | wrong)

    assert answer.status_code == 422
    shown = text_of(answer)
    for says in (
        "Le plus ne peut pas être inférieur au moins.",
        "Les jours vont du plus bas au plus haut.",
        "Écrivez un nombre à partir de 0.",
        "Au plus 500.",
        "Au plus 10 000.",
        "Dites ce que c'est.",
        "Il manque un nombre ici.",
        "plus de 0",
    ):
        assert says in shown, says
    assert shown.count("avec deux décimales au plus") == 4  # in the summary, and in its place
    assert 'href="#id_most-sondage-opinion"' in answer.content.decode()
    too_many = {f"most-{slug}": "200" for slug in list(SEED_TURNS)[:4]}
    assert "600" in text_of(send(HERE, sent(paca) | too_many))
    assert not Quotation.objects.exists()


def test_the_comma_and_the_point_are_one_and_lines_come_and_go(paca, as_, send):
    as_(cast.minh())
    film = {"least__own-1": "1", "most__own-1": "2", "low__own-1": "1,5"}
    film |= {"likely__own-1": "2.25", "high__own-1": "4", "by__own-1": "1"}
    send(HERE, sent(paca, **film, **{"name__own-1": "Un film", "rate-0": "650,5"}))
    found = Quotation.objects.get(mission=paca)

    [line] = from_json(found.assumptions).part("own")
    assert (line.name, line.turns, line.days, line.profile) == (
        "Un film",
        (1, 2),
        (1.5, 2.25, 4),
        1,
    )
    assert from_json(found.assumptions).profiles[0].rate == 650.5
    assert [one["label"] for one in told(found)["parts"][2]["rows"]] == ["Un film"]
    send(HERE, sent(paca, **{"name__own-1": ""}))
    found.refresh_from_db()
    assert from_json(found.assumptions).part("own") == []
    assert list(verbs(paca)) == ["quotation.drafted", "quotation.revised"]
    send(HERE, sent(paca))
    assert len(verbs(paca)) == 2


def verbs(mission):
    facts = Fact.objects.of(mission.chain).filter(verb__startswith="quotation").order_by("number")
    return facts.values_list("verb", flat=True)


def test_a_hundred_lines_are_held_and_no_more_is_offered(paca, as_, django_assert_max_num_queries):
    lines = [own(number, name=f"=Ligne {number}") for number in range(1, 88)]
    found = saved(paca, rate=500, lines=lines)
    client = as_(cast.minh())

    with django_assert_max_num_queries(15):
        page = client.get(HERE)

    assert "own-88" not in page.content.decode()
    assert len(found.estimate["whole"]["lines"]) == 100


def test_a_page_without_anything_says_what_to_do(paca, as_, django_assert_max_num_queries):
    client = as_(cast.minh())
    with django_assert_max_num_queries(15):
        shown = text_of(client.get(HERE))

    assert "Rien n'est encore estimé" in shown
    assert client.get(HERE + "version-1/").status_code == 404
    assert "pas encore publié son devis" in text_of(as_(cast.odile()).get(HERE))
    assert as_(cast.karim()).get(HERE).status_code == 403


def test_the_sponsor_reads_what_is_issued_and_it_stays(paca, as_, send):
    found = saved(paca, rate=700)
    assert as_(cast.odile()).get(HERE + "version-1/").status_code == 404
    as_(cast.minh())
    send(HERE + "publication/")
    found.refresh_from_db()
    assert (found.issued_by, found.estimate_of != "") == (cast.minh(), True)
    before = found.estimate

    sponsor = as_(cast.odile())
    with override("fr"):
        assert plain(euros(before["whole"]["cost"]["p80"])) in text_of(sponsor.get(HERE))
    assert 'name="title"' not in sponsor.get(HERE).content.decode()
    assert sponsor.get(HERE + "version-1/").status_code == 200
    assert sponsor.get(HERE + "version-1.pdf").content.startswith(b"%PDF")
    assert send(HERE, {}).status_code == 403

    minh = as_(cast.minh())
    assert "Préparer une nouvelle version" in minh.get(HERE).content.decode()
    assert send(HERE, sent(paca)).status_code == 303  # somebody's old page
    assert Quotation.objects.count() == 1
    send(HERE + "publication/")
    send(HERE + "nouvelle-version/")
    send(HERE + "nouvelle-version/")
    second = Quotation.objects.drafts().get()
    assert (second.version, second.estimate) == (2, before)
    send(HERE, sent(paca, **{"rate-0": "900"}))
    found.refresh_from_db()
    second.refresh_from_db()
    assert found.estimate == before
    assert second.estimate["whole"]["cost"]["p80"] > before["whole"]["cost"]["p80"]
    assert text_of(minh.get(HERE)).count("Version 1") == 1


def test_the_sponsor_reads_what_is_foreseen_while_a_new_version_is_drafted(paca, as_, send):
    saved(paca)
    as_(cast.minh())
    send(HERE + "publication/")
    send(HERE + "nouvelle-version/")
    first = lived(paca).activities.order_by("rank").first()
    sprints.finish_activity(activity=first, days_spent=8, by=cast.minh(), at=cast.NOON)

    read_on("effort", FORESIGHT, at=cast.NOON)

    for person in (cast.odile(), cast.minh()):
        shown = as_(person).get(HERE).content.decode()
        assert 'http-equiv="refresh"' not in shown
        assert "À la fin" in shown


def test_there_is_one_main_thing_to_do(paca, as_):
    client = as_(cast.minh())
    assert client.get(HERE).text.count('class="btn" type="submit"') == 1  # save and compute
    saved(paca)
    assert client.get(HERE).text.count('class="btn" type="submit"') == 1  # issue


def test_nothing_is_issued_before_its_figures(paca, as_, send):
    with pytest.raises(operations.NothingToIssue):
        operations.issue_quotation(mission=paca, by=cast.minh(), at=cast.NOON)
    with pytest.raises(operations.NothingToIssue):
        operations.draft_again(mission=paca, by=cast.minh(), at=cast.NOON)
    found = saved(paca)
    Quotation.objects.filter(pk=found.pk).update(estimate_of="before", estimate=None)

    client = as_(cast.minh())
    shown = client.get(HERE).content.decode()
    assert 'http-equiv="refresh"' in shown
    assert client.get(HERE + "version-1/").status_code == 200
    assert client.get(HERE + "version-1.xlsx").status_code == 404
    send(HERE + "publication/")
    found.refresh_from_db()
    assert found.issued_at is None
    send(HERE + "calcul/")
    found.refresh_from_db()
    assert found.estimate is not None


def test_what_was_saved_while_it_was_computed_stands(paca):
    found = saved(paca)
    Quotation.objects.filter(pk=found.pk).update(assumptions=to_json(usual(paca)))

    _keep(found, {"estimate": None})
    estimate_effort.call(0)

    found.refresh_from_db()
    assert found.estimate is not None

    operations.issue_quotation(mission=saved(paca).mission, by=cast.minh(), at=cast.NOON)
    found.refresh_from_db()
    _keep(found, {"estimate": None, "forecast_of": "the days logged"})

    found.refresh_from_db()
    assert found.estimate is not None
    assert found.forecast_of == "the days logged"


def lived(mission):
    """A sprint of two workshops, one held in twice its days; and a kind that nobody quoted."""
    kinds = {kind.slug: kind for kind in ActivityKind.objects.shared()}
    minh = cast.minh()
    proposals = [
        sprints.Proposal(kind=kinds["atelier-thematique"], title="Atelier 1", days=4),
        sprints.Proposal(kind=kinds["atelier-thematique"], title="Atelier 2", days=4),
        sprints.Proposal(kind=kinds["world-cafe"], title="Autre chose", days=0),
    ]
    sprints.draft_sprint(
        mission=mission,
        starts_on=cast.TODAY,
        ends_on=cast.TODAY + 21 * DAY,
        capacity_days=14,
        proposals=proposals,
        by=minh,
        at=cast.NOON,
    )
    sprint = mission_sprint(mission)
    sprints.adopt_sprint(sprint=sprint, by=minh, at=cast.NOON)
    return mission_sprint(mission)


def mission_sprint(mission):
    from maven.sprints.models import Sprint

    return Sprint.objects.of(mission).select_related("mission").get()


def test_days_logged_correct_what_remains(paca, as_, send):
    found = saved(paca, rate=700)
    client = as_(cast.minh())
    assert "Aucune donnée" in text_of(client.get(HERE))
    sprint = lived(paca)
    assert "Aucune donnée" in text_of(client.get(HERE))
    assert "aucun jour noté" in text_of(client.get(HERE))

    first, _second, third = sprint.activities.order_by("rank")
    for activity, spent in ((first, 8), (third, 3)):
        sprints.finish_activity(activity=activity, days_spent=spent, by=cast.minh(), at=cast.NOON)
    added = sprints.plan_activity(
        sprint=sprint, kind=third.kind, title="De plus", days=1, by=cast.minh(), at=cast.NOON
    )
    [row] = spent_by_sprint(paca)
    assert (row.capacity, row.planned, row.added, row.logged, row.gap) == (14, 8, 1, 11, 3)
    assert (row.done, row.activities) == (2, 4)
    assert "Calculer à nouveau" in text_of(client.get(HERE))

    read_on("effort", FORESIGHT, at=cast.NOON)
    found.refresh_from_db()
    assert found.forecast["pace"]["ratio"] > 1
    assert found.forecast["left"]["p50"] > 0
    assert found.forecast["days"]["p50"] > found.estimate["whole"]["days"]["p50"]
    shown = text_of(client.get(HERE))
    assert "11 jours notés : 3 jours de plus" in shown
    assert "hors devis" in shown
    assert "À la fin" in shown
    assert "Calculer à nouveau" not in shown
    assert added.pk


def test_sprints_are_said_as_they_went(paca):
    saved(paca)
    sprint = lived(paca)
    first, second, _third = sprint.activities.order_by("rank")
    quotation = Quotation.objects.select_related("mission").get()

    def sentence(*spent):
        for activity, days_spent in zip((first, second), spent, strict=False):
            sprints.finish_activity(
                activity=activity, days_spent=days_spent, by=cast.minh(), at=cast.NOON
            )
        return told(quotation)["spent"]["sprints"][0]

    assert "jusqu'ici" in sentence(3)["sentence"]
    assert "autant" in sentence(4, 4)["sentence"]
    assert sentence(4, 4)["gap"] == "="
    assert sentence(3, 4)["gap"] == "–"
    sprints.close_sprint(sprint=sprint, by=cast.minh(), at=cast.NOON)
    closed = told(quotation)["spent"]["sprints"][0]
    assert "de moins" in closed["sentence"]
    assert closed["gap"] == "−1"


def test_days_spent_in_meetings_are_said_beside_those_of_activities(paca, as_):
    saved(paca)
    session = held(paca, kind="kick_off")
    assert "autres réunions" not in text_of(as_(cast.minh()).get(HERE))
    tally_session(session=session, without_account=0, days=2.5, by=cast.minh(), at=cast.NOON)
    assert "autres réunions ont pris, en plus : 2,5 jours." in text_of(as_(cast.minh()).get(HERE))


def test_the_sheet_has_real_numbers_and_runs_no_words(paca):
    found = saved(paca, rate=700, lines=[own(name="=1+1")], title="+Devis")
    lived(paca)

    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of(found)))

    with override("fr"):
        assert len(book.sheet_names) == 3
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "'+Devis"
    lines = {row[0]: row for row in rows}
    assert lines["'=1+1"][3] == pytest.approx(
        estimating.line_of(found.estimate["whole"], "own-1")["days"]["p80"]
    )
    assert lines["La mission entière"][3] == pytest.approx(found.estimate["whole"]["days"]["p80"])
    assert book.get_sheet_by_index(1).to_python()[4][2] == 14
    assert book.get_sheet_by_index(2).to_python()[4][1] == 1


def test_the_sheet_of_a_mission_without_sprint_says_so_and_one_with_days_foresees(paca):
    found = saved(paca)
    empty = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of(found)))
    assert empty.get_sheet_by_index(1).to_python()[4][0] == "Aucune donnée pour le moment."
    sprint = lived(paca)
    first = sprint.activities.order_by("rank").first()
    sprints.finish_activity(activity=first, days_spent=5, by=cast.minh(), at=cast.NOON)
    estimate_effort.call(paca.pk)
    found.refresh_from_db()

    rows = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of(found))).get_sheet_by_index(1)

    assert rows.to_python()[-1][2] == pytest.approx(found.forecast["left"]["p50"])


def test_the_paper_is_tagged_and_reads_no_markup(paca, as_):
    hostile = '#panic("x") *gras* $x$ [bloc] @ref <b>'
    found = saved(paca, rate=700, lines=[own(name=hostile)], title=hostile)

    pdf = quotation_pdf(found, language="fr")

    assert pdf.startswith(b"%PDF")
    assert b"/MarkInfo" in pdf or b"pdfuaid" in pdf
    assert hostile in json.loads(data_of(found, language="en"))["title"]
    assert as_(cast.minh()).get("/en" + HERE + "version-1/").status_code == 200


def test_a_quotation_of_nothing_costs_nothing(paca):
    found = saved(paca)
    nothing = replace(usual(paca), lines=())
    operations.save_quotation(
        mission=paca,
        title="x",
        sprints_planned=1,
        assumptions=nothing,
        by=cast.minh(),
        at=cast.NOON,
    )
    estimate_effort.call(paca.pk)
    found.refresh_from_db()

    said = told(found)["estimate"]

    assert (said["half"], said["doubt"], said["money"], said["forgotten"]) == ("0", "", [], "")


def test_days_and_euros_are_said_in_each_language():
    with override("fr"):
        assert (days(1.5), days(2)) == ("1,5 jour", "2 jours")
        assert re.sub(r"\s", "", euros(12345.6)) == "12346€"
    with override("en"):
        assert (days(1.5), days(1), euros(12345.6)) == ("1.5 days", "1 day", "€12,346")
        assert (days(2.25), days(0.96)) == ("2.3 days", "1 day")  # as on every page


def test_a_draft_is_on_paper_for_the_team_alone(paca, as_):
    cast.quotation(paca)
    for ending in (".pdf", ".xlsx", "/"):
        assert as_(cast.minh()).get(f"{HERE}version-1{ending}").status_code == 200
        assert as_(cast.odile()).get(f"{HERE}version-1{ending}").status_code == 404
        assert as_(cast.karim()).get(f"{HERE}version-1{ending}").status_code == 403
