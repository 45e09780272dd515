"""How many guesses a password would take, at the least.

    weakness_of("Marseille2024!")       # 27 bits: a word, a year, a sign
    weakness_of("quatre mots qui n'ont rien à voir")

No rule of composition: twelve characters, at most 128, and fifty bits, what the CNIL asks for where
tries are counted (deliberation 2022-100). The password is cut into the parts that a guesser would try
(words of a list, what is near the person, runs of the keyboard, years, repetitions), in the way that
is cheapest for her; each part costs the bits of the list it is in.
"""

import gzip
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path

SHORTEST, LONGEST, ENOUGH = 12, 128, 50.0
WORD, NEAR, YEAR, REPEATED = 15.0, 4.0, 7.0, 1.0
LONGEST_WORD = 24
LETTER, DIGIT, SIGN, OTHER = log2(26), log2(10), 4.0, 7.0
ROWS = (
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
)
NEXT = {
    pair for row in ROWS for way in (row, row[::-1]) for pair in zip(way, way[1:], strict=False)
}
DISGUISED = str.maketrans("013457@$!", "oieastasi")
A_YEAR = re.compile(r"(?:19|20)\d\d")
WORDS = Path(__file__).with_name("common-words.txt.gz")


@dataclass(frozen=True, slots=True)
class Weakness:
    """What is wrong, in one word, and the parts a guesser would put together."""

    kind: str  # short, long, guessed
    parts: tuple[str, ...] = ()


def weakness_of(password: str, *, near: Iterable[str] = ()) -> Weakness | None:
    """`near`: the words around the person, which somebody who knows her tries first."""
    if len(password) < SHORTEST:
        return Weakness("short")
    if len(password) > LONGEST:
        return Weakness("long")
    bits, parts = cheapest(password, near=near)
    return Weakness("guessed", parts) if bits < ENOUGH else None


def cheapest(password: str, *, near: Iterable[str] = ()) -> tuple[float, tuple[str, ...]]:
    """The least bits that some way of cutting costs, and the parts of three letters or more in it."""
    text, close = folded(password), words_near(near)
    plain = text.translate(DISGUISED)
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(text) + 1):
        ways = []
        for start, cost in parts_ending_at(end, text, plain, close):
            bits, parts = best[start]
            part = (text[start:end],) if end - start > 2 else ()
            ways.append((bits + cost, parts + part))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1]


def parts_ending_at(
    end: int, text: str, plain: str, near: frozenset[str]
) -> Iterator[tuple[int, float]]:
    """Where the last part of the first `end` letters may begin, and what it costs."""
    yield end - 1, cost_of(text[end - 1])
    for start in range(max(0, end - LONGEST_WORD), end - 2):
        if {text[start:end], plain[start:end]} & near:
            yield start, NEAR
        elif not {text[start:end], plain[start:end]}.isdisjoint(common_words()):
            yield start, WORD
    if end >= 4 and A_YEAR.fullmatch(text, end - 4, end):
        yield end - 4, YEAR
    yield from ((start, cost + REPEATED * 2) for start, cost in run_ending_at(end, text))
    for length in range(1, end // 2 + 1):  # the same again: nearly free
        if text[end - length : end] == text[end - 2 * length : end - length]:
            yield end - length, REPEATED


def run_ending_at(end: int, text: str) -> Iterator[tuple[int, float]]:
    """Keys side by side, letters or figures in their order: as much as the first of them."""
    start = end - 1
    while start > 0 and (text[start - 1], text[start]) in NEXT:
        start -= 1
    if end - start >= 3:
        yield start, cost_of(text[start])


def cost_of(letter: str) -> float:
    if letter.isdigit():
        return DIGIT
    if not letter.isascii():
        return OTHER
    return LETTER if letter.isalpha() else SIGN


def words_near(texts: Iterable[str]) -> frozenset[str]:
    """The words of names and addresses, and each name in one piece."""
    found: set[str] = set()
    for text in texts:
        words = re.findall(r"[^\W_]+", folded(text))
        found |= {*words, "".join(words)}
    return frozenset(word for word in found if len(word) >= 3)


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def common_words() -> frozenset[str]:
    """Read once, the first time somebody chooses a password."""
    text = gzip.decompress(WORDS.read_bytes()).decode()
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
