"""Launching a mission, inviting, joining, leaving, and the steps of phases A to C."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from maven.journal.operations import record
from maven.missions.models import (
    Invitation,
    Membership,
    Mission,
    PreparationStep,
    Role,
    Sector,
)
from maven.missions.models.invitation import digest_of
from maven.people.models import Person

INVITATION_LASTS = timedelta(days=14)


class InvitationUnknown(Exception):
    """No invitation has this link."""


class InvitationExpired(Exception):
    """The link of an invitation works for fourteen days."""


class InvitationTaken(Exception):
    """The invitation was already accepted by somebody else."""


class LastFacilitator(Exception):
    """A mission keeps at least one facilitator: somebody else must first hold the part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An invitation made, with the link's token, which is shown once and not kept."""

    invitation: Invitation
    token: str


@transaction.atomic
def launch_mission(*, by: Person, at: datetime, **framing: Any) -> Mission:
    """A mission begins; whoever launches it is its first facilitator."""
    slug = framing.pop("slug", None) or _free_slug(framing["name"])
    mission = Mission.objects.create(slug=slug, launched_at=at, launched_by=by, **framing)
    Membership.objects.create(mission=mission, person=by, role=Role.FACILITATOR, joined_at=at)
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
def invite(
    *, mission: Mission, email: str, name: str, role: str, by: Person, at: datetime
) -> Letter:
    """A link of one's own; inviting again renews it, and the former link no longer works."""
    token = secrets.token_urlsafe(24)
    invitation, _ = Invitation.objects.update_or_create(
        mission=mission,
        email=email.strip().lower(),
        defaults={
            "name": name,
            "role": role,
            "token_digest": digest_of(token),
            "invited_by": by,
            "invited_at": at,
            "expires_at": at + INVITATION_LASTS,
            "mailed_at": None,
            "accepted_at": None,
            "accepted_by": None,
        },
    )
    record("invitation.sent", invitation, chain=mission.chain, by=by, at=at, role=role)
    return Letter(invitation=invitation, token=token)


def invitation_behind(token: str) -> Invitation:
    found = (
        Invitation.objects.select_related("mission", "invited_by")
        .filter(token_digest=digest_of(token))
        .first()
    )
    if found is None:
        raise InvitationUnknown
    return found


def invitation_to_open(token: str, *, person: Person | None, at: datetime) -> Invitation:
    """The invitation behind a link, if this person, or a guest, may still take it."""
    invitation = invitation_behind(token)
    refuse_if_over(invitation, person=person, at=at)
    return invitation


def refuse_if_over(invitation: Invitation, *, person: Person | None, at: datetime) -> None:
    if invitation.accepted_at is not None:
        if person is None or invitation.accepted_by_id != person.pk:
            raise InvitationTaken
    elif at >= invitation.expires_at:
        raise InvitationExpired


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: Person, at: datetime) -> Membership:
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    refuse_if_over(invitation, person=by, at=at)
    there = Membership.objects.between(invitation.mission, by)
    if invitation.accepted_at is not None and there is None:
        raise InvitationTaken  # who left does not come back by the same link, with the same part
    if invitation.accepted_at is None:
        invitation.accepted_at, invitation.accepted_by = at, by
        invitation.save(update_fields=["accepted_at", "accepted_by"])
    if invitation.name and not by.name:
        by.name = invitation.name
        by.save(update_fields=["name"])
    return join(
        mission=invitation.mission,
        role=invitation.role,
        invited_by=invitation.invited_by,
        by=by,
        at=at,
    )


@transaction.atomic
def join(
    *, mission: Mission, role: str, invited_by: Person | None, by: Person, at: datetime
) -> Membership:
    """Takes part; who is already there keeps the more committed of both roles."""
    part, made = Membership.objects.select_for_update().get_or_create(
        mission=mission,
        person=by,
        defaults={"role": role, "joined_at": at, "invited_by": invited_by},
    )
    strength = [Role.PARTICIPANT, Role.MEMBER, Role.SPONSOR, Role.FACILITATOR]
    if not made and (part.left_at or strength.index(Role(role)) > strength.index(Role(part.role))):
        part.role, part.left_at = role, None
        part.save(update_fields=["role", "left_at"])
        made = True
    if made:
        record("membership.joined", part, chain=mission.chain, by=by, at=at, role=part.role)
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


def _free_slug(name: str) -> str:
    base = slugify(name)[:60] or "mission"
    taken = set(Mission.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken or slug in RESERVED:
        slug, number = f"{base}-{number}", number + 1
    return slug


RESERVED = {"nouvelle", "new", "admin", "static"}
