"""What is wrong in a file, said so that its author finds the cell and mends it.

Django is loaded when there is something to say: a sound file is read without it.
"""

from dataclasses import dataclass, field
from typing import Any


def _(words: str) -> str:
    """Marks words for the catalogues; they are translated when they are said."""
    return words


MESSAGES = {
    "empty": _("The file is empty."),
    "type": _("This is not a table of text but a file of another kind (%(found)s)."),
    "size": _("The file is larger than %(most)s MB."),
    "gzip": _("The compressed file is damaged."),
    "encoding": _("These bytes are not letters in the encoding of the file."),
    "nul": _("An empty byte (NUL) is in the text."),
    "quote-open": _("A quotation mark is opened and never closed."),
    "quote-stray": _("A quotation mark is inside a cell that does not begin with one."),
    "long": _("The cell is too long (at most %(most)s characters)."),
    "columns": _("%(wanted)s columns are expected, %(got)s are there."),
    "column-missing": _("The column « %(name)s » is missing."),
    "column-twice": _("Two columns have the same name: %(first)s and %(second)s."),
    "value": _("The vote must be 1, 0 or -1."),
    "number": _("A whole number is expected."),
    "moment": _("This moment is impossible."),
    "blank": _("The cell may not be empty."),
    "identifier": _("An identifier has at most 64 visible characters."),
    "moderated": _("The moderation must be 1, 0 or -1."),
    "statement-twice": _("This idea is already there, on line %(line)s."),
    "statement-unknown": _("No idea has this number in the file of ideas."),
    "many": _("There are more than %(most)s lines."),
    "file-missing": _("The file « %(name)s » is missing."),
}


def letter_of(index: int) -> str:
    """The spreadsheet's letter of a column, counted from 0: A, B… Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is wrong, and exactly where: file, physical line, column, excerpt."""

    file: str
    line: int = 0
    column: str = ""
    code: str
    excerpt: str = ""
    particulars: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        from django.utils.translation import gettext  # noqa: PLC0415 (see above)

        return gettext(MESSAGES[self.code]) % self.particulars


class Unreadable(Exception):
    """The file cannot be read further than this trouble."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble


def excerpt_of(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else "·" for letter in text)
    return shown if len(shown) <= 80 else shown[:79] + "…"
