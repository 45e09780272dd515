"""Ideas in a file: new ones are put to everybody, those said already are left alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from maven.intake.registry import Added, Asked, Lines, Outcome, Plan, Stays, Step
from maven.intake.troubles import excerpt_of
from maven.missions.models import Mission
from maven.people.models import Person
from maven.voices.files.consultations import consultation_of, without_consultation
from maven.voices.models import Opinion, Statement
from maven.voices.operations import import_statements
from maven.voices.words import core_of

KIND = "voices.statement"


def plan(lines: Lines, asked: Asked) -> Plan:
    consultation = consultation_of(asked)
    if consultation is None:
        return without_consultation(lines)
    known = Statement.objects.of(consultation).values_list("words", flat=True)
    said = {core_of(words) for words in known}
    steps = []
    for line in lines.lines:
        words = line.values["idea"]
        core = core_of(words)
        outcome = Outcome.SAME if core in said else Outcome.NEW
        said.add(core)
        steps.append(Step(line=line.number, outcome=outcome, words=words, thing=words))
    return Plan(steps=tuple(steps))


def write(steps: Sequence[Step], asked: Asked, *, by: Person, at: datetime) -> list[Added]:
    consultation = consultation_of(asked)
    assert consultation is not None  # there is no step without one
    made = import_statements(
        consultation=consultation, words=[step.thing for step in steps], by=by, at=at
    )
    return [
        Added(line=step.line, kind=KIND, pk=statement.pk)
        for step, statement in zip(steps, made, strict=True)
    ]


def undo(
    added: Sequence[Added], mission: Mission, *, made_at: datetime, by: Any, at: datetime
) -> list[Stays]:
    """Ideas that people have answered, or that the team has moved on with, stay."""
    line_of = {one.pk: one.line for one in added}
    mine = Statement.objects.filter(consultation__mission=mission, pk__in=line_of)
    answered = set(
        Opinion.objects.filter(statement__in=mine).values_list("statement_id", flat=True)
    )
    moved = set(
        mine.exclude(cause=None, refused_at=None, accepted_at=made_at).values_list("pk", flat=True)
    )
    stays = [
        Stays(
            line=line_of[one.pk],
            words=excerpt_of(one.words),
            why=_("People have answered it.")
            if one.pk in answered
            else _("The team has moved on with it."),
        )
        for one in mine.filter(pk__in=answered | moved)
    ]
    mine.exclude(pk__in=answered | moved).delete()
    return sorted(stays, key=lambda one: one.line)
