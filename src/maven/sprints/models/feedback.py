import secrets

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.sprints.models.feedback_group import FeedbackGroup
from maven.sprints.models.sprint import Sprint

SHOWN_FROM = 3  # fewer would tell whose they are


def key_by_chance() -> str:
    return secrets.token_urlsafe(18)


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def of(self, sprint: Sprint) -> "FeedbackQuerySet":
        return self.filter(sprint=sprint)

    def likes(self) -> "FeedbackQuerySet":
        return self.filter(kind=Feedback.Kind.LIKE)

    def dislikes(self) -> "FeedbackQuerySet":
        return self.filter(kind=Feedback.Kind.DISLIKE)

    def shown_in(self, mission: Mission) -> "FeedbackQuerySet":
        """Those that somebody may read: revealed, or of a closed sprint, and never fewer than 3
        of them, nor of fewer than 3 people."""
        open_now = Q(closed_at__isnull=False) | Q(review__feelings_revealed_at__isnull=False)
        people = Q(review__writers=None) | Q(review__writers__gte=SHOWN_FROM)
        known = Sprint.objects.of(mission).filter(open_now & people)
        enough = known.annotate(given=Count("feedback"))
        return self.filter(sprint__in=enough.filter(given__gte=SHOWN_FROM).values("pk"))

    def in_order(self) -> "FeedbackQuerySet":
        return self.order_by("pk")


class Feedback(models.Model):
    """A feeling shared at the review. It bears no name, on purpose: no column could tell it."""

    class Kind(models.TextChoices):
        LIKE = "like", _("I like")
        DISLIKE = "dislike", _("I dislike")

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="feedback")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.CharField(_("in a few words"), max_length=280)
    given_on = models.DateField()
    group = models.ForeignKey(FeedbackGroup, models.SET_NULL, null=True, related_name="feedback")
    # By chance, made with the form and kept by nobody: sending the form twice counts once.
    key = models.CharField(max_length=64, default=key_by_chance)

    objects = FeedbackQuerySet.as_manager()

    class Kept:
        nothing = "feelings without a name: no column could tell whose they are"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sprint", "key"], name="feedback_once_per_form"),
            models.CheckConstraint(
                condition=Q(kind__in=["like", "dislike"]), name="feedback_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
