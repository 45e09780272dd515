"""Accounts that look like one person: left out of the counts by the team, and put back as easily.

Nothing is erased, and no fact says which accounts: how many, and why.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.voices.models import Consultation, Participant, SettingAside
from maven.voices.operations.statements import ReasonMissing

FEWEST = 8  # of a smaller group, the counts with and without would tell what each answered


class TooFewAccounts(Exception):
    """Less than eight accounts are never set aside together: a household is not a fraud."""


class PutBackAlready(Exception):
    """These accounts count again."""


@transaction.atomic
def set_accounts_aside(
    *,
    consultation: Consultation,
    voices: Collection[int],
    reason: str,
    by: Person,
    at: datetime,
) -> SettingAside:
    """The answers of these voices stay, and do not count any more; everybody reads why."""
    reason = " ".join(reason.split())[:280]
    if not reason:
        raise ReasonMissing
    rows = Participant.objects.of(consultation).counted().filter(pk__in=voices)
    found = [one.pk for one in rows.select_for_update().order_by("pk")]
    if len(found) < FEWEST:
        raise TooFewAccounts
    made = SettingAside.objects.create(
        consultation=consultation,
        reason=reason,
        accounts=len(found),
        set_aside_at=at,
        set_aside_by=by,
    )
    Participant.objects.filter(pk__in=found).update(set_aside=made)
    record(
        "accounts.set_aside",
        consultation,
        chain=consultation.mission.chain,
        by=by,
        at=at,
        accounts=len(found),
        reason=reason,
    )
    return made


@transaction.atomic
def put_accounts_back(
    *, setting_aside: SettingAside, reason: str, by: Person, at: datetime
) -> SettingAside:
    """All that these voices answered counts again."""
    reason = " ".join(reason.split())[:280]
    if not reason:
        raise ReasonMissing
    rows = SettingAside.objects.select_for_update(of=("self",))
    setting_aside = rows.select_related("consultation__mission").get(pk=setting_aside.pk)
    if setting_aside.put_back_at is not None:
        raise PutBackAlready
    setting_aside.put_back_at = max(at, setting_aside.set_aside_at)
    setting_aside.put_back_by, setting_aside.return_reason = by, reason
    setting_aside.save(update_fields=["put_back_at", "put_back_by", "return_reason"])
    Participant.objects.filter(set_aside=setting_aside).update(set_aside=None)
    record(
        "accounts.put_back",
        setting_aside.consultation,
        chain=setting_aside.consultation.mission.chain,
        by=by,
        at=at,
        accounts=setting_aside.accounts,
        reason=reason,
    )
    return setting_aside
