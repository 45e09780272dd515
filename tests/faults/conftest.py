from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.faults.town import Town, run


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """One migrated store with its static files and a consultation, copied for each test."""
    var = Path(tmp_path_factory.mktemp("prepared")) / "var"
    migrated = run(var, "maven.cli", "migrate")
    assert migrated.returncode == 0, migrated.stderr
    seeded = run(var, "tests.faults.seed")
    assert seeded.returncode == 0, seeded.stderr
    pk, address = seeded.stdout.split()
    return SimpleNamespace(var=var, consultation=int(pk), address=address)


@pytest.fixture
def town(prepared, tmp_path):
    made = Town(prepared, tmp_path)
    yield made
    made.end()
