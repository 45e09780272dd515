"""Which texts are nearest to each, among thousands? (the search under `closeness`)

Up to 2,000 texts every pair is compared. Beyond, candidates come first: what few texts share
proposes them, for what most share would propose everybody. A text with little that is rare (one of
a thousand copies of a model) takes those that stand nearest once all columns are added up, with
signs drawn once, in 512 places. The similarity of each candidate is then computed in full.

References: Charikar, Chen & Farach-Colton 2002 (adding up with signs keeps products).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from maven.method.text.corpus import HALF, Corpus, Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_array

type Rows = NDArray[np.intp]
type Nearest = tuple[Rows, Floats]

NEIGHBOURS = 20
EXACT = 2_000  # texts up to which every pair is compared
CANDIDATES = 50  # for each text, of which the nearest are kept
RARE_STEM, RARE_RUN = 0.2, 0.02  # share of the texts that a rare stem or run of letters stands in
POOR = 0.25  # of the squared length of a text: with less that is rare, its candidates are drawn
PLACES, SIGNS = 512, 8  # of the drawing, and how many of them a column is added to
BLOCK = 256  # texts compared together with all others
FEW = 16  # texts whose candidates are looked at together
CELLS = 8_000_000  # numbers of a block laid out in full
DIGITS = 9  # of a similarity: what comes after is the machine's


def nearest(corpus: Corpus, most: int = NEIGHBOURS) -> Nearest:
    """(d, k) the nearest distinct texts of each and their similarity, k = min(most, d - 1).

    Equals stand in the order of the texts. Cost: O(d²) up to 2,000 texts, then about O(d · (d / 50
    + 50 · length)); memory O(256 · d).
    """
    count = len(corpus)
    kept = min(most, count - 1)
    if kept < 1:
        return np.zeros((count, 0), np.intp), np.zeros((count, 0))
    blocks = _every_pair(corpus) if count <= EXACT else _candidates(corpus, max(most, CANDIDATES))
    indices, values = [], []
    for index, value in blocks:
        order = np.lexsort((index, -value), axis=1)[:, :kept]
        indices.append(np.take_along_axis(index, order, axis=1))
        values.append(np.take_along_axis(value, order, axis=1))
    return np.concatenate(indices), np.concatenate(values)


def mixed(own: Floats, cosine: Floats | None) -> Floats:
    """The similarity, of which the caller's vectors make half where there are; in [0, 1]."""
    if cosine is not None:
        own = (1 - HALF) * own + HALF * np.maximum(cosine, 0.0)
    found: Floats = np.clip(own, 0.0, 1.0).round(DIGITS)
    return found


def _rows(count: int, height: int) -> Iterator[Rows]:
    for first in range(0, count, height):
        yield np.arange(first, min(first + height, count))


def _every_pair(corpus: Corpus) -> Iterator[Nearest]:
    weights, vectors, count = corpus.weights, corpus.vectors, len(corpus)
    turned = weights.T.tocsr()
    for rows in _rows(count, BLOCK):
        own = (weights[rows] @ turned).toarray()
        value = mixed(own, None if vectors is None else vectors[rows] @ vectors.T)
        value[np.arange(len(rows)), rows] = -1.0  # nobody is close to oneself
        yield np.broadcast_to(np.arange(count), value.shape), value


def _candidates(corpus: Corpus, most: int) -> Iterator[Nearest]:
    rare, common = _parts(corpus)
    turned = rare.T.tocsr()
    row = np.repeat(np.arange(len(corpus)), np.diff(rare.indptr))
    poor = np.bincount(row, weights=rare.data**2, minlength=len(corpus)) < POOR
    drawn = _drawn(corpus) if poor.any() else np.zeros((len(corpus), 1), np.float32)
    most = min(most, len(corpus) - 1)
    height = max(1, min(BLOCK, CELLS // max(len(corpus), common.shape[1])))
    for rows in _rows(len(corpus), height):
        near = (rare[rows] @ turned).toarray()
        guess = near.copy()
        guess[poor[rows]] = drawn[rows[poor[rows]]] @ drawn.T
        index = _highest(guess, rows, most)
        if corpus.vectors is not None:
            others = _highest(corpus.vectors[rows] @ corpus.vectors.T, rows, most)
            index = np.concatenate([index, others], axis=1)
        own = np.take_along_axis(near, index, axis=1) + _products(common, rows, index)
        yield _unique(index, mixed(own, _cosines(corpus, rows, index)))


def _parts(corpus: Corpus) -> tuple["csr_array", "csr_array"]:
    """The weights of the columns that few texts share, and of those that many do."""
    from scipy.sparse import csr_array

    held = np.bincount(corpus.weights.indices, minlength=corpus.weights.shape[1])
    share = np.full(len(held), RARE_RUN)
    share[: corpus.stems] = RARE_STEM
    common = held > share * len(corpus)
    columns = corpus.weights.tocsc()
    return csr_array(columns[:, ~common]), csr_array(columns[:, common])


def _drawn(corpus: Corpus) -> NDArray[np.float32]:
    """(d, 512) the columns of each text added up in a few places, with signs."""
    from scipy.sparse import csr_array

    columns = corpus.weights.shape[1]
    chance = np.random.default_rng(0)
    place = chance.integers(0, PLACES, columns * SIGNS)
    sign = chance.choice([-1.0, 1.0], columns * SIGNS) / np.sqrt(SIGNS)
    starts = np.arange(0, columns * SIGNS + 1, SIGNS)
    signs = csr_array((sign, place, starts), shape=(columns, PLACES))
    return (corpus.weights @ signs).toarray().astype(np.float32)


def _highest(near: NDArray[np.floating], rows: Rows, most: int) -> Rows:
    """The `most` highest of each row, itself apart, in the order of the texts."""
    near[np.arange(len(rows)), rows] = -np.inf
    index = np.argpartition(near, -most, axis=1)[:, -most:]
    index.sort(axis=1)
    return index


def _products(weights: "csr_array", rows: Rows, index: Rows) -> Floats:
    """Of each text of a block with its candidates, few at a time: what is small is quick."""
    width, columns = index.shape[1], weights.shape[1]
    found = np.empty(index.shape)
    for part in _rows(len(rows), FEW):
        laid = weights[rows[part]].toarray().ravel()
        others = weights[index[part].ravel()]
        sizes = np.diff(others.indptr)
        places = others.indices + np.repeat(np.arange(len(sizes)) // width * columns, sizes)
        products = others.data * laid[places]
        ends = np.concatenate([[0.0], products.cumsum()])[others.indptr]
        found[part] = np.diff(ends).reshape(len(part), width)
    return found


def _cosines(corpus: Corpus, rows: Rows, index: Rows) -> Floats | None:
    if corpus.vectors is None:
        return None
    cosines: Floats = np.einsum("ie,ike->ik", corpus.vectors[rows], corpus.vectors[index])
    return cosines


def _unique(index: Rows, value: Floats) -> tuple[Rows, Floats]:
    """A candidate that was proposed twice counts once."""
    order = np.argsort(index, axis=1, kind="stable")
    index = np.take_along_axis(index, order, axis=1)
    value = np.take_along_axis(value, order, axis=1)
    value[:, 1:][index[:, 1:] == index[:, :-1]] = -1.0
    return index, value
