"""An archive written, carried and taken in, inside one test store that is emptied in between."""

import io

from maven.archives.leaving import write_archive
from maven.archives.opening import opened
from maven.archives.operations import take_in
from tests import cast


def archived(mission, **choices):
    out = io.BytesIO()
    write_archive(mission, out, **choices)
    return out.getvalue()


def taken_in(path, data, **choices):
    path.write_bytes(data)
    with opened(path) as archive:
        return take_in(opened=archive, at=cast.NOON, **choices)


def emptied():
    """Every mission and person of this house goes, guards lifted: what is left is a new house."""
    from django.apps import apps
    from django.db import connection

    from maven.toolbox.models import ActivityKind
    from tests.conftest import without_guards

    def delete():
        with connection.cursor() as cursor:
            for model in apps.get_models():
                if model.__module__.startswith("maven.") and model is not ActivityKind:
                    cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
            cursor.execute("DELETE FROM toolbox_activitykind WHERE mission_id IS NOT NULL")

    without_guards(delete)
