"""Which answers are close to this one, and why?

References: Salton & Buckley 1988 (rare words count more; cosine).
"""

from collections import Counter
from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from maven.method.text.corpus import HALF, Corpus, Floats, content_of, vectors_of
from maven.method.text.nearest import Nearest, mixed, nearest
from maven.method.text.words import pieces, stem, words_of
from maven.method.votes import Key

MOST = 10  # close answers told of each
LEAST = 0.1  # below, two texts share little more than their language
REASONS = 5  # words shown


class NoSuchNumber(ValueError):
    """At least one answer is asked for, and a similarity is between 0 and 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """`to` is close to `of`, and why.

    of : None for a text that is not in the corpus. similarity : in [0, 1]. shared : the words they
    have in common, the most telling first, as they are most often written; none where only letters
    are shared, or what the caller's embeddings see.
    """

    of: Key | None
    to: Key
    similarity: float
    shared: tuple[str, ...]


def close_answers(
    corpus: Corpus, *, most: int = MOST, least: float = LEAST, near: Nearest | None = None
) -> tuple[Close, ...]:
    """For each distinct answer, those that are closest to it.

    Answers that are the same but for their writing stand together under the first of their keys
    (`near_duplicates` tells them).

    Parameters
    ----------
    most : at most so many for each. least : similarity from which they are told.
    near : what `nearest` found in this corpus, with at least `most` of each; looked for when None.

    Raises
    ------
    NoSuchNumber : most below 1, least outside [0, 1].

    Example
    -------
    >>> from maven.method.text.corpus import read
    >>> corpus = read({1: "Des pistes cyclables", 2: "Une piste cyclable sûre", 3: "Un marché"})
    >>> [(one.of, one.to, one.shared) for one in close_answers(corpus)]
    [(1, 2, ('cyclable', 'piste')), (2, 1, ('cyclable', 'piste'))]

    Cost: that of `maven.method.text.nearest`, and O(length) for the reason of each.
    """
    _check(most, least)
    first = first_keys(corpus)
    index, value = nearest(corpus, most) if near is None else near
    said = [stems_of(corpus, row) for row in range(len(corpus))]
    return tuple(
        Close(
            of=first[row],
            to=first[other],
            similarity=similarity,
            shared=_shared(corpus, said[row], said[other]),
        )
        for row in range(len(corpus))
        for other, similarity in zip(
            index[row, :most].tolist(), value[row, :most].tolist(), strict=True
        )
        if similarity >= max(least, 1e-9)
    )


def close_to(
    corpus: Corpus, text: str, *, most: int = MOST, least: float = LEAST
) -> tuple[Close, ...]:
    """The answers closest to a text that is being written.

    Raises
    ------
    NoSuchNumber : most below 1, least outside [0, 1].

    Example
    -------
    >>> from maven.method.text.corpus import read
    >>> corpus = read({1: "Des pistes cyclables", 2: "Un marché couvert"})
    >>> [(one.to, one.shared) for one in close_to(corpus, "plus de marchés !")]
    [(2, ('marché',))]

    Cost: O(length of all answers): some 10 ms for 10,000.
    """
    _check(most, least)
    words = words_of(text)
    if not words or not len(corpus):
        return ()
    weights = _weights(corpus, words)
    cosine = None
    if corpus.vectors is not None and corpus.embeddings is not None:
        cosine = corpus.vectors @ vectors_of([text], corpus.embeddings)[0]
    value = mixed(corpus.weights @ weights, cosine)
    first = first_keys(corpus)
    mine = {
        column: float(weights[column])
        for column in np.flatnonzero(weights[: corpus.stems]).tolist()
    }
    return tuple(
        Close(
            of=None,
            to=first[row],
            similarity=float(value[row]),
            shared=_shared(corpus, mine, stems_of(corpus, row)),
        )
        for row in np.argsort(-value, kind="stable")[:most].tolist()
        if value[row] >= max(least, 1e-9)
    )


def first_keys(corpus: Corpus) -> list[Key]:
    """The first key of each distinct text."""
    first: dict[int, Key] = {}
    for key, text in zip(corpus.keys, corpus.text_of.tolist(), strict=True):
        if text >= 0:
            first.setdefault(text, key)
    return list(first.values())


def _check(most: int, least: float) -> None:
    if most < 1 or not 0 <= least <= 1:
        raise NoSuchNumber("At least one answer is asked for; a similarity is between 0 and 1.")


def _weights(corpus: Corpus, words: list[str]) -> Floats:
    """(F,) a text weighed as those of the corpus; what the corpus has never seen adds to its length."""
    stems = Counter(f"={stem(word)}" for word in content_of(words))
    runs = Counter(run for word in words for run in pieces(word))
    found = np.zeros(len(corpus.column))
    unseen = log(1 + len(corpus)) + 1
    for counts in (stems, runs):
        square = 0.0
        columns = []
        for name, count in counts.items():
            column = corpus.column.get(name)
            rarity = unseen if column is None else float(corpus.rarity[column])
            weight = (1 + log(count)) * rarity
            square += weight**2
            if column is not None:
                found[column] = weight
                columns.append(column)
        found[columns] *= sqrt(HALF / square)
    return found


def stems_of(corpus: Corpus, row: int) -> dict[int, float]:
    """The weight of each stem of a text."""
    held = slice(*corpus.weights.indptr[row : row + 2])
    columns, weights = corpus.weights.indices[held], corpus.weights.data[held]
    stems = columns < corpus.stems
    return dict(zip(columns[stems].tolist(), weights[stems].tolist(), strict=True))


def _shared(corpus: Corpus, one: dict[int, float], other: dict[int, float]) -> tuple[str, ...]:
    """The words that bring two texts together, those that weigh most in the product first."""
    both = sorted(
        one.keys() & other.keys(), key=lambda column: (-one[column] * other[column], column)
    )
    return tuple(corpus.shown[column] for column in both[:REASONS])
