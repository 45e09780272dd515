"""People to invite, from a table or an address book."""

import re
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
from maven.missions.headings import WORDS, Heading
from maven.missions.models import Invitation, Membership, Mission, Role
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
# What reaches the same box, with some providers or with all.
TAG = re.compile(r"\+.*$")
DOTLESS = {"gmail.com", "googlemail.com"}


def roles(mission: Mission) -> list[tuple[str, str]]:
    """The most usual first."""
    offered = (Role.MEMBER, Role.PARTICIPANT, Role.SPONSOR, Role.FACILITATOR)
    return [(role.value, str(role.label)) for role in offered]


def plan(lines: Lines, asked: Asked) -> Plan:
    """New addresses are invited; who takes part or is invited already is left alone."""
    there, invited = _known(asked, [line.values["email"] for line in lines.lines])
    seen: dict[str, int] = {}
    boxes: dict[str, int] = {}
    steps: list[Step] = []
    notices: list[Trouble] = []
    for line in lines.lines:
        address = line.values["email"]
        outcome = Outcome.NEW
        if address in seen:
            notices.append(lines.trouble(line, "email", "same-person", address, line=seen[address]))
            outcome = Outcome.SAME
        elif address in there or address in invited:
            outcome = Outcome.SAME
        elif box_of(address) in boxes:
            near = boxes[box_of(address)]
            notices.append(lines.trouble(line, "email", "near", address, line=near))
            outcome = Outcome.DOUBTFUL
        seen.setdefault(address, line.number)
        boxes.setdefault(box_of(address), line.number)
        steps.append(_step(line, address, outcome, asked))
    return Plan(steps=tuple(steps), notices=tuple(notices))


def _step(line: Line, address: str, outcome: Outcome, asked: Asked) -> Step:
    first, name = line.values.get("first-name", ""), line.values.get("name", "")
    whole = f"{first} {name}".strip()
    role = line.values.get("role") or asked.options.get("role") or Role.MEMBER
    shown = f"{whole} <{address}>" if whole else address
    thing = {"email": address, "name": whole[:150], "role": str(role)}
    return Step(line=line.number, outcome=outcome, words=shown, thing=thing)


def _known(asked: Asked, addresses: list[str]) -> tuple[set[str], set[str]]:
    there: set[str] = set()
    invited: set[str] = set()
    for start in range(0, len(addresses), 500):
        some = addresses[start : start + 500]
        parts = Membership.objects.of(asked.target).filter(person__email__in=some)
        there |= {str(email) for email in parts.values_list("person__email", flat=True)}
        waiting = Invitation.objects.of(asked.target).waiting(at=asked.at).filter(email__in=some)
        invited |= set(waiting.values_list("email", flat=True))
    return there, invited


def box_of(address: str) -> str:
    """Where the letters of an address arrive, as most providers sort them."""
    local, _, domain = address.partition("@")
    local = TAG.sub("", local)
    return f"{local.replace('.', '') if domain in DOTLESS else local}@{domain}"


def write(steps: Sequence[Step], asked: Asked, *, by: Person, at: datetime) -> list[Added]:
    added = []
    for step in steps:
        letter = operations.invite(mission=asked.target, by=by, at=at, **step.thing)
        added.append(Added(line=step.line, kind=KIND, pk=letter.invitation.pk))
        if asked.origin:
            tasks.send_invitation.enqueue(letter.invitation.pk, asked.origin)
    return added


def undo(
    added: Sequence[Added], mission: Mission, *, made_at: datetime, by: Any, at: datetime
) -> list[Stays]:
    """The links stop working; who has accepted stays."""
    line_of = {one.pk: one.line for one in added}
    found = Invitation.objects.of(mission).in_bulk(list(line_of))
    stays = [
        Stays(line=line_of[pk], words=one.email, why=_("The invitation was accepted."))
        for pk, one in found.items()
        if one.accepted_at is not None
    ]
    Invitation.objects.of(mission).filter(pk__in=line_of, accepted_at=None).delete()
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
