"""Names that would let somebody pass for another of the same missions.

Two people may bear one name: their organisations tell them apart. Nobody bears the name of one of a
team, nor the name of anybody in letters that only look the same.
"""

from django.db.models import QuerySet

from maven.missions.models import Membership, Role
from maven.people.folding import folded
from maven.people.models import Person
from maven.people.names import skeleton

TEAM = {Role.FACILITATOR, Role.SPONSOR}


def looks_like_another(name: str, person: Person) -> bool:
    """Whether a reader of a mission that she takes part in would take her for another of it."""
    bare = skeleton(name)
    if not bare:
        return False
    plain = " ".join((folded(name) or "").split())
    for other, role in _others(person).values_list("person__name", "role").iterator():
        if skeleton(other) == bare:
            same = " ".join((folded(other) or "").split()) == plain
            if not same or role in TEAM:
                return True
    return False


def _others(person: Person) -> QuerySet[Membership]:
    mine = Membership.objects.held_by(person).values("mission")
    others = Membership.objects.filter(mission__in=mine, left_at=None)
    return others.exclude(person=person).exclude(person__name="").order_by("pk")
