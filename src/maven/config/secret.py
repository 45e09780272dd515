"""The key that signs sessions and forms: given by the operator, or made once and kept."""

import os
import secrets
from pathlib import Path

LEAST = 40


def secret_key(given: str, var: Path) -> str:
    """The key given, or the one of this store, made at the first start and readable by us alone."""
    if given:
        return given
    kept = var / "secret-key"
    try:
        return first_word(kept)
    except FileNotFoundError:
        var.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(48)
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(made + "\n")
    except FileExistsError:  # another process was quicker
        return first_word(kept)
    return made


def first_word(kept: Path) -> str:
    """The newest key; an emptied file gives none, and `maven check` says so."""
    return next(iter(kept.read_text().split()), "")


def secret_keys_before(var: Path) -> list[str]:
    """The keys that this store had before its own: what they signed is still believed."""
    try:
        return (var / "secret-key").read_text().split()[1:]
    except OSError:
        return []


def new_key(var: Path, *, forget: bool) -> None:
    """Draws another key; those before are believed for a while, unless they got into wrong hands."""
    kept = var / "secret-key"
    before = [] if forget or not kept.exists() else kept.read_text().split()[:2]
    part = var / "secret-key.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write("\n".join([secrets.token_urlsafe(48), *before]) + "\n")
    part.replace(kept)
