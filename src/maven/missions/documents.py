"""What a document may be: told by its ending and by its first bytes, which must agree."""

from maven.intake.kinds import ending_of, found_in

MB = 1024 * 1024
MOST_SENT = 10 * MB
# ending: the format of its first bytes, and how it is sent back
DOCUMENTS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("ZIP", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "odt": ("ZIP", "application/vnd.oasis.opendocument.text"),
    "pptx": ("ZIP", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "odp": ("ZIP", "application/vnd.oasis.opendocument.presentation"),
    "xlsx": ("ZIP", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ods": ("ZIP", "application/vnd.oasis.opendocument.spreadsheet"),
    "txt": ("text", "text/plain; charset=utf-8"),
    "csv": ("text", "text/csv; charset=utf-8"),
}
ACCEPTED = ",".join(f".{ending}" for ending in DOCUMENTS)


def is_document(name: str, content: bytes) -> bool:
    """The ending is one of ours, and the first bytes are those of that kind."""
    known = DOCUMENTS.get(ending_of(name))
    if known is None or name.lower().endswith(".gz") or not content:
        return False
    return known[0] == found_in(content) and (known[0] != "text" or b"\0" not in content[:4000])


def type_of(name: str) -> str:
    """How it is sent back: never as a page."""
    return DOCUMENTS.get(ending_of(name), ("", "application/octet-stream"))[1]


def plain_name(name: str) -> str:
    """The name without what a name must not hold, short enough, its ending kept."""
    words = "".join(sign for sign in name if sign.isprintable() and sign not in '/\\:*?"<>|')
    stem, _, ending = words.strip(" .").rpartition(".")
    return f"{stem[:180] or 'document'}.{ending[:10]}"
