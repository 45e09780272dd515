"""Which addresses are in what was pasted, and which lines are to correct?

People paste what they have: a column of a workbook, the recipients of a message, a signature, a
table with its headings. Every line ends up read, passed over (it holds no address), or to correct,
with the reason; nothing is guessed silently and nothing is sent from here.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from maven.intake.address import Reason, Unreadable, checked
from maven.missions.headings import Heading, heading_of


class NotText(Exception):
    """The file is a workbook, a document or a picture: it must be saved as CSV first."""


@dataclass(frozen=True, slots=True)
class Found:
    """An address, the name that stood beside it, and the line it was read on."""

    email: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is to correct on a line; `detail` names the character, the part or the other line."""

    line: int
    words: str
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of a text."""

    found: tuple[Found, ...]
    troubles: tuple[Trouble, ...]
    passed_over: tuple[int, ...]


# Every pattern reads a line once, however long: nothing here looks back.
WORD = re.compile(r"[^\s<>()\[\]\"“”«»,;|]+")
DISGUISED = re.compile(
    r"[\w.-]{1,64}\s{0,3}(?:\[(?:at|arobase|a)\]|\((?:at|arobase|a)\))\s{0,3}[\w.-]{1,255}", re.I
)
PREFIX = re.compile(
    r"^\W*(?:adresse|courriels?|mails?|e-mails?|emails?|m[eé]ls?|de|à|cc|cci|from|to|bcc|contact)"
    r"\s*:\s*",
    re.I,
)
BULLET = re.compile(r"^\s*(?:[-*•–—·>]+|\d{1,4}\s*[.)])\s+")
EDGES = " \t'\"“”«»‘’`,;:|<>()[]*•–—-"


def text_of(data: bytes) -> str:
    """The words of a file, whichever way the workbook program wrote them."""
    if data[:2] == b"PK" or data[:4] in {b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG"}:
        raise NotText
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise NotText
        return text
    return data.decode("latin-1")


def read_addresses(text: str) -> Reading:
    """Reads a pasted text or the words of a file; the first of two same addresses is kept."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found: dict[str, Found] = {}
    troubles: list[Trouble] = []
    passed_over: list[int] = []
    for line, outcome in _outcomes(text):
        if outcome is None:
            passed_over.append(line)
        elif isinstance(outcome, Unreadable):
            words = outcome.words.strip()[:120]
            troubles.append(Trouble(line, words, outcome.reason, outcome.detail))
        elif outcome[0] in found:
            first = found[outcome[0]].line
            troubles.append(Trouble(line, outcome[0], Reason.TWICE, str(first)))
        else:
            found[outcome[0]] = Found(*outcome, line)
    return Reading(tuple(found.values()), tuple(troubles), tuple(passed_over))


def table_of(found: Iterable[Found]) -> str:
    """The same addresses as a table that reads back to them, whatever is in the names."""
    table = io.StringIO()
    rows = csv.writer(table, delimiter=";", lineterminator="\n")
    rows.writerow(["email", "name"])
    rows.writerows((one.email, one.name) for one in found)
    return table.getvalue()


def both(one: Reading, other: Reading) -> Reading:
    """All that is in the first, and the addresses that only the second has."""
    known = {found.email for found in one.found}
    more = tuple(found for found in other.found if found.email not in known)
    return Reading(one.found + more, one.troubles, one.passed_over)


type Outcome = tuple[str, str] | Unreadable | None  # None: no address on the line


def _outcomes(text: str) -> Iterator[tuple[int, Outcome]]:
    table = _table_in(text)
    if table is not None:
        yield from table
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            for outcome in _in_line(line):
                yield number, outcome


# A table with headings.


def _table_in(text: str) -> list[tuple[int, Outcome]] | None:
    """The rows, when the first line names its columns; None when it does not."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    if "@" in first:
        return None
    delimiter = max(";\t,|", key=first.count)
    if not first.count(delimiter):
        return None
    heads = [heading_of(cell) for cell in next(csv.reader([first], delimiter=delimiter))]
    if Heading.ADDRESS not in heads:
        return None
    rows = csv.reader(text.split("\n"), delimiter=delimiter)
    kept, at_head = [], True
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if not at_head:
            kept.append((rows.line_num, _in_row(row, heads)))
        at_head = False
    return kept


def _in_row(row: list[str], heads: list[Heading | None]) -> Outcome:
    cells: dict[Heading, str] = {}
    for head, cell in zip(heads, row, strict=False):
        if head is not None and not cells.get(head):
            cells[head] = cell.strip()
    address = cells.get(Heading.ADDRESS, "")
    whole = cells.get(Heading.NAME, "")
    if Heading.FIRST_NAME in cells:
        last = cells.get(Heading.LAST_NAME, "") or whole
        whole = f"{cells[Heading.FIRST_NAME]} {last}".strip()
    elif not whole:
        whole = cells.get(Heading.LAST_NAME, "")
    outcomes = [outcome for outcome in _in_line(address) if outcome] if address else []
    if not outcomes:
        return Unreadable(" ".join(" ".join(row).split()), Reason.NO_ADDRESS)
    first = outcomes[0]
    if isinstance(first, Unreadable):
        return first
    return checked(first[0], whole or first[1])


# Lines as they come.


def _in_line(line: str) -> list[Outcome]:
    line = _decoded(line)
    if not _tokens(line):
        disguised = DISGUISED.search(line)
        return [Unreadable(disguised[0], Reason.DISGUISED)] if disguised else [None]
    line = PREFIX.sub("", BULLET.sub("", line.replace("\u00a0", " ").replace("\u202f", " ")))
    found: list[Outcome] = []
    waiting: list[str] = []
    pieces = _split(line)
    for place, piece in enumerate(pieces):
        tokens = _tokens(piece)
        if not tokens:
            waiting.append(piece)
            continue
        for number, token in enumerate(tokens):
            beside = _beside(piece, tokens, number)
            if len(tokens) == 1:
                beside = _named(beside, waiting) or _after(pieces[place + 1 :], len(found))
            found.append(checked(token[0], beside, piece))
        waiting = []
    return found or [None]


def _tokens(piece: str) -> list[re.Match[str]]:
    """What looks like an address: the words with an @, even one that is not the plain sign."""
    return [word for word in WORD.finditer(piece) if any(sign in word[0] for sign in "@＠﹫")]


def _decoded(line: str) -> str:
    if "=?" not in line:
        return line
    try:
        return str(make_header(decode_header(line)))
    except (HeaderParseError, LookupError, ValueError):
        return line


def _split(line: str) -> list[str]:
    """Cut where no quotation, bracket or parenthesis is open: at ; or tab, else at commas."""
    for separators in (";\t|", ","):
        pieces, piece, quoted, depth = [], "", False, 0
        for sign in line:
            if sign == '"':
                quoted = not quoted
            elif sign in "<(":
                depth += 1
            elif sign in ">)":
                depth = max(0, depth - 1)
            if sign in separators and not quoted and not depth:
                pieces.append(piece)
                piece = ""
            else:
                piece += sign
        pieces.append(piece)
        if len(pieces) > 1 and (separators != ";\t|" or any(map(_holds_one, pieces))):
            return [part for part in pieces if part.strip()]
    return [line]


def _holds_one(piece: str) -> bool:
    """Whether a piece is a unit: one address at most, so that its commas belong to a name."""
    return len(_tokens(piece)) <= 1


def _beside(piece: str, tokens: list[re.Match[str]], number: int) -> str:
    """The name in the same piece: before the address, or after it when it comes first."""
    start = tokens[number - 1].end() if number else 0
    before = _as_name(piece[start : tokens[number].start()])
    if before or len(tokens) > 1:
        return before
    return _as_name(piece[tokens[number].end() :])


def _named(beside: str, waiting: list[str]) -> str:
    before = [name for name in map(_as_name, waiting) if name]
    if not before:
        return beside
    if beside:  # Dupont, Jean <jean@…>
        return beside if " " in beside else f"{beside} {before[-1]}"
    if len(before) > 1 and all(" " not in name for name in before[-2:]):
        return " ".join(before[-2:])
    return before[-1]


def _after(pieces: list[str], already: int) -> str:
    if already or any(_tokens(piece) for piece in pieces):
        return ""
    names = [_as_name(piece) for piece in pieces[:2]]
    if not names or not names[0]:
        return ""
    if len(names) > 1 and names[1] and " " not in names[0] and " " not in names[1]:
        return " ".join(names)
    return names[0]


def _as_name(words: str) -> str:
    """The words, if they can be a name: letters, and no figure, address of a site or path."""
    name = PREFIX.sub("", " ".join(words.split())).strip(EDGES).replace('""', '"').strip()
    if not any(sign.isalpha() for sign in name) or any(sign.isdigit() for sign in name):
        return ""
    if "/" in name or "www." in name.lower() or "=" in name:
        return ""
    flipped = re.fullmatch(r"([^,]+),\s*([^,]+)", name)
    return f"{flipped[2]} {flipped[1]}" if flipped else name
