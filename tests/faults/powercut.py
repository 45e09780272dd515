"""A load on a real server, recorded; then the power cut at many moments, each image looked at."""

import random
import shutil
import sqlite3
import threading
from collections import Counter
from contextlib import closing

from django.db import connection

from maven.journal.models import Chain
from maven.journal.operations import JournalTampered, verify
from tests.faults.disk import Disk, Marks, events
from tests.faults.doers import PATIENCE, Doer
from tests.faults.town import Guest

KEEPS = ("none", "some", "some", "all")
LIMIT = 300


def recorded(town, folder, recorder, *, guests, each, acts, **broken):
    """Guests vote and somebody acts, on a server whose disk is recorded; gives base and trace."""
    base, trace = folder / "base.sqlite3", folder / "trace"
    shutil.copy(town.store, base)
    wal = town.store.with_name(town.store.name + "-wal")
    if wal.exists():
        shutil.copy(wal, f"{base}-wal")
    town.start(
        "--no-worker",
        module="tests.faults.hasty" if broken else "maven.cli",
        LD_PRELOAD=str(recorder),
        DISK_TRACE=str(trace),
        DISK_STORE=str(town.store),
        MAVEN_LIMITS=PATIENCE,
        **broken,
    )
    marks = Marks(trace)
    people = [Guest(town, seed, marks.acknowledged) for seed in range(guests)]
    doer = Doer(town, guests, marks.acknowledged).sign_in()
    threads = [
        threading.Thread(target=lambda one=one: [one.vote() for _ in range(each)]) for one in people
    ]
    threads.append(threading.Thread(target=lambda: [doer.act() for _ in range(acts)]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=LIMIT)
    town.stop()
    marks.close()
    assert sum(len(one.acknowledged) for one in people) == guests * each
    assert len(doer.done) == acts
    return base, trace


def moments(trace, count, chance):
    """A third anywhere, a third just after somebody was told yes, a third before a sync ended."""
    told = [event.op for event in events(trace)]
    yes = [place for place, op in enumerate(told) if op == "A"]
    asked = [place for place, op in enumerate(told) if op in "WTB"]
    third = count // 3
    anywhere = chance.choices(range(len(told)), k=count - 2 * third)
    return Counter([*anywhere, *chance.choices(yes, k=third), *chance.choices(asked, k=third)])


def images_looked_at(base, trace, place, count, seed=1):
    """Cuts the power `count` times; what was wrong, and how many images of each kind."""
    chance = random.Random(seed)
    cuts, disk = moments(trace, count, chance), Disk(base)
    wrong, kinds = [], Counter()
    for number, event in enumerate(events(trace)):
        disk.meet(event)
        for _ in range(cuts[number]):
            keep = chance.choice(KEEPS)
            disk.cut(place, chance, keep)
            kinds[keep if disk.unsettled else "settled"] += 1
            image = (number, kinds.total(), keep)
            wrong += [(image, one) for one in troubles_of(place, disk.acknowledged)]
    return wrong, kinds


def troubles_of(place, acknowledged):
    """What a server would find wrong in the store, and what was promised and is not there."""
    try:
        with closing(sqlite3.connect(place)) as store:
            if store.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return ["the store is broken"]
            if store.execute("PRAGMA foreign_key_check").fetchall():
                return ["a row points at nothing"]
            found = list(not_there(store, acknowledged))
        return found + chains_broken(place)
    except sqlite3.DatabaseError as trouble:
        return [f"the store cannot be read: {trouble}"]


def not_there(store, acknowledged):
    guests, people = {}, {}
    for one in acknowledged:
        if "guest" in one:
            guests.setdefault(one["guest"], {})[int(one["statement"])] = one["choice"]
        else:
            (table, column), word = one["made"]
            # The names are those of the acts, not of anybody outside.
            rows = store.execute(
                f"SELECT count(*) FROM {table} WHERE {column} = ?",  # noqa: S608
                [word],
            )
            times = rows.fetchone()[0]
            if times != 1:
                yield f"{table}: {times} times what was acknowledged"
    opinions = store.execute("SELECT participant_id, statement_id, choice FROM voices_opinion")
    count = 0
    for participant, statement, choice in opinions:
        people.setdefault(participant, {})[statement] = choice
        count += 1
    for told in guests.values():
        if not any(told.items() <= kept.items() for kept in people.values()):
            yield "an acknowledged opinion is lost"
    facts = "SELECT count(*) FROM journal_fact WHERE verb = 'opinion.given'"
    if store.execute(facts).fetchone()[0] != count:
        yield "the journal and the opinions do not count the same"


def chains_broken(place):
    """The journal's own check, on this image."""
    connection.close()
    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(place)
    try:
        for chain in Chain.objects.order_by("pk").values_list("name", flat=True):
            verify(chain)
    except JournalTampered as trouble:
        return [str(trouble)]
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
    return []
