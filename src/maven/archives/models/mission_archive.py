import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maven.missions.models import Mission
from maven.people.models import Person

LINK_LASTS = timedelta(minutes=10)
FILE_LASTS = timedelta(hours=24)
GIVEN_UP_AFTER = timedelta(hours=1)


class MissionArchiveQuerySet(models.QuerySet["MissionArchive"]):
    def of(self, mission: Mission) -> "MissionArchiveQuerySet":
        return self.filter(mission=mission)

    def under_way(self) -> "MissionArchiveQuerySet":
        return self.filter(made_at=None, failed_at=None)

    def newest_first(self) -> "MissionArchiveQuerySet":
        return self.select_related("asked_by").order_by("-asked_at", "-pk")


class MissionArchive(models.Model):
    """A mission's archive, asked for by one of its facilitators, and taken by the same one."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    addresses = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    link_digest = models.CharField(max_length=64, blank=True)
    link_until = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    objects = MissionArchiveQuerySet.as_manager()

    class Kept:
        purpose = "who took a mission's archive out of the house, and when"
        basis = "legitimate interest"
        until = "the mission is erased; the file itself is kept for a day"
        recipients = "the facilitation team of the mission"
        person = ("asked_by",)
        secret = ("link_digest",)
        erased = "row"

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["mission"],
                condition=Q(made_at=None, failed_at=None),
                name="mission_archive_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of {self.mission_id}"

    @property
    def file_name(self) -> str:
        """Where the file lies, in a folder that only the server reads."""
        return f"{self.mission_id}-{self.pk}.zip"

    def is_there(self, *, at: datetime) -> bool:
        return self.made_at is not None and at < self.made_at + FILE_LASTS

    def new_link(self, session_key: str, *, at: datetime) -> str:
        """A token that works once, for ten minutes, in this session; the former one no longer does."""
        token = secrets.token_urlsafe(24)
        self.link_digest, self.link_until = _sealed(token, session_key), at + LINK_LASTS
        self.save(update_fields=["link_digest", "link_until"])
        return token

    def use_link(self, token: str, session_key: str, *, at: datetime) -> bool:
        """True for one of however many try at once."""
        mine = MissionArchive.objects.filter(
            pk=self.pk, link_digest=_sealed(token, session_key), link_until__gt=at
        )
        return mine.update(link_digest="", link_until=None, taken_at=at) == 1


def _sealed(token: str, session_key: str) -> str:
    return hashlib.sha256(f"{token}/{session_key}".encode()).hexdigest()
