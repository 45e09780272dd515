"""Opinions in a file: who, on which idea, agrees or not. Nothing tells who these people are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from maven.intake.registry import Added, Asked, Line, Lines, Outcome, Plan, Stays, Step
from maven.intake.troubles import Trouble, excerpt_of
from maven.missions.models import Mission
from maven.people.models import Person
from maven.voices.files.consultations import consultation_of, without_consultation
from maven.voices.models import Consultation, Opinion, Participant, Statement
from maven.voices.operations import Answer, import_opinions
from maven.voices.words import core_of

OPINION, VOICE = "voices.opinion", "voices.participant"
type Given = dict[tuple[str, int], tuple[int, int, bool, datetime]]


def plan(lines: Lines, asked: Asked) -> Plan:
    """One opinion by person and idea; two lines for the same are two troubles, unless told."""
    consultation = consultation_of(asked)
    if consultation is None:
        return without_consultation(lines)
    ideas = _ideas_of(consultation)
    answers: dict[tuple[str, int], tuple[Line, Answer]] = {}
    troubles: list[Trouble] = []
    notices: list[Trouble] = []
    for line in lines.lines:
        written = line.values["idea"]
        pk = ideas.get(core_of(written))
        if pk is None:
            troubles.append(lines.trouble(line, "idea", "idea-unknown", excerpt_of(written)))
            continue
        answer = Answer(
            participant=line.values["participant"],
            statement_pk=pk,
            choice=line.values["vote"],
            important=line.values.get("important", False),
        )
        key = (answer.participant, pk)
        if key in answers:
            _tell_twice(lines, answers[key][0], line, asked, troubles, notices)
        answers[key] = (line, answer)
    if not asked.options.get("last"):
        twice = {one.line for one in troubles if one.code == "twice"}
        answers = {key: told for key, told in answers.items() if told[0].number not in twice}
    given = _given_in(consultation)
    steps = tuple(_step(line, answer, given) for line, answer in answers.values())
    return Plan(steps=steps, troubles=tuple(troubles), notices=tuple(notices))


def _tell_twice(
    lines: Lines,
    former: Line,
    line: Line,
    asked: Asked,
    troubles: list[Trouble],
    notices: list[Trouble],
) -> None:
    who = excerpt_of(line.values["participant"])
    if asked.options.get("last"):
        later = lines.trouble(former, "participant", "later-kept", who, line=line.number)
        notices.append(later)
    else:
        troubles.append(lines.trouble(former, "participant", "twice", who, line=line.number))
        troubles.append(lines.trouble(line, "participant", "twice", who, line=former.number))


def _ideas_of(consultation: Consultation) -> Mapping[str, int]:
    """The ideas by their words, and by their numbers where no idea is called so."""
    found = Statement.objects.of(consultation).accepted().in_order()
    rows = list(found.values_list("pk", "number", "words"))
    return {str(number): pk for pk, number, _words in rows} | {
        core_of(words): pk for pk, _number, words in rows
    }


def _given_in(consultation: Consultation) -> Given:
    found = Opinion.objects.of(consultation).exclude(participant__source_id=None)
    return {
        (str(source), statement): (pk, choice, important, given_at)
        for pk, source, statement, choice, important, given_at in found.values_list(
            "pk", "participant__source_id", "statement_id", "choice", "important", "given_at"
        )
    }


def _step(line: Line, answer: Answer, given: Given) -> Step:
    """The words name the voice and the idea, not what is thought of it."""
    shown = f"{answer.participant} · {excerpt_of(line.values['idea'])}"
    former = given.get((answer.participant, answer.statement_pk))
    if former is None:
        return Step(line=line.number, outcome=Outcome.NEW, words=shown, thing=(None, answer))
    pk, choice, important, given_at = former
    same = (choice, important) == (answer.choice, answer.important)
    return Step(
        line=line.number,
        outcome=Outcome.SAME if same else Outcome.CHANGED,
        words=shown,
        thing=(pk, answer),
        before={"choice": choice, "important": important, "given_at": given_at.isoformat()},
    )


def write(steps: Sequence[Step], asked: Asked, *, by: Person, at: datetime) -> list[Added]:
    consultation = consultation_of(asked)
    assert consultation is not None  # there is no step without one
    new = [step for step in steps if step.thing[0] is None]
    changed = [step for step in steps if step.thing[0] is not None]
    voices, given = import_opinions(
        consultation=consultation,
        new=[step.thing[1] for step in new],
        changed=[step.thing for step in changed],
        by=by,
        at=at,
    )
    first = {step.thing[1].participant: step.line for step in reversed(new)}
    return [
        *(Added(line=first[name], kind=VOICE, pk=pk) for name, pk in voices.items()),
        *(Added(line=step.line, kind=OPINION, pk=pk) for step, pk in zip(new, given, strict=True)),
        *(
            Added(line=step.line, kind=OPINION, pk=step.thing[0], before=step.before)
            for step in changed
        ),
    ]


def undo(
    added: Sequence[Added], mission: Mission, *, made_at: datetime, by: Any, at: datetime
) -> list[Stays]:
    """Opinions given again since stay as they are; the others go, or are what they were."""
    ours = {one.pk: one for one in added if one.kind == OPINION}
    mine = Opinion.objects.filter(statement__consultation__mission=mission)
    stays: list[Stays] = []
    back: list[Opinion] = []
    gone: list[int] = []
    found = mine.select_related("participant", "statement")
    for start in range(0, len(ours), 500):
        for one in found.filter(pk__in=list(ours)[start : start + 500]).order_by("pk"):
            told = ours[one.pk]
            if one.given_at != made_at:
                stays.append(_stays(one, told.line))
            elif told.before:
                back.append(_as_before(one, told.before))
            else:
                gone.append(one.pk)
    Opinion.objects.bulk_update(back, ["choice", "important", "given_at"], batch_size=500)
    for start in range(0, len(gone), 500):
        mine.filter(pk__in=gone[start : start + 500]).delete()
    _without_voice(mission, [one.pk for one in added if one.kind == VOICE])
    return stays


def _stays(opinion: Opinion, line: int) -> Stays:
    shown = f"{opinion.participant.source_id} · {opinion.statement.number}"
    return Stays(line=line, words=shown, why=_("The answer was given again since."))


def _as_before(opinion: Opinion, before: Mapping[str, Any]) -> Opinion:
    opinion.choice, opinion.important = before["choice"], before["important"]
    opinion.given_at = parse_datetime(before["given_at"]) or opinion.given_at
    return opinion


def _without_voice(mission: Mission, voices: list[int]) -> None:
    """The voices that the import made and that say nothing any more."""
    mine = Participant.objects.filter(consultation__mission=mission, opinions=None)
    for start in range(0, len(voices), 500):
        mine.filter(pk__in=voices[start : start + 500]).delete()
