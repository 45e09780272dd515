"""One transaction for all that waits; each is answered after the commit, and never for nothing."""

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.http import HttpResponse

from maven.live import refusals
from maven.live.writer import TOGETHER, Waiting, Writer
from maven.people.models import Organisation
from tests.live.test_wire import environ_of, io, scope

pytestmark = pytest.mark.django_db(transaction=True)


class Handler:
    """Stands for the voting view: makes an organisation of each path."""

    def get_response(self, request):
        name = request.path.strip("/")
        Organisation.objects.create(name=name, sector="public")
        if name == "broken":
            return HttpResponse(status=500)
        if name == "dropped":
            connection.connection.execute("ROLLBACK")
        return HttpResponse(name, status=303)


def batch(*names):
    answers, seen = {}, {}

    def give_to(name):
        def give(answer):
            answers[name] = answer
            seen[name] = connection.in_atomic_block

        return give

    waiting = [
        Waiting(environ_of(scope(path=f"/{name}"), io.BytesIO()), room, give_to(name))
        for room, name in enumerate(names)
    ]
    return waiting, answers, seen


def written(*names, **broken):
    told = []
    waiting, answers, seen = batch(*names)
    Writer(Handler(), told.append).write(waiting)
    return answers, seen, told


def kept():
    return set(Organisation.objects.values_list("name", flat=True))


def test_all_that_waits_is_committed_together_and_answered_after():
    answers, seen, told = written("un", "deux", "trois")

    assert [answer.status for answer in answers.values()] == [303, 303, 303]
    assert set(seen.values()) == {False}
    assert kept() == {"un", "deux", "trois"}
    assert told == [{0, 1, 2}]


def test_one_that_breaks_takes_nobody_with_it():
    answers, _, told = written("un", "broken", "trois")

    assert [answer.status for answer in answers.values()] == [303, 500, 303]
    assert kept() == {"un", "trois"}
    assert told == [{0, 2}]


def test_a_commit_that_fails_acknowledges_nothing(monkeypatch):
    def full(self):
        raise DatabaseError("disk is full")

    monkeypatch.setattr(type(connections["default"]), "_commit", full)
    answers, _, told = written("un", "deux")
    monkeypatch.undo()

    assert list(answers.values()) == [refusals.NOT_RECORDED] * 2
    assert kept() == set()
    assert told == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite drops a transaction by itself")
def test_a_transaction_dropped_by_the_store_acknowledges_nothing():
    answers, _, told = written("un", "dropped", "trois")

    assert [answer.status for answer in answers.values()] == [503, 503, 503]
    assert kept() == set()
    assert told == []


def test_what_is_called_after_the_commit_is_called():
    called = []

    class Calling(Handler):
        def get_response(self, request):
            transaction.on_commit(lambda: called.append(connection.in_atomic_block))
            return super().get_response(request)

    waiting, _, _ = batch("un")
    Writer(Calling(), lambda rooms: None).write(waiting)

    assert called == [False]


def test_the_queue_is_emptied_by_handfuls():
    writer = Writer(Handler(), lambda rooms: None)
    for one in batch(*map(str, range(TOGETHER + 6)))[0]:
        writer.queue.put(one)
    writer.queue.put(None)

    first, more = writer._all_that_waits()
    rest, then = writer._all_that_waits()

    assert (len(first), more, len(rest), then) == (TOGETHER, True, 6, False)
