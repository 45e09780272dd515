"""What earlier work left: kept as a file or a link, and taken away again."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Sum

from maven.journal.operations import record
from maven.missions.models import DeliverableFile, EarlierDeliverable, Mission
from maven.people.models import Person

MB = 1024 * 1024
MOST_OF_ALL = 200 * MB  # of a mission: they are in each of its backups and archives


class DeliverableAlreadyThere(Exception):
    """Two documents of a mission have two titles."""


class NothingToKeep(Exception):
    """A document is a file, a link, or both."""


class TooMuchKept(Exception):
    """All the files of a mission hold 200 MB at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as it was brought; what it is was looked at before."""

    name: str
    content: bytes


@transaction.atomic
def keep_deliverable(
    *,
    mission: Mission,
    title: str,
    origin: str = "",
    link: str = "",
    document: Document | None = None,
    by: Person,
    at: datetime,
) -> EarlierDeliverable:
    if not link and document is None:
        raise NothingToKeep
    if document is not None:
        _refuse_too_much(mission, document)
    try:
        with transaction.atomic():
            kept = EarlierDeliverable.objects.create(
                mission=mission,
                title=title,
                origin=origin,
                link=link,
                file_name=document.name if document else "",
                file_size=len(document.content) if document else 0,
                kept_at=at,
                kept_by=by,
            )
    except IntegrityError as taken:
        raise DeliverableAlreadyThere from taken
    if document is not None:
        digest = hashlib.sha256(document.content).hexdigest()
        DeliverableFile.objects.create(
            deliverable=kept, content=document.content, fingerprint=digest
        )
    record("earlier_deliverable.kept", kept, chain=mission.chain, by=by, at=at, title=title)
    return kept


@transaction.atomic
def remove_deliverable(*, deliverable: EarlierDeliverable, by: Person, at: datetime) -> None:
    """Goes with its file and its passages; what was born of them stays, and still says its source."""
    chain = deliverable.mission.chain
    record("earlier_deliverable.removed", deliverable, chain=chain, by=by, at=at)
    deliverable.delete()


def _refuse_too_much(mission: Mission, document: Document) -> None:
    Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)  # one keeps at a time
    kept = EarlierDeliverable.objects.of(mission).aggregate(all=Sum("file_size"))["all"] or 0
    if kept + len(document.content) > MOST_OF_ALL:
        raise TooMuchKept
