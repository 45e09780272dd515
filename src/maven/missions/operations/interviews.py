"""Meeting the sponsors one by one: planned, written down, kept for the team alone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import Annotation, Interview, InterviewAnswer, Mission
from maven.missions.operations.steps import tick_step
from maven.people.models import Person


class ConsentMissing(Exception):
    """An interview is written down with what the person said about being quoted."""


class HeldTooSoon(Exception):
    """An interview is written down once it was held."""


@transaction.atomic
def plan_interview(
    *,
    mission: Mission,
    name: str = "",
    person: Person | None = None,
    planned_at: datetime,
    led_by: Person | None,
    questions: Sequence[str],
    by: Person,
    at: datetime,
) -> Interview:
    """The questions are those of the guide now: changing it later leaves this interview as it is."""
    interview = Interview.objects.create(
        mission=mission,
        name=name,
        person=person,
        planned_at=planned_at,
        led_by=led_by,
        planned_by=by,
    )
    InterviewAnswer.objects.bulk_create(
        InterviewAnswer(interview=interview, number=number, question=question)
        for number, question in enumerate(questions, start=1)
    )
    record("interview.planned", interview, chain=mission.chain, by=by, at=at)
    return interview


@transaction.atomic
def move_interview(
    *, interview: Interview, planned_at: datetime, led_by: Person | None, by: Person, at: datetime
) -> Interview:
    interview.planned_at, interview.led_by = planned_at, led_by
    interview.save(update_fields=["planned_at", "led_by"])
    record("interview.moved", interview, chain=interview.mission.chain, by=by, at=at)
    return interview


@transaction.atomic
def write_interview(
    *,
    interview: Interview,
    held_on: date,
    consent: str,
    answers: Mapping[int, str],
    by: Person,
    at: datetime,
    on: date,
) -> Interview:
    """What was answered, question by question; the journal tells that it was held, and no word.

    Whoever no longer wants to be quoted is not: the passages noted go.
    """
    if consent == Interview.Consent.NOT_ASKED:
        raise ConsentMissing
    if held_on > on:
        raise HeldTooSoon
    interview.held_on, interview.consent = held_on, consent
    interview.save(update_fields=["held_on", "consent"])
    for answer in InterviewAnswer.objects.of(interview).in_order():
        words = answers.get(answer.number, answer.words)
        if words != answer.words:
            answer.words = words
            answer.save(update_fields=["words"])
    if not interview.may_be_quoted:
        Annotation.objects.filter(interview=interview).delete()
    mission = interview.mission
    record("interview.written", interview, chain=mission.chain, by=by, at=at)
    if not Interview.objects.of(mission).planned().exists():
        tick_step(mission=mission, slug="sponsor-interviews", by=by, at=at)
    return interview


@transaction.atomic
def erase_interview(*, interview: Interview, by: Person, at: datetime) -> None:
    """Called off, or taken back by whoever was met: the answers and the passages go with it."""
    record("interview.erased", interview, chain=interview.mission.chain, by=by, at=at)
    interview.delete()
