import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maven.voices import operations
from maven.voices.models import Opinion, Participant
from tests import cast

pytestmark = pytest.mark.any_store  # about pages; the verbs are asked on both stores


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def call(paca):
    return cast.consultation(paca, statements=7)


def avis(call):
    return f"{call.get_absolute_url()}avis/"


def answer(send, call, number, choice=1, **extra):
    statement = call.statements.get(number=number)
    return send(avis(call), {"statement": statement.pk, "choice": choice, **extra})


def real(queries):
    """The queries that read or write; savepoints cost nothing."""
    return [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]


def order():
    """Where several write at once, two more: facts in order, and nothing after the closing."""
    return 0 if connection.vendor == "sqlite" else 2


def test_a_guest_reads_one_idea_with_three_buttons_and_nothing_is_written(client, call):
    with CaptureQueriesContext(connection) as asked:
        page = client.get(call.get_absolute_url())

    text = page.content.decode()
    assert page.status_code == 200
    assert "Idée 1 sur 7" in text
    assert text.count('name="choice"') == 3
    assert not any(sql.startswith(("INSERT", "UPDATE", "DELETE")) for sql in real(asked))
    assert "voice" not in client.cookies


def test_a_guest_answers_without_an_account_and_is_known_by_a_closed_cookie(client, send, call):
    page = answer(send, call, 1)

    assert page.status_code == 303
    cookie = client.cookies["voice"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie.value.split(":")[0] not in str(list(Participant.objects.values()))
    answer(send, call, 2, -1)
    assert Participant.objects.of(call).count() == 1
    assert "Idée 3 sur 7" in client.get(call.get_absolute_url()).content.decode()


def test_changing_ones_mind_replaces_the_answer(send, call):
    answer(send, call, 1, 1)
    answer(send, call, 1, -1, important="1")

    only = Opinion.objects.get()
    assert (only.choice, only.important) == (-1, True)


def test_with_htmx_the_next_card_comes_back_alone(client, send, call):
    statement = call.statements.get(number=1)
    page = send(
        avis(call), {"statement": statement.pk, "choice": 0}, headers={"HX-Request": "true"}
    )

    text = page.content.decode()
    assert page.status_code == 200
    assert "<html" not in text
    assert "Idée 2 sur 7" in text
    assert "Réponse enregistrée. Vous pouvez la changer." in text.replace("\u202f", " ")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "card"])
def test_an_answer_of_a_guest_costs_at_most_12_queries(client, send, call, headers):
    answer(send, call, 1)
    client.get(call.get_absolute_url())
    statement = call.statements.get(number=2)

    with CaptureQueriesContext(connection) as asked:
        send(avis(call), {"statement": statement.pk, "choice": 1}, headers=headers)

    assert len(real(asked)) <= 12 + order(), "\n".join(real(asked))


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "card"])
def test_an_answer_of_a_person_costs_three_more_for_who_one_is(as_, send, call, headers):
    client = as_(cast.karim())
    answer(send, call, 1)
    client.get(call.get_absolute_url())
    statement = call.statements.get(number=2)

    with CaptureQueriesContext(connection) as asked:
        send(avis(call), {"statement": statement.pk, "choice": 1}, headers=headers)

    assert len(real(asked)) <= 15 + order(), "\n".join(real(asked))


@pytest.mark.parametrize(
    "wrong",
    [{}, {"statement": "x"}, {"choice": "2"}, {"choice": ""}, {"statement": "9" * 30}],
    ids=str,
)
def test_an_answer_that_is_none_is_refused_and_nothing_is_written(send, call, wrong):
    right = {"statement": call.statements.get(number=1).pk, "choice": 1}

    page = send(avis(call), {**right, **wrong} if wrong else {})

    assert page.status_code in {404, 422}
    assert not Opinion.objects.exists()
    assert not Participant.objects.exists()


def test_an_idea_of_another_consultation_or_mission_is_not_there(send, call):
    other = cast.consultation(cast.elsewhere(), statements=1).statements.get()

    page = send(avis(call), {"statement": other.pk, "choice": 1})

    assert page.status_code == 404
    assert not Opinion.objects.exists()


def test_an_idea_that_waits_is_neither_shown_nor_answered(client, send, call):
    call.statements.update(accepted_at=None)
    statement = call.statements.first()

    assert statement.words not in client.get(call.get_absolute_url()).content.decode()
    assert send(avis(call), {"statement": statement.pk, "choice": 1}).status_code == 404


def test_five_answers_open_the_results(client, send, call):
    locked = "Répondez à 5 idées pour voir ce que pensent les autres."
    for number in range(1, 5):
        answer(send, call, number)
    assert locked in client.get(call.get_absolute_url()).content.decode()

    answer(send, call, 5)

    assert locked not in client.get(call.get_absolute_url()).content.decode()


def test_after_the_last_idea_one_is_thanked_and_asked_for_another(client, send, call):
    for number in range(1, 8):
        answer(send, call, number)

    text = client.get(call.get_absolute_url()).content.decode().replace("\u202f", " ")
    assert "Vous avez tout lu, merci. Il manque une idée ?" in text


def test_a_closed_consultation_takes_no_answer_and_says_how_many_there_were(client, send, call):
    answer(send, call, 1)
    type(call).objects.update(closed_at=cast.NOON)

    page = answer(send, call, 2)

    assert page.status_code == 409
    assert Opinion.objects.count() == 1
    text = client.get(call.get_absolute_url()).content.decode()
    assert "Close le 13 janvier 2014." in text.replace("\u00a0", " ")
    assert 'name="choice"' not in text


def test_an_address_with_former_words_leads_to_the_current_one(client, call):
    page = client.get(f"/m/paca/consultations/avant-{call.pk}/")

    assert page.status_code == 301
    assert page["Location"] == call.get_absolute_url()


def test_a_closed_mission_shows_its_consultation_to_nobody_else(db, client, as_, send):
    call = cast.consultation(cast.elsewhere(), statements=1)

    assert client.get(call.get_absolute_url()).status_code == 404
    assert answer(send, call, 1).status_code == 404
    assert as_(cast.minh()).get(call.get_absolute_url()).status_code == 404
    assert as_(cast.ana()).get(call.get_absolute_url()).status_code == 200


def test_who_signs_in_is_offered_their_answers_and_nothing_is_merged_in_silence(
    client, as_, send, call
):
    for number in (1, 2, 3):
        answer(send, call, number)
    as_(cast.karim())

    text = client.get(call.get_absolute_url()).content.decode()
    assert "Reprendre mes 3 réponses" in text
    assert "Idée 1 sur 7" in text
    assert send(f"{call.get_absolute_url()}mes-reponses/reprise/").status_code == 303
    text = client.get(call.get_absolute_url()).content.decode()
    assert "Idée 4 sur 7" in text
    assert "Reprendre" not in text
    assert Participant.objects.of(call).get().person == cast.karim()


def test_two_browsers_are_two_voices(call):
    import secrets

    for _ in range(2):
        Client().post(
            avis(call),
            {
                "statement": call.statements.get(number=1).pk,
                "choice": 1,
                "submission_key": secrets.token_urlsafe(18),
            },
        )

    assert Participant.objects.of(call).count() == Opinion.objects.count() == 2


def test_a_forged_cookie_is_a_new_guest(client, send, call):
    answer(send, call, 1)
    client.cookies["voice"] = "someone-else:forged:signature"

    assert "Idée 1 sur 7" in client.get(call.get_absolute_url()).content.decode()


@pytest.mark.parametrize("size", [1, 200])
@pytest.mark.parametrize("page", ["idees", "mes-reponses"])
def test_the_list_of_ideas_costs_the_same_whatever_its_length(as_, send, paca, size, page):
    call = cast.consultation(paca, statements=size)
    client = as_(cast.karim())
    answer(send, call, 1, -1)

    with CaptureQueriesContext(connection) as asked:
        text = client.get(f"{call.get_absolute_url()}{page}/").content.decode()

    assert len(real(asked)) <= 15
    assert "Pas d’accord" in text or "Pas d'accord" in text


def test_one_idea_can_be_answered_again_from_the_list(client, send, call):
    answer(send, call, 2, 1)

    text = client.get(f"{call.get_absolute_url()}idees/2/").content.decode()
    assert 'value="1" aria-pressed="true"' in text
    page = answer(send, call, 2, 0, back="answers")
    assert page["Location"].endswith("/mes-reponses/#idee-2")
    assert client.get(f"{call.get_absolute_url()}idees/99/").status_code == 404


def test_one_may_erase_all_of_ones_answers(client, send, call):
    answer(send, call, 1)
    answer(send, call, 2)

    send(f"{call.get_absolute_url()}mes-reponses/retrait/")

    assert not Opinion.objects.exists()


def test_no_page_shows_who_answered_what(as_, client, send, call):
    as_(cast.karim())
    answer(send, call, 1)
    client.logout()

    for person in (cast.minh(), cast.odile(), cast.lucie()):
        for page in ("", "idees/", "mes-reponses/"):
            assert "Karim" not in as_(person).get(call.get_absolute_url() + page).content.decode()


def test_the_english_page_has_the_same_words_in_english(client, call):
    text = client.get("/en" + call.get_absolute_url()).content.decode()

    assert "Idea 1 of 7" in text
    assert "Your answer stays anonymous." in text


def test_a_guest_who_double_clicks_the_first_time_is_one_voice(client, call):
    """The browser lets the first answer go, and keeps the cookies of the second."""
    form = {"submission_key": "k" * 24, "statement": call.statements.get(number=1).pk, "choice": 1}
    client.post(avis(call), form)
    client.cookies.clear()
    again = client.post(avis(call), form)

    assert again["Idempotency-Replayed"] == "true"
    assert again.cookies["voice"]["httponly"]
    assert again.cookies["voice"]["max-age"]
    form |= {"submission_key": "l" * 24, "statement": call.statements.get(number=2).pk}
    client.post(avis(call), form)
    assert Participant.objects.of(call).count() == 1
    assert Opinion.objects.count() == 2


def test_an_answer_given_while_the_consultation_closes_is_not_taken(send, call, monkeypatch):
    def closed(**_known):
        raise operations.ConsultationClosed

    monkeypatch.setattr(operations, "give_opinion", closed)
    assert answer(send, call, 1).status_code == 409
    assert not Participant.objects.exists()
