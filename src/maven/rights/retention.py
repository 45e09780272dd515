"""What has been kept long enough, as the declarations say, and as the law does for whole accounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from maven.journal.models import Fact, FactDetails
from maven.missions.models import AFTER_HANDOVER, Invitation, JoinRequest, Membership, Mission
from maven.people.models import Person
from maven.rights.declarations import Declaration, declarations, declared_by
from maven.rights.models import Forewarning
from maven.voices.models import (
    Assistance,
    Charter,
    Hiding,
    Notice,
    Participant,
    SettingAside,
)

INACTIVE = timedelta(days=3 * 365)
FIRST = timedelta(days=60)  # the first forewarning, so long before the end
SECOND = timedelta(days=14)
BETWEEN = FIRST - SECOND
NEVER_CAME = timedelta(days=1)
FILES = {"reports": timedelta(days=30), "mail": timedelta(days=30)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something whose time is over: how many of what."""

    name: str
    count: int


def rows_over(told: Declaration, *, at: datetime) -> "QuerySet[Any]":
    """The rows of a table that says when they end."""
    name, days, *asked = told.ends
    over = {f"{name}__lt": at - timedelta(days=days), **(asked[0] if asked else {})}
    return told.model._default_manager.filter(**over)


def tables_that_end() -> list[Declaration]:
    return [told for told in declarations() if told.ends]


def accounts_never_used(*, at: datetime) -> "QuerySet[Person]":
    """Made at the door for an address whose code was never used."""
    there = Person.objects.never_came(before=at - NEVER_CAME)
    return there.exclude(pk__in=Membership.objects.values("person"))


def not_seen_since(moment: datetime) -> "QuerySet[Person]":
    """Persons still there who last came, or came to be, before that."""
    seen = Person.objects.annotate(seen_at=Coalesce("last_login", "joined_at"))
    return seen.filter(seen_at__lt=moment, is_active=True).order_by("pk")


def to_tell(number: int, *, at: datetime) -> "QuerySet[Person]":
    """Those whom the first, or the second, forewarning is due to."""
    before = FIRST if number == 1 else SECOND
    due = not_seen_since(at - INACTIVE + before).exclude(email=None)
    due = due.exclude(Exists(_forewarnings(number)))
    if number == 2:
        due = due.filter(Exists(_forewarnings(1).filter(sent_at__lte=at - BETWEEN)))
    return due


def to_erase(*, at: datetime) -> "QuerySet[Person]":
    """Three years without coming, told twice; or with no address to be told at."""
    gone = not_seen_since(at - INACTIVE)
    told = gone.filter(Exists(_forewarnings(2).filter(sent_at__lte=at - SECOND)))
    return told | gone.filter(email=None)


def _forewarnings(number: int) -> "QuerySet[Forewarning]":
    return Forewarning.objects.filter(person=OuterRef("pk"), number=number)


def missions_over(*, at: datetime) -> list[Mission]:
    """Handed over more than a year ago, and where nothing happened for a year."""
    handed = Mission.objects.filter(handed_over_on__lt=(at - AFTER_HANDOVER).date()).order_by("pk")
    lately = set(
        Fact.objects.filter(at__gte=at - AFTER_HANDOVER).values_list("chain__name", flat=True)
    )
    return [mission for mission in handed if mission.chain not in lately]


def personal_in(mission: Mission) -> dict[str, "QuerySet[Any]"]:
    """What ties people to a mission that is over: answers, invitations, who did what."""
    return {
        "voices.Participant": Participant.objects.filter(
            consultation__mission=mission, person__isnull=False
        ),
        # The hour of an entry is that of its answers: it would tie them again.
        "voices.Assistance": Assistance.objects.of(mission),
        "missions.Invitation": Invitation.objects.of(mission),
        "missions.JoinRequest": JoinRequest.objects.of(mission),
        "journal.FactDetails": FactDetails.objects.filter(
            fact__chain__name=mission.chain, by__isnull=False
        ),
    }


def decisions_in(mission: Mission) -> dict[str, "QuerySet[Any]"]:
    """What stays of a mission that is over without the names of those who decided it."""
    every: list[QuerySet[Any]] = [
        Charter.objects.filter(mission=mission),
        Hiding.objects.of(mission),
        Notice.objects.filter(statement__consultation__mission=mission),
        SettingAside.objects.of(mission),
    ]
    return {rows.model._meta.label: rows.filter(_named(rows)) for rows in every}


def _named(rows: "QuerySet[Any]") -> Q:
    signed = Q(pk__in=[])
    for name in declared_by(rows.model).written:
        signed |= Q(**{f"{name}__isnull": False})
    return signed


def files_over(*, at: datetime) -> Iterator[Path]:
    for folder, lasts in FILES.items():
        for path in sorted((Path(settings.VAR) / folder).glob("*")):
            if path.is_file() and path.stat().st_mtime < (at - lasts).timestamp():
                yield path


def terms(*, at: datetime) -> list[Term]:
    """Everything whose time is over, counted, without touching any of it."""
    told = [Term(name=one.label, count=rows_over(one, at=at).count()) for one in tables_that_end()]
    told += [
        Term(name="never came", count=accounts_never_used(at=at).count()),
        Term(name="first forewarning", count=to_tell(1, at=at).count()),
        Term(name="second forewarning", count=to_tell(2, at=at).count()),
        Term(name="inactive", count=to_erase(at=at).count()),
        Term(name="files", count=len(list(files_over(at=at)))),
    ]
    for mission in missions_over(at=at):
        told += [
            Term(name=f"{mission.chain} {label}", count=rows.count())
            for label, rows in (personal_in(mission) | decisions_in(mission)).items()
        ]
    return [one for one in told if one.count]
