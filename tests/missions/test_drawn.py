"""Two people editing the same thing: the second reads the first, and loses nothing of her own."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest

from maven.compass.operations import set_aim
from maven.missions.drawn import Drawn
from maven.reports.operations import compile_report
from maven.sprints.models import Activity, Minutes, MinutesLine, Session
from maven.sprints.operations.sessions import Item, set_agenda
from maven.toolbox.queries import kind_of
from maven.voices.operations import write_charter
from tests import cast
from tests.house.launch import Launched


class Forms(HTMLParser):
    """The forms of a page that carry a mark: what a browser would send of each."""

    def __init__(self, page):
        super().__init__()
        self.found, self.area, self.select = [], None, None
        self.feed(page.content.decode())

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        name, value = told.get("name"), told.get("value") or ""
        if tag == "form":
            self.found.append((told.get("action"), {}))
        elif tag == "input" and name and self.found:
            if told.get("type") not in {"radio", "checkbox"} or "checked" in told:
                self.found[-1][1][name] = value or ("on" if "checked" in told else "")
        elif tag in {"textarea", "select"}:
            self.area = name if tag == "textarea" else None
            self.select = name if tag == "select" else None
            self.found[-1][1][name] = ""
        elif tag == "option" and self.select and "selected" in told:
            self.found[-1][1][self.select] = value

    def handle_endtag(self, tag):
        if tag in {"textarea", "select"}:
            self.area = self.select = None

    def handle_data(self, data):
        if self.area:
            self.found[-1][1][self.area] += data.removeprefix("\n")


def drawn(page, field):
    """Where the form with this field goes, and what it holds."""
    return next(
        (action, {name: value for name, value in sent.items() if name != "submission_key"})
        for action, sent in Forms(page).found
        if "drawn" in sent and field in sent
    )


# Rows that come and go: below. A choice, a date or a name alone: with the pages of their rooms.
ELSEWHERE = {"PlenaryForm", "MoveForm", "TensionPlanForm", "GroupForm"}


@pytest.fixture
def pages(paca):
    """Each form that edits what stands: its page, and a field of it."""
    cause = cast.cause(paca)
    write_charter(mission=paca, intro="", lines="Une règle", by=cast.minh(), at=cast.NOON)
    closed = cast.sprint(paca, closed=True)
    compile_report(sprint=closed, by=cast.minh(), at=cast.NOON)
    cast.sprint(paca, 2)
    set_aim(mission=paca, dimension="convergence", zone=(10, 90), by=cast.minh(), at=cast.NOON)
    launched = Launched(paca)
    session = Session.objects.create(
        mission=paca,
        kind="other",
        title="Rencontre",
        starts_at=cast.NOON,
        ends_at=cast.NOON + timedelta(hours=2),
        opened_at=cast.NOON,
        changed_at=cast.NOON,
    )
    set_agenda(session=session, items=[Item(minutes=10, title="x")], by=cast.minh(), at=cast.NOON)
    minutes = Minutes.objects.create(session=session, opened_at=cast.NOON)
    line = MinutesLine.objects.create(
        minutes=minutes, rank=1, kind="agreement", words="x", written_at=cast.NOON
    )
    cast.quotation(paca)
    met, seat = "/m/paca/animer/entretiens/", f"/m/paca/seances/{session.pk}/"
    return {
        "AgreementForm": ("/m/paca/animer/cadrage/", "constraints"),
        "BriefingForm": (f"/m/paca/notes/{launched.note.pk}/texte/", "words"),
        "GuideForm": (f"{met}guide/", "guide"),
        "RecordForm": (f"{met}{launched.interview.pk}/", "answer-1"),
        "SessionForm": (f"{seat}modifier/", "place"),
        "SessionAgendaForm": (f"{seat}ordre-du-jour/", "title-0"),
        "TallyForm": (f"{seat}presence/", "without_account"),
        "SummaryForm": (f"{seat}compte-rendu/", "summary"),
        "LineForm": (f"{seat}compte-rendu/lignes/{line.pk}/", "words"),
        "SectionForm": ("/m/paca/rapports/etape-1/parties/state/", "words"),
        "QuotationForm": ("/m/paca/animer/effort/", "title"),
        "AimForm": ("/m/paca/etat/", "low"),
        "CauseForm": (f"/m/paca/causes/{cause.slug}-{cause.pk}/texte/", "purpose"),
        "FramingForm": ("/m/paca/animer/reglages/", "territory"),
        "SectorForm": ("/m/paca/animer/milieux/", "name"),
        "CharterForm": ("/m/paca/animer/charte/", "rules"),
        "WordsForm": ("/m/paca/rapports/etape-1/", "words"),
        "AgendaForm": ("/m/paca/sprints/2/revue/?etape=suite", "agenda"),
        "KindForm": ("/m/paca/boite-a-outils/conference/corriger/", "name_fr"),
        "QuantitiesForm": ("/m/paca/boite-a-outils/quantites/", "high_1"),
        "AccountForm": ("/moi/", "about"),
    }


def test_of_two_forms_drawn_together_the_second_shows_the_first_and_saves_nothing(as_, send, pages):
    minh = as_(cast.minh())
    for form, (page, field) in pages.items():
        action, sent = drawn(minh.get(page), field)
        numbers = field in {"high_1", "low", "without_account"}
        first, mine = ("21", "22") if numbers else ("Premiers mots", "Seconds mots")
        assert send(action or page, sent | {field: first}).status_code == 303, form

        back = send(action or page, sent | {field: mine})
        text = back.content.decode()

        assert back.status_code == 422, form
        assert all(words in text for words in (first, mine, "Changé entre-temps")), form
        _, again = drawn(back, field)
        assert again[field] == mine, form
    assert drawn(minh.get(page), field)[1][field] == first
    assert send(action or page, again).status_code == 303
    assert drawn(minh.get(page), field)[1][field] == mine
    edits = {one.__name__ for one in Drawn.__subclasses__()}
    assert edits - ELSEWHERE == set(pages)


def test_who_sends_what_stands_already_is_told_nothing(as_, send, pages):
    page, field = pages["CauseForm"]
    _, sent = drawn(as_(cast.minh()).get(page), field)

    assert send(page, sent | {field: "Les mêmes mots"}).status_code == 303
    assert send(page, sent | {field: "Les mêmes mots"}).status_code == 303
    back = send(page, sent | {field: "D autres", "title": ""})
    assert "Changé entre-temps par Minh" in back.content.decode()


def test_a_table_that_changed_meanwhile_is_not_adopted_unread(as_, send, paca):
    sprint = cast.sprint(paca, adopted=False)
    kind = kind_of(paca, "conference")
    Activity.objects.create(sprint=sprint, kind=kind, title="Veillée", days_planned=1)
    page = "/m/paca/sprints/1/pleniere/"
    _, sent = drawn(as_(cast.minh()).get(page), "capacity_days")
    [title] = [name for name in sent if name.startswith("title-")]
    first = sent | {title: "Soirée", "act": "redraft"}
    assert send(page, first).status_code == 303

    back = send(page, sent | {title: "Matinée", "act": "adopt"})
    sprint.refresh_from_db()

    assert back.status_code == 422
    assert sprint.state == "drafted"
    text = back.content.decode()
    assert all(words in text for words in ("Soirée", "Matinée", "Changé entre-temps par Minh"))
    _, again = drawn(back, "capacity_days")
    assert send(page, again | {"act": "adopt"}).status_code == 303
    sprint.refresh_from_db()
    assert sprint.state == "adopted"
