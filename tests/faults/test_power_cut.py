"""The power goes at any moment: what was acknowledged is there, whatever the disk kept of the rest.

The store's writes are recorded under a real server, then played again up to a moment; what no
finished sync covers is kept, dropped, or kept in part. A kill alone would not tell: the kernel keeps
the pages of a killed program.
"""

import os
import random
import sqlite3

import pytest

from tests.faults.disk import Event, File, built
from tests.faults.powercut import images_looked_at, recorded

pytestmark = pytest.mark.faults

IMAGES = int(os.environ.get("MAVEN_TEST_IMAGES", "60"))
EACH = 12 if IMAGES < 500 else 60


@pytest.fixture(scope="session")
def recorder(tmp_path_factory):
    library = built(tmp_path_factory.mktemp("recorder"))
    if library is None:
        pytest.skip("there is no C compiler on this machine")
    return library


@pytest.fixture
def journal_read_elsewhere(django_db_blocker):
    """The images are read by the product's own check, whose store is then another."""
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("the images are of SQLite")
    kept = connection.connection, connection.settings_dict["NAME"]
    connection.connection = None
    with django_db_blocker.unblock():
        yield
    connection.connection, connection.settings_dict["NAME"] = kept


def test_nothing_acknowledged_is_lost_when_the_power_goes(
    town, tmp_path, recorder, journal_read_elsewhere
):
    base, trace = recorded(town, tmp_path, recorder, guests=5, each=EACH, acts=EACH)
    wrong, kinds = images_looked_at(base, trace, tmp_path / "image.sqlite3", IMAGES)

    print(f"figure: {IMAGES} images of a power cut ({dict(kinds)}), {len(wrong)} wrong")
    assert wrong == []
    assert kinds["some"] > IMAGES // 10


def test_the_same_images_see_a_store_that_does_not_wait_for_the_disk(
    town, tmp_path, recorder, journal_read_elsewhere
):
    base, trace = recorded(
        town, tmp_path, recorder, guests=2, each=6, acts=2, HASTY_SYNCHRONOUS="NORMAL"
    )
    wrong, _ = images_looked_at(base, trace, tmp_path / "image.sqlite3", 40)

    lost = {image for image, word in wrong if "acknowledged" in word}
    print(f"figure: synchronous=NORMAL: {len(lost)} of 40 images have lost an acknowledged act")
    assert len(lost) >= 5
    assert not [word for _, word in wrong if "broken" in word]


@pytest.mark.parametrize(("keep", "expected"), [("none", b"aaaa"), ("all", b"abba" + b"c" * 1024)])
def test_what_a_sync_covers_stays_and_the_rest_may_go(keep, expected):
    file = File()
    file.meet(Event("W", "w", 0, 4, b"aaaa"))
    file.meet(Event("B", "w", 7, 0, b""))
    file.meet(Event("W", "w", 1, 2, b"bb"))
    file.meet(Event("S", "w", 7, 0, b""))
    file.meet(Event("W", "w", 4, 1024, b"c" * 1024))

    assert bytes(file.image(random.Random(1), keep)) == expected


def test_a_torn_write_leaves_whole_sectors():
    file = File(bytearray(4 * 512))
    file.meet(Event("W", "d", 0, 2048, b"x" * 2048))

    seen = {bytes(file.image(random.Random(seed), "some")) for seed in range(60)}
    sectors = {image[n : n + 512] for image in seen for n in range(0, 2048, 512)}
    assert sectors == {b"x" * 512, bytes(512)}
    assert len(seen) > 5


def test_the_recorder_sees_all_that_sqlite_asks(tmp_path, recorder):
    """Played to its end, the recording gives the very file."""
    import subprocess
    import sys

    from tests.faults.disk import Disk, events

    store, trace = tmp_path / "store", tmp_path / "trace"
    words = (
        "import sqlite3, sys\n"
        "s = sqlite3.connect(sys.argv[1])\n"
        "s.execute('PRAGMA journal_mode=WAL')\n"
        "s.execute('CREATE TABLE t (a)')\n"
        "for n in range(300):\n"
        "    s.execute('INSERT INTO t VALUES (?)', ['x' * 3000])\n"
        "    s.commit()\n"
        "s.close()\n"
    )
    subprocess.run(
        [sys.executable, "-c", words, str(store)],
        env={
            **os.environ,
            "LD_PRELOAD": str(recorder),
            "DISK_TRACE": str(trace),
            "DISK_STORE": str(store),
        },
        check=True,
    )
    disk = Disk(tmp_path / "absent")
    for event in events(trace):
        disk.meet(event)
    disk.cut(tmp_path / "image", random.Random(1), "all")

    assert (tmp_path / "image").read_bytes() == store.read_bytes()
    assert not (tmp_path / "image-wal").exists()
    assert sqlite3.connect(store).execute("SELECT count(*) FROM t").fetchone() == (300,)
