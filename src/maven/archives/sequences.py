"""After rows that came with their keys, the next key is one that nobody has."""

from django.core.management.color import no_style
from django.db import connection

from maven.archives.survey import around, tables


def renew_sequences() -> None:
    """PostgreSQL gives the next key after those that came with the archive; SQLite does by itself."""
    every = [table.model for table in (*around(), *tables())]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), every):
            cursor.execute(statement)
