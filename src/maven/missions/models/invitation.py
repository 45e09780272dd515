import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maven.missions.models.membership import Role
from maven.missions.models.mission import Mission
from maven.people.models import Person

REMINDED_AFTER = timedelta(days=7)
MOST_REMINDERS = 3


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def of(self, mission: Mission) -> "InvitationQuerySet":
        return self.filter(mission=mission)

    def waiting(self, *, at: datetime) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, expires_at__gt=at)

    def to_remind(self, *, at: datetime) -> "InvitationQuerySet":
        """Not answered a week after the last letter, and reminded less than three times."""
        unanswered = self.filter(accepted_at=None, mailed_at__lte=at - REMINDED_AFTER)
        return unanswered.filter(reminders__lt=MOST_REMINDERS).order_by("pk")

    def newest_first(self) -> "InvitationQuerySet":
        return self.order_by("-invited_at", "email")


class Invitation(models.Model):
    """A link of one's own into a mission; only its digest is kept."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)  # the letter left; empty while it is on its way
    reminders = models.PositiveSmallIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Kept:
        purpose = "to invite a person to a mission at an address given by its facilitators"
        basis = "legitimate interest"
        recipients = "the facilitation team of the mission"
        until = "thirty days after its link no longer works, or the mission is erased"
        person = ("accepted_by", "invited_by")
        address = ("email",)
        others = ("email", "name")
        secret = ("token_digest",)
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

    def new_link(self) -> str:
        """A token known to nobody yet; the former one opens nothing any more."""
        token = secrets.token_urlsafe(24)
        self.token_digest = digest_of(token)
        self.save(update_fields=["token_digest"])
        return token


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
