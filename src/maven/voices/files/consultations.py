"""The consultation that a file is for."""

from django.utils import timezone

from maven.intake.registry import Asked, Lines, Plan
from maven.intake.troubles import Trouble
from maven.missions.models import Mission
from maven.voices.models import Consultation


def open_consultations(mission: Mission) -> list[tuple[str, str]]:
    found = Consultation.objects.of(mission).open_on(timezone.localdate()).newest_first()
    return [(str(one.pk), one.question) for one in found]


def consultation_of(asked: Asked) -> Consultation | None:
    """The one chosen, if it is of the mission and open; another mission's is as none."""
    key = asked.options.get("consultation", "")
    if not key.isascii() or not key.isdigit() or len(key) > 18:
        return None
    found = Consultation.objects.of(asked.target).open_on(asked.on)
    return found.filter(pk=int(key)).first()


def without_consultation(lines: Lines) -> Plan:
    trouble = Trouble(file=lines.file, sheet=lines.sheet, code="not-open")
    return Plan(steps=(), troubles=(trouble,))
