"""Correcting the toolbox for one mission. The shared catalogue is never written to."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.text import slugify

from maven.journal.operations import record
from maven.missions.models import Mission
from maven.people.models import Person
from maven.toolbox.models import ActivityKind, Quantity, SeedKind

# Addresses of the room's own pages: no kind may bear them.
RESERVED = {"ajouter", "apprentissage", "quantites"}
NOT_COPIED = {"id", "mission"}
CORRECTABLE = [
    "name_fr",
    "name_en",
    "n_min",
    "n_typ",
    "n_max",
    "effort_low",
    "effort_likely",
    "effort_high",
    "convergence",
    "measure",
    "engage",
    "connect_qty",
    "connect_quality",
]


class NotInTheCatalogue(Exception):
    """Only a kind of the shared catalogue can go back to what the catalogue says."""


@transaction.atomic
def correct_kind(
    *, mission: Mission, kind: ActivityKind, changes: dict[str, Any], by: Person, at: datetime
) -> ActivityKind:
    """The mission believes something else of a kind than the catalogue does."""
    own = _own(mission, kind)
    changed = {name: value for name, value in changes.items() if getattr(own, name) != value}
    for name, value in changed.items():
        setattr(own, name, value)
    own.save()
    before = {name: getattr(kind, name) for name in changed}
    record(
        "activity_kind.corrected",
        own,
        chain=mission.chain,
        by=by,
        at=at,
        slug=own.slug,
        before=before,
        after=changed,
    )
    return own


@transaction.atomic
def restore_kind(*, mission: Mission, kind: ActivityKind, by: Person, at: datetime) -> ActivityKind:
    """Back to what the catalogue says; a row that activities were run with stays, corrected."""
    shared = ActivityKind.objects.shared().filter(slug=kind.slug).first()
    if shared is None:
        raise NotInTheCatalogue
    record("activity_kind.restored", shared, chain=mission.chain, by=by, at=at, slug=kind.slug)
    own = ActivityKind.objects.filter(mission=mission, slug=kind.slug).first()
    if own is None:
        return shared
    try:
        with transaction.atomic():
            own.delete()
    except ProtectedError:
        own = ActivityKind.objects.get(mission=mission, slug=kind.slug)
        for name, value in _columns(shared).items():
            setattr(own, name, value)
        own.save()
        return own
    return shared


@transaction.atomic
def set_aside_kind(
    *, mission: Mission, kind: ActivityKind, by: Person, at: datetime
) -> ActivityKind:
    """The mission does not want to be proposed this kind."""
    own = _own(mission, kind)
    if own.set_aside_at is None:
        own.set_aside_at = at
        own.save()
        record("activity_kind.set_aside", own, chain=mission.chain, by=by, at=at, slug=own.slug)
    return own


@transaction.atomic
def take_back_kind(
    *, mission: Mission, kind: ActivityKind, by: Person, at: datetime
) -> ActivityKind:
    """A kind that was set aside may be proposed again."""
    own = _own(mission, kind)
    if own.set_aside_at is not None:
        own.set_aside_at = None
        own.save()
        record("activity_kind.taken_back", own, chain=mission.chain, by=by, at=at, slug=own.slug)
    return own


@transaction.atomic
def add_kind(*, mission: Mission, fields: dict[str, Any], by: Person, at: datetime) -> ActivityKind:
    """A kind of the mission's own, beside those of the catalogue."""
    last = ActivityKind.objects.of(mission).aggregate(last=Max("number"))["last"] or 0
    kind = ActivityKind.objects.create(
        mission=mission,
        number=last + 1,
        slug=_free_slug(mission, fields["name_fr"]),
        scale="session",
        phases="D",
        online="partial",
        minutes_min=90,
        minutes_max=150,
        span_days=7,
        prep_days=0,
        run_days=fields["effort_likely"],
        follow_days=0,
        basis="team",
        **fields,
    )
    record("activity_kind.added", kind, chain=mission.chain, by=by, at=at, slug=kind.slug)
    return kind


@transaction.atomic
def set_quantity(
    *, mission: Mission, seed_kind: SeedKind, low: int, high: int, by: Person, at: datetime
) -> Quantity:
    """The mission plans so many of one of the seed's eight kinds."""
    quantity, _ = Quantity.objects.update_or_create(
        mission=mission, seed_kind=seed_kind, defaults={"low": low, "high": high}
    )
    record(
        "quantity.set",
        quantity,
        chain=mission.chain,
        by=by,
        at=at,
        seed_kind=int(seed_kind),
        low=low,
        high=high,
    )
    return quantity


def _own(mission: Mission, kind: ActivityKind) -> ActivityKind:
    """The mission's row of a kind, copied from the catalogue when it is first written to."""
    own = ActivityKind.objects.select_for_update().filter(mission=mission, slug=kind.slug).first()
    return own or ActivityKind(mission=mission, **_columns(kind))


def _columns(kind: ActivityKind) -> dict[str, Any]:
    return {
        field.attname: getattr(kind, field.attname)
        for field in ActivityKind._meta.concrete_fields
        if field.name not in NOT_COPIED
    }


def _free_slug(mission: Mission, name: str) -> str:
    base = slugify(name)[:50] or "activite"
    taken = set(ActivityKind.objects.of(mission).values_list("slug", flat=True)) | RESERVED
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
