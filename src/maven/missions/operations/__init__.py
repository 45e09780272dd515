"""Launching a mission, inviting, joining, leaving, and the steps of phases A to C."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from maven.journal.operations import record
from maven.missions.models import (
    Membership,
    Mission,
    PreparationStep,
    Role,
    Sector,
)
from maven.missions.models.membership import Channel
from maven.missions.operations.invitations import (
    INVITATION_LASTS,
    Guest,
    InvitationDeclined,
    InvitationExpired,
    InvitationTaken,
    InvitationUnknown,
    Letter,
    accept_invitation,
    decline_invitation,
    invitation_behind,
    invitation_to_open,
    invite,
    invite_many,
    note_return,
    refuse_if_over,
)
from maven.missions.operations.parts import LastFacilitator, bring, join, leave
from maven.people.models import Person

__all__ = [
    "INVITATION_LASTS",
    "RESERVED",
    "Guest",
    "InvitationDeclined",
    "InvitationExpired",
    "InvitationTaken",
    "InvitationUnknown",
    "LastFacilitator",
    "Letter",
    "accept_invitation",
    "bring",
    "decline_invitation",
    "finish_step",
    "invitation_behind",
    "invitation_to_open",
    "invite",
    "invite_many",
    "join",
    "launch_mission",
    "leave",
    "note_return",
    "refuse_if_over",
    "reopen_step",
    "settle_mission",
]


@transaction.atomic
def launch_mission(*, by: Person, at: datetime, **framing: Any) -> Mission:
    """A mission begins; whoever launches it is its first facilitator."""
    told = framing | {"launched_at": at, "launched_by": by}
    mission = Mission.objects.create(**told) if "slug" in told else _with_an_address(**told)
    Membership.objects.create(
        mission=mission,
        person=by,
        role=Role.FACILITATOR,
        joined_at=at,
        channel=Channel.LAUNCH,
    )
    Sector.objects.seed(mission)
    record("mission.launched", mission, chain=mission.chain, by=by, at=at, name=mission.name)
    return mission


@transaction.atomic
def settle_mission(
    *, mission: Mission, changes: dict[str, Any], by: Person, at: datetime
) -> Mission:
    for field, value in changes.items():
        setattr(mission, field, value)
    mission.save(update_fields=list(changes))
    record("mission.settled", mission, chain=mission.chain, by=by, at=at, fields=sorted(changes))
    return mission


@transaction.atomic
def finish_step(
    *, mission: Mission, phase: str, slug: str, note: str, by: Person, at: datetime
) -> PreparationStep:
    """A step of phases A to C is done; doing it again keeps its first date and renews the note."""
    step, _ = PreparationStep.objects.update_or_create(
        mission=mission,
        slug=slug,
        defaults={"note": note},
        create_defaults={
            "phase": phase,
            "slug": slug,
            "note": note,
            "done_at": at,
            "done_by": by,
        },
    )
    record("preparation_step.done", step, chain=mission.chain, by=by, at=at, step=slug)
    return step


@transaction.atomic
def reopen_step(*, mission: Mission, slug: str, by: Person, at: datetime) -> None:
    for step in PreparationStep.objects.of(mission).filter(slug=slug):
        record("preparation_step.reopened", step, chain=mission.chain, by=by, at=at, step=slug)
        step.delete()


def _with_an_address(**told: Any) -> Mission:
    """Another of the same name may take the address meanwhile: then the next free one is taken."""
    made = False
    while not made:
        slug = _free_slug(told["name"])
        mission, made = Mission.objects.get_or_create(slug=slug, defaults=told)
    return mission


def _free_slug(name: str) -> str:
    base = slugify(name)[:60] or "mission"
    taken = set(Mission.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken or slug in RESERVED:
        slug, number = f"{base}-{number}", number + 1
    return slug


RESERVED = {"nouvelle", "new", "admin", "static"}
