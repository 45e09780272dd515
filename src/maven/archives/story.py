"""The archive's page: the mission told to whoever opens the file on a disk, without any program."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from maven.archives.decisions import AROUND, DECISIONS, Carried
from maven.archives.survey import staying
from maven.causes.models import Cause, Champion
from maven.missions.models import Membership, Mission
from maven.reports.queries import reports_of
from maven.sprints.models import Activity, Deliverable, Feedback, Sprint, Tension
from maven.ui.typography import typeset_html
from maven.voices.models import Consultation
from maven.voices.queries import tallies

ENOUGH = 10  # answers, below which no count leaves in words


def story_of(mission: Mission, tables: list[dict[str, Any]]) -> Iterator[str]:
    """One page in the language of the mission: no script, no other file, ready to be printed."""
    with translation.override(mission.language):
        page = render_to_string("archives/story.html", _told(mission, tables))
        yield typeset_html(page) if mission.language == "fr" else page


def _told(mission: Mission, tables: list[dict[str, Any]]) -> dict[str, Any]:
    parts = Membership.objects.of(mission).by_name()
    return {
        "mission": mission,
        "causes": [
            {"cause": cause, "champions": _champions(cause)}
            for cause in Cause.objects.of(mission).oldest_first()
        ],
        "sprints": [_sprint(one) for one in Sprint.objects.of(mission).in_order()],
        "reports": [one.report for one in reports_of(mission, drafts=False) if one.report],
        "consultations": [
            _consultation(one) for one in Consultation.objects.of(mission).order_by("pk")
        ],
        "people": [part for part in parts if part.person.is_named and part.person.name],
        "others": sum(1 for part in parts if not (part.person.is_named and part.person.name)),
        "tables": tables,
        "staying": staying(),
        "left": left_fields(),
        "enough": ENOUGH,
    }


def left_fields() -> list[tuple[str, str, Any]]:
    """(table, field, why) of what is left of rows that leave."""
    return [
        (label, name, left.why)
        for label, decision in sorted({**DECISIONS, **AROUND}.items())
        if isinstance(decision, Carried)
        for name, left in decision.left.items()
    ]


def reasons() -> list[tuple[str, str]]:
    """Each reason why something stays, once, and the tables and fields that stay for it."""
    told: dict[str, list[str]] = {}
    for label, one in staying():
        told.setdefault(str(one.why), []).append(label)
    for label, name, why in left_fields():
        told.setdefault(str(why), []).append(f"{label}.{name}")
    return [(why, ", ".join(names)) for why, names in told.items()]


def _champions(cause: Cause) -> list[str]:
    standing = Champion.objects.of(cause).standing().select_related("person")
    return [one.person.shown_name for one in standing.order_by("accepted_at", "pk")]


def _sprint(sprint: Sprint) -> dict[str, Any]:
    feedback = Feedback.objects.shown_in(sprint.mission).filter(sprint=sprint)
    return {
        "sprint": sprint,
        "activities": Activity.objects.of(sprint).by_rank(),
        "deliverables": Deliverable.objects.of(sprint).order_by("shipped_at", "pk"),
        "tensions": Tension.objects.raised_in(sprint).in_order(),
        "likes": feedback.likes().in_order(),
        "dislikes": feedback.dislikes().in_order(),
    }


def _consultation(consultation: Consultation) -> dict[str, Any]:
    told = tallies(consultation)
    return {
        "consultation": consultation,
        "voices": consultation.participants.count(),
        "tallies": [(one, one.people >= ENOUGH) for one in told],
    }
