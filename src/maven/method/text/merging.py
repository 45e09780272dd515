"""Which answers say the same, and which could be read together?

Near-duplicates are the same words in another writing, or nearly the same words, with the same
numbers and the same denials: "C'est le cas" is close to "Ce n'est pas le cas", and no duplicate of
it. Groups of close answers are suggestions of what somebody may merge after reading; they say what
is spoken of, never who is for or against.

References: Sokal & Michener 1958 (average linkage); Manku, Jain & Das Sarma 2007 (near-duplicates).
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

from maven.method.text.closeness import REASONS, NoSuchNumber, first_keys, stems_of
from maven.method.text.copies import COPIED, copies
from maven.method.text.corpus import Corpus
from maven.method.text.nearest import Nearest, nearest
from maven.method.votes import Key

SAME = 0.85  # similarity from which two answers are near-duplicates
TOGETHER = 0.25  # mean similarity inside a suggested group, at least

type Links = dict[tuple[int, int], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """Answers that say the same.

    keys : in canonical order, the first one first. exact : whether they differ only by capitals,
    accents, punctuation and spaces. similarity : the lowest that links them, 1 when exact: that of
    their words, or for copies of one model the share of their words that is the same.
    """

    keys: tuple[Key, ...]
    exact: bool
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Answers to read together: keys in canonical order, mean similarity, the words they share."""

    keys: tuple[Key, ...]
    similarity: float
    shared: tuple[str, ...]


def near_duplicates(
    corpus: Corpus, *, least: float = SAME, near: Nearest | None = None
) -> tuple[Duplicates, ...]:
    """The answers that say the same, two or more together, in the order of their first key.

    Parameters
    ----------
    least : similarity from which two texts are linked; what is linked through others is together.
        Copies that share 0.8 of their words are linked too.
    near : what `nearest` found in this corpus; looked for when None.

    Raises
    ------
    NoSuchNumber : least outside [0, 1].

    Example
    -------
    >>> from maven.method.text.corpus import read
    >>> said = {1: "Bonne idée !", 2: "bonne idee", 3: "Une très bonne idée", 4: "Pas bonne idée"}
    >>> [(one.keys, one.exact) for one in near_duplicates(read(said), least=0.5)]
    [((1, 2, 3), False)]

    Cost: that of `maven.method.text.nearest`.
    """
    if not 0 <= least <= 1:
        raise NoSuchNumber("A similarity is between 0 and 1.")
    head = list(range(len(corpus)))
    alike = {pair: value for pair, value in copies(corpus).items() if value >= COPIED}
    alike |= {
        pair: value for pair, value in _links(near or nearest(corpus)).items() if value >= least
    }
    lowest = [1.0] * len(corpus)
    for (a, b), value in sorted(alike.items(), key=lambda link: (-link[1], link[0])):
        if corpus.senses[a] != corpus.senses[b]:
            continue
        one, other = sorted((_head(head, a), _head(head, b)))
        if one != other:
            head[other] = one
            lowest[one] = min(lowest[one], lowest[other], value)
    together: dict[int, list[Key]] = {}
    texts: dict[int, set[int]] = {}
    for key, text in zip(corpus.keys, corpus.text_of.tolist(), strict=True):
        if text >= 0:
            top = _head(head, text)
            together.setdefault(top, []).append(key)
            texts.setdefault(top, set()).add(text)
    return tuple(
        Duplicates(keys=tuple(keys), exact=len(texts[top]) == 1, similarity=lowest[top])
        for top, keys in together.items()
        if len(keys) > 1
    )


def suggested_merges(
    corpus: Corpus, *, least: float = TOGETHER, near: Nearest | None = None
) -> tuple[Suggestion, ...]:
    """Groups of close answers that somebody may merge, the largest first, then the closest.

    The two groups of the highest mean similarity are put together as long as it is at least
    `least`; pairs that are not among the 20 nearest of each other count as 0, which keeps the
    groups of a size that can be read. Same answers in another writing stand by the first of them.

    Raises
    ------
    NoSuchNumber : least outside ]0, 1].

    Example
    -------
    >>> from maven.method.text.corpus import read
    >>> said = {1: "Des pistes cyclables", 2: "Piste cyclable", 3: "Un marché", 4: "Un marché bio"}
    >>> [(one.keys, one.shared) for one in suggested_merges(read(said))]
    [((1, 2), ('cyclable', 'piste')), ((3, 4), ('marché',))]

    Cost: that of `maven.method.text.nearest` and O(d · 20 · log d).
    """
    if not 0 < least <= 1:
        raise NoSuchNumber("A mean similarity is above 0, and at most 1.")
    first = first_keys(corpus)
    found = [
        Suggestion(
            keys=tuple(first[text] for text in members),
            similarity=round(mean, 9),
            shared=_words(corpus, members),
        )
        for members, mean in _joined(len(corpus), _links(near or nearest(corpus)), least)
    ]
    order = {key: place for place, key in enumerate(corpus.keys)}
    found.sort(key=lambda one: (-len(one.keys), -one.similarity, order[one.keys[0]]))
    return tuple(found)


def _links(near: Nearest) -> Links:
    """The similarity of each pair of which one is among the nearest of the other."""
    index, value = near
    return {
        (min(row, other), max(row, other)): similarity
        for row, (others, values) in enumerate(zip(index.tolist(), value.tolist(), strict=True))
        for other, similarity in zip(others, values, strict=True)
        if similarity > 0
    }


def _head(head: list[int], text: int) -> int:
    while head[text] != text:
        head[text] = head[head[text]]
        text = head[text]
    return text


def _joined(count: int, links: Links, least: float) -> Iterator[tuple[list[int], float]]:
    """Groups of two texts or more by average linkage, and their mean similarity."""
    members = {text: [text] for text in range(count)}
    sums: dict[int, dict[int, float]] = {text: {} for text in range(count)}
    inside = dict.fromkeys(members, 0.0)
    for (a, b), value in sorted(links.items()):
        sums[a][b] = sums[b][a] = value
    heap = [(-value, a, b) for (a, b), value in links.items() if value >= least]
    heapq.heapify(heap)
    new = count
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        inside[new] = inside.pop(a) + inside.pop(b) + sums[a][b]
        members[new] = sorted(members.pop(a) + members.pop(b))
        sums[new] = _merged(sums, a, b)
        for other, value in sums[new].items():
            sums[other][new] = value
            mean = value / (len(members[new]) * len(members[other]))
            if mean >= least:
                heapq.heappush(heap, (-mean, other, new))
        new += 1
    for group, texts in members.items():
        if len(texts) > 1:
            yield texts, inside[group] / (len(texts) * (len(texts) - 1) / 2)


def _merged(sums: dict[int, dict[int, float]], a: int, b: int) -> dict[int, float]:
    """What links the union of two groups with each other group, which forgets the two."""
    found: dict[int, float] = {}
    for one, other in ((a, b), (b, a)):
        for group, value in sums.pop(one).items():
            if group != other:
                found[group] = found.get(group, 0.0) + value
                del sums[group][one]
    return found


def _words(corpus: Corpus, members: list[int]) -> tuple[str, ...]:
    """The words that weigh most in the group, among those at least half of its texts have."""
    total: dict[int, float] = {}
    held: dict[int, int] = {}
    for text in members:
        for column, weight in stems_of(corpus, text).items():
            total[column] = total.get(column, 0.0) + weight
            held[column] = held.get(column, 0) + 1
    half = [column for column in total if held[column] >= max(2, len(members) / 2)]
    best = sorted(half, key=lambda column: (-round(total[column], 9), column))
    return tuple(corpus.shown[column] for column in best[:REASONS])
