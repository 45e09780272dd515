"""What is wrong in a file, said so that its author finds the cell and mends it.

Django is loaded when there is something to say: a sound file is read without it.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from maven.intake.messages import HINTS, MESSAGES, NOTICES


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
    """What is wrong, and exactly where: file, sheet, physical line, column, excerpt.

    The same shape says what is only to notice: something read otherwise than it was written.
    """

    file: str
    sheet: str = ""
    line: int = 0
    column: str = ""
    code: str
    excerpt: str = ""
    particulars: dict[str, Any] = field(default_factory=dict)

    @property
    def is_notice(self) -> bool:
        return self.code in NOTICES

    @property
    def message(self) -> str:
        from django.utils.translation import gettext  # noqa: PLC0415 (see above)

        words = NOTICES[self.code] if self.is_notice else MESSAGES[self.code]
        return gettext(words) % self.particulars

    @property
    def hint(self) -> str:
        """What to do about it, where the sentence does not say it already."""
        from django.utils.translation import gettext  # noqa: PLC0415 (see above)

        return gettext(HINTS[self.code]) % self.particulars if self.code in HINTS else ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class Unreadable(Exception):
    """The file cannot be read further than this trouble."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble


def excerpt_of(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else "·" for letter in text[:81])
    return shown if len(shown) <= 80 else shown[:79] + "…"
