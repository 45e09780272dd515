"""Whom could we ask to carry a cause? Four components for each, in words; the person decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.causes.access import cause_in
from maven.causes.forms import ChampionForm
from maven.causes.models import Candidate, Champion
from maven.causes.queries import carried_by
from maven.compass.tasks import count_candidates
from maven.missions.access import in_mission
from maven.missions.models import Mission
from maven.people.http import Request, see_other

SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """One person, the four components in words, and the causes already carried."""

    candidate: Candidate
    components: tuple[str, str, str, str]
    carries: list[str]
    state: str  # of this cause: "", "asked", "carries" or "declined"


@in_mission("compass.suggest_champions")
def champions(request: Request, mission: Mission, slug: str, pk: int) -> HttpResponse:
    cause = cause_in(mission, pk)
    if request.method == "POST":
        count_candidates.enqueue(mission.pk, request.user.pk)
        messages.info(
            request, _("The count is asked for: it is here in a moment, reload the page.")
        )
        return see_other("compass:champions", mission.slug, cause.slug, pk)
    every = list(Candidate.objects.of(mission).best_first())
    carried = carried_by(mission)
    states = {seat.person_id: _state(seat) for seat in Champion.objects.of(cause)}
    told = [one for one in every if any(_ranks(one))][:SHOWN]
    context = {
        "cause": cause,
        "counted_at": every[0].counted_at if every else None,
        "people": len(every),
        "suggested": [
            Suggested(
                candidate=one,
                components=components_of(one, every),
                carries=carried.get(one.person_id, []),
                state=states.get(one.person_id, ""),
            )
            for one in told
        ],
        "thin": _thin(every),
        "asking": ChampionForm(),
        "place": "causes",
    }
    return render(request, "compass/champions.html", context)


def _state(seat: Champion) -> str:
    if seat.declined_at:
        return "declined"
    if seat.stepped_down_at:
        return ""
    return "carries" if seat.accepted_at else "asked"


def _ranks(one: Candidate) -> tuple[float | None, ...]:
    return (one.centrality_rank, one.accepted_rank, one.endorsed_rank, one.kept_rank)


def components_of(one: Candidate, every: Sequence[Candidate]) -> tuple[str, str, str, str]:
    """The four components, each in a sentence; what tells nobody apart says so."""
    none = _("too little is recorded to tell anybody apart")
    return (
        _("At the centre of the ties that led to a commitment: %(place)s.")
        % {"place": _place(one, every) or none},
        _("Taken up by others: %(told)s.")
        % {
            "told": none
            if one.accepted_rank is None
            else ngettext(
                "%(count)d proposal to the reserve of actions",
                "%(count)d proposals to the reserve of actions",
                one.accepted or 0,
            )
            % {"count": one.accepted or 0}
        },
        _("Trusted from different sectors: %(told)s.") % {"told": none},
        _("Keeps promises: %(told)s.")
        % {
            "told": none
            if one.kept_rank is None
            else ngettext("%(count)d commitment kept", "%(count)d commitments kept", one.kept or 0)
            % {"count": one.kept or 0}
        },
    )


def _place(one: Candidate, every: Sequence[Candidate]) -> str:
    """Equals have the same place, the first of theirs; who has no tie has none."""
    rank = one.centrality_rank
    if rank is None:
        return ""
    if not one.centrality:
        return _("none is recorded")
    ahead = sum((other.centrality_rank or rank) < rank for other in every)
    return _("place %(rank)d of %(people)d") % {"rank": ahead + 1, "people": len(every)}


def _thin(every: list[Candidate]) -> list[str]:
    """The components that nothing is recorded for, and what would record it."""
    said = [
        (
            "centrality_rank",
            _("Ties: note who was at each session, and the commitments in its minutes."),
        ),
        ("accepted_rank", _("Taken up: proposals come into the reserve of actions.")),
        ("endorsed_rank", _("Trust: nothing records it yet; ask around you.")),
        ("kept_rank", _("Promises: say in the reviews which commitments were kept.")),
    ]
    return [
        words for name, words in said if not any(getattr(one, name) is not None for one in every)
    ]
