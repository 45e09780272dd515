from collections.abc import Iterable

from django.db import models

from maven.people.buckets import digest_of


class LetterRefusalQuerySet(models.QuerySet["LetterRefusal"]):
    def of(self, addresses: Iterable[str]) -> set[str]:
        """Those of these addresses to which nobody writes any more."""
        by_key = {key_of(address): address for address in addresses}
        kept = self.filter(key__in=by_key).values_list("key", flat=True)
        return {by_key[key] for key in kept}


class LetterRefusal(models.Model):
    """An address asked to be invited no more, by anybody here; the address itself is not kept."""

    key = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()

    objects = LetterRefusalQuerySet.as_manager()

    class Kept:
        nothing = "a keyed digest of an address that asked to be left alone, and when it did"

    def __str__(self) -> str:
        return f"#{self.pk}"


def key_of(address: str) -> str:
    return digest_of("letters", address.strip().lower())
