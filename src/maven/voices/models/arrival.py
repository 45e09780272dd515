from dataclasses import dataclass
from typing import ClassVar

from django.db import models

from maven.voices.models.participant import Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """From what network and by what kind of browser a voice came: two digests, of one consultation."""

    network: str = ""
    client: str = ""


class Arrival(models.Model):
    """What two voices of one consultation may have in common when one person is behind both.

    Keyed digests of a coarse network and of a kind of browser: they tell that two are alike, in this
    consultation only, and nothing of where or what. No page shows them.
    """

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="arrival")
    network = models.CharField(max_length=16, blank=True)
    client = models.CharField(max_length=16, blank=True)
    came_at = models.DateTimeField()

    class Kept:
        purpose = "so that a team can see that one person answers under many accounts"
        basis = "legitimate interest"
        recipients = "nobody: a computation reads them, and the team reads its reasons"
        until = "ninety days after the first answer"
        person = ("participant__person",)
        secret = ("network", "client")
        erased = "row"
        ends: ClassVar = ("came_at", 90)

    def __str__(self) -> str:
        return f"#{self.pk} of {self.participant_id}"
