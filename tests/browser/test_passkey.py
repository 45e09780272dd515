"""A passkey made and shown by Chromium itself, under our content policy; on a phone, in French."""

import re

import pytest

from tests.browser.conftest import PHONE, enter


@pytest.fixture
def phone(chromium, house):
    """A phone that knows passkeys, and checks the person each time."""
    context = chromium.new_context(**PHONE, base_url=f"http://localhost:{house.port}")
    page = context.new_page()
    page.said = []
    page.on("console", lambda line: page.said.append(line.text) if line.type == "error" else None)
    talk = context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    talk.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.talk = talk
    yield page
    context.close()


def test_a_passkey_is_made_and_opens_the_door_again(phone):
    enter(phone, "member")
    phone.goto("/moi/securite/")
    phone.get_by_role("link", name=re.compile("Créer une clé d.accès")).click()
    phone.locator("[name=name]").fill("Téléphone d'essai")
    phone.get_by_role("button", name=re.compile("Créer la clé d.accès")).click()
    phone.wait_for_url("**/moi/securite/#keys")
    assert phone.get_by_text(re.compile("Téléphone d.essai")).first.is_visible()

    phone.goto("/connexion/sortie/")
    with phone.expect_navigation():
        phone.locator("main button[type=submit]").click()
    phone.goto("/connexion/?next=/moi/securite/")
    phone.get_by_role("button", name=re.compile("Utiliser une clé d.accès")).click()
    phone.get_by_text("utilisée le").first.wait_for()
    assert phone.said == []


def hurried(route):
    """The challenge as it is, but for the minutes that a browser waits for a person by itself."""
    answer = route.fetch()
    said = answer.json()
    said["publicKey"]["timeout"] = 500
    route.fulfill(response=answer, json=said)


def test_nothing_shown_is_said_and_the_code_is_still_there(phone):
    phone.route("**/connexion/cle/defi/", hurried)
    phone.goto("/connexion/")
    phone.get_by_role("button", name=re.compile("Utiliser une clé d.accès")).click()
    phone.get_by_text(re.compile("Aucune clé d.accès n.a été montrée")).first.wait_for()
    assert phone.get_by_role("button", name="Recevoir un code").is_enabled()


def test_without_script_the_door_offers_the_code_alone(chromium, house):
    context = chromium.new_context(**PHONE, base_url=house.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/connexion/")
    assert page.get_by_role("button", name="Recevoir un code").is_visible()
    assert not page.get_by_role("button", name=re.compile("Utiliser une clé d.accès")).is_visible()
    context.close()
