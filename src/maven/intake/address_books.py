"""An address book (vCard) as a sheet: a card is a row, the line of its BEGIN is the row's.

Cards are cut apart here, so that a broken one is named by its line and the others are still read.
"""

import re
from typing import Any

import vobject

from maven.intake.decoding import LINE_END, decoded
from maven.intake.sheets import Sheet
from maven.intake.tables import LONGEST_CELL, Row
from maven.intake.troubles import Trouble, Unreadable, excerpt_of

HEADS = ("name", "email")
BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
END = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
# What an address book carries and nobody imports, by far the heaviest: never parsed.
HEAVY = re.compile(r"(?:\w+\.)?(PHOTO|LOGO|SOUND|KEY|X-[\w-]+)[;:]", re.IGNORECASE)
MOST_LINES = 2_000


def read_cards(file: str, data: bytes, *, most_rows: int) -> Sheet:
    text, encoding = decoded(file, data)
    nul = text.find("\0")
    if nul >= 0:
        line = len(LINE_END.split(text[:nul]))
        raise Unreadable(Trouble(file=file, line=line, code="nul"))
    rows: list[Row] = []
    troubles: list[Trouble] = []
    notices: list[Trouble] = []
    mute = 0
    for begun, lines in _cards_in(file, text, troubles):
        cells = _cells_of(file, begun, lines, troubles, notices)
        if cells and cells[1]:
            rows.append(Row(line=begun, cells=cells))
        elif cells:
            mute += 1
        if len(rows) + mute > most_rows:
            most = {"most": most_rows}
            raise Unreadable(Trouble(file=file, line=begun, code="many", particulars=most))
    if mute:
        notices.append(Trouble(file=file, code="no-address-card", particulars={"count": mute}))
    return Sheet(
        file=file,
        kind="vCard",
        encoding=encoding,
        heads=HEADS,
        rows=tuple(rows),
        troubles=tuple(troubles),
        notices=tuple(notices),
    )


def _cards_in(file: str, text: str, troubles: list[Trouble]) -> list[tuple[int, list[str]]]:
    cards: list[tuple[int, list[str]]] = []
    begun, card = 0, list[str]()
    skipped = False
    for number, line in enumerate(LINE_END.split(text), 1):
        if BEGIN.fullmatch(line):
            if begun:
                troubles.append(Trouble(file=file, line=begun, code="vcard-open"))
            begun, card, skipped = number, [line.strip()], False
        elif begun and END.fullmatch(line):
            cards.append((begun, [*card, line.strip()]))
            begun = 0
        elif begun and not (skipped and line[:1] in {" ", "\t"}):
            skipped = HEAVY.match(line) is not None
            if not skipped:
                card.append(line)
    if begun:
        troubles.append(Trouble(file=file, line=begun, code="vcard-open"))
    return cards


def _cells_of(
    file: str, begun: int, lines: list[str], troubles: list[Trouble], notices: list[Trouble]
) -> list[str] | None:
    long = next((line for line in lines if len(line) > LONGEST_CELL), None)
    if long is not None or len(lines) > MOST_LINES:
        most = {"most": LONGEST_CELL}
        shown = excerpt_of(long or "")
        troubles.append(
            Trouble(file=file, line=begun, code="long", excerpt=shown, particulars=most)
        )
        return None
    try:
        card: Any = next(vobject.readComponents("\r\n".join(lines), allowQP=True))
        addresses = [str(one.value).strip() for one in card.contents.get("email", [])]
        cells = [_name_of(card), addresses[0] if addresses else ""]
    except Exception:  # vobject breaks in many ways on a card that is not one
        shown = excerpt_of(next((line for line in lines[1:] if line.strip()), ""))
        troubles.append(Trouble(file=file, line=begun, code="vcard", excerpt=shown))
        return None
    if len(addresses) > 1:
        shown = excerpt_of(", ".join(addresses))
        notices.append(Trouble(file=file, line=begun, code="several-addresses", excerpt=shown))
    return cells


def _name_of(card: Any) -> str:
    """The name as the card shows it, else put together from its parts."""
    shown = [str(one.value).strip() for one in card.contents.get("fn", [])]
    if shown and shown[0]:
        return " ".join(shown[0].split())
    for one in card.contents.get("n", []):
        parts = [_flat(one.value.given), _flat(one.value.family)]
        return " ".join(part for part in parts if part)
    return ""


def _flat(value: object) -> str:
    words = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return " ".join(words.split())
