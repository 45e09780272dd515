"""What must be right before the house opens: each trouble with its number, sentence and cure."""

from collections.abc import Iterable, Mapping
from typing import TextIO

from django.utils import translation

from maven.config import (
    life_checks,
    machine_checks,
    setting_checks,
    store_checks,
    variable_checks,
)
from maven.config.trouble import Check, Trouble

QUICK: tuple[Check, ...] = (
    *variable_checks.CHECKS,
    *setting_checks.CHECKS,
    *machine_checks.CHECKS,
    *store_checks.CHECKS,
    *life_checks.STARTING,
)
WHOLE: tuple[Check, ...] = (*QUICK, *life_checks.CHECKS)
LANGUAGES = ("en", "fr")


def quick(language: str = "en") -> list[Trouble]:
    """What is looked at each time the server starts."""
    return found(QUICK, language)


def whole(language: str = "en") -> list[Trouble]:
    return found(WHOLE, language)


def found(checks: Iterable[Check], language: str) -> list[Trouble]:
    with translation.override(language):
        return [trouble for check in checks for trouble in check()]


def language_of(environ: Mapping[str, str]) -> str:
    """The operator's language: said, or the one of her terminal."""
    for name in ("MAVEN_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "fr" if environ[name].lower().startswith("fr") else "en"
    return "en"


def report(troubles: Iterable[Trouble], *, out: TextIO, language: str = "en") -> bool:
    """Writes each trouble with its cure; whether one of them is an error."""
    levels = {"error": "erreur", "warning": "attention"} if language == "fr" else {}
    errors = False
    for trouble in troubles:
        errors = errors or trouble.level == "error"
        level = levels.get(trouble.level, trouble.level)
        out.write(f"{trouble.number} {level}: {trouble.sentence}\n       {trouble.cure}\n")
    out.flush()
    return errors
