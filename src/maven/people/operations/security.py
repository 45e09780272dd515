"""What changed in how a person comes in. The facts say what, never anything that opens."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.people.operations.profiles import CHAIN


@transaction.atomic
def change_second_factor(*, on: bool, by: Person, at: datetime) -> Person:
    """A person asks for a second proof at the door, or no longer does."""
    record("second_factor.asked" if on else "second_factor.lifted", by, chain=CHAIN, by=by, at=at)
    return by


@transaction.atomic
def change_passkeys(*, added: bool, by: Person, at: datetime) -> Person:
    """A passkey came to an account, or went."""
    record("passkey.added" if added else "passkey.removed", by, chain=CHAIN, by=by, at=at)
    return by


@transaction.atomic
def set_password(*, password: str, by: Person, at: datetime) -> Person:
    """A person gives herself a password, changes it, or with none gives it up."""
    if password:
        by.set_password(password)
    else:
        by.set_unusable_password()
    by.save(update_fields=["password"])
    record("password.set" if password else "password.removed", by, chain=CHAIN, by=by, at=at)
    return by


@transaction.atomic
def change_link(*, provider: str, added: bool, by: Person, at: datetime) -> Person:
    """An identity provider is linked to an account, or no longer."""
    record(
        "provider.linked" if added else "provider.unlinked",
        by,
        chain=CHAIN,
        by=by,
        at=at,
        provider=provider,
    )
    return by
