from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models.mission import Mission
from maven.people.models import Person


class Role(models.TextChoices):
    FACILITATOR = "facilitator", _("facilitation team")
    SPONSOR = "sponsor", _("sponsor")
    MEMBER = "member", _("member of the working group")
    PARTICIPANT = "participant", _("participant")


class Channel(models.TextChoices):
    """By which way somebody came in."""

    LAUNCH = "launch", _("launched the mission")
    EMAIL = "email", _("by a letter")
    IMPORT = "import", _("by a letter, from a file")
    SHEET = "sheet", _("by a printed sheet of their own")
    POSTER = "poster", _("by the poster")
    REQUEST = "request", _("by asking")
    LINK = "link", _("by the public address")
    ASSISTED = "assisted", _("helped by the team")


CHANNELS = sorted(Channel.values)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, mission: Mission) -> "MembershipQuerySet":
        return self.filter(mission=mission, left_at=None)

    def with_role(self, *roles: str) -> "MembershipQuerySet":
        return self.filter(role__in=roles)

    def by_name(self) -> "MembershipQuerySet":
        return self.select_related("person__organisation").order_by("person__name", "pk")

    def held_by(self, person: Person) -> "MembershipQuerySet":
        """The parts a person holds, the latest mission first."""
        return (
            self.filter(person=person, left_at=None)
            .select_related("mission")
            .order_by("-mission__launched_at", "pk")
        )

    def between(self, mission: Mission, person: Person) -> "Membership | None":
        return self.filter(mission=mission, person=person, left_at=None).first()


class Membership(models.Model):
    """A person's part in a mission."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    joined_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel, blank=True)  # empty: not known
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    left_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Kept:
        purpose = "who takes part in a mission, and in which role"
        basis = "contract"
        until = "the mission is erased"
        person = ("person", "invited_by")
        erased = "row"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "person"], name="membership_once_per_person"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["facilitator", "sponsor", "member", "participant"]),
                name="membership_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["", *CHANNELS]), name="membership_channel_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.role}"
