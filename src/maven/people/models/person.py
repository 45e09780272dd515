from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from maven.people.models.organisation import Organisation


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A person who signs in by a code sent to this address."""
        person: Person = self.model(email=email.strip().lower() or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def never_came(self, *, before: datetime) -> models.QuerySet["Person"]:
        """Made by somebody who typed an address at the door, and never used its code."""
        return self.filter(last_login=None, name="", organisation=None, joined_at__lt=before)

    def by_address(self, address: str) -> "Person | None":
        return self.filter(email=address.strip().lower()).first()


class Person(AbstractBaseUser):
    """Somebody who brings a vision: the account is an address, the name is theirs to give."""

    class Presence(models.TextChoices):
        NAME = "name", _("by name")
        POINT = "point", _("as an anonymous dot")
        ABSENT = "absent", _("not at all")

    # Empty once erased, and several may be: null, since "" would be unique.
    email = models.EmailField(_("e-mail address"), unique=True, null=True)  # noqa: DJ001
    name = models.CharField(_("name"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="persons"
    )
    presence = models.CharField(max_length=10, choices=Presence, default=Presence.NAME)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, blank=True
    )  # empty: the language of the page
    about = models.CharField(_("a line about me"), max_length=160, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(presence__in=["name", "point", "absent"]),
                name="person_presence_is_known",
            ),
            models.CheckConstraint(
                condition=Q(language__in=["", "fr", "en"]), name="person_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(email__isnull=True) | Q(email=Lower("email")),
                name="person_email_is_lower_case",
            ),
        ]

    class Kept:
        purpose = "to know who takes part, as each person chose to appear, and to let them sign in"
        basis = "contract"
        recipients = (
            "the people of their missions, as the person chose to appear; the"
            " address, the facilitation team that invited it"
        )
        until = "the person is erased; after three years without coming, she is told, then erased"
        person = ("self",)
        erased: ClassVar = {
            "email": None,
            "password": "",
            "name": "",
            "organisation": None,
            "presence": "absent",
            "language": "",
            "about": "",
            "last_login": None,
            "is_active": False,
        }

    def __str__(self) -> str:
        return f"#{self.pk} {self.public_name}"

    @property
    def public_name(self) -> str:
        """The name shown to others; never the address."""
        return self.name or str(_("A member"))

    @property
    def shown_name(self) -> str:
        """The name where a page shows it: of those only who chose to appear by name."""
        return self.public_name if self.presence == self.Presence.NAME else str(_("A member"))

    @property
    def is_named(self) -> bool:
        """Whether she chose that the others read her name."""
        return self.presence == self.Presence.NAME

    @property
    def slug(self) -> str:
        return slugify(self.name)[:60].strip("-") or "personne"

    def offered(self) -> list[str]:
        return [line.words for line in self.lines.all() if line.side == "offers"]

    def sought(self) -> list[str]:
        return [line.words for line in self.lines.all() if line.side == "seeks"]

    @property
    def initials(self) -> str:
        words = [word for word in self.name.replace("-", " ").split() if word[0].isalpha()]
        if not words:
            return "·"
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower() if self.email else None
