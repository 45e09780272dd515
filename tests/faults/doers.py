"""Somebody signed in, who proposes, ships, names, tells and launches through the forms of pages.

Each act carries a word of its own, by which it is found again in the store: once or not at all.
"""

import http.client
import sqlite3
import urllib.parse
from contextlib import closing
from dataclasses import dataclass

from tests.faults.forms import form_to
from tests.faults.town import Guest

PATIENCE = "attempt=0,code=0,code-known=0,code-network=0,guest=0,idea=0,import=0,invite=0"
SPRINT = "/m/paca/sprints/1/"


@dataclass(frozen=True)
class Act:
    """A form of a page, the field that carries the word, and where the store keeps it."""

    page: str
    action: str
    field: str
    kept_in: tuple
    more: tuple = ()


ACTS = (
    Act("{call}idees/nouvelle/", "idees/nouvelle/", "words", ("voices_statement", "words")),
    Act(SPRINT, "sprints/1/livrer/", "title", ("sprints_deliverable", "title")),
    Act(
        SPRINT + "revue/?etape=tensions",
        "revue/tensions/",
        "desired",
        ("sprints_tension", "desired"),
        (("observed", "Chacun travaille seul."),),
    ),
    Act(
        SPRINT + "revue/?etape=ressentis",
        "revue/ressentis/",
        "words",
        ("sprints_feedback", "words"),
        (("kind", "like"),),
    ),
    Act("/m/paca/causes/nouvelle/", "causes/nouvelle/", "title", ("causes_cause", "title")),
    Act(
        "/missions/nouvelle/",
        "missions/nouvelle/",
        "name",
        ("missions_mission", "name"),
        (
            ("territory", "Vallée fictive"),
            ("question", "Que faire ensemble ?"),
            ("sponsor_name", "Personne"),
            ("group_name", "Groupe de travail"),
        ),
    ),
)


class Doer(Guest):
    """The facilitator of the town, in a browser of her own."""

    def __init__(self, town, seed, told=None):
        super().__init__(town, seed, told)
        self.seed, self.count = seed, 0
        self.done, self.tried, self.open = [], [], []

    def sign_in(self):
        _, page = self.ask("GET", "/connexion/")
        form = form_to(page, "/demo/entrer/")
        status, page = self.send(form.action, {**form.fields, "role": "facilitator"})
        assert status == 303, (status, page)
        return self

    def send(self, address, fields):
        return self.ask("POST", address, urllib.parse.urlencode(fields))

    def act(self):
        """One act after the other; `open` are those whose answer has not come."""
        act = ACTS[self.count % len(ACTS)]
        self.count += 1
        word = f"parole {self.seed} {self.count}"
        address = act.page.format(call=self.town.address)
        status, page = self.ask("GET", address)
        assert status == 200, (address, status)
        form = form_to(page, act.action, address)
        assert form is not None, (act.page, "the form is not there")
        fields = {**form.fields, **dict(act.more), act.field: word}
        self.tried.append((act.kept_in, word))
        self.open.append((form.action, fields, (act.kept_in, word)))
        self.settle(*self.open[-1])
        return True

    def settle(self, address, fields, made):
        """Sends a form, for the first time or again, and takes note of a yes."""
        status, page = self.send(address, fields)
        if status in {503, 507}:
            return
        assert status in {200, 303}, (address, status, page)
        self.open.remove((address, fields, made))
        self.done.append(made)
        self.tell({"made": made})

    def go_on_until(self, stopped):
        try:
            while not stopped.is_set():
                self.act()
        except (OSError, http.client.HTTPException):
            pass


def times_kept(store, made):
    """How many times the store tells this word, there and in the journal's count of its room."""
    (table, column), word = made
    with closing(sqlite3.connect(store)) as opened:
        # The names are those of ACTS.
        rows = opened.execute(
            f"SELECT count(*) FROM {table} WHERE {column} = ?",  # noqa: S608
            [word],
        )
        return rows.fetchone()[0]
