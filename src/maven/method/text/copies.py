"""Which texts are copies of one model, a few words changed? (under `near_duplicates`)

The words that a model shares with a thousand copies are common, hence light in a similarity: what
each copy changes would hide that it is one. So copies are told by the share of their words that is
the same, rare or not. They are found by drawing orders of the vocabulary: two texts begin with the
same word in an order as often as they share words.

References: Broder 1997 (resemblance, smallest of an order); Jaccard 1912.
"""

from collections.abc import Iterator

import numpy as np

from maven.method.text.corpus import Corpus
from maven.method.text.words import words_of

COPIED = 0.8  # share of the words of two texts that stand in both
LEAST_WORDS = 5  # shorter texts are left to the similarity
BANDS, ORDERS = 10, 4  # texts meet when they begin alike in four orders of one band


def copies(corpus: Corpus) -> dict[tuple[int, int], float]:
    """Pairs of texts that share most of their words, and the share; each linked to a first one.

    Two texts that share 0.8 of their words meet in 99.5 % of the drawings, made once for all.

    >>> from maven.method.text.corpus import read
    >>> said = {1: "un pont pour les piétons de la ville", 2: "Un pont pour les piétons de la vallée"}
    >>> copies(read(said | {3: "un marché pour les gens de la ville"}))
    {(0, 1): 0.778, (0, 2): 0.6}

    Cost: O(40 · words).
    """
    words = [set(words_of(text)) for text in corpus.texts]
    long = [row for row, said in enumerate(words) if len(said) >= LEAST_WORDS]
    found = {}
    for first, other in _meetings([words[row] for row in long]):
        one, two = words[long[first]], words[long[other]]
        share = len(one & two) / len(one | two)
        found[long[first], long[other]] = round(share, 3)
    return found


def _meetings(words: list[set[str]]) -> Iterator[tuple[int, int]]:
    """Each text with the first that begins alike in a band."""
    if len(words) < 2:
        return
    number = {word: place for place, word in enumerate(sorted(set().union(*words)))}
    flat = np.array([number[word] for said in words for word in said], np.intp)
    starts = np.cumsum([0, *(len(said) for said in words)])[:-1]
    chance = np.random.default_rng(0)
    for _ in range(BANDS):
        orders = [chance.permutation(len(number)) for _ in range(ORDERS)]
        begins = np.stack([np.minimum.reduceat(order[flat], starts) for order in orders], axis=1)
        _, first, group = np.unique(begins, axis=0, return_index=True, return_inverse=True)
        heads = first[group.ravel()]
        for other in np.flatnonzero(heads != np.arange(len(words))).tolist():
            yield int(heads[other]), other
