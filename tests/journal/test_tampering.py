"""A thousand ways of changing what a chain of facts tells, each of them seen."""

import random
from datetime import timedelta

from maven.journal import operations
from maven.journal.models import Chain, Fact, FactDetails
from maven.journal.operations import JournalTampered, verify
from maven.journal.seals import NO_FACT, commitment, digest
from tests import cast

FACTS, TIMES, NAME = 40, 1_000, "mission-1"


class Shelf:
    """A chain on no store: what `verify` asks of the rows, and no more."""

    def __init__(self):
        self.link = Chain(pk=1, name=NAME, length=FACTS, head=NO_FACT)
        self.facts = []
        for number in range(1, FACTS + 1):
            self.link.head = self.fact(number, self.link.head, f"Fait {number}").digest

    def fact(self, number, previous, words, place=None):
        """An honest fact, sealed, put at the end or at a place."""
        salt, told = f"{number:032x}", {"words": words}
        made = Fact(
            pk=number,
            chain=self.link,
            number=number,
            verb="test.told",
            subject_kind="missions.mission",
            subject_pk=number % 7 + 1,
            at=cast.NOON + timedelta(minutes=number),
            commitment=commitment(salt, number % 5 + 1, told),
            previous=previous,
        )
        made.digest = digest(made, NAME)
        FactDetails(fact=made, by_id=number % 5 + 1, salt=salt, particulars=told)
        self.facts.insert(len(self.facts) if place is None else place, made)
        return made

    def remember(self):
        self.sound = list(self.facts)
        self.rows = [self.link, *self.facts, *(fact.details for fact in self.facts)]
        self.columns = [dict(vars(row)) for row in self.rows]

    def put_back(self):
        self.facts = list(self.sound)
        for row, columns in zip(self.rows, self.columns, strict=True):
            vars(row).update(columns)

    def of(self, chain):
        return self

    def in_order(self):
        return self

    def iterator(self, chunk_size):
        return iter(sorted(self.facts, key=lambda fact: fact.number))

    def filter(self, name):
        return self

    def first(self):
        return self.link


def changed(shelf, dice):
    """One column of one fact, or of what is kept beside it."""
    fact = dice.choice(shelf.facts)
    name = dice.choice(
        ["verb", "subject_kind", "subject_pk", "at", "commitment", "previous", "digest", "number"]
        + ["by_id", "salt", "particulars"]
    )
    row = fact if hasattr(fact, name) and name != "by_id" else fact.details
    former = getattr(row, name)
    others = {
        "at": lambda: former + timedelta(microseconds=dice.choice([-1, 1, 10**6])),
        "particulars": lambda: {"words": former["words"] + dice.choice(["", "s"]) + " "},
    }
    if isinstance(former, int):
        new = former + dice.choice([-1, 1, FACTS])
    elif isinstance(former, str):
        place = dice.randrange(len(former))
        sign = dice.choice([one for one in "0123456789abcdef" if one != former[place]])
        new = former[:place] + sign + former[place + 1 :]
    else:
        new = others[name]()
    setattr(row, name, new)
    return f"{name} of {fact.pk}"


def deleted(shelf, dice):
    fact = dice.choice(shelf.facts)
    shelf.facts.remove(fact)
    return f"without {fact.pk}"


def deleted_and_renumbered(shelf, dice):
    place = dice.randrange(FACTS)
    shelf.facts.pop(place)
    for number, fact in enumerate(shelf.facts, 1):
        fact.number = number
    shelf.link.length -= 1
    return f"without {place + 1}, renumbered"


def swapped(shelf, dice):
    """Two facts change places: each takes the other's number."""
    one, other = dice.sample(shelf.facts, 2)
    one.number, other.number = other.number, one.number
    return f"{one.pk} for {other.pk}"


def told_of_another(shelf, dice):
    """What is kept beside two facts changes sides."""
    one, other = dice.sample(shelf.facts, 2)
    names = ("by_id", "salt", "particulars")
    for name in names:
        first, second = getattr(one.details, name), getattr(other.details, name)
        setattr(one.details, name, second)
        setattr(other.details, name, first)
    return f"particulars of {one.pk} for {other.pk}"


def inserted(shelf, dice):
    """A fact with a sound seal of its own, between two; those after it have the next number."""
    place = dice.randrange(FACTS + 1)
    for fact in shelf.facts[place:]:
        fact.number += 1
    previous = shelf.facts[place - 1].digest if place else NO_FACT
    shelf.fact(place + 1, previous, "Jamais arrivé", place)
    shelf.link.length += dice.choice([0, 1])
    return f"one more at {place + 1}"


def cut(shelf, dice):
    """The last ones go; the seal says how many there were."""
    kept = dice.randrange(FACTS)
    del shelf.facts[kept:]
    return f"cut after {kept}"


WAYS = (changed, deleted, deleted_and_renumbered, swapped, told_of_another, inserted, cut)


def test_a_thousand_tamperings_are_all_seen(monkeypatch):
    dice, shelf, missed = random.Random(50), Shelf(), []
    monkeypatch.setattr(operations.Fact, "objects", shelf)
    monkeypatch.setattr(operations.Chain, "objects", shelf)
    shelf.remember()

    for n in range(TIMES):
        told = WAYS[n % len(WAYS)](shelf, dice)
        try:
            verify(NAME)
        except JournalTampered:
            shelf.put_back()
            continue
        missed.append(told)
        shelf.put_back()

    assert missed == []
    assert verify(NAME).head == shelf.link.head
