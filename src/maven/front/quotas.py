"""The mission's eight kinds of activities: how many are planned, how many were done."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.safestring import SafeString

from maven.missions.models import Mission
from maven.sprints.models import Activity
from maven.toolbox.models import SeedKind
from maven.toolbox.queries import quantities_of
from maven.ui.charts import unit_dots

ICONS = {
    SeedKind.CONSULTATION: "megaphone",
    SeedKind.INTERVIEW: "mic",
    SeedKind.TALK: "presentation",
    SeedKind.POST: "newspaper",
    SeedKind.WORKSHOP: "pencil-ruler",
    SeedKind.MEETUP: "wine",
    SeedKind.MATCHMAKING: "handshake",
    SeedKind.POLL: "vote",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """One of the eight kinds: done, from `low` to `high` planned, and the dots that say so."""

    icon: str
    name: str
    done: int
    low: int
    high: int
    dots: SafeString


def quotas_of(mission: Mission) -> list[Quota]:
    done = dict(
        Activity.objects.done()
        .filter(sprint__mission=mission, kind__seed_kind__isnull=False)
        .values("kind__seed_kind")
        .annotate(number=Count("pk"))
        .values_list("kind__seed_kind", "number")
    )
    quotas = []
    for quantity in quantities_of(mission):
        kind = SeedKind(quantity.seed_kind)
        number = done.get(kind, 0)
        quotas.append(
            Quota(
                icon=ICONS[kind],
                name=str(kind.label),
                done=number,
                low=quantity.low,
                high=quantity.high,
                dots=unit_dots(number, quantity.low, quantity.high),
            )
        )
    return quotas
