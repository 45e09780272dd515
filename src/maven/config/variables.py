"""The variables of the environment that mean something here, and those that were meant to."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

# Read elsewhere than in the settings.
ALSO = frozenset(
    {"MAVEN_WATCHED_BY", "MAVEN_TRUSTED_PROXIES", "MAVEN_LANGUAGE", "MAVEN_APPROVE", "MAVEN_OIDC"}
)
OF_PROVIDERS = "MAVEN_OIDC_"  # one set of names for each: a check of its own
YES_OR_NO = ("MAVEN_DEBUG", "MAVEN_DEMO", "MAVEN_GALLERY", "MAVEN_HTTPS", "MAVEN_REDIRECT_TO_HTTPS")
WORDS = frozenset({"1", "0", "true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "ok"})


def known() -> frozenset[str]:
    """Every name that the settings look for, read in them: none can be forgotten here."""
    source = Path(__file__).with_name("settings.py").read_text()
    return ALSO | frozenset(re.findall(r"\"(MAVEN_[A-Z_]+)\"", source))


def unknown(environ: Mapping[str, str]) -> dict[str, str]:
    """Names of ours that nothing reads, each with the nearest one that something does."""
    names = known()
    strangers = [
        name
        for name in environ
        if name.startswith("MAVEN_") and name not in names and not name.startswith(OF_PROVIDERS)
    ]
    return {
        name: next(iter(get_close_matches(name, sorted(names), n=1, cutoff=0.72)), "")
        for name in sorted(strangers)
    }


def neither_yes_nor_no(environ: Mapping[str, str]) -> list[str]:
    """Switches with a word that would silently be taken for no."""
    return [
        name for name in YES_OR_NO if name in environ and environ[name].strip().lower() not in WORDS
    ]
