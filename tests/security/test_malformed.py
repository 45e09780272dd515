"""Bodies that are no form and no JSON, or too much of it: every address refuses them, none breaks."""

import json
from itertools import cycle

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse

from maven.front.passkey_forms import SignedField
from tests import cast
from tests.house import matrix
from tests.security.test_hostile_text import limits_declared

pytestmark = pytest.mark.long

DEEP = b"[" * 3000 + b"]" * 3000
JSON = "application/json"
BODIES = (
    (JSON, b""),
    (JSON, b"{"),
    (JSON, b"null"),
    (JSON, b'"text"'),
    (JSON, b"[1, 2"),
    (JSON, b"[[]]"),
    (JSON, DEEP),
    (JSON, b'{"a":' * 500 + b"1" + b"}" * 500),
    (JSON, b"\xff\xfe\x00{"),
    (JSON, b'{"a": 1e400, "b": NaN, "c": -0}'),
    (JSON, b'{"a": "\\ud800", "\\u0000": "\\u0000"}'),
    (JSON, json.dumps({"id": [{}], "type": {}, "rawId": 7, "response": "x"}).encode()),
    (JSON, json.dumps({"csp-report": {"blocked-uri": [1], "violated-directive": None}}).encode()),
    (JSON, json.dumps([{"type": "csp-violation", "body": [1]}, None, 3, "x"]).encode()),
    (JSON, b"9" * 5000),
    ("application/csp-report", b'{"csp-report": []}'),
    ("application/reports+json", b'[{"body": {"blockedURL": {"a": 1}}}]'),
    ("application/json; charset=nothing-known", b"{}"),
    ("multipart/form-data; boundary=x", b"--y\r\n\r\nno end"),
    ("multipart/form-data", b"--x--"),
    ("multipart/form-data; boundary=" + "b" * 300, b"--x--"),
    ("application/x-www-form-urlencoded", b"%ff%zz&&=&a=%00&%"),
    ("application/x-www-form-urlencoded", b"a[]=1&a.b=2&a=" + b"x" * 20_000),
    ("application/x-www-form-urlencoded; charset=utf-7", b"+ADw-script+AD4-=1"),
    ("text/plain", b"\x00" * 100),
    ("", b"a=1"),
)
READERS = {"front:csp_reports", "passkey_enter", "mfa_authenticate"}
READERS_SIGNED_IN = {"front:new_passkey", "passkey_challenge", "front:new_passkey_challenge"}


@pytest.mark.django_db
@pytest.mark.parametrize("person", [None, cast.minh], ids=["guest", "team"])
def test_no_address_breaks_on_a_body_that_is_none(settings, person):
    settings.LIMITS = dict.fromkeys(limits_declared(), 0)
    things, client = matrix.Things(cast.paca()), Client(raise_request_exception=False)
    if person:
        client.force_login(person())
    turn, sent, broken = cycle(BODIES), 0, []
    for name, pattern in sorted(set(matrix.addresses()), key=lambda pair: pair[0]):
        if person and name not in READERS_SIGNED_IN:
            continue
        address = reverse(name, kwargs=things.fill(name, pattern))
        for kind, body in BODIES if name in READERS | READERS_SIGNED_IN else (next(turn),):
            with transaction.atomic():
                answer = client.generic("POST", address, body, content_type=kind)
                transaction.set_rollback(True)
            sent += 1
            if answer.status_code >= 500:
                broken.append((name, kind, body[:40], answer.status_code))

    assert broken == []
    assert sent > (60 if person else 200)


def test_a_passkey_is_an_object_or_refused():
    """The JSON that a browser made comes in a field of a form."""
    field, read = SignedField(), 0
    for _, body in BODIES:
        try:
            read += isinstance(field.clean(body.decode("latin-1")), dict)
        except ValidationError:
            continue

    assert read == 5
