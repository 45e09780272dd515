"""No page asks the store more than fifteen questions, with one of everything or with two hundred."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.house import matrix
from tests.house.crowd import Crowd
from tests.security.census import Quiet

pytestmark = [pytest.mark.django_db, pytest.mark.any_store, pytest.mark.long]

MOST = 15
WHO = ("facilitator", "guest")  # who is shown the most, and who is shown the least
# Those that tell a person each table of the house: one question a table, and never one a row.
OF_EVERY_TABLE = {"rights:my_data", "rights:erasure"}
A_TABLE_EACH = 110
EXCEPTED = {"readyz": "asks the store whether it can write, then undoes it"}


class Counter:
    """Counts what is asked of the store, without keeping a word of it."""

    def __init__(self):
        self.number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        return execute(sql, params, many, context)


def asked(client, address):
    """How many questions this page asks; None when it is not for this reader."""
    counter = Counter()
    with connection.execute_wrapper(counter):
        answer = client.get(address)
    return counter.number if answer.status_code == 200 else None


def too_many(things, clients):
    """A page that asks much is asked again: what a process keeps in memory is then there."""
    found = []
    for name, pattern in sorted(set(matrix.addresses()), key=lambda pair: pair[0]):
        if name in EXCEPTED:
            continue
        most = A_TABLE_EACH if name in OF_EVERY_TABLE else MOST
        address = reverse(name, kwargs=things.fill(name, pattern))
        for who, client in clients.items():
            number = asked(client, address)
            if number is not None and number > most:
                number = asked(client, address)
            if number is not None and number > most:
                found.append((name, who, number))
    return found


def test_no_page_asks_more_than_fifteen_questions_at_one_and_at_two_hundred(paca):
    caches["homes"].clear()
    with Quiet():
        things, people = matrix.Things(paca), matrix.people()
        clients = {who: Client(raise_request_exception=False) for who in WHO}
        for who, client in clients.items():
            if people[who]:
                client.force_login(people[who])
        at_one = too_many(things, clients)
        Crowd(things, 200)
        at_two_hundred = too_many(things, {"facilitator": clients["facilitator"]})

    assert (at_one, at_two_hundred) == ([], [])
