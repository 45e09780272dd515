import pytest
from django.db import connection

from maven.sprints.models import Activity
from maven.toolbox.queries import kind_of
from tests import cast
from tests.races.racing import store_in_a_file


@pytest.fixture
def store(transactional_db, tmp_path):
    """A file instead of memory on SQLite; PostgreSQL as it is."""
    if connection.vendor != "sqlite":
        yield
        connection.close()
        return
    path = store_in_a_file(tmp_path)
    memory, name = connection.connection, connection.settings_dict["NAME"]
    connection.settings_dict["NAME"], connection.connection = str(path), None
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = name, memory


@pytest.fixture
def paca(store):
    return cast.paca()


@pytest.fixture
def call(paca):
    return cast.consultation(paca, statements=3)


@pytest.fixture
def draft(paca):
    return with_an_activity(cast.sprint(paca, adopted=False))


@pytest.fixture
def running(paca):
    return with_an_activity(cast.sprint(paca))


def with_an_activity(sprint):
    kind = kind_of(sprint.mission, "conference")
    Activity.objects.create(sprint=sprint, kind=kind, title="Veillée", days_planned=1)
    return sprint
