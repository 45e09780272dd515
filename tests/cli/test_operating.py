"""The commands of a bad day, in stores of their own: what comes back, and what is refused."""

import gzip
import io
import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pyrage
import pytest

from tests.faults.town import run

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def store(prepared, tmp_path_factory):
    var = Path(shutil.copytree(prepared.var, tmp_path_factory.mktemp("kept") / "var"))
    (var / "media" / "photos").mkdir(parents=True)
    (var / "media" / "photos" / "place.webp").write_bytes(b"image")
    return var


@pytest.fixture
def var(store, tmp_path):
    return Path(shutil.copytree(store, tmp_path / "var"))


@pytest.fixture(scope="module")
def kept(store, tmp_path_factory):
    """A plain backup, and what was said of it."""
    done = run(store, "maven.cli", "backup", "--to", str(tmp_path_factory.mktemp("backups")))
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.splitlines()[0])


def maven(var, *words, **more):
    return run(var, "maven.cli", *map(str, words), **more)


def statements(path):
    with closing(sqlite3.connect(path)) as found:
        return found.execute("SELECT count(*) FROM voices_statement").fetchone()[0]


def manifest_in(path):
    with tarfile.open(path) as archive:
        return json.load(archive.extractfile("manifest.json")), archive.getnames()


def test_an_archive_seals_its_store_and_its_files(kept):
    manifest, names = manifest_in(kept)

    assert names == ["manifest.json", "media/photos/place.webp", "store.sqlite3"]
    assert manifest["tables"]["voices_statement"] == 60
    assert manifest["chains"]["mission-1"][0] > 0
    assert set(manifest["files"]) == set(names[1:])
    assert kept.stat().st_mode & 0o077 == 0


def test_what_was_backed_up_comes_back_with_its_files(var, kept):
    with closing(sqlite3.connect(var / "maven.sqlite3")) as changed, changed:
        changed.execute("DELETE FROM voices_statement")
    (var / "media" / "photos" / "place.webp").write_bytes(b"another")

    done = maven(var, "restore", kept, "--force")

    assert done.returncode == 0, done.stderr
    assert statements(var / "maven.sqlite3") == 60
    assert (var / "media" / "photos" / "place.webp").read_bytes() == b"image"
    assert len([*var.glob("media.before-*")]) == len([*var.glob("maven.sqlite3.before-*")]) == 1
    assert not [*var.glob(".backup-*")]
    sound = maven(var, "verify-journal", "--chain", "house")
    assert "sound   house  1 fact" in sound.stdout


def rewritten(path, target, change):
    """The archive with one of its files or its manifest changed."""
    with tarfile.open(path) as before, tarfile.open(target, "w:gz") as after:
        for member in before:
            data = change(member, before.extractfile(member).read())
            if data is not None:
                member.size = len(data)
                after.addfile(member, io.BytesIO(data))
    return target


def cut(path, target):
    target.write_bytes(path.read_bytes()[:-2000])
    return target


def flipped(path, target):
    data = bytearray(gzip.decompress(path.read_bytes()))
    data[len(data) // 2] ^= 1
    target.write_bytes(gzip.compress(bytes(data)))
    return target


def newer(path, target):
    def change(member, data):
        if member.name != "manifest.json":
            return data
        manifest = json.loads(data)
        manifest["migrations"].append(["voices", "0999_after_our_time"])
        return json.dumps(manifest).encode()

    return rewritten(path, target, change)


def newer_format(path, target):
    def change(member, data):
        return data.replace(b'"format": 1', b'"format": 9') if "manifest" in member.name else data

    return rewritten(path, target, change)


def without_a_file(path, target):
    return rewritten(path, target, lambda m, data: None if "place" in m.name else data)


def with_a_stranger(path, target):
    shutil.copy(path, target)
    plain = gzip.decompress(target.read_bytes())
    with tarfile.open(fileobj=io.BytesIO(plain)) as before, tarfile.open(target, "w:gz") as after:
        for member in before:
            after.addfile(member, before.extractfile(member))
        member = tarfile.TarInfo("../../elsewhere")
        member.size = 1
        after.addfile(member, io.BytesIO(b"x"))
    return target


def other_rows(path, target):
    def change(member, data):
        if member.name != "manifest.json":
            return data
        return data.replace(b'"voices_statement": 60', b'"voices_statement": 61')

    return rewritten(path, target, change)


def unreadable(path, target):
    return rewritten(path, target, lambda m, d: b"[]" if m.name == "manifest.json" else d)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (cut, "damaged or cut"),
        (flipped, "is not as it was packed"),
        (newer, "newer version"),
        (newer_format, "newer than this version"),
        (without_a_file, "manifest and its files differ"),
        (with_a_stranger, "what no backup of ours does"),
        (other_rows, "rows that its manifest tells"),
        (unreadable, "manifest cannot be read"),
    ],
)
def test_what_is_not_sound_changes_nothing(var, kept, tmp_path, harm, words):
    store = var / "maven.sqlite3"
    before = store.read_bytes()

    refused = maven(var, "restore", harm(kept, tmp_path / "wrong.tar.gz"), "--force")

    assert refused.returncode == 1
    assert words in refused.stderr, refused.stderr
    assert store.read_bytes() == before
    assert not [*var.glob("*.before-*")] + [*var.glob(".backup-*")]
    assert not (tmp_path / "elsewhere").exists()


@pytest.fixture(scope="module")
def identity(tmp_path_factory):
    made = pyrage.x25519.Identity.generate()
    path = tmp_path_factory.mktemp("keys") / "key.txt"
    path.write_text(f"# created for a test\n{made}\n")
    return made, path


def test_an_encrypted_backup_opens_with_its_key_only(var, identity, tmp_path):
    made, path = identity
    done = maven(var, "backup", "--to", tmp_path / "b", "--recipient", made.to_public())
    assert "only its key opens it" in done.stdout
    sealed = Path(done.stdout.splitlines()[0])
    assert sealed.name.endswith(".tar.gz.age")
    assert b"place.webp" not in sealed.read_bytes()
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))

    assert "give MAVEN_BACKUP_IDENTITY" in maven(var, "restore", sealed, "--force").stderr
    wrong = maven(var, "restore", sealed, "--force", "--identity", other)
    assert (wrong.returncode, "cannot be decrypted" in wrong.stderr) == (1, True)
    nowhere = maven(var, "restore", sealed, "--force", "--identity", tmp_path / "nowhere")
    assert "No such file" in nowhere.stderr
    missing = maven(var, "backup", MAVEN_BACKUP_IDENTITY=str(tmp_path / "nowhere"))
    assert "MAVEN_BACKUP_IDENTITY cannot be read" in missing.stderr
    (var / "secret-key").unlink()
    right = maven(var, "restore", sealed, "--force", "--identity", path, MAVEN_SECRET_KEY="x" * 50)
    assert right.returncode == 0, right.stderr
    assert (var / "secret-key").exists(), "an encrypted backup holds the key of the place"


def test_a_passphrase_closes_and_opens_a_backup(var, tmp_path):
    words = {"MAVEN_BACKUP_PASSPHRASE": "tilleul ardoise cartable renard"}
    done = maven(var, "backup", "--to", tmp_path / "b", **words)
    assert "decrypted again to prove it" in done.stdout, done.stderr
    sealed = done.stdout.splitlines()[0]
    other = maven(var, "restore", sealed, "--force", MAVEN_BACKUP_PASSPHRASE="another, and wrong")
    assert "cannot be decrypted" in other.stderr
    assert maven(var, "restore", sealed, "--force", **words).returncode == 0


def test_old_backups_go_when_asked(var, tmp_path):
    folder = tmp_path / "b"
    folder.mkdir()
    for day in range(1, 29):
        (folder / f"maven-202001{day:02}-030000.tar.gz").write_text("")
    done = maven(var, "backup", "--to", folder, "--prune")
    assert "28 older backups removed." in done.stdout
    assert len([*folder.iterdir()]) == 1


def test_coming_back_is_rehearsed_and_noted(var):
    before = (var / "maven.sqlite3").read_bytes()

    done = maven(var, "drill")

    assert done.returncode == 0, done.stderr
    assert "a page was served, a vote was cast." in done.stdout
    assert statements(var / "maven.sqlite3") == 60
    assert "drill" in json.loads((var / "logbook.json").read_text())
    assert "sound   house  1 fact" in maven(var, "verify-journal").stdout
    assert before != (var / "maven.sqlite3").read_bytes() or (var / "maven.sqlite3-wal").exists()
    assert not [*var.glob(".backup-*")]


def test_a_rehearsal_of_another_places_backup_fails(var, kept, tmp_path):
    with closing(sqlite3.connect(var / "maven.sqlite3")) as changed, changed:
        for (name,) in changed.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            changed.execute(f"DROP TRIGGER {name}")
        changed.execute("UPDATE journal_fact SET digest = digest || 'x'")
    done = maven(var, "drill", kept)
    assert done.returncode == 1
    assert "is not the one in use" in done.stderr


def test_a_backup_that_cannot_be_read_fails_the_rehearsal(var, kept, tmp_path):
    done = maven(var, "drill", cut(kept, tmp_path / "cut.tar.gz"))
    assert (done.returncode, "the rehearsal failed" in done.stderr) == (1, True)


def test_an_upgrade_is_told_then_made_with_a_way_back(var):
    told = maven(var, "upgrade", "--check")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "0 migrations to do" in told.stdout
    done = maven(var, "upgrade")
    assert done.returncode == 0, done.stderr
    assert "The way back: maven restore" in done.stdout
    assert len([*(var / "backups").glob("before-upgrade-*.tar.gz")]) == 1


def test_an_upgrade_that_does_not_hold_puts_the_store_back(var):
    with closing(sqlite3.connect(var / "maven.sqlite3")) as changed, changed:
        changed.execute("DELETE FROM toolbox_activitykind WHERE mission_id IS NULL")
    done = maven(var, "upgrade")
    assert done.returncode == 1
    assert "The store is as it was before." in done.stderr
    assert statements(var / "maven.sqlite3") == 60


def test_an_upgrade_that_is_hindered_does_nothing(var):
    done = maven(var, "upgrade", "--language", "fr", MAVEN_LGO="json")
    assert done.returncode == 1
    assert "Vouliez-vous dire MAVEN_LOG ?" in done.stdout or "Rien ne lit MAVEN_LGO" in done.stdout
    assert not (var / "backups").exists()


def test_a_bad_hour_from_its_beginning_to_its_end(var, tmp_path):
    assert maven(var, "panic").returncode == 2
    assert "Writing is paused" in maven(var, "panic", "--read-only", "--words", "Midi.").stdout
    assert (var / "writing-paused.json").exists()
    done = maven(var, "panic", "--end-sessions", "--new-key", "--evidence", tmp_path / "evidence")
    assert done.returncode == 0, done.stderr
    assert "0 sessions ended" in done.stdout
    assert sorted(path.suffix for path in (tmp_path / "evidence").iterdir()) == [".gz", ".txt"]
    assert maven(var, "panic", "--lift").stdout == "Writing goes on.\n"
    assert not (var / "writing-paused.json").exists()
    assert "sound   house  3 facts" in maven(var, "verify-journal").stdout
    given = maven(var, "panic", "--new-key", MAVEN_SECRET_KEY="x" * 50)
    assert "the key is given by MAVEN_SECRET_KEY" in given.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        {"MAVEN_EMAIL_URL": "pigeon://x"},
        {"MAVEN_DATABASE_URL": "foo://x"},
        {"MAVEN_LIMITS": "idea=many"},
        {"MAVEN_OIDC": "proconnect"},
    ],
)
def test_a_variable_that_cannot_be_read_is_a_sentence(tmp_path, wrong):
    done = maven(tmp_path, "check", **wrong)
    assert done.returncode == 2
    assert done.stderr.startswith("maven check: M.E073 the settings cannot be read")
    assert "les réglages ne peuvent pas être lus" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_check_speaks_french_and_json(var):
    told = maven(var, "check", "--quick", "--language", "fr", MAVEN_SECRET_KEY="court")
    assert "M.E001 erreur: La clé secrète est courte" in told.stdout
    whole = json.loads(maven(var, "check", "--json", MAVEN_SECRET_KEY="court").stdout)
    assert "M.E001" in {one["number"] for one in whole}


def test_who_was_forgotten_since_the_backup_stays_forgotten(var, kept):
    forgotten = run(var, "tests.cli.forget")
    assert forgotten.returncode == 0, forgotten.stderr
    address = forgotten.stdout.strip()

    done = maven(var, "restore", kept, "--force")

    assert done.returncode == 0, done.stderr
    assert "Done again, as asked for since: 1 erasure." in done.stdout
    with closing(sqlite3.connect(var / "maven.sqlite3")) as found:
        addresses = {one for (one,) in found.execute("SELECT email FROM people_person")}
    assert address not in addresses
    again = maven(var, "backup")
    assert "erasures.ledger" in manifest_in(Path(again.stdout.splitlines()[0]))[1]


def test_a_store_has_one_server_and_a_served_one_is_not_replaced(var, kept):
    import fcntl

    with (var / "server.lock").open("a") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        second = maven(var, "serve", "--port", "0")
        assert (second.returncode, "M.E075" in second.stderr) == (1, True), second.stderr
        for words in (("restore", kept, "--force"), ("upgrade",)):
            refused = maven(var, *words)
            assert (refused.returncode, "stop it first" in refused.stderr) == (1, True)


def test_migrating_a_store_backs_it_up_first(var):
    with closing(sqlite3.connect(var / "maven.sqlite3")) as changed, changed:
        tables = "SELECT name FROM sqlite_master WHERE type='table' AND name LIKE 'rights_%'"
        for (name,) in changed.execute(tables).fetchall():
            changed.execute(f"DROP TABLE {name}")
        changed.execute("DELETE FROM django_migrations WHERE app='rights'")
    real = {"MAVEN_DEMO": "0", "MAVEN_HTTPS": "0"}
    done = maven(var, "migrate", **real)
    assert done.returncode == 0, done.stderr
    assert "The way back: maven restore" in done.stdout
    assert maven(var, "migrate", **real).stdout == ""
