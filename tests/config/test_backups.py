"""PostgreSQL's own programs make the copy; without them, or when they fail, it is said."""

import pytest

from maven.config import copies
from maven.config.copies import CopyUnsound, dump

LISTED = "echo '213; 0 16385 TABLE DATA public voices_opinion maven'"


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """`programs(pg_dump="…")` puts shell scripts where the programs would be."""

    def put(**scripts):
        for name, script in scripts.items():
            path = tmp_path / name
            path.write_text(f"#!/bin/sh\n{script}\n")
            path.chmod(0o755)
        monkeypatch.setattr(
            copies.shutil, "which", lambda name: str(tmp_path / name) if name in scripts else None
        )

    return put


def test_the_dump_is_made_and_listed_again(programs, tmp_path):
    programs(pg_dump='echo dumped > "${3#--file=}"', pg_restore=LISTED)

    copy = dump(tmp_path / "kept.dump")

    assert copy.tables == {"voices_opinion": 0}
    assert not copy.read_whole
    assert (tmp_path / "kept.dump").read_text() == "dumped\n"


def test_the_programs_that_are_absent_are_named(programs, tmp_path):
    programs()
    with pytest.raises(CopyUnsound, match="pg_dump is not on this machine"):
        dump(tmp_path / "kept.dump")


def test_a_dump_that_fails_says_why(programs, tmp_path):
    programs(pg_dump="echo 'server version mismatch' >&2; exit 1", pg_restore=LISTED)
    with pytest.raises(CopyUnsound, match="server version mismatch"):
        dump(tmp_path / "kept.dump")


def test_a_dump_that_cannot_be_read_again_is_no_copy(programs, tmp_path):
    programs(pg_dump="exit 0", pg_restore="exit 1")
    with pytest.raises(CopyUnsound, match="cannot be read again"):
        dump(tmp_path / "kept.dump")
