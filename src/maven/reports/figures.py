"""A number of a report, and the list behind it.

A number that counts things has one line for each of them; a number that adds has one line for each
part, with its amount. What is secret (who answered, who came) is told by part, never by person.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from maven.reports.said import decimal, rounded

type Content = dict[str, Any]
OPEN, MIDDLE, CLOSE = "\ue010", "\ue011", "\ue012"  # of no alphabet: nobody types them
NUMBER = re.compile(f"{OPEN}([a-z0-9-]{{1,40}}){MIDDLE}([^{CLOSE}]*){CLOSE}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing counted, or one part of a sum."""

    title: str
    note: str = ""
    link: str = ""
    amount: float | None = None

    @property
    def shown(self) -> str:
        return "" if self.amount is None else decimal(self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of a report, and what makes it."""

    key: str
    title: str
    lines: list[Line]
    adds: bool = False
    how: str = ""  # for a number that neither counts nor adds
    value: float | None = None

    out_of_100: bool = False

    @property
    def shown(self) -> str:
        """As the report says it: a dimension without decimals, and out of what."""
        if self.out_of_100:
            return _("%(value)s out of 100") % {"value": round(self.number)}
        return decimal(self.number)

    @property
    def number(self) -> float:
        if self.value is not None:
            return self.value
        if self.adds:
            return rounded(sum(line.amount or 0 for line in self.lines))
        return len(self.lines)


def opens(key: str, shown: object) -> str:
    """A number in a sentence, marked with the list that it opens."""
    return f"{OPEN}{key}{MIDDLE}{shown}{CLOSE}"


def plain(words: str) -> str:
    """The same sentence for paper, where a number opens nothing."""
    return NUMBER.sub(r"\2", words)
