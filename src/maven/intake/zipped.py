"""The archive of a workbook, looked at before anything in it is opened."""

import io
import re
import stat
import zipfile
from dataclasses import dataclass

from maven.intake.troubles import Trouble, Unreadable

MB = 1024 * 1024
MOST_PARTS = 2_000
MOST_OPENED = 120 * MB
FREELY_OPENED = 8 * MB  # a small file may compress as well as it likes
MOST_RATIO = 100
CHUNK = 256 * 1024
PROLOG = 64 * 1024
DOCTYPE = re.compile(rb"<!\s*(doctype|entity)", re.IGNORECASE)
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
FOREIGN = re.compile(r"/(externalLinks|embeddings|activeX|ctrlProps)/|^Object \d+/|ObjectReplace")
PICTURES = re.compile(r"(/media/|^Pictures/)")


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is a workbook and holds nothing dangerous; `kind` is XLSX or ODS."""

    kind: str
    zip: zipfile.ZipFile
    pictures: int


def opened(file: str, data: bytes) -> Archive:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as broken:
        raise Unreadable(Trouble(file=file, code="archive")) from broken
    if len(parts) > MOST_PARTS:
        counted = {"count": len(parts)}
        raise Unreadable(Trouble(file=file, code="parts", particulars=counted))
    names = [part.filename for part in parts]
    if any(map(_leads_outside, parts)) or len(set(names)) < len(names):
        raise Unreadable(Trouble(file=file, code="unsafe"))
    size, weight = sum(part.file_size for part in parts), sum(p.compress_size for p in parts)
    if size > MOST_OPENED or (size > FREELY_OPENED and size > MOST_RATIO * max(weight, len(data))):
        opened_to = {"size": size // MB}
        raise Unreadable(Trouble(file=file, code="bomb", particulars=opened_to))
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(Trouble(file=file, code="password"))
    kind = _kind_of(file, archive, names)
    _look_into(file, archive)
    pictures = sum(PICTURES.search(name) is not None for name in names)
    return Archive(kind=kind, zip=archive, pictures=pictures)


def _leads_outside(part: zipfile.ZipInfo) -> bool:
    name = part.orig_filename
    link = stat.S_ISLNK(part.external_attr >> 16)
    return (
        link
        or name.startswith("/")
        or "\\" in name
        or ":" in name
        or ".." in re.split(r"[/]", name)
    )


def _kind_of(file: str, archive: zipfile.ZipFile, names: list[str]) -> str:
    lower = [name.lower() for name in names]
    if any("vbaproject" in name for name in lower):
        raise Unreadable(Trouble(file=file, code="macros"))
    if any(FOREIGN.search(name) for name in names):
        raise Unreadable(Trouble(file=file, code="embedded"))
    if "xl/workbook.xml" in names:
        return "XLSX"
    if "mimetype" in names and _start_of(file, archive, "mimetype", 100).strip() == ODS:
        manifest = b""
        if "META-INF/manifest.xml" in names:
            manifest = _start_of(file, archive, "META-INF/manifest.xml", MB)
        if b"encryption-data" in manifest:
            raise Unreadable(Trouble(file=file, code="password"))
        return "ODS"
    raise Unreadable(Trouble(file=file, code="type", particulars={"found": _other(lower)}))


def _other(names: list[str]) -> str:
    told = {"word/": "DOCX", "ppt/": "PPTX", "mimetype": "OpenDocument"}
    return next(
        (kind for start, kind in told.items() if any(name.startswith(start) for name in names)),
        "ZIP",
    )


def _start_of(file: str, archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    try:
        with archive.open(name) as part:
            return part.read(most)
    except Exception as broken:  # a part may break in as many ways as there are compressions
        raise Unreadable(Trouble(file=file, code="archive")) from broken


def _look_into(file: str, archive: zipfile.ZipFile) -> None:
    """Opens every part to its end, by pieces: its checksum, its real size, no declaration (DTD)."""
    for part in archive.infolist():
        try:
            with archive.open(part) as content:
                start = content.read(PROLOG)
                while content.read(CHUNK):
                    pass
        except Exception as broken:  # see above
            raise Unreadable(Trouble(file=file, code="archive")) from broken
        if DOCTYPE.search(start.replace(b"\0", b"")) and part.filename.lower().endswith(
            (".xml", ".rels", ".vml")
        ):
            raise Unreadable(Trouble(file=file, code="doctype"))
