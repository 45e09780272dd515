"""Ideas: proposed by anybody, read by the facilitation team, sometimes grown into a cause."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from maven.causes.models import Cause
from maven.causes.operations import CauseAlreadyNamed, name_cause
from maven.journal.operations import record
from maven.missions.models import Annotation
from maven.people.links import links_in
from maven.people.models import Person
from maven.voices.models import Consultation, Participant, Statement
from maven.voices.words import cleaned, core_words, near, same_idea

MOST_WAITING = 10
MOST_WAITING_AT_FIRST = 5  # until an idea of this voice was put to everybody
MOST_LINKS = 1


class ConsultationClosed(Exception):
    """A closed consultation takes no idea and no answer."""


class IdeaAlreadyThere(Exception):
    """The same idea was said in the same words."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(f"{statement} says it already")
        self.statement = statement


class CloseIdea(Exception):
    """An idea that everybody reads says nearly the same; one may say that one's own is another."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(f"{statement} is close")
        self.statement = statement


class OwnCloseIdea(CloseIdea):
    """One proposes an idea once, and not again in nearly the same words."""


class TooManyLinks(Exception):
    """One link an idea at most, and none until an idea of this voice was put to everybody."""

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} at most")
        self.most = most


class TooManyIdeasWaiting(Exception):
    """One voice has at most ten ideas waiting to be read, five at first."""

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} at most")
        self.most = most


class AlreadyModerated(Exception):
    """Somebody of the team has answered this idea already."""


class ReasonMissing(Exception):
    """An idea is refused with the rule that it breaks, in words its author can read."""


class NotPublished(Exception):
    """An idea that nobody reads, or that was hidden, does not become a cause."""


@transaction.atomic
def submit_statement(
    *,
    consultation: Consultation,
    author: Participant | None,
    words: str,
    by: Person | None = None,
    accepted: bool = False,
    different: bool = False,
    annotation: Annotation | None = None,
    at: datetime,
) -> Statement:
    """An idea in one sentence. Who says it stays unsaid: the fact names nobody. What comes of a
    passage says its source.

    `different`: the author has read the close idea, and says that this one is another.
    """
    words = cleaned(words)
    consultation = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
    if not consultation.is_open_on(timezone.localdate(at)):
        raise ConsultationClosed
    known = Statement.objects.of(consultation)
    there = list(
        known.filter(refused_at=None)
        .in_order()
        .only("pk", "number", "words", "accepted_at", "hidden_at", "author_id")
    )
    for other in there:
        if same_idea(words, other.words):
            raise IdeaAlreadyThere(other)
    if author is not None and not accepted:
        _hold_back(author, words, there, different=different)
    last = known.aggregate(last=Max("number"))["last"] or 0
    statement = Statement.objects.create(
        consultation=consultation,
        number=last + 1,
        words=words,
        author=author,
        submitted_at=at,
        accepted_at=at if accepted else None,
        moderated_by=by if accepted else None,
        source=annotation.source if annotation else "",
        annotation=annotation,
    )
    chain = consultation.mission.chain
    record("statement.submitted", statement, chain=chain, by=None, at=at, words=words)
    if accepted:
        record("statement.accepted", statement, chain=chain, by=by, at=at, words=words)
    return statement


def _hold_back(author: Participant, words: str, there: list[Statement], *, different: bool) -> None:
    """What keeps one voice from drowning the others, and whoever is new from advertising."""
    is_known = _is_known(author)
    if links_in(words) > (most := MOST_LINKS if is_known else 0):
        raise TooManyLinks(most)
    said = core_words(words)
    for other in there:
        mine = other.author_id == author.pk
        if (mine or (other.is_read_by_all and not different)) and near(
            said, core_words(other.words)
        ):
            raise (OwnCloseIdea if mine else CloseIdea)(other)
    mine_waiting = [one for one in there if one.author_id == author.pk and not one.accepted_at]
    if len(mine_waiting) >= (most := MOST_WAITING if is_known else MOST_WAITING_AT_FIRST):
        raise TooManyIdeasWaiting(most)


def _is_known(author: Participant) -> bool:
    """An idea of this voice was put to everybody; of this person, wherever that was."""
    accepted = Statement.objects.accepted()
    if author.person_id is not None:
        return accepted.filter(author__person=author.person_id).exists()
    return accepted.filter(author=author).exists()


@transaction.atomic
def accept_statement(*, statement: Statement, by: Person, at: datetime) -> Statement:
    """The idea is put to everybody."""
    statement = _to_moderate(statement)
    statement.accepted_at, statement.moderated_by = at, by
    statement.save(update_fields=["accepted_at", "moderated_by"])
    record(
        "statement.accepted",
        statement,
        chain=_chain(statement),
        by=by,
        at=at,
        words=statement.words,
    )
    return statement


@transaction.atomic
def refuse_statement(*, statement: Statement, reason: str, by: Person, at: datetime) -> Statement:
    """The idea is kept aside, with the rule quoted to its author."""
    reason = " ".join(reason.split())[:280]
    if not reason:
        raise ReasonMissing
    statement = _to_moderate(statement)
    statement.refused_at, statement.moderated_by, statement.refusal = at, by, reason
    statement.save(update_fields=["refused_at", "moderated_by", "refusal"])
    record("statement.refused", statement, chain=_chain(statement), by=by, at=at, reason=reason)
    return statement


@transaction.atomic
def promote_statement(
    *, statement: Statement, title: str = "", purpose: str = "", by: Person, at: datetime
) -> Cause:
    """An idea that unites becomes a cause, or joins the cause that bears its name already."""
    statement = _locked(statement)
    if not statement.is_read_by_all:
        raise NotPublished
    if statement.cause is not None:
        return statement.cause
    name = shortened(title or statement.words)
    try:
        cause = name_cause(
            mission=statement.consultation.mission,
            title=name,
            purpose=purpose or statement.words[:500],
            annotation=statement.annotation,
            by=by,
            at=at,
        )
    except CauseAlreadyNamed as known:
        cause = known.cause
    statement.cause = cause
    statement.save(update_fields=["cause"])
    record(
        "statement.promoted", statement, chain=_chain(statement), by=by, at=at, cause=cause.title
    )
    return cause


def shortened(words: str, most: int = 120) -> str:
    """The words, cut between two of them when they are too many for a title."""
    line = " ".join(words.split()).rstrip(".")
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def _locked(statement: Statement) -> Statement:
    rows = Statement.objects.select_for_update(of=("self",))
    return rows.select_related("consultation__mission").get(pk=statement.pk)


def _to_moderate(statement: Statement) -> Statement:
    statement = _locked(statement)
    if statement.accepted_at or statement.refused_at:
        raise AlreadyModerated
    return statement


def _chain(statement: Statement) -> str:
    return statement.consultation.mission.chain
