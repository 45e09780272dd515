"""The links between accounts and identity providers: whose is whose, and how one is made."""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from maven.front.declared import Provider
from maven.front.oidc import Known
from maven.people.models import Person

LATER = "oidc_later"  # in the session: the identity that waits for a code to prove its address


def provider_called(slug: str) -> Provider | None:
    found: Provider | None = settings.OIDC.get(slug)
    return found


def key_of(provider: Provider) -> str:
    return f"oidc:{provider.slug}"


def person_behind(provider: Provider, known: Known) -> Person | None:
    """The person whose account is linked to this subject."""
    link = SocialAccount.objects.filter(provider=key_of(provider), uid=known.subject)
    found = link.select_related("user").first()
    return found.user if found else None


@transaction.atomic
def link(provider: Provider, subject: str, person: Person) -> bool:
    """Nothing is kept of what the provider said but the number it knows the person by."""
    made, new = SocialAccount.objects.get_or_create(
        provider=key_of(provider), uid=subject, defaults={"user": person, "extra_data": {}}
    )
    return bool(new) or made.user_id == person.pk


def linked_to(person: Person) -> list[Provider]:
    slugs = set(SocialAccount.objects.filter(user=person).values_list("provider", flat=True))
    return [one for one in settings.OIDC.values() if key_of(one) in slugs]


def not_yet_linked_to(person: Person) -> list[Provider]:
    linked = linked_to(person)
    return [one for one in settings.OIDC.values() if one not in linked]


def unlink(provider: Provider, person: Person) -> bool:
    gone: int = SocialAccount.objects.filter(provider=key_of(provider), user=person).delete()[0]
    return gone > 0
