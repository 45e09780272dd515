"""What does each answer say, in numbers that can be compared?

Each text becomes two vectors: its stems, and the runs of three to five letters of its words, which
forgive mistakes of spelling and find families that the stems miss. A rare one counts more than a
common one, the second time it counts less than the first; each vector has length one, and the
similarity of two texts is the mean of the two products, from 0 (nothing in common) to 1.

References: Spärck Jones 1972 (rarity); Salton & Buckley 1988 (weights, cosine); McNamee & Mayfield
2004 (runs of letters).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from maven.method.text.common_words import DENIALS
from maven.method.text.words import MOST_LETTERS, pieces, says_something, spellings, stem, words_of
from maven.method.votes import Key, canonical

if TYPE_CHECKING:
    from scipy.sparse import csr_array

type Floats = NDArray[np.float64]
type Embeddings = Callable[[Sequence[str]], NDArray[np.floating]]
type Sense = tuple[tuple[str, ...], tuple[str, ...]]  # denials, numbers

HALF = 0.5  # the share of the stems in the similarity, and of the caller's vectors where there are


class NotText(ValueError):
    """An answer is text."""


class NotVectors(ValueError):
    """The embeddings are one finite vector for each text, all of one length."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Corpus:
    """Answers read together.

    Attributes
    ----------
    keys : of the n answers, in canonical order. text_of : (n,) which distinct text each one is, -1
        for an answer without a word, which nothing is close to.
    texts : the d distinct texts, in the order of their first key. senses : the words of each that
        turn it into its contrary, and its numbers.
    weights : (d, F) stems then runs of letters, each row of length one. column : F of each.
    rarity : (F,) its weight. stems : how many of the F are stems. shown : the word that stands for
        each stem. vectors : (d, e) of length one, from the caller's embeddings; None without.
    """

    keys: tuple[Key, ...]
    text_of: NDArray[np.intp]
    texts: tuple[str, ...]
    senses: tuple[Sense, ...]
    weights: "csr_array"
    column: dict[str, int]
    rarity: Floats
    stems: int
    shown: tuple[str, ...]
    vectors: Floats | None
    embeddings: Embeddings | None

    def __len__(self) -> int:
        return len(self.texts)


def read(texts: Mapping[Key, str], *, embeddings: Embeddings | None = None) -> Corpus:
    """Read answers together, so that any two can be compared.

    Parameters
    ----------
    texts : by identifier, in any order. Of each the first 5,000 letters are read.
    embeddings : a function of the caller's that gives a vector for each text (a model of sentences,
        say); their cosine then counts for half. Nothing is loaded or fetched here. For closeness
        and topics only: such vectors know what is spoken of, not whether for or against.

    Raises
    ------
    NotText : an answer is not text. NotVectors : from the embeddings.

    Example
    -------
    >>> corpus = read({1: "Un vélo pour tous", 2: "UN VELO, POUR TOUS !", 3: "…"})
    >>> len(corpus), corpus.text_of.tolist()
    (1, [0, 0, -1])

    Cost: O(letters); about 100 bytes a letter.
    """
    keys = canonical(texts)
    if not all(isinstance(texts[key], str) for key in keys):
        raise NotText("An answer is text.")
    words = [words_of(texts[key]) for key in keys]
    known: dict[tuple[str, str], int] = {}
    text_of = np.full(len(keys), -1, np.intp)
    first: list[int] = []
    for row, key in enumerate(keys):
        if words[row]:
            same = " ".join(words[row]), texts[key][MOST_LETTERS:]
            text_of[row] = known.setdefault(same, len(known))
            if text_of[row] == len(first):
                first.append(row)
    kept = [words[row] for row in first]
    spoken = tuple(texts[keys[row]] for row in first)
    weights, column, rarity, stems = _weigh(kept)
    return Corpus(
        keys=keys,
        text_of=text_of,
        texts=spoken,
        senses=tuple(sense_of(one) for one in kept),
        weights=weights,
        column=column,
        rarity=rarity,
        stems=stems,
        shown=_shown(kept, spellings(spoken), list(column)[:stems]),
        vectors=None if embeddings is None else vectors_of(spoken, embeddings),
        embeddings=embeddings,
    )


def sense_of(words: Sequence[str]) -> Sense:
    """What may turn a text into another although all its other words are the same.

    >>> sense_of(["ne", "pas", "depasser", "30", "km"])
    (('pas',), ('30',))
    """
    denials = sorted(word for word in words if word in DENIALS)
    return tuple(denials), tuple(sorted(word for word in words if not word.isalpha()))


def content_of(words: Sequence[str]) -> list[str]:
    """The words that say something; all of them where none does."""
    return [word for word in words if says_something(word)] or list(words)


def vectors_of(texts: Sequence[str], embeddings: Embeddings) -> Floats:
    """The caller's vectors, each brought to length one; one of length 0 stays.

    Raises
    ------
    NotVectors : not one finite vector for each text.
    """
    found = np.asarray(embeddings(list(texts)), np.float64)
    if found.ndim != 2 or len(found) != len(texts) or not np.isfinite(found).all():
        raise NotVectors("The embeddings are one finite vector for each text, all of one length.")
    # Divided by the largest first: the square of a large number is infinite.
    found = found / np.maximum(np.abs(found).max(axis=1, initial=0.0, keepdims=True), 1e-300)
    lengths = np.sqrt((found**2).sum(axis=1, keepdims=True))
    vectors: Floats = found / np.maximum(lengths, 1e-300)
    return vectors


def _weigh(
    words: Sequence[Sequence[str]],
) -> tuple["csr_array", dict[str, int], Floats, int]:
    """The weighted stems and runs of letters of each text, and what each column is."""
    from scipy.sparse import csr_array, hstack

    vocabulary = sorted({word for text in words for word in text})
    number = {word: index for index, word in enumerate(vocabulary)}
    stem_of = [stem(word) for word in vocabulary]
    parts = [pieces(word) for word in vocabulary]
    runs = sorted({run for part in parts for run in part})
    stems = {name: index for index, name in enumerate(sorted(set(stem_of)))}
    places = {run: index for index, run in enumerate(runs)}
    by_stem = _incidence([[stems[name]] for name in stem_of], len(stems))
    by_run = _incidence([[places[run] for run in part] for part in parts], len(runs))
    said = _incidence([[number[word] for word in text] for text in words], len(vocabulary))
    content = [[number[word] for word in content_of(text)] for text in words]
    halves = []
    rarities = []
    for counts in (
        _incidence(content, len(vocabulary)) @ by_stem,
        said @ by_run,
    ):
        weighted, rarity = _weighted(csr_array(counts))
        halves.append(weighted * np.sqrt(HALF))
        rarities.append(rarity)
    column = {f"={name}": index for name, index in stems.items()}
    column |= {run: index + len(stems) for run, index in places.items()}
    weights = csr_array(hstack(halves, format="csr"))
    return weights, column, np.concatenate(rarities), len(stems)


def _shown(
    words: Sequence[Sequence[str]], spelled: Mapping[str, str], stems: Sequence[str]
) -> tuple[str, ...]:
    """For each stem the word it is most often, as it is most often written."""
    frequency = Counter(word for text in words for word in text)
    best: dict[str, str] = {}
    for word in sorted(frequency, key=lambda word: (-frequency[word], word)):
        best.setdefault(f"={stem(word)}", spelled.get(word, word))
    return tuple(best[name] for name in stems)


def _incidence(lists: Sequence[Sequence[int]], width: int) -> "csr_array":
    """How many times each number stands in each list."""
    from scipy.sparse import csr_array

    sizes = np.array([0, *(len(one) for one in lists)])
    column = np.array([index for one in lists for index in one], np.intp)
    found = csr_array((np.ones(len(column)), column, sizes.cumsum()), shape=(len(lists), width))
    found.sum_duplicates()
    return found


def _weighted(counts: "csr_array") -> tuple["csr_array", Floats]:
    """(1 + log count) · rarity, each row of length one, and the rarity of each column."""
    from scipy.sparse import csr_array

    counts.sort_indices()
    rows, columns = counts.shape
    held = np.bincount(counts.indices, minlength=columns)
    rarity: Floats = np.log((1 + rows) / (1 + held)) + 1
    data = (1 + np.log(counts.data)) * rarity[counts.indices]
    row = np.repeat(np.arange(rows), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(row, weights=data**2, minlength=rows))
    weighted = csr_array((data / length[row], counts.indices, counts.indptr), shape=counts.shape)
    return weighted, rarity
