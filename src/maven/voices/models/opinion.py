from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.voices.models.consultation import Consultation
from maven.voices.models.participant import Participant
from maven.voices.models.statement import Statement


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def of(self, consultation: Consultation) -> "OpinionQuerySet":
        return self.filter(statement__consultation=consultation)

    def readable(self) -> "OpinionQuerySet":
        """Of the ideas that everybody reads; those of hidden ones count when the ideas return."""
        return self.filter(statement__accepted_at__isnull=False, statement__hidden_at=None)

    def counted(self) -> "OpinionQuerySet":
        """What totals are made of: without the voices that are set aside."""
        return self.readable().filter(participant__set_aside=None)

    def by(self, participant: Participant) -> "OpinionQuerySet":
        return self.filter(participant=participant)


class Opinion(models.Model):
    """What one voice thinks of one statement now; changing one's mind replaces it."""

    class Choice(models.IntegerChoices):
        AGREE = 1, _("Agree")
        PASS = 0, _("I don't know")
        DISAGREE = -1, _("Disagree")

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="opinions")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="opinions")
    choice = models.SmallIntegerField(choices=Choice)
    important = models.BooleanField(default=False)
    given_at = models.DateTimeField()

    objects = OpinionQuerySet.as_manager()

    class Kept:
        purpose = (
            "what each thinks of an idea, to see what brings people together; nobody else reads it"
        )
        basis = "public task"
        recipients = (
            "the person alone; the others read totals of ten people or more in"
            " files, five on screen"
        )
        until = "taken back, or the person is erased, or a year after the handover of the mission"
        person = ("participant__person",)
        erased = "row"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "statement"], name="opinion_one_per_person_and_statement"
            ),
            models.CheckConstraint(
                condition=Q(choice__in=[-1, 0, 1]), name="opinion_choice_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
