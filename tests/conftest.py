from contextlib import contextmanager

import pytest

from tests import cast
from tests.browsing import chromium  # noqa: F401 (one for the rooms and for the walks)
from tests.faults import town

STORES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(config, items):
    """The longest files begin first, so that no worker is left alone with one at the end."""
    from django.db import connection

    if connection.vendor != "sqlite":
        again = [item for item in items if has_more_to_say(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
        items[:] = again
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def has_more_to_say(item):
    """What opens no store, or is about pages only, is not asked again on another store."""
    return opens_the_store(item) and not item.get_closest_marker("any_store")


def opens_the_store(item):
    return bool(item.get_closest_marker("django_db") or STORES & set(item.fixturenames))


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """No collected files are needed to render a page in a test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Keys begin anew with each test: what was remembered of the last one's must not be met again."""
    from django.core.cache import caches

    for one in caches:
        caches[one].clear()


@pytest.fixture(autouse=True)
def in_french_unless_said_otherwise():
    """A page read in English leaves its language to the thread, and so to the next test."""
    from django.utils import translation

    with translation.override("fr"):
        yield


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, worker_id):
    """A migrated store with its static files and a consultation: made once, copied by who needs it."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    return town.prepared(shared / "prepared")


@pytest.fixture
def paca(db):
    return cast.paca()


@pytest.fixture
def as_(client):
    """`as_(cast.minh())` is the browser of Minh."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def send(client, django_capture_on_commit_callbacks):
    """Sends a form as a page would: with a submission key of its own."""
    import secrets

    def post(address, data=None, **extra):
        form = {"submission_key": secrets.token_urlsafe(18), **(data or {})}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, form, **extra)

    return post


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every table counts on from a number of five digits, as it does in a house that has lived."""
    with django_db_blocker.unblock():
        count_from(20_001)


def count_from(number):
    from django.apps import apps
    from django.db import connection

    tables = {model._meta.db_table: model._meta.pk for model in apps.get_models()}
    with connection.cursor() as cursor:
        for table, key in tables.items():
            if key.get_internal_type() not in {"AutoField", "BigAutoField"}:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, number])
            else:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                    [f'"{table}"', key.column, number],
                )


@pytest.fixture(autouse=True, scope="session")
def emptied_stores_are_as_new():
    """Tests that commit end by emptying every table, by means the journal's guards refuse.

    The guards are lifted for that moment; the catalogue that a new store holds is put back.
    """
    from django.db import connection
    from django.test import TransactionTestCase

    empty = TransactionTestCase._fixture_teardown

    def emptied(self):
        if connection.vendor == "sqlite":
            without_guards(lambda: empty(self))
        else:
            empty(self)
        put_back_the_catalogue()

    TransactionTestCase._fixture_teardown = emptied
    yield
    TransactionTestCase._fixture_teardown = empty


def without_guards(act):
    from django.db import connection

    lifted = _lifted_on_sqlite if connection.vendor == "sqlite" else _lifted_on_postgresql
    with connection.cursor() as cursor, lifted(cursor):
        act()


@contextmanager
def _lifted_on_sqlite(cursor):
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name='journal_fact'"
    )
    guards = cursor.fetchall()
    for name, _ in guards:
        cursor.execute(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        for _, statement in guards:
            cursor.execute(statement)


@contextmanager
def _lifted_on_postgresql(cursor):
    """The table itself is left alone: it may hold rows that wait for a look at what they refer to."""
    cursor.execute("SET session_replication_role = replica")
    yield
    cursor.execute("SET session_replication_role = origin")


def put_back_the_catalogue():
    from maven.toolbox.catalogue import catalogue
    from maven.toolbox.models import ActivityKind

    if not ActivityKind.objects.shared().exists():
        ActivityKind.objects.bulk_create(ActivityKind(**fields) for fields in catalogue())
