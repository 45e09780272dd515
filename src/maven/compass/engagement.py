"""Who made the mission's work their own: counted, not estimated.

The facilitation team and the sponsor are left out: the mission is to last without the one and is
paid for by the other. Everybody else who takes part counts, so inviting many lowers the share.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from maven.causes.models import Champion
from maven.missions.models import Membership, Mission, Role
from maven.sprints.models import Activity, Deliverable, Tension
from maven.voices.models import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Engaged:
    """How many of how many."""

    engaged: int
    people: int

    @property
    def percent(self) -> float:
        return 100 * self.engaged / self.people if self.people else 0.0


def engaged_in(mission: Mission, start: datetime, end: datetime) -> Engaged:
    """Who, of those taking part before the end, did something in between that others can see."""
    there = set(
        Membership.objects.filter(mission=mission, joined_at__lt=end)
        .filter(Q(left_at=None) | Q(left_at__gte=end))
        .filter(role__in=[Role.MEMBER, Role.PARTICIPANT])
        .values_list("person_id", flat=True)
    )
    acted = there & set(_acted(mission, start, end)) if there else there
    return Engaged(engaged=len(acted), people=len(there))


def _acted(mission: Mission, start: datetime, end: datetime) -> Iterable[int | None]:
    def within(field: str) -> Q:
        return Q(**{f"{field}__gte": start, f"{field}__lt": end})

    shipped = Deliverable.objects.filter(within("shipped_at"), sprint__mission=mission)
    yield from shipped.values_list("shipped_by", flat=True)
    done = Activity.objects.filter(within("done_at"), sprint__mission=mission)
    yield from done.values_list("done_by", flat=True)
    raised = Tension.objects.of(mission).filter(within("raised_at"))
    yield from raised.values_list("raised_by", flat=True)
    proposed = Statement.objects.filter(within("submitted_at"), consultation__mission=mission)
    yield from proposed.filter(refused_at=None).values_list("author__person", flat=True)
    carrying = Champion.objects.filter(cause__mission=mission, accepted_at__lt=end)
    carrying = carrying.filter(Q(stepped_down_at=None) | Q(stepped_down_at__gte=end))
    yield from carrying.values_list("person_id", flat=True)
