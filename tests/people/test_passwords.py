"""A password is refused for being easy to guess, never for lacking a capital or a sign."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maven.people.passwords import WORDS, cheapest, common_words, weakness_of

NEAR = (
    "Karim Membre",
    "karim.membre@example.org",
    "Le numérique en commun",
    "Provence-Alpes-Côte d'Azur",
)


@pytest.mark.parametrize(
    "password",
    [
        "motdepasse123",
        "M0tDeP@sse2024!",
        "Marseille2024!",
        "marseillemarseille",
        "azertyuiopqsdfgh",
        "123456789012",
        "abcdefghijklm",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "jetaimejetaime",
        "soleil-soleil-1",
        "Janvier2026!!",
        "decembre1999decembre",
        "SaintÉtienne42",
        "qwertyuiop[]",
        "password password",
        "karim.membre.2026",
        "numeriqueencommun!",
        "Numerique3nC0mmun",
        "provence-alpes-azur",
        "KARIMMEMBREKARIM",
        "bonjourbonsoir1",
        "0987654321098765",
    ],
)
def test_what_is_tried_first_is_refused(password):
    assert weakness_of(password, near=NEAR).kind == "guessed"


@pytest.mark.parametrize(
    "password",
    [
        "cheval-agrafe-violon-nuage",
        "il pleut rarement sur les tuiles",
        "kq7vzmw2hfxt",
        "tfrghbzqwvnlmdk",
        "Ma grand-mère joue du trombone",
        "éàüöñçßåøłđžšč",
        "密码学是一门有趣的学科吧对的",
        "x" * 3 + "🌊🌋🏔️🦀🧭🎻🪴🚲🧵",
    ],
)
def test_what_nobody_would_try_is_taken_whatever_it_is_made_of(password):
    assert weakness_of(password, near=NEAR) is None


def test_twelve_characters_at_least_and_no_more_than_128():
    assert weakness_of("kq7vzmw2hfx").kind == "short"
    assert weakness_of("kq7vzmw2hfxt" * 11).kind == "long"
    assert weakness_of("kq7vzmw2hfxt" + "q8ywmzrkbd" * 11) is None


def test_the_parts_are_named():
    assert weakness_of("Marseille2024!").parts == ("marseille", "2024")


def test_the_words_around_a_person_cost_next_to_nothing():
    alone, _ = cheapest("zoltankovacsberlioz")
    known, _ = cheapest("zoltankovacsberlioz", near=["Zoltan Kovacs", "Berlioz"])
    assert known < 15 < alone


@given(st.text(max_size=140))
def test_whatever_is_typed_gets_an_answer(password):
    weakness_of(password, near=NEAR)


def test_the_longest_is_answered_at_once():
    import time

    common_words()
    began = time.perf_counter()
    for text in ("a" * 128, "ab" * 64, "marseille" * 14, "azerty" * 21, "1234" * 32):
        weakness_of(text)
    assert time.perf_counter() - began < 1


def test_the_list_is_large_and_says_where_it_comes_from():
    assert len(common_words()) > 80_000
    head = gzip.decompress(WORDS.read_bytes()).decode()[:600]
    assert "MIT" in head
    assert "ODC-BY" in head
    assert {
        "motdepasse",
        "azerty123",
        "soleil",
        "septembre",
        "grenoble",
        "camille",
    } <= common_words()
