import re

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from django.db import connection

from maven.people.models import Person
from tests import cast

pytestmark = pytest.mark.django_db
DOOR, CODE = "/connexion/", "/connexion/code/"


@pytest.fixture(autouse=True)
def no_limit_left_over():
    cache.clear()


def code_in(letter):
    return re.search(r"^\s{4}(\S+)$", letter.body, re.M)[1]


def test_a_known_person_comes_in_by_a_code(client, send):
    theo = cast.theo()
    assert send(DOOR, {"email": "Theo@Example.org"}).url == CODE
    [letter] = mail.outbox
    assert letter.subject == f"Votre code\u00a0: {code_in(letter)}"
    assert letter.to == ["theo@example.org"]
    response = send(CODE, {"code": code_in(letter)})
    assert response.url == "/"
    assert get_user(client) == theo


@pytest.mark.django_db(transaction=True)
def test_the_letter_leaves_once_the_store_is_free_again(send, monkeypatch):
    """A mail server may take seconds; on SQLite every vote would wait for it."""
    held = []
    monkeypatch.setattr(
        "django.core.mail.EmailMessage.send",
        lambda _letter, **_known: held.append(connection.in_atomic_block),
    )
    send(DOOR, {"email": "theo@example.org"})
    assert held == [False]


def test_a_newcomer_gets_an_account_by_the_same_door(client, send):
    assert send(DOOR, {"email": "nouvelle@example.org"}).url == CODE
    send(CODE, {"code": code_in(mail.outbox[0])})
    assert get_user(client).email == "nouvelle@example.org"
    assert Person.objects.count() == 1


def test_a_code_with_spaces_and_small_letters_is_good(client, send):
    send(DOOR, {"email": "theo@example.org"})
    send(CODE, {"code": f" {code_in(mail.outbox[0]).lower()} "})
    assert get_user(client).is_authenticated


def test_the_answers_are_the_same_for_a_known_and_an_unknown_address(client, send):
    cast.theo()
    answers = [send(DOOR, {"email": address}) for address in ("theo@example.org", "x@example.org")]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].url == answers[1].url
    assert [letter.subject.split()[0] for letter in mail.outbox] == ["Votre", "Votre"]


def test_in_english_the_letter_is_in_english(send):
    send("/en" + DOOR, {"email": "zoe@example.org"})
    assert mail.outbox[0].subject.startswith("Your code: ")
    assert "Here is the code" in mail.outbox[0].body


def test_a_wrong_code_does_not_open(client, send):
    send(DOOR, {"email": "theo@example.org"})
    response = send(CODE, {"code": "WRONG1"})
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert not get_user(client).is_authenticated


def test_after_three_wrong_codes_one_begins_again(client, send):
    send(DOOR, {"email": "theo@example.org"})
    for _try in range(2):
        assert send(CODE, {"code": "WRONG1"}).status_code == 422
    assert send(CODE, {"code": "WRONG1"}).status_code == 302
    assert client.get(CODE).status_code == 302


def test_what_is_no_address_comes_back_with_a_reason(send):
    response = send(DOOR, {"email": "theo"})
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert not Person.objects.exists()


def test_another_code_can_be_asked_for(send):
    send(DOOR, {"email": "theo@example.org"})
    assert send(CODE, {"action": "resend"}).status_code == 302
    assert len(mail.outbox) == 2
    assert code_in(mail.outbox[0]) != code_in(mail.outbox[1])


def test_one_goes_on_where_one_was_stopped(paca, client, send):
    page = client.get("/m/paca/communaute/")
    assert page.url.startswith(DOOR)
    send(page.url, {"email": "karim@example.org", "next": "/m/paca/communaute/"})
    cast.karim()
    response = send(CODE, {"code": code_in(mail.outbox[0]), "next": "/m/paca/communaute/"})
    assert response.url == "/m/paca/communaute/"


def test_a_closed_account_stays_closed_and_is_told_by_mail_only(client, send):
    Person.objects.filter(pk=cast.theo().pk).update(is_active=False)
    assert send(DOOR, {"email": "theo@example.org"}).url == CODE
    assert mail.outbox[0].subject == "Ce compte est fermé"
    assert Person.objects.count() == 1


def test_an_address_whose_code_was_never_used_makes_no_account(send):
    send(DOOR, {"email": "lost@example.org"})
    send(CODE, {"code": "WRONG1"})
    send(CODE, {"action": "resend"})
    assert not Person.objects.exists()


def test_an_account_closed_while_its_code_was_on_its_way_stays_closed(client, send):
    theo = cast.theo()
    send(DOOR, {"email": "theo@example.org"})
    Person.objects.filter(pk=theo.pk).update(is_active=False)
    assert send(CODE, {"code": code_in(mail.outbox[0])}).url == "/connexion/inactif/"
    assert not get_user(client).is_authenticated


def test_no_code_opens_a_closed_account_not_even_an_empty_one(client, send):
    Person.objects.filter(pk=cast.theo().pk).update(is_active=False)
    for code in ("", "-", " ", "0"):
        send(DOOR, {"email": "theo@example.org"})
        assert send(CODE, {"code": code}).status_code == 422
    assert not get_user(client).is_authenticated


def test_leaving_asks_once_and_then_closes(as_, send, client):
    as_(cast.theo())
    assert client.get("/connexion/sortie/").status_code == 200
    assert get_user(client).is_authenticated
    assert send("/connexion/sortie/").status_code == 302
    assert not get_user(client).is_authenticated


def test_the_demonstration_offers_its_roles_and_another_instance_does_not(client, settings):
    assert 'value="facilitator"' in client.get(DOOR).text
    settings.DEMO = False
    assert 'value="facilitator"' not in client.get(DOOR).text


def test_whoever_is_in_already_is_led_on(as_):
    assert as_(cast.theo()).get(DOOR).status_code == 302
