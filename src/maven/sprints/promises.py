"""What was promised before a review: by the plan of the plenary, the last review, the minutes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from maven.sprints.models import Activity, FollowUp, MinutesLine, Sprint
from maven.ui.days import short_day

BULLET = re.compile(r"^\s*(?:[-–—•*·]|\d{1,2}[.)])\s+")
LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One thing that was promised, and what the room said became of it."""

    source: str
    words: str
    activity: Activity | None = None
    line: MinutesLine | None = None
    answer: str = ""
    added: bool = False  # to the sprint, after the plenary

    @property
    def key(self) -> str:
        """What a form names it by."""
        if self.activity is not None:
            return f"plan-{self.activity.pk}"
        if self.line is not None:
            return f"minutes-{self.line.pk}"
        return f"words-{sha256(self.words.encode()).hexdigest()[:16]}"

    @property
    def shown(self) -> str:
        """With the name of whoever gave her word; a word that is awaited is nobody's yet."""
        line = self.line
        said = line is not None and line.word != MinutesLine.Word.PROPOSED
        who = line.person.shown_name if line and line.person and said else ""
        return _("%(who)s: %(words)s") % {"who": who, "words": self.words} if who else self.words

    @property
    def note(self) -> str:
        """What is known of it already."""
        if self.activity is not None and self.activity.done_at is not None:
            return _("held on %(day)s") % {"day": short_day(self.activity.done_at)}
        if self.line is not None and self.line.kept_at is not None:
            return _("kept on %(day)s") % {"day": short_day(self.line.kept_at)}
        if self.line is not None and self.line.due_on is not None:
            return _("by %(day)s") % {"day": short_day(self.line.due_on)}
        return ""

    @property
    def is_kept_already(self) -> bool:
        done = self.activity is not None and self.activity.done_at is not None
        return done or (self.line is not None and self.line.kept_at is not None)

    @property
    def state(self) -> str:
        """What the room said; before it says anything, what is known already."""
        return self.answer or (FollowUp.Answer.KEPT if self.is_kept_already else "")


def promises_of(sprint: Sprint) -> list[Promise]:
    """All that was promised for this sprint, in the order it is read, in five queries."""
    said = list(FollowUp.objects.of(sprint).in_order())
    answers = {_mark(one.activity_id, one.line_id, one.words): one.answer for one in said}
    last = (
        Sprint.objects.of(sprint.mission)
        .closed()
        .filter(number__lt=sprint.number)
        .latest_first()
        .first()
    )
    found: dict[tuple[object, ...], Promise] = {}
    for one in _all(sprint, last):
        mark = _mark(
            one.activity.pk if one.activity else None, one.line.pk if one.line else None, one.words
        )
        found.setdefault(
            mark,
            Promise(
                source=one.source,
                words=one.words,
                activity=one.activity,
                line=one.line,
                answer=answers.get(mark, ""),
                added=one.added,
            ),
        )
    return list(found.values())


def promise_of(sprint: Sprint, key: str) -> Promise | None:
    return next((one for one in promises_of(sprint) if one.key == key), None)


def lines_of(agenda: str) -> list[str]:
    """The lines of an agenda, without their bullets."""
    lines = (BULLET.sub("", line).strip() for line in agenda.splitlines())
    return [line[:LONGEST] for line in lines if line]


def _all(sprint: Sprint, last: Sprint | None) -> Iterable[Promise]:
    told = set()
    for one in _of_the_plan(sprint):
        told.add(one.words)
        yield one
    if last is not None:
        yield from (one for one in _after(last) if one.words not in told)
    for line in _commitments(sprint, last):
        yield Promise(source=FollowUp.Source.MINUTES, words=line.words, line=line)


def _of_the_plan(sprint: Sprint) -> Iterable[Promise]:
    """What the plenary adopted, even what has left the sprint, and what came in addition."""
    source = FollowUp.Source.PLAN
    plan = {(one["rank"], one["slug"]): one["title"] for one in sprint.planned}
    for activity in Activity.objects.of(sprint).by_rank():
        promised = plan.pop((activity.rank, activity.kind.slug), None)
        added = bool(sprint.adopted_plan) and promised is None
        yield Promise(source=source, words=activity.title, activity=activity, added=added)
    for title in plan.values():
        yield Promise(source=source, words=title)


def _after(last: Sprint) -> Iterable[Promise]:
    """What the last review left to this sprint."""
    for moved in FollowUp.objects.of(last).moved().filter(line=None).in_order():
        yield Promise(source=FollowUp.Source.MOVED, words=moved.words)
    for words in lines_of(last.agenda):
        yield Promise(source=FollowUp.Source.AGENDA, words=words)


def _commitments(sprint: Sprint, last: Sprint | None) -> Iterable[MinutesLine]:
    """Those published since the last review, and older ones that nobody had kept by then."""
    since = last.closed_at if last else None
    until = sprint.closed_at
    for line in MinutesLine.objects.commitments_of(sprint.mission):
        if until is not None and line.written_at > until:
            continue
        if since is None or line.written_at > since or not line.kept_at or line.kept_at > since:
            yield line


def _mark(activity: int | None, line: int | None, words: str) -> tuple[object, ...]:
    if activity is not None:
        return ("plan", activity)
    return ("minutes", line) if line is not None else ("words", words)
