from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models.feedback import SHOWN_FROM, key_by_chance
from maven.sprints.models.sprint import Sprint


class MoodQuerySet(models.QuerySet["Mood"]):
    def of(self, sprint: Sprint) -> "MoodQuerySet":
        return self.filter(sprint=sprint)

    def shown_in(self, mission: Mission) -> "MoodQuerySet":
        """Those that somebody may read: revealed, or of a closed sprint, and never fewer than 3."""
        open_now = Q(closed_at__isnull=False) | Q(review__moods_revealed_at__isnull=False)
        enough = Sprint.objects.of(mission).filter(open_now).annotate(given=Count("moods"))
        return self.filter(sprint__in=enough.filter(given__gte=SHOWN_FROM).values("pk"))


class Mood(models.Model):
    """How somebody is at the end of a sprint, one of five words. It bears no name, on purpose."""

    class Value(models.IntegerChoices):
        STORM = 1, _("stormy")
        RAIN = 2, _("rainy")
        CLOUD = 3, _("cloudy")
        BRIGHT = 4, _("bright spells")
        SUN = 5, _("sunny")

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="moods")
    value = models.PositiveSmallIntegerField(choices=Value)
    # By chance: the moods of a sprint lie in its order, so that none tells when it came.
    key = models.CharField(max_length=64, default=key_by_chance)

    objects = MoodQuerySet.as_manager()

    class Kept:
        nothing = "moods without a name: no column could tell whose they are"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=5), name="mood_value_is_one_of_five"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.value}"


class MoodCallQuerySet(models.QuerySet["MoodCall"]):
    def of(self, sprint: Sprint) -> "MoodCallQuerySet":
        return self.filter(sprint=sprint)


class MoodCall(models.Model):
    """That somebody has said a mood, never which: each says one. It goes when the sprint closes."""

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    objects = MoodCallQuerySet.as_manager()

    class Kept:
        purpose = "that each person says one mood; which one is not known"
        basis = "public task"
        until = "the sprint is closed"
        person = ("person",)
        erased = "row"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sprint", "person"], name="mood_once_per_person")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of sprint {self.sprint_id}"
