"""Where one goes on to is a page of this house, whatever the address says."""

import re

import pytest
from django.core import mail
from django.test import RequestFactory

from maven.people.redirects import is_ours
from tests import cast
from tests.front.test_sessions import Browser

pytestmark = pytest.mark.any_store

HOSTILE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example/",
    "///evil.example/",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example/",
    "/%5cevil.example\\",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "HtTpS://evil.example",
    " https://evil.example",
    "\thttps://evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\x00//evil.example",
    "/\x00/evil.example",
    "//\x00evil.example",
    "\u3000//evil.example",
    "/\u200b/evil.example",
    "/\u202e/evil.example",
    "//evil.example%2f@testserver/",
    "https://testserver@evil.example/",
    "https://testserver:x@evil.example/",
    "https://evil.example#testserver",
    "https://evil.example?testserver",
    "https://testserver.evil.example/",
    "//testserver.evil.example/",
    "https://testserver/",
    "http://testserver/m/paca/",
    "//testserver/m/paca/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "javascript://testserver/%0aalert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "blob:https://testserver/1",
    "file:///etc/passwd",
    "ftp://evil.example/",
    "mailto:a@evil.example",
    "tel:+33100000000",
    "about:blank",
    "evil.example",
    "evil.example/path",
    "www.evil.example",
    "./evil",
    "../evil",
    "?next=//evil.example",
    "#//evil.example",
    "/m/paca/\r\nLocation: https://evil.example",
    "/m/paca/\r\n\r\n<script>alert(1)</script>",
    "/" + "a" * 5_000,
    "https://[::1]/",
    "https://[",
    "//[::1",
    "http://127.1/",
    "//0x7f000001/",
    "https://éviĺ.example/",
    "//evil。example/",
    "/\ud800",
]
OURS = ["/", "/m/paca/", "/m/paca/?page=2#fin", "/en/m/paca/", "/m/paca/causes/été-1/", "/a//b"]
DOOR, CODE = "/connexion/", "/connexion/code/"


@pytest.mark.parametrize("address", HOSTILE)
def test_sixty_addresses_that_lead_elsewhere_are_not_ours(address):
    assert not is_ours(RequestFactory().get("/"), address)


@pytest.mark.parametrize("address", OURS)
def test_pages_of_ours_are(address):
    assert is_ours(RequestFactory().get("/"), address)


def test_there_are_sixty_at_least():
    assert len(set(HOSTILE)) >= 60


def by_code(browser, address, _known):
    browser.form(f"{DOOR}", {"email": "theo@example.org", "next": address})
    stage = browser.session["account_login"]["state"]["stages"]["login_by_code"]
    return browser.form(CODE, {"code": stage["data"]["code"], "next": address})


def by_password(browser, address, _known):
    theo = cast.theo()
    theo.set_password("kq7vzmw2hfxt")
    theo.save()
    sent = {"email": "theo@example.org", "password": "kq7vzmw2hfxt", "next": address}
    return browser.form("/connexion/mot-de-passe/", sent)


def by_the_demonstration(browser, address, _known):
    return browser.form("/demo/entrer/", {"role": "facilitator", "next": address})


def by_joining(browser, address, _known):
    browser.force_login(cast.theo())
    return browser.form("/m/paca/participer/", {"next": address})


def by_leaving(browser, address, _known):
    browser.force_login(cast.theo())
    return browser.form("/connexion/sortie/", {"next": address})


def by_proof(browser, address, _known):
    browser.force_login(cast.theo())
    return browser.form("/moi/securite/preuve/code/", {"next": address})


def at_the_door_already_in(browser, address, _known):
    browser.force_login(cast.theo())
    return browser.get(DOOR, {"next": address})


WAYS = [
    by_code,
    by_password,
    by_the_demonstration,
    by_joining,
    by_leaving,
    by_proof,
    at_the_door_already_in,
]
# One of each kind goes all the way; the rest is held by `is_ours`, the only way on.
SAMPLE = [HOSTILE[n] for n in (0, 2, 5, 17, 27, 33, 36, 57)]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_every_page_that_leads_on_leads_to_one_of_ours(paca, way, settings):
    settings.LIMITS = dict.fromkeys(
        ("code", "code-network", "attempt", "password-network", "password"), 0
    )
    for address in SAMPLE:
        response = way(Browser(), address, paca)
        assert response.status_code in {302, 303}, address
        led = response["Location"]
        assert re.match(r"/(?![/\\])", led), (address, led)
        assert "evil" not in led, (address, led)


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS[:4])
def test_and_goes_on_to_the_page_one_came_for(paca, way):
    assert way(Browser(), "/m/paca/?page=2", paca)["Location"] == "/m/paca/?page=2"
    assert mail.outbox == []
