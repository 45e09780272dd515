"""People to invite, from a table or an address book."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from maven.intake import cells
from maven.intake.registry import (
    Added,
    Asked,
    Column,
    Importer,
    Line,
    Lines,
    Option,
    Outcome,
    Plan,
    Stays,
    Step,
    register,
)
from maven.intake.troubles import Trouble
from maven.missions import operations, tasks
from maven.missions.doubts import box_of, meant_by
from maven.missions.headings import WORDS, Heading
from maven.missions.models import Channel, Invitation, LetterRefusal, Mission, Role
from maven.missions.postage import take_letters
from maven.missions.queries import Known
from maven.people.models import Person

KIND = "missions.invitation"
ROLES = {
    **dict.fromkeys(("membre", "member", "groupe-de-travail"), Role.MEMBER),
    **dict.fromkeys(("participant", "participante", "participant-e"), Role.PARTICIPANT),
    **dict.fromkeys(("commanditaire", "sponsor"), Role.SPONSOR),
    **dict.fromkeys(
        ("facilitateur", "facilitatrice", "animateur", "animatrice", "facilitator"),
        Role.FACILITATOR,
    ),
}


def roles(mission: Mission) -> list[tuple[str, str]]:
    """The most usual first."""
    offered = (Role.MEMBER, Role.PARTICIPANT, Role.SPONSOR, Role.FACILITATOR)
    return [(role.value, str(role.label)) for role in offered]


def plan(lines: Lines, asked: Asked) -> Plan:
    """New addresses are invited; who takes part, is invited or said no is left alone.

    Who said no, to us or to this mission, is told first.
    """
    known = Known.of(asked.target, at=asked.at)
    silent = LetterRefusal.objects.of({line.values["email"] for line in lines.lines})
    seen: dict[str, int] = {}
    boxes = {box_of(email): 0 for email in known.there | known.invited}
    steps: list[Step] = []
    refusals: list[Trouble] = []
    notices: list[Trouble] = []
    for line in lines.lines:
        address = line.values["email"]
        outcome = Outcome.SAME
        if address in silent - known.there or address in known.declined:
            code = "letters-refused" if address in silent else "declined"
            refusals.append(lines.trouble(line, "email", code, address))
        elif address in seen:
            notices.append(lines.trouble(line, "email", "same-person", address, line=seen[address]))
        elif address not in known.there | known.invited:
            doubt = _doubt(lines, line, address, boxes)
            notices.extend(doubt)
            outcome = Outcome.DOUBTFUL if doubt else Outcome.NEW
        seen.setdefault(address, line.number)
        boxes.setdefault(box_of(address), line.number)
        steps.append(_step(line, address, outcome, asked))
    return Plan(steps=tuple(steps), notices=tuple(notices), refusals=tuple(refusals))


def _doubt(lines: Lines, line: Line, address: str, boxes: dict[str, int]) -> list[Trouble]:
    near = boxes.get(box_of(address))
    if near:
        return [lines.trouble(line, "email", "near", address, line=near)]
    if near == 0:
        return [lines.trouble(line, "email", "near-member", address)]
    meant = meant_by(address)
    return [lines.trouble(line, "email", "typo", address, meant=meant)] if meant else []


def _step(line: Line, address: str, outcome: Outcome, asked: Asked) -> Step:
    first, name = line.values.get("first-name", ""), line.values.get("name", "")
    whole = f"{first} {name}".strip()
    role = line.values.get("role") or asked.options.get("role") or Role.MEMBER
    shown = f"{whole} <{address}>" if whole else address
    thing = {"email": address, "name": whole[:150], "role": str(role)}
    return Step(line=line.number, outcome=outcome, words=shown, thing=thing)


def write(steps: Sequence[Step], asked: Asked, *, by: Person, at: datetime) -> list[Added]:
    guests = [operations.Guest(**step.thing) for step in steps]
    made = operations.invite_many(
        mission=asked.target,
        guests=guests,
        channel=Channel.IMPORT,
        letters=bool(asked.origin),
        by=by,
        at=at,
    )
    if asked.origin:
        take_letters(by, len(made), at=at)
        tasks.send_letters.enqueue(asked.target.pk, asked.origin)
    line_of = {step.thing["email"]: step.line for step in steps}
    return [Added(line=line_of[one.email], kind=KIND, pk=one.pk) for one in made]


_ANSWERED = {
    "accepted": _("The invitation was accepted."),
    "declined": _("The invitation was declined: the no is kept."),
}


def undo(
    added: Sequence[Added], mission: Mission, *, made_at: datetime, by: Any, at: datetime
) -> list[Stays]:
    """The links stop working; who has accepted stays, and who said no is not written to again."""
    line_of = {one.pk: one.line for one in added}
    found = Invitation.objects.of(mission).in_bulk(list(line_of))
    stays = [
        Stays(line=line_of[pk], words=one.email, why=_ANSWERED[one.state])
        for pk, one in found.items()
        if one.state in _ANSWERED
    ]
    added_here = Invitation.objects.of(mission).filter(pk__in=line_of)
    added_here.filter(accepted_at=None, declined_at=None).delete()
    return sorted(stays, key=lambda one: one.line)


register(
    Importer(
        name="people",
        label=_("People to invite"),
        says=_(
            "A list with an address on each line, or an address book: each person gets a letter "
            "with a link of their own."
        ),
        columns=(
            Column(
                name="email",
                label=_("e-mail address of the person"),
                cell=cells.email,
                needed=True,
                also=tuple(WORDS[Heading.ADDRESS].split()),
            ),
            Column(
                name="name",
                label=_("name"),
                cell=cells.name,
                also=(*WORDS[Heading.NAME].split(), *WORDS[Heading.LAST_NAME].split()),
            ),
            Column(
                name="first-name",
                label=_("first name"),
                cell=cells.name,
                also=tuple(WORDS[Heading.FIRST_NAME].split()),
            ),
            Column(
                name="role",
                label=_("role"),
                cell=cells.one_of(ROLES),
                also=("rôle", "part", "fonction dans la mission"),
            ),
        ),
        options=(Option(name="role", label=_("They will take part as"), choices=roles),),
        most_rows=2_000,
        plan=plan,
        write=write,
        undo=undo,
    )
)
