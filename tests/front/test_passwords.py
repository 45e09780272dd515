"""A password is for whoever wants one; it is as guarded as the rest."""

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.hashers import identify_hasher, make_password

from maven.config import settings as product
from maven.front.account_forms import has_password
from maven.journal.models import Fact
from maven.people.models import Person, SignIn
from tests import cast
from tests.front.test_sessions import Browser, is_in

pytestmark = pytest.mark.django_db
ENTER, CHOOSE = "/connexion/mot-de-passe/", "/moi/securite/mot-de-passe/"
GOOD = "cheval-agrafe-violon-nuage"


@pytest.fixture
def browser():
    """Théo's, who has just come in."""
    import time

    found = Browser()
    found.force_login(cast.theo())
    session = found.session
    session["proved"] = int(time.time())
    session.save()
    return found


def entered(email="theo@example.org", password=GOOD, **extra):
    other = Browser()
    return other, other.form(ENTER, {"email": email, "password": password}, **extra)


def test_a_password_is_chosen_and_opens_the_door(browser):
    assert browser.form(CHOOSE, {"password": GOOD}).url == "/moi/securite/#password"
    other, response = entered(email="Theo@Example.org")
    assert response.url == "/"
    assert get_user(other) == cast.theo()
    assert SignIn.objects.get().means == "password"
    assert is_in(browser)


def test_another_password_ends_the_other_sessions_and_the_former_one(browser):
    browser.form(CHOOSE, {"password": GOOD})
    other, _ = entered()
    browser.form(CHOOSE, {"password": "il pleut rarement sur les tuiles"})
    assert not is_in(other)
    assert is_in(browser)
    assert not get_user(entered()[0]).is_authenticated
    assert not SignIn.objects.exclude(session_key=browser.session.session_key).exists()


def test_it_can_be_given_up(browser):
    browser.form(CHOOSE, {"password": GOOD})
    browser.form(f"{CHOOSE}retrait/")
    assert entered()[1].status_code == 422
    assert not Person.objects.get().has_usable_password()
    verbs = Fact.objects.filter(verb__startswith="password").values_list("verb", flat=True)
    assert sorted(verbs) == ["password.removed", "password.set"]


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("court", "Douze caractères au moins"),
        ("", "error-summary"),
        ("x" * 129, "128 caractères au plus"),
        ("Marseille2024!", "« marseille », « 2024 »"),
        ("theo@example.org", "Facile à deviner"),
        ("numérique en commun", "Facile à deviner"),
        ("Provence-Alpes-Côte d'Azur", "Facile à deviner"),
    ],
)
def test_what_is_easy_to_guess_is_refused_in_words(paca, browser, password, words):
    browser.form("/m/paca/participer/")
    response = browser.form(CHOOSE, {"password": password})
    assert response.status_code == 422
    assert words in response.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert not has_password(Person.objects.get(email="theo@example.org"))


def test_the_two_ways_of_writing_an_accent_are_one_password(browser):
    browser.form(CHOOSE, {"password": "e\u0301lan-pivoine-trottoir-brume"})
    assert entered(password="e\u0301lan-pivoine-trottoir-brume")[1].status_code == 302
    assert entered(password="\u00e9lan-pivoine-trottoir-brume")[1].status_code == 302


def test_wrong_unknown_without_and_closed_are_one_answer(browser):
    browser.form(CHOOSE, {"password": GOOD})
    closed = cast.person("Close", "close@example.org")
    closed.set_password(GOOD)
    closed.is_active = False
    closed.save()
    cast.karim()
    answers = {
        entered(password="not that one")[1].text.count("ne vont pas ensemble"),
        entered("nobody@example.org")[1].text.count("ne vont pas ensemble"),
        entered("karim@example.org")[1].text.count("ne vont pas ensemble"),
        entered("close@example.org")[1].text.count("ne vont pas ensemble"),
    }
    assert len(answers) == 1
    assert answers != {0}


def test_ten_tries_an_hour_for_an_account_twenty_for_a_network(browser):
    browser.form(CHOOSE, {"password": GOOD})
    tries = [
        entered(password="x" * 12, REMOTE_ADDR=f"10.0.0.{n}")[1].status_code for n in range(12)
    ]
    assert tries == [422] * 10 + [429] * 2
    assert entered(REMOTE_ADDR="10.0.1.1")[1].status_code == 429
    tries = [entered(f"p{n}@example.org", REMOTE_ADDR="10.9.9.9")[1].status_code for n in range(22)]
    assert tries.count(422) == 20


def test_one_who_is_in_already_is_led_on_and_the_page_is_there_for_others(browser, client):
    assert browser.get(ENTER).url == "/"
    assert client.get(ENTER).status_code == 200
    assert browser.get(CHOOSE).status_code == 200


def test_a_password_proves_it_again(browser):
    browser.form(CHOOSE, {"password": GOOD})
    other, _ = entered()
    session = other.session
    session["proved"] -= 16 * 60
    session.save()
    proof = "/moi/securite/preuve/"
    assert other.get(CHOOSE).url.startswith(proof)
    assert "Votre mot de passe" in other.get(proof).text
    assert other.form(proof, {"password": "wrong-one-here"}).status_code == 422
    assert other.form(proof, {"password": GOOD, "next": CHOOSE}).url == CHOOSE
    assert other.get(CHOOSE).status_code == 200


def test_passwords_rest_under_argon2id(settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    kept = make_password(GOOD)
    assert identify_hasher(kept).algorithm == "argon2"
    assert kept.startswith("argon2$argon2id$")
