"""Every address: nothing is taken from elsewhere, and nothing of another mission through one's own."""

import pytest
from django.conf import settings as told
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.security.census import SAFE, Quiet, World, marked, patterns
from tests.security.world import Writes, fingerprint

# What is sent without our mark by right: what a browser reports of itself.
TAKEN_FROM_ELSEWHERE = {"csp_reports"}
UNSAFE = ("post", "put", "patch", "delete")
RECEIPT = "journal_receipt"
OF_ALL = {"missions:organisation"}  # an organisation belongs to no mission
# What a form might hold: numbers of the other mission's things are filled in by the test.
PLAUSIBLE = {
    "title": "Titre",
    "words": "Une idée plausible",
    "name": "Nom plausible",
    "question": "Que faire ?",
    "choice": "1",
    "desired": "Ensemble",
    "observed": "Seuls",
    "reason": "Hors sujet",
    "note": "Fait",
    "days_spent": "1",
    "agenda": "La suite",
    "role": "facilitator",
    "email": "who@example.org",
    "kind": "like",
    "confirm": "on",
}


@pytest.fixture
def world(db):
    with Quiet():
        yield World()


def test_the_things_of_another_mission_are_out_of_reach_through_one_s_own(world):
    """Its numbers in the addresses and in the forms of one's own mission: it neither moves nor shows."""
    before, moved, shown, found = fingerprint(world.closed), [], [], []
    for name, pattern, of_a_mission in patterns():
        if not of_a_mission:
            continue
        kwargs = world.there.fill(name, pattern)
        if "mission" in kwargs:
            kwargs["mission"] = world.paca.slug
        address = reverse(name, kwargs=kwargs)
        numbered = set(kwargs) & {"pk", "statement", "champion"}
        for method in ("get", "post"):
            with transaction.atomic():
                with Writes() as writes:
                    response = world.ask("facilitator", method, address, foreign(world.there))
                after = fingerprint(world.closed) if writes.beyond(RECEIPT) else before
                transaction.set_rollback(True)
            if after != before:
                moved.append((name, method))
            if marked(response):
                shown.append((name, method))
            if numbered and name not in OF_ALL and method in SAFE and response.status_code == 200:
                found.append((name, method))
    assert (moved, shown, found) == ([], [], [])


def foreign(things):
    """The numbers of the other mission's things, under every name that a form might have."""
    numbers = {
        "statement": things.consultation.statements.first().pk,
        "person": things.mission.launched_by_id,
        "activity": things.activity.pk,
        "sector": things.sector.pk,
        "into": things.sector.pk,
        "cause": things.cause.pk,
        "sprint": things.sprint.pk,
        "organisation": things.organisation.pk,
    }
    return PLAUSIBLE | {name: str(number) for name, number in numbers.items()}


def without_our_mark(request, reason=""):
    return HttpResponse("without our mark", status=403)


def test_a_form_without_our_mark_is_refused_everywhere(world, settings):
    """Before anything is looked at, whatever the page: only by the question of the mark."""
    settings.CSRF_FAILURE_VIEW = f"{__name__}.without_our_mark"
    taken, cells = set(), 0
    for who in ("guest", "facilitator"):
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if key := world.clients[who].cookies.get(told.SESSION_COOKIE_NAME):
            client.cookies[told.SESSION_COOKIE_NAME] = key.value
        for name, pattern, _ in patterns():
            address = reverse(name, kwargs=world.here.fill(name, pattern))
            for method in UNSAFE:
                with transaction.atomic():
                    response = getattr(client, method)(address)
                    transaction.set_rollback(True)
                cells += 1
                if response.content != b"without our mark":
                    taken.add(name)
    print(f"figure: {cells} unsafe cells without our mark, taken at {sorted(taken)}")
    assert taken == TAKEN_FROM_ELSEWHERE
