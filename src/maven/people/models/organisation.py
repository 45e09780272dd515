from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A body that persons belong to: public, private, school, laboratory, association."""

    class Sector(models.TextChoices):
        PUBLIC = "public", _("Public bodies")
        PRIVATE = "private", _("Companies")
        EDUCATION = "education", _("Education")
        RESEARCH = "research", _("Research")
        INCUBATION = "incubation", _("Incubators and support")
        FINANCE = "finance", _("Finance")
        CITIZENS = "citizens", _("Citizens and associations")

    name = models.CharField(_("name"), max_length=150, unique=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    sector__in=[
                        "public",
                        "private",
                        "education",
                        "research",
                        "incubation",
                        "finance",
                        "citizens",
                    ]
                ),
                name="organisation_sector_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"
