from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from maven.people.folding import Folded, folded


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def called(self, name: str) -> "Organisation | None":
        """The one of this name, whatever its capitals and accents."""
        by_name = self.alias(folded=Folded("name")).filter(folded=folded(name))
        return by_name.order_by("pk").first()


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
    # Where a mission looks for it first; a mission may place it elsewhere. Empty: not told.
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    sector__in=[
                        "",
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

    class Kept:
        nothing = "the public name of a body and the world it belongs to; it names no person"

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    @property
    def slug(self) -> str:
        return slugify(self.name)[:60].strip("-") or "structure"
