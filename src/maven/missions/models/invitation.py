import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from maven.missions.models.membership import Channel, Role
from maven.missions.models.mission import Mission
from maven.people.models import Person

REMINDED_AFTER = timedelta(days=7)
MOST_REMINDERS = 3
MOST_TRIES = 6
WAYS = [(way.value, way.label) for way in (Channel.EMAIL, Channel.IMPORT, Channel.SHEET)]
LEASE = timedelta(minutes=5)  # longer than any conversation with a mail server


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def of(self, mission: Mission) -> "InvitationQuerySet":
        return self.filter(mission=mission)

    def waiting(self, *, at: datetime) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, declined_at=None, expires_at__gt=at)

    def declined(self) -> "InvitationQuerySet":
        return self.filter(declined_at__isnull=False, accepted_at=None)

    def due(self) -> "InvitationQuerySet":
        """Those whose letter was asked for, and has not left."""
        return self.filter(letter_due_at__isnull=False, accepted_at=None, declined_at=None)

    def free(self, *, at: datetime) -> "InvitationQuerySet":
        """Those that no worker is handing to the mail server at this moment."""
        return self.filter(Q(leaving_at=None) | Q(leaving_at__lte=at - LEASE))

    def to_print(self, *, at: datetime) -> "InvitationQuerySet":
        printed = self.waiting(at=at).exclude(sheet_digest=None).select_related("invited_by")
        return printed.order_by("name", "email")

    def to_remind(self, *, at: datetime) -> "InvitationQuerySet":
        """Not answered a week after the last letter, and reminded less than three times."""
        unanswered = self.filter(accepted_at=None, declined_at=None, refused_at=None)
        unanswered = unanswered.filter(mailed_at__lte=at - REMINDED_AFTER)
        return unanswered.filter(reminders__lt=MOST_REMINDERS).order_by("pk")

    def newest_first(self) -> "InvitationQuerySet":
        return self.order_by("-invited_at", "email")


class Invitation(models.Model):
    """A way of one's own into a mission, by a letter or on a printed sheet.

    Only the digests of its two links are kept. The links are drawn from `seed` with the key of the
    house, so that a letter handed over twice holds the same link, and a sheet prints again the same.
    """

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    channel = models.CharField(max_length=10, choices=WAYS, default=Channel.EMAIL)
    word = models.CharField(max_length=500, blank=True)  # of whoever invites, in the letter
    seed = models.CharField(max_length=32, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    sheet_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  (unique, or nothing)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    letter_due_at = models.DateTimeField(null=True)  # a letter was asked for, and has not left
    leaving_at = models.DateTimeField(null=True)  # a worker began to hand it to the mail server
    mailed_at = models.DateTimeField(null=True)  # the mail server took it
    tries = models.PositiveSmallIntegerField(default=0)
    refused_at = models.DateTimeField(null=True)  # a mail server would not have it
    refusal = models.CharField(max_length=200, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    by_sheet = False  # which of its two links was opened; said by whoever looked it up, not kept

    objects = InvitationQuerySet.as_manager()

    class Kept:
        purpose = "to invite a person to a mission at an address given by its facilitators"
        basis = "legitimate interest"
        recipients = "the facilitation team of the mission"
        until = "thirty days after its link no longer works, or the mission is erased"
        person = ("accepted_by", "invited_by")
        address = ("email",)
        others = ("email", "name", "refusal")
        secret = ("token_digest", "sheet_digest", "seed")
        erased = "row"
        ends: ClassVar = ("expires_at", 30, {"accepted_at": None})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mission", "email"], name="invitation_once_per_email"),
            models.CheckConstraint(
                condition=Q(role__in=["facilitator", "sponsor", "member", "participant"]),
                name="invitation_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["email", "import", "sheet"]),
                name="invitation_channel_is_known",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("invited_at")),
                name="invitation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(reminders__lte=MOST_REMINDERS),
                name="invitation_reminded_3_times_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.role}"

    def is_expired(self, *, at: datetime) -> bool:
        return self.accepted_at is None and at >= self.expires_at

    def renew_links(self) -> None:
        """The former links open nothing any more, once this is saved."""
        self.seed = secrets.token_hex(16)
        self.token_digest = digest_of(self.link("letter"))
        self.sheet_digest = digest_of(self.link("sheet"))

    def link(self, kind: str) -> str:
        """What its link holds, in a letter or on a sheet: always the same until it is renewed."""
        words = f"maven.missions.invitation {kind} {self.seed}".encode()
        mac = hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(mac[:24]).decode()

    @property
    def state(self) -> str:
        """What the list of invitations says of it, in one word; the end of its link is said apart."""
        if self.accepted_at:
            return "accepted"
        if self.declined_at:
            return "declined"
        if self.refused_at:
            return "refused"
        if self.letter_due_at:
            return "leaving"
        return "mailed" if self.mailed_at else "printed"


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
