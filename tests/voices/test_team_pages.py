import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maven.causes.models import Cause
from maven.voices import operations
from maven.voices.models import Consultation, Opinion, Participant, Statement
from tests import cast

pytestmark = pytest.mark.any_store  # about pages; the verbs are asked on both stores

ALL = "/m/paca/consultations/"
NEW = "/m/paca/animer/consultation/"
TEAM = "/m/paca/animer/moderation/"


@pytest.fixture
def call(paca):
    return cast.consultation(paca, statements=6)


def waiting(call, words="Une idée à lire, proposée ici."):
    return operations.submit_statement(consultation=call, author=None, words=words, at=cast.NOON)


def crowd(call, number, agree, disagree=0, passed=0):
    statement = call.statements.get(number=number)
    for n, choice in enumerate([1] * agree + [-1] * disagree + [0] * passed):
        voice, _ = Participant.objects.get_or_create(
            consultation=call, source_id=str(n), defaults={"came_at": cast.NOON}
        )
        Opinion.objects.create(
            participant=voice, statement=statement, choice=choice, given_at=cast.NOON
        )


def test_the_list_says_in_words_what_is_asked(client, paca):
    assert "Aucune question n’est posée" in client.get(ALL).content.decode().replace("'", "’")
    call = cast.consultation(paca, statements=2)
    crowd(call, 1, 2)

    text = client.get(ALL).content.decode().replace("\u00a0", " ")
    assert "Une question est posée" in text
    assert "2 idées" in text
    assert "2 personnes" in text
    assert "2 réponses" in text


@pytest.mark.parametrize("size", [1, 12])
def test_the_list_costs_the_same_whatever_its_length(client, paca, size):
    for n in range(size):
        cast.consultation(paca, f"Question {n} ?", statements=2)

    with CaptureQueriesContext(connection) as asked:
        client.get(ALL)

    assert len(asked) <= 6


def test_a_facilitator_asks_a_question_with_ideas_one_a_line(as_, send, paca):
    as_(cast.minh())
    page = send(
        NEW,
        {
            "question": "Et demain ?",
            "ideas": "Une idée simple.\n\n  Une autre idée.\n",
            "closes_on": "2030-01-31",
        },
    )

    call = Consultation.objects.get()
    assert page["Location"] == call.get_absolute_url()
    assert [s.words for s in call.statements.in_order()] == ["Une idée simple.", "Une autre idée."]


def test_a_line_that_is_no_idea_is_named_and_nothing_is_opened(as_, send, paca):
    as_(cast.minh())
    page = send(NEW, {"question": "Et demain ?", "ideas": "Une idée simple.\n" + "x" * 281})

    assert page.status_code == 422
    assert "Ligne 2" in page.content.decode()
    assert not Consultation.objects.exists()


def test_an_idea_is_read_accepted_and_put_to_everybody(as_, client, send, call):
    as_(cast.minh())
    idea = waiting(call)
    assert idea.words in client.get(TEAM).content.decode()

    assert send(f"{TEAM}{idea.pk}/acceptation/").status_code == 303

    assert Statement.objects.accepted().filter(pk=idea.pk).exists()


def test_an_idea_is_refused_with_the_rule(as_, client, send, call):
    as_(cast.minh())
    idea = waiting(call)

    send(f"{TEAM}{idea.pk}/refus/", {"reason": ""})
    assert Statement.objects.waiting().count() == 1
    send(f"{TEAM}{idea.pk}/refus/", {"reason": "Deux idées à la fois."})

    idea.refresh_from_db()
    assert idea.refusal == "Deux idées à la fois."
    assert send(f"{TEAM}{idea.pk}/acceptation/").status_code == 303
    idea.refresh_from_db()
    assert idea.accepted_at is None


def test_an_idea_becomes_a_cause_from_the_page(as_, send, call):
    as_(cast.minh())
    idea = call.statements.get(number=1)

    page = send(f"{TEAM}{idea.pk}/cause/", {"title": "Agir ici"})

    cause = Cause.objects.get()
    assert page["Location"] == cause.get_absolute_url()
    assert Statement.objects.get(pk=idea.pk).cause == cause


@pytest.mark.parametrize("who", [cast.karim, cast.odile, cast.salome, cast.theo, cast.ana])
def test_only_the_team_opens_closes_and_moderates(as_, client, send, call, who):
    as_(who())
    idea = waiting(call)
    one = call.get_absolute_url()

    assert client.get(NEW).status_code == client.get(TEAM).status_code == 403
    for address in (
        NEW,
        f"{one}cloture/",
        f"{one}reouverture/",
        f"{TEAM}{idea.pk}/acceptation/",
        f"{TEAM}{idea.pk}/refus/",
        f"{TEAM}{idea.pk}/cause/",
    ):
        assert send(address, {"reason": "x", "title": "x"}).status_code == 403
    assert Statement.objects.waiting().count() == 1


def test_ana_does_not_moderate_an_idea_of_this_mission_from_hers(as_, send, call):
    cast.elsewhere()
    as_(cast.ana())
    idea = waiting(call)

    assert send(f"/m/ailleurs/animer/moderation/{idea.pk}/acceptation/").status_code == 404


def test_a_guest_proposes_an_idea_that_waits(client, send, call):
    page = send(f"{call.get_absolute_url()}idees/nouvelle/", {"words": "Un lieu pour tous."})

    assert page.status_code == 200
    assert "L’équipe va lire" in page.content.decode().replace("'", "’").replace("&#x27;", "’")
    assert Statement.objects.waiting().get().words == "Un lieu pour tous."
    assert client.cookies["voice"]


def test_an_idea_sent_while_the_consultation_closes_is_not_taken(send, call, monkeypatch):
    welcome = operations.welcome

    def closing(**known):
        operations.close_consultation(consultation=call, by=cast.minh(), at=cast.NOON)
        return welcome(**known)

    monkeypatch.setattr(operations, "welcome", closing)
    page = send(f"{call.get_absolute_url()}idees/nouvelle/", {"words": "Un lieu pour tous."})

    assert page.status_code == 409
    assert not Statement.objects.waiting().exists()


def test_who_proposed_a_refused_idea_reads_the_rule_and_nobody_else_does(client, send, call):
    address = f"{call.get_absolute_url()}idees/nouvelle/"
    send(address, {"words": "Deux idées en une seule."})
    operations.refuse_statement(
        statement=Statement.objects.waiting().get(),
        reason="Une seule à la fois.",
        by=cast.minh(),
        at=cast.NOON,
    )

    assert "Une seule à la fois." in client.get(address).content.decode()
    client.cookies.clear()
    assert "Une seule à la fois." not in client.get(address).content.decode()


def test_a_facilitators_idea_does_not_wait(as_, send, call):
    as_(cast.minh())
    send(f"{call.get_absolute_url()}idees/nouvelle/", {"words": "Un lieu pour tous."})

    assert not Statement.objects.waiting().exists()


@pytest.mark.parametrize(
    "words",
    ["", "Idée numéro 2 pour le territoire.", "x" * 281, "e\u0301\u0301\u0301\u0301\u0301 !"],
)
def test_an_idea_that_cannot_be_taken_comes_back_with_the_reason(send, call, words):
    page = send(f"{call.get_absolute_url()}idees/nouvelle/", {"words": words})

    assert page.status_code == 422
    assert call.statements.count() == 6
    assert not Participant.objects.exists()


def test_no_idea_is_taken_by_a_closed_consultation(send, call):
    Consultation.objects.update(closed_at=cast.NOON)
    page = send(f"{call.get_absolute_url()}idees/nouvelle/", {"words": "Un lieu pour tous."})

    assert page.status_code == 409
    assert call.statements.count() == 6


def test_closing_and_reopening_from_the_page(as_, client, send, call):
    as_(cast.minh())
    one = call.get_absolute_url()
    send(f"{one}cloture/")
    assert "Close le" in client.get(one).content.decode()
    send(f"{one}reouverture/")
    assert "Idée 1 sur 6" in client.get(one).content.decode()
