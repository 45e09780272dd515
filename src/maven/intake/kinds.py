"""What a file really is, from its first bytes; its name is only what somebody called it."""

import re

from maven.intake.troubles import Trouble, Unreadable

TEXT, WORKBOOK, CARDS = "text", "workbook", "cards"
SIGNS = (
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"7z\xbc\xaf", "7z"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"(\xb5/\xfd", "zstd"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
)
MARKUP = re.compile(rb"<(!doctype|html|\?xml|table|body|svg)", re.IGNORECASE)
CARD = re.compile(rb"\s*BEGIN:VCARD", re.IGNORECASE)
ENDINGS = {
    "csv": TEXT,
    "tsv": TEXT,
    "tab": TEXT,
    "txt": TEXT,
    "xlsx": WORKBOOK,
    "ods": WORKBOOK,
    "vcf": CARDS,
    "vcard": CARDS,
}


def ending_of(file: str) -> str:
    name = file.lower().removesuffix(".gz")
    return name.rpartition(".")[2] if "." in name else ""


def found_in(data: bytes) -> str:
    """The kind of a file: `text`, `cards`, or the name of its format."""
    for sign, found in SIGNS:
        if data.startswith(sign):
            return found
    start = data[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in start[:40]:
        start = start.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if MARKUP.match(start):
        return "XML" if start[:5].lower() == b"<?xml" else "HTML"
    return CARDS if CARD.match(start) else TEXT


def refuse_misnamed(file: str, kind: str, found: str) -> None:
    """A name that says one kind and a content that is of another deceive somebody."""
    said = ENDINGS.get(ending_of(file))
    if said is not None and said != kind:
        particulars = {"said": f".{ending_of(file)}", "found": found}
        raise Unreadable(Trouble(file=file, code="named", particulars=particulars))
