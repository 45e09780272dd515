"""Erasing a person, and erasing again those whom a restored backup brought back."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from maven.journal.models import Chain
from maven.journal.operations import Soundness, record
from maven.missions.models import Invitation, Mission
from maven.missions.queries import helped_in
from maven.people.models import Person
from maven.people.operations import CHAIN
from maven.rights import ledger
from maven.rights.erasing import erase_rows
from maven.rights.letters import forewarning_to
from maven.rights.models import Forewarning
from maven.rights.scrubbing import marks_of, scrub
from maven.rights.tasks import clean_store
from maven.rights.traces import end_sessions, forget_answers, forget_files, sessions_of
from maven.sprints.operations.places import pass_places_on, sessions_to_come_of
from maven.voices.models import Consultation, Participant
from maven.voices.operations import NotHelped


@transaction.atomic
def erase_person(*, person: Person, by: Person | None, at: datetime) -> Person:
    """Nothing that tells of the person is left; what belongs to all stays under no name.

    The ledger is written first: whatever happens next, no backup brings the person back. The fact
    has no author: whoever asked is the person, or nobody any more.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    ledger.write([ledger.line_for(person, at=at)])
    marks, address = marks_of(person), (person.email or "").lower()
    answered, places = list(_consultations_answered(person)), sessions_to_come_of(person, at=at)
    sessions = sessions_of(person)
    forget_answers(person, sessions=sessions, at=at)
    end_sessions(sessions)
    erase_rows(person, at=at)
    scrub(marks)
    for consultation in answered:
        chain = consultation.mission.chain
        record("opinions.withdrawn", consultation, chain=chain, by=None, at=at)
    pass_places_on(places, at=at)
    record("person.erased", person, chain=CHAIN, by=None, at=at)
    transaction.on_commit(lambda: _afterwards(address))
    return Person.objects.get(pk=person.pk)


@transaction.atomic
def erase_helped(*, person: Person, mission: Mission, by: Person, at: datetime) -> Person:
    """Somebody without an address asked the team to be erased; who of the team did it is kept."""
    if person not in helped_in(mission):
        raise NotHelped
    erased = erase_person(person=person, by=None, at=at)
    record("assistance.ended", mission, chain=mission.chain, by=by, at=at)
    return erased


@transaction.atomic
def tell_inactive(*, person: Person, number: int, by: Person | None, at: datetime) -> Forewarning:
    """Tells a person who did not come for long that the account will be erased."""
    forewarning = Forewarning.objects.create(person=person, number=number, sent_at=at)
    record("person.told", forewarning, chain=CHAIN, by=by, at=at, number=number)
    forewarning_to(person, number=number, at=at).send()
    return forewarning


@transaction.atomic
def note_terms(*, counts: dict[str, int], by: Person | None, at: datetime) -> None:
    """The journal says what went because its time was over: how many of what, never whose."""
    chain, _ = Chain.objects.get_or_create(name=CHAIN)
    record("terms.kept", chain, chain=CHAIN, by=by, at=at, counts=counts)


@transaction.atomic
def note_erased_mission(
    *, ended: Soundness, commitment: str, by: Person | None, at: datetime
) -> None:
    """The house keeps the seal of a mission that is gone: how long its journal was, and its head."""
    chain, _ = Chain.objects.get_or_create(name=CHAIN)
    told = {"head": ended.head, "length": ended.length, "commitment": commitment}
    record("mission.erased", chain, chain=CHAIN, by=by, at=at, **told)


def replay_erasures(*, at: datetime, copy: Path | None = None) -> int:
    """Erases again whoever is in the ledger and in the store; `copy`: a ledger beside a backup.

    To be called once a backup was restored and migrated. Whoever came back by themselves after an
    erasure is another person, and stays.
    """
    if copy is not None:
        ledger.absorb(copy)
    lines = ledger.read()
    if not lines:
        return 0
    again = [person for person in Person.objects.order_by("pk") if _is_back(person, lines)]
    for person in again:
        erase_person(person=person, by=None, at=at)
    invited = [
        one.pk
        for one in Invitation.objects.order_by("pk")
        if any(line.at > one.invited_at and line.is_address(one.email) for line in lines)
    ]
    Invitation.objects.filter(pk__in=invited).delete()
    return len(again) + len(invited)


def _is_back(person: Person, lines: list[ledger.Erased]) -> bool:
    blank = person.email is None and not person.name and not person.is_active
    return not blank and any(line.is_person(person) for line in lines)


def _consultations_answered(person: Person) -> list[Consultation]:
    theirs = Participant.objects.filter(person=person).select_related("consultation__mission")
    return [one.consultation for one in theirs.order_by("pk")]


def _afterwards(address: str) -> None:
    forget_files(address)
    clean_store.enqueue()
