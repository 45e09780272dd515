"""What the plenary decided, kept as it was on that day; and what has become of it since.

Everything that its page needs is in the plan itself, and no name of anybody: activities may be
renamed, moved or taken out afterwards, the plan does not move.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from maven.method.coverage import DIMENSIONS
from maven.sprints.against import against, against_words
from maven.sprints.attendance_queries import there_at_plenary
from maven.sprints.day_words import days_said, told
from maven.sprints.models import Activity, Sprint
from maven.sprints.queries import needs_of
from maven.sprints.table import dimension_labels
from maven.sprints.wall import Wall, Worth, wall_of
from maven.ui.days import short_day


def plan_of(sprint: Sprint, *, at: datetime) -> dict[str, Any]:
    """The draft as it lies on the table, as JSON, in the language of the mission.

    Who was there is told by a number: a name that is frozen could not be erased.
    """
    with override(sprint.mission.language):
        wall = wall_of(sprint)
        return {
            "starts_on": sprint.starts_on.isoformat(),
            "ends_on": sprint.ends_on.isoformat(),
            "closed_days": sprint.closed_days,
            "capacity": sprint.capacity_days,
            "days": wall.table.days,
            "measured": wall.measured,
            "answers": _answers(wall),
            "activities": [
                {
                    "rank": one.activity.rank,
                    "slug": one.activity.kind.slug,
                    "kind": one.activity.kind.name,
                    "title": one.title,
                    "days": one.activity.days_planned,
                    "reason": one.activity.reason,
                    "points": list(one.worth.points),
                    "wishes": one.wishes,
                }
                for one in wall.laid
                if one.activity is not None
            ],
            "beside": [
                {"title": one.title, "wishes": one.wishes} for one in wall.beside if one.wishes
            ],
            "there": there_at_plenary(sprint.mission, at=at),
            "wishers": wall.wishers,
            "offered": {"people": wall.offered.people, "days": wall.offered.days},
            "against": against(sprint, [one.activity for one in wall.laid if one.activity]),
        }


def _answers(wall: Wall) -> list[dict[str, Any]]:
    found = wall.table.coverage
    return [
        {"dimension": one.dimension, "asked": round(one.asked, 4), "brought": round(one.brought, 4)}
        for one in (found.answers if found else ())
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One activity as it was decided; when it was held; in words, what is not as decided."""

    title: str
    kind: str
    days: float
    reason: str
    worth: Worth
    wishes: int
    held: str
    since: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The plan as its page shows it."""

    sprint: Sprint
    plan: Mapping[str, Any]
    rows: list[Row]
    total: Worth
    against: list[str]
    more: list[str]

    @property
    def same(self) -> bool:
        """Nothing was changed since: what was held or is still to do is as it was decided."""
        return not self.more and not any(one.since for one in self.rows)


def decided_of(sprint: Sprint) -> Decided | None:
    """What was decided; None for a sprint adopted before plans were kept."""
    plan = sprint.adopted_plan
    if not plan:
        return None
    now = {(one.rank, one.kind.slug): one for one in Activity.objects.of(sprint).by_rank()}
    labels = dimension_labels(needs_of(sprint))
    rows = [
        Row(
            title=one["title"],
            kind=one["kind"],
            days=one["days"],
            reason=one["reason"],
            worth=_worth(one["points"], labels),
            wishes=one["wishes"],
            held=_held(now.get((one["rank"], one["slug"]))),
            since=list(_since(one, now.get((one["rank"], one["slug"])), sprint)),
        )
        for one in plan["activities"]
    ]
    columns = [sum(one.worth.points[place] for one in rows) for place in range(len(DIMENSIONS))]
    known = {(one["rank"], one["slug"]) for one in plan["activities"]}
    names = {one["slug"]: one["title"] for one in plan["activities"]}
    return Decided(
        sprint=sprint,
        plan=plan,
        rows=rows,
        total=_worth(columns, labels),
        against=[against_words(one, names) for one in plan["against"]],
        more=[_added(one) for place, one in now.items() if place not in known],
    )


def _worth(points: list[int], labels: Mapping[str, str]) -> Worth:
    return Worth(points=(points[0], points[1], points[2], points[3]), labels=labels)


def _held(now: Activity | None) -> str:
    if now is None or now.done_at is None:
        return ""
    return _("Held on %(day)s.") % {"day": short_day(now.done_at)}


def _since(was: Mapping[str, Any], now: Activity | None, sprint: Sprint) -> Iterator[str]:
    """What is no longer as it was decided; what was held as planned says nothing."""
    if now is None:
        yield _("It is in this sprint no longer.")
        return
    if now.done_at is None and sprint.closed_at is not None:
        yield _("It was not held.")
    if now.title != was["title"]:
        yield _("It is called “%(title)s” now.") % {"title": now.title}
    if now.days_planned != was["days"]:
        yield _("Days planned now: %(days)s.") % {"days": told(now.days_planned)}
    if now.days_spent is not None and now.days_spent != was["days"]:
        yield _("Days really spent: %(days)s.") % {"days": told(now.days_spent)}


def _added(one: Activity) -> str:
    said = {"title": one.title, "days": days_said(one.days_planned)}
    return _("“%(title)s” came in addition, %(days)s.") % said
