from datetime import datetime
from typing import ClassVar

from django.db import models

from maven.people.models.person import Person


class SignInQuerySet(models.QuerySet["SignIn"]):
    def of(self, person: Person) -> "SignInQuerySet":
        return self.filter(person=person).order_by("-seen_on", "-signed_in_at", "-pk")

    def over(self, *, at: datetime) -> "SignInQuerySet":
        return self.filter(ends_at__lte=at)


class SignIn(models.Model):
    """A browser in which a person is signed in: enough for her to tell hers from another's.

    The browser and the system are kept as two words, the place as a network, the time as a day.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    means = models.CharField(max_length=40)  # code, password, passkey, demo, oidc:<provider>
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    network = models.CharField(max_length=45, blank=True)
    signed_in_at = models.DateTimeField()
    seen_on = models.DateField()
    ends_at = models.DateTimeField(db_index=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("signed_in_at")),
                name="sign_in_ends_after_it_began",
            )
        ]

    class Kept:
        purpose = "to show a person where she is signed in, and let her sign out from there"
        basis = "legitimate interest"
        recipients = "the person alone"
        until = "she signs out, or thirty days after she signed in"
        person = ("person",)
        secret = ("session_key",)
        erased = "row"

    def __str__(self) -> str:
        return f"#{self.pk} {self.browser} {self.system}"
