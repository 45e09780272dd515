from collections.abc import Iterable

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.toolbox.models.quantity import SeedKind


class ActivityKindQuerySet(models.QuerySet["ActivityKind"]):
    def shared(self) -> "ActivityKindQuerySet":
        return self.filter(mission=None)

    def of(self, mission: Mission) -> "ActivityKindQuerySet":
        """The shared catalogue, each kind replaced by the mission's own where it has one."""
        own = self.model.objects.filter(mission=mission)
        return self.filter(Q(mission=mission) | Q(mission=None) & ~Q(slug__in=own.values("slug")))

    def usable(self) -> "ActivityKindQuerySet":
        return self.filter(set_aside_at=None)

    def among(self, slugs: Iterable[str], keys: Iterable[int] = ()) -> "ActivityKindQuerySet":
        return self.filter(Q(slug__in=list(slugs)) | Q(pk__in=list(keys)))

    def in_catalogue_order(self) -> "ActivityKindQuerySet":
        return self.order_by("number", "slug")


MARKS = [MinValueValidator(0), MaxValueValidator(4)]


class ActivityKind(models.Model):
    """A kind of activity, told apart on four dimensions; the numbers are priors, for correction."""

    mission = models.ForeignKey(Mission, models.CASCADE, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=60)
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    seed_kind = models.PositiveSmallIntegerField(choices=SeedKind, null=True, blank=True)
    scale = models.CharField(max_length=20)
    phases = models.CharField(max_length=20)
    arc = models.CharField(max_length=60)
    n_min = models.PositiveIntegerField(_("people, at least"))
    n_max = models.PositiveIntegerField(_("people, at most"), null=True, blank=True)
    n_typ = models.PositiveIntegerField(_("people, usually"))
    minutes_min = models.PositiveIntegerField()
    minutes_max = models.PositiveIntegerField()
    span_days = models.PositiveIntegerField(_("days from start to end"))
    prep_days = models.FloatField(_("days to prepare"))
    run_days = models.FloatField(_("days to run"))
    follow_days = models.FloatField(_("days to follow up"))
    effort_low = models.FloatField(_("person-days, at best"))
    effort_likely = models.FloatField(_("person-days, likely"))
    effort_high = models.FloatField(_("person-days, at worst"))
    people_per_facilitator = models.PositiveIntegerField(null=True, blank=True)
    convergence = models.FloatField(
        _("from divergent (-1) to convergent (+1)"),
        validators=[MinValueValidator(-1), MaxValueValidator(1)],
    )
    measure = models.FloatField(_("measures the state (0 to 4)"), validators=MARKS)
    engage = models.FloatField(_("engages (0 to 4)"), validators=MARKS)
    connect_qty = models.FloatField(_("connects, in quantity (0 to 4)"), validators=MARKS)
    connect_quality = models.FloatField(_("connects, in quality (0 to 4)"), validators=MARKS)
    conn_model = models.CharField(max_length=20, blank=True)
    conn_formula = models.CharField(max_length=120, blank=True)
    quality_yield = models.FloatField(null=True, blank=True)
    needs_session = models.BooleanField(default=False)
    online = models.CharField(max_length=10)
    trust_min = models.PositiveSmallIntegerField(default=0)
    maturity_min = models.PositiveSmallIntegerField(default=0)
    prerequisites = models.CharField(max_length=300, blank=True)
    outputs = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=500, blank=True)
    basis = models.CharField(max_length=120, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityKindQuerySet.as_manager()

    class Kept:
        nothing = "kinds of activities, with their costs; it names no person"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], condition=Q(mission=None), name="kind_once_in_the_catalogue"
            ),
            models.UniqueConstraint(fields=["mission", "slug"], name="kind_once_per_mission"),
            models.CheckConstraint(
                condition=Q(convergence__gte=-1, convergence__lte=1),
                name="kind_convergence_from_minus_1_to_1",
            ),
            models.CheckConstraint(
                condition=Q(measure__gte=0, measure__lte=4)
                & Q(engage__gte=0, engage__lte=4)
                & Q(connect_qty__gte=0, connect_qty__lte=4)
                & Q(connect_quality__gte=0, connect_quality__lte=4),
                name="kind_marks_from_0_to_4",
            ),
            models.CheckConstraint(
                condition=Q(effort_low__lte=F("effort_likely"))
                & Q(effort_likely__lte=F("effort_high")),
                name="kind_effort_in_order",
            ),
            models.CheckConstraint(
                condition=Q(seed_kind=None) | Q(seed_kind__gte=1, seed_kind__lte=8),
                name="kind_seed_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.slug}"

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "fr").startswith("en") else self.name_fr
