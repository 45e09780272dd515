from datetime import date, timedelta
from functools import cached_property

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maven.journal.models import Chain
from maven.people.models import Person

# So long after the day of the handover, what ties people to a mission that rests goes.
AFTER_HANDOVER = timedelta(days=365)


class MissionQuerySet(models.QuerySet["Mission"]):
    def open(self) -> "MissionQuerySet":
        return self.filter(visibility=Mission.Visibility.OPEN)

    def presented(self) -> "MissionQuerySet":
        """Those that anybody may know of: open, or on request."""
        return self.exclude(visibility=Mission.Visibility.CLOSED)

    def newest_first(self) -> "MissionQuerySet":
        return self.order_by("-launched_at", "-pk")


class Mission(models.Model):
    """A territory lets its strategy emerge from the people who will have to carry it out."""

    class Visibility(models.TextChoices):
        OPEN = "open", _("Open: anyone may read and answer")
        REQUEST = "request", _("On request: anyone may see what it is about and ask to join")
        CLOSED = "closed", _("Closed: only those invited")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    territory = models.CharField(_("territory"), max_length=120)
    question = models.TextField(_("sponsor's question"), max_length=2000)
    sponsor_name = models.CharField(_("sponsor"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    sprint_days = models.PositiveSmallIntegerField(
        _("length of a sprint, in days"),
        default=21,
        validators=[MinValueValidator(5), MaxValueValidator(60)],
    )
    group_name = models.CharField(_("name of the working group"), max_length=80)
    visibility = models.CharField(
        _("who may read"), max_length=10, choices=Visibility, default=Visibility.OPEN
    )
    launched_at = models.DateTimeField()
    launched_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    handed_over_on = models.DateField(_("handover planned on"), null=True, blank=True)

    objects = MissionQuerySet.as_manager()

    class Kept:
        purpose = "who launched a mission, and answers for it"
        basis = "public task"
        until = "the mission is erased"
        person = ("launched_by",)
        erased = (
            "kept: a mission belongs to all; whoever launched it becomes a member without a name"
        )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=["open", "request", "closed"]),
                name="mission_visibility_is_known",
            ),
            models.CheckConstraint(
                condition=Q(language__in=["fr", "en"]), name="mission_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(sprint_days__gte=5, sprint_days__lte=60),
                name="mission_sprint_lasts_5_to_60_days",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("front:mission", args=[self.slug])

    @property
    def chain(self) -> str:
        """The name of its chain of facts in the journal."""
        return f"mission-{self.pk}"

    @cached_property
    def seal(self) -> str:
        """The head of its journal, for the foot of its pages."""
        return Chain.objects.filter(name=self.chain).values_list("head", flat=True).first() or ""

    def is_handed_over(self, *, on: date) -> bool:
        return self.handed_over_on is not None and self.handed_over_on <= on

    @property
    def is_open(self) -> bool:
        return self.visibility == self.Visibility.OPEN

    @property
    def is_on_request(self) -> bool:
        return self.visibility == self.Visibility.REQUEST
