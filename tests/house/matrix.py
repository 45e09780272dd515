"""Who is answered what at each address: walked from the URLconf, so that no page is forgotten."""

import secrets
from copy import deepcopy as copy
from datetime import date

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from maven.causes.models import Cause
from maven.missions.models import Role
from maven.missions.operations import invite
from maven.voices.models import Consultation
from tests import cast

PERSONAS = ("guest", "stranger", "elsewhere", "participant", "member", "sponsor", "facilitator")


def addresses(resolver=None, prefix=""):
    """(name, route) of each address of our own, namespaces included."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern, prefix + space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name, pattern


def people():
    return {
        "guest": None,
        "stranger": cast.theo(),
        "elsewhere": cast.ana(),
        "participant": cast.salome(),
        "member": cast.karim(),
        "sponsor": cast.odile(),
        "facilitator": cast.minh(),
    }


class Things:
    """One of each thing an address can name, in an open mission and in a closed one."""

    def __init__(self, mission):
        self.mission = mission
        self.consultation = cast.consultation(mission, statements=3)
        self.cause = cast.cause(mission)
        self.sprint = cast.sprint(mission, closed=True)
        self.draft = cast.sprint(mission, 2, adopted=False, starts_on=date(2014, 3, 1))
        self.token = invite(
            mission=mission,
            email="invitee@example.org",
            name="",
            role=Role.MEMBER,
            by=mission.launched_by,
            at=cast.NOON,
        ).token

    def fill(self, name, pattern):
        thing = self.named(name)
        values = {
            "mission": self.mission.slug,
            "token": self.token,
            "number": self.draft.number if "plenary" in name else self.sprint.number,
            "slug": getattr(thing, "slug", "framing" if "step" in name else "conference"),
            "pk": getattr(thing, "pk", 1),
            "key": "no-such-key",
            "kind": "conference",
            "statement": self.consultation.statements.first().pk,
            "activity": 1,
            "tension": 1,
            "champion": 1,
            "invitation": 1,
            "step": "framing",
        }
        wanted = pattern.pattern.converters
        unknown = set(wanted) - set(values)
        assert not unknown, f"{name}: say in the matrix what fills {sorted(unknown)}"
        return {key: values[key] for key in wanted}

    def named(self, name):
        if name.startswith("causes:"):
            return Cause.objects.get(pk=self.cause.pk)
        if name.startswith(("voices:", "compass:")):
            return Consultation.objects.get(pk=self.consultation.pk)
        return None


def answer(client, method, address):
    """What the visitor is told, in one word; whatever it did is undone, signing out included."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        data = {"submission_key": secrets.token_urlsafe(18)} if method == "post" else None
        client.raise_request_exception = False
        response = getattr(client, method)(address, data)
        transaction.set_rollback(True)
    client.cookies = cookies
    return word(response)


def word(response):
    status = response.status_code
    if status in {301, 302, 303} and "/connexion/" in response.headers.get("Location", ""):
        return "sign-in"
    if status == 404:
        return "absent"
    if status == 403:
        return "refused"
    if status == 405:
        return "-"
    if status >= 500:
        return f"BROKEN {status}"
    return "yes"


def table(things, who):
    """A line for each address and method: the word said to each persona."""
    from django.urls import reverse

    clients = {}
    for persona, person in who.items():
        clients[persona] = Client()
        if person:
            clients[persona].force_login(person)
    lines = []
    for name, pattern in sorted(set(addresses()), key=lambda pair: pair[0]):
        address = reverse(name, kwargs=things.fill(name, pattern))
        for method in ("get", "post"):
            words = [answer(clients[persona], method, address) for persona in PERSONAS]
            if set(words) != {"-"}:
                lines.append(f"{name:36} {method:5} " + " ".join(f"{w:8}" for w in words).rstrip())
    return lines


HEAD = f"{'address':36} {'':5} " + " ".join(f"{persona:8}" for persona in PERSONAS)
