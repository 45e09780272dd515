"""What a voice thinks of an idea: one current opinion, that one may change. Opinions are private.

No fact says who answered what: it tells that the consultation received an answer, and no more.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from maven.journal.operations import record
from maven.people.models import Person
from maven.voices.models import (
    Arrival,
    Consultation,
    Opinion,
    Participant,
    Statement,
    Trace,
    Voice,
)
from maven.voices.operations.statements import ConsultationClosed


class StatementNotInConsultation(Exception):
    """One answers the accepted ideas of the consultation one is in."""


class NothingToClaim(Exception):
    """Only the answers that a guest gave in the same consultation can be taken over."""


@transaction.atomic
def welcome(
    *,
    consultation: Consultation,
    voice: Voice,
    trace: Trace | None = None,
    by: Person | None = None,
    at: datetime,
) -> Participant:
    """The voice's place in the consultation, made at its first word. It leaves no fact."""
    who: dict[str, Any] = (
        {"person": voice.person} if voice.person else {"guest_digest": voice.guest_digest}
    )
    found, is_new = Participant.objects.get_or_create(
        consultation=consultation, **who, defaults={"came_at": at}
    )
    if is_new and trace is not None:
        Arrival.objects.create(
            participant=found, network=trace.network, client=trace.client, came_at=at
        )
    return found


@transaction.atomic
def give_opinion(
    *,
    participant: Participant,
    statement: Statement,
    choice: int,
    important: bool = False,
    by: Person | None = None,
    at: datetime,
) -> None:
    """Sets the opinion, or changes it: the store keeps one for each voice and idea.

    Whoever gives it is never recorded, not even when `by` is known.
    """
    consultation = statement.consultation
    if not consultation.is_open_on(timezone.localdate(at)):
        raise ConsultationClosed
    if not statement.is_read_by_all or participant.consultation_id != consultation.pk:
        raise StatementNotInConsultation
    Opinion.objects.bulk_create(
        [
            Opinion(
                participant=participant,
                statement=statement,
                choice=Opinion.Choice(choice),
                important=important,
                given_at=at,
            )
        ],
        update_conflicts=True,
        unique_fields=["participant", "statement"],
        update_fields=["choice", "important", "given_at"],
    )
    record("opinion.given", consultation, chain=consultation.mission.chain, by=None, at=at)
    _refuse_if_closed_meanwhile(consultation)


@transaction.atomic
def withdraw_opinions(*, participant: Participant, by: Person | None = None, at: datetime) -> int:
    """Takes back all of one's answers in a consultation; says how many there were."""
    mine = Opinion.objects.by(participant)
    consultation = Consultation.objects.select_related("mission").get(
        pk=participant.consultation_id
    )
    if not consultation.is_open_on(timezone.localdate(at)):
        raise ConsultationClosed
    taken, _ = mine.delete()
    if taken:
        record("opinions.withdrawn", consultation, chain=consultation.mission.chain, by=None, at=at)
    return taken


def _refuse_if_closed_meanwhile(consultation: Consultation) -> None:
    """Facts of a chain come one after the other: whoever closed before ours has committed by now.

    SQLite has one writer, who read the consultation with the store in hand.
    """
    if connection.vendor == "sqlite":
        return
    still = Consultation.objects.filter(pk=consultation.pk, closed_at=None)  # pragma: no cover
    if not still.exists():  # pragma: no cover (PostgreSQL only: its tests are another run)
        raise ConsultationClosed


@transaction.atomic
def claim_opinions(*, guest: Participant, by: Person, at: datetime) -> Participant:
    """What somebody answered as a guest becomes theirs; of two answers the newer stays."""
    both = Participant.objects.select_for_update().filter(consultation=guest.consultation_id)
    # What is set aside waits for the team: it does not come back under another account.
    here = both.filter(pk=guest.pk, person=None, guest_digest__isnull=False, set_aside=None)
    found = here.first()
    if found is None:
        raise NothingToClaim
    own = both.filter(person=by).first()
    if own is None:
        found.person, found.guest_digest = by, None
        found.save(update_fields=["person", "guest_digest"])
        own = found
    else:
        _merge(found, own)
    mission = guest.consultation.mission
    record("opinions.claimed", guest.consultation, chain=mission.chain, by=None, at=at)
    return own


def _merge(guest: Participant, own: Participant) -> None:
    theirs = {opinion.statement_id: opinion for opinion in Opinion.objects.by(own)}
    for opinion in Opinion.objects.by(guest).order_by("pk"):
        mine = theirs.get(opinion.statement_id)
        if mine is None:
            opinion.participant = own
            opinion.save(update_fields=["participant"])
        elif opinion.given_at > mine.given_at:
            mine.choice, mine.important = opinion.choice, opinion.important
            mine.given_at = opinion.given_at
            mine.save(update_fields=["choice", "important", "given_at"])
    Statement.objects.filter(author=guest).update(author=own)
    guest.delete()
