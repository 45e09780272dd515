"""Asking for the archive of a mission, and saying that it was made."""

from datetime import datetime

from django.db import transaction

from maven.archives.models import MissionArchive
from maven.archives.models.mission_archive import GIVEN_UP_AFTER
from maven.journal.operations import record
from maven.missions.models import Mission
from maven.people.models import Person


class ArchiveUnderWay(Exception):
    """An archive of this mission is being made already: one at a time."""


@transaction.atomic
def ask_archive(*, mission: Mission, addresses: bool, by: Person, at: datetime) -> MissionArchive:
    Mission.objects.select_for_update(of=("self",)).get(pk=mission.pk)
    waiting = MissionArchive.objects.of(mission).under_way()
    waiting.filter(asked_at__lte=at - GIVEN_UP_AFTER).update(failed_at=at)
    if waiting.exists():
        raise ArchiveUnderWay
    return MissionArchive.objects.create(
        mission=mission, addresses=addresses, asked_at=at, asked_by=by
    )


@transaction.atomic
def note_archive(
    *, mission: Mission, digest: str, head: str, addresses: bool, by: Person | None, at: datetime
) -> None:
    """The mission remembers that it left as a whole; the archive itself ends just before."""
    record(
        "mission.archived",
        mission,
        chain=mission.chain,
        by=by,
        at=at,
        digest=digest,
        head=head,
        addresses=addresses,
    )
