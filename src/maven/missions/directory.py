"""Who is in the directory of a mission, as each person chose to appear. Constant in queries.

By name: a row, found by all its words. As a dot: counted, in the mission and in a sector, and
nothing else; a search or a filter by part counts no dot, since a count of one would tell who.
Not at all: nowhere. The facilitation team holds the list of its people, and sees everybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.lookups import Contains

from maven.missions.models import Membership, Mission, Role
from maven.missions.seats import Sectors
from maven.people.folding import Folded, words_of
from maven.people.models import Person, ProfileLine

A_PAGE = 50
MOST_WORDS = 8
Parts = QuerySet[Any]  # of memberships, each with its `seat`


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader of a directory looks for; an empty question asks for everybody."""

    words: str = ""
    sector: str = ""
    role: str = ""
    page: str = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """One sector in the directory: how many show their name, how many a dot."""

    key: str  # how the address names it: the number of the sector, or `-` for those of none
    title: str
    people: int
    points: int


def shown_to(facilitator: bool, parts: Parts) -> Parts:  # noqa: FBT001
    """The parts whose holder may be named to this reader."""
    return parts if facilitator else parts.filter(person__presence=Person.Presence.NAME)


def matching(parts: Parts, words: Iterable[str], sectors: Sectors) -> Parts:
    """Every word is in the name, the organisation, its sector, what is offered or sought."""
    lines = ProfileLine.objects.filter(person=OuterRef("person"))
    for word in words:
        parts = parts.filter(
            Q(Contains(Folded("person__name"), Value(word)))
            | Q(Contains(Folded("person__organisation__name"), Value(word)))
            | Q(seat__in=sectors.named_with(word))
            | Exists(lines.filter(Q(Contains(Folded("words"), Value(word)))))
        )
    return parts


class Directory:
    """The answer to a question about who takes part. Four queries, whatever the size."""

    def __init__(self, mission: Mission, asked: Asked, *, facilitator: bool) -> None:
        self.asked, self.facilitator = asked, facilitator
        self.sectors = Sectors(mission)
        parts: Parts = Membership.objects.of(mission).annotate(
            seat=self.sectors.seat_of("person__organisation")
        )
        words = words_of(asked.words)[:MOST_WORDS]
        self.found = matching(parts, words, self.sectors) if words else parts
        self.searches = bool(words)
        self.counted: list[Mapping[str, object]] = list(
            self.found.order_by().values("seat", "role", "person__presence").annotate(n=Count("pk"))
        )

    def _count(self, *, points: bool = False, seat: str = "", role: str = "") -> int:
        """How many rows, or dots, of a sector and a part; `seat` as the address says it."""
        return sum(
            int(str(row["n"]))
            for row in self.counted
            if (not seat or seat == (str(row["seat"]) if row["seat"] else "-"))
            and (not role or row["role"] == role)
            and (
                row["person__presence"] == Person.Presence.POINT
                if points
                else self.facilitator or row["person__presence"] == Person.Presence.NAME
            )
        )

    @property
    def is_whole(self) -> bool:
        return not (self.searches or self.asked.sector or self.asked.role)

    @property
    def people(self) -> int:
        return self._count()

    @property
    def points(self) -> int:
        """Dots are part of totals, never of what a search finds."""
        return 0 if self.searches else self._count(points=True)

    @property
    def points_here(self) -> int:
        """The dots of the sector chosen; to who reads their names, they are rows."""
        if self.facilitator or self.searches or self.asked.role:
            return 0
        return self._count(points=True, seat=self.asked.sector)

    @property
    def seen(self) -> int:
        """Those who take part and may be known of: by name or as a dot."""
        return sum(
            int(str(row["n"]))
            for row in self.counted
            if row["person__presence"] != Person.Presence.ABSENT
        )

    @property
    def unseen(self) -> int:
        return sum(int(str(row["n"])) for row in self.counted) - self.seen

    @cached_property
    def circles(self) -> list[Circle]:
        """The sectors that somebody is in, in the order of the mission."""
        keys = [(str(one.pk), one.title) for one in self.sectors.standing]
        keys.append(("-", self.sectors.title(None)))
        circles = [
            Circle(
                key=key,
                title=title,
                people=self._count(seat=key),
                points=0
                if self.facilitator or self.searches
                else self._count(points=True, seat=key),
            )
            for key, title in keys
        ]
        return [one for one in circles if one.people or one.points]

    @property
    def roles(self) -> list[tuple[str, str, int]]:
        told = [(value, str(label), self._count(role=value)) for value, label in Role.choices]
        return [one for one in told if one[2]]

    @cached_property
    def page(self) -> Page[Any]:
        rows = shown_to(self.facilitator, self.found)
        if self.asked.sector == "-":
            rows = rows.filter(seat=None)
        elif self.asked.sector:
            rows = rows.filter(seat=int(self.asked.sector))
        if self.asked.role:
            rows = rows.filter(role=self.asked.role)
        ordered = (
            rows.select_related("person__organisation")
            .prefetch_related("person__lines")
            .order_by(Folded("person__name"), "pk")
        )
        paginator = Paginator(ordered, A_PAGE)
        paginator.count = self._count(seat=self.asked.sector, role=self.asked.role)
        page: Page[Any] = paginator.get_page(self.asked.page)
        for part in page.object_list:
            part.sector = self.sectors.title(part.seat) if part.seat else ""
        return page


def part_to_read(mission: Mission, pk: int, *, reader: Person, facilitator: bool) -> Any:
    """The part of a person in the mission, with its `sector`, if this reader may be told of it."""
    sectors = Sectors(mission)
    part: Any = (
        Membership.objects.of(mission)
        .filter(person=pk)
        .annotate(seat=sectors.seat_of("person__organisation"))
        .select_related("person__organisation")
        .prefetch_related("person__lines")
        .first()
    )
    if part is None or not (facilitator or part.person == reader or part.person.is_named):
        return None
    part.sector = sectors.title(part.seat) if part.seat else ""
    return part
