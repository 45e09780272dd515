"""Taking part in a mission, and leaving it."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import Membership, Mission, Role
from maven.missions.models.membership import Channel
from maven.people.models import Person
from maven.people.operations.profiles import organisation_called


class LastFacilitator(Exception):
    """A mission keeps at least one facilitator: somebody else must first hold the part."""


@transaction.atomic
def join(
    *,
    mission: Mission,
    role: str,
    invited_by: Person | None,
    channel: str = Channel.LINK,
    by: Person,
    at: datetime,
) -> Membership:
    """Takes part; who is already there keeps the more committed of both roles.

    The way by which somebody first came in is kept; who comes back came by the new one.
    """
    part, made = Membership.objects.select_for_update().get_or_create(
        mission=mission,
        person=by,
        defaults={
            "role": role,
            "joined_at": at,
            "invited_by": invited_by,
            "channel": channel,
        },
    )
    strength = [Role.PARTICIPANT, Role.MEMBER, Role.SPONSOR, Role.FACILITATOR]
    if not made and (part.left_at or strength.index(Role(role)) > strength.index(Role(part.role))):
        if part.left_at:
            part.channel = channel
        part.role, part.left_at = role, None
        part.save(update_fields=["role", "left_at", "channel"])
        made = True
    if made:
        record("membership.joined", part, chain=mission.chain, by=by, at=at, role=part.role)
    return part


@transaction.atomic
def bring(
    *,
    mission: Mission,
    name: str,
    presence: str,
    organisation: str = "",
    sector: str = "",
    by: Person,
    at: datetime,
) -> Membership:
    """Somebody without an address takes part with the help of the team, which keeps who brought
    them; they appear as they said. Nobody signs in as them."""
    person = Person.objects.create_user(
        "",
        name=name,
        presence=presence,
        organisation=organisation_called(organisation, sector) if organisation else None,
    )
    part = Membership.objects.create(
        mission=mission,
        person=person,
        role=Role.PARTICIPANT,
        joined_at=at,
        channel=Channel.ASSISTED,
        invited_by=by,
    )
    record("membership.brought", part, chain=mission.chain, by=by, at=at, role=part.role)
    return part


@transaction.atomic
def leave(*, mission: Mission, by: Person, at: datetime) -> None:
    Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)  # one leaves at a time
    part = Membership.objects.between(mission, by)
    if part is None:
        return
    facilitators = Membership.objects.of(mission).with_role(Role.FACILITATOR)
    if part.role == Role.FACILITATOR and facilitators.count() == 1:
        raise LastFacilitator
    part.left_at = at
    part.save(update_fields=["left_at"])
    record("membership.left", part, chain=mission.chain, by=by, at=at)
