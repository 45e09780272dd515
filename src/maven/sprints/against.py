"""What the combination on the table would not respect, named in words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.utils.translation import gettext as _

from maven.method.coverage import Situation, violations
from maven.sprints.calendar_days import open_days
from maven.sprints.day_words import told
from maven.sprints.models import Activity, Sprint
from maven.toolbox.weighing import weigh

NO_LIMIT = 10**6
MANY = 100  # several activities of one kind are the plenary's business


def situation_of(sprint: Sprint) -> Situation:
    """The limits seen when the draft was made, and its calendar; what nobody saw forbids nothing."""
    within = sprint.needs.get("within", {})
    return Situation(
        days=NO_LIMIT,  # the days that were planned are counted, not those that are usual
        people=int(within.get("people", NO_LIMIT)),
        trust=float(within.get("trust", NO_LIMIT)),
        maturity=float(within.get("maturity", NO_LIMIT)),
        met=frozenset(within["met"]) if "met" in within else None,
        sprint_days=(sprint.ends_on - sprint.starts_on).days,
        dates=open_days(sprint.starts_on, sprint.ends_on, sprint.closed_days),
    )


def against(sprint: Sprint, activities: Sequence[Activity]) -> list[dict[str, Any]]:
    """Each limit that is not respected, as JSON, the days first."""
    days = round(sum(one.days_planned for one in activities), 2)
    found = []
    if days > sprint.capacity_days + 1e-9:
        found.append({"reason": "days", "slugs": [], "needed": days, "found": sprint.capacity_days})
    looked_at = sprint.needs.get("within", {}).get("looked_at", ())
    kinds = [
        replace(weigh(one.kind, looked_at=looked_at), turns_max=MANY, days=0.0)
        for one in activities
    ]
    broken = [asdict(one) for one in violations(kinds, situation_of(sprint))]
    return found + [one | {key: list(one[key]) for key in ("slugs", "missing")} for one in broken]


def against_words(found: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One limit in one sentence; `names` are those of the activities, by slug."""
    figures = {
        "name": ", ".join(names.get(slug, slug) for slug in found["slugs"]),
        "needed": told(found["needed"]),
        "found": told(found["found"]),
        "missing": ", ".join(missing_word(one) for one in found.get("missing", ())),
    }
    return {
        "days": _("Days: %(needed)s are asked for, %(found)s are there."),
        "dates": _("Calendar: people would meet on %(needed)s days, %(found)s are open."),
        "people": _("People: “%(name)s” needs %(needed)s, %(found)s are reached."),
        "group": _("People: “%(name)s” holds %(found)s, the group counts %(needed)s."),
        "trust": _("Trust: “%(name)s” asks for level %(needed)s, we are at %(found)s."),
        "maturity": _("Experience: “%(name)s” asks for level %(needed)s, we are at %(found)s."),
        "span": _("Calendar: “%(name)s” takes %(needed)s days, the sprint lasts %(found)s."),
        "turns": _("“%(name)s” is held %(needed)s times, %(found)s make sense."),
        "prerequisites": _("Before “%(name)s”, something is missing: %(missing)s."),
        "session": _("“%(name)s” is lived inside another session, and none is on the table."),
        "arc": _("“%(name)s” concludes, and nothing on the table opens."),
        "chain": _(
            "Calendar: “%(name)s” waits for another and ends on day %(needed)s of %(found)s."
        ),
    }[found["reason"]] % figures


def missing_word(token: str) -> str:
    return {
        "cause": _("a cause"),
        "causes-draft": _("a draft of the causes"),
        "deliverables": _("something delivered"),
        "sprint-ended": _("a sprint that ended"),
    }.get(token, token)
