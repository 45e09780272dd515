"""What words is this made of, however it is written? (French first, English too)

Accents, ligatures, capitals, apostrophes, letters that cannot be seen make no difference; the
elided l', d', qu' fall; words are brought down to a stem, so that singular and plural, feminine and
masculine, the verb and its noun meet. The stems are ours: light, in the spirit of Savoy's, without
a dictionary.

References: Savoy 1999 (stemming of French); Porter 1980 (endings in steps).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from maven.method.text.common_words import COMMON

MOST_LETTERS = 5_000  # of a text: what comes after is not read
LONGEST_WORD = 40  # letters; the rest of a longer one falls
LEAST_ROOT = 4  # letters that an ending leaves at least

WORD = re.compile(r"[^\W_]+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
APOSTROPHES = "’‘‛ʼʹ′´`＇"
LIGATURES = {"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"}
UNSEEN = {"Mn", "Me", "Cf"}  # accents, enclosing marks, joiners and other marks of layout

# As they stand once accents have fallen: of nouns, of adjectives, of verbs.
NOUNS = """ation ations ateur atrice ateurs issement ement ment amment emment isation isateur ition iteur
itrice rice ance ence ion ite abilite ibilite"""
ADJECTIVES = """atif ative atoire ique isme iste able ible euse eux eu eur if ive al ale el elle ien ienne
ier iere ain aine ant ante ent"""
VERBS = "iser er ez ee e ir ait aient ons era erait ont eront iez ions"
ENDINGS = tuple(
    sorted(f"{NOUNS} {ADJECTIVES} {VERBS}".split(), key=lambda ending: (-len(ending), ending))
)


class _Letters(dict[int, int | str | None]):
    """What becomes of each letter; what is not listed is looked up once."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)) in UNSEEN else code
        self[code] = kept
        return kept


LETTERS = _Letters(
    {ord(mark): "'" for mark in APOSTROPHES} | {ord(one): two for one, two in LIGATURES.items()}
)


def normal(text: str) -> str:
    """The first 5,000 letters without accents, capitals, ligatures or marks that cannot be seen.

    >>> normal("L’Œuvre\\u200b à Évry")
    "l'oeuvre a evry"

    Cost: O(letters).
    """
    # Twice: capitals may decompose into accents (İ), which fall the second time.
    seen = unicodedata.normalize("NFKD", text[:MOST_LETTERS].translate(LETTERS)).casefold()
    return seen.translate(LETTERS)[:MOST_LETTERS]


def words_of(text: str) -> list[str]:
    """Words and numbers in the order of the text, each of 40 letters at most; "don't" is "do not".

    Addresses of pages are left out: two answers are not close for pointing to the same place.

    >>> words_of("Qu’est-ce que l'accès, aujourd'hui ? 👍")
    ['qu', 'est', 'ce', 'que', 'l', 'acces', 'aujourd', 'hui']
    """
    spoken = ADDRESS.sub(" ", normal(text)).replace("n't", " not")
    return [word[:LONGEST_WORD] for word in WORD.findall(spoken)]


def spellings(texts: Iterable[str]) -> dict[str, str]:
    """How each word is most often written, accents and all; among equals the first in order.

    >>> spellings(["L'accès", "un acces", "Accès"])["acces"]
    'accès'

    Cost: O(letters).
    """
    written = Counter(
        word
        for text in texts
        for word in WORD.findall(unicodedata.normalize("NFC", text[:MOST_LETTERS]).casefold())
    )
    best: dict[str, str] = {}
    for word in sorted(written, key=lambda word: (-written[word], word)):
        best.setdefault(normal(word), word)
    return best


def says_something(word: str) -> bool:
    """Whether a word is neither elided nor among the commonest of French and English.

    >>> [word for word in words_of("Il n'y a pas d'eau dans la ville 9") if says_something(word)]
    ['pas', 'eau', 'ville', '9']
    """
    return (len(word) > 1 or word.isdigit()) and word not in COMMON


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What words of one family have in common; the word is as `words_of` gives it.

    >>> [stem(word) for word in ("nationales", "national", "nation", "nationaux")]
    ['nation', 'nation', 'nation', 'nation']
    >>> [stem(word) for word in ("citoyenne", "citoyens", "jeux", "informer", "informations")]
    ['citoyen', 'citoyen', 'jeu', 'inform', 'inform']

    Cost: O(endings).
    """
    if not word.isalpha():
        return word
    word = _singular(word)
    # The second time more has to stay: "presse" and "presente" are no family.
    for least in (LEAST_ROOT, LEAST_ROOT + 1):
        word = _without_ending(word, least)
    if len(word) > LEAST_ROOT and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] if len(word) > LEAST_ROOT and word[-1] in "ei" else word


def _without_ending(word: str, least: int) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


def _singular(word: str) -> str:
    """Without the mark of the plural."""
    if len(word) > 4 and word.endswith("eaux"):
        return word[:-1]
    if len(word) > 4 and word.endswith("aux"):
        return f"{word[:-3]}al"
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and word[-2] != "s" else word


def pieces(word: str) -> list[str]:
    """Runs of 3 to 5 letters of a word and of its two borders.

    >>> pieces("eau")
    [' ea', 'eau', 'au ', ' eau', 'eau ', ' eau ']
    """
    framed = f" {word} "
    return [
        framed[first : first + size]
        for size in (3, 4, 5)
        for first in range(len(framed) - size + 1)
    ]
