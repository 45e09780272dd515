"""Plausible answers to a consultation, drawn from the planted opinions.

The same seed always gives the same answers. Nobody follows a family to the letter: each person
has a conviction between 0.8 and 1, and the rest of the way leans on what everybody thinks.
"""

from random import Random

from maven.cli.demo.people import PEOPLE
from maven.cli.demo.shapes import FAMILIES, DemoConsultation, DemoPerson, DemoStatement, Vote

SEED = 2014
AGREE, PASS, DISAGREE = 1, 0, -1


def votes(consultation: DemoConsultation, *, seed: int = SEED) -> list[Vote]:
    """The answers, person by person, in the order in which each one gave them."""
    rng = Random(f"{seed}:{consultation.key}")  # noqa: S311 (chance that must repeat itself)
    return [
        vote
        for person in voters(consultation, seed=seed)
        for vote in _answers_of(person, consultation, rng)
    ]


def voters(consultation: DemoConsultation, *, seed: int = SEED) -> list[int]:
    """Who answers: indexes in PEOPLE, in the order in which they came."""
    rng = Random(f"{seed}:{consultation.key}:voters")  # noqa: S311 (chance that must repeat itself)
    last_day = consultation.closes if consultation.closed is None else consultation.closed
    there = [
        index
        for index, person in enumerate(PEOPLE)
        if person.joined < min(last_day, 0) and person.role not in {"facilitator", "sponsor"}
    ]
    chosen = rng.sample(there, min(consultation.answers, len(there)))
    return sorted(chosen, key=lambda index: (max(PEOPLE[index].joined, consultation.opened), index))


def _answers_of(index: int, consultation: DemoConsultation, rng: Random) -> list[Vote]:
    person, statements = PEOPLE[index], consultation.statements
    conviction = rng.uniform(0.8, 1.0)
    how_many = round(rng.uniform(0.6, 1.0) * len(statements))
    answers = []
    for number in rng.sample(range(len(statements)), how_many):
        choice = _choice(person, statements[number], conviction, rng)
        important = choice != PASS and rng.random() < 0.12
        answers.append(Vote(index, number, choice, important))
    return answers


def _choice(person: DemoPerson, statement: DemoStatement, conviction: float, rng: Random) -> int:
    own = statement.positions[FAMILIES.index(person.family)]
    everybody = [sum(column) / len(FAMILIES) for column in zip(*statement.positions, strict=True)]
    agree, unsure = (
        conviction * mine + (1 - conviction) * common
        for mine, common in zip(own, everybody, strict=True)
    )
    draw = rng.uniform(0, 100)
    if draw < agree:
        return AGREE
    return PASS if draw < agree + unsure else DISAGREE
