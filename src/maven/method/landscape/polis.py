"""What would the production server of Polis say of these votes? (the `polis` mode)

The landscape of the same name as Maven's own, reckoned in the order and with the conventions of
the server, so that its published mathematics can be compared number by number. Two of these
conventions are the reason why it is not the default: its groups depend on who came first, and it
lists agreements that are not sure.

References: Small et al. 2021, *Polis: Scaling deliberation by mapping high dimensional opinion
spaces*; the parts are explained in `axes`, `arrivals`, `representative` and `standing`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maven.method.landscape.arrivals import FirstCome, first_come, whoever_came
from maven.method.landscape.axes import Axes, axes_of
from maven.method.landscape.cells import Flags, Floats
from maven.method.landscape.clusters import Labels, Point
from maven.method.landscape.people import arrival_order, those_named
from maven.method.landscape.portraits import standings_of
from maven.method.landscape.representative import representative_of
from maven.method.landscape.standing import (
    Consensus,
    Standing,
    Tally,
    Trait,
    consensus_of,
    tally_of,
)
from maven.method.votes import Key, Votes

ALGORITHM = "polis-1"
LEAST_VOTES = 7
LEAST_PEOPLE = 15
META_PRIORITY = 49.0  # 7²: statements about the people themselves are always asked


@dataclass(frozen=True, slots=True, kw_only=True)
class PolisGroup:
    """People who vote alike, numbered by the arrival of the group's first seed."""

    number: int
    size: int
    centre: Point
    traits: tuple[Trait, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PolisLandscape:
    """The map as the server draws it.

    Attributes
    ----------
    participants, statements : identifiers of the n rows and m columns of what follows.
    counted : (n,) whom the groups are made of.
    positions : (n, 2) everybody's place. group_of : (n,) group, -1 for those who do not count.
    base_of : (n,) small cluster of those who count, -1 for the others.
    silhouettes : (number of groups, mean silhouette of the small clusters) of each split tried.
    standings : one per statement, in their order; `united` is the group-aware consensus, the
        `priority` of meta statements is 49.
    agreed, refused : consensus over everybody, best first.
    centre, components, explained : mean answers (m,), directions (2, m), shares of the variance.
    """

    algorithm: str
    participants: Sequence[Key]
    statements: tuple[Key, ...]
    counted: Flags
    positions: Floats
    group_of: Labels
    base_of: Labels
    groups: tuple[PolisGroup, ...]
    silhouettes: tuple[tuple[int, float], ...]
    standings: tuple[Standing, ...]
    agreed: tuple[Consensus, ...]
    refused: tuple[Consensus, ...]
    centre: Floats
    components: Floats
    explained: Point


def polis_landscape(
    votes: Votes,
    *,
    clustered: Collection[Key] | None = None,
    left_out: Collection[Key] = (),
    meta: Collection[Key] = (),
    arrivals: Iterable[Key] | None = None,
) -> PolisLandscape:
    """Draw the landscape as the production server does.

    Parameters
    ----------
    votes : the answered cells, n people and m statements.
    clustered : exactly those who count. The server never lets out whom it once let in, which votes
        alone do not tell: give its own list to find its groups again. When None, those with at
        least min(7, m) votes, and the heaviest voters up to 15.
    left_out : statements moderated out; `meta` : statements about the people themselves. The
        columns of both are filled with 0 (as if everybody had passed) to draw the map, neither is
        listed, and both keep their counts.
    arrivals : participants in the order of their first vote, which seeds the small clusters. Those
        who are not in it come after, in the order of `votes.participants`. When None nobody knows
        who came first, and what most orders say is kept (`arrivals.whoever_came`).

    Raises
    ------
    AStranger : `clustered` or `arrivals` names somebody without a vote.

    Example
    -------
    >>> from maven.method.votes import votes_of
    >>> sides = [(i, s, 1 if (i < 8) == (s < 4) else -1) for i in range(16) for s in range(8)]
    >>> found = polis_landscape(votes_of(sides), meta={7})
    >>> [group.size for group in found.groups], found.standings[7].priority
    ([8, 8], 49.0)

    Cost: O(v) + the Gram matrix of the smaller side, then O(100·n) for each of at most 100 steps.
    """
    apart = {*left_out, *meta}
    selected = np.array([statement not in apart for statement in votes.statements], bool)
    counted = who_counts(votes) if clustered is None else those_named(votes, clustered)
    axes = axes_of(votes, selected)
    rows = arrival_order(votes, arrivals)
    rows = rows[counted[rows]]
    points = axes.positions[rows]
    split = whoever_came(points) if arrivals is None else first_come(points)
    group_of, base_of = np.full((2, len(votes.participants)), -1, np.int64)
    group_of[rows], base_of[rows] = split.labels, split.small
    is_meta = np.array([statement in meta for statement in votes.statements], bool)
    return _told(votes, selected, is_meta, axes, split, counted, group_of, base_of)


def who_counts(votes: Votes) -> Flags:
    """Those with at least min(7, m) votes; the heaviest voters up to 15 when they are fewer, (n,).

    Votes on statements moderated out count too. Equal voters are told apart by their identifier.

    >>> from maven.method.votes import votes_of
    >>> who_counts(votes_of([("ana", 1, 1), ("ana", 2, 1), ("luc", 1, 0)])).tolist()
    [True, True]
    """
    answered = np.bincount(votes.row, minlength=len(votes.participants))
    counted = answered >= min(LEAST_VOTES, len(votes.statements))
    if counted.sum() < LEAST_PEOPLE:
        counted[np.argsort(-answered, kind="stable")[:LEAST_PEOPLE]] = True
    return counted


def _told(
    votes: Votes,
    selected: Flags,
    is_meta: Flags,
    axes: Axes,
    split: FirstCome,
    counted: Flags,
    group_of: Labels,
    base_of: Labels,
) -> PolisLandscape:
    # Without anybody who counts there is one group, empty: its figures are those of no answer.
    tally = tally_of(votes, group_of, int(group_of.max(initial=0)) + 1)
    everybody = tally_of(votes, np.zeros(len(group_of), np.int64), 1)
    agreed, refused = consensus_of(everybody, votes.statements, selected)
    standings = tuple(
        replace(one, priority=META_PRIORITY) if about_people else one
        for one, about_people in zip(
            standings_of(votes, selected, axes, tally, everybody), is_meta, strict=True
        )
    )
    return PolisLandscape(
        algorithm=ALGORITHM,
        participants=votes.participants,
        statements=votes.statements,
        counted=counted,
        positions=axes.positions,
        group_of=group_of,
        base_of=base_of,
        groups=_groups(votes, selected, axes, group_of, tally) if counted.any() else (),
        silhouettes=tuple(split.silhouettes.items()),
        standings=standings,
        agreed=agreed,
        refused=refused,
        centre=axes.centre,
        components=axes.components,
        explained=axes.explained,
    )


def _groups(
    votes: Votes, selected: Flags, axes: Axes, group_of: Labels, tally: Tally
) -> tuple[PolisGroup, ...]:
    traits = representative_of(tally, votes.statements, selected)
    groups = []
    for number, words in enumerate(traits):
        places = axes.positions[group_of == number]
        x, y = places.mean(axis=0)
        groups.append(
            PolisGroup(number=number, size=len(places), centre=(float(x), float(y)), traits=words)
        )
    return tuple(groups)
