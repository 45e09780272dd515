"""Opening a call to everybody, and closing it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import Mission
from maven.people.models import Person
from maven.voices.models import Consultation, Statement
from maven.voices.words import cleaned, same_idea


@transaction.atomic
def open_consultation(
    *,
    mission: Mission,
    question: str,
    intro: str = "",
    closes_on: date | None = None,
    ideas: Iterable[str] = (),
    by: Person,
    at: datetime,
) -> Consultation:
    """A question is put to everybody, with a few ideas to begin with; the same idea once."""
    consultation = Consultation.objects.create(
        mission=mission,
        question=question,
        intro=intro,
        closes_on=closes_on,
        opened_at=at,
        opened_by=by,
    )
    kept: list[str] = []
    for idea in map(cleaned, ideas):
        if not any(same_idea(idea, other) for other in kept):
            kept.append(idea)
    Statement.objects.bulk_create(
        Statement(
            consultation=consultation,
            number=number,
            words=words,
            submitted_at=at,
            accepted_at=at,
            moderated_by=by,
        )
        for number, words in enumerate(kept, 1)
    )
    record(
        "consultation.opened",
        consultation,
        chain=mission.chain,
        by=by,
        at=at,
        question=question,
        ideas=len(kept),
    )
    return consultation


@transaction.atomic
def close_consultation(*, consultation: Consultation, by: Person, at: datetime) -> Consultation:
    """No answer is taken any more; closing twice changes nothing."""
    consultation = _locked(consultation)
    if consultation.closed_at is None:
        consultation.closed_at, consultation.closed_by = max(at, consultation.opened_at), by
        consultation.save(update_fields=["closed_at", "closed_by"])
        record("consultation.closed", consultation, chain=consultation.mission.chain, by=by, at=at)
    return consultation


@transaction.atomic
def reopen_consultation(
    *, consultation: Consultation, closes_on: date | None = None, by: Person, at: datetime
) -> Consultation:
    """Takes answers again, until another day or without an end."""
    consultation = _locked(consultation)
    consultation.closed_at = consultation.closed_by = None
    consultation.closes_on = closes_on
    consultation.save(update_fields=["closed_at", "closed_by", "closes_on"])
    record("consultation.reopened", consultation, chain=consultation.mission.chain, by=by, at=at)
    return consultation


def _locked(consultation: Consultation) -> Consultation:
    # No key: a new voice may come in meanwhile, whose answer then waits for ours in the journal.
    rows = Consultation.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("mission")
    return rows.get(pk=consultation.pk)
