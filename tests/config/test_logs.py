"""What the log never says: who, what somebody wrote, the address of a page. Canaries are let in."""

import io
import json
import logging
import smtplib
import sys

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.test import RequestFactory, override_settings
from django.urls import path

from maven.config import witness
from maven.config.logs import JsonLine, TextLine, logging_of, told
from maven.live import figures
from maven.missions.access import public
from tests import cast

CANARIES = ("canari-mot-7f3a", "canari@example.org", "canari-jeton-55d1c0ffee", "203.0.113.77")


@public
def breaks(request, token):
    raise ValueError(f"{CANARIES[0]} {CANARIES[1]} {token}")


@public
def letter(request, token):
    raise smtplib.SMTPRecipientsRefused({CANARIES[1]: (550, b"no")})


urlpatterns = [
    path("casse/<str:token>/", breaks, name="breaks"),
    path("lettre/<str:token>/", letter, name="letter"),
]
handler500 = "maven.config.errors.broken"


@pytest.fixture
def heard(request):
    """Everything that is logged, at every level, in both forms."""
    out = {"json": io.StringIO(), "text": io.StringIO()}
    handlers = []
    for name, form in (("json", JsonLine), ("text", TextLine)):
        handler = logging.StreamHandler(out[name])
        handler.setFormatter(form())
        handlers.append(handler)
    root, asked = logging.getLogger(), logging.getLogger("maven.request")
    before = (root.level, asked.level)
    root.setLevel(logging.INFO)
    asked.setLevel(logging.INFO)
    for handler in handlers:
        root.addHandler(handler)
    yield out
    for handler in handlers:
        root.removeHandler(handler)
    root.setLevel(before[0])
    asked.setLevel(before[1])


def lines(heard):
    return [json.loads(line) for line in heard["json"].getvalue().splitlines()]


def test_a_walk_leaves_no_canary_in_the_log(paca, as_, send, heard):
    client = as_(cast.person("Canari Fictif", CANARIES[1]))
    client.raise_request_exception = False
    extra = {"REMOTE_ADDR": CANARIES[3]}
    client.get(f"/i/{CANARIES[2]}/", **extra)
    client.get(f"/?q={CANARIES[0]}", **extra)
    send("/moi/", {"name": CANARIES[0]}, **extra)
    client.get("/m/paca/", **extra)
    with override_settings(ROOT_URLCONF=__name__):
        client.get(f"/casse/{CANARIES[2]}/", **extra)
        client.get(f"/lettre/{CANARIES[2]}/", **extra)
    client.get(f"/nulle-part/{CANARIES[2]}/", HTTP_HOST=CANARIES[0].replace("-", "") + ".example")

    said = heard["json"].getvalue() + heard["text"].getvalue()
    assert [canary for canary in CANARIES if canary in said] == []
    walked = [line for line in lines(heard) if line["from"] == "maven.request"]
    assert {"missions:join", "front:home", "front:mission", "breaks"} <= {
        line.get("route") for line in walked
    }
    assert all(line["ms"] >= 0 and line["outcome"] for line in walked if "ms" in line)
    assert [line["mission"] for line in walked if line.get("route") == "front:mission"] == [
        paca.chain
    ]


def test_an_error_is_told_by_its_kind_and_its_place(client, heard, db):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        client.get("/casse/x/")
    (line,) = [line for line in lines(heard) if line.get("error") == "ValueError"]
    assert line["in"][-1].endswith("breaks")
    assert "because" not in line
    assert line["status"] == 500


def record(trouble):
    try:
        raise trouble
    except type(trouble):
        return logging.LogRecord("maven", logging.ERROR, "x", 1, "it broke", (), sys.exc_info())


def test_what_a_machine_says_is_kept():
    line = told(record(OperationalError("database is locked\nmore")))
    assert line["because"] == "database is locked"
    assert told(record(OSError(28, "words of somebody")))["because"] == "No space left on device"
    assert "because" not in told(record(smtplib.SMTPDataError(550, b"<canari@example.org> no")))


def test_what_came_before_is_named():
    try:
        raise KeyError("words") from TypeError("others")
    except KeyError:
        found = logging.LogRecord("maven", logging.ERROR, "x", 1, "it broke", (), sys.exc_info())
    assert told(found)["after"] == "TypeError"
    assert (
        TextLine().format(found).splitlines()[0].endswith("it broke error=KeyError after=TypeError")
    )


def test_words_that_do_not_fit_their_sentence_are_no_error_more():
    wrong = logging.LogRecord("maven", logging.ERROR, "x", 1, "%d things", ("many",), None)
    assert told(wrong)["says"] == "%d things"
    empty = logging.LogRecord("django.request", logging.ERROR, "x", 1, "%s", ("/i/secret",), None)
    assert told(empty)["says"] == "request"


@pytest.mark.parametrize(
    ("kind", "level", "form", "root"),
    [
        ("json", "ERROR", "json", "ERROR"),
        ("text", "INFO", "text", "INFO"),
        ("xml", "LOUD", "text", "WARNING"),
    ],
)
def test_a_word_that_is_none_is_not_obeyed(kind, level, form, root):
    made = logging_of(kind, level)
    assert (made["handlers"]["console"]["formatter"], made["root"]["level"]) == (form, root)
    assert made["loggers"]["maven.request"]["level"] == ("INFO" if form == "json" else root)


def test_a_pseudonym_lasts_a_day_and_says_nothing(monkeypatch, db):
    from datetime import UTC, datetime

    class Clock:
        day = 1

        @classmethod
        def now(cls, zone):
            return datetime(2014, 1, cls.day, tzinfo=UTC)

    monkeypatch.setattr(witness, "datetime", Clock)
    first = witness.pseudonym(cast.minh())
    assert first == witness.pseudonym(cast.minh()) != witness.pseudonym(cast.odile())
    Clock.day = 2
    assert witness.pseudonym(cast.minh()) != first
    assert witness.pseudonym(AnonymousUser()) == ""


@pytest.mark.parametrize(
    ("given", "kept"), [("a1b2c3d4-e5f6", True), ("<script>", False), ("x" * 65, False)]
)
def test_a_request_has_one_number(client, given, kept):
    answer = client.get("/healthz", headers={"X-Request-Id": given})
    assert (answer["X-Request-Id"] == given) is kept
    assert len(answer["X-Request-Id"]) >= 8


@pytest.mark.parametrize(
    ("status", "word"),
    [(200, "done"), (303, "led on"), (404, "absent"), (422, "wrong"), (500, "broken")],
)
def test_what_came_of_it_is_a_word(status, word):
    assert witness.outcome_of(status) == word


def test_waiting_for_the_pen_is_measured():
    before = sum(figures.PEN.counts)
    witness.timed(lambda *given: None, "SELECT 1", (), False, {})
    witness.timed(lambda *given: None, "BEGIN IMMEDIATE", (), False, {})
    assert sum(figures.PEN.counts) == before + 1


def test_a_letter_that_the_server_refuses_is_counted():
    before = figures.LETTERS.counted.get((), 0)
    follower = witness.Witness(lambda request: None)
    follower.process_exception(RequestFactory().get("/"), smtplib.SMTPServerDisconnected())
    follower.process_exception(RequestFactory().get("/"), ValueError())
    assert figures.LETTERS.counted[()] == before + 1
