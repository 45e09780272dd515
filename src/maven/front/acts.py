"""What to do now: at most four acts, each with its reason, the most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing to do: what, why, where, and the words of its button."""

    title: str
    reason: str
    url: str
    button: str


def first_of(*some: Iterator[Act]) -> list[Act]:
    """The most pressing; what comes after them is not even asked of the store."""
    return list(islice(chain(*some), MOST))
