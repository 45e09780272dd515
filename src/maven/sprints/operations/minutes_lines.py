"""What becomes of a line of minutes: an item of the reserve, a tension, a commitment kept."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.models import MinutesLine, Sprint
from maven.sprints.operations.backlog import add_item
from maven.sprints.operations.minutes import Word, chain_of, held_minutes
from maven.sprints.operations.states import SprintNotRunning
from maven.sprints.operations.tensions import raise_tension

TITLE = 160


class NotYours(Exception):
    """A commitment is confirmed, or refused, by whoever would keep it."""


@transaction.atomic
def put_in_reserve(*, line: MinutesLine, source: str, by: Person, at: datetime) -> MinutesLine:
    """An idea of the minutes goes into the reserve of actions; once, whoever does it."""
    line = held_line(line)
    if line.backlog_item_id is None:
        line.backlog_item = add_item(
            mission=line.minutes.session.mission,
            kind="idea",
            title=titled(line.words),
            words=line.words if len(line.words) > TITLE else "",
            source=source,
            by=line.person,
            at=at,
        )
        line.save(update_fields=["backlog_item"])
    return line


@transaction.atomic
def raise_from_line(
    *, line: MinutesLine, desired: str, observed: str, by: Person, at: datetime
) -> MinutesLine:
    """A tension of the minutes joins those of the sprint under way; once, whoever does it."""
    line = held_line(line)
    if line.tension_id is None:
        sprint = Sprint.objects.of(line.minutes.session.mission).running().first()
        if sprint is None:
            raise SprintNotRunning
        line.tension = raise_tension(
            sprint=sprint, desired=desired, observed=observed, by=by, at=at
        )
        line.save(update_fields=["tension"])
    return line


@transaction.atomic
def confirm_commitment(*, line: MinutesLine, by: Person, at: datetime) -> MinutesLine:
    """« Yes, I will »: said by whoever commits; twice, it is said once."""
    line = held_line(line)
    if line.kind != MinutesLine.Kind.COMMITMENT or line.person_id != by.pk:
        raise NotYours
    if line.word != Word.CONFIRMED:
        line.word = Word.CONFIRMED
        line.save(update_fields=["word"])
        record("commitment.confirmed", line, chain=chain_of(line.minutes), by=by, at=at)
    return line


@transaction.atomic
def refuse_commitment(*, line: MinutesLine, by: Person, at: datetime) -> MinutesLine:
    """« It is not mine »: the words stay, without a name, and await somebody."""
    line = held_line(line)
    if line.kind != MinutesLine.Kind.COMMITMENT or line.person_id != by.pk:
        raise NotYours
    line.person, line.word = None, Word.PROPOSED
    line.save(update_fields=["person", "word"])
    record("commitment.refused", line, chain=chain_of(line.minutes), by=None, at=at)
    return line


@transaction.atomic
def keep_commitment(*, line: MinutesLine, by: Person, at: datetime) -> MinutesLine:
    """It is done; twice, it is said once. Published minutes do not change by it: it is told beside."""
    line = held_line(line)
    if line.kind != MinutesLine.Kind.COMMITMENT:
        raise NotYours
    if line.kept_at is None:
        line.kept_at = at
        line.save(update_fields=["kept_at"])
        record("commitment.kept", line, chain=chain_of(line.minutes), by=by, at=at)
    return line


@transaction.atomic
def reopen_commitment(*, line: MinutesLine, by: Person, at: datetime) -> MinutesLine:
    """It was said to be done too early."""
    line = held_line(line)
    if line.kept_at is not None:
        line.kept_at = None
        line.save(update_fields=["kept_at"])
        record("commitment.reopened", line, chain=chain_of(line.minutes), by=by, at=at)
    return line


def held_line(line: MinutesLine) -> MinutesLine:
    """The line as it is now, with its minutes held."""
    minutes = held_minutes(line.minutes)
    found = MinutesLine.objects.of(minutes).select_related("person").get(pk=line.pk)
    found.minutes = minutes
    return found


def titled(words: str) -> str:
    return words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + "…"
