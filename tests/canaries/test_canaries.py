"""The defects still say what is written in the house, and three of them are tried each time."""

import pytest

from tests.canaries.defects import DEFECTS, SAMPLE, Defect
from tests.canaries.running import Copy, DefectDoesNotApply, applied

MANY = 25


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: one.name)
def test_a_defect_changes_something_that_is_there(defect):
    assert all(before != after for _, before, after in defect.changes)
    assert applied(defect)


def test_each_is_told_once_and_there_are_many():
    assert len({one.name for one in DEFECTS}) == len(DEFECTS) >= MANY


def test_a_defect_of_words_that_are_gone_is_told():
    with pytest.raises(DefectDoesNotApply):
        applied(Defect("none", (("src/maven/__init__.py", "never written so", ""),), ()))


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    made = Copy(tmp_path_factory.mktemp("canaries") / "house")
    made.prepare()
    return made


@pytest.mark.faults
def test_without_a_defect_the_sample_is_green(copy):
    code, told = copy.tests(*(name for one in SAMPLE for name in one.seen_by))

    assert code == 0, told


@pytest.mark.faults
@pytest.mark.parametrize("defect", SAMPLE, ids=lambda one: one.name)
def test_a_defect_is_seen(copy, defect):
    verdict = copy.try_out(defect)

    assert verdict.seen, verdict
