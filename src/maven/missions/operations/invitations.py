"""Inviting one person or two thousand; opening, accepting and declining an invitation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from maven.journal.operations import record
from maven.missions.models import Invitation, Membership, Mission
from maven.missions.models.invitation import digest_of
from maven.missions.models.membership import Channel
from maven.missions.operations.parts import join
from maven.people.models import Person

INVITATION_LASTS = timedelta(days=14)
AT_ONCE = 500
RENEWED = [
    "name",
    "role",
    "channel",
    "word",
    "seed",
    "token_digest",
    "sheet_digest",
    "invited_by",
    "invited_at",
    "expires_at",
    "letter_due_at",
    "leaving_at",
    "mailed_at",
    "tries",
    "refused_at",
    "refusal",
    "accepted_at",
    "accepted_by",
]


class InvitationUnknown(Exception):
    """No invitation has this link."""


class InvitationExpired(Exception):
    """The link of an invitation works for fourteen days."""


class InvitationTaken(Exception):
    """The invitation was already accepted by somebody else."""


class InvitationDeclined(Exception):
    """Who declined is not written to again about the same mission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody to invite."""

    email: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An invitation made, with the link's token, which is shown once and not kept."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(
    *,
    mission: Mission,
    email: str,
    name: str,
    role: str,
    word: str = "",
    by: Person,
    at: datetime,
) -> Letter:
    """A link of one's own; inviting again renews it, and the former link no longer works."""
    guest = Guest(email=email, name=name, role=role)
    made = _invited(mission, [guest], Channel.EMAIL, word, letters=True, by=by, at=at)
    if not made:
        raise InvitationDeclined
    record("invitation.sent", made[0], chain=mission.chain, by=by, at=at, role=role)
    return Letter(invitation=made[0], token=made[0].link("letter"))


@transaction.atomic
def invite_many(
    *,
    mission: Mission,
    guests: Sequence[Guest],
    channel: str = Channel.EMAIL,
    word: str = "",
    letters: bool = True,
    by: Person,
    at: datetime,
) -> list[Invitation]:
    """As many as one pasted or sent in a file, in a few questions; who declined is left alone.

    Without letters, the links are on sheets to print. One fact tells how many, never who.
    """
    made = _invited(mission, guests, channel, word, letters=letters, by=by, at=at)
    if made:
        record(
            "invitations.sent",
            mission,
            chain=mission.chain,
            by=by,
            at=at,
            number=len(made),
            channel=str(channel),
        )
    return made


def _invited(
    mission: Mission,
    guests: Sequence[Guest],
    channel: str,
    word: str,
    *,
    letters: bool,
    by: Person,
    at: datetime,
) -> list[Invitation]:
    Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)  # one list at a time
    wanted = {one.email.strip().lower(): one for one in guests}
    declined = set(Invitation.objects.of(mission).declined().values_list("email", flat=True))
    rows = []
    for email, guest in wanted.items():
        if email in declined:
            continue
        row = Invitation(mission=mission, email=email)
        row.name, row.role, row.channel, row.word = guest.name, guest.role, channel, word
        row.invited_by, row.invited_at, row.expires_at = by, at, at + INVITATION_LASTS
        row.letter_due_at = at if letters else None
        row.renew_links()
        rows.append(row)
    Invitation.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["mission", "email"],
        update_fields=RENEWED,
    )
    return rows


def invitation_behind(token: str) -> Invitation:
    found = (
        Invitation.objects.select_related("mission", "invited_by")
        .filter(Q(token_digest=digest_of(token)) | Q(sheet_digest=digest_of(token)))
        .first()
    )
    if found is None:
        raise InvitationUnknown
    found.by_sheet = found.sheet_digest == digest_of(token)
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
    by_sheet = invitation.by_sheet
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    refuse_if_over(invitation, person=by, at=at)
    there = Membership.objects.between(invitation.mission, by)
    if invitation.accepted_at is not None and there is None:
        raise InvitationTaken  # who left does not come back by the same link, with the same part
    if invitation.accepted_at is None:
        invitation.accepted_at, invitation.accepted_by = at, by
        invitation.declined_at = None  # one may think again while the link works
        invitation.save(update_fields=["accepted_at", "accepted_by", "declined_at"])
    if invitation.name and not by.name:
        by.name = invitation.name
        by.save(update_fields=["name"])
    return join(
        mission=invitation.mission,
        role=invitation.role,
        invited_by=invitation.invited_by,
        channel=_way_of(invitation, by_sheet=by_sheet),
        by=by,
        at=at,
    )


def _way_of(invitation: Invitation, *, by_sheet: bool) -> str:
    if by_sheet:
        return Channel.SHEET
    return Channel.EMAIL if invitation.channel == Channel.SHEET else invitation.channel


@transaction.atomic
def decline_invitation(*, invitation: Invitation, by: Person | None, at: datetime) -> Invitation:
    """No, thank you: nobody reminds, nor invites again into the same mission. Said twice, once."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    refuse_if_over(invitation, person=by, at=at)
    if invitation.accepted_at is not None or invitation.declined_at is not None:
        return invitation
    invitation.declined_at, invitation.letter_due_at = at, None
    invitation.save(update_fields=["declined_at", "letter_due_at"])
    chain = invitation.mission.chain
    record("invitation.declined", invitation, chain=chain, by=by, at=at)
    return invitation


@transaction.atomic
def note_return(*, invitation: Invitation, words: str, by: Person | None, at: datetime) -> None:
    """The letter came back: nobody at this address reads it, and no reminder follows."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at is not None or invitation.refused_at is not None:
        return
    invitation.refused_at, invitation.refusal = at, words[:200]
    invitation.letter_due_at = None
    invitation.save(update_fields=["refused_at", "refusal", "letter_due_at"])
    chain = invitation.mission.chain
    record("invitation.returned", invitation, chain=chain, by=by, at=at)
