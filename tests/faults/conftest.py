import pytest

from tests.faults.town import Town


@pytest.fixture
def town(prepared, tmp_path):
    made = Town(prepared, tmp_path)
    yield made
    made.end()
