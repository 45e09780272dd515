"""The question behind a stream: may this visitor follow this consultation, and where is it now?"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maven.live.queries import turnout
from maven.missions.access import in_mission
from maven.missions.models import Mission
from maven.voices.models import Consultation


@in_mission("missions.see")
def _turnout(request: HttpRequest, mission: Mission, pk: int) -> HttpResponse:
    return JsonResponse(turnout(get_object_or_404(Consultation.objects.of(mission), pk=pk)))


@require_safe
@never_cache
def events(request: HttpRequest, pk: int) -> HttpResponse:
    """Answered as a stream by the live lane; without it, the same numbers once."""
    consultation = get_object_or_404(Consultation.objects.select_related("mission"), pk=pk)
    return _turnout(request, mission=consultation.mission.slug, pk=pk)


events.policy = _turnout.policy  # type: ignore[attr-defined]
