"""Archives that lie, are cut, or were made to harm: each is refused in words, and nothing is written."""

import hashlib
import io
import json
import struct
import zipfile

import pytest
from django.apps import apps
from django.db import connection, transaction

from maven.archives import opening
from maven.archives.opening import ArchiveUnsound
from maven.archives.operations import AddressTaken
from maven.missions.models import Mission
from tests import cast
from tests.archives.houses import archived, taken_in
from tests.archives.lived import lived
from tests.security.census import Quiet

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture(scope="module")
def sound(django_db_setup, django_db_blocker):
    """A sound archive, made once: the house that it came from is as if it had never been."""
    with django_db_blocker.unblock(), Quiet():
        with transaction.atomic():
            data = archived(lived(), addresses=True)
            transaction.set_rollback(True)
        connection.close_if_unusable_or_obsolete()
    return data


@pytest.fixture
def files(sound):
    """Its files by name."""
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files, *, manifest=None, sealed=True):
    """An archive of these files; its manifest tells their digests unless it must not."""
    told = json.loads(files["manifest.json"])
    if sealed:
        told["files"] = {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for name, data in files.items()
            if name != "manifest.json"
        }
    told |= manifest or {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**files, "manifest.json": json.dumps(told).encode()}.items():
            archive.writestr(name, data)
    return out.getvalue()


def rows_of(files, label):
    return [json.loads(line) for line in files[f"data/{label}.jsonl"].splitlines()]


def with_rows(files, label, rows):
    lines = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    return {**files, f"data/{label}.jsonl": lines}


def edited(files, label, number=0, **values):
    rows = rows_of(files, label)
    rows[number] |= values
    return with_rows(files, label, rows)


def counts():
    ours = [model for model in apps.get_models() if model.__module__.startswith("maven.")]
    return {model._meta.label: model._default_manager.count() for model in ours}


@pytest.fixture
def refuses(tmp_path):
    def look(data, words="."):
        before = counts()
        with pytest.raises(ArchiveUnsound, match=words):
            taken_in(tmp_path / "a.zip", data)
        assert counts() == before

    return look


def test_what_these_tests_pack_again_is_sound(files, tmp_path):
    assert taken_in(tmp_path / "a.zip", packed(files)).unchanged


def test_a_file_cut_anywhere(files, refuses):
    whole = packed(files)

    for share in (0, 1, 30, 60, 99):
        refuses(whole[: len(whole) * share // 100])


def test_a_byte_changed_in_any_file(files, refuses):
    whole = packed(files)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        entries = [one for one in archive.infolist() if one.compress_size > 20]

    for one in entries[::6]:
        data = bytearray(whole)
        data[one.header_offset + 30 + len(one.filename) + one.compress_size // 2] ^= 0x55
        refuses(bytes(data))


def test_a_table_changed_after_the_manifest(files, refuses):
    changed = edited(files, "causes.Cause", title="Une autre cause")

    refuses(packed(changed, sealed=False), "a été changé")


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "data/../x.jsonl", "C:\\x", "data\\a.b.jsonl", "lisez.moi"],
)
def test_a_file_that_would_be_written_elsewhere(files, refuses, name):
    refuses(packed({**files, name: b"x"}), "n'est pas un fichier d'archive")


def test_a_table_that_the_manifest_does_not_tell(files, refuses):
    told = json.loads(files["manifest.json"])["files"]

    refuses(packed({**files, "data/x.Y.jsonl": b""}, manifest={"files": told}), "manifeste annonce")


def test_the_same_file_twice(files, refuses):
    out = io.BytesIO(packed(files))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("index.html", b"x")

    refuses(out.getvalue(), "deux fois")


def test_a_bomb(files, refuses):
    refuses(packed({**files, "index.html": b"0" * (30 << 20)}), "se déplie")


def test_too_much_in_all(files, refuses, monkeypatch):
    monkeypatch.setattr(opening, "MOST_BYTES", 1000)

    refuses(packed(files), "trop grande")


def test_a_size_that_lies(files, refuses):
    data = bytearray(packed(files))
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(b"index.html"))
    struct.pack_into("<I", data, place + 24, 10)

    refuses(bytes(data))


def test_an_encrypted_archive(files, refuses):
    data = bytearray(packed(files))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    refuses(bytes(data), "chiffrée")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ArchiveUnsound, match="illisible"), opening.opened(tmp_path / "no.zip"):
        pass


@pytest.mark.parametrize(
    "manifest",
    [
        {"format": "other"},
        {"version": 2},
        {"version": "1"},
        {"chain": None},
        {"files": []},
        {"mission": 3},
        {"schema": {"missions": "9999_from_the_future"}},
        {"chain": {"name": "mission-1", "length": 1, "head": "x"}},
    ],
    ids=lambda one: "-".join(one),
)
def test_a_manifest_that_is_none_of_ours(files, refuses, manifest):
    refuses(packed(files, manifest=manifest))


def test_a_manifest_that_is_no_json(files, refuses):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("manifest.json", "{" * 5000)

    refuses(out.getvalue(), "illisible")


def test_a_zip_without_a_manifest(refuses):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("index.html", "x")

    refuses(out.getvalue(), "pas de manifeste")


@pytest.mark.parametrize(
    ("label", "values"),
    [
        ("causes.Cause", {"mission": 999}),
        ("causes.Cause", {"mission": None}),
        ("causes.Cause", {"mission": "1"}),
        ("causes.Cause", {"mission": True}),
        ("causes.Cause", {"id": -1}),
        ("causes.Cause", {"id": 2**70}),
        ("causes.Cause", {"title": "x" * 500}),
        ("causes.Cause", {"title": ["a"]}),
        ("causes.Cause", {"title": "a\x00b"}),
        ("causes.Cause", {"title": "\ud800"}),
        ("causes.Cause", {"tone": 77}),
        ("causes.Cause", {"tone": -1}),
        ("causes.Cause", {"named_at": "hier"}),
        ("causes.Cause", {"named_at": "2014-01-13T12:00:00"}),
        ("causes.Cause", {"unknown": 1}),
        ("missions.Membership", {"role": "root"}),
        ("missions.Mission", {"slug": "../x"}),
        ("missions.Sector", {"merged_into": 999}),
        ("toolbox.ActivityKind", {"mission": None}),
        ("sprints.Activity", {"kind": "no-such-kind"}),
        ("sprints.Activity", {"days_planned": float("nan")}),
        ("voices.Opinion", {"choice": 7}),
        ("voices.Opinion", {"given_at": 7}),
        ("people.Person", {"email": "not an address"}),
        ("people.Person", {"password": "pbkdf2$mine"}),
        ("people.Person", {"email": "MINH@EXAMPLE.ORG"}),
        ("journal.Fact", {"verb": "mission.sold"}),
        ("journal.Fact", {"details": None, "commitment": "0" * 64}),
        ("journal.Fact", {"at": 3}),
        ("journal.Fact", {"details": {"by": 1, "salt": "x", "particulars": {}}}),
    ],
)
def test_a_row_that_cannot_be(files, refuses, label, values):
    refuses(packed(edited(files, label, **values)))


@pytest.mark.parametrize("line", [b"\n", b"[]\n", b"{\n", b"[" * 90_000 + b"\n"])
def test_a_line_that_is_no_row(files, refuses, line):
    refuses(packed({**files, "data/causes.Cause.jsonl": line}), "ligne 1")


def test_a_table_left_out(files, refuses):
    left = {name: data for name, data in files.items() if name != "data/causes.Cause.jsonl"}

    refuses(packed(left), "manque")


def test_a_row_twice(files, refuses):
    rows = rows_of(files, "causes.Cause")

    refuses(packed(with_rows(files, "causes.Cause", rows * 2)), "deux fois")


def test_a_row_without_what_it_needs(files, refuses):
    rows = rows_of(files, "causes.Cause")
    del rows[0]["title"]

    refuses(packed(with_rows(files, "causes.Cause", rows)), "est vide")


@pytest.mark.parametrize("times", [0, 2])
def test_no_mission_or_two(files, refuses, times):
    one = rows_of(files, "missions.Mission")[0]
    rows = [{**one, "id": one["id"] + n, "slug": f"m{n}"} for n in range(times)]
    emptied_too = {
        name: b"" if name.startswith("data/") and times == 0 and "Fact" not in name else data
        for name, data in files.items()
    }

    refuses(packed(with_rows(emptied_too, "missions.Mission", rows)), "une seule")


def test_facts_cut_at_the_end(files, refuses):
    rows = rows_of(files, "journal.Fact")[:-1]

    refuses(packed(with_rows(files, "journal.Fact", rows)), "ne finit pas")


def test_a_fact_by_somebody_of_another_house(files, refuses):
    people = rows_of(files, "people.Person")
    facts = rows_of(files, "journal.Fact")
    from maven.journal.seals import commitment

    stranger = max(row["id"] for row in people) + 5
    refuses(packed(forged(files, facts, lambda d: {**d, "by": stranger}, commitment)), "quelqu'un")


def forged(files, facts, change, commitment):
    """The same chain sealed again by a forger who changed the first details."""
    from maven.archives.operations import taking_in
    from maven.journal.models import Fact
    from maven.journal.seals import digest

    told, head = json.loads(files["manifest.json"])["chain"], "0" * 64
    facts[0]["details"] = change(facts[0]["details"])
    for row in facts:
        details = row["details"]
        row["commitment"] = commitment(details["salt"], details["by"], details["particulars"])
        row["previous"] = head
        at = taking_in.datetime.fromisoformat(row["at"])
        plain = {key: value for key, value in row.items() if key not in {"details", "at", "digest"}}
        head = row["digest"] = digest(Fact(**plain, at=at), told["name"])
    made = with_rows(files, "journal.Fact", facts)
    manifest = json.loads(made["manifest.json"])
    manifest["chain"]["head"] = head
    return {**made, "manifest.json": json.dumps(manifest).encode()}


def test_the_journal_of_another_mission(files, refuses):
    told = json.loads(files["manifest.json"])["chain"]
    from maven.journal.seals import commitment

    other = {
        **files,
        "manifest.json": files["manifest.json"].replace(
            f'"{told["name"]}"'.encode(), b'"mission-77"'
        ),
    }
    facts = rows_of(files, "journal.Fact")
    refuses(packed(forged(other, facts, dict, commitment)), "une autre mission")


def test_an_address_that_is_taken_is_asked_for_again(tmp_path):
    data = archived(lived())

    with pytest.raises(AddressTaken):
        taken_in(tmp_path / "a.zip", data)
    assert Mission.objects.count() == 1


def test_an_address_that_cannot_be_one(tmp_path):
    data = archived(cast.paca())

    with pytest.raises(ArchiveUnsound, match="n'en est pas une"):
        taken_in(tmp_path / "a.zip", data, slug="../x")
