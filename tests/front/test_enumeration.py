"""Nobody learns from the door who has an account: same status, same page, same letters, same time."""

import re
import statistics
import time

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maven.front.account_forms import nobodys
from maven.missions.models import Invitation
from maven.people.models import Person
from tests import cast
from tests.front.test_sessions import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.any_store]
DOOR, PASSWORD = "/connexion/", "/connexion/mot-de-passe/"
TRIES = 200
SAME = 0.15  # the medians differ by less, of the slower


@pytest.fixture(autouse=True)
def without_limits(settings):
    names = ("code", "code-network", "password", "password-network", "invite")
    settings.LIMITS = dict.fromkeys(names, 0)


def plain(response, *words):
    """A page without what is new in each answer, and without what was typed."""
    text = re.sub(
        r'(name="(?:submission_key|csrfmiddlewaretoken)" value=")[^"]*', r"\1", response.text
    )
    for word in words:
        text = text.replace(word, "…")
    return text


def accounts(number):
    Person.objects.bulk_create(
        Person(email=f"known{n}@example.org", name=f"Personne {n}", password="!")
        for n in range(number)
    )


def take_the_same_time(one, other, tries=TRIES):
    """Taken in turns, what slows the machine slows both; a machine too busy to tell is asked again.

    Both sides are called with a new browser and a number that never comes twice.
    """
    told = []
    for turn in range(3):
        taken = ([], [])
        for n in range(tries):
            for times, send in zip(taken, (one, other), strict=True):
                browser = Browser()
                began = time.perf_counter()
                send(browser, turn * tries + n)
                times.append(time.perf_counter() - began)
        slow, quick = sorted(map(statistics.median, taken), reverse=True)
        told.append(1 - quick / slow)
        if told[-1] < SAME:
            return True
    print(told)
    return False


def test_a_code_is_sent_in_the_same_way_to_who_is_known_and_who_is_not():
    accounts(1)
    pages = []
    for address in ("known0@example.org", "other0@example.org"):
        browser = Browser()
        answer = browser.form(DOOR, {"email": address})
        page = browser.get(answer.url)
        pages.append((answer.status_code, answer.url, plain(page, address)))
    assert pages[0] == pages[1]


def test_the_letters_are_alike(django_capture_on_commit_callbacks):
    accounts(1)
    for address in ("known0@example.org", "other0@example.org"):
        with django_capture_on_commit_callbacks(execute=True):
            Browser().form(DOOR, {"email": address})
    one, other = mail.outbox
    code = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
    assert code.sub("…", one.body) == code.sub("…", other.body)
    assert code.sub("…", one.subject) == code.sub("…", other.subject)


def test_a_code_is_asked_for_in_the_same_time():
    accounts(3 * TRIES)
    assert take_the_same_time(
        lambda browser, n: browser.form(DOOR, {"email": f"known{n}@example.org"}),
        lambda browser, n: browser.form(DOOR, {"email": f"other{n}@example.org"}),
    )


def wrong(email):
    return lambda browser, _n: browser.form(PASSWORD, {"email": email, "password": "x" * 12})


class Quick(PBKDF2PasswordHasher):
    """As the real one, with less to do: two hundred tries of it are taken."""

    iterations = 20_000


def test_a_password_is_refused_in_the_same_way_and_time(settings):
    settings.PASSWORD_HASHERS = ["tests.front.test_enumeration.Quick"]
    nobodys.cache_clear()
    accounts(1)
    holder = cast.theo()
    holder.set_password("cheval-agrafe-violon-nuage")
    holder.save()
    addresses = ("theo@example.org", "known0@example.org", "nobody@example.org")
    answers = [(wrong(email)(Browser(), 0), email) for email in addresses]
    pages = {(answer.status_code, plain(answer, email)) for answer, email in answers}
    assert len(pages) == 1
    assert take_the_same_time(wrong("theo@example.org"), wrong("nobody@example.org"))
    assert take_the_same_time(wrong("known0@example.org"), wrong("nobody@example.org"), tries=50)


def test_inviting_tells_a_facilitator_nothing_about_accounts_elsewhere(paca, as_, send):
    accounts(1)
    as_(cast.minh())
    pages = []
    for address in ("known0@example.org", "other0@example.org"):
        page = send("/m/paca/animer/invitations/", {"addresses": address, "role": "member"})
        pages.append((page.status_code, plain(page, address)))
    assert pages[0] == pages[1]


def test_links_of_invitations_that_never_were_and_are_no_more_look_the_same(paca, client):
    unknown = client.get("/i/never-was/")
    assert not Invitation.objects.exists()
    assert unknown.status_code in {404, 410}


def test_a_passkey_is_challenged_alike_for_everybody():
    """The challenge names no account: there is nothing to ask it about."""
    accounts(1)
    with CaptureQueriesContext(connection) as asked:
        answer = Browser().form("/connexion/cle/defi/", {"email": "known0@example.org"})
    assert answer.json()["publicKey"].get("allowCredentials", []) == []
    assert not [query for query in asked if "people_person" in query["sql"]]
