from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maven.missions.models.mission import Mission
from maven.people.models import Person


class BriefingNoteQuerySet(models.QuerySet["BriefingNote"]):
    def of(self, mission: Mission) -> "BriefingNoteQuerySet":
        return self.filter(mission=mission)

    def for_all(self) -> "BriefingNoteQuerySet":
        return self.filter(audience=BriefingNote.Audience.ALL)

    def newest_first(self) -> "BriefingNoteQuerySet":
        return self.select_related("written_by").order_by("-written_at", "-pk")


class BriefingNote(models.Model):
    """What one must know of the context: who does what already, the calendar, the sensitive subjects."""

    class Audience(models.TextChoices):
        GROUP = "group", _("The working group, the sponsor and the team")
        ALL = "all", _("Whoever may see the mission")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("note"), max_length=20_000)
    audience = models.CharField(
        _("for whom"), max_length=10, choices=Audience, default=Audience.GROUP
    )
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField(null=True)

    objects = BriefingNoteQuerySet.as_manager()

    class Kept:
        purpose = "who wrote a note on the context"
        basis = "public task"
        until = "the mission is erased"
        person = ("written_by",)
        erased: ClassVar = {"written_by": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mission", "title"], name="briefing_note_title_once"),
            models.CheckConstraint(
                condition=Q(audience__in=["group", "all"]), name="briefing_note_audience_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("missions:note", args=[self.mission.slug, self.pk])
