from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person
from maven.voices.models.consultation import Consultation


class SettingAsideQuerySet(models.QuerySet["SettingAside"]):
    def of(self, mission: Mission) -> "SettingAsideQuerySet":
        return self.filter(consultation__mission=mission)

    def standing(self) -> "SettingAsideQuerySet":
        return self.filter(put_back_at=None)

    def newest_first(self) -> "SettingAsideQuerySet":
        return self.order_by("-set_aside_at", "-pk")


class SettingAside(models.Model):
    """Accounts that look like one person, left out of the counts until they are put back.

    Their answers stay as they are. How many accounts, and why, is read by everybody.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="+")
    reason = models.CharField(_("why, in words that everybody reads"), max_length=280)
    accounts = models.PositiveIntegerField()
    set_aside_at = models.DateTimeField()
    set_aside_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    put_back_at = models.DateTimeField(null=True)
    put_back_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    return_reason = models.CharField(_("why they count again"), max_length=280, blank=True)

    objects = SettingAsideQuerySet.as_manager()

    class Kept:
        purpose = "why accounts that look like one person are left out of the counts, who decided"
        basis = "public task"
        recipients = "everybody reads how many accounts, and why; the team, who decided"
        until = "a year after the handover of the mission"
        person = ("set_aside_by", "put_back_by")
        erased: ClassVar = {"set_aside_by": None, "put_back_by": None}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(put_back_at=None) | Q(put_back_at__gte=models.F("set_aside_at")),
                name="setting_aside_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of {self.accounts}"
