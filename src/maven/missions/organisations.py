"""The organisations in the directory of a mission: those that somebody named there belongs to."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from maven.missions.directory import A_PAGE, MOST_WORDS, Asked, Circle, Parts, matching, shown_to
from maven.missions.models import Membership, Mission
from maven.missions.seats import Sectors
from maven.people.folding import Folded, folded, words_of
from maven.people.models import Organisation, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An organisation of the mission, with those of its people who may be named."""

    organisation: Organisation
    sector: str
    people: int


class Organisations:
    """The organisations that the people of a mission belong to, found by the same words."""

    def __init__(self, mission: Mission, asked: Asked, *, facilitator: bool) -> None:
        self.asked = asked
        self.sectors = Sectors(mission)
        parts: Parts = shown_to(
            facilitator, Membership.objects.of(mission).filter(person__organisation__isnull=False)
        ).annotate(seat=self.sectors.seat_of("person__organisation"))
        parts = matching(parts, words_of(asked.words)[:MOST_WORDS], self.sectors)
        rows = list(
            parts.values("person__organisation", "seat")
            .annotate(n=Count("pk"))
            .order_by("person__organisation")
        )
        self.in_sector = Counter(str(row["seat"]) if row["seat"] else "-" for row in rows)
        self.kept = {
            row["person__organisation"]: (row["seat"], row["n"])
            for row in rows
            if not asked.sector or asked.sector == (str(row["seat"]) if row["seat"] else "-")
        }

    @property
    def circles(self) -> list[Circle]:
        keys = [(str(one.pk), one.title) for one in self.sectors.standing]
        keys.append(("-", self.sectors.title(None)))
        return [
            Circle(key=key, title=title, people=self.in_sector[key], points=0)
            for key, title in keys
            if self.in_sector[key]
        ]

    @cached_property
    def page(self) -> Page[Organisation]:
        rows = Organisation.objects.filter(pk__in=self.kept).order_by(Folded("name"), "pk")
        paginator = Paginator(rows, A_PAGE)
        paginator.count = len(self.kept)
        return paginator.get_page(self.asked.page)

    @property
    def entries(self) -> list[Entry]:
        return [
            Entry(
                organisation=one,
                sector=self.sectors.title(self.kept[one.pk][0]) if self.kept[one.pk][0] else "",
                people=self.kept[one.pk][1],
            )
            for one in self.page.object_list
        ]


class OrganisationPage:
    """One organisation as a reader of a mission may see it: with its people, or not at all."""

    def __init__(self, mission: Mission, pk: int, asked: Asked, *, facilitator: bool) -> None:
        self.sectors, self.asked = Sectors(mission), asked
        parts: Parts = Membership.objects.of(mission).filter(person__organisation=pk)
        self.parts = shown_to(facilitator, parts).annotate(
            seat=self.sectors.seat_of("person__organisation")
        )

    @cached_property
    def page(self) -> Page[Any]:
        rows = self.parts.select_related("person__organisation").prefetch_related("person__lines")
        ordered = rows.order_by(Folded("person__name"), "pk")
        return Paginator(ordered, A_PAGE).get_page(self.asked.page)

    @property
    def organisation(self) -> Organisation | None:
        first = next(iter(self.page.object_list), None)
        return first.person.organisation if first else None

    @property
    def seat(self) -> int | None:
        seat: int | None = self.page.object_list[0].seat
        return seat

    @property
    def sector(self) -> str:
        return self.sectors.title(self.seat)


def organisation_in(mission: Mission, pk: int) -> Organisation:
    """The organisation of somebody of the mission, for those who hold the list; or a 404."""
    parts = Membership.objects.of(mission).filter(person__organisation=pk)
    part = parts.select_related("person__organisation").order_by("pk").first()
    if part is None or part.person.organisation is None:
        raise Http404
    return part.person.organisation


def known_to(person: Person) -> QuerySet[Organisation]:
    """Those that the directories of her missions show her, and her own."""
    missions = Membership.objects.held_by(person).order_by().values("mission")
    named = Membership.objects.filter(
        mission__in=missions, left_at=None, person__presence=Person.Presence.NAME
    ).values("person__organisation")
    return Organisation.objects.filter(Q(pk__in=named) | Q(pk=person.organisation_id))


def is_known_to(person: Person, name: str) -> bool:
    by_name = known_to(person).alias(folded=Folded("name"))
    return by_name.filter(folded=folded(name)).exists()


def suggested_to(person: Person, typed: str, *, most: int) -> list[str]:
    """The names of organisations she may mean by these letters."""
    found = known_to(person).alias(folded=Folded("name"))
    for word in words_of(typed)[:MOST_WORDS]:
        found = found.filter(folded__contains=word)
    return list(found.order_by(Folded("name"), "pk").values_list("name", flat=True)[:most])
