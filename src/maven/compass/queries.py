"""What the compass asks of the other rooms, in one query each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from maven.compass.models import DueReading, Reading
from maven.missions.models import Mission
from maven.voices.models import Consultation, Opinion, Participant, Statement
from maven.voices.queries import ANSWERS_BEFORE_RESULTS


def opinion_triples(consultation: Consultation) -> Iterator[tuple[int, int, int]]:
    """(participant, number of the statement, choice) for each opinion on an accepted statement."""
    return (
        Opinion.objects.of(consultation)
        .counted()
        .order_by("participant_id", "statement__number")
        .values_list("participant_id", "statement__number", "choice")
        .iterator(chunk_size=5000)
    )


def accepted_numbers(consultation: Consultation) -> list[int]:
    accepted = Statement.objects.of(consultation).accepted().in_order()
    return list(accepted.values_list("number", flat=True))


def statements_by_number(
    consultation: Consultation, numbers: Iterable[int]
) -> dict[int, Statement]:
    """The accepted statements of these numbers: what was refused since the reading is not shown."""
    accepted = Statement.objects.of(consultation).accepted()
    return {one.number: one for one in accepted.filter(number__in=set(numbers)).in_order()}


def answers_left(consultation: Consultation, participant: Participant | None) -> int:
    """How many answers the results still wait for: five, or all where there are fewer ideas."""
    total = Statement.objects.of(consultation).accepted().count()
    given = 0
    if participant is not None:
        opinions = Opinion.objects.by(participant)
        given = opinions.readable().count()
    return max(0, min(ANSWERS_BEFORE_RESULTS, total) - given)


def people_who_answered(consultation: Consultation) -> int:
    counted = Opinion.objects.of(consultation).counted()
    return counted.values("participant").distinct().count()


def reading_is_due(consultation: Consultation) -> bool:
    return DueReading.objects.filter(consultation=consultation).exists()


LOOKED_AT = 200  # the last readings; a landscape is drawn again at most a few times a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The alignment that a reading found, without the rest of it; `index` is None below 20 answers."""

    consultation_pk: int
    taken_at: datetime
    index: float | None
    low: float | None
    high: float | None
    people: int
    missing: dict[str, Any] | None


def convergence_at(mission: Mission, at: datetime) -> Measured | None:
    """The alignment as last read before an instant."""
    return convergences_at(mission, [at])[0]


def convergences_at(mission: Mission, instants: Sequence[datetime]) -> list[Measured | None]:
    """The alignment as last read before each instant, in one query.

    A mission may hold several consultations: the last one read speaks, one with a number before one
    without, one still open at the time before one that was closed.
    """
    rows: list[Any] = list(
        Reading.objects.of(mission)
        .landscapes()
        .filter(taken_at__lte=max(instants))
        .order_by("-taken_at", "-pk")
        .values(
            "consultation_id",
            "taken_at",
            alignment=F("result__alignment"),
            missing=F("result__missing"),
            closed_at=F("consultation__closed_at"),
        )[:LOOKED_AT]
    )
    return [_measured_at(rows, at) for at in instants]


def _measured_at(every: list[Any], at: datetime) -> Measured | None:
    rows = [row for row in every if row["taken_at"] <= at]
    if not rows:
        return None

    def rank(row: dict[str, Any]) -> tuple[bool, bool]:
        is_open = row["closed_at"] is None or row["closed_at"] > at
        return row["alignment"]["index"] is None, not is_open

    best = min(rows, key=rank)
    return Measured(
        consultation_pk=best["consultation_id"],
        taken_at=best["taken_at"],
        index=best["alignment"]["index"],
        low=best["alignment"]["low"],
        high=best["alignment"]["high"],
        people=best["alignment"]["people"],
        missing=best["missing"],
    )
