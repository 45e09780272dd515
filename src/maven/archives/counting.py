"""How many agree with each idea, in all and by family of opinions; never fewer than ten people.

What is withheld cannot be found by subtraction: an idea's counts, by family and in all, are one table
of which everything shown is looked at together. Loaded by jobs and commands: it brings NumPy.
"""

from collections import Counter
from typing import Any

from maven.compass.models import Reading
from maven.voices.models import Consultation, Opinion, Statement

EVERYBODY, NO_FAMILY = "", "none"
CHOICES = (1, -1, 0)  # agree, disagree, pass

type Row = list[Any]


def counted(consultation: Consultation) -> dict[str, Any]:
    """The counts as they are kept: for each idea, rows of (group, agree, disagree, pass, answers)."""
    from maven.method.polls import K_EXPORT  # noqa: PLC0415 (brings NumPy: jobs and commands only)

    family_of = _families(consultation)
    letters = sorted(set(family_of.values()))
    answers: dict[int, Counter[tuple[str, int]]] = {
        number: Counter()
        for number in Statement.objects.of(consultation)
        .accepted()
        .in_order()
        .values_list("number", flat=True)
    }
    given = Opinion.objects.of(consultation).counted()
    for voice, number, choice in given.values_list(
        "participant_id", "statement__number", "choice"
    ).iterator(chunk_size=5000):
        if number in answers:
            answers[number][family_of.get(voice, NO_FAMILY), choice] += 1
    apart = any(group == NO_FAMILY for told in answers.values() for group, _ in told)
    groups = [*letters, *([NO_FAMILY] if apart else [])] if len(letters) > 1 else []
    return {
        "fewest": K_EXPORT,
        "groups": groups,
        "ideas": [[number, _rows(groups, told)] for number, told in answers.items()],
    }


def _families(consultation: Consultation) -> dict[int, str]:
    """The family of each voice, as the last landscape placed it."""
    reading = Reading.objects.latest_of(consultation)
    places = reading.result["places"] if reading else {}
    return {int(voice): place[2] for voice, place in places.items()}


def _rows(groups: list[str], told: Counter[tuple[str, int]]) -> list[Row]:
    """The whole first; then the families, where showing them hides nothing more of the whole."""
    from maven.method.polls import withheld  # noqa: PLC0415 (brings NumPy: jobs and commands only)

    every = [sum(n for (_, one), n in told.items() if one == choice) for choice in CHOICES]
    alone = withheld(every)
    whole = [EVERYBODY, *alone.cells[0], alone.total]
    nothing = [[group, None, None, None, None] for group in groups]
    if not groups:
        return [whole]
    shown = withheld([[told[group, choice] for choice in CHOICES] for group in groups])
    together = [EVERYBODY, *shown.columns, shown.total]
    if together.count(None) > whole.count(None):
        return [whole, *nothing]
    families = zip(groups, shown.cells, shown.rows, strict=True)
    return [together, *([group, *cells, people] for group, cells, people in families)]
