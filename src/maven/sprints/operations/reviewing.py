"""The review: where the room is, what became of promises, what is shown, the agenda, the closing."""

from datetime import datetime
from typing import Any

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.models import FollowUp, MoodCall, Review, ShippedLine, Sprint
from maven.sprints.operations.feelings import count_voices, review_of
from maven.sprints.operations.minutes_lines import (
    held_line,
    keep_commitment,
    reopen_commitment,
)
from maven.sprints.operations.states import in_state
from maven.sprints.promises import Promise


@transaction.atomic
def reach_step(*, sprint: Sprint, step: str, by: Person, at: datetime) -> Review:
    """The room goes on, or back: nothing is ever deleted by it."""
    sprint = in_state(sprint, "adopted")
    review = review_of(sprint)
    if review.step != step:
        review.step = step
        review.save(update_fields=["step"])
        record("review.step_reached", sprint, chain=sprint.mission.chain, by=by, at=at, step=step)
    return review


@transaction.atomic
def follow_up(
    *, sprint: Sprint, promise: Promise, answer: str, by: Person, at: datetime
) -> FollowUp:
    """What became of something promised; the room may think again until the sprint is closed.

    A commitment of minutes that the room says is kept is kept in its minutes as well.
    """
    line = held_line(promise.line) if promise.line is not None else None
    sprint = in_state(sprint, "adopted")
    said, made = FollowUp.objects.get_or_create(
        sprint=sprint,
        **_what_names(promise),
        defaults={
            "source": promise.source,
            "words": promise.words,
            "answer": answer,
            "answered_at": at,
            "answered_by": by,
        },
    )
    if not made and said.answer == answer:
        return said
    if line is not None and answer == FollowUp.Answer.KEPT:
        keep_commitment(line=line, by=by, at=at)
    elif line is not None and not made and line.kept_at == said.answered_at:
        reopen_commitment(line=line, by=by, at=at)  # the room had said it, and thinks again
    if not made:
        said.answer, said.answered_at, said.answered_by = answer, at, by
        said.save(update_fields=["answer", "answered_at", "answered_by"])
    record(
        "promise.followed_up",
        sprint,
        chain=sprint.mission.chain,
        by=by,
        at=at,
        promise=promise.words,
        answer=answer,
    )
    return said


@transaction.atomic
def show_line(
    *, sprint: Sprint, number: int, kept: bool, by: Person, at: datetime
) -> ShippedLine | None:
    """A fact of the journal is set aside from *Shipped!*, or put back among it."""
    sprint = in_state(sprint, "adopted")
    found = ShippedLine.objects.of(sprint).filter(number=number).first()
    if kept == (found is None or found.kept):
        return found
    line, _ = ShippedLine.objects.update_or_create(
        sprint=sprint,
        number=number,
        defaults={"kept": kept, "decided_at": at, "decided_by": by},
    )
    record(
        "shipped_line.chosen",
        sprint,
        chain=sprint.mission.chain,
        by=by,
        at=at,
        fact=number,
        kept=kept,
    )
    return line


@transaction.atomic
def set_agenda(*, sprint: Sprint, agenda: str, by: Person, at: datetime) -> Sprint:
    """What the next cycle will talk about."""
    sprint = in_state(sprint, "adopted")
    if sprint.agenda != agenda:
        sprint.agenda = agenda
        sprint.save(update_fields=["agenda"])
        record("agenda.set", sprint, chain=sprint.mission.chain, by=by, at=at, number=sprint.number)
    return sprint


@transaction.atomic
def close_sprint(*, sprint: Sprint, by: Person, at: datetime) -> Sprint:
    """The review is held: the sprint keeps what it was, and its report can be compiled.

    What was written without a name is revealed by it; the roll of who said a mood goes.
    """
    sprint = in_state(sprint, "adopted")
    sprint.closed_at, sprint.closed_by = at, by
    sprint.save(update_fields=["closed_at", "closed_by"])
    count_voices(review_of(sprint))
    MoodCall.objects.of(sprint).delete()
    record("sprint.closed", sprint, chain=sprint.mission.chain, by=by, at=at, number=sprint.number)
    return sprint


def _what_names(promise: Promise) -> dict[str, Any]:
    if promise.activity is not None:
        return {"activity": promise.activity}
    if promise.line is not None:
        return {"line": promise.line}
    return {"activity": None, "line": None, "words": promise.words}
