"""A second proof at the door: for whom it is asked, and what it opens.

A person asks for it herself on her security page; the operator asks for it of those who facilitate,
or of everybody (MAVEN_SECOND_FACTOR). Whoever comes in by a passkey has shown two things at once: a
device of hers, and that it is she who holds it. Recovery codes exist for whoever asked for it, and
for nobody else: they are how it is remembered that she did.
"""

from datetime import datetime
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse

from maven.front.sessions import is_facilitator_somewhere
from maven.people.models import Person
from maven.people.operations.security import change_passkeys
from maven.people.operations.sign_ins import end_sign_ins

KEY = Authenticator.Type.WEBAUTHN
CODES = Authenticator.Type.RECOVERY_CODES


def keys_of(person: Person) -> "QuerySet[Authenticator]":
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=person, type=KEY)
    return found.order_by("pk")


def has_second_proof(person: Person) -> bool:
    """Whether she has anything to show besides a code or a password."""
    return keys_of(person).exists()


def wants_it(person: Person) -> bool:
    return bool(Authenticator.objects.filter(user=person, type=CODES).exists())


def must_have_it(person: Person) -> bool:
    """Whether the operator asks it of this person."""
    asked = settings.SECOND_FACTOR
    return asked == "all" or (asked == "facilitators" and is_facilitator_somewhere(person))


def turn_on(person: Person) -> list[str]:
    """From now on it is asked at the door; the codes to keep for the day a device is lost."""
    codes: list[str] = RecoveryCodes.activate(person).get_unused_codes()
    return codes


def turn_off(person: Person) -> None:
    Authenticator.objects.filter(user=person, type=CODES).delete()


def take_all_away(person: Person, *, at: datetime) -> tuple[int, int]:
    """The operator lets somebody in who lost what she showed; whoever found it is put out.

    How many passkeys were removed, and how many sessions ended.
    """
    keys: int = keys_of(person).delete()[0]
    turn_off(person)
    change_passkeys(added=False, by=person, at=at)
    return keys, end_sign_ins(by=person, at=at)


def shows_two_things(record: dict[str, Any]) -> bool:
    """A passkey, a second proof, or an identity provider that asked for two."""
    return record["method"] == "mfa" or bool(record.get("strong"))


class SecondProof(AuthenticateStage):  # type: ignore[misc]
    """The stage of the door after a code, a password or an identity provider."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        person = self.login.user
        if person is None or not has_second_proof(person):
            return None, True
        if not (wants_it(person) or must_have_it(person)):
            return None, True
        records = get_authentication_records(self.request, person)
        if any(shows_two_things(one) for one in records):
            return None, True
        self.state["authentication_required"] = True
        return headed_redirect_response(self.urlname), True


def codes_left(person: Person) -> int | None:
    """How many of the kept codes were not used; nothing for whoever has none."""
    found = Authenticator.objects.filter(user=person, type=CODES).first()
    return len(RecoveryCodes(found).get_unused_codes()) if found else None
