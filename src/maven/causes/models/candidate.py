from django.db import models

from maven.missions.models import Mission
from maven.people.models import Person


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def of(self, mission: Mission) -> "CandidateQuerySet":
        return self.filter(mission=mission)

    def best_first(self) -> "CandidateQuerySet":
        return self.select_related("person__organisation").order_by("mean_rank", "pk")


class Candidate(models.Model):
    """Somebody whom the four components of the measure suggest to ask; it suggests, and no more.

    A component is None where nothing is recorded of anybody; its rank is None where it tells nobody
    apart.
    """

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    mean_rank = models.FloatField()
    centrality = models.FloatField(null=True)
    centrality_rank = models.FloatField(null=True)
    accepted = models.PositiveIntegerField(null=True)
    accepted_rank = models.FloatField(null=True)
    endorsed = models.PositiveIntegerField(null=True)
    endorsed_rank = models.FloatField(null=True)
    kept = models.PositiveIntegerField(null=True)
    kept_rank = models.FloatField(null=True)
    counted_at = models.DateTimeField()

    objects = CandidateQuerySet.as_manager()

    class Kept:
        purpose = "whom the team could ask to carry a cause, and the four figures that suggest it"
        basis = "legitimate interest"
        recipients = "the facilitation team of the mission"
        until = "the next count, the mission is erased, or ninety days"
        person = ("person",)
        erased = "row"
        ends = ("counted_at", 90)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mission", "person"], name="candidate_once_a_mission")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} candidate"
