"""The shapes of the demonstration's data: plain named tuples, days counted from today."""

from typing import NamedTuple

FAMILIES = ("A", "B", "C")


class DemoOrganisation(NamedTuple):
    key: str
    name: str
    sector: str  # public | private | education | research | incubation | finance | citizens
    place: str


class DemoPerson(NamedTuple):
    name: str
    gender: str  # f | m, only to word the roles
    role: str  # facilitator | sponsor | member | participant
    job: str
    organisation: str  # key of a DemoOrganisation, or "" for the facilitation team
    email: str
    presence: str  # name | point | absent
    family: str  # A | B | C: the planted family of opinions, never stored
    joined: int  # day, before today


class DemoMission(NamedTuple):
    name: str
    slug: str
    territory: str
    question: str
    sponsor_name: str
    group_name: str
    language: str
    sprint_days: int
    launched: int
    handed_over: int


class DemoStep(NamedTuple):
    phase: str  # A | B | C
    slug: str
    title: str
    note: str
    done: int
    by: str  # e-mail


class DemoCause(NamedTuple):
    key: str
    title: str
    purpose: str
    named: int
    statements: tuple[tuple[str, int], ...]  # (key of a consultation, number of a statement)


class DemoChampion(NamedTuple):
    cause: str  # key of a DemoCause
    person: str  # e-mail
    solicited: int
    accepted: int | None  # None: asked, no answer yet


class DemoStatement(NamedTuple):
    number: int  # 1, 2, 3…
    words: str
    author: str | None  # e-mail, None for the facilitation team
    positions: tuple[tuple[int, int], ...]  # (agree, pass) in per cent, for families A, B, C
    cause: str | None = None  # key of the cause it speaks of


class DemoConsultation(NamedTuple):
    key: str
    question: str
    intro: str
    opened: int
    closes: int
    closed: int | None
    answers: int  # how many people answer
    statements: tuple[DemoStatement, ...]


class DemoActivity(NamedTuple):
    kind: str  # slug of the catalogue
    title: str
    days_planned: float
    reason: str
    done: int | None = None  # day, None while it is still to do
    days_spent: float | None = None


class DemoDeliverable(NamedTuple):
    title: str
    shipped: int
    by: str  # e-mail
    activity: int | None = None  # index in the sprint's activities


class DemoTension(NamedTuple):
    desired: str
    observed: str
    raised: int
    by: str  # e-mail
    resolved: int | None = None


class DemoSprint(NamedTuple):
    number: int
    starts: int
    ends: int  # the first day that is no longer of the sprint
    capacity_days: int
    activities: tuple[DemoActivity, ...]
    deliverables: tuple[DemoDeliverable, ...]
    likes: tuple[str, ...]
    dislikes: tuple[str, ...]
    tensions: tuple[DemoTension, ...]
    agenda: str  # of the next cycle, "" while the sprint runs
    words: str  # the team's words in the stage report, "" while the sprint runs
    closed: int | None


class DemoQuantity(NamedTuple):
    seed_kind: int  # 1 to 8
    kind: str  # slug of the catalogue
    low: int
    high: int


class Vote(NamedTuple):
    person: int  # index in PEOPLE
    statement: int  # index in the consultation's statements
    choice: int  # 1 agree, 0 pass, -1 disagree
    important: bool
