"""From bytes to letters: which encoding a table was written in, found from the bytes alone."""

import codecs
import gzip
import io
import re
import zlib

from maven.intake.troubles import Trouble, Unreadable, letter_of

MOST_BYTES = 64 * 1024 * 1024
SEPARATORS = (",", ";", "\t", "|")
BOMS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, "UTF-16-BE"),
)
NOT_TEXT = ((b"PK\x03\x04", "ZIP, XLSX"), (b"%PDF", "PDF"), (b"\xd0\xcf\x11\xe0", "XLS"))
LINE_END = re.compile(r"\r\n|\n|\r")
# Letters with an accent, in UTF-7: « +AOk- » for « é ».
UTF_7 = re.compile(rb"\+A[A-P][A-Za-z0-9+/]-")
# What no text holds, and what cp1252 makes of EBCDIC and of chance: control characters.
CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")


def unpacked(file: str, data: bytes) -> bytes:
    """The bytes of the table; a .gz is opened, and never past the limit."""
    if data[:2] == b"\x1f\x8b":
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
                data = packed.read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error) as broken:
            raise Unreadable(Trouble(file=file, code="gzip")) from broken
    if len(data) > MOST_BYTES:
        most = {"most": MOST_BYTES // 1024 // 1024}
        raise Unreadable(Trouble(file=file, code="size", particulars=most))
    for mark, found in NOT_TEXT:
        if data.startswith(mark):
            raise Unreadable(Trouble(file=file, code="type", particulars={"found": found}))
    if data[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise Unreadable(Trouble(file=file, code="type", particulars={"found": "HTML"}))
    return data


def decoded(file: str, data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _decode(file, data[len(mark) :], encoding), encoding
    seven = UTF_7.search(data)
    if seven and data.isascii():
        raise Unreadable(_misplaced(file, data, _broken_at(data, seven.start())))
    if _looks_like_utf_16(data):
        return _decode(file, data, "UTF-16-LE"), "UTF-16-LE"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as broken:
        if _has_composed_letters(data):  # mostly UTF-8, with foreign bytes somewhere
            raise Unreadable(_misplaced(file, data, broken)) from broken
    control = CONTROL.search(data)
    if control:
        raise Unreadable(_misplaced(file, data, _broken_at(data, control.start())))
    return _decode(file, data, "cp1252"), "Windows-1252"


def _broken_at(data: bytes, start: int) -> UnicodeDecodeError:
    return UnicodeDecodeError("cp1252", data, start, start + 1, "no letter")


def _looks_like_utf_16(data: bytes) -> bool:
    start = data[:400]
    return len(start) >= 4 and start[1::2].count(0) > 0.6 * len(start[1::2])


def _has_composed_letters(data: bytes) -> bool:
    return any(ord(letter) > 127 for letter in data.decode("utf-8", errors="ignore"))


def _decode(file: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as broken:
        raise Unreadable(_misplaced(file, data, broken)) from broken


def _misplaced(file: str, data: bytes, broken: UnicodeDecodeError) -> Trouble:
    before = data[: broken.start].decode(broken.encoding, errors="replace")
    lines = LINE_END.split(before)
    heads = lines[0]
    separator = max(SEPARATORS, key=heads.count)
    index = lines[-1].count(separator)
    shown = data[broken.start : broken.start + 8].hex(" ")
    return Trouble(
        file=file, line=len(lines), column=letter_of(index), code="encoding", excerpt=shown
    )
