"""What the pages read of the toolbox, in a constant number of queries."""

from dataclasses import dataclass

from maven.missions.models import Mission
from maven.toolbox.models import ActivityKind, Quantity, SeedKind

# The seed's own figures, for a whole mission.
SEED_QUANTITIES = {
    SeedKind.CONSULTATION: (1, 1),
    SeedKind.INTERVIEW: (5, 10),
    SeedKind.TALK: (2, 2),
    SeedKind.POST: (10, 15),
    SeedKind.WORKSHOP: (5, 5),
    SeedKind.MEETUP: (3, 5),
    SeedKind.MATCHMAKING: (3, 5),
    SeedKind.POLL: (2, 2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """How many of one of the eight kinds the mission plans; `own` when it is the mission's figure."""

    seed_kind: SeedKind
    low: int
    high: int
    own: bool = False

    @property
    def label(self) -> str:
        return str(self.seed_kind.label)


def quantities_of(mission: Mission) -> list[Planned]:
    """The eight quantities: the mission's where it has set them, the seed's otherwise."""
    own = {one.seed_kind: one for one in Quantity.objects.filter(mission=mission)}
    return [
        Planned(seed_kind=kind, low=own[kind].low, high=own[kind].high, own=True)
        if kind in own
        else Planned(seed_kind=kind, low=low, high=high)
        for kind, (low, high) in SEED_QUANTITIES.items()
    ]


def kinds_of(
    mission: Mission, *, arc: str = "", seed_kind: int | None = None, aside: bool = False
) -> list[ActivityKind]:
    """The mission's kinds, the seed's eight first."""
    found = ActivityKind.objects.of(mission)
    found = found.filter(set_aside_at__isnull=False) if aside else found.usable()
    if seed_kind:
        found = found.filter(seed_kind=seed_kind)
    kinds = [kind for kind in found.in_catalogue_order() if not arc or arc in kind.arc.split()]
    return sorted(kinds, key=lambda kind: (kind.seed_kind is None, kind.seed_kind or 0))


def kind_of(mission: Mission, slug: str) -> ActivityKind | None:
    return ActivityKind.objects.of(mission).filter(slug=slug).first()


def kinds_by_slug(mission: Mission) -> dict[str, ActivityKind]:
    usable = ActivityKind.objects.of(mission).usable().in_catalogue_order()
    return {kind.slug: kind for kind in usable}


def shared_kind(slug: str) -> ActivityKind | None:
    return ActivityKind.objects.shared().filter(slug=slug).first()
