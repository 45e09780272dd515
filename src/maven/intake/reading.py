"""Any file as a sheet: which reader it is for, by what it is; `Unreadable` otherwise, never else."""

import importlib
import zlib
from dataclasses import replace

from maven.intake.decoding import unpacked
from maven.intake.kinds import CARDS, TEXT, WORKBOOK, ending_of, found_in, refuse_misnamed
from maven.intake.sheets import Sheet
from maven.intake.text_sheets import read_text
from maven.intake.troubles import Trouble, Unreadable

# How a workbook that is locked says so, in the names of its parts.
LOCKED = "EncryptedPackage".encode("utf-16-le")
PACKED = b"\x1f\x8b"


def readers_loaded_for(data: bytes) -> None:
    """Loads what will be needed, for a process that may open no file afterwards."""
    found = found_in(unpacked_start(data))
    if found in {CARDS, "ZIP"}:
        name = "address_books" if found == CARDS else "workbooks"
        importlib.import_module(f"maven.intake.{name}")


def unpacked_start(data: bytes) -> bytes:
    """The first bytes of what a .gz holds, or of the file itself."""
    if not data.startswith(PACKED):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data[:4096], 400)
    except zlib.error:
        return data


def read_sheet(
    file: str,
    data: bytes,
    *,
    sheet: str = "",
    known: frozenset[str] = frozenset(),
    most_rows: int = 100_000,
) -> Sheet:
    """The file's sheet. `known` are the names of columns looked for, which tell the separator."""
    if not data:
        raise Unreadable(Trouble(file=file, code="empty"))
    packed = data.startswith(PACKED)
    found = found_in(data)
    if packed:
        data = unpacked(file, data)
        found = found_in(data)
    if found == TEXT:
        refuse_misnamed(file, TEXT, "text")
        read = read_text(file, data, known=known, most_rows=most_rows)
    elif found == CARDS:
        from maven.intake.address_books import read_cards  # noqa: PLC0415 (vobject, if there is one)

        refuse_misnamed(file, CARDS, "vCard")
        read = read_cards(file, data, most_rows=most_rows)
    elif found == "ZIP" and not packed:
        from maven.intake.workbooks import read_workbook  # noqa: PLC0415 (calamine, if there is one)

        refuse_misnamed(file, WORKBOOK, "XLSX, ZIP")
        read = read_workbook(file, data, sheet=sheet, most_rows=most_rows)
    else:
        raise Unreadable(_of_another_kind(file, data, found))
    expanded = (Trouble(file=file, code="expanded"),) if packed else ()
    return replace(read, notices=(*expanded, *read.notices))


def _of_another_kind(file: str, data: bytes, found: str) -> Trouble:
    if found == "OLE":
        locked = LOCKED in data
        return Trouble(file=file, code="password" if locked else "xls")
    if ending_of(file) in {"csv", "txt", "tsv", "xlsx", "ods"} and found not in {"ZIP"}:
        particulars = {"said": f".{ending_of(file)}", "found": found}
        return Trouble(file=file, code="named", particulars=particulars)
    return Trouble(file=file, code="type", particulars={"found": found})
