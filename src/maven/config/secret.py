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
        return kept.read_text().strip()
    except FileNotFoundError:
        var.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(48)
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(made + "\n")
    except FileExistsError:  # another process was quicker
        return kept.read_text().strip()
    return made
