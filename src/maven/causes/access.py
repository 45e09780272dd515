"""The only way for a request to get hold of a cause, or of a champion's seat."""

from django.http import Http404

from maven.causes.models import Cause, Champion
from maven.missions.models import Membership, Mission
from maven.people.models import Person


def cause_in(mission: Mission, pk: int) -> Cause:
    found = Cause.objects.of(mission).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.mission = mission
    return found


def seat_of(cause: Cause, person: Person, pk: int) -> Champion:
    """One's own seat only: another's gives the same 404 as none."""
    found = (
        Champion.objects.of(cause)
        .filter(pk=pk, person=person)
        .select_related("solicited_by")
        .first()
    )
    if found is None:
        raise Http404
    found.cause = cause
    return found


def somebody_of(mission: Mission, pk: int) -> Person:
    part = Membership.objects.of(mission).filter(person=pk).select_related("person").first()
    if part is None:
        raise Http404
    return part.person
