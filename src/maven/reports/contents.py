"""What a stage report holds: numbers and words as they were, in no language of ours.

Everything is read from the journal of the sprint and from the rows that its facts point to. Names
are those of people who agreed to be shown by name.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import Count

from maven.causes.models import Cause, Champion
from maven.compass.engagement import engaged_in
from maven.compass.polled import understood_by
from maven.compass.queries import convergence_at
from maven.compass.state import Gauge, state_of
from maven.journal.models import Chain, Fact
from maven.missions.models import Mission
from maven.reports.meetings import meetings_of
from maven.reports.names import shown_name
from maven.sprints.models import Activity, Deliverable, Sprint, Tension
from maven.sprints.queries import feelings_of
from maven.toolbox.queries import quantities_of
from maven.voices.models import Consultation
from maven.voices.queries import accounts_set_aside, tallies

FORMAT = 2  # 2 holds the lists behind the numbers, sessions, minutes, the reserve, what was before
ENOUGH = 10  # answers to an idea, below which no count of them leaves
type Content = dict[str, Any]


def content_of(sprint: Sprint, *, at: datetime) -> Content:
    """The whole report of a closed sprint, ready to be kept as it is."""
    mission = sprint.mission
    start, end = sprint.adopted_at or at, sprint.closed_at or at
    activities = _activities(sprint)
    return {
        "format": FORMAT,
        "mission": _mission(mission),
        "sprint": {
            "number": sprint.number,
            "starts_on": sprint.starts_on.isoformat(),
            "ends_on": sprint.ends_on.isoformat(),
            "closed_at": end.isoformat(),
        },
        "activities": activities,
        "shipped": _shipped(sprint),
        "feelings": _feelings(sprint),
        "tensions": _tensions(mission, start, end),
        "state": _state(mission, sprint, end),
        "set_aside": accounts_set_aside(mission),
        "causes": _causes(mission, start, end),
        "agenda": sprint.agenda,
        "days": {
            "capacity": sprint.capacity_days,
            "planned": round(sum(one["planned"] for one in activities), 2),
            "spent": round(sum(one["spent"] or 0 for one in activities), 2),
        },
        "quantities": _quantities(mission, end),
        "measures": _measures(mission, start, end),
        "journal": journal_of(mission) | {"told": _told(mission, start, end)},
        **meetings_of(sprint, start, end),
    }


def journal_of(mission: Mission) -> Content:
    """How long the journal is, what it tells of, and its head."""
    chain = Chain.objects.filter(name=mission.chain).first()
    facts = Fact.objects.of(mission.chain).order_by().values_list("verb")
    return {
        "length": chain.length if chain else 0,
        "head": chain.head if chain else "0" * 64,
        "verbs": dict(sorted(facts.annotate(times=Count("pk")))),
    }


def _mission(mission: Mission) -> Content:
    fields = ("name", "territory", "question", "sponsor_name", "group_name")
    return {field: getattr(mission, field) for field in fields}


def _activities(sprint: Sprint) -> list[Content]:
    rows = list(Activity.objects.of(sprint).by_rank())
    planned = Fact.objects.of(sprint.mission.chain).with_verbs("activity.planned")
    added = set(
        planned.filter(subject_pk__in=[row.pk for row in rows]).values_list("subject_pk", flat=True)
    )
    return [
        {
            "key": f"activity-{row.pk}",
            "title": row.title,
            "kind_fr": row.kind.name_fr,
            "kind_en": row.kind.name_en,
            "reason": row.reason,
            "planned": row.days_planned,
            "spent": row.days_spent,
            "done": row.done_at is not None,
            "added": row.pk in added,
        }
        for row in rows
    ]


def _shipped(sprint: Sprint) -> list[Content]:
    rows = Deliverable.objects.of(sprint).select_related("shipped_by", "activity")
    return [
        {
            "key": f"deliverable-{row.pk}",
            "title": row.title,
            "link": row.link,
            "by": shown_name(row.shipped_by),
            "at": row.shipped_at.isoformat(),
        }
        for row in rows.order_by("shipped_at", "pk")
    ]


def _feelings(sprint: Sprint) -> Content:
    feelings = feelings_of(sprint)
    return {
        "count": feelings.count,
        "likes": list(feelings.likes),
        "dislikes": list(feelings.dislikes),
    }


def _tensions(mission: Mission, start: datetime, end: datetime) -> Content:
    def told(tension: Tension) -> Content:
        key = f"tension-{tension.pk}"
        return {"key": key, "desired": tension.desired, "observed": tension.observed}

    rows = list(Tension.objects.of(mission).in_order())
    before_end = [row for row in rows if row.raised_at <= end]
    resolved = [row for row in before_end if row.resolved_at and row.resolved_at <= end]
    return {
        "opened": [told(row) for row in before_end if row.raised_at >= start],
        "resolved": [told(row) for row in resolved if row.resolved_at and row.resolved_at >= start],
        "open": len(before_end) - len(resolved),
        "still_open": [told(row) for row in before_end if row not in resolved],
    }


def _state(mission: Mission, sprint: Sprint, end: datetime) -> list[Content]:
    """The four gauges at the end of this sprint, and at the end of the one before."""
    former = Sprint.objects.of(mission).closed().filter(number__lt=sprint.number)
    last = former.latest_first().first()
    now = state_of(mission, at=end)
    before = state_of(mission, at=last.closed_at) if last and last.closed_at else None
    return [
        {
            "key": gauge.key,
            "now": _numbers(gauge),
            "before": _numbers(before.of(gauge.key)) if before else None,
        }
        for gauge in now.gauges
    ]


def _numbers(gauge: Gauge) -> Content | None:
    if gauge.value is None:
        return None
    return {
        "value": round(gauge.value, 2),
        "low": None if gauge.low is None else round(gauge.low, 2),
        "high": None if gauge.high is None else round(gauge.high, 2),
        "at": gauge.measured_at.isoformat() if gauge.measured_at else None,
    }


def _causes(mission: Mission, start: datetime, end: datetime) -> list[Content]:
    champions: dict[int, list[str]] = {}
    standing = Champion.objects.standing().filter(cause__mission=mission, accepted_at__lte=end)
    for champion in standing.select_related("person").order_by("accepted_at", "pk"):
        champions.setdefault(champion.cause_id, []).append(shown_name(champion.person))
    return [
        {
            "key": f"cause-{cause.pk}",
            "title": cause.title,
            "purpose": cause.purpose,
            "tone": cause.tone,
            "new": cause.named_at >= start,
            "champions": len(champions.get(cause.pk, [])),
            "names": [name for name in champions.get(cause.pk, []) if name],
        }
        for cause in Cause.objects.of(mission).filter(named_at__lte=end).oldest_first()
    ]


def _quantities(mission: Mission, end: datetime) -> list[Content]:
    done: dict[int, list[Content]] = {}
    rows = Activity.objects.done().filter(
        sprint__mission=mission, kind__seed_kind__isnull=False, done_at__lte=end
    )
    for kind, title, done_at, number in rows.order_by("done_at", "pk").values_list(
        "kind__seed_kind", "title", "done_at", "sprint__number"
    ):
        one = {"title": title, "at": done_at.isoformat() if done_at else None, "sprint": number}
        done.setdefault(int(kind or 0), []).append(one)
    return [
        {
            "kind": int(one.seed_kind),
            "done": len(done.get(int(one.seed_kind), [])),
            "list": done.get(int(one.seed_kind), []),
            "low": one.low,
            "high": one.high,
        }
        for one in quantities_of(mission)
    ]


def _measures(mission: Mission, start: datetime, end: datetime) -> Content:
    """What the dimensions are made of, told by idea and by number, never by person."""
    engaged = engaged_in(mission, start, end)
    understood = understood_by(mission, end)
    measured = convergence_at(mission, end)
    ideas: list[Content] = []
    if measured is not None and measured.index is not None:
        consultation = Consultation.objects.get(pk=measured.consultation_pk)
        ideas = [
            {
                "number": one.number,
                "words": one.words,
                "counts": [one.agree, one.disagree, one.passed] if one.people >= ENOUGH else None,
            }
            for one in tallies(consultation)
        ]
    return {
        "engagement": {"engaged": engaged.engaged, "people": engaged.people},
        "convergence": {"people": measured.people if measured else 0, "ideas": ideas},
        "understanding": {"yes": understood.yes, "people": understood.people}
        if understood
        else None,
    }


def _told(mission: Mission, start: datetime, end: datetime) -> dict[str, int]:
    facts = Fact.objects.of(mission.chain).filter(at__gte=start, at__lte=end)
    return dict(sorted(Counter(facts.values_list("verb", flat=True)).items()))
