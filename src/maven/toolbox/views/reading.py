"""Looking into the toolbox."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maven.missions.access import in_mission, may
from maven.missions.models import Mission
from maven.toolbox.forms import ChoiceOfKinds
from maven.toolbox.models import ActivityKind
from maven.toolbox.queries import kind_of, kinds_of, quantities_of, shared_kind


@in_mission("toolbox.see")
def toolbox(request: HttpRequest, mission: Mission) -> HttpResponse:
    choice = ChoiceOfKinds(request.GET)
    choice.is_valid()
    arc = choice.cleaned_data.get("arc", "")
    seed_kind = choice.cleaned_data.get("kind")
    kinds = kinds_of(mission, arc=arc, seed_kind=seed_kind)
    context = {
        "place": "sprints",
        "choice": ChoiceOfKinds(initial={"arc": arc, "kind": seed_kind or ""}),
        "chosen": bool(arc or seed_kind),
        "seed_kinds": [kind for kind in kinds if kind.seed_kind],
        "other_kinds": [kind for kind in kinds if not kind.seed_kind],
        "count": len(kinds),
        "aside": kinds_of(mission, aside=True),
        "quantities": quantities_of(mission),
        "may_correct": may(request, "toolbox.correct", mission),
    }
    return render(request, "toolbox/toolbox.html", context)


@in_mission("toolbox.see")
def kind(request: HttpRequest, mission: Mission, slug: str) -> HttpResponse:
    found = known_kind(mission, slug)
    context = {
        "place": "sprints",
        "kind": found,
        "is_own": found.mission_id is not None,
        "shared": shared_kind(slug) if found.mission_id else None,
        "may_correct": may(request, "toolbox.correct", mission),
    }
    return render(request, "toolbox/kind.html", context)


def known_kind(mission: Mission, slug: str) -> ActivityKind:
    found = kind_of(mission, slug)
    if found is None:
        raise Http404
    return found
