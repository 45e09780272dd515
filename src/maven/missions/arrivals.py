"""By which way people came into a mission, and from which sectors and organisations."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Channel, Invitation, Membership, Mission
from maven.missions.seats import Sectors

WAY_NOT_KNOWN = _("not known: before it was noted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in: how many were invited by it, how many came by it."""

    label: str
    invited: int
    joined: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A sector, how many came from it, and the organisations among them, the largest first."""

    title: str
    joined: int
    organisations: list[tuple[str, int]]


@dataclass(frozen=True)
class Arrivals:
    """Numbers of people, and nothing of what they think. Three queries and the sectors."""

    mission: Mission

    @cached_property
    def ways(self) -> list[Way]:
        sent = Invitation.objects.of(self.mission).order_by().values_list("channel")
        invited = Counter(dict(sent.annotate(n=Count("pk"))))
        came = Membership.objects.of(self.mission).order_by().values_list("channel")
        joined = Counter(dict(came.annotate(n=Count("pk"))))
        return [
            Way(label=str(label), invited=invited[key], joined=joined[key])
            for key, label in (*Channel.choices, ("", WAY_NOT_KNOWN))
            if invited[key] or joined[key]
        ]

    @cached_property
    def origins(self) -> list[Origin]:
        sectors = Sectors(self.mission)
        parts = Membership.objects.of(self.mission).annotate(
            seat=sectors.seat_of("person__organisation")
        )
        rows = parts.order_by().values_list("seat", "person__organisation__name")
        by_seat: dict[int | None, Counter[str]] = {}
        for seat, name, number in rows.annotate(n=Count("pk")):
            by_seat.setdefault(seat, Counter())[name or ""] += number
        origins = [
            Origin(
                title=sectors.title(seat),
                joined=names.total(),
                organisations=[(name, n) for name, n in names.most_common() if name],
            )
            for seat, names in by_seat.items()
        ]
        return sorted(origins, key=lambda one: (-one.joined, one.title))

    @property
    def joined(self) -> int:
        return sum(one.joined for one in self.ways)
