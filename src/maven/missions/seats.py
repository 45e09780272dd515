"""Where each organisation sits among the sectors of a mission: an expression, never a loop."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, Count, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from maven.missions.models import Membership, Mission, Placement, Sector
from maven.people.folding import folded
from maven.people.models import Organisation, Person


class Sectors:
    """The sectors of a mission, read once: their titles, and where each key leads."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission
        rows = list(Sector.objects.of(mission).in_order())
        self.standing = [row for row in rows if row.merged_into_id is None]
        self.title_of = {row.pk: row.title for row in self.standing}
        self.led_by = {row.key: row.merged_into_id or row.pk for row in rows if row.key}

    def title(self, seat: int | None) -> str:
        return self.title_of.get(seat or 0) or gettext("Sector not told")

    def seat_of(self, organisation: str) -> Coalesce:
        """The sector of the organisation at this path, as an expression; null when none is."""
        placed = Placement.objects.filter(
            mission=self.mission, organisation=OuterRef(organisation)
        ).values("sector")[:1]
        said = [
            When(**{f"{organisation}__sector": key}, then=Value(pk))
            for key, pk in self.led_by.items()
        ]
        return Coalesce(
            Subquery(placed),
            Case(*said, default=None, output_field=BigIntegerField()),
            output_field=BigIntegerField(),
        )

    def named_with(self, word: str) -> list[int]:
        return [pk for pk, title in self.title_of.items() if word in (folded(title) or "")]


def is_in_use(sector: Sector) -> bool:
    """Whether an organisation is placed there, or somebody's organisation says it is there."""
    if sector.placements.exists():
        return True
    parts = Membership.objects.of(sector.mission).filter(person__organisation__isnull=False)
    seat = Sectors(sector.mission).seat_of("person__organisation")
    return parts.annotate(seat=seat).filter(seat=sector.pk).exists()


def sizes_of(mission: Mission) -> dict[int, int]:
    """How many people are in each sector, for those who edit the list."""
    parts = Membership.objects.of(mission).annotate(
        seat=Sectors(mission).seat_of("person__organisation")
    )
    rows = parts.exclude(seat=None).order_by().values("seat").annotate(n=Count("pk"))
    return {row["seat"]: row["n"] for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A sector that a new organisation may be said to belong to."""

    key: str  # as the form sends it
    title: str
    sector: str  # as the organisation keeps it: one of the seven, or nothing
    row: Sector | None = None  # where a mission places it, when none of the seven leads there


def sectors_proposed_to(person: Person) -> dict[str, Proposed]:
    """Those of her missions; the seven of the method for who is in none yet."""
    own = Membership.objects.held_by(person).order_by().values("mission")
    rows = list(Sector.objects.filter(mission__in=own).offered().select_related("mission"))
    rows.sort(key=lambda row: (-row.mission_id, row.rank, row.pk))
    several = len({row.mission_id for row in rows}) > 1
    proposed: dict[str, Proposed] = {}
    for row in rows:
        plain = row.key and not row.name
        title = row.title if plain or not several else f"{row.title} ({row.mission.name})"
        key = row.key if plain else str(row.pk)
        place = None if row.key else row
        proposed.setdefault(key, Proposed(key=key, title=title, sector=row.key, row=place))
    if not rows:
        for value, label in Organisation.Sector.choices:
            proposed[value] = Proposed(key=value, title=str(label), sector=value)
    return proposed
