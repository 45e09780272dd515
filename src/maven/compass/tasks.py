"""The jobs of the compass: everything that needs the arithmetic of the method."""

from contextlib import suppress
from datetime import datetime

from django.tasks import task
from django.utils import timezone

from maven.causes.operations import suggest_candidates
from maven.compass.candidates import candidates_of
from maven.compass.models import Barometer, DueReading, Reading
from maven.compass.operations import (
    NoLandscapeYet,
    ask_reading,
    close_barometer,
    count_barometer,
    look_at_accounts,
    suggest_activities,
    take_landscape,
    take_learning,
    take_state,
)
from maven.compass.steps import next_step
from maven.compass.suggestions import usual_days
from maven.missions.models import Mission
from maven.people.models import Person
from maven.voices.models import Consultation


@task
def read_landscape(consultation_pk: int) -> None:
    """Draws a landscape again, by steps. Opinions that come from here on ask for another."""
    DueReading.objects.filter(consultation_id=consultation_pk).delete()
    consultation = Consultation.objects.select_related("mission").filter(pk=consultation_pk).first()
    if consultation is None:
        return
    shown = Reading.objects.latest_of(consultation)
    step = next_step(consultation, shown, on=timezone.localdate())
    if step is not None:
        take_landscape(consultation=consultation, step=step, at=timezone.now())


def count_all_where_time_is_over(*, at: datetime) -> int:
    """Consultations whose last day passed: nothing happens that day, and yet everything counts."""
    asked = 0
    for consultation in Consultation.objects.over_lately(timezone.localdate(at)):
        shown = Reading.objects.latest_of(consultation)
        waits = shown is not None and shown.result.get("upto") is not None
        if waits and ask_reading(consultation_pk=consultation.pk, at=at):
            read_landscape.enqueue(consultation.pk)
            asked += 1
    return asked


@task
def count_answers(barometer_pk: int) -> None:
    """Counts a closed barometer, once."""
    found = Barometer.objects.select_related("mission").filter(pk=barometer_pk).first()
    if found is not None:
        count_barometer(barometer=found, at=timezone.now())


def close_barometers_that_are_over(*, at: datetime) -> int:
    """Those whose last day is past: closed by nobody, and counted."""
    over = list(Barometer.objects.over(timezone.localdate(at)))
    for barometer in over:
        close_barometer(barometer=barometer, by=None, at=at)
    return len(over)


@task
def keep_state(mission_pk: int, at: str) -> None:
    """Keeps the four dimensions as they were at an instant, told in ISO 8601."""
    mission = Mission.objects.filter(pk=mission_pk).first()
    if mission is not None:
        take_state(mission=mission, at=datetime.fromisoformat(at))


@task
def learn(mission_pk: int) -> None:
    """Corrects the marks of the toolbox by what the closed sprints have shown."""
    mission = Mission.objects.filter(pk=mission_pk).first()
    if mission is not None:
        take_learning(mission=mission, at=timezone.now())


@task
def compare_accounts(consultation_pk: int, by_pk: int) -> None:
    """Looks for accounts that look like one person: when a facilitator asks, never by itself."""
    found = Consultation.objects.select_related("mission").filter(pk=consultation_pk).first()
    if found is not None:
        by = Person.objects.filter(pk=by_pk).first()
        with suppress(NoLandscapeYet):  # it was there when the page asked
            look_at_accounts(consultation=found, by=by, at=timezone.now())


@task
def count_candidates(mission_pk: int, by_pk: int) -> None:
    """Counts whom one could ask to carry a cause: when a facilitator asks, never by itself."""
    mission = Mission.objects.filter(pk=mission_pk).first()
    if mission is not None:
        suggest_candidates(
            mission=mission,
            candidates=candidates_of(mission),
            by=Person.objects.filter(pk=by_pk).first(),
            at=timezone.now(),
        )


@task
def suggest(mission_pk: int, days: float | None = None, by_pk: int | None = None) -> None:
    """Computes the combination for the next sprint; the same situation is computed once."""
    mission = Mission.objects.filter(pk=mission_pk).first()
    if mission is None:
        return
    suggest_activities(
        mission=mission,
        days=days or usual_days(mission),
        by=Person.objects.filter(pk=by_pk).first() if by_pk else None,
        at=timezone.now(),
    )
