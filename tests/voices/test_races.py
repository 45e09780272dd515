"""Several at once, on a store in a file as in life: each tried in threads with a common start."""

import sqlite3
import threading

import pytest
from django.db import connection, connections

from maven.voices import operations
from maven.voices.models import Opinion, Participant, Statement, Voice
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 6


@pytest.fixture
def store(transactional_db, tmp_path):
    """A file instead of memory: threads that share a memory store share its locks too."""
    if connection.vendor != "sqlite":
        yield
        return
    path, memory, name = (
        tmp_path / "store.sqlite3",
        connection.connection,
        connection.settings_dict["NAME"],
    )
    with sqlite3.connect(path) as copy:
        memory.backup(copy)
    connection.settings_dict["NAME"], connection.connection = str(path), None
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = name, memory


def at_once(act):
    """Runs `act(n)` in several threads that begin together; what each raised, or None."""
    start, told = threading.Barrier(TOGETHER), [None] * TOGETHER

    def run(n):
        try:
            start.wait(5)
            act(n)
        except Exception as raised:
            told[n] = raised
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return told


@pytest.fixture
def call(store):
    return cast.consultation(cast.paca(), statements=2)


def test_the_same_voice_giving_the_same_opinion_at_once_has_one(call):
    statement = call.statements.first()
    who = Voice(guest_digest="one")

    def answer(n):
        participant = operations.welcome(consultation=call, voice=who, at=cast.NOON)
        operations.give_opinion(
            participant=participant, statement=statement, choice=n % 3 - 1, at=cast.NOON
        )

    assert at_once(answer) == [None] * TOGETHER
    assert Participant.objects.count() == Opinion.objects.count() == 1


def test_ideas_proposed_at_once_get_numbers_of_their_own(call):
    def propose(n):
        operations.submit_statement(
            consultation=call, author=None, words=f"Une idée, la numéro {n}", at=cast.NOON
        )

    assert at_once(propose) == [None] * TOGETHER
    numbers = Statement.objects.of(call).in_order().values_list("number", flat=True)
    assert list(numbers) == list(range(1, 3 + TOGETHER))


def test_the_same_idea_proposed_at_once_is_there_once(call):
    def propose(_):
        operations.submit_statement(
            consultation=call, author=None, words="La même idée pour tous", at=cast.NOON
        )

    told = at_once(propose)

    assert sum(one is None for one in told) == 1
    assert all(isinstance(one, operations.IdeaAlreadyThere) for one in told if one)


def test_an_idea_promoted_at_once_makes_one_cause(call):
    from maven.causes.models import Cause

    statement, by = call.statements.first(), cast.minh()

    def promote(_):
        operations.promote_statement(statement=statement, by=by, at=cast.NOON)

    assert at_once(promote) == [None] * TOGETHER
    assert Cause.objects.count() == 1


def test_the_same_export_imported_at_once_is_there_once(call):
    from maven.intake.polis import read_export
    from tests.voices.exports import SMALL

    export, by, made = read_export(SMALL), cast.minh(), []

    def bring_in(_):
        report = operations.import_polis(
            mission=call.mission,
            question="Ailleurs ?",
            export=export,
            by=by,
            at=cast.NOON.replace(year=2026),
        )
        made.append(report.made)

    assert at_once(bring_in) == [None] * TOGETHER
    assert sum(made) == 1
