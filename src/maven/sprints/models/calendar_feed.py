import secrets

from django.core.signing import BadSignature, Signer
from django.db import models

from maven.people.models import Person

SIGNER = Signer(salt="maven.sprints.calendar", sep=".")


def seed_by_chance() -> str:
    return secrets.token_urlsafe(24)


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def behind(self, token: str) -> "CalendarFeed | None":
        """The feed that a secret address opens; none when it was revoked or made up."""
        try:
            seed = SIGNER.unsign(token)
        except BadSignature:
            return None
        return self.select_related("person").filter(seed=seed, person__is_active=True).first()


class CalendarFeed(models.Model):
    """A secret address that gives a person's calendar program the sessions she may see.

    The table alone opens nothing: the address is the seed, signed with the secret of the house.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    seed = models.CharField(max_length=64, unique=True, default=seed_by_chance)
    made_at = models.DateTimeField()

    objects = CalendarFeedQuerySet.as_manager()

    class Kept:
        purpose = "to give a person's own calendar the sessions she may see"
        basis = "consent"
        recipients = "whoever the person gives the address to"
        until = "the person revokes the address"
        person = ("person",)
        secret = ("seed",)
        erased = "row"

    def __str__(self) -> str:
        return f"#{self.pk} calendar"

    @property
    def token(self) -> str:
        return SIGNER.sign(self.seed)
