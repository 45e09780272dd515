"""The job that makes an archive, the letter that says it is there; the job that counts what is published."""

from contextlib import suppress

from django.core.mail import EmailMessage
from django.tasks import task
from django.urls import reverse
from django.utils import timezone, translation

from maven.archives.files import folder, make, sweep
from maven.archives.models import MissionArchive
from maven.archives.operations import NotPublishable, note_archive, publish_counts
from maven.people.models import Person
from maven.ui.letters import written
from maven.voices.models import Consultation


@task
def publish_open_data(consultation: int, licence: str, by: int) -> None:
    """Met twice, it publishes once; a consultation that was opened again since is left alone."""
    now = timezone.now()
    with suppress(NotPublishable):
        publish_counts(
            consultation=Consultation.objects.get(pk=consultation),
            licence=licence,
            by=Person.objects.filter(pk=by).first(),
            at=now,
            on=timezone.localdate(now),
        )


@task
def make_archive(pk: int, origin: str) -> None:
    """Met twice, it is made once; one that failed is tried again by the worker."""
    asked = MissionArchive.objects.select_related("mission", "asked_by").filter(pk=pk).first()
    if asked is None or asked.made_at is not None:
        return
    sweep()
    try:
        made = make(asked.mission, folder() / asked.file_name, addresses=asked.addresses)
    except Exception:
        MissionArchive.objects.filter(pk=pk).update(failed_at=timezone.now())
        raise
    now = timezone.now()
    note_archive(
        mission=asked.mission,
        digest=made.digest,
        head=made.head,
        addresses=asked.addresses,
        by=asked.asked_by,
        at=now,
    )
    MissionArchive.objects.filter(pk=pk).update(
        made_at=now, failed_at=None, digest=made.digest, size=made.size
    )
    if asked.asked_by.email:
        letter_of(asked, origin).send()


def letter_of(asked: MissionArchive, origin: str) -> EmailMessage:
    """The letter leads to the page, where one signs in: no link to the file leaves the house."""
    language = asked.asked_by.language or asked.mission.language
    with translation.override(language):
        words = {
            "mission": asked.mission,
            "link": origin.rstrip("/") + reverse("archives:archives", args=[asked.mission.slug]),
        }
    subject, body = written("archives/letters/ready", words, language=language)
    return EmailMessage(subject, body, to=[str(asked.asked_by.email)])
