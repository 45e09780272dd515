"""What browsers refused is counted by day and kind, and nothing that they tell is kept."""

import json
from datetime import date

import pytest
from django.core import serializers

from maven.journal.blocked import counted_since
from maven.journal.models import BlockedContent

OLD = {
    "csp-report": {
        "document-uri": "https://maven.test/m/paca/secret/?q=Lucie",
        "violated-directive": "script-src-elem",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://mechant.example/zqx.js",
        "script-sample": "Lucie Membre",
    }
}
NEW = {
    "type": "csp-violation",
    "body": {"effectiveDirective": "style-src-attr", "blockedURL": "inline"},
}


def tell(client, told, kind="application/csp-report", **extra):
    body = told if isinstance(told, bytes | str) else json.dumps(told)
    return client.post("/csp/", body, content_type=kind, **extra).status_code


@pytest.mark.django_db
def test_both_forms_are_counted_and_nothing_else_is_kept(client):
    told = [
        tell(client, OLD),
        tell(client, OLD),
        tell(client, [NEW, NEW], "application/reports+json"),
    ]

    assert told == [204, 204, 204]
    rows = BlockedContent.objects.order_by("directive")
    assert list(rows.values_list("directive", "source", "times")) == [
        ("script-src-elem", "elsewhere", 2),
        ("style-src-attr", "inline", 2),
    ]
    kept = serializers.serialize("json", rows)
    assert not any(word in kept for word in ("Lucie", "mechant", "maven.test", "paca"))
    assert counted_since(date(2000, 1, 1)) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("blocked", "source"),
    [
        ("", "inline"),
        ("eval", "eval"),
        ("data", "data"),
        ("blob:https://x", "data"),
        ("chrome-extension://abc/x.js", "extension"),
        ("http://testserver/x.js", "ours"),
        ("https://[broken", "elsewhere"),
    ],
)
def test_a_source_is_one_word_of_six(client, blocked, source):
    tell(client, {"csp-report": {"effective-directive": "zqx-src", "blocked-uri": blocked}})

    assert list(BlockedContent.objects.values_list("directive", "source")) == [("other", source)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ("{", 400),
        (b"\xff\xfe", 400),
        ("[" * 9000, 400),
        ("x" * 20000, 413),
        ("null", 204),
        ([1, "a", {}], 204),
        ({"csp-report": []}, 204),
        ({"csp-report": {"effective-directive": 3}}, 204),
    ],
)
def test_nonsense_is_neither_counted_nor_an_error(client, told, answer):
    assert tell(client, told) == answer
    assert not BlockedContent.objects.exists()


@pytest.mark.django_db
def test_a_form_is_no_report(client):
    assert client.post("/csp/", {"csp-report": "1"}).status_code == 415


@pytest.mark.django_db
def test_a_flood_of_reports_stops_and_a_list_counts_twenty_at_most(client):
    assert tell(client, [NEW] * 100) == 204
    told = [tell(client, OLD) for _ in range(70)]

    assert told.count(204) == 59
    assert told[-1] == 429
    assert counted_since(date(2000, 1, 1)) == 79


@pytest.mark.django_db
def test_extensions_of_people_are_not_our_trouble(client):
    tell(
        client, {"csp-report": {"effective-directive": "img-src", "blocked-uri": "moz-extension:"}}
    )

    assert counted_since(date(2000, 1, 1)) == 0


@pytest.mark.django_db
def test_every_page_says_where_to_tell_and_the_status_page_tells_it(client):
    assert "report-uri /csp/" in client.get("/aide/").headers["Content-Security-Policy"]
    assert "Nothing in the last seven days" in client.get("/en/status").content.decode()
    tell(client, OLD)
    assert "1 thing in the last seven days" in client.get("/en/status").content.decode()
    assert "Content-Security-Policy" in client.get("/status").headers
