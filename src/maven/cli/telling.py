"""Saying the troubles of a file: each on its line, by file, line and column, as editors read them."""

from collections.abc import Sequence

from django.utils import translation

from maven.intake.troubles import Trouble

SHOWN = 50


def told(troubles: Sequence[Trouble]) -> str:
    """For stderr. The words need Django to be ready; commands speak English."""
    with translation.override("en"):
        lines = [line_of(trouble) for trouble in troubles[:SHOWN]]
    if len(troubles) > SHOWN:
        lines.append(f"… and {len(troubles) - SHOWN} more.")
    return "\n".join(lines)


def line_of(trouble: Trouble) -> str:
    place = [f"{trouble.file} ({trouble.sheet})" if trouble.sheet else trouble.file]
    if trouble.line:
        place.append(str(trouble.line))
    if trouble.column:
        place.append(f"column {trouble.column}")
    excerpt = f" [{trouble.excerpt}]" if trouble.excerpt else ""
    return f"{':'.join(place)}: {trouble.message}{excerpt}"
