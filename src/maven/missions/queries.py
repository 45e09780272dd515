"""Questions about a mission that cross several nouns."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from maven.missions.addresses import Found, Reading, Trouble
from maven.missions.doubts import Doubt, Doubtful, box_of, meant_by, reads_nobody
from maven.missions.models import Channel, Invitation, LetterRefusal, Membership, Mission
from maven.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What inviting these addresses would do."""

    new: list[Found]
    doubtful: list[Doubtful]
    already_there: list[Found]
    already_invited: list[Found]
    declined: list[Found]
    left_alone: list[Found]  # they asked not to be invited any more
    to_correct: tuple[Trouble, ...]
    passed_over: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The addresses that a mission has already."""

    there: set[str]
    invited: set[str]
    declined: set[str]

    @classmethod
    def of(cls, mission: Mission, *, at: datetime) -> "Known":
        """Three queries, however many addresses one asks about."""
        parts = Membership.objects.of(mission).exclude(person__email=None)
        sent = Invitation.objects.of(mission)
        return cls(
            there={str(email) for email in parts.values_list("person__email", flat=True)},
            invited=set(sent.waiting(at=at).values_list("email", flat=True)),
            declined=set(sent.declined().values_list("email", flat=True)),
        )


def preview_of(
    mission: Mission, reading: Reading, *, at: datetime, sure: Collection[str] = ()
) -> Preview:
    """Sorts the addresses read: new, doubtful, already taking part or invited, to leave alone.

    Those of which the reader is `sure` are not doubtful any more. Four queries.
    """
    known = Known.of(mission, at=at)
    silent = LetterRefusal.objects.of([found.email for found in reading.found])
    aside = known.there | known.invited | known.declined | silent
    boxes = {box_of(email): (email, Doubt.MEMBER) for email in known.there | known.invited}
    new: list[Found] = []
    doubtful: list[Doubtful] = []
    for one in reading.found:
        if one.email in aside:
            continue
        doubt = None if one.email in sure else _doubt(one, boxes)
        boxes.setdefault(box_of(one.email), (one.email, Doubt.SAME_BOX))
        if doubt is None:
            new.append(one)
        else:
            doubtful.append(doubt)
    refused = known.declined - known.there
    return Preview(
        new=new,
        doubtful=doubtful,
        already_there=[one for one in reading.found if one.email in known.there],
        already_invited=[one for one in reading.found if one.email in known.invited - known.there],
        declined=[one for one in reading.found if one.email in refused],
        left_alone=[
            one
            for one in reading.found
            if one.email in silent - known.there - known.invited - refused
        ],
        to_correct=reading.troubles,
        passed_over=reading.passed_over,
    )


def _doubt(one: Found, boxes: dict[str, tuple[str, Doubt]]) -> Doubtful | None:
    near = boxes.get(box_of(one.email))
    if near is not None:
        return Doubtful(found=one, doubt=near[1], meant=near[0])
    if reads_nobody(one.email):
        return Doubtful(found=one, doubt=Doubt.NOBODY)
    meant = meant_by(one.email)
    return Doubtful(found=one, doubt=Doubt.TYPO, meant=meant) if meant else None


def helped_in(mission: Mission) -> list[Person]:
    """Those without an address whom the team helps here, by name."""
    parts = Membership.objects.of(mission).filter(
        channel=Channel.ASSISTED, person__email=None, person__is_active=True
    )
    return [part.person for part in parts.by_name()]
