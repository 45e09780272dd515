"""A plain table of text read all at once; on any doubt, nothing, and the strict reader decides.

Nearly every file of votes is plain: no quotation marks, the same number of cells on every line, no
space round a cell. The ends of its cells are then found together, and only identifiers that differ
are ever made into words. What is read here is what `maven.intake.tables` would read; what that would
refuse is never read here.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maven.intake.decoding import SEPARATORS
from maven.intake.tables import LONGEST_CELL, normal

type Codes = NDArray[np.int64]
type Words = tuple[Codes, list[str]]

LONGEST = 64  # bytes of an identifier
FEW_DIGITS = 15  # a longer number is an identifier like another
WORD = 8  # bytes compared together
MASKS = np.array([2 ** (8 * kept) - 1 for kept in range(WORD + 1)], np.uint64)
ZERO, NINE, MINUS, NEW_LINE = b"09-\n"


class Doubt(Exception):
    """This is not as plain as it seems: the strict reader will say."""


class PlainTable:
    """The cells of a table, by their places in its bytes.

    heads : the names of its columns. rows : how many lines follow.
    """

    def __init__(self, data: bytes, wanted: Sequence[str], most_rows: int) -> None:
        data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").rstrip(b"\n") + b"\n"
        if any(mark in data for mark in (b'"', b"\0", b"\r")) or not _is_utf_8(data):
            raise Doubt
        head, _, body = data.partition(b"\n")
        self.heads, separator = _heads(head.decode(), wanted)
        self.bytes = np.frombuffer(body, np.uint8)
        ends = np.flatnonzero(self.bytes == NEW_LINE)
        cuts = np.flatnonzero(self.bytes == separator)
        self.rows, width = len(ends), len(self.heads)
        if self.rows > most_rows or len(cuts) != self.rows * (width - 1):
            raise Doubt
        self.cuts = np.empty((width + 1, self.rows), np.int64)
        self.cuts[0] = np.concatenate([[-1], ends[:-1]])[: self.rows]
        self.cuts[1:-1] = cuts.reshape(self.rows, width - 1).T
        self.cuts[-1] = ends
        lengths = np.diff(self.cuts, axis=0)
        # A line may not borrow a separator from another; an endless cell is for the strict reader.
        if (lengths < 1).any() or lengths.max(initial=0) > LONGEST_CELL:
            raise Doubt

    def votes(self, name: str) -> NDArray[np.int8]:
        """1, 0, -1."""
        first, length = self._cells(name)
        if self.rows and not 1 <= length.min() <= length.max() <= 2:
            raise Doubt
        digit = self.bytes[first + length - 1]
        minus = length == 2
        good = (digit == ZERO + 1) | ((digit == ZERO) & ~minus)
        if not good.all() or (self.bytes[first[minus]] != MINUS).any():
            raise Doubt
        return np.where(minus, -1, digit.astype(np.int8) - ZERO).astype(np.int8)

    def numbers(self, name: str) -> Codes:
        """Whole numbers of at most 15 digits, none of which begins with a 0 that says nothing."""
        first, length = self._cells(name)
        if self.rows and not 1 <= length.min() <= length.max() <= FEW_DIGITS:
            raise Doubt
        value = np.zeros(self.rows, np.int64)
        for at in range(length.max(initial=0)):
            there = at < length
            digit = self.bytes[np.where(there, first + at, 0)]
            if ((digit < ZERO) | (digit > NINE))[there].any():
                raise Doubt
            value = np.where(there, value * 10 + digit - ZERO, value)
        if ((self.bytes[first] == ZERO) & (length > 1)).any():
            raise Doubt
        return value

    def words(self, name: str) -> Words:
        """For each row the number of its word in the list of those that differ."""
        try:
            numbers, codes = np.unique(self.numbers(name), return_inverse=True)
        except Doubt:
            return self._letters(name)
        return codes, [str(number) for number in numbers.tolist()]

    def _letters(self, name: str) -> Words:
        first, length = self._cells(name)
        longest = int(length.max(initial=1))
        if longest > LONGEST:
            raise Doubt
        codes = np.zeros(self.rows, np.int64)
        # Eight bytes at a time, from wherever they begin, as one number.
        padded = np.append(self.bytes, np.zeros(WORD, np.uint8))
        eights = np.ndarray(len(self.bytes) + 1, "<u8", padded, strides=(1,))
        for start in range(0, longest, WORD):
            place = np.minimum(first + start, len(self.bytes))
            part = _numbered(eights[place] & MASKS[np.clip(length - start, 0, WORD)])
            codes = _numbered(codes * (part.max(initial=0) + 1) + part)
        _, where = np.unique(codes, return_index=True)
        words = [self._word(first[row], length[row]) for row in where]
        if not all(word and word.isprintable() and word == word.strip() for word in words):
            raise Doubt
        return codes, words

    def _word(self, first: int, length: int) -> str:
        return self.bytes[first : first + length].tobytes().decode()

    def _cells(self, name: str) -> tuple[Codes, Codes]:
        """Where the cells of a column begin, and their lengths."""
        index = self.heads.index(name)
        first = self.cuts[index] + 1
        return first, self.cuts[index + 1] - first


def _is_utf_8(data: bytes) -> bool:
    try:
        return data.isascii() or bool(data.decode())
    except UnicodeDecodeError:
        return False


def _heads(line: str, wanted: Sequence[str]) -> tuple[list[str], int]:
    for separator in SEPARATORS:
        heads = [normal(head) for head in line.split(separator)]
        if set(wanted) <= set(heads) and len(set(heads)) == len(heads):
            return heads, ord(separator)
    raise Doubt


def _numbered(values: NDArray[Any]) -> Codes:
    return np.unique(values, return_inverse=True)[1]
