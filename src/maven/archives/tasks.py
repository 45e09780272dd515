"""The job that makes an archive, and the letter that says it is there."""

from django.core.mail import EmailMessage
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from maven.archives.files import folder, make, sweep
from maven.archives.models import MissionArchive
from maven.archives.operations import note_archive
from maven.ui.typography import typeset


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
        subject, body = (
            render_to_string(f"archives/letters/ready_{part}.txt", words).strip()
            for part in ("subject", "body")
        )
        if language == "fr":
            subject, body = typeset(subject), typeset(body)
    return EmailMessage(" ".join(subject.splitlines()), body, to=[str(asked.asked_by.email)])
