"""Who is in the directory of a mission, as each person chose to appear. Constant in queries.

By name: a row, found by all its words. As a dot: counted, in the mission and in a sector, and
nothing else; a search or a filter by part counts no dot, since a count of one would tell who.
Not at all: nowhere. The facilitation team holds the list of its people, and sees everybody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    Count,
    Q,
    QuerySet,
    Value,
)
from django.db.models.lookups import Contains

from maven.missions.models import Membership, Mission, Role
from maven.missions.seats import Sectors
from maven.people.folding import Folded, words_of
from maven.people.models import Organisation, Person, ProfileLine

A_PAGE = 50
MOST_WORDS = 8
Parts = QuerySet[Any]  # of memberships, each with its `seat`
Row = tuple[int, int | None, str, str]  # a part, its seat, its role, how its person appears
COUNT = Count("pk")


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
    """Every word is in the name, the organisation, its sector, what is offered or sought.

    Organisations and lines are each looked through once a word, not once a person.
    """
    for word in words:
        bodies = Organisation.objects.filter(Q(Contains(Folded("name"), Value(word))))
        lines = ProfileLine.objects.filter(Q(Contains(Folded("words"), Value(word))))
        parts = parts.filter(
            Q(Contains(Folded("person__name"), Value(word)))
            | Q(person__organisation__in=bodies.values("pk"))
            | Q(seat__in=sectors.named_with(word))
            | Q(person__in=lines.values("person"))
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
        self.parts, self.searches = parts, bool(words)
        self.found: list[Row] = []
        if words:
            self.found = self._looked_for(words)
            self.counted = Counter(row[1:] for row in self.found)
        else:
            groups = parts.order_by().values_list("seat", "role", "person__presence")
            self.counted = Counter(
                {(seat, role, presence): n for seat, role, presence, n in groups.annotate(n=COUNT)}
            )

    def _looked_for(self, words: list[str]) -> list[Row]:
        """The parts with these words, looked through once, in the order of names."""
        rows = matching(shown_to(self.facilitator, self.parts), words, self.sectors)
        by_name = rows.order_by(Folded("person__name"), "pk")
        return list(by_name.values_list("pk", "seat", "role", "person__presence"))

    def _count(self, *, points: bool = False, seat: str = "", role: str = "") -> int:
        """How many rows, or dots, of a sector and a part; `seat` as the address says it."""
        return sum(
            number
            for (there, part, presence), number in self.counted.items()
            if seat in {"", address_of(there)}
            and role in {"", part}
            and (
                presence == Person.Presence.POINT
                if points
                else self.facilitator or presence == Person.Presence.NAME
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
        return sum(n for key, n in self.counted.items() if key[2] != Person.Presence.ABSENT)

    @property
    def unseen(self) -> int:
        return self.counted.total() - self.seen

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
        sector, role = self.asked.sector, self.asked.role
        rows = shown_to(self.facilitator, self.parts)
        if self.searches:
            keys = [
                pk
                for pk, seat, part, _presence in self.found
                if sector in {"", address_of(seat)} and role in {"", part}
            ]
            page: Page[Any] = Paginator(keys, A_PAGE).get_page(self.asked.page)
            rows = rows.filter(pk__in=page.object_list)
        else:
            if sector:
                rows = rows.filter(seat=None if sector == "-" else int(sector))
            if role:
                rows = rows.filter(role=role)
            there = range(self._count(seat=sector, role=role))
            page = Paginator(there, A_PAGE).get_page(self.asked.page)
        shown = slice(0, A_PAGE) if self.searches else slice(*page_bounds(page))
        page.object_list = list(in_order(rows)[shown])
        for part in page.object_list:
            part.sector = self.sectors.title(part.seat) if part.seat else ""
        return page


def page_bounds(page: Page[Any]) -> tuple[int, int]:
    start = (page.number - 1) * A_PAGE
    return start, start + A_PAGE


def in_order(parts: Parts) -> Parts:
    """By name, with all that a row shows."""
    whole = parts.select_related("person__organisation").prefetch_related("person__lines")
    return whole.order_by(Folded("person__name"), "pk")


def address_of(seat: int | None) -> str:
    """How the address of a page names a sector, or that there is none."""
    return "-" if seat is None else str(seat)


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
