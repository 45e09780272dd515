"""*Shipped!* out of the journal: what happened since the sprint began, in words, each with its link."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext

from maven.journal.models import Fact
from maven.missions.models import Mission
from maven.sprints.models import ShippedLine, Sprint

TOLD: dict[str, Callable[[], str]] = {
    "deliverable.shipped": lambda: pgettext("in Shipped!", "Delivered"),
    "activity.finished": lambda: pgettext("in Shipped!", "Activity held"),
    "minutes.published": lambda: pgettext("in Shipped!", "Session held"),
    "consultation.closed": lambda: pgettext("in Shipped!", "Consultation closed"),
    "cause.named": lambda: pgettext("in Shipped!", "Cause named"),
    "champion.accepted": lambda: pgettext("in Shipped!", "A champion for"),
    "tension.resolved": lambda: pgettext("in Shipped!", "Tension resolved"),
}
ICONS = {
    "deliverable": "package-check",
    "activity": "check",
    "minutes": "users",
    "consultation": "megaphone",
    "cause": "flag",
    "champion": "hand-heart",
    "tension": "scale",
}
SAID_BY_THE_FACT = {"activity.finished": "title", "champion.accepted": "cause"}
MOST = 200  # lines: a review reads no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing shipped: the number of its fact, what it is, its own words, and where to read it."""

    number: int
    verb: str
    before: str
    words: str
    icon: str
    url: str
    at: datetime
    kept: bool


def lines_of(sprint: Sprint, *, at: datetime) -> list[Line]:
    """The first fact of each thing, the oldest first; what the review set aside is marked so.

    Seven queries at most, whatever the number of facts: subjects are fetched together, by kind.
    """
    mission = sprint.mission
    start, end = sprint.adopted_at or at, sprint.closed_at or at
    facts = Fact.objects.of(mission.chain).with_verbs(*TOLD)
    facts = facts.filter(at__gte=start, at__lte=end).in_order()
    first: dict[tuple[str, int], Fact] = {}
    for fact in facts:
        first.setdefault((fact.verb, fact.subject_pk), fact)
    shown = list(first.values())[-MOST:]
    chosen = dict(ShippedLine.objects.of(sprint).values_list("number", "kept"))
    subjects = _subjects(shown, mission)
    told = (_line(fact, subjects, chosen, sprint) for fact in shown)
    return [line for line in told if line is not None]


def line_of(sprint: Sprint, number: int) -> bool:
    """Whether a number is that of a fact that this sprint may show."""
    facts = Fact.objects.of(sprint.mission.chain).with_verbs(*TOLD).filter(number=number)
    return sprint.adopted_at is not None and facts.filter(at__gte=sprint.adopted_at).exists()


def _subjects(facts: Iterable[Fact], mission: Mission) -> dict[tuple[str, int], Any]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for fact in facts:
        if fact.verb not in SAID_BY_THE_FACT:
            wanted[fact.subject_kind].add(fact.subject_pk)
    found: dict[tuple[str, int], Any] = {}
    for kind, keys in wanted.items():
        model: type[models.Model] = apps.get_model(kind)
        rows = model._default_manager.filter(pk__in=keys)
        if kind == "sprints.minutes":
            rows = rows.select_related("session")
        for row in rows:
            if hasattr(row, "mission_id"):
                row.mission = mission  # type: ignore[attr-defined]
            found[kind, row.pk] = row
    return found


def _line(
    fact: Fact, subjects: dict[tuple[str, int], Any], chosen: dict[int, bool], sprint: Sprint
) -> Line | None:
    """What is no more, or whose words were erased, is not shown."""
    subject = subjects.get((fact.subject_kind, fact.subject_pk))
    words, url = _said(fact, subject, sprint)
    if not words:
        return None
    return Line(
        number=fact.number,
        verb=fact.verb,
        before=TOLD[fact.verb](),
        words=words,
        icon=ICONS[fact.verb.partition(".")[0]],
        url=url,
        # A session is told by its minutes, which come later.
        at=subject.session.starts_at if subject and fact.verb == "minutes.published" else fact.at,
        kept=chosen.get(fact.number, True),
    )


def _said(fact: Fact, subject: Any, sprint: Sprint) -> tuple[str, str]:
    mission = sprint.mission
    if fact.verb in SAID_BY_THE_FACT:
        details = getattr(fact, "details", None)
        words = details.particulars.get(SAID_BY_THE_FACT[fact.verb], "") if details else ""
        if fact.verb == "activity.finished":
            return words, sprint.get_absolute_url() + "#faites"
        return words, reverse("causes:causes", args=[mission.slug])
    if subject is None:
        return "", ""
    if fact.verb == "deliverable.shipped":
        return subject.title, subject.link or sprint.get_absolute_url() + "#livre"
    if fact.verb == "tension.resolved":
        return subject.desired, reverse("sprints:tension", args=[mission.slug, subject.pk])
    if fact.verb == "minutes.published":
        session = subject.session
        return session.title, reverse("sprints:session", args=[mission.slug, session.pk])
    words = getattr(subject, "question", "") or subject.title
    return words, subject.get_absolute_url()
