"""What every page says to browsers, walked from the addresses: none is forgotten."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import get_resolver, reverse

from tests import cast
from tests.house import matrix
from tests.security.census import Quiet

pytestmark = [pytest.mark.long, pytest.mark.any_store]

ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
NEVER = {"Server", "X-Powered-By", "Access-Control-Allow-Origin"}
PERSONAL = ("private", "no-store", "no-cache")


def rule_of(policy):
    """The policy without where reports of it go."""
    return "; ".join(part for part in policy.split("; ") if not part.startswith("report"))


SECURE = {
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
}


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    """Each address asked for by a guest and by a facilitator, over HTTPS: (name, who, answer)."""
    with django_db_blocker.unblock(), Quiet(), override_settings(**SECURE):
        with transaction.atomic():
            found = asked()
            transaction.set_rollback(True)
        connection.close_if_unusable_or_obsolete()
    return found


def asked():
    things, minh = matrix.Things(cast.paca()), Client()
    minh.force_login(cast.minh())
    found = []
    for name, pattern in matrix.addresses(get_resolver()):
        address = reverse(name, kwargs=things.fill(name, pattern))
        for who, client in (("guest", Client()), ("facilitator", minh)):
            found.append((name, who, client.get(address, secure=True)))
    return found


# A document that somebody brought runs and loads nothing, whatever it holds.
STRICTER = {
    ("missions:deliverable_file", "Content-Security-Policy"): "sandbox; default-src 'none'",
}


def test_every_page_says_the_same_to_browsers(answers):
    wrong = []
    for name, who, answer in answers:
        for header, value in ALWAYS.items():
            said = answer.get(header, "")
            value = STRICTER.get((name, header), value) if answer.status_code == 200 else value
            said = rule_of(said) if header == "Content-Security-Policy" else said
            if said != value:
                wrong.append((name, who, answer.status_code, header, said))
        wrong += [(name, who, header) for header in NEVER if header in answer]
    assert wrong == []
    assert len({name for name, _, _ in answers}) > 80


def test_no_page_asks_for_a_camera_a_place_or_a_payment(answers):
    for name, who, answer in answers:
        for wanted in ("camera=()", "geolocation=()", "payment=()"):
            assert wanted in answer.get("Permissions-Policy", ""), (name, who)


def test_no_page_made_for_somebody_is_kept_by_what_stands_between(answers):
    shared = [
        (name, who)
        for name, who, answer in answers
        if not any(word in answer.get("Cache-Control", "") for word in PERSONAL)
    ]
    assert shared == []


def test_every_cookie_is_out_of_reach_of_scripts_and_of_other_sites(answers):
    loose = [
        (name, who, cookie.key)
        for name, who, answer in answers
        for cookie in answer.cookies.values()
        if not (cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax")
        or cookie["path"] != "/"
        or cookie["domain"]
    ]
    assert loose == []


READ = """
import json, os, django
from django.conf import settings
django.setup()
from maven.front.known import COOKIE as known
from maven.voices.access import COOKIE as voice
print(json.dumps({
    "names": sorted([settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, known, voice]),
    "secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE],
    "httponly": [settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY],
    "messages": settings.MESSAGE_STORAGE,
    "hsts": settings.SECURE_HSTS_SECONDS,
    "redirect": settings.SECURE_SSL_REDIRECT,
    "hashers": settings.PASSWORD_HASHERS,
}))
"""


def test_in_production_every_cookie_is_bound_to_its_host(tmp_path):
    env = {
        **os.environ,
        "MAVEN_VAR": str(tmp_path),
        "MAVEN_DEMO": "0",
        "MAVEN_DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "maven.config.settings",
    }
    told = subprocess.run(
        [sys.executable, "-c", READ], env=env, capture_output=True, text=True, check=True
    )
    said = json.loads(told.stdout.splitlines()[-1])
    assert said == {
        "names": ["__Host-csrf", "__Host-known", "__Host-session", "__Host-voice"],
        "secure": [True, True],
        "httponly": [True, True],
        "messages": "django.contrib.messages.storage.session.SessionStorage",
        "hsts": 31_536_000,
        "redirect": True,
        "hashers": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    }
