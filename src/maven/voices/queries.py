"""What the pages ask of the voices: numbers, the card to show, ideas with one's own answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, FilteredRelation, OuterRef, Q, QuerySet

from maven.journal.counting import CountOf
from maven.missions.models import Mission
from maven.voices.models import (
    Consultation,
    ImportedFile,
    Opinion,
    Participant,
    SettingAside,
    Statement,
)
from maven.voices.order import order_for
from maven.voices.words import core_words, near

ANSWERS_BEFORE_RESULTS = 5
SECONDS_PER_IDEA = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStatement:
    """An idea, and what the voice that reads thinks of it now."""

    pk: int
    number: int
    words: str
    cause_id: int | None
    choice: int | None
    important: bool
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is in front of a voice: the idea to answer, and how far one has come."""

    statement: OwnStatement | None
    answered: int
    total: int

    @property
    def place(self) -> int:
        return min(self.answered + 1, self.total)

    @property
    def minutes_left(self) -> int:
        return -(-(self.total - self.answered) * SECONDS_PER_IDEA // 60)

    @property
    def opens_results(self) -> bool:
        return enough_for_results(self.answered, self.total)

    @property
    def before_results(self) -> int:
        return max(0, min(ANSWERS_BEFORE_RESULTS, self.total) - self.answered)


def enough_for_results(answered: int, total: int) -> bool:
    """Five answers open the results, or all of them where there are fewer ideas."""
    return 0 < min(ANSWERS_BEFORE_RESULTS, total) <= answered


def consultations_with_numbers(mission: Mission) -> QuerySet[Consultation]:
    """Newest first, each with `idea_count`, `people_count`, `answer_count`, `waiting_count`."""
    here = OuterRef("pk")
    ideas = Statement.objects.filter(consultation=here)
    opinions = Opinion.objects.counted().filter(statement__consultation=here)
    people = Participant.objects.filter(consultation=here)
    return (
        Consultation.objects.of(mission)
        .newest_first()
        .annotate(
            idea_count=CountOf(ideas.accepted()),
            waiting_count=CountOf(ideas.waiting()),
            people_count=CountOf(people.counted()),
            answer_count=CountOf(opinions),
        )
    )


def own_statements(
    consultation: Consultation, participant: Participant | None
) -> list[OwnStatement]:
    """The accepted ideas in order, each with the participant's answer: one query."""
    accepted = Statement.objects.of(consultation).accepted().in_order()
    told = ("pk", "number", "words", "cause_id", "source")
    if participant is None:
        rows = [(*row, None, False) for row in accepted.values_list(*told)]
    else:
        own = FilteredRelation("opinions", condition=Q(opinions__participant=participant))
        mine = accepted.annotate(own=own).values_list(*told, "own__choice", "own__important")
        rows = list(mine)
    return [
        OwnStatement(
            pk=pk,
            number=number,
            words=words,
            cause_id=cause,
            source=source,
            choice=choice,
            important=bool(mark),
        )
        for pk, number, words, cause, source, choice, mark in rows
    ]


def card_of(statements: list[OwnStatement], voice: str, answers: Mapping[int, int]) -> Card:
    """The next idea not answered yet, in this voice's own order."""
    open_ones = {one.pk: one for one in statements if one.choice is None}
    order = order_for(voice, open_ones, answers)
    return Card(
        statement=open_ones[order[0]] if order else None,
        answered=len(statements) - len(open_ones),
        total=len(statements),
    )


def asides_of(consultation: Consultation) -> list[SettingAside]:
    """The accounts that do not count here, with why: everybody reads it."""
    return list(SettingAside.objects.filter(consultation=consultation).standing().newest_first())


def accounts_set_aside(mission: Mission) -> int:
    """How many accounts do not count now, in all consultations of a mission."""
    return Participant.objects.filter(
        consultation__mission=mission, set_aside__isnull=False
    ).count()


def answers_by_statement(consultation: Consultation) -> dict[int, int]:
    """How many voices answered each idea; read once in a while, it only orders the ideas."""
    counted = Opinion.objects.of(consultation).order_by().values("statement")
    return dict(counted.annotate(answers=Count("pk")).values_list("statement", "answers"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How an idea was answered, by all together."""

    number: int
    words: str
    agree: int
    disagree: int
    passed: int
    important: int

    @property
    def people(self) -> int:
        return self.agree + self.disagree + self.passed


def tallies(consultation: Consultation) -> list[Tally]:
    counts = Q(opinions__participant__set_aside=None)

    def when(choice: int) -> Count:
        return Count("opinions", filter=counts & Q(opinions__choice=choice))

    rows = (
        Statement.objects.of(consultation)
        .accepted()
        .annotate(
            agree=when(Opinion.Choice.AGREE),
            disagree=when(Opinion.Choice.DISAGREE),
            passed=when(Opinion.Choice.PASS),
            marked=Count("opinions", filter=counts & Q(opinions__important=True)),
        )
        .order_by("number")
        .values_list("number", "words", "agree", "disagree", "passed", "marked")
    )
    return [
        Tally(number=n, words=w, agree=a, disagree=d, passed=p, important=i)
        for n, w, a, d, p, i in rows
    ]


def waiting_statements(mission: Mission) -> QuerySet[Statement]:
    mine = Statement.objects.filter(consultation__mission=mission)
    return mine.waiting().select_related("consultation").order_by("submitted_at", "pk")


def close_ones(statements: Iterable[Statement]) -> dict[int, list[Statement]]:
    """For each idea, those that say nearly the same in its consultation; one query for all.

    Many of them are one author, or the letter of somebody who asks many to send it.
    """
    wanted = list(statements)
    there = [
        (other, core_words(other.words))
        for other in Statement.objects.filter(
            consultation__in={one.consultation_id for one in wanted}, refused_at=None
        ).order_by("number")
    ]
    told: dict[int, list[Statement]] = {}
    for one in wanted:
        said = core_words(one.words)
        told[one.pk] = [
            other
            for other, words in there
            if other.pk != one.pk
            and other.consultation_id == one.consultation_id
            and near(said, words)
        ]
    return told


def former_import(mission: Mission, fingerprint: str) -> ImportedFile | None:
    """The import of the very same content into this mission, if there was one."""
    return (
        ImportedFile.objects.filter(consultation__mission=mission, fingerprint=fingerprint)
        .select_related("consultation__mission")
        .first()
    )


def accepted_statements(mission: Mission) -> QuerySet[Statement]:
    """The ideas put to everybody in what is or was asked here, newest consultation first."""
    mine = Statement.objects.filter(consultation__mission=mission, consultation__source="")
    rows = mine.accepted().select_related("consultation", "cause__mission")
    return rows.order_by("-consultation__opened_at", "-consultation", "number")


def refused_own(consultation: Consultation, participant: Participant | None) -> QuerySet[Statement]:
    """The ideas of this voice that were refused, each with the rule, to be written again."""
    if participant is None:
        return Statement.objects.none()
    return Statement.objects.of(consultation).refused().filter(author=participant).in_order()
