"""Too often is refused with the wait, whoever asks, and nobody shuts somebody else out."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from maven.people.models import Bucket
from maven.voices.models import Statement
from tests import cast

pytestmark = pytest.mark.django_db
DOOR, CODE = "/connexion/", "/connexion/code/"


def ask(send, address="theo@example.org", peer="192.0.2.1", **extra):
    return send(DOOR, {"email": address}, REMOTE_ADDR=peer, **extra)


def sent(send, times, **known):
    return [ask(send, **known).status_code for _ in range(times)].count(302)


def test_an_account_is_sent_ten_codes_an_hour_from_anywhere(send):
    given = sum(ask(send, peer=f"192.0.2.{n}").status_code == 302 for n in range(15))
    assert given == len(mail.outbox) == 10


def test_the_spelling_of_the_address_is_no_way_round(send):
    spellings = ["theo@example.org", "T.heo@example.org", "theo+2@example.org", "THEO@EXAMPLE.ORG"]
    given = [ask(send, spellings[n % 4], peer=f"192.0.2.{n}").status_code for n in range(15)]
    assert given.count(302) == 10


def test_a_network_is_sent_twenty_codes_an_hour_for_anybody(send):
    given = [ask(send, f"p{n}@example.org").status_code for n in range(25)]
    assert given.count(302) == 20


def test_forged_forwarding_is_no_way_round(send, settings):
    settings.PROXIES_IN_FRONT = 1
    given = [
        ask(send, f"p{n}@example.org", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 203.0.113.9").status_code
        for n in range(25)
    ]
    assert given.count(302) == 20


def test_a_rotated_ipv6_address_is_no_way_round(send):
    given = [ask(send, f"p{n}@example.org", f"2001:db8::{n:x}").status_code for n in range(25)]
    assert given.count(302) == 20


def test_the_answer_is_a_page_of_ours_with_the_wait(send):
    sent(send, 10)
    response = ask(send)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 360
    assert response["Cache-Control"] == "no-store"
    assert "dans 6\u00a0minutes" in response.text or "dans 6 minutes" in response.text
    assert "Un peu trop souvent" in response.text


def test_in_english_too(send):
    for _ in range(10):
        ask(send)
    response = send("/en" + DOOR, {"email": "theo@example.org"})
    assert "A little too often" in response.text


def test_known_or_not_the_refusal_comes_at_the_same_time(send):
    cast.theo()
    assert sent(send, 12, address="theo@example.org") == 10
    assert sent(send, 12, address="nobody@example.org", peer="198.51.100.1") == 10


def test_the_hour_gone_by_one_may_again(send):
    sent(send, 12)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        assert sent(send, 12) == 10


def test_other_codes_count_too(send):
    assert ask(send).status_code == 302
    again = [send(CODE, {"action": "resend"}).status_code for _ in range(2)]
    assert again == [302, 302]
    assert sent(send, 10, peer="198.51.100.1") == 7


def test_nobody_can_shut_somebody_else_out(send, client):
    ask(send)
    code = re.search(r"^\s{4}(\S+)$", mail.outbox[-1].body, re.M)[1]
    send(CODE, {"code": code})
    send("/connexion/sortie/")
    for n in range(20):
        client_of_a_stranger = type(client)()
        client_of_a_stranger.post(
            DOOR,
            {"email": "theo@example.org", "submission_key": f"{n:020}"},
            REMOTE_ADDR=f"198.51.100.{n}",
        )
    assert ask(send, peer="203.0.113.5").status_code == 302


def test_the_cookie_of_another_account_opens_nothing(send, client):
    ask(send, "karim@example.org")
    code = re.search(r"^\s{4}(\S+)$", mail.outbox[-1].body, re.M)[1]
    send(CODE, {"code": code})
    assert "karim" not in client.cookies["known"].value
    send("/connexion/sortie/")
    given = sum(ask(send, peer=f"192.0.2.{n}").status_code == 302 for n in range(15))
    assert given == 10


def test_codes_typed_are_counted_by_network(send):
    ask(send)
    statuses = [send(CODE, {"code": "NOPE"}).status_code for _ in range(62)]
    assert statuses[-1] == 429
    assert statuses[:60].count(429) == 0


def test_ideas_are_counted_by_person(paca, as_, send):
    call = cast.consultation(paca)
    as_(cast.karim())
    page = f"{call.get_absolute_url()}idees/nouvelle/"
    for n in range(22):
        send(page, {"words": f"Une idée numéro {n} pour le territoire."})
    refused = send(page, {"words": "Encore une autre idée pour le territoire."})
    assert refused.status_code == 429
    assert Statement.objects.filter(words__startswith="Encore").count() == 0


def test_new_guests_of_a_network_are_counted_and_known_ones_are_not(paca, client, send, settings):
    settings.LIMITS = {"guest": 2}
    call = cast.consultation(paca, statements=5)
    page = f"{call.get_absolute_url()}avis/"
    ideas = list(Statement.objects.order_by("pk"))

    def answer(idea):
        return send(page, {"statement": idea.pk, "choice": 1, "back": "card"}).status_code

    assert [answer(idea) for idea in ideas] == [303] * 5
    client.cookies.clear()
    assert answer(ideas[0]) == 303
    client.cookies.clear()
    assert answer(ideas[0]) == 429


def test_a_limit_of_zero_is_no_limit(send, settings):
    settings.LIMITS = {"code": 0, "code-network": 0}
    assert sent(send, 30) == 30
    assert not Bucket.objects.exclude(name="attempt").exists()


def test_the_operator_raises_a_limit_by_its_name(send, settings):
    settings.LIMITS = {"code": 12}
    assert sent(send, 15) == 12


def test_looking_at_the_page_counts_for_nothing(client):
    client.get(DOOR)
    assert not Bucket.objects.exists()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "moins d'une minute"), (60, "1 minute"), (61, "2 minutes"), (7200, "2 heures")],
)
def test_the_wait_in_words(seconds, words):
    from maven.front.limits import in_words

    assert in_words(seconds) == words


@pytest.mark.django_db(transaction=True)
def test_what_is_refused_was_counted_all_the_same(send):
    """A wrong code is answered with 422 and nothing stays of it, save that it was tried."""
    ask(send)
    for _ in range(2):
        assert send(CODE, {"code": "NOPE"}).status_code == 422
    assert not connection.in_atomic_block
    left = Bucket.objects.get(name="attempt").full_at - timezone.now()
    assert timedelta(seconds=90) < left < timedelta(seconds=125)
