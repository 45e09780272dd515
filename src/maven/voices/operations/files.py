"""Ideas and opinions gathered elsewhere (on paper, in a room) and brought in by a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from maven.journal.operations import record
from maven.people.models import Person
from maven.voices.models import Consultation, Opinion, Participant, Statement
from maven.voices.operations.statements import ConsultationClosed

AT_ONCE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody, known by the identifier of a sheet of paper, thinks of one idea."""

    participant: str
    statement_pk: int
    choice: int
    important: bool


@transaction.atomic
def import_statements(
    *, consultation: Consultation, words: Sequence[str], by: Person, at: datetime
) -> list[Statement]:
    """Ideas put to everybody at once; they were read by whoever brings them."""
    consultation = _open(consultation, at)
    known = Statement.objects.of(consultation)
    last = known.aggregate(last=Max("number"))["last"] or 0
    made = Statement.objects.bulk_create(
        [
            Statement(
                consultation=consultation,
                number=number,
                words=said,
                submitted_at=at,
                accepted_at=at,
                moderated_by=by,
            )
            for number, said in enumerate(words, last + 1)
        ],
        batch_size=AT_ONCE,
    )
    record(
        "statements.imported",
        consultation,
        chain=consultation.mission.chain,
        by=by,
        at=at,
        statements=len(made),
    )
    return made


@transaction.atomic
def import_opinions(
    *,
    consultation: Consultation,
    new: Sequence[Answer],
    changed: Sequence[tuple[int, Answer]],
    by: Person,
    at: datetime,
) -> tuple[dict[str, int], list[int]]:
    """The voices made, by identifier, and the keys of the new opinions, in their order.

    `changed` gives the key of each opinion that becomes another answer.
    """
    consultation = _open(consultation, at)
    wanted = {one.participant for one in new}
    voices = {
        str(one.source_id): one
        for one in Participant.objects.of(consultation).exclude(source_id=None)
    }
    made = Participant.objects.bulk_create(
        [
            Participant(consultation=consultation, source_id=name, came_at=at)
            for name in sorted(wanted - voices.keys())
        ],
        batch_size=AT_ONCE,
    )
    voices |= {str(one.source_id): one for one in made}
    given = Opinion.objects.bulk_create(
        [
            Opinion(
                participant=voices[one.participant],
                statement_id=one.statement_pk,
                choice=one.choice,
                important=one.important,
                given_at=at,
            )
            for one in new
        ],
        batch_size=AT_ONCE,
    )
    Opinion.objects.bulk_update(
        [
            Opinion(pk=pk, choice=one.choice, important=one.important, given_at=at)
            for pk, one in changed
        ],
        ["choice", "important", "given_at"],
        batch_size=500,
    )
    record(
        "opinions.imported",
        consultation,
        chain=consultation.mission.chain,
        by=by,
        at=at,
        people=len(made),
        opinions=len(new),
        changed=len(changed),
    )
    return {str(one.source_id): one.pk for one in made}, [one.pk for one in given]


def _open(consultation: Consultation, at: datetime) -> Consultation:
    """As it is now, locked: what is closed takes nothing more."""
    found = (
        Consultation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("mission")
        .get(pk=consultation.pk)
    )
    if not found.is_open_on(timezone.localdate(at)):
        raise ConsultationClosed
    return found
