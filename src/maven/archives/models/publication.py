from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person
from maven.voices.models import Consultation


class Licence(models.TextChoices):
    """What others may do with what is published: all of them ask to be named."""

    ETALAB = "etalab-2.0", _("Open Licence 2.0 (Etalab)")
    ODBL = "odbl-1.0", _("Open Database License 1.0 (ODbL)")
    CC_BY = "cc-by-4.0", _("Creative Commons Attribution 4.0 (CC BY)")


TEXTS = {
    Licence.ETALAB: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    Licence.ODBL: "https://opendatacommons.org/licenses/odbl/1-0/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
}


class PublicationQuerySet(models.QuerySet["Publication"]):
    def of(self, mission: Mission) -> "PublicationQuerySet":
        return self.filter(consultation__mission=mission)


class Publication(models.Model):
    """The counts of a closed consultation, published once: the same for everybody, for good.

    A count made again after one answer left, or was set aside, would tell it: there is no second.
    """

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="+")
    licence = models.CharField(_("licence"), max_length=20, choices=Licence)
    counts = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = PublicationQuerySet.as_manager()

    class Kept:
        purpose = "who published the counts of a consultation"
        basis = "public task"
        recipients = "everybody reads the counts; nobody is shown who published them"
        until = "the mission is erased"
        person = ("published_by",)
        erased: ClassVar = {"published_by": None}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(licence__in=["etalab-2.0", "odbl-1.0", "cc-by-4.0"]),
                name="publication_licence_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of {self.consultation_id}"

    @property
    def text_of_licence(self) -> str:
        return TEXTS[Licence(self.licence)]

    @property
    def by_idea(self) -> dict[int, list[list[Any]]]:
        """For the number of each idea: (group, agree, disagree, pass, answers), everybody first."""
        return dict(self.counts["ideas"])
