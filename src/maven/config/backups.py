"""Putting a backup away: copied, read whole, packed, encrypted on request, read again."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from maven.config import heads, logbook
from maven.config.copies import Copy, CopyUnsound, Told, copy_store, sync
from maven.config.parcels import LEDGER, Keys, digest_of, manifest_of, pack, seal, unpack


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was put away."""

    path: Path
    copy: Copy
    files: int
    seconds: float
    encrypted: bool
    proved: bool  # read again from where it lies, and not only written


def keys() -> Keys:
    """As the operator set them."""
    identity = ""
    if settings.BACKUP_IDENTITY:
        try:
            identity = Path(settings.BACKUP_IDENTITY).read_text()
        except OSError as trouble:
            raise CopyUnsound(
                f"MAVEN_BACKUP_IDENTITY cannot be read: {trouble.strerror}."
            ) from trouble
        lines = [line for line in identity.splitlines() if line and not line.startswith("#")]
        identity = lines[0] if lines else ""
    return Keys(tuple(settings.BACKUP_RECIPIENTS), settings.BACKUP_PASSPHRASE, identity)


def back_up(
    folder: Path,
    *,
    at: datetime,
    sealed_with: Keys | None = None,
    name: str = "maven",
    progress: Told | None = None,
) -> Backup:
    """Copies while people go on voting; the archive bears its name once it was proved."""
    began = time.perf_counter()
    with_keys = keys() if sealed_with is None else sealed_with
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    suffix = ".tar.gz.age" if with_keys.close else ".tar.gz"
    path = folder / f"{name}-{at:%Y%m%d-%H%M%S}{suffix}"
    part = path.with_name(path.name + ".part")
    with workshop() as shop:
        gathered = shop / "gathered"
        gathered.mkdir()
        copy = copy_store(gathered, progress=progress)
        gather_files(gathered, with_secret=with_keys.close)
        manifest = manifest_of(gathered, copy, at=at)
        try:
            put_away(shop, gathered, part, manifest, with_keys)
            proved = prove(part, shop, with_keys)
            sync(part)
            part.rename(path)
        finally:
            part.unlink(missing_ok=True)
    sync(folder)
    seconds = time.perf_counter() - began
    note(path, copy, at=at, seconds=seconds)
    return Backup(
        path=path,
        copy=copy,
        files=len(manifest["files"]),
        seconds=seconds,
        encrypted=with_keys.close,
        proved=proved,
    )


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder beside the store, where nobody else reads, gone afterwards."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix=".backup-") as folder:
        yield Path(folder)


def gather_files(folder: Path, *, with_secret: bool) -> None:
    """What people sent, who asked to be forgotten; the secret key where nobody could read it."""
    media = Path(settings.MEDIA_ROOT)
    if media.is_dir():
        shutil.copytree(media, folder / "media")
    if (settings.VAR / LEDGER).exists():
        shutil.copyfile(settings.VAR / LEDGER, folder / LEDGER)
    secret = settings.VAR / "secret-key"
    if with_secret and secret.exists():
        shutil.copyfile(secret, folder / "secret-key")


def put_away(shop: Path, gathered: Path, part: Path, manifest: dict[str, object], k: Keys) -> None:
    packed = shop / "packed" if k.close else part
    pack(gathered, packed, manifest)
    if k.close:
        seal(packed, part, k)
        packed.unlink()


def prove(part: Path, shop: Path, with_keys: Keys) -> bool:
    """Reads it again from where it lies; what only its recipient can open is not opened here."""
    if with_keys.close and not with_keys.open:
        return False
    again = shop / "again"
    again.mkdir()
    unpack(part, again, with_keys)
    shutil.rmtree(again)
    return True


def note(path: Path, copy: Copy, *, at: datetime, seconds: float) -> None:
    logbook.write(
        "backup",
        at=at.isoformat(),
        file=str(path),
        sha256=digest_of(path),
        bytes=path.stat().st_size,
        rows=copy.rows,
        seconds=round(seconds, 1),
    )
    heads.keep(at=at)
