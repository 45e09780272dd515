"""Is this plan what it says? Counted anew, person by person, without any of the means that made it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from maven.method.votes import Key, canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in a plan.

    Attributes
    ----------
    repeats : meetings beyond the first one of each pair. pairs : how many pairs met.
    smallest, largest : people at a table, over all rounds.
    twice : those who have two seats in one round. unseated : those who have none in some round.
    strangers : those who are seated and do not come.
    refused : pairs who refuse each other and share a table. missed : wished pairs who never do.
    mix : share of the pairs at a table from different groups; None without groups, without a pair.
    """

    repeats: int
    pairs: int
    smallest: int
    largest: int
    twice: tuple[Key, ...]
    unseated: tuple[Key, ...]
    strangers: tuple[Key, ...]
    refused: tuple[tuple[Key, Key], ...]
    missed: tuple[tuple[Key, Key], ...]
    mix: float | None


def check(
    rounds: Sequence[Sequence[Sequence[Key]]],
    *,
    people: Iterable[Key],
    group_of: Mapping[Key, Hashable] | None = None,
    wishes: Iterable[tuple[Key, Key]] = (),
    refusals: Iterable[tuple[Key, Key]] = (),
) -> Checked:
    """Count a plan given as rounds → tables → identifiers, whoever made it.

    Example
    -------
    >>> found = check([[["ana", "luc"], ["eve"]], [["ana", "luc"]]], people=["ana", "eve", "luc"])
    >>> found.repeats, found.smallest, found.unseated
    (1, 1, ('eve',))

    Cost: O(meetings).
    """
    coming = set(people)
    meetings: Counter[frozenset[Key]] = Counter()
    twice: set[Key] = set()
    unseated: set[Key] = set()
    strangers: set[Key] = set()
    for one in rounds:
        seats = Counter(person for table in one for person in table)
        twice |= {person for person, times in seats.items() if times > 1}
        unseated |= coming - seats.keys()
        strangers |= seats.keys() - coming
        for table in one:
            meetings.update(frozenset(pair) for pair in combinations(set(table), 2))
    sizes = [len(table) for one in rounds for table in one]
    return Checked(
        repeats=meetings.total() - len(meetings),
        pairs=len(meetings),
        smallest=min(sizes, default=0),
        largest=max(sizes, default=0),
        twice=canonical(twice),
        unseated=canonical(unseated),
        strangers=canonical(strangers),
        refused=tuple(pair for pair in refusals if meetings[frozenset(pair)]),
        missed=tuple(pair for pair in wishes if not meetings[frozenset(pair)]),
        mix=_mix(meetings, group_of),
    )


def _mix(
    meetings: Counter[frozenset[Key]], group_of: Mapping[Key, Hashable] | None
) -> float | None:
    """None is nobody's group: it is another one for each person."""
    if group_of is None or not meetings:
        return None
    different = 0
    for pair, times in meetings.items():
        a, b = (group_of.get(one) for one in pair)
        different += times * (a is None or a != b)
    return different / meetings.total()
