"""A full disk never lies: votes are refused, pages are read, nothing acknowledged is lost."""

import os
import subprocess

import pytest

from tests.faults.town import Guest, Town

pytestmark = pytest.mark.faults

SIZE = 260 * 2**20


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own, a little larger than what the server wants to find free at start."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def town(prepared, small_disk):
    made = Town(prepared, small_disk)
    yield made
    made.end()


def fill(folder, but):
    disk = os.statvfs(folder)
    with (folder / "filler").open("wb") as filler:
        os.posix_fallocate(filler.fileno(), 0, disk.f_bavail * disk.f_frsize - but)


def vote_until_refused(guest, most=60):
    """How many were refused, trying a few times after the first."""
    refused = 0
    for _ in range(most):
        before = len(guest.acknowledged)
        guest.vote()
        refused += len(guest.acknowledged) == before
        if refused == 3:
            break
    return refused


def test_votes_are_refused_until_there_is_room_again(town, small_disk):
    town.start("--no-worker")
    guest = Guest(town, 1)
    assert guest.vote()
    fill(small_disk, but=64 * 1024)

    assert vote_until_refused(guest) == 3
    assert guest.ask("GET", town.address)[0] == 200

    (small_disk / "filler").unlink()
    known = len(guest.acknowledged)
    assert guest.vote()
    assert len(guest.acknowledged) == known + 1
    town.stop()
    assert guest.is_kept(town.opinions())
