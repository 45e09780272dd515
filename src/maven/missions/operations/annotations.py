"""Passages worth taking up again, quoted from a document or from an interview."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import Annotation, EarlierDeliverable, Interview
from maven.missions.operations.steps import tick_step
from maven.people.models import Person


class NotToBeQuoted(Exception):
    """Whoever was met alone agreed to be quoted, or nothing of it is."""


@transaction.atomic
def annotate_deliverable(
    *,
    deliverable: EarlierDeliverable,
    quotation: str,
    page: str = "",
    note: str = "",
    by: Person,
    at: datetime,
) -> Annotation:
    mission = deliverable.mission
    made = Annotation.objects.create(
        mission=mission,
        deliverable=deliverable,
        quotation=quotation,
        page=page,
        note=note,
        made_at=at,
        made_by=by,
    )
    record("annotation.made", made, chain=mission.chain, by=by, at=at, of="earlier_deliverable")
    tick_step(mission=mission, slug="earlier-deliverables", by=by, at=at)
    return made


@transaction.atomic
def annotate_interview(
    *, interview: Interview, quotation: str, note: str = "", by: Person, at: datetime
) -> Annotation:
    mission = interview.mission
    if not interview.may_be_quoted:
        raise NotToBeQuoted
    made = Annotation.objects.create(
        mission=mission,
        interview=interview,
        quotation=quotation,
        note=note,
        made_at=at,
        made_by=by,
    )
    record("annotation.made", made, chain=mission.chain, by=by, at=at, of="interview")
    return made


@transaction.atomic
def remove_annotation(*, annotation: Annotation, by: Person, at: datetime) -> None:
    """What was born of it stays, and still says its source."""
    record("annotation.removed", annotation, chain=annotation.mission.chain, by=by, at=at)
    annotation.delete()
