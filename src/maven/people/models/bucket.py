from typing import ClassVar

from django.db import models


class Bucket(models.Model):
    """How often something may be done, and when it may be done at will again.

    The bucket says nothing of who empties it: its key is a keyed digest, and the row is pruned once
    the bucket is full again.
    """

    name = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    full_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name", "key"], name="bucket_once_per_key"),
        ]

    class Kept:
        nothing = "a keyed digest and an hour, pruned once the bucket is full again"

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"
