"""Day after day: the facts of the journal, each told in one sentence."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from maven.causes.models import Cause, Champion
from maven.journal.models import Fact
from maven.missions.models import Mission
from maven.people.models import Person
from maven.reports.models import StageReport


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that happened: who (or nobody), the sentence, when, and where to read more."""

    at: datetime
    who: str
    initials: str
    before: str
    icon: str
    title: str
    url: str
    shipped: bool


TOLD: dict[str, Callable[[], str]] = {
    "mission.launched": lambda: _("The mission begins"),
    "membership.joined": lambda: _("joins the community"),
    "cause.named": lambda: _("A cause is named:"),
    "champion.accepted": lambda: _("becomes the champion of"),
    "consultation.opened": lambda: _("A consultation opens:"),
    "consultation.closed": lambda: _("A consultation closes:"),
    "consultation.imported": lambda: _("A consultation is imported:"),
    "sprint.adopted": lambda: _("The plenary adopts"),
    "sprint.closed": lambda: _("The review closes"),
    "deliverable.shipped": lambda: _("shipped:"),
    "tension.raised": lambda: _("A tension is raised:"),
    "tension.resolved": lambda: _("A tension is resolved:"),
    "report.issued": lambda: _("The stage report is published:"),
}
PICTURES = {
    "mission": "flag",
    "membership": "user-plus",
    "cause": "flag",
    "champion": "hand-heart",
    "consultation": "megaphone",
    "sprint": "waves",
    "deliverable": "package-check",
    "tension": "scale",
    "report": "file-text",
}
NAMELESS = {"membership.joined"}  # nothing of it is told but that it happened
PERSONAL = {"membership.joined", "champion.accepted", "deliverable.shipped"}


def news_of(
    mission: Mission,
    *,
    names: bool,
    most: int,
    skip: int = 0,
    known: Iterable[models.Model] = (),
) -> list[News]:
    """The latest news; `names` says whether the reader may see who did what.

    A few queries, whatever the number of facts: subjects are fetched together, by kind.
    """
    facts = list(
        Fact.objects.of(mission.chain).with_verbs(*TOLD).newest_first()[skip : skip + most]
    )
    subjects = _subjects(facts, mission, known)
    return [
        _told(fact, subjects.get((fact.subject_kind, fact.subject_pk)), names=names)
        for fact in facts
    ]


def _subjects(
    facts: Iterable[Fact], mission: Mission, known: Iterable[models.Model]
) -> dict[tuple[str, int], models.Model]:
    found = {(one._meta.label_lower, one.pk): one for one in (mission, *known)}
    wanted: dict[str, set[int]] = defaultdict(set)
    for fact in facts:
        if fact.verb not in NAMELESS and (fact.subject_kind, fact.subject_pk) not in found:
            wanted[fact.subject_kind].add(fact.subject_pk)
    for kind, keys in wanted.items():
        model = apps.get_model(kind)
        rows = model._default_manager.filter(pk__in=keys)
        if issubclass(model, Champion):
            rows = rows.select_related("cause")
        elif issubclass(model, StageReport):
            rows = rows.select_related("sprint__mission")
        for row in rows:
            whose = row.cause if isinstance(row, Champion) else row
            if hasattr(whose, "mission_id"):
                whose.mission = mission  # known: not asked again for each address
            found[kind, row.pk] = row
    return found


def _told(fact: Fact, subject: models.Model | None, *, names: bool) -> News:
    details = getattr(fact, "details", None)
    by = details.by if details else None
    shown = names and by is not None and by.presence == Person.Presence.NAME
    personal = fact.verb in PERSONAL
    who = ""
    if personal:
        who = by.public_name if shown and by else _("Somebody")
    return News(
        at=fact.at,
        who=who,
        initials=by.initials if personal and shown and by else "",
        before=TOLD[fact.verb](),
        icon=PICTURES[fact.verb.partition(".")[0]],
        title=_title(subject),
        url=_address(subject),
        shipped=fact.verb == "deliverable.shipped",
    )


def _title(subject: Any) -> str:
    if isinstance(subject, Champion):
        return subject.cause.title
    for name in ("question", "title", "desired"):
        if getattr(subject, name, ""):
            return str(getattr(subject, name))
    if isinstance(subject, StageReport):
        subject = subject.sprint
    number = getattr(subject, "number", None)
    return _("sprint %(number)s") % {"number": number} if number else ""


def _address(subject: Any) -> str:
    if isinstance(subject, Champion):
        subject = subject.cause
    if isinstance(subject, StageReport):
        sprint = subject.sprint
        return reverse("reports:report", args=[sprint.mission.slug, sprint.number])
    if (
        isinstance(subject, Cause)
        or hasattr(subject, "question")
        and not isinstance(subject, Mission)
    ):
        return str(subject.get_absolute_url())
    return ""
