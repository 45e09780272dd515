"""The landscape of opinions: what people see of one another's answers, once they gave theirs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maven.compass import portrait
from maven.compass.access import sees_before_answering
from maven.compass.models import Reading
from maven.compass.queries import (
    answers_left,
    people_who_answered,
    reading_is_due,
    statements_by_number,
)
from maven.missions.access import in_mission, may
from maven.missions.models import Mission
from maven.ui import charts
from maven.voices import access as voices
from maven.voices.models import Consultation
from maven.voices.queries import asides_of


@require_safe
@in_mission("compass.see_landscape")
def landscape(request: HttpRequest, mission: Mission, slug: str, pk: int) -> HttpResponse:
    consultation = voices.consultation_in(mission, pk)
    if slug != consultation.slug:
        return redirect(address_of(consultation), permanent=True)
    page: dict[str, Any] = {
        "consultation": consultation,
        "place": "consultations",
        "open_now": consultation.is_open_on(timezone.localdate()),
    }
    voice = voices.participant_of(request, consultation)
    if page["open_now"] and not sees_before_answering(request, mission):
        page["left"] = answers_left(consultation, voice)
        if page["left"]:
            return render(request, "compass/landscape_locked.html", page)
    reading = Reading.objects.latest_of(consultation)
    page |= {"reading": reading, "due": reading_is_due(consultation)}
    page["asides"] = asides_of(consultation)
    if reading is None or not reading.result["enough"]:
        page["people"] = people_who_answered(consultation)
        page["missing"] = portrait.missing_sentence(reading.result["missing"]) if reading else ""
        return render(request, "compass/landscape_waiting.html", page)
    place = reading.result["places"].get(str(voice.pk)) if voice else None
    page |= drawn(consultation, reading, place)
    page["stale"] = page["open_now"] and portrait.is_stale(reading, at=timezone.now())
    page["may_promote"] = may(request, "voices.moderate", mission)
    return render(request, "compass/landscape.html", page)


def drawn(consultation: Consultation, reading: Reading, place: list[Any] | None) -> dict[str, Any]:
    """The words and the pictures of one reading; `place` is the reader's own."""
    result = reading.result
    statements = statements_by_number(consultation, portrait.all_numbers(result))
    families = portrait.families_of(result, statements)
    uniting, refused, dividing = portrait.shown_numbers(result)
    measured = result["alignment"]
    return {
        "result": result,
        "families": families,
        "sentence": portrait.families_sentence(result),
        "drawn": len(result["points"]) if len(result["points"]) < result["counted"] else 0,
        "letter": place[2] if place else "",
        "map": charts.landscape_map(
            [
                charts.Family(one.letter, one.name, one.size, one.points, one.hull)
                for one in families
            ],
            you=(place[0], place[1]) if place else None,
            title=_("The landscape of opinions"),
            describe=portrait.describe(families),
        ),
        "uniting": portrait.ideas_of(result, uniting, statements),
        "refused": portrait.ideas_of(result, refused, statements),
        "dividing": portrait.ideas_of(result, dividing, statements),
        "alignment": portrait.alignment_sentence(measured),
        "meaning": portrait.alignment_meaning(measured),
        "between": portrait.between_sentence(measured),
    }


def address_of(consultation: Consultation) -> str:
    return reverse(
        "compass:landscape",
        args=[consultation.mission.slug, consultation.slug, consultation.pk],
    )
