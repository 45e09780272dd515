"""Whom one could ask to carry a cause: the four components, from what is recorded in the mission.

Nothing that is secret is read: neither answers, nor who proposed an idea of a consultation. What
ties people to one cause more than to another is not recorded, so the count is the mission's.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations

from maven.causes.models import Candidate
from maven.missions.models import Membership, Mission, Role
from maven.sprints.models import Attendance, BacklogItem, MinutesLine

MOST_IN_A_ROOM = 60  # in a larger one, being there together is not having met
type Ties = Mapping[tuple[int, int], int]


def candidates_of(mission: Mission) -> list[Candidate]:
    """Everybody who takes part but the team, which leaves; the best mean rank first."""
    from maven.method.ties import champions, network_of  # noqa: PLC0415  (NumPy: jobs only)

    people = _people(mission)
    if not people:
        return []
    ties, accepted, kept = ties_of(mission, people), accepted_of(mission), kept_of(mission)
    found = champions(
        people,
        quality_ties=network_of([(*pair, weight) for pair, weight in ties.items()])
        if ties
        else None,
        accepted={key: count for key, count in accepted.items() if key in people} or None,
        kept={key: count for key, count in kept.items() if key in people} or None,
    )
    return [
        Candidate(
            person_id=one.person,
            mean_rank=one.mean_rank,
            centrality=one.centrality,
            accepted=one.accepted,
            kept=one.kept,
            centrality_rank=one.ranks[0],
            accepted_rank=one.ranks[1],
            endorsed_rank=one.ranks[2],
            kept_rank=one.ranks[3],
        )
        for one in found.candidates
    ]


def _people(mission: Mission) -> set[int]:
    parts = Membership.objects.of(mission).with_role(Role.SPONSOR, Role.MEMBER, Role.PARTICIPANT)
    return set(parts.values_list("person_id", flat=True))


def ties_of(mission: Mission, people: set[int]) -> Ties:
    """Pairs who were in one session out of which one of the two took a commitment: how often."""
    promised: dict[int, set[int]] = defaultdict(set)
    lines = MinutesLine.objects.commitments_of(mission).filter(person__isnull=False)
    for session, person in lines.order_by("pk").values_list("minutes__session_id", "person_id"):
        promised[session].add(person)
    there: dict[int, set[int]] = defaultdict(set)
    seen = Attendance.objects.filter(session__in=list(promised), person__isnull=False)
    for session, person in seen.order_by("pk").values_list("session_id", "person_id"):
        there[session].add(person)
    met: Counter[tuple[int, int]] = Counter()
    for session, together in there.items():
        if len(together) <= MOST_IN_A_ROOM:
            for one, other in combinations(sorted(together & people), 2):
                met[one, other] += one in promised[session] or other in promised[session]
    return {pair: count for pair, count in met.items() if count}


def accepted_of(mission: Mission) -> Counter[int]:
    """What each proposed to the reserve of actions, and that the team or a plenary took up."""
    taken = BacklogItem.objects.filter(
        mission=mission,
        state__in=[BacklogItem.State.ACCEPTED, BacklogItem.State.TAKEN],
        proposed_by__isnull=False,
    )
    return Counter(taken.values_list("proposed_by_id", flat=True))


def kept_of(mission: Mission) -> Counter[int]:
    """Commitments of published minutes that were kept."""
    lines = MinutesLine.objects.commitments_of(mission).filter(
        kept_at__isnull=False, person__isnull=False
    )
    return Counter(lines.order_by("pk").values_list("person_id", flat=True))
