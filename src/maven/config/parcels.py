"""The archive of a backup: the store, the files sent by people, and a manifest that seals them.

    maven-20261123-031500.tar.gz        or, encrypted, maven-20261123-031500.tar.gz.age
      manifest.json                     what is in it: counts, heads of the journal, sha256 of each
      store.sqlite3 | store.dump
      media/…
      erasures.ledger                   who asked to be forgotten, in digests
      secret-key                        only in an encrypted one

Encrypted in the age format (age-encryption.org), so that the tool `age` opens it as well.
"""

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyrage

import maven
from maven.config.copies import Copy, CopyUnsound

FORMAT = 1
SEALED = b"age-encryption.org/"
PACKED = b"\x1f\x8b"
SQLITE = b"SQLite format 3\x00"
MOST_BY_PASSPHRASE = 2**30  # such a file is held in memory
LEDGER = "erasures.ledger"
SWIFT = 3  # of gzip: nearly as small as 9, and three times as quick


@dataclass(frozen=True, slots=True)
class Keys:
    """What closes an archive, and what opens it."""

    recipients: tuple[str, ...] = ()
    passphrase: str = ""
    identity: str = ""  # the text of a private key

    @property
    def close(self) -> bool:
        return bool(self.recipients or self.passphrase)

    @property
    def open(self) -> bool:
        return bool(self.passphrase or self.identity)


class WrongKey(CopyUnsound):
    """It is encrypted, and none of the keys given opens it."""


def manifest_of(folder: Path, copy: Copy, *, at: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "version": maven.__version__,
        "store": "sqlite" if copy.path.suffix == ".sqlite3" else "postgresql",
        "read_whole": copy.read_whole,
        "tables": copy.tables,
        "chains": {name: list(one) for name, one in copy.chains.items()},
        "migrations": sorted(map(list, copy.applied)),
        "files": {
            name: {"bytes": (folder / name).stat().st_size, "sha256": digest_of(folder / name)}
            for name in files_in(folder)
        },
    }


def files_in(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "manifest.json":
            yield path.relative_to(folder).as_posix()


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(folder: Path, path: Path, manifest: dict[str, Any]) -> None:
    """One file of it all, its manifest first."""
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True))
    path.touch(mode=0o600)
    with tarfile.open(path, "w:gz", compresslevel=SWIFT) as archive:
        for name in ("manifest.json", *files_in(folder)):
            archive.add(folder / name, name, recursive=False, filter=nobodys)


def nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names and numbers of this machine's users."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def seal(packed: Path, path: Path, keys: Keys) -> None:
    """Encrypts a packed archive for its recipients, else by the passphrase."""
    path.touch(mode=0o600)
    if keys.recipients:
        recipients = [pyrage.x25519.Recipient.from_str(one) for one in keys.recipients]
        with packed.open("rb") as clear, path.open("wb") as sealed:
            pyrage.encrypt_io(clear, sealed, recipients)
    else:
        refuse_large(packed)
        path.write_bytes(pyrage.passphrase.encrypt(packed.read_bytes(), keys.passphrase))


def unseal(path: Path, packed: Path, keys: Keys) -> None:
    packed.touch(mode=0o600)
    try:
        if keys.identity:
            identity = pyrage.x25519.Identity.from_str(keys.identity.strip())
            with path.open("rb") as sealed, packed.open("wb") as clear:
                pyrage.decrypt_io(sealed, clear, [identity])
        elif keys.passphrase:
            refuse_large(path)
            packed.write_bytes(pyrage.passphrase.decrypt(path.read_bytes(), keys.passphrase))
        else:
            raise WrongKey(
                "it is encrypted: give MAVEN_BACKUP_IDENTITY (a file with the private key) or "
                "MAVEN_BACKUP_PASSPHRASE."
            )
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError, OSError) as trouble:
        raise WrongKey(
            f"it cannot be decrypted: another key, or a damaged file ({trouble})."
        ) from trouble


def refuse_large(path: Path) -> None:
    if path.stat().st_size > MOST_BY_PASSPHRASE:
        raise CopyUnsound("it is too large for a passphrase: use MAVEN_BACKUP_RECIPIENT.")


def unpack(path: Path, folder: Path, keys: Keys) -> dict[str, Any] | None:
    """Lays an archive of any kind out in a folder; its manifest, None for a bare store."""
    head = beginning(path)
    if head.startswith(SEALED):
        packed = folder / "packed"
        unseal(path, packed, keys)
        manifest = unpack(packed, folder, keys)
        packed.unlink()
        return manifest
    if not head.startswith(PACKED):
        shutil.copyfile(path, folder / ("store.sqlite3" if head != b"PGDMP" else "store.dump"))
        return None
    try:
        with tarfile.open(path, "r:gz") as archive:
            archive.extractall(folder, members=expected(archive), filter="data")
        manifest = json.loads((folder / "manifest.json").read_text())
    except (tarfile.TarError, OSError, EOFError, ValueError) as trouble:
        raise CopyUnsound(f"the archive is damaged or cut ({trouble}).") from trouble
    compare(folder, manifest)
    return dict(manifest)


def beginning(path: Path) -> bytes:
    if not path.is_file():
        raise CopyUnsound("there is no such file.")
    with path.open("rb") as file:
        head = file.read(len(SEALED))
    return head[:5] if head.startswith(b"PGDMP") else head


def expected(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Plain files under the names that we give, nothing else."""
    for member in archive:
        top = member.name.split("/")[0]
        if not member.isreg() or top not in {
            "manifest.json",
            "store.sqlite3",
            "store.dump",
            "secret-key",
            LEDGER,
            "media",
        }:
            raise CopyUnsound(f"the archive holds what no backup of ours does: {member.name!r}.")
        yield member


def compare(folder: Path, manifest: Any) -> None:
    """What was unpacked is what the manifest seals: no more, no less, the same bytes."""
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise CopyUnsound("its manifest cannot be read.")
    if manifest.get("format") != FORMAT:
        raise CopyUnsound("its format is newer than this version: install the newer one.")
    there = {name for name in files_in(folder) if name != "packed"}
    if there != set(manifest["files"]):
        wrong = sorted(there ^ set(manifest["files"]))[0]
        raise CopyUnsound(f"its manifest and its files differ: {wrong}.")
    for name, told in manifest["files"].items():
        if digest_of(folder / name) != told["sha256"]:
            raise CopyUnsound(f"{name} is not as it was packed.")
