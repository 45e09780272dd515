"""Close answers against the obvious ways: TF-IDF of scikit-learn with its neighbours, and difflib.

The texts are drawn, with a theme each, words of the theme in several forms and mistakes of spelling, so
that it can be counted how often the nearest text has the same theme.
"""

import difflib
import itertools

import numpy as np

from benchmarks.table import Line, measured
from maven.method.text import close_to, near_duplicates, nearest, read

ENDINGS = ["", "s", "er", "ation", "ations", "é", "ée", "ement"]
LETTERS = list("aeioulmnrstcdp")


def answers(count, themes, seed=5):
    chance = np.random.default_rng(seed)

    def word(size):
        return "".join(chance.choice(LETTERS, size))

    common = [word(4) for _ in range(300)]
    roots = [[word(7) for _ in range(15)] for _ in range(themes)]
    texts, theme_of = [], chance.integers(0, themes, count)
    for theme in theme_of:
        told = [
            spelled(str(chance.choice(roots[theme])) + str(chance.choice(ENDINGS)), chance)
            for _ in range(6)
        ]
        told += [common[int(index)] for index in 300 * chance.random(20) ** 2]
        texts.append(" ".join(chance.permutation(told)))
    return texts, theme_of


def spelled(word, chance):
    """One word in six with two letters exchanged."""
    if chance.random() > 1 / 6:
        return word
    place = int(chance.integers(0, len(word) - 1))
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def same_theme(index, theme_of):
    return float((theme_of[index] == theme_of[:, None]).mean())


def of_scikit_learn(texts):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.neighbors import NearestNeighbors

    weights = TfidfVectorizer(strip_accents="unicode", sublinear_tf=True).fit_transform(texts)
    found = NearestNeighbors(n_neighbors=11, metric="cosine", algorithm="brute").fit(weights)
    return found.kneighbors(weights, return_distance=False)[:, 1:]


def of_scikit_learn_with_letters(texts):
    """The same on words and on runs of three to five letters, as ours."""
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.neighbors import NearestNeighbors

    ways = ({"analyzer": "word"}, {"analyzer": "char_wb", "ngram_range": (3, 5)})
    weights = hstack(
        [
            TfidfVectorizer(strip_accents="unicode", sublinear_tf=True, **way).fit_transform(texts)
            for way in ways
        ],
        format="csr",
    )
    found = NearestNeighbors(n_neighbors=11, metric="cosine", algorithm="brute").fit(weights)
    return found.kneighbors(weights, return_distance=False)[:, 1:]


def lines():
    texts, theme_of = answers(5_000, 200)
    ours, found = measured(lambda: nearest(read(dict(enumerate(texts))), 10)[0], rounds=1)
    for reference, way in (
        ("TF-IDF on words, scikit-learn", of_scikit_learn),
        ("TF-IDF on words and letters, scikit-learn", of_scikit_learn_with_letters),
    ):
        theirs, others = measured(lambda: way(texts), rounds=1)  # noqa: B023  # called at once
        yield Line(
            what="ten closest of 5,000 answers, read and compared",
            ours=ours,
            reference=reference,
            theirs=theirs,
            more=f"same theme {same_theme(found, theme_of):.1%} against "
            f"{same_theme(others, theme_of):.1%}",
        )
    corpus = read(dict(enumerate(texts)))
    ours, close = measured(lambda: close_to(corpus, texts[7]))
    theirs, others = measured(lambda: difflib.get_close_matches(texts[7], texts, 10, 0.1), rounds=1)
    yield Line(
        what="ten closest to a text being written, of 5,000",
        ours=ours,
        reference="difflib.get_close_matches",
        theirs=theirs,
        more=f"same theme {sum(theme_of[one.to] == theme_of[7] for one in close)} of {len(close)} "
        f"against {sum(theme_of[texts.index(one)] == theme_of[7] for one in others)}",
    )
    few = {n: " ".join([*text.split()[:-1], "x" * (n % 3)]) for n, text in enumerate(texts[:100])}
    few |= {n + 100: text.upper() for n, text in few.items() if n % 5 == 0}
    ours, sets = measured(lambda: near_duplicates(read(few)), rounds=1)
    theirs, pairs = measured(lambda: alike(list(few.values())), rounds=1, memory=False)
    yield Line(
        what="near-duplicates among 120 answers",
        ours=ours,
        reference="difflib on every pair",
        theirs=theirs,
        more=f"{len(sets)} sets against {len(pairs)} pairs, 20 planted",
    )


def alike(texts):
    folded = [text.casefold() for text in texts]
    return [
        pair
        for pair in itertools.combinations(folded, 2)
        if difflib.SequenceMatcher(None, *pair).ratio() >= 0.85
    ]
