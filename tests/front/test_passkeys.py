"""A passkey opens the door by itself, and is a second proof where one is asked."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator as Kept
from django.contrib.auth import get_user
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.front.passkey_forms import ShownPasskeyForm, SignedField
from maven.journal.models import Fact
from maven.people.models import Person, SignIn
from tests import cast
from tests.front.authenticator import PRESENT, Authenticator
from tests.front.test_sessions import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.any_store]
PAGE, NEW = "/moi/securite/", "/moi/securite/cles/"
DOOR, CODE, SECOND = "/connexion/", "/connexion/code/", "/connexion/second/"
AT_HOME = {"HTTP_HOST": "localhost"}


@pytest.fixture
def code_for(django_capture_on_commit_callbacks):
    def ask(browser, email):
        with django_capture_on_commit_callbacks(execute=True):
            browser.form(DOOR, {"email": email}, **AT_HOME)
        return re.search(r"^\s{4}(\S+)$", mail.outbox[-1].body, re.M)[1]

    return ask


@pytest.fixture
def enter(code_for):
    def come_in(email="theo@example.org", **said):
        browser = Browser(REMOTE_ADDR=f"192.0.2.{Browser.sent % 250}", **AT_HOME)
        response = browser.form(CODE, {"code": code_for(browser, email), **said})
        return browser, response

    return come_in


def equipped(browser, name="Mon téléphone", **known):
    key = Authenticator()
    options = browser.form(f"{NEW}defi/").json()
    response = browser.form(NEW, {"name": name, "credential": key.make(options, **known)})
    return key, response


def entered_with(key, browser=None, **known):
    browser = browser or Browser(**AT_HOME)
    options = browser.form("/connexion/cle/defi/").json()
    response = browser.form("/connexion/cle/", {"credential": key.show(options, **known)})
    return browser, response


def test_a_passkey_is_made_named_and_opens_the_door_by_itself(enter):
    theo = cast.theo()
    browser, _ = enter()
    key, response = equipped(browser)
    assert response.url == "/moi/securite/#keys"
    assert "Mon téléphone" in browser.get(PAGE).text
    other, response = entered_with(key)
    assert response.url == "/"
    assert get_user(other) == theo
    assert SignIn.objects.get(session_key=other.session.session_key).means == "passkey"
    assert Fact.objects.filter(verb="passkey.added").count() == 1


def test_it_goes_on_to_the_page_one_came_for(paca, enter):
    cast.karim()
    browser, _ = enter("karim@example.org")
    key, _ = equipped(browser)
    visitor = Browser(**AT_HOME)
    options = visitor.form("/connexion/cle/defi/").json()
    sent = {"credential": key.show(options), "next": "/m/paca/communaute/"}
    assert visitor.form("/connexion/cle/", sent).url == "/m/paca/communaute/"


def test_a_challenge_is_good_once_and_for_one_browser(enter):
    browser, _ = enter()
    key, _ = equipped(browser)
    visitor = Browser(**AT_HOME)
    options = visitor.form("/connexion/cle/defi/").json()
    shown = key.show(options)
    thief = Browser(**AT_HOME)
    thief.form("/connexion/cle/defi/")
    assert thief.form("/connexion/cle/", {"credential": shown}).url == DOOR
    assert not get_user(thief).is_authenticated
    visitor.form("/connexion/cle/", {"credential": shown})
    visitor.form("/connexion/sortie/")
    assert visitor.form("/connexion/cle/", {"credential": shown}).url == DOOR
    assert not get_user(visitor).is_authenticated


@pytest.mark.parametrize(
    "how",
    [
        {"flags": PRESENT},
        {"user": b"1z"},
        {"user": b"\xff\xfe"},
        {"user": b""},
        {"host": "example.org"},
    ],
)
def test_a_passkey_shown_in_another_way_opens_nothing(enter, how):
    key, _ = equipped(enter()[0])
    browser, response = entered_with(key, **how)
    assert response.url == DOOR
    assert not get_user(browser).is_authenticated


def test_one_made_for_another_site_opens_nothing(enter):
    key, _ = equipped(enter()[0])
    key.origin = "https://maven.example.net"
    assert not get_user(entered_with(key)[0]).is_authenticated


def test_one_shown_in_somebody_elses_name_opens_nothing(enter):
    key, _ = equipped(enter()[0])
    karim, _ = enter("karim@example.org")
    theirs, _ = equipped(karim)
    browser, _ = entered_with(key, user=theirs.user)
    assert not get_user(browser).is_authenticated


def test_a_closed_account_stays_closed(enter):
    key, _ = equipped(enter()[0])
    Person.objects.update(is_active=False)
    assert not get_user(entered_with(key)[0]).is_authenticated


def test_a_key_that_does_not_check_who_holds_it_is_not_taken(enter):
    browser, _ = enter()
    _, response = equipped(browser, flags=PRESENT)
    assert response.status_code == 422
    assert "pas pu être lue" in response.text
    assert not Kept.objects.exists()


def test_a_removed_passkey_opens_nothing_and_somebody_elses_cannot_be_removed(enter):
    browser, _ = enter()
    key, _ = equipped(browser)
    stranger, _ = enter("karim@example.org")
    address = f"{NEW}{Kept.objects.get().pk}/retrait/"
    assert stranger.form(address).status_code == 404
    assert browser.form(address).status_code == 303
    assert not get_user(entered_with(key)[0]).is_authenticated


def test_the_account_is_touched_only_by_whoever_has_just_shown_who_she_is(enter):
    browser, _ = enter()
    session = browser.session
    session["proved"] -= 16 * 60
    session.save()
    for address in (f"{NEW}defi/", f"{PAGE}second/", f"{PAGE}mot-de-passe/retrait/"):
        assert browser.form(address).url == "/moi/securite/preuve/?next=%2Fmoi%2Fsecurite%2F"
    assert browser.get(NEW).url == "/moi/securite/preuve/?next=%2Fmoi%2Fsecurite%2Fcles%2F"


def test_a_code_proves_it_again_for_a_quarter_of_an_hour(enter, django_capture_on_commit_callbacks):
    browser, _ = enter()
    former = browser.session.session_key
    session = browser.session
    session["proved"] -= 16 * 60
    session.save()
    with django_capture_on_commit_callbacks(execute=True):
        page = browser.form(f"{PAGE}preuve/code/", {"next": NEW})
    assert page.url == f"{PAGE}preuve/?next={NEW}"
    assert "Un code vient de partir" in browser.get(page.url).text
    code = re.search(r"^\s{4}(\S+)$", mail.outbox[-1].body, re.M)[1]
    assert browser.form(f"{PAGE}preuve/", {"code": "NOPE"}).status_code == 422
    assert browser.form(f"{PAGE}preuve/", {"code": code.lower(), "next": NEW}).url == NEW
    assert browser.get(NEW).status_code == 200
    assert browser.session.session_key != former
    assert SignIn.objects.get().session_key == browser.session.session_key


def test_after_three_wrong_codes_the_code_is_no_longer_good(
    enter, django_capture_on_commit_callbacks
):
    browser, _ = enter()
    with django_capture_on_commit_callbacks(execute=True):
        browser.form(f"{PAGE}preuve/code/")
    code = re.search(r"^\s{4}(\S+)$", mail.outbox[-1].body, re.M)[1]
    for _try in range(3):
        browser.form(f"{PAGE}preuve/", {"code": "NOPE"})
    assert browser.form(f"{PAGE}preuve/", {"code": code}).status_code == 422


def test_a_passkey_proves_it_again_and_counts_as_two_proofs(enter):
    browser, _ = enter()
    key, _ = equipped(browser)
    again, _ = enter()
    assert not again.session["strong"]
    options = again.form(f"{PAGE}preuve/defi/").json()
    assert again.form(f"{PAGE}preuve/", {"credential": key.show(options)}).url == PAGE
    assert again.session["strong"]


def test_whoever_asks_for_it_is_asked_for_a_passkey_after_a_code(enter):
    browser, _ = enter()
    key, _ = equipped(browser)
    browser.form(f"{PAGE}second/", {"wanted": "yes"})
    codes = re.findall(r"<code>(\d+)</code>", browser.get(PAGE).text)
    assert len(codes) == 10
    assert "<code>" not in browser.get(PAGE).text
    other, response = enter()
    assert response.url == SECOND
    assert not get_user(other).is_authenticated
    assert other.get("/moi/").url.startswith(DOOR)
    options = other.form(f"{SECOND}defi/").json()
    assert other.form(SECOND, {"credential": key.show(options)}).url == "/"
    assert get_user(other).is_authenticated
    assert other.session["strong"]


def test_a_rescue_code_opens_once(enter):
    browser, _ = enter()
    equipped(browser)
    browser.form(f"{PAGE}second/", {"wanted": "yes"})
    code = re.search(r"<code>(\d+)</code>", browser.get(PAGE).text)[1]
    other, _ = enter()
    assert other.form(SECOND, {"code": "12345678"}).status_code == 422
    assert other.form(SECOND, {"code": f"{code[:4]} {code[4:]}"}).url == "/"
    again, _ = enter()
    assert again.form(SECOND, {"code": code}).status_code == 422
    assert "9 codes de secours" in other.get(PAGE).text.replace("\u00a0", " ")


def test_the_seed_of_the_codes_does_not_rest_in_clear(enter):
    browser, _ = enter()
    equipped(browser)
    browser.form(f"{PAGE}second/", {"wanted": "yes"})
    assert Kept.objects.get(type="recovery_codes").data["seed"].startswith("gAAAA")


def test_it_is_lifted_by_her_and_with_her_last_passkey(enter):
    browser, _ = enter()
    equipped(browser)
    browser.form(f"{PAGE}second/", {"wanted": "yes"})
    browser.form(f"{PAGE}second/", {"wanted": "no"})
    assert enter()[1].url == "/"
    browser.form(f"{PAGE}second/", {"wanted": "yes"})
    browser.form(f"{NEW}{Kept.objects.get(type='webauthn').pk}/retrait/")
    assert not Kept.objects.exists()
    assert enter()[1].url == "/"


def test_nobody_locks_herself_out_by_asking_for_what_she_has_not(enter):
    browser, _ = enter()
    assert browser.form(f"{PAGE}second/", {"wanted": "yes"}).url == NEW
    assert not Kept.objects.exists()


def test_without_a_code_first_there_is_no_second_page(client):
    assert client.get(SECOND).url == DOOR
    browser = Browser(**AT_HOME)
    assert browser.form(f"{SECOND}defi/").status_code == 404
    assert browser.form(SECOND, {"code": "1"}).url == DOOR


class TestAskedOfFacilitators:
    @pytest.fixture(autouse=True)
    def asked(self, settings, paca):
        settings.SECOND_FACTOR = "facilitators"

    def test_a_facilitator_is_led_to_make_one_and_does_not_steer_meanwhile(self, enter):
        minh, response = enter("minh@example.org")
        assert response.url == PAGE
        assert "Une seconde preuve vous est demandée" in minh.get(PAGE).text
        refused = minh.get("/m/paca/animer/invitations/")
        assert refused.status_code == 403
        assert "Une seconde preuve est demandée" in refused.text
        assert minh.get("/m/paca/communaute/").status_code == 200

    def test_with_a_passkey_she_steers_at_once_and_holds_rescue_codes(self, enter):
        minh, _ = enter("minh@example.org")
        _, response = equipped(minh)
        assert response.url == "/moi/securite/#second"
        assert len(re.findall(r"<code>\d+</code>", minh.get(PAGE).text)) == 10
        assert minh.get("/m/paca/animer/invitations/").status_code == 200
        assert "Ne plus la demander" not in minh.get(PAGE).text

    def test_from_then_on_the_door_asks_for_it(self, enter):
        minh, _ = enter("minh@example.org")
        key, _ = equipped(minh)
        other, response = enter("minh@example.org")
        assert response.url == SECOND
        entered_with(key, other)
        assert other.get("/m/paca/animer/invitations/").status_code == 200

    def test_others_are_asked_for_nothing(self, enter):
        karim, response = enter("karim@example.org")
        assert response.url == "/"
        assert karim.get("/m/paca/communaute/").status_code == 200

    def test_asked_of_all_whoever_is_in_reads_as_a_guest_until_she_shows_one(self, enter, settings):
        settings.SECOND_FACTOR = "all"
        karim, response = enter("karim@example.org")
        assert response.url == PAGE
        assert karim.get("/m/paca/").status_code == 200
        assert karim.get("/m/paca/communaute/").status_code == 403
        equipped(karim)
        assert karim.get("/m/paca/communaute/").status_code == 200


NONSENSE = [
    "",
    "null",
    "[]",
    "5",
    '"x"',
    "{}",
    '{"id": 1}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":[]}',
    '{"id":"AA","rawId":"é","response":{"clientDataJSON":"e30","authenticatorData":"AA"}}',
    "[" * 100_000,
    '{"a":' * 5_000,
    '{"response":' + '{"x":' * 30 + "1" + "}" * 31,
    "{" + " " * 30_000 + "}",
    '{"response":{"userHandle":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}',
    '{"response":{"userHandle":null}}',
    '{"response":{"userHandle":5}}',
    '{"response":null}',
]


@pytest.mark.parametrize("sent", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_refused_with_a_page(enter, sent):
    visitor = Browser(**AT_HOME)
    visitor.form("/connexion/cle/defi/")
    assert visitor.form("/connexion/cle/", {"credential": sent}).url == DOOR
    browser, _ = enter()
    browser.form(f"{NEW}defi/")
    assert browser.form(NEW, {"credential": sent}).status_code == 422


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200), st.binary(max_size=200), st.binary(max_size=40))
def test_whatever_bytes_are_signed_the_answer_is_a_refusal(first, second, third):
    key = Authenticator()
    shown = json.loads(key.shown({}))
    from tests.front.authenticator import coded

    shown["response"] = {
        "clientDataJSON": coded(first),
        "attestationObject": coded(second),
        "authenticatorData": coded(second),
        "signature": coded(third),
        "userHandle": coded(third),
    }
    form = ShownPasskeyForm({"credential": json.dumps(shown)}, user=Person(pk=1))
    form.fields["credential"] = SignedField()
    from allauth.core import context
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.session = {}
    with context.request_context(request):
        assert not form.is_valid()
