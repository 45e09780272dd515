from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.sprints.models.sprint import Sprint


class FeedbackGroupQuerySet(models.QuerySet["FeedbackGroup"]):
    def of(self, sprint: Sprint) -> "FeedbackGroupQuerySet":
        return self.filter(sprint=sprint)

    def in_order(self) -> "FeedbackGroupQuerySet":
        return self.order_by("rank", "pk")


class FeedbackGroup(models.Model):
    """Feelings that the room reads together: proposed by their words, decided by people."""

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="feedback_groups")
    kind = models.CharField(max_length=10, choices=[("like", "like"), ("dislike", "dislike")])
    name = models.CharField(_("name of the group"), max_length=80, blank=True)
    rank = models.PositiveSmallIntegerField()

    objects = FeedbackGroupQuerySet.as_manager()

    class Kept:
        nothing = "words that feelings without a name have in common"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["like", "dislike"]), name="feedback_group_kind_is_known"
            ),
            models.UniqueConstraint(fields=["sprint", "rank"], name="feedback_group_rank_once"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"
