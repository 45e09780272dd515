import time

import pytest
from django.http import HttpResponse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maven.ui.middleware import TypographyMiddleware
from maven.ui.typography import SET, SET_END, already_set, typeset, typeset_html

N, T = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("Ça va ?", f"Ça va{T}?"),
        ("Livré !", f"Livré{T}!"),
        ("un ; deux", f"un{T}; deux"),
        ("« oui »", f"«{T}oui{T}»"),
        ("«oui»", f"«{T}oui{T}»"),
        ("Durée : 3 jours", f"Durée{N}: 3{N}jours"),
        ("12 500 habitants", f"12{T}500 habitants"),
        ("1 234 567", f"1{T}234{T}567"),
        ("64 % et 30 €", f"64{N}% et 30{N}€"),
        ("le 16 avril", f"le 16{N}avril"),
        ("le 1er mai", f"le 1er{N}mai"),
        ("à 18 h 30", f"à 18{N}h{N}30"),
        ("l'été d'hier", "l’été d’hier"),
        ("l&#x27;été", "l’été"),
        ("Qu'y a-t-il ?", f"Qu’y a\u2011t\u2011il{T}?"),
        ("Que faisons-nous, et celui-ci", "Que faisons\u2011nous, et celui\u2011ci"),
    ],
)
def test_french_signs_get_their_spaces(plain, set_):
    assert typeset(plain) == set_


@pytest.mark.parametrize(
    "kept",
    [
        "04 91 12 34 56",
        "https://exemple.fr/l'été",
        "o'neil@exemple.fr",
        "a &amp; b",
        "10:30",
        "std::vector",
        "3 minutes",
        "2026",
    ],
)
def test_what_is_not_prose_stays(kept):
    assert typeset(kept) == kept


@pytest.mark.parametrize(
    "kept",
    [
        "<script>a ? b : c</script>",
        "<style>a { b : c }</style>",
        "<textarea>Quoi ?</textarea>",
        "<pre>Quoi ?</pre>",
        "<code>l'x ?</code>",
        '<input value="Quoi ?">',
        '<a title="a > b ?" href="/l\'x">x</a>',
        "<!-- quoi ? -->",
        '<span lang="en">Why ?</span>',
        '<div lang="en"><div>Why ?</div> Because !</div>',
        "<!doctype html>",
    ],
)
def test_what_is_between_angle_brackets_stays(kept):
    assert typeset_html(kept) == kept


def test_text_around_what_stays_is_set():
    page = '<p lang="fr">Oui !</p><code>a ?</code><p>Non ?</p>'
    assert typeset_html(page) == f'<p lang="fr">Oui{T}!</p><code>a ?</code><p>Non{T}?</p>'


def test_a_sign_after_an_element_is_held_too():
    assert typeset_html("<b>Lui</b> ?") == f"<b>Lui</b>{T}?"


WORDS = st.text(alphabet=f"ab é'«»;:!?%0123 <>/&\"=-\n{N}{T}", max_size=60)


@given(WORDS)
def test_doing_it_twice_changes_nothing_more(words):
    once = typeset(words)
    assert typeset(once) == once


@given(WORDS)
def test_no_letter_is_lost(words):
    def letters(text):
        return "".join(text.split()).replace("'", "’").replace(N, "").replace(T, "")

    assert letters(typeset_html(words)) == letters(words)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<code>", "</code>", "a ?", "<br>", '<i lang="en">', "</i>"]
        )
    )
)
def test_a_page_set_twice_is_the_same_page(parts):
    once = typeset_html("".join(parts))
    assert typeset_html(once) == once


@pytest.mark.parametrize(
    "evil",
    [
        " " * 100_000,
        "<" * 100_000,
        '<a "' * 30_000,
        "«" * 100_000,
        "1 000 " * 20_000,
        "'" * 100_000,
        '<i lang="en">' * 10_000,
        "<pre>" * 20_000,
        "<!--" * 20_000,
    ],
)
def test_no_page_takes_long(evil):
    start = time.perf_counter()
    typeset_html(evil)
    assert time.perf_counter() - start < 2


def answer(language, content="<p>Quoi ?</p>", kind="text/html; charset=utf-8"):
    with translation.override(language):
        return TypographyMiddleware(lambda _request: HttpResponse(content, content_type=kind))(None)


def test_a_french_page_is_set_on_its_way_out():
    assert answer("fr").content.decode() == f"<p>Quoi{T}?</p>"


def test_an_english_page_and_a_table_of_data_are_left_alone():
    assert answer("en").content == b"<p>Quoi ?</p>"
    assert answer("fr", "Quoi ?", "text/csv").content == b"Quoi ?"


def test_what_was_set_before_it_was_kept_is_not_set_again():
    part = already_set("<p>Oui !</p>")
    page = f"<h1>Non !</h1>\n{part}<p>Si !</p>"

    assert "Oui\u202f!" in part
    assert typeset_html(page) == f"<h1>Non\u202f!</h1>\n{part}<p>Si\u202f!</p>"


def test_what_was_set_is_not_even_looked_at():
    kept = f"{SET}<p>Oui !</p>{SET_END}"

    assert typeset_html(f"<main>\n{kept}</main>") == f"<main>\n{kept}</main>"
