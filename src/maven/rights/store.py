"""The bytes of what was erased: a deleted row stays readable in the file until it is written over."""

from django.db import connection


def clean() -> None:
    """Writes the store anew without what was deleted, and empties what waits beside it."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("VACUUM")
            return
        cursor.execute("PRAGMA temp_store=FILE")  # a large store does not fit in memory
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA temp_store=MEMORY")
