"""Publishing the counts of a consultation, once."""

import hashlib
import json
from datetime import date, datetime

from django.db import transaction

from maven.archives.counting import counted
from maven.archives.models import Publication
from maven.journal.operations import record
from maven.people.models import Person
from maven.voices.models import Consultation


class NotPublishable(Exception):
    """Open, it would be counted again; in a mission that is not open to all, it is nobody else's."""


@transaction.atomic
def publish_counts(
    *, consultation: Consultation, licence: str, by: Person | None, at: datetime, on: date
) -> Publication:
    """The publication; the one that was made before, if there is one."""
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    mission = consultation.mission
    former = Publication.objects.filter(consultation=consultation).first()
    if former is not None:
        return former
    if consultation.is_open_on(on) or not mission.is_open:
        raise NotPublishable
    counts = counted(consultation)
    made = Publication.objects.create(
        consultation=consultation,
        licence=licence,
        counts=counts,
        published_at=at,
        published_by=by,
    )
    record(
        "counts.published",
        consultation,
        chain=mission.chain,
        by=by,
        at=at,
        licence=licence,
        digest=hashlib.sha256(json.dumps(counts, sort_keys=True).encode()).hexdigest(),
    )
    return made
