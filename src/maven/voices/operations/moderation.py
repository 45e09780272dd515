"""What becomes of an idea after it is published: reported, hidden, argued for, brought back.

Nothing is lost on the way: a hidden idea keeps its answers, which count again when it returns.
"""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import Membership, Mission, Role
from maven.people.models import Person
from maven.voices.models import Charter, Hiding, Notice, Participant, Rule, Statement
from maven.voices.operations.statements import ReasonMissing


class NotReadByAll(Exception):
    """Only an idea that everybody reads can be reported or hidden."""


class ReportedAlready(Exception):
    """A voice reports an idea once."""


class NotHidden(Exception):
    """The idea is not hidden, or no more."""


class NotTheAuthor(Exception):
    """The author alone may ask that a hidden idea return."""


class AppealedAlready(Exception):
    """One asks once for another pair of eyes."""


class NoAppeal(Exception):
    """Nobody asked, or it is decided."""


class OwnHiding(Exception):
    """Whoever hid an idea does not decide on the appeal: a colleague does, or the sponsor."""


@transaction.atomic
def report_statement(
    *, statement: Statement, rule: Rule, voice_digest: str, by: Person | None = None, at: datetime
) -> Notice:
    """Somebody says that an idea breaks a rule. The fact names nobody, not even when known."""
    statement = _locked(statement)
    if statement.accepted_at is None or statement.hidden_at is not None:
        raise NotReadByAll
    notice, is_new = Notice.objects.get_or_create(
        statement=statement,
        voice_digest=voice_digest,
        defaults={"rule": rule.slug, "words": rule.words[:280], "given_at": at},
    )
    if not is_new:
        raise ReportedAlready
    record("statement.reported", statement, chain=_chain(statement), by=None, at=at, rule=rule.slug)
    return notice


@transaction.atomic
def keep_statement(*, statement: Statement, by: Person, at: datetime) -> Statement:
    """The team read the reports, and the idea stays."""
    statement = _locked(statement)
    settled = _settle(statement, by=by, at=at)
    if settled:
        record("statement.kept", statement, chain=_chain(statement), by=by, at=at, reports=settled)
    return statement


@transaction.atomic
def hide_statement(
    *, statement: Statement, rule: Rule, reason: str, by: Person, at: datetime
) -> Hiding:
    """Takes an idea out of sight, with the rule and a word for its author; hiding twice is once."""
    statement = _locked(statement)
    reason = " ".join(reason.split())[:280]
    if not reason:
        raise ReasonMissing
    if statement.accepted_at is None:
        raise NotReadByAll
    standing = Hiding.objects.standing().filter(statement=statement).first()
    if standing is not None:
        return standing
    hiding = Hiding.objects.create(
        statement=statement,
        rule=rule.slug,
        words=rule.words[:280],
        reason=reason,
        hidden_at=at,
        hidden_by=by,
    )
    statement.hidden_at = at
    statement.save(update_fields=["hidden_at"])
    settled = _settle(statement, by=by, at=at)
    record(
        "statement.hidden",
        statement,
        chain=_chain(statement),
        by=by,
        at=at,
        rule=rule.slug,
        reports=settled,
    )
    return hiding


@transaction.atomic
def restore_statement(
    *, statement: Statement, answer: str = "", by: Person, at: datetime
) -> Hiding:
    """The idea is read by everybody again, with all of its answers."""
    statement, hiding = _hidden(statement)
    return _restored(statement, hiding, answer=answer, by=by, at=at)


@transaction.atomic
def appeal_hiding(
    *,
    statement: Statement,
    author: Participant,
    words: str,
    by: Person | None = None,
    at: datetime,
) -> Hiding:
    """The author says, once, why the idea should return. The fact names nobody."""
    statement, hiding = _hidden(statement)
    if statement.author_id != author.pk:
        raise NotTheAuthor
    words = " ".join(words.split())[:500]
    if not words:
        raise ReasonMissing
    if hiding.appealed_at is not None:
        raise AppealedAlready
    hiding.appealed_at, hiding.appeal = at, words
    hiding.save(update_fields=["appealed_at", "appeal"])
    record("statement.appealed", statement, chain=_chain(statement), by=None, at=at)
    return hiding


@transaction.atomic
def decide_appeal(
    *, statement: Statement, returns: bool, answer: str, by: Person, at: datetime
) -> Hiding:
    """Another pair of eyes: the idea returns, or stays hidden, with the answer for its author."""
    statement, hiding = _hidden(statement)
    if hiding.appealed_at is None or hiding.upheld_at is not None:
        raise NoAppeal
    if not may_judge(by, hiding, statement.consultation.mission):
        raise OwnHiding
    if returns:
        return _restored(statement, hiding, answer=answer, by=by, at=at)
    answer = " ".join(answer.split())[:280]
    if not answer:
        raise ReasonMissing
    hiding.upheld_at, hiding.upheld_by, hiding.answer = at, by, answer
    hiding.save(update_fields=["upheld_at", "upheld_by", "answer"])
    record("statement.hiding_upheld", statement, chain=_chain(statement), by=by, at=at)
    return hiding


@transaction.atomic
def write_charter(*, mission: Mission, intro: str, lines: str, by: Person, at: datetime) -> Charter:
    """The mission has rules in its own words; reports made before keep the words of then."""
    charter, _ = Charter.objects.update_or_create(
        mission=mission,
        defaults={"intro": intro, "lines": lines, "written_at": at, "written_by": by},
    )
    rules = [rule.words for rule in charter.rules]
    record("charter.written", charter, chain=mission.chain, by=by, at=at, rules=rules)
    return charter


def may_judge(person: Person, hiding: Hiding, mission: Mission) -> bool:
    """Another facilitator than the one who hid; the sponsor where there is no other."""
    return is_judge(judges_of(mission), person, hiding)


def judges_of(mission: Mission) -> dict[int, str]:
    """The part of each who may have to decide an appeal, by their key."""
    held = Membership.objects.of(mission).with_role(Role.FACILITATOR, Role.SPONSOR)
    return dict(held.values_list("person_id", "role"))


def is_judge(held: dict[int, str], person: Person, hiding: Hiding) -> bool:
    if held.get(person.pk) == Role.FACILITATOR:
        return person.pk != hiding.hidden_by_id
    others = [pk for pk, role in held.items() if role == Role.FACILITATOR]
    return person.pk in held and not set(others) - {hiding.hidden_by_id}


def _restored(
    statement: Statement, hiding: Hiding, *, answer: str, by: Person, at: datetime
) -> Hiding:
    hiding.restored_at, hiding.restored_by = at, by
    hiding.answer = " ".join(answer.split())[:280]
    hiding.save(update_fields=["restored_at", "restored_by", "answer"])
    statement.hidden_at = None
    statement.save(update_fields=["hidden_at"])
    record(
        "statement.restored",
        statement,
        chain=_chain(statement),
        by=by,
        at=at,
        appealed=hiding.appealed_at is not None,
    )
    return hiding


def _hidden(statement: Statement) -> tuple[Statement, Hiding]:
    statement = _locked(statement)
    hiding = Hiding.objects.standing().filter(statement=statement).first()
    if hiding is None:
        raise NotHidden
    return statement, hiding


def _settle(statement: Statement, *, by: Person, at: datetime) -> int:
    return Notice.objects.open().filter(statement=statement).update(settled_at=at, settled_by=by)


def _locked(statement: Statement) -> Statement:
    rows = Statement.objects.select_for_update(of=("self",))
    return rows.select_related("consultation__mission").get(pk=statement.pk)


def _chain(statement: Statement) -> str:
    return statement.consultation.mission.chain
