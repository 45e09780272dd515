from typing import Any

from django.conf import settings
from django.db import models

from maven.journal.models.chain import Chain


class FactQuerySet(models.QuerySet["Fact"]):
    def of(self, chain: str) -> "FactQuerySet":
        return self.filter(chain__name=chain)

    def about(self, subject: models.Model) -> "FactQuerySet":
        return self.filter(subject_kind=subject._meta.label_lower, subject_pk=subject.pk)

    def with_verbs(self, *verbs: str) -> "FactQuerySet":
        return self.filter(verb__in=verbs)

    def between(self, start: Any, end: Any) -> "FactQuerySet":
        return self.filter(at__gte=start, at__lt=end)

    def newest_first(self) -> "FactQuerySet":
        return self.select_related("details", "details__by").order_by("-at", "-pk")

    def in_order(self) -> "FactQuerySet":
        return self.select_related("details").order_by("chain_id", "number")


class Fact(models.Model):
    """Something that happened in a mission. Never changed, never removed."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="facts")
    number = models.PositiveBigIntegerField()
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_pk = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    commitment = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = FactQuerySet.as_manager()

    class Kept:
        nothing = "that something happened, sealed; who did it is kept beside it, and can be erased"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="fact_number_once_per_chain"),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_pk"], name="fact_subject"),
            models.Index(fields=["chain", "verb", "at"], name="fact_chain_verb_at"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.verb}"


class FactDetails(models.Model):
    """Who, and the particulars of a fact: kept beside it, so that erasing them spares the chain."""

    fact = models.OneToOneField(Fact, models.CASCADE, primary_key=True, related_name="details")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    salt = models.CharField(max_length=32)
    particulars = models.JSONField(default=dict)

    class Kept:
        purpose = "who did what in a mission, so that everybody can verify it"
        basis = "public task"
        until = "the mission is erased"
        person = ("by",)
        erased = "row"
        secret = ("salt",)

    def __str__(self) -> str:
        return f"#{self.pk} {self.particulars}"
