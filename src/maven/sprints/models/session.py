from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models.activity import Activity
from maven.sprints.models.sprint import Sprint


class SessionQuerySet(models.QuerySet["Session"]):
    def of(self, mission: Mission) -> "SessionQuerySet":
        return self.filter(mission=mission)

    def of_activity(self, activity: Activity) -> "SessionQuerySet":
        return self.filter(activity=activity)

    def kept_on(self) -> "SessionQuerySet":
        """Those that were not called off."""
        return self.filter(called_off_at=None)

    def coming(self, *, at: datetime) -> "SessionQuerySet":
        """Those that are not over, the next first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def past(self, *, at: datetime) -> "SessionQuerySet":
        return self.filter(ends_at__lte=at).order_by("-starts_at", "-pk")

    def in_order(self) -> "SessionQuerySet":
        return self.order_by("starts_at", "pk")


class Session(models.Model):
    """A moment when people meet: of an activity, a plenary, a review, or none of these."""

    class Kind(models.TextChoices):
        ACTIVITY = "activity", _("activity")
        KICK_OFF = "kick_off", _("kick-off")
        PLENARY = "plenary", _("plenary")
        REVIEW = "review", _("review")
        OTHER = "other", _("meeting")

    class OpenTo(models.TextChoices):
        EVERYONE = "everyone", _("Whoever takes part in the mission")
        GROUP = "group", _("The working group only")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    sprint = models.ForeignKey(
        Sprint, models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    words = models.TextField(_("what it is about"), max_length=2000, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=400, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    registration = models.CharField(
        _("who may register"), max_length=10, choices=OpenTo, default=OpenTo.EVERYONE
    )
    closes_at = models.DateTimeField(_("registration closes at"), null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()
    moved_at = models.DateTimeField(null=True)  # the last change that those who come are told
    sequence = models.PositiveIntegerField(default=0)  # rises with each change: calendars ask it
    called_off_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    called_off_reason = models.CharField(_("why"), max_length=280, blank=True)

    objects = SessionQuerySet.as_manager()

    class Kept:
        purpose = "who opened a session, and who called it off"
        basis = "public task"
        until = "the mission is erased"
        person = ("opened_by", "called_off_by")
        erased = "kept: a session belongs to all; whoever opened it becomes a member without a name"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["activity", "kick_off", "plenary", "review", "other"]),
                name="session_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(registration__in=["everyone", "group"]),
                name="session_registration_is_known",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="session_starts_before_it_ends"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1), name="session_has_a_place"
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None) | ~Q(called_off_reason=""),
                name="session_called_off_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("sprints:session", args=[self.mission.slug, self.pk])

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    @property
    def lasts(self) -> timedelta:
        """Hours that pass, whatever the clocks do meanwhile."""
        return self.ends_at - self.starts_at

    @property
    def minutes(self) -> int:
        return round(self.lasts.total_seconds() / 60)

    def is_held(self, *, at: datetime) -> bool:
        """Its time has come, and it was not called off: what it was stays."""
        return not self.is_called_off and self.starts_at <= at

    def takes_registrations(self, *, at: datetime) -> bool:
        closes_at = self.closes_at or self.ends_at
        return not self.is_called_off and at < min(closes_at, self.ends_at)
