"""Answers entered by the facilitation team for somebody who has no address of her own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from maven.journal.operations import record
from maven.missions.models import Channel, Membership
from maven.people.models import Person
from maven.voices.models import Assistance, Consultation, Opinion, Statement, Voice
from maven.voices.operations.opinions import StatementNotInConsultation, welcome
from maven.voices.operations.statements import ConsultationClosed, submit_statement


class NotHelped(Exception):
    """One enters answers only for somebody whom the team brought in, and who has no address."""


class NothingSaid(Exception):
    """An entry holds at least one answer or an idea."""


class AgreedLater(Exception):
    """Somebody agrees before her answers are entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What she thinks of one idea."""

    statement: Statement
    choice: int
    important: bool = False


@transaction.atomic
def enter_contribution(
    *,
    consultation: Consultation,
    person: Person,
    how: str,
    agreed_on: date,
    said: Sequence[Said],
    words: str = "",
    by: Person,
    at: datetime,
) -> Assistance:
    """Her answers and her idea, with how and when she agreed.

    The fact says that somebody was helped, and by whom; what she answered is in no fact, and one
    fact stands for all of it: how many ideas she answered is not told either. What she said before
    of the same ideas is replaced; of the others it stays.
    """
    consultation = (
        Consultation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("mission")
        .get(pk=consultation.pk)
    )
    mission, today = consultation.mission, timezone.localdate(at)
    part = Membership.objects.between(mission, person)
    if person.email is not None or part is None or part.channel != Channel.ASSISTED:
        raise NotHelped
    if not consultation.is_open_on(today):
        raise ConsultationClosed
    if agreed_on > today:
        raise AgreedLater
    if not said and not words:
        raise NothingSaid
    participant = welcome(consultation=consultation, voice=Voice(person=person), at=at)
    if any(
        one.statement.consultation_id != consultation.pk or not one.statement.is_read_by_all
        for one in said
    ):
        raise StatementNotInConsultation
    Opinion.objects.bulk_create(
        [
            Opinion(
                participant=participant,
                statement=one.statement,
                choice=Opinion.Choice(one.choice),
                important=one.important,
                given_at=at,
            )
            for one in said
        ],
        update_conflicts=True,
        unique_fields=["participant", "statement"],
        update_fields=["choice", "important", "given_at"],
    )
    noted = Assistance.objects.create(
        consultation=consultation,
        person=person,
        how=how,
        agreed_on=agreed_on,
        entered_by=by,
        entered_at=at,
    )
    record(
        "assistance.noted",
        noted,
        chain=mission.chain,
        by=by,
        at=at,
        how=str(how),
        agreed_on=agreed_on.isoformat(),
    )
    if said:
        record("opinion.given", consultation, chain=mission.chain, by=None, at=at)
    if words:
        submit_statement(
            consultation=consultation,
            author=participant,
            words=words,
            by=None,
            different=True,
            at=at,
        )
    return noted
