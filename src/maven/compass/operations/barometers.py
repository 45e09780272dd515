"""The barometer: opened, answered in two minutes, closed, and counted once for all."""

from collections.abc import Mapping
from datetime import date, datetime
from random import Random

from django.db import transaction
from django.utils.crypto import salted_hmac

from maven.compass.models import Barometer, BarometerAnswer, Question
from maven.journal.operations import record
from maven.missions.models import Membership, Mission
from maven.people.models import Person


class BarometerAlreadyOpen(Exception):
    """A barometer is open already: it is closed before another opens."""


class BarometerClosed(Exception):
    """The barometer is closed: answers no longer change."""


@transaction.atomic
def open_barometer(*, mission: Mission, closes_on: date, by: Person, at: datetime) -> Barometer:
    """The six questions are asked of everybody who takes part, until the end of a day."""
    mission = Mission.objects.select_for_update().get(pk=mission.pk)
    if Barometer.objects.of(mission).open().exists():
        raise BarometerAlreadyOpen
    barometer = Barometer.objects.create(
        mission=mission, closes_on=closes_on, opened_at=at, opened_by=by
    )
    record(
        "barometer.opened", barometer, chain=mission.chain, by=by, at=at, closes_on=str(closes_on)
    )
    return barometer


@transaction.atomic
def answer_barometer(
    *,
    barometer: Barometer,
    person: Person,
    answers: Mapping[str, int | None],
    by: None = None,
    at: datetime,
) -> BarometerAnswer:
    """One answer for each person, the last one given. The journal cannot say whose.

    answers : from 1 to 5 for each `Question`, or `UNSURE`; None, or absent, is left out.
    """
    barometer = _held_open(barometer)
    given, _made = BarometerAnswer.objects.update_or_create(
        barometer=barometer,
        person=person,
        defaults={name: answers.get(name) for name in Question.values},
    )
    record("barometer.answered", barometer, chain=barometer.mission.chain, by=None, at=at)
    return given


@transaction.atomic
def take_back_answer(
    *, barometer: Barometer, person: Person, by: None = None, at: datetime
) -> bool:
    """The answer is no longer there; False when there was none."""
    barometer = _held_open(barometer)
    gone, _each = BarometerAnswer.objects.of(barometer).by(person).delete()
    if gone:
        record("barometer.taken_back", barometer, chain=barometer.mission.chain, by=None, at=at)
    return bool(gone)


@transaction.atomic
def close_barometer(*, barometer: Barometer, by: Person | None, at: datetime) -> Barometer:
    """No answer changes from here on; a job counts them. Closed again, nothing changes."""
    barometer = Barometer.objects.select_for_update().get(pk=barometer.pk)
    if barometer.closed_at is None:
        barometer.closed_at = at
        barometer.save(update_fields=["closed_at"])
        record("barometer.closed", barometer, chain=barometer.mission.chain, by=by, at=at)
    return barometer


def count_barometer(*, barometer: Barometer, at: datetime) -> Barometer:
    """What the community answered, once; and how those who answered the one before have moved."""
    from maven.compass import polling  # noqa: PLC0415 (brings NumPy: jobs only, never pages)

    counted = Barometer.objects.of(barometer.mission).counted()
    if barometer.closed_at is None or barometer.counted_at is not None:
        return barometer
    before = counted.filter(opened_at__lt=barometer.opened_at).newest_first().first()
    result = polling.result_of(
        _answers(barometer),
        people=Membership.objects.of(barometer.mission).count(),
        before=_answers(before) if before else None,
        told=before.result if before else polling.NOTHING,
        lot=_lot(barometer),
    )
    with transaction.atomic():
        barometer.counted_at, barometer.result = at, result
        barometer.save(update_fields=["counted_at", "result"])
        answered = result["answered"]
        record(
            "barometer.counted",
            barometer,
            chain=barometer.mission.chain,
            by=None,
            at=at,
            answered=answered,
        )
    return barometer


def _held_open(barometer: Barometer) -> Barometer:
    held = Barometer.objects.select_for_update(of=("self",)).select_related("mission")
    barometer = held.get(pk=barometer.pk)
    if barometer.closed_at is not None:
        raise BarometerClosed
    return barometer


def _lot(barometer: Barometer) -> Random:
    """The same each time in this house, and known to nobody."""
    return Random(salted_hmac("barometer", str(barometer.pk), algorithm="sha256").digest())  # noqa: S311 (a draw, no key)


def _answers(barometer: Barometer) -> dict[int, dict[str, int | None]]:
    rows = BarometerAnswer.objects.of(barometer).values("person_id", *Question.values)
    return {row.pop("person_id"): row for row in rows}
