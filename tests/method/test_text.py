"""Close answers and near-duplicates: whatever is typed, with a reason, never a position."""

import csv
import gzip
import itertools
import time
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method import text
from maven.method.text import (
    NoSuchNumber,
    NotText,
    NotVectors,
    close_answers,
    close_to,
    near_duplicates,
    nearest,
    read,
    suggested_merges,
)
from maven.method.text.copies import copies
from maven.method.text.words import LONGEST_WORD, MOST_LETTERS, normal, spellings, stem, words_of
from tests.method.conftest import DATA, needs_data

near_module = __import__("maven.method.text.nearest", fromlist=["EXACT"])

FAMILIES = [
    "accessible accessibles accessibilité",
    "citoyen citoyenne citoyens citoyennes",
    "cheval chevaux",
    "château châteaux",
    "participer participation participations participatif participative participants",
    "directeur directrice directeurs",
    "général générale généraux généralement",
    "publique publiques",
    "financer financement financements",
    "heureux heureuse heureuses",
    "technique techniques",
]

TEXTS = {
    "a": "Des pistes cyclables sûres vers l'école",
    "b": "Une piste cyclable vers les écoles",
    "c": "Plus de marchés de producteurs",
    "d": "Un marché couvert de producteurs locaux",
    "e": "Le numérique pour les aînés",
}


def arguments():
    with gzip.open(DATA / "republique-numerique-2015" / "arguments.csv.gz", "rt") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def republic():
    rows = arguments()
    corpus = read({int(row["argument_id"]): row["body"] for row in rows})
    return corpus, {int(row["argument_id"]): row["opinion_id"] for row in rows}


# Words


@pytest.mark.parametrize(
    "written",
    [
        "L’ŒUVRE À ÉVRY",
        "l'œuvre à évry",
        "L'œuvre a\u0300 E\u0301vry",
        "l\u2018\u200bœu\u00advre à évry",
    ],
)
def test_one_text_in_several_writings_is_one(written):
    assert normal(written) == "l'oeuvre a evry"


def test_a_capital_that_becomes_two_letters_loses_its_accent():
    assert normal("İstanbul Straße ﬁn") == "istanbul strasse fin"


@pytest.mark.parametrize("family", FAMILIES)
def test_words_of_one_family_have_one_stem(family):
    assert len({stem(words_of(word)[0]) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "strangers", ["ville vie", "presse presente", "loi lait", "or os", "pain pin"]
)
def test_words_of_two_families_have_two(strangers):
    assert len({stem(word) for word in strangers.split()}) == 2


def test_numbers_and_codes_are_their_own_stems():
    assert [stem(word) for word in words_of("2014 5g l533")] == ["2014", "5g", "l533"]


def test_addresses_are_no_words():
    assert words_of("voir https://a.fr/des-velos?x=1 et www.velo.fr, merci") == [
        "voir",
        "et",
        "merci",
    ]


def test_words_are_shown_as_they_are_most_often_written():
    assert spellings(["École", "école", "ecole", "où", "ou"]) == {"ecole": "école", "ou": "ou"}


# Close answers


def test_the_closest_come_first_with_their_reason():
    found = close_answers(read(TEXTS))

    best = {one.of: one for one in reversed(found)}
    assert (best["a"].to, best["c"].to) == ("b", "d")
    assert best["a"].shared == ("cyclable", "école", "piste")
    assert best["c"].shared == ("marché", "producteurs")
    assert "e" not in best


def test_a_text_that_is_being_written_meets_those_of_the_corpus():
    corpus = read(TEXTS)

    found = close_to(corpus, "Producteurs : un MARCHÉ svp")

    assert [one.to for one in found] == ["c", "d"]
    assert found[0].of is None
    assert close_to(corpus, "👍") == close_to(corpus, "xyzzy") == close_to(read({}), "marché") == ()


def test_a_text_of_the_corpus_is_at_1_from_itself_and_as_far_from_others_as_they_from_it():
    corpus = read(TEXTS)
    among = {(one.of, one.to): one.similarity for one in close_answers(corpus, least=0)}

    for key, words in TEXTS.items():
        found = {one.to: one.similarity for one in close_to(corpus, words, least=0)}
        assert found.pop(key) == 1
        assert found == {other: pytest.approx(among[key, other]) for other in found}


def test_answers_the_same_but_for_their_writing_stand_under_the_first():
    found = close_answers(read({3: "Un vélo!", 1: "un velo", 2: "Un vélo bleu"}))

    assert {(one.of, one.to) for one in found} == {(1, 2), (2, 1)}


@pytest.mark.parametrize(
    "asked", [{"most": 0}, {"least": -0.1}, {"least": 1.1}, {"least": float("nan")}]
)
def test_numbers_that_mean_nothing_are_refused(asked):
    corpus = read(TEXTS)
    with pytest.raises(NoSuchNumber):
        close_answers(corpus, **asked)
    with pytest.raises(NoSuchNumber):
        close_to(corpus, "un marché", **asked)


def test_similarities_that_mean_nothing_are_refused():
    corpus = read(TEXTS)
    with pytest.raises(NoSuchNumber):
        near_duplicates(corpus, least=float("nan"))
    with pytest.raises(NoSuchNumber):
        suggested_merges(corpus, least=0)


def test_what_is_not_text_is_refused():
    with pytest.raises(NotText):
        read({1: None})


# Whatever is typed

ODD = [
    "",
    " \n\t",
    "👍🏽",
    "…",
    "\u200b\u200d",
    "a",
    "oui",
    "de la",
    "\ud800",
    "שלום עולם",
    "مرحبا بالعالم",
    "數位共和國",
]


def test_odd_texts_are_read_and_the_silent_ones_set_aside():
    corpus = read(dict(enumerate(ODD)))

    assert corpus.keys == tuple(range(len(ODD)))
    silent = [key for key, row in zip(corpus.keys, corpus.text_of, strict=True) if row < 0]
    assert silent == [0, 1, 2, 3, 4, 8]
    assert close_to(read({1: "שלום עולם"}), "\u202bשלום\u202c")[0].to == 1
    assert close_to(read({1: "數位共和國", 2: "x"}), "共和國")[0].to == 1


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.integers(0, 9), st.text(max_size=30), max_size=7), st.randoms())
def test_any_texts_give_finite_similarities_that_depend_on_no_order(texts, chance):
    before = dict(texts)
    turned = list(texts.items())
    chance.shuffle(turned)
    corpus, again = read(texts), read(dict(turned))

    found = close_answers(corpus, least=0)

    assert texts == before
    assert found == close_answers(again, least=0)
    assert near_duplicates(corpus) == near_duplicates(again)
    assert suggested_merges(corpus) == suggested_merges(again)
    assert all(0 < one.similarity <= 1 for one in found)
    value = {(one.of, one.to): one.similarity for one in found}
    assert all(value.get((b, a), value[a, b]) == value[a, b] for a, b in value)


def test_a_hostile_text_costs_no_more_than_what_is_read_of_it():
    started = time.process_time()
    corpus = read({1: "é" * 1_000_000, 2: "a " * 500_000, 3: "ﷺ" * 200_000, 4: "e\u0301" * 500_000})

    assert time.process_time() - started < 2
    assert len(words_of("x" * 99)[0]) == LONGEST_WORD
    assert corpus.weights.nnz < 200
    assert all(np.isfinite(corpus.weights.data))


def test_texts_that_differ_after_what_is_read_are_not_the_same():
    start = "mot " * (MOST_LETTERS // 4)

    assert len(read({1: start + "oui", 2: start + "non"})) == 2


# Many


def crowd(count, seed=1):
    chance = np.random.default_rng(seed)
    words = ["".join(chance.choice(list("aeioulmnrst"), 6)) for _ in range(150)]
    model = [words[index] for index in chance.integers(0, 150, 30)]
    texts = [" ".join(words[index] for index in chance.integers(0, 150, 12)) for _ in range(count)]
    for copy in range(count // 4):
        texts[copy] = " ".join([*model, words[copy % 150]])
    return dict(enumerate(texts))


@pytest.mark.parametrize("embedded", [False, True])
def test_candidates_find_what_comparing_every_pair_finds(monkeypatch, embedded):
    def vectors(texts):
        return [[len(one), one.count("a") - 3, one.count("e") - 3] for one in texts]

    corpus = read(crowd(160), embeddings=vectors if embedded else None)
    exact = nearest(corpus, 10)
    monkeypatch.setattr(near_module, "EXACT", 10)
    monkeypatch.setattr(near_module, "CANDIDATES", 60)
    monkeypatch.setattr(near_module, "RARE_RUN", 0.05)
    index, value = nearest(corpus, 10)

    found = [
        len(set(a) & set(b)) / 10 for a, b in zip(exact[0].tolist(), index.tolist(), strict=True)
    ]
    assert np.mean(found) > 0.9
    assert (value <= exact[1] + 1e-8).all()
    every = {
        (r, o): v
        for r, (os, vs) in enumerate(zip(*nearest_of_all(corpus), strict=True))
        for o, v in zip(os, vs, strict=True)
    }
    for row, (others, values) in enumerate(zip(index.tolist(), value.tolist(), strict=True)):
        for other, similarity in zip(others, values, strict=True):
            assert similarity == pytest.approx(every[row, other], abs=1e-8)


def nearest_of_all(corpus):
    near_module.EXACT, kept = 10**9, near_module.EXACT
    index, value = nearest(corpus, len(corpus))
    near_module.EXACT = kept
    return index.tolist(), value.tolist()


def test_texts_with_something_rare_need_no_drawing(monkeypatch):
    monkeypatch.setattr(near_module, "EXACT", 2)
    corpus = read(
        {n: f"{word}{word} {word}" for n, word in enumerate(["velo", "parc", "pont", "quai"])}
    )
    monkeypatch.setattr(near_module, "RARE_RUN", 1.0)
    monkeypatch.setattr(near_module, "RARE_STEM", 1.0)

    index, _ = nearest(corpus)

    assert index.shape == (4, 3)


def test_nobody_and_one_text_have_no_neighbours():
    assert nearest(read({}))[0].shape == (0, 0)
    assert nearest(read({1: "un vélo"}))[0].shape == (1, 0)
    assert near_duplicates(read({})) == suggested_merges(read({})) == ()


# Near-duplicates


def test_the_same_words_in_another_writing_are_duplicates():
    found = near_duplicates(
        read({1: "Créer un PARC.", 2: "un autre", 3: "créer\u00a0un parc", 4: "🌳"})
    )

    assert [(one.keys, one.exact, one.similarity) for one in found] == [((1, 3), True, 1.0)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C'est déjà le cas.", "Ce n'est pas déjà le cas ?"),
        (
            "Limiter la vitesse à 30 km/h dans toute la ville",
            "Limiter la vitesse à 50 km/h dans toute la ville",
        ),
        ("We do want the new bridge over the river", "We don't want the new bridge over the river"),
        (
            "Je suis avec la mairie sur ce projet de pont",
            "Je suis contre la mairie sur ce projet de pont",
        ),
    ],
)
def test_a_denial_or_another_number_is_no_duplicate(one, other):
    assert near_duplicates(read({1: one, 2: other}), least=0.1) == ()


def test_copies_of_one_model_are_found_however_many_they_are():
    texts = crowd(160)

    found = near_duplicates(read(texts))

    assert found[0].keys == tuple(range(40))
    assert not found[0].exact
    assert found[0].similarity >= 0.8


def test_what_is_linked_through_others_is_together_at_the_weakest_link():
    texts = {
        1: "bonne idée pour la ville",
        2: "très bonne idée pour la ville",
        3: "très bonne idée pour la ville entière",
    }
    corpus = read(texts)
    value = {(one.of, one.to): one.similarity for one in close_answers(corpus, least=0)}
    links = sorted([value[1, 2], value[2, 3]])

    found = near_duplicates(corpus, least=links[0])

    assert value[1, 3] < links[0]
    assert found[0].keys == (1, 2, 3)
    assert found[0].similarity <= links[0]


def test_short_texts_are_no_copies():
    assert copies(read({1: "un deux trois", 2: "un deux quatre"})) == {}


# Suggestions


def test_suggestions_are_what_joining_by_hand_gives():
    corpus = read(crowd(40, seed=2))
    near = nearest(corpus, 39)
    table = np.zeros((len(corpus), len(corpus)))
    for row in range(len(corpus)):
        table[row, near[0][row]] = near[1][row]
    groups = [{row} for row in range(len(corpus))]
    while True:
        means = {
            (a, b): table[np.ix_(sorted(groups[a]), sorted(groups[b]))].mean()
            for a, b in itertools.combinations(range(len(groups)), 2)
        }
        pair = max(means, key=means.get)
        if means[pair] < 0.25:
            break
        groups[pair[0]] |= groups.pop(pair[1])

    found = suggested_merges(corpus, near=near)

    first = text.closeness.first_keys(corpus)
    assert sorted(one.keys for one in found) == sorted(
        tuple(sorted(first[row] for row in group)) for group in groups if len(group) > 1
    )


def test_a_suggestion_says_what_its_answers_share():
    found = suggested_merges(read(TEXTS), least=0.15)

    assert [(one.keys, one.shared) for one in found] == [
        (("a", "b"), ("cyclable", "école", "piste")),
        (("c", "d"), ("marché", "producteurs")),
    ]
    assert all(0.15 <= one.similarity <= 1 for one in found)


# Embeddings


def test_vectors_of_the_caller_count_for_half():
    meaning = {"vélo": [1e200, 0], "bicyclette": [1e200, 1e199], "marché": [0, 0], "parc": [-3, 0]}
    seen = []

    def embeddings(texts):
        seen.append(list(texts))
        return [meaning[one] for one in texts]

    corpus = read(dict(enumerate(["vélo", "bicyclette", "marché"])), embeddings=embeddings)
    found = close_answers(corpus)
    asked = close_to(corpus, "parc")

    assert seen == [["vélo", "bicyclette", "marché"], ["parc"]]
    assert {(one.of, one.to, one.shared) for one in found} == {(0, 1, ()), (1, 0, ())}
    assert found[0].similarity == pytest.approx(0.5 / np.sqrt(1.01), abs=0.05)
    assert asked == ()


@pytest.mark.parametrize(
    "vectors", [[[1.0]], [1.0, 2.0], [[np.nan], [1.0]], [[np.inf], [1.0]], np.zeros((2, 2, 2))]
)
def test_vectors_that_are_none_are_refused(vectors):
    with pytest.raises(NotVectors):
        read({1: "un vélo", 2: "un parc"}, embeddings=lambda texts: vectors)


# The published consultation


@needs_data
def test_the_closest_argument_is_more_often_about_the_same_opinion_than_chance_or_plain_words(
    republic,
):
    corpus, opinion_of = republic
    first = text.closeness.first_keys(corpus)
    index, _ = nearest(corpus, 1)
    counts = Counter(opinion_of.values())
    kept = [row for row, key in enumerate(first) if counts[opinion_of[key]] > 1]

    same = np.mean([opinion_of[first[row]] == opinion_of[first[index[row, 0]]] for row in kept])

    assert same > 0.34  # TF-IDF on words: 0.306; by chance: 0.008


@needs_data
def test_near_duplicates_of_the_consultation_are_found(republic):
    corpus, _ = republic

    found = near_duplicates(
        corpus, near=(np.zeros((len(corpus), 0), int), np.zeros((len(corpus), 0)))
    )

    assert sum(one.exact for one in found) >= 60
    assert sum(not one.exact for one in found) >= 5
