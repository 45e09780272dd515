"""Which backups stay: worked out by hand for a year of nights."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maven.config.keeping import kept, prune

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
NIGHTS = [NOW - timedelta(days=n, hours=1) for n in range(400)]


def test_a_year_of_nights_leaves_a_week_five_weeks_and_twelve_months():
    found = sorted(kept(NIGHTS, at=NOW), reverse=True)

    assert found[:7] == NIGHTS[:7]
    months = {(one.year, one.month) for one in found}
    assert len(months) >= 12
    assert 19 <= len(found) <= 24


def test_several_in_one_day_leave_the_newest():
    day = [NOW - timedelta(minutes=n) for n in (5, 60, 120)]
    assert kept(day, at=NOW) == {day[0]}


def test_the_last_one_stays_whatever_its_age():
    old = [NOW - timedelta(days=n) for n in (900, 1000)]
    assert kept(old, at=NOW) == {old[0]}
    assert kept([], at=NOW) == set()


@given(st.lists(st.integers(0, 3000), max_size=60))
def test_pruning_again_removes_nothing_more(days):
    moments = {NOW - timedelta(days=n) for n in days}
    once = kept(moments, at=NOW)
    assert kept(once, at=NOW) == once
    assert len(once) <= 7 + 5 + 1 + 13 + 1


def test_only_files_of_ours_are_removed(tmp_path):
    names = [f"maven-{one:%Y%m%d-%H%M%S}.tar.gz" for one in NIGHTS]
    others = ["notes.txt", "before-upgrade-20200101-000000.tar.gz", "maven-20200101.tar.gz"]
    for name in (*names, *others):
        (tmp_path / name).write_text("")

    gone = prune(tmp_path, at=NOW)

    assert {path.name for path in tmp_path.iterdir()} == {*others, *names} - {p.name for p in gone}
    assert set(names[:7]) <= {path.name for path in tmp_path.iterdir()}
    assert len(gone) > 370
