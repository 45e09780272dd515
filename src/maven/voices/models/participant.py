from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from maven.people.models import Person
from maven.voices.models.consultation import Consultation
from maven.voices.models.setting_aside import SettingAside


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who answers, before anything is written: a person, or a guest known by a digest only."""

    person: Person | None = None
    guest_digest: str = ""

    @property
    def name(self) -> str:
        """What the order of ideas is drawn from: always the same for the same voice."""
        return f"person-{self.person.pk}" if self.person else f"guest-{self.guest_digest}"


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def of(self, consultation: Consultation) -> "ParticipantQuerySet":
        return self.filter(consultation=consultation)

    def counted(self) -> "ParticipantQuerySet":
        """All but those set aside, whose answers wait."""
        return self.filter(set_aside=None)

    def behind(self, voice: Voice) -> "ParticipantQuerySet":
        if voice.person is not None:
            return self.filter(person=voice.person)
        return self.filter(guest_digest=voice.guest_digest) if voice.guest_digest else self.none()


class Participant(models.Model):
    """A voice in one consultation: a person, a guest known by a cookie, or somebody imported."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    guest_digest = models.CharField(max_length=64, null=True)  # noqa: DJ001  (unique, or nothing)
    source_id = models.CharField(max_length=64, null=True)  # noqa: DJ001  (unique, or nothing)
    came_at = models.DateTimeField()
    set_aside = models.ForeignKey(SettingAside, models.SET_NULL, null=True, related_name="voices")

    objects = ParticipantQuerySet.as_manager()

    class Kept:
        purpose = "so that each voice counts once in a consultation, and can change its answers"
        basis = "public task"
        recipients = "the person alone"
        until = "taken back, or the person is erased, or a year after the handover of the mission"
        person = ("person",)
        secret = ("guest_digest",)
        erased = "row"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"], name="participant_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["consultation", "guest_digest"], name="participant_once_per_guest"
            ),
            models.UniqueConstraint(
                fields=["consultation", "source_id"], name="participant_once_per_source"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False)
                | Q(guest_digest__isnull=False)
                | Q(source_id__isnull=False),
                name="participant_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} in {self.consultation_id}"
