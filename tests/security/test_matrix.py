"""Every address × everybody × every method, on one's own mission and on another's things.

Walked from the URLconf: a page added tomorrow is in it, or the matrix says that it does not know
what fills its address.
"""

import logging
import secrets
from copy import deepcopy

import pytest
import rules
from django.db import transaction
from django.test import Client
from django.urls import reverse

from maven.missions.models import Mission
from tests import cast
from tests.house import matrix
from tests.security.world import MARK, fingerprint, knockers, mark

METHODS = ("get", "head", "post", "put", "patch", "delete")
SAFE = ("get", "head")
# What no page is made for is tried by the one who may least and the one who may most.
ODD, ODD_FOR = ("head", "put", "patch", "delete"), ("guest", "facilitator")
CLOSED_TO = {"absent", "refused", "sign-in", "-"}
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
def world(db, settings, caplog):
    settings.LANGUAGE_CODE = "fr"
    caplog.set_level(logging.CRITICAL, logger="django.request")
    settings.LIMITS = dict.fromkeys(
        ("attempt", "code", "code-known", "code-network", "guest", "idea", "import", "invite"), 0
    )
    paca, closed = cast.paca(), cast.elsewhere()
    return World(paca, closed)


class World:
    def __init__(self, paca, closed):
        self.paca, self.closed = paca, closed
        self.everybody = knockers(paca, closed)
        self.here, self.there = matrix.Things(paca), matrix.Things(closed)
        assert mark(closed) > 10
        self.closed.refresh_from_db()
        self.clients = {}
        for name, person in self.everybody.items():
            self.clients[name] = Client(raise_request_exception=False)
            if person:
                self.clients[name].force_login(person)
        suspended = self.everybody["suspended"]
        suspended.is_active = False
        suspended.save(update_fields=["is_active"])
        self.cells = 0

    def patterns(self, *, missions_only=False):
        for name, pattern in sorted(set(matrix.addresses()), key=lambda pair: pair[0]):
            if not missions_only or "mission" in pattern.pattern.converters:
                yield name, pattern

    def ask(self, who, method, address, data=None):
        """The answer; the caller undoes what it did. Signing out is undone here."""
        self.cells += 1
        client = self.clients[who]
        cookies = deepcopy(client.cookies)
        form = {"submission_key": secrets.token_urlsafe(18), **(data or {})}
        response = getattr(client, method)(address, form if method == "post" else None)
        client.cookies = cookies
        return response

    def undone(self, who, method, address):
        with transaction.atomic():
            response = self.ask(who, method, address)
            transaction.set_rollback(True)
        return response

    def word(self, who, method, address):
        return matrix.word(self.undone(who, method, address))


def test_each_cell_is_what_the_policy_of_its_page_says_and_shows_no_word_of_another(world):
    """Refused by the rule, refused by the page, for everybody and every method."""
    wrong = []
    for name, pattern in world.patterns(missions_only=True):
        policy = pattern.callback.policy
        address = reverse(name, kwargs=world.here.fill(name, pattern))
        for who, person in world.everybody.items():
            known = None if who == "suspended" else person
            may = rules.test_rule(policy.permission, known, fresh(world.paca))
            for method in methods_for(who):
                response = world.undone(who, method, address)
                word = matrix.word(response)
                if (not may and word not in CLOSED_TO and method in SAFE) or "BROKEN" in word:
                    wrong.append((name, who, method, word))
                if may and word == "sign-in":
                    wrong.append((name, who, method, word))
                if who != "elsewhere" and marked(response):
                    wrong.append((name, who, method, "a word of another mission"))
    print(f"figure: {world.cells} cells of an open mission, {len(wrong)} differ from the policy")
    assert wrong == []


def marked(response):
    return not response.streaming and MARK in response.content.decode()


def methods_for(who):
    return METHODS if who in ODD_FOR else [one for one in METHODS if one not in ODD]


def fresh(mission):
    return Mission.objects.get(pk=mission.pk)


def test_a_part_that_is_over_or_suspended_opens_no_more_than_none(world):
    different = []
    for name, pattern in world.patterns(missions_only=True):
        address = reverse(name, kwargs=world.here.fill(name, pattern))
        for method in ("get", "post"):
            words = {who: world.word(who, method, address) for who in {*OVER, *OVER.values()}}
            different += [
                (name, method, who) for who, as_ in OVER.items() if words[who] != words[as_]
            ]
    assert different == []


OVER = {"suspended": "guest", "left": "stranger", "invitee": "stranger"}


def test_the_things_of_another_mission_are_out_of_reach_through_one_s_own(world):
    """Its numbers in the addresses and in the forms of one's own mission: it neither moves nor shows."""
    before, moved, shown, found = fingerprint(world.closed), [], [], []
    for name, pattern in world.patterns(missions_only=True):
        kwargs = {**world.there.fill(name, pattern), "mission": world.paca.slug}
        address = reverse(name, kwargs=kwargs)
        numbered = set(kwargs) & {"pk", "statement", "champion"}
        for method in METHODS:
            with transaction.atomic():
                response = world.ask("facilitator", method, address, foreign(world.there))
                after = before if method in SAFE else fingerprint(world.closed)
                transaction.set_rollback(True)
            if after != before:
                moved.append((name, method))
            if marked(response):
                shown.append((name, method))
            if numbered and name not in OF_ALL and method in SAFE and response.status_code == 200:
                found.append((name, method))
    assert (moved, shown, found) == ([], [], [])


OF_ALL = {"missions:organisation"}  # an organisation belongs to no mission


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
