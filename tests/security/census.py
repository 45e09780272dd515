"""Every address × everybody × every method, asked once: what many tests then read.

Walked from the URLconf: a page added tomorrow is in it, or the matrix says that it does not know
what fills its address. Each answer is undone before the next one is asked for.
"""

import logging
import re
import secrets
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from urllib.parse import quote

from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import translation

from maven.missions.models import Mission
from tests import cast
from tests.house import matrix
from tests.security.hidden import hide, met, words_in
from tests.security.world import MARK, Writes, knockers, mark

METHODS = ("get", "head", "post", "put", "patch", "delete")
SAFE = ("get", "head")
# What no page is made for is tried by the one who may least and the one who may most.
ODD, ODD_FOR = ("head", "put", "patch", "delete"), ("guest", "facilitator")
NO_LIMITS = ("attempt", "code", "code-known", "code-network", "guest", "idea", "import", "invite")
OF_ONE_ANSWER = {"Content-Length", "Expires", "X-Request-Id"}
FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
LOGS = ("django.request", "django.security.csrf")
# Everybody is asked for where the store is SQLite; the other store is asked for two.
ON_THE_OTHER_STORE = ("guest", "facilitator")


@dataclass(slots=True)
class Cell:
    """One answer: its word for the approved table, and what may not be in it."""

    name: str
    who: str
    method: str
    word: str
    reached: bool
    wrote: list = field(default_factory=list)
    marked: bool = False
    met: set = field(default_factory=set)


class World:
    """An open mission, and a closed one that Ana alone knows, with one of each thing in both."""

    def __init__(self):
        self.paca, self.closed = cast.paca(), cast.elsewhere()
        self.everybody = knockers(self.paca, self.closed)
        self.here, self.there = matrix.Things(self.paca), matrix.Things(self.closed)
        self.hidden = hide(self.here)
        assert mark(self.closed) > 10
        self.closed.refresh_from_db()
        self.clients = {}
        for name, person in self.everybody.items():
            self.clients[name] = Client(raise_request_exception=False)
            if person:
                self.clients[name].force_login(person)
        suspended = self.everybody["suspended"]
        suspended.is_active = False
        suspended.save(update_fields=["is_active"])

    def ask(self, who, method, address, data=None):
        """The answer; the caller undoes what it did. Signing out is undone here."""
        client = self.clients[who]
        cookies = deepcopy(client.cookies)
        form = {"submission_key": secrets.token_urlsafe(18), **(data or {})}
        response = getattr(client, method)(address, form if method == "post" else None)
        client.cookies = cookies
        return response

    def undone(self, who, method, address):
        with transaction.atomic(), Writes() as writes:
            response = self.ask(who, method, address)
            transaction.set_rollback(True)
        return response, writes.seen

    def known(self, who):
        """The person as the doors see her: who is suspended is nobody."""
        return None if who == "suspended" else self.everybody[who]


def patterns():
    """(name, pattern, whether its page is one of a mission), each once."""
    for name, pattern in sorted(set(matrix.addresses()), key=lambda pair: pair[0]):
        policy = getattr(pattern.callback, "policy", None)
        yield name, pattern, policy is not None and policy.kind == "in mission"


def methods_for(who):
    return METHODS if who in ODD_FOR else [one for one in METHODS if one not in ODD]


def methods_of_closed(who):
    return METHODS if who == "guest" else ("get", "post")


def personas(names):
    """Those of them whom this store is asked for."""
    if connection.vendor == "sqlite":
        return list(names)
    return [who for who in names if who in ON_THE_OTHER_STORE]


def plain(response, address):
    """An answer to the byte, but for its own address and what differs from one to the next."""
    names = {address, quote(address), quote(address, safe=""), address.replace("/", "\\u002F")}
    heads = sorted(f"{k}: {v}" for k, v in response.headers.items() if k not in OF_ONE_ANSWER)
    cookies = sorted(response.cookies)
    text = f"{response.status_code}\n{heads}\n{cookies}\n{response.content.decode()}"
    for one in sorted(names, key=len, reverse=True):
        text = text.replace(f"/en{one}", "¤").replace(one, "¤")
    return re.sub(r"(name|value|nonce)(=\"|-)[^\"']*", r"\1", text)


class Census:
    """All cells, by where they were asked: in an open mission, a closed one, one on request."""

    def __init__(self):
        self.cells, self.figures, self.read = {}, Counter(), set()
        self.unlike, self.traces = [], []
        self.world = world = World()
        self.names = personas(world.everybody)
        self._count("open", world.here, self.names, methods_for)
        self._without_the_hidden()
        self._closed()
        Mission.objects.filter(pk=world.closed.pk).update(visibility="request")
        two = ("get", "post")
        self._count("request", world.there, personas(matrix.PERSONAS), lambda _: two, own=True)

    def _count(self, where, things, names, methods, *, own=False):
        """Asks every address; those of the house itself once, not again in each mission."""
        for name, pattern, of_a_mission in patterns():
            if own and not of_a_mission:
                continue
            address = reverse(name, kwargs=things.fill(name, pattern))
            for who in names if of_a_mission or where == "open" else ():
                for method in methods(who):
                    self._keep(where, name, pattern, who, method, address)

    def _keep(self, where, name, pattern, who, method, address):
        response, wrote = self.world.undone(who, method, address)
        cell = Cell(name, who, method, matrix.word(response), reached(response, pattern))
        if method in SAFE:
            cell.wrote = wrote
        if not response.streaming:
            text = response.content.decode(errors="replace")
            cell.marked = marked(response)
            self.read |= words_in(text)
            cell.met = met(who, self.world.everybody[who], text)
        self.cells[where, name, who, method] = cell
        self.figures[where] += 1
        return response

    def _closed(self):
        """The closed mission is compared, answer by answer, with one that does not exist."""
        world, nowhere = self.world, reverse("causes:new", args=["inexistante"])
        names = personas([*matrix.PERSONAS, "invitee"])
        absent = {
            (who, method): plain(world.undone(who, method, nowhere)[0], nowhere)
            for who in names
            for method in methods_of_closed(who)
        }
        for name, pattern, of_a_mission in patterns():
            if not of_a_mission:
                continue
            address = reverse(name, kwargs=world.there.fill(name, pattern))
            for who in names:
                for method in methods_of_closed(who):
                    response = self._keep("closed", name, pattern, who, method, address)
                    if who == "elsewhere" or response.status_code == 405:
                        continue  # hers; or said of all pages of a kind, whatever is behind
                    seen, known = plain(response, address), absent[who, method]
                    if seen != known:
                        self.unlike.append((name, who, method, first_difference(seen, known)))

    def _without_the_hidden(self):
        """Each page again as if nothing had ever been hidden: no number, no order, no word moves."""
        with_them = dict(self._pages())
        for row in self.world.hidden:
            row.delete()
        for (name, who), seen in self._pages():
            if seen != (other := with_them.get((name, who), "")):
                self.traces.append((name, who, first_difference(other, seen)))

    def _pages(self):
        for name, pattern, _ in patterns():
            address = reverse(name, kwargs=self.world.here.fill(name, pattern))
            for who in personas(("guest", "participant")):
                response, _ = self.world.undone(who, "get", address)
                if response.status_code == 200 and not response.streaming:
                    yield (name, who), plain(response, address)

    def of(self, where):
        return [cell for key, cell in self.cells.items() if key[0] == where]

    def table(self, where):
        """A line for each address and method: the word said to each persona."""
        lines = []
        for name, method in sorted({(name, m) for w, name, _, m in self.cells if w == where}):
            words = [
                self.cells[where, name, who, method].word
                for who in matrix.PERSONAS
                if (where, name, who, method) in self.cells
            ]
            if method in {"get", "post"} and set(words) != {"-"}:
                lines.append(matrix.line(name, method, words))
        return lines


def reached(response, pattern):
    """Whether the address led to the page of its pattern, and not to one that stands before it."""
    found = getattr(response, "resolver_match", None)
    return found is not None and found.func is pattern.callback


def marked(response):
    return not response.streaming and MARK in response.content.decode(errors="replace")


def first_difference(one, other):
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return one[max(0, place - 40) : place + 60], other[max(0, place - 40) : place + 60]


class Quiet:
    """The settings of a census: French, plain files, no limits, no warning of each refusal."""

    def __enter__(self):
        from django.conf import settings

        stores = {**settings.STORAGES, "staticfiles": {"BACKEND": FILES}}
        self.held = override_settings(
            LANGUAGE_CODE="fr", STORAGES=stores, LIMITS=dict.fromkeys(NO_LIMITS, 0)
        )
        self.held.enable()
        self.spoken = translation.override("fr")
        self.spoken.__enter__()
        for name in LOGS:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        return self

    def __exit__(self, *raised):
        for name in LOGS:
            logging.getLogger(name).setLevel(logging.NOTSET)
        self.spoken.__exit__(*raised)
        self.held.disable()
