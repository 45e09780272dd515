"""Questions about a mission that cross several nouns."""

from dataclasses import dataclass
from datetime import datetime

from maven.missions.addresses import Found, Reading, Trouble
from maven.missions.models import Invitation, LetterRefusal, Membership, Mission


@dataclass(frozen=True, slots=True)
class Preview:
    """What inviting these addresses would do."""

    new: list[Found]
    already_there: list[Found]
    already_invited: list[Found]
    left_alone: list[Found]  # they asked not to be invited any more
    to_correct: tuple[Trouble, ...]
    passed_over: tuple[int, ...]


def preview_of(mission: Mission, reading: Reading, *, at: datetime) -> Preview:
    """Sorts the addresses read: new, already taking part, already invited, to leave alone. Three queries."""
    emails = [found.email for found in reading.found]
    there = set(
        Membership.objects.of(mission)
        .filter(person__email__in=emails)
        .values_list("person__email", flat=True)
    )
    invited = set(
        Invitation.objects.of(mission)
        .waiting(at=at)
        .filter(email__in=emails)
        .values_list("email", flat=True)
    )
    silent = LetterRefusal.objects.of(emails)
    return Preview(
        new=[one for one in reading.found if one.email not in there | invited | silent],
        already_there=[one for one in reading.found if one.email in there],
        already_invited=[one for one in reading.found if one.email in invited - there],
        left_alone=[one for one in reading.found if one.email in silent - there - invited],
        to_correct=reading.troubles,
        passed_over=reading.passed_over,
    )
