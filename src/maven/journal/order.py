"""On PostgreSQL two transactions may commit facts out of key order, and a cursor step over one.

Whoever records holds a shared lock until its transaction ends; a reader takes it alone, for the
time of looking ahead, and so sees every fact below the newest. SQLite has one writer and needs none.
"""

from django.db import connection

LOCK = 1_401_2014  # any number of our own; the day of the seed


def announce() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])


def wait_for_those_under_way() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
