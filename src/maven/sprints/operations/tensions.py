"""Tensions: told, weighed, taken on by somebody, put in the reserve, resolved."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.models import Activity, Sprint, Tension
from maven.sprints.operations.states import in_state


class TensionResolved(Exception):
    """A tension that is resolved stays as it was told."""


class TensionTaken(Exception):
    """Somebody else has taken this tension on already."""


@transaction.atomic
def raise_tension(
    *,
    sprint: Sprint,
    desired: str,
    observed: str,
    severity: int | None = None,
    activity: Activity | None = None,
    measure: str = "",
    measured: float | None = None,
    wanted: float | None = None,
    by: Person,
    at: datetime,
) -> Tension:
    """Somebody says the gap between what we want and what we see; `measured` is out of 100, now."""
    sprint = in_state(sprint, "adopted")
    tension = Tension.objects.create(
        mission=sprint.mission,
        sprint=sprint,
        desired=desired,
        observed=observed,
        severity=severity,
        activity=activity,
        measure=measure,
        measured=measured,
        wanted=wanted,
        raised_at=at,
        raised_by=by,
    )
    record(
        "tension.raised",
        tension,
        chain=sprint.mission.chain,
        by=by,
        at=at,
        desired=desired,
        observed=observed,
        **({"measure": measure, "measured": measured} if measure else {}),
    )
    return tension


@transaction.atomic
def plan_tension(
    *,
    tension: Tension,
    severity: int | None,
    activity: Activity | None,
    wanted: float | None,
    by: Person,
    at: datetime,
) -> Tension:
    """How much it holds us back, which activity is meant to reduce it, where the measure should be."""
    tension = _open(tension)
    new = (severity, activity.pk if activity else None, wanted)
    if (tension.severity, tension.activity_id, tension.wanted) != new:
        tension.severity, tension.activity_id, tension.wanted = new
        tension.save(update_fields=["severity", "activity_id", "wanted"])
        record(
            "tension.planned",
            tension,
            chain=tension.mission.chain,
            by=by,
            at=at,
            severity=severity,
            activity=activity.title if activity else "",
        )
    return tension


@transaction.atomic
def take_tension_on(*, tension: Tension, by: Person, at: datetime) -> Tension:
    """Somebody says: I see to it. Nobody is named in their place."""
    tension = _open(tension)
    if tension.owner_id is not None and tension.owner_id != by.pk:
        raise TensionTaken
    if tension.owner_id is None:
        tension.owner, tension.owned_at = by, at
        tension.save(update_fields=["owner", "owned_at"])
        record("tension.taken_on", tension, chain=tension.mission.chain, by=by, at=at)
    return tension


@transaction.atomic
def give_tension_back(*, tension: Tension, by: Person, at: datetime) -> Tension:
    """Whoever had taken it on no longer does; nobody has to give a reason."""
    tension = _open(tension)
    if tension.owner_id is not None and tension.owner_id == by.pk:
        tension.owner = tension.owned_at = None
        tension.save(update_fields=["owner", "owned_at"])
        record("tension.given_back", tension, chain=tension.mission.chain, by=by, at=at)
    return tension


@transaction.atomic
def resolve_tension(*, tension: Tension, by: Person, at: datetime) -> Tension:
    """The gap is closed, or no longer matters; saying it again changes nothing."""
    tension = _held(tension)
    if tension.resolved_at is None:
        tension.resolved_at, tension.resolved_by = at, by
        tension.save(update_fields=["resolved_at", "resolved_by"])
        record("tension.resolved", tension, chain=tension.mission.chain, by=by, at=at)
    return tension


def _held(tension: Tension) -> Tension:
    rows = Tension.objects.select_for_update(of=("self",)).select_related("mission")
    return rows.get(pk=tension.pk)


def _open(tension: Tension) -> Tension:
    tension = _held(tension)
    if tension.resolved_at is not None:
        raise TensionResolved
    return tension
