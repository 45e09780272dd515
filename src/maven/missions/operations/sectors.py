"""Editing the list of sectors of a mission, and saying which one an organisation belongs to."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from maven.journal.operations import record
from maven.missions.models import Mission, Placement, Sector
from maven.missions.seats import is_in_use
from maven.people.folding import folded
from maven.people.models import Organisation, Person


class SectorAlreadyNamed(Exception):
    """A sector of this mission has this name already."""


class SectorInUse(Exception):
    """A sector that somebody is in is not erased: it is joined to another, or retired."""


class SectorsOfTwoMissions(Exception):
    """A sector and what is joined to it belong to the same mission."""


@transaction.atomic
def add_sector(*, mission: Mission, name: str, by: Person, at: datetime) -> Sector:
    """A world the method did not name, last in the list."""
    _lock(mission)
    _refuse_a_second(mission, name, but=None)
    last = Sector.objects.of(mission).aggregate(last=Max("rank"))["last"]
    rank = 0 if last is None else last + 1
    sector = Sector.objects.create(mission=mission, name=name, rank=rank)
    record("sector.added", sector, chain=mission.chain, by=by, at=at, name=name)
    return sector


@transaction.atomic
def rename_sector(*, sector: Sector, name: str, by: Person, at: datetime) -> Sector:
    mission = sector.mission
    _lock(mission)
    _refuse_a_second(mission, name, but=sector)
    former, sector.name = sector.title, name
    sector.save(update_fields=["name"])
    record("sector.renamed", sector, chain=mission.chain, by=by, at=at, former=former, name=name)
    return sector


@transaction.atomic
def move_sector(*, sector: Sector, up: bool, by: Person, at: datetime) -> Sector:
    """One place up or down; at an end of the list it stays, and nothing happened."""
    mission = sector.mission
    _lock(mission)
    order = list(Sector.objects.of(mission).standing().in_order())
    here = order.index(sector)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return sector
    order[here], order[there] = order[there], order[here]
    for rank, one in enumerate(order):
        one.rank = rank
    Sector.objects.bulk_update(order, ["rank"])
    record("sector.moved", sector, chain=mission.chain, by=by, at=at, rank=there)
    return order[there]


@transaction.atomic
def retire_sector(*, sector: Sector, by: Person, at: datetime) -> Sector:
    """No longer proposed; who is in it stays in it."""
    if sector.retired_at is None:
        sector.retired_at = at
        sector.save(update_fields=["retired_at"])
        record("sector.retired", sector, chain=sector.mission.chain, by=by, at=at)
    return sector


@transaction.atomic
def restore_sector(*, sector: Sector, by: Person, at: datetime) -> Sector:
    if sector.retired_at is not None:
        sector.retired_at = None
        sector.save(update_fields=["retired_at"])
        record("sector.restored", sector, chain=sector.mission.chain, by=by, at=at)
    return sector


@transaction.atomic
def merge_sector(*, sector: Sector, into: Sector, by: Person, at: datetime) -> Sector:
    """All that is in a sector, or would come into it, is in the other from now on."""
    mission = sector.mission
    _lock(mission)
    if into.mission_id != sector.mission_id:
        raise SectorsOfTwoMissions
    Placement.objects.filter(sector=sector).update(sector=into)
    Sector.objects.filter(merged_into=sector).update(merged_into=into)
    sector.merged_into = into
    sector.save(update_fields=["merged_into"])
    record("sector.merged", sector, chain=mission.chain, by=by, at=at, into=into.pk)
    return into


@transaction.atomic
def delete_sector(*, sector: Sector, by: Person, at: datetime) -> None:
    """A sector that nobody is in goes."""
    mission = sector.mission
    _lock(mission)
    if is_in_use(sector):
        raise SectorInUse
    record("sector.deleted", sector, chain=mission.chain, by=by, at=at, name=sector.title)
    Sector.objects.of(mission).filter(rank__gt=sector.rank).update(rank=F("rank") - 1)
    sector.delete()


@transaction.atomic
def place_organisation(
    *, mission: Mission, organisation: Organisation, sector: Sector, by: Person, at: datetime
) -> Placement:
    """The mission sees an organisation in this sector, whatever the organisation says."""
    if sector.mission_id != mission.pk:
        raise SectorsOfTwoMissions
    placement, _ = Placement.objects.update_or_create(
        mission=mission, organisation=organisation, defaults={"sector": sector}
    )
    record(
        "organisation.placed",
        organisation,
        chain=mission.chain,
        by=by,
        at=at,
        sector=sector.pk,
    )
    return placement


def _lock(mission: Mission) -> None:
    """One edition of the list at a time."""
    Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)


def _refuse_a_second(mission: Mission, name: str, *, but: Sector | None) -> None:
    others = [one for one in Sector.objects.of(mission).standing() if one != but]
    if folded(name) in {folded(one.title) for one in others}:
        raise SectorAlreadyNamed
