"""A letter of ours: `<stem>_subject.txt` and `<stem>_body.txt`, in the language of whoever reads it."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from maven.ui.typography import typeset


def written(stem: str, words: dict[str, Any], *, language: str) -> tuple[str, str]:
    """The subject, on one line, and the body."""
    with translation.override(language):
        subject, body = (
            render_to_string(f"{stem}_{part}.txt", words).strip() for part in ("subject", "body")
        )
    if language == "fr":
        subject, body = typeset(subject), typeset(body)
    return " ".join(subject.splitlines()), body
