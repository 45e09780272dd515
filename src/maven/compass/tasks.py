"""The jobs of the compass: everything that needs the arithmetic of the method."""

from django.tasks import task
from django.utils import timezone

from maven.compass.models import DueReading
from maven.compass.operations import take_landscape
from maven.voices.models import Consultation


@task
def read_landscape(consultation_pk: int) -> None:
    """Draws a landscape again. Opinions that come from here on ask for another."""
    DueReading.objects.filter(consultation_id=consultation_pk).delete()
    consultation = (
        Consultation.objects.select_related("mission").filter(pk=consultation_pk).first()
    )
    if consultation is not None:
        take_landscape(consultation=consultation, at=timezone.now())
