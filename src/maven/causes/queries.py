"""What the pages ask of the causes, in one query each."""

from collections import defaultdict
from collections.abc import Iterable

from maven.causes.models import Cause, Champion
from maven.missions.models import Membership, Mission
from maven.people.models import Person


def champions_by_cause(causes: Iterable[Cause]) -> dict[int, list[Champion]]:
    """Those asked and those standing, first asked first."""
    seats = Champion.objects.filter(cause__in=list(causes), stepped_down_at=None, declined_at=None)
    found: dict[int, list[Champion]] = defaultdict(list)
    for seat in seats.select_related("person__organisation").order_by("solicited_at", "pk"):
        found[seat.cause_id].append(seat)
    return found


def declined_of(cause: Cause) -> list[Champion]:
    """Who said no, the latest first, with their word back: for the team."""
    seats = Champion.objects.of(cause).declined().select_related("person")
    return list(seats.order_by("-declined_at", "-pk"))


def carried_by(mission: Mission) -> dict[int, list[str]]:
    """The titles of the causes that each champion carries already."""
    found: dict[int, list[str]] = defaultdict(list)
    seats = Champion.objects.standing().filter(cause__mission=mission).select_related("cause")
    for seat in seats.order_by("accepted_at", "pk"):
        found[seat.person_id].append(seat.cause.title)
    return found


def people_to_ask(mission: Mission, champions: Iterable[Champion]) -> list[Person]:
    """Who takes part and is not yet asked for this cause, by name."""
    asked = {seat.person_id for seat in champions}
    parts = Membership.objects.of(mission).by_name()
    return [part.person for part in parts if part.person_id not in asked]
