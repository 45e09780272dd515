"""The words of an idea, made clean: one line, composed letters, nothing invisible."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from maven.people.folding import words_of

LONGEST = 280
SHORTEST = 3
# Joiners make emoji and several scripts; every other invisible format character is refused.
JOINERS = {"\u200c", "\u200d"}
STACKED = re.compile(r"[\u0300-\u036f]{4,}")


class WordsRefused(Exception):
    """The words cannot be shown as they are; the sentence says why."""


def cleaned(text: str, *, longest: int = LONGEST) -> str:
    """The same words, composed (NFC) and on one line; raises where a reader would be deceived."""
    composed = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    line = " ".join(composed.split())
    hidden = first_hidden(line)
    if hidden:
        name = unicodedata.name(hidden, f"U+{ord(hidden):04X}")
        raise WordsRefused(
            _("An invisible character is in the words: %(name)s. Type them again.") % {"name": name}
        )
    if STACKED.search(unicodedata.normalize("NFD", line)):
        raise WordsRefused(_("Too many accents are stacked on one letter."))
    if len(line) < SHORTEST:
        raise WordsRefused(_("Write the idea in one sentence."))
    if len(line) > longest:
        over = len(line) - longest
        raise WordsRefused(
            ngettext_lazy(
                "One character too many: say it in one short sentence.",
                "%(over)d characters too many: say it in one short sentence.",
                over,
            )
            % {"over": over}
        )
    return line


def first_hidden(text: str) -> str:
    """The first control, direction or unassigned character, or nothing."""
    for letter in text:
        if letter in JOINERS:
            continue
        if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
            return letter
    return ""


def same_idea(one: str, other: str) -> bool:
    """Whether two ideas are said in the same words, capitals and final stop aside."""
    return core_of(one) == core_of(other)


def core_of(words: str) -> str:
    """What is left of the words once capitals, spaces and the final stop are aside."""
    return unicodedata.normalize("NFC", " ".join(words.split())).casefold().rstrip(" .!?…")


# What turns an idea into its contrary although all its other words are the same.
DENIALS = frozenset(
    [
        "pas",
        "non",
        "ni",
        "sans",
        "jamais",
        "aucun",
        "aucune",
        "rien",
        "plus",
        "moins",
        "contre",
        "no",
        "not",
        "never",
        "none",
        "without",
        "less",
        "against",
    ]
)
COPIED = 0.8  # share of the words of two ideas that stand in both
LEAST_WORDS = 5


def core_words(words: str) -> frozenset[str]:
    return frozenset(words_of(words))


def near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words of two ideas are nearly the same, as in copies of one model.

    >>> said = core_words("Ouvrir la médiathèque le dimanche matin")
    >>> near(said, core_words("ouvrir la MÉDIATHÈQUE dimanche matin"))
    True
    >>> near(said, core_words("Ne pas ouvrir la médiathèque le dimanche matin"))
    False
    """
    if min(len(one), len(other)) < LEAST_WORDS or _sense(one) != _sense(other):
        return False
    return len(one & other) >= COPIED * len(one | other)


def _sense(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word in DENIALS or not word.isalpha())
