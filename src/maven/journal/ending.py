"""Ending a chain: its facts go with the mission that they told of, and the guards stand again after.

A fact is never changed nor removed while its mission is here: the store itself refuses. To erase a
mission the guards are lifted inside the transaction, so that nobody else ever meets the store without
them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from maven.journal.models import Chain, Fact, FactDetails, Setback
from maven.journal.operations import Soundness

PASSING = """CREATE OR REPLACE FUNCTION journal_fact_is_kept() RETURNS trigger AS $$
    BEGIN IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"""
STANDING = """CREATE OR REPLACE FUNCTION journal_fact_is_kept() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'a fact is never changed nor removed'; END $$ LANGUAGE plpgsql"""


@transaction.atomic
def end_chain(name: str) -> Soundness:
    """Takes every fact of the chain away; tells what it was."""
    link = Chain.objects.select_for_update().filter(name=name).first()
    if link is None:
        return Soundness(chain=name, length=0, head="0" * 64)
    facts = Fact.objects.filter(chain=link)
    Setback.objects.filter(fact__in=facts).delete()
    FactDetails.objects.filter(fact__in=facts).delete()
    with connection.cursor() as cursor, _guards_lifted(cursor):
        cursor.execute("DELETE FROM journal_fact WHERE chain_id = %s", [link.pk])
    link.delete()
    return Soundness(chain=name, length=link.length, head=link.head)


@contextmanager
def _guards_lifted(cursor: CursorWrapper) -> Iterator[None]:
    """An error undoes the transaction, and the lifting with it: nothing is to put back then."""
    if connection.vendor == "postgresql":
        cursor.execute(PASSING)
        yield
        cursor.execute(STANDING)
        return
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_fact'"
    )
    guards = cursor.fetchall()
    for name, _ in guards:
        cursor.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, statement in guards:
        cursor.execute(statement)
