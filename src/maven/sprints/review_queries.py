"""What the review reads of a sprint, each in one query."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from maven.sprints.models import Activity, Deliverable, Sprint, Tension


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """A sprint in figures, before it is closed."""

    activities: int
    done: int
    days_planned: float
    days_spent: float
    shipped: int


def sums_of(sprint: Sprint) -> Sums:
    found = Activity.objects.of(sprint).aggregate(
        activities=Count("pk"),
        done=Count("pk", filter=Q(done_at__isnull=False)),
        days_planned=Sum("days_planned", default=0.0),
        days_spent=Sum("days_spent", default=0.0),
    )
    return Sums(**found, shipped=Deliverable.objects.of(sprint).count())


def tensions_in(sprint: Sprint) -> list[Tension]:
    """Those told in this sprint, and those that were open when it began."""
    found = Tension.objects.seen_in(sprint)
    return list(found.in_order().select_related("raised_by", "owner", "activity", "sprint"))


def left_open(sprint: Sprint) -> list[Tension]:
    """Of these, those still open: when the sprint was closed, or now."""
    until = sprint.closed_at
    return [
        one
        for one in tensions_in(sprint)
        if one.resolved_at is None or (until is not None and one.resolved_at > until)
    ]
