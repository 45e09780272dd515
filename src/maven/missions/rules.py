"""Who may, in a mission: sentences about a person and a mission, combined with & and |."""

import rules

from maven.missions.models import Membership, Mission, Role
from maven.people.models import Person


@rules.predicate
def mission_is_open(person: Person | None, mission: Mission) -> bool:
    return mission.is_open


@rules.predicate
def mission_is_on_request(person: Person | None, mission: Mission) -> bool:
    return mission.is_on_request


@rules.predicate
def has_an_account(person: Person | None, mission: Mission) -> bool:
    return person is not None


def _holds(*roles: str) -> rules.Predicate:
    def holds(person: Person | None, mission: Mission) -> bool:
        if person is None:
            return False
        part = membership_of(person, mission)
        return part is not None and part.role in roles

    return rules.Predicate(holds, name="holds_" + "_or_".join(roles))


def membership_of(person: Person, mission: Mission) -> Membership | None:
    """The person's part in the mission, asked once for each request's pair of objects."""
    kept = _parts_of(person)
    if mission.pk not in kept:
        kept[mission.pk] = Membership.objects.between(mission, person)
    return kept[mission.pk]


def mission_named(slug: str, person: Person | None) -> Mission | None:
    """The mission of an address; for whoever takes part, with that part, in one question."""
    if person is None:
        return Mission.objects.filter(slug=slug).first()
    parts = Membership.objects.filter(mission__slug=slug, person=person, left_at=None)
    part = parts.select_related("mission").first()
    found = part.mission if part else Mission.objects.filter(slug=slug).first()
    if found is not None:
        _parts_of(person)[found.pk] = part
    return found


def _parts_of(person: Person) -> dict[int, Membership | None]:
    parts: dict[int, Membership | None] = person.__dict__.setdefault("_parts", {})
    return parts


def seen_as(role: str, person: Person, mission: Mission) -> Person:
    """The same person, if she had another part in this mission."""
    other = Person(pk=person.pk)
    _parts_of(other)[mission.pk] = Membership(mission=mission, person=other, role=role)
    return other


is_facilitator = _holds(Role.FACILITATOR)
is_sponsor = _holds(Role.SPONSOR)
is_member = _holds(Role.FACILITATOR, Role.SPONSOR, Role.MEMBER)
takes_part = _holds(Role.FACILITATOR, Role.SPONSOR, Role.MEMBER, Role.PARTICIPANT)
anyone_who_may_see = mission_is_open | takes_part
anyone_who_may_know = anyone_who_may_see | mission_is_on_request

rules.add_rule("missions.see", anyone_who_may_see)
rules.add_rule("missions.see_door", anyone_who_may_know)
rules.add_rule("missions.ask", has_an_account & mission_is_on_request)
rules.add_rule("missions.answer_requests", is_facilitator)
rules.add_rule("missions.join", has_an_account & anyone_who_may_see)
rules.add_rule("missions.leave", takes_part)
rules.add_rule("missions.see_community", takes_part)
rules.add_rule("missions.see_everybody", is_facilitator)
rules.add_rule("missions.import", is_facilitator)
rules.add_rule("missions.invite", is_facilitator)
rules.add_rule("missions.prepare", is_facilitator)
rules.add_rule("missions.settle", is_facilitator)
rules.add_rule("missions.edit_sectors", is_facilitator)
rules.add_rule("missions.hand_over", is_facilitator)
rules.add_rule("missions.see_framing", anyone_who_may_see)
rules.add_rule("missions.frame", is_facilitator | is_sponsor)
rules.add_rule("missions.see_notes", anyone_who_may_see)
rules.add_rule("missions.see_group_notes", is_member)
rules.add_rule("missions.brief", is_facilitator | is_sponsor)
rules.add_rule("missions.see_deliverables", is_member)
rules.add_rule("missions.keep_deliverables", is_facilitator)
rules.add_rule("missions.interview", is_facilitator)
