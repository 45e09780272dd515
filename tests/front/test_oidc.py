"""An identity provider opens an account, and believes itself in nothing else: a real one, then liars."""

import json
import re
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from oidc_provider_mock import User, run_server_in_thread

from maven.front import oidc
from maven.front.declared import Provider
from maven.journal.models import Fact
from maven.people.models import Person, SignIn
from tests import cast
from tests.front.test_sessions import Browser

pytestmark = pytest.mark.django_db
START, DOOR, CODE = "/connexion/avec/agents/", "/connexion/", "/connexion/code/"
BACK = "http://testserver/connexion/avec/agents/retour/"
KARIM = {"email": "karim@example.org", "email_verified": True, "name": "Karim Membre"}


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def provider(url, **changed):
    known = {
        "slug": "agents",
        "name": "Connexion des agents",
        "url": url,
        "client_id": "maven",
        "secret": "not-a-secret",
        "scope": "openid email profile",
        "acr": (),
        "strong_acr": frozenset(),
        "emails_verified": False,
    }
    return Provider(**(known | changed))


@pytest.fixture(scope="module")
def server():
    users = [
        User(sub="karim-1", claims=KARIM),
        User(sub="zoe-1", claims={"email": "zoe@example.org", "email_verified": False}),
        User(sub="nobody-1", claims={}),
    ]
    with run_server_in_thread(user_claims=users, require_nonce=True) as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture
def agents(settings, server):
    settings.OIDC = {"agents": provider(server)}
    return settings.OIDC["agents"]


def asked_by(browser, **said):
    page = browser.form(START, said)
    assert page.status_code == 200
    return re.search(r'class="btn" href="([^"]+)"', page.text)[1].replace("&amp;", "&")


def answer_of_provider(address, sub="karim-1", **said):
    """What a person does over there, without a browser; the address she is sent back to."""
    answer = requests.post(address, data={"sub": sub, **said}, allow_redirects=False, timeout=5)
    return urlsplit(answer.headers["Location"])


def back_with(browser, there):
    return browser.get(f"{there.path}?{there.query}")


def test_a_vouched_address_opens_the_account_that_has_it(agents):
    karim = cast.karim()
    browser = Browser()
    there = answer_of_provider(asked_by(browser))
    assert there.geturl().startswith(BACK)
    assert back_with(browser, there).url == "/"
    assert get_user(browser) == karim
    assert SignIn.objects.get().means == "oidc:agents"
    assert Fact.objects.filter(verb="provider.linked").count() == 1


def test_nothing_is_kept_of_what_it_told_but_its_number_for_the_person(agents):
    browser = Browser()
    back_with(browser, answer_of_provider(asked_by(browser)))
    link = SocialAccount.objects.get()
    assert (link.provider, link.uid, link.extra_data) == ("oidc:agents", "karim-1", {})
    assert Person.objects.get().name == "Karim Membre"


def test_what_is_asked_holds_pkce_state_and_nonce_and_goes_back_to_one_address(agents):
    question = parse_qs(urlsplit(asked_by(Browser())).query)
    assert question["code_challenge_method"] == ["S256"]
    assert len(question["state"][0]) > 40
    assert len(question["nonce"][0]) > 40
    assert question["redirect_uri"] == [BACK]
    english = Browser().form(f"/en{START}").text
    assert "redirect_uri=http%3A%2F%2Ftestserver%2Fconnexion%2F" in english


def test_it_goes_on_to_the_page_one_came_for_and_nowhere_else(agents, paca):
    browser = Browser()
    there = answer_of_provider(asked_by(browser, next="/m/paca/"))
    assert back_with(browser, there).url == "/m/paca/"
    other = Browser()
    there = answer_of_provider(asked_by(other, next="https://evil.example/"))
    assert back_with(other, there).url == "/"


def test_a_return_is_good_once_and_in_the_browser_that_asked(agents):
    browser, thief = Browser(), Browser()
    there = answer_of_provider(asked_by(browser))
    asked_by(thief)
    lost = back_with(thief, there)
    assert lost.status_code == 400
    assert "Ce retour ne mène nulle part" in lost.text
    assert not get_user(thief).is_authenticated
    back_with(browser, there)
    browser.form("/connexion/sortie/")
    assert back_with(browser, there).status_code == 400


def test_whoever_says_no_over_there_is_back_at_the_door(agents):
    browser = Browser()
    there = answer_of_provider(asked_by(browser), action="deny")
    assert back_with(browser, there).url == DOOR
    assert "ne répond pas comme il faudrait" in browser.get(DOOR).text


def test_an_address_that_nobody_vouches_for_is_first_proved_by_a_code(
    agents, django_capture_on_commit_callbacks
):
    zoe = cast.person("Zoé Tilleul", "zoe@example.org")
    browser = Browser()
    there = answer_of_provider(asked_by(browser, next="/aide/"), sub="zoe-1")
    assert back_with(browser, there).url == f"{DOOR}?next=/aide/"
    assert not get_user(browser).is_authenticated
    assert not SocialAccount.objects.exists()
    assert 'value="zoe@example.org"' in browser.get(DOOR).text
    with django_capture_on_commit_callbacks(execute=True):
        browser.form(DOOR, {"email": "zoe@example.org"})
    code = re.search(r"^\s{4}(\S+)$", mail.outbox[-1].body, re.M)[1]
    browser.form(CODE, {"code": code})
    assert SocialAccount.objects.get().user == zoe
    again = Browser()
    back_with(again, answer_of_provider(asked_by(again), sub="zoe-1"))
    assert get_user(again) == zoe


def test_the_operator_may_say_that_the_provider_vouches_for_all(settings, server):
    settings.OIDC = {"agents": provider(server, emails_verified=True)}
    browser = Browser()
    back_with(browser, answer_of_provider(asked_by(browser), sub="zoe-1"))
    assert get_user(browser).email == "zoe@example.org"


def test_without_an_address_one_is_asked_for_at_the_door(agents):
    browser = Browser()
    assert back_with(browser, answer_of_provider(asked_by(browser), sub="nobody-1")).url == DOOR
    assert not Person.objects.exists()


def test_a_closed_account_stays_closed(agents):
    cast.karim()
    browser = Browser()
    back_with(browser, answer_of_provider(asked_by(browser)))
    browser.form("/connexion/sortie/")
    Person.objects.update(is_active=False)
    back_with(browser, answer_of_provider(asked_by(browser)))
    assert not get_user(browser).is_authenticated


def test_an_account_is_linked_and_unlinked_by_its_person(agents, as_):
    theo = cast.theo()
    browser = Browser()
    browser.force_login(theo)
    assert back_with(browser, answer_of_provider(asked_by(browser))).url == "/moi/securite/"
    assert SocialAccount.objects.get().user == theo
    assert "Connexion des agents" in browser.get("/moi/securite/").text
    assert browser.form("/moi/securite/avec/agents/retrait/").status_code == 303
    assert not SocialAccount.objects.exists()
    assert browser.form("/moi/securite/avec/agents/retrait/").status_code == 404


def test_an_identity_linked_to_somebody_else_is_not_taken_over(agents):
    cast.karim()
    first = Browser()
    back_with(first, answer_of_provider(asked_by(first)))
    other = Browser()
    other.force_login(cast.theo())
    back_with(other, answer_of_provider(asked_by(other)))
    assert SocialAccount.objects.get().user == cast.karim()
    assert "ouvre un autre compte" in other.get("/moi/securite/").text


def test_signing_out_goes_on_over_there(agents):
    browser = Browser()
    back_with(browser, answer_of_provider(asked_by(browser)))
    page = browser.form("/connexion/sortie/")
    assert "/oauth2/end_session?id_token_hint=" in page.text
    assert "post_logout_redirect_uri=http%3A%2F%2Ftestserver%2F" in page.text
    assert not get_user(browser).is_authenticated


def test_the_page_that_leads_there_needs_no_script_and_breaks_no_rule(agents):
    page = Browser().form(START)
    assert '<meta http-equiv="refresh" content="0; url=http://localhost' in page.text
    assert page["Cache-Control"] == "no-store"


def test_the_door_offers_what_is_declared(agents, client):
    assert "Entrer avec Connexion des agents" in client.get(DOOR).text


def test_a_provider_that_is_away_is_said_so(settings, client):
    settings.OIDC = {"agents": provider("http://localhost:9")}
    browser = Browser()
    assert browser.form(START).url == DOOR
    assert "ne répond pas comme il faudrait" in browser.get(DOOR).text


def test_what_is_not_declared_does_not_exist():
    assert Browser().form("/connexion/avec/nobody/").status_code == 404
    assert Browser().get("/connexion/avec/nobody/retour/").status_code == 404


# A provider played here, which may lie.

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP256R1())
ISSUER = "https://id.example.org"


def public(key, kid, kind):
    return json.loads(kind.to_jwk(key.public_key())) | {"kid": kid}


KEYS = {
    "keys": [
        public(RSA, "rsa", jwt.algorithms.RSAAlgorithm),
        public(CURVE, "curve", jwt.algorithms.ECAlgorithm),
        {"kty": "oct", "kid": "shared", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"},
    ]
}


class Answer:
    def __init__(self, said, kind="application/json"):
        self.said, self.headers = said, {"Content-Type": kind}

    @property
    def text(self):
        return self.said

    def json(self):
        return json.loads(self.said) if isinstance(self.said, str) else self.said


class Liar:
    """A provider of which one thing is changed at a time."""

    def __init__(self):
        self.asked = oidc.new_question()
        self.published = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "userinfo_endpoint": f"{ISSUER}/userinfo",
            "jwks_uri": f"{ISSUER}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }
        now = int(time.time())
        self.proof = {
            "iss": ISSUER,
            "aud": "maven",
            "sub": "7",
            "iat": now,
            "exp": now + 60,
            "nonce": self.asked.nonce,
            "acr": "eidas2",
        }
        self.told = {"sub": "7", "given_name": "Angela", "usual_name": "Dubois"}
        self.told |= {"email": "Angela@Ministere.example", "siret": "13002526500013"}
        self.told |= {"organizational_unit": "Direction fictive", "email_verified": True}
        self.signed_by, self.kid, self.algorithm = RSA, "rsa", "RS256"
        self.as_jwt = True
        self.posted = {}

    def token(self):
        headers = {"kid": self.kid} if self.kid else {}
        return jwt.encode(self.proof, self.signed_by, self.algorithm, headers=headers)

    def answer(self, address, *, data=None, **said):
        if address.endswith("/token"):
            self.posted = data | {"auth": said.get("auth")}
            return Answer({"id_token": self.token(), "access_token": "a", "token_type": "Bearer"})
        if address.endswith("/userinfo"):
            assert said["headers"] == {"Authorization": "Bearer a"}
            if not self.as_jwt:
                return Answer(self.told)
            signed = {"iss": ISSUER, "aud": "maven", **self.told}
            words = jwt.encode(signed, self.signed_by, self.algorithm, headers={"kid": self.kid})
            return Answer(words, "application/jwt; charset=utf-8")
        return Answer(KEYS if address.endswith("/keys") else self.published)

    def known(self, monkeypatch, **changed):
        monkeypatch.setattr(oidc, "asked_for", self.answer)
        return oidc.known_by(provider(ISSUER, **changed), self.asked, code="c", back=BACK)


@pytest.fixture
def liar():
    return Liar()


@pytest.mark.parametrize("as_jwt", [True, False])
def test_the_shape_of_proconnect_and_franceconnect_is_read(liar, monkeypatch, as_jwt):
    liar.as_jwt = as_jwt
    known = liar.known(
        monkeypatch, acr=("eidas1", "eidas2"), strong_acr=frozenset({"eidas2", "eidas3"})
    )
    assert (known.subject, known.email, known.email_verified, known.name, known.strong) == (
        "7",
        "angela@ministere.example",
        True,
        "Angela Dubois",
        True,
    )
    assert liar.posted["client_secret"] == "not-a-secret"
    assert liar.posted["code_verifier"] == liar.asked.verifier


def test_the_secret_goes_in_the_header_where_the_provider_says_nothing(liar, monkeypatch):
    del liar.published["token_endpoint_auth_methods_supported"]
    liar.known(monkeypatch)
    assert liar.posted["auth"] == ("maven", "not-a-secret")
    assert "client_secret" not in liar.posted


def test_levels_are_asked_for(liar, monkeypatch):
    monkeypatch.setattr(oidc, "asked_for", liar.answer)
    one = provider(ISSUER, acr=("eidas1", "eidas2"))
    assert "acr_values=eidas1+eidas2" in oidc.address_to_ask(one, liar.asked, back=BACK)


def test_an_elliptic_key_is_as_good(liar, monkeypatch):
    liar.signed_by, liar.kid, liar.algorithm = CURVE, "curve", "ES256"
    assert liar.known(monkeypatch).subject == "7"


def changed(**what):
    return lambda liar: liar.proof.update(what)


def forged(key, kid, algorithm):
    def change(liar):
        liar.signed_by, liar.kid, liar.algorithm = key, kid, algorithm

    return change


LIES = {
    "another nonce": changed(nonce="x"),
    "no nonce": lambda liar: liar.proof.pop("nonce"),
    "for somebody else": changed(aud="other"),
    "for two, through another": changed(aud=["maven", "other"], azp="other"),
    "by somebody else": changed(iss="https://other.example.org"),
    "too old": changed(exp=int(time.time()) - 600),
    "without an end": lambda liar: liar.proof.pop("exp"),
    "without a subject": lambda liar: liar.proof.pop("sub"),
    "from tomorrow": changed(iat=int(time.time()) + 90_000),
    "signed by another key": forged(OTHER, "rsa", "RS256"),
    "signed by a key nobody knows": forged(OTHER, "new", "RS256"),
    "not signed": forged(None, "rsa", "none"),
    "signed with a shared secret": forged("secret-secret-secret-secret-secret", "shared", "HS256"),
    "without a name for its key": forged(RSA, "", "RS256"),
    "told of somebody else": lambda liar: liar.told.update(sub="8"),
    "told of nobody": lambda liar: liar.told.pop("sub"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_lie_is_refused(liar, monkeypatch, lie):
    lie(liar)
    with pytest.raises(oidc.AnswerRefused):
        liar.known(monkeypatch)


def test_a_lower_level_than_asked_is_refused(liar, monkeypatch):
    liar.proof["acr"] = "eidas1"
    with pytest.raises(oidc.AnswerRefused):
        liar.known(monkeypatch, acr=("eidas2",))


def test_an_answer_without_a_proof_is_refused(liar, monkeypatch):
    liar.token = lambda: None
    with pytest.raises(oidc.AnswerRefused):
        liar.known(monkeypatch)


def test_without_a_page_about_the_person_the_proof_is_enough(liar, monkeypatch):
    del liar.published["userinfo_endpoint"]
    liar.proof |= {"email": "a@example.org", "name": "Angela D."}
    known = liar.known(monkeypatch)
    assert (known.email, known.email_verified, known.name) == ("a@example.org", False, "Angela D.")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"given_name": "Ana", "family_name": "Nome"}, "Ana Nome"),
        ({"given_name": "Ana", "preferred_username": "Usage"}, "Ana Usage"),
        ({"given_name": "Ana", "preferred_username": "a@b.fr"}, "Ana"),
        ({"name": "A" * 500}, "A" * 150),
        ({}, ""),
    ],
)
def test_a_name_whatever_it_is_called(said, name):
    assert oidc.name_in(said) == name


@pytest.mark.parametrize("lacking", ["issuer", "authorization_endpoint", "jwks_uri"])
def test_a_provider_that_does_not_publish_itself_is_away(liar, monkeypatch, lacking):
    del liar.published[lacking]
    with pytest.raises(oidc.ProviderUnreachable):
        liar.known(monkeypatch)


def test_a_provider_without_a_page_to_leave_is_left_at_once(liar, monkeypatch):
    monkeypatch.setattr(oidc, "asked_for", liar.answer)
    assert oidc.address_to_leave(provider(ISSUER), id_token="x", back=BACK) == ""


def test_a_provider_away_at_the_time_of_leaving_holds_nobody():
    assert oidc.address_to_leave(provider("http://localhost:9"), id_token="x", back=BACK) == ""


@pytest.mark.parametrize(
    "said", ["not json", "[]", "[" * 100_000], ids=["words", "a list", "very deep"]
)
def test_what_is_no_object_is_refused(said):
    with pytest.raises(oidc.ProviderUnreachable):
        oidc.as_object(Answer(said))


def test_nothing_is_asked_in_the_clear_of_another_machine():
    with pytest.raises(oidc.ProviderUnreachable):
        oidc.asked_for("http://id.example.org/keys")


class Large:
    """A local server that answers too much, or leads elsewhere."""

    def __init__(self, status, body, headers=()):
        import http.server
        import threading

        class One(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *said):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), One)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return f"http://127.0.0.1:{self.server.server_port}/"

    def __exit__(self, *_trouble):
        self.server.shutdown()
        self.server.server_close()


@pytest.mark.parametrize(
    "how",
    [(200, b"x" * 600_000), (302, b"", [("Location", "http://127.0.0.1:9/")]), (500, b"{}")],
    ids=["too much", "elsewhere", "broken"],
)
def test_a_provider_that_answers_otherwise_is_away(how):
    with Large(*how) as address, pytest.raises(oidc.ProviderUnreachable):
        oidc.asked_for(address)
