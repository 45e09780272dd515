"""How far a consultation has come: how many voices, how many answers."""

from maven.voices.models import Consultation, Opinion


def turnout(consultation: Consultation) -> dict[str, int]:
    answers = Opinion.objects.of(consultation).counted()
    return {
        "people": answers.values("participant").distinct().count(),
        "answers": answers.count(),
    }
