import pytest
from django.db.models import Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maven.people.folding import Folded, folded, words_of
from maven.people.models import Organisation


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Lycée d’Œuvres", "lycee d'oeuvres"),
        ("ÉCOLE E\u0301te\u0301", "ecole ete"),
        ("Straße STRAẞE", "strasse strasse"),
        ("Łódź Ørsted Đorđe", "lodz orsted dorde"),
        ("a\u00a0b\u202fc", "a b c"),
        ("", ""),
        (None, None),
    ],
)
def test_words_are_looked_for_without_capitals_or_accents(text, plain):
    assert folded(text) == plain


def test_each_word_is_looked_for_on_its_own():
    assert words_of("  Aix-Marseille, l’Université_%  ") == ["aix", "marseille", "l", "universite"]
    assert words_of("%_'\"\x00") == []


# What the store keeps cannot hold a NUL; capitals beyond these letters differ with its version.
LETTERS = st.characters(min_codepoint=0x20, max_codepoint=0x36F, exclude_characters="\u0130")


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(LETTERS, max_size=40))
def test_the_store_folds_as_python_does(text):
    Organisation.objects.all().delete()
    Organisation.objects.create(name=text, sector="")
    assert Organisation.objects.values_list(Folded("name"), flat=True).get() == folded(text)


@pytest.mark.django_db
def test_a_text_that_is_nothing_folds_to_nothing():
    Organisation.objects.create(name="x", sector="")
    assert Organisation.objects.annotate(f=Folded(Value(None))).get().f is None
