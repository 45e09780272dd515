"""Scripts typed as names, ideas, reasons: every page that shows them, in a browser with a trap.

The texts are written into the store itself, past every form: what protects the reader is what is
shown, and the policy of the page. Nothing may run, nothing be refused, nothing overflow a phone.
"""

import mimetypes
import os
from collections import Counter
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from maven.causes.models import Cause, Champion
from maven.missions.models import Invitation, JoinRequest, Mission, Sector
from maven.people.models import Organisation, Person, ProfileLine
from maven.reports.operations import compile_report
from maven.sprints.models import Activity, Deliverable, Feedback, Sprint, Tension
from maven.voices.models import Charter, Consultation, Hiding, Notice, SettingAside, Statement
from tests import cast
from tests.browser.conftest import PHONE
from tests.house import matrix

# Each field meets one text in a run; all of them with MAVEN_EVERY_TEXT=1.
TURNS = 12 if os.environ.get("MAVEN_EVERY_TEXT") else 1
HOST = "http://maven.test"
TRAP = "window.trapped=1"
TEXTS = (
    f"<script>{TRAP}</script>",
    f"<img src=x onerror={TRAP}>",
    f'"><svg onload={TRAP}>',
    f"'><iframe srcdoc='<script>parent.{TRAP}</script>'>",
    f"</title></textarea></script><script>{TRAP}</script>",
    f"javascript:{TRAP}",
    f'" autofocus onfocus={TRAP} x="',
    f"{{{{constructor.constructor('{TRAP}')()}}}}",
    f'<b hx-on:load="{TRAP}" hx-get="/moi/" hx-trigger="load">',
    f"<style>*{{display:none}}</style><math><mtext><style><img src=x onerror={TRAP}>",
    f"<a href='&#106;avascript:{TRAP}' style='position:fixed;inset:0'>ici</a>",
    "W" * 280,
)
SHOWN = (
    Activity,
    Cause,
    Charter,
    Consultation,
    Deliverable,
    Feedback,
    Hiding,
    Invitation,
    JoinRequest,
    Mission,
    Notice,
    Organisation,
    Person,
    ProfileLine,
    Sector,
    SettingAside,
    Sprint,
    Statement,
    Tension,
)
NOT_WORDS = {"password", "email", "token_digest", "voice_digest", "source_id", "language", "link"}
WIDE = """() => { if (document.documentElement.scrollWidth <= 390) return '';
    const wide = [...document.querySelectorAll('body *')].filter(one =>
        one.getBoundingClientRect().right > 391 && !one.closest('.scroll'));
    return wide.slice(0, 9).map(one => one.tagName + '.' + one.className).join(' > '); }"""
SPY = """addEventListener('securitypolicyviolation', event =>
    (window.refused ??= []).push(event.violatedDirective + ' ' + event.blockedURI))"""


def things():
    """One of everything that the matrix knows, and what it does not need."""
    paca = cast.paca()
    made = matrix.Things(paca)
    lucie = cast.lucie()
    for rank in range(3):
        ProfileLine.objects.create(person=lucie, side="offers", words="x", rank=rank)
    Deliverable.objects.create(
        sprint=made.sprint, title="x", link="", shipped_at=cast.NOON, shipped_by=lucie
    )
    for number in range(4):
        Feedback.objects.create(
            sprint=made.sprint, kind="like", words=f"x{number}", given_on=cast.TODAY
        )
    Charter.objects.create(mission=paca, lines="x", written_at=cast.NOON)
    shown, reported, waiting = made.consultation.statements.in_order()
    Statement.objects.filter(pk=shown.pk).update(hidden_at=cast.NOON)
    Hiding.objects.create(statement=shown, rule="law", words="x", hidden_at=cast.NOON)
    Notice.objects.create(
        statement=reported, rule="law", words="x", voice_digest="x", given_at=cast.NOON
    )
    Statement.objects.filter(pk=waiting.pk).update(accepted_at=None)
    Champion.objects.filter(pk=made.champion.pk).update(person=lucie)
    return made


def poison(turn=0):
    """Every text of every row is a trap; says how many were laid."""
    texts, laid = cycle(TEXTS[turn:] + TEXTS[:turn]), 0
    for model in SHOWN:
        fields = [
            one
            for one in model._meta.concrete_fields
            if isinstance(one, models.CharField | models.TextField)
            and not isinstance(one, models.SlugField)
            and not (one.choices or one.name in NOT_WORDS)
        ]
        for row in model.objects.all():
            for field in fields:
                text = next(texts)[: field.max_length]
                try:
                    with transaction.atomic():
                        model.objects.filter(pk=row.pk).update(**{field.name: text})
                    laid += 1
                except IntegrityError:  # one name at a time
                    continue
    return laid


def pages(made):
    """(address, answer) of each page that a facilitator or a guest opens."""
    for person, language in ((cast.minh(), ""), (None, "/en")):
        client = Client(raise_request_exception=False)
        if person:
            client.force_login(person)
        for name, pattern in sorted(set(matrix.addresses(get_resolver())), key=lambda one: one[0]):
            if person is None and not name.startswith(("voices:", "causes:")):
                continue
            if name in {"live:events", "account_logout"}:
                continue
            address = reverse(name, kwargs=made.fill(name, pattern))
            answer = client.get(language + address if language else address)
            if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
                yield answer.request["PATH_INFO"], answer


@pytest.mark.django_db
def test_nothing_typed_runs_or_breaks_a_page(chromium):
    made, sent = things(), Counter()
    context = chromium.new_context(**PHONE, base_url=HOST)
    context.add_init_script(SPY)
    kept, troubles = {}, []
    context.route("**/*", lambda route: served(route, kept))
    page = context.new_page()
    page.on("dialog", lambda dialog: (troubles.append(("dialog", page.url)), dialog.dismiss()))
    for turn in range(TURNS):
        sent["texts"] += poison(turn)
        for one in (made.consultation, made.cause, made.organisation, made.mission.launched_by):
            one.refresh_from_db()
        sprint = Sprint.objects.get(pk=made.sprint.pk)
        compile_report(sprint=sprint, by=cast.minh(), at=cast.NOON)
        kept.clear()
        kept |= {path: (dict(answer.items()), answer.content) for path, answer in pages(made)}
        sent["pages"] += len(kept)
        for path in kept:
            page.goto(path, wait_until="load")
            ran, refused = page.evaluate("[window.trapped ?? 0, window.refused ?? []]")
            wide = page.evaluate(WIDE)
            if ran or refused or wide:
                troubles.append((path, ran, refused, wide))
    context.close()
    print(f"figure: {dict(sent)}")

    assert not troubles, "\n".join(map(str, troubles))
    assert sent["texts"] >= 60 * TURNS
    assert sent["pages"] >= 60 * TURNS


def served(route, kept):
    """A page as it was answered, a file of ours, or nothing."""
    path = urlsplit(route.request.url).path
    if path in kept:
        headers, body = kept[path]
        return route.fulfill(status=200, headers=headers, body=body)
    found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if found and not path.endswith(("woff2", "ttf")):
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return route.fulfill(status=200, path=found, content_type=kind)
    return route.fulfill(status=404, body="")
