from datetime import datetime

from django.db import models

from maven.missions.models.file_import import UNDONE_WITHIN, FileImport


class ImportedRowQuerySet(models.QuerySet["ImportedRow"]):
    def of(self, file_import: FileImport) -> "ImportedRowQuerySet":
        return self.filter(file_import=file_import)

    def in_order(self) -> "ImportedRowQuerySet":
        return self.order_by("line", "pk")

    def past_undoing(self, *, at: datetime) -> "ImportedRowQuerySet":
        return self.filter(file_import__imported_at__lte=at - UNDONE_WITHIN)


class ImportedRow(models.Model):
    """What one line of a file became: the key of a row, and what the row was before."""

    file_import = models.ForeignKey(FileImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    thing_pk = models.BigIntegerField()
    before = models.JSONField(default=dict)

    objects = ImportedRowQuerySet.as_manager()

    class Kept:
        nothing = "keys of rows that say themselves what they keep; gone after thirty days"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file_import", "kind", "thing_pk"], name="imported_row_once"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} line {self.line}: {self.kind}"
