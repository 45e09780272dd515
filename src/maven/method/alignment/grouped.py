"""Where does the alignment hold: within the groups, or between them too?

Two people drawn at random are of the same group or of two. Λ on a statement is exactly

    Λ = Σ_g n_g(n_g - 1)/(n(n - 1)) · Λ_g  +  Σ_{g<h} 2·n_g·n_h/(n(n - 1)) · mean_g · mean_h

where n_g people of group g answered, Λ_g is Λ among them and mean_g their mean answer. The first sum
is the part within groups, the second the part between; nothing is left over.

A large group weighs more there than a small one. `bridge` is the other reading, in which each pair of
groups counts the same: the mean over pairs of groups of mean_g · mean_h (Λ_between).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maven.method.alignment.redrawing import (
    LEAST_VOTES,
    RESAMPLES,
    Cells,
    Ints,
    NothingCounted,
    Sums,
    bounds_of,
    cells_of,
    redrawn,
    sums_of,
)
from maven.method.votes import Key, Votes


class GroupsOfOthers(ValueError):
    """There is one number of group per participant."""


class TooFewGroups(ValueError):
    """At least two groups have members who answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two groups: the mean over statements of the product of their mean answers, with interval."""

    first: int
    second: int
    value: float
    low: float
    high: float
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Λ of the people who have a group, told by where it holds; `total` = `within` + `between`.

    Attributes
    ----------
    total, within, between : means over the counted statements of Λ and of its two parts.
    inside : mean over statements of Λ among two people of the same group.
    same_group : share of the pairs of people who are of the same group, in [0, 1].
    bridge : mean over statements, then over pairs of groups, of mean_g · mean_h.
    *_low, *_high : 95 % intervals over redrawn people, the groups being taken as they are.
    own : Λ within each group, in the order of their numbers, None where nobody meets.
    pairs : each two groups that answered a same statement.
    counted : statements. people : with a group and an answer that counts. without : the others.
    """

    total: float
    within: float
    within_low: float
    within_high: float
    between: float
    between_low: float
    between_high: float
    inside: float
    same_group: float
    bridge: float
    bridge_low: float
    bridge_high: float
    own: tuple[float | None, ...]
    pairs: tuple[Pair, ...]
    counted: int
    people: int
    without: int


def split(
    votes: Votes,
    group_of: NDArray[np.int64],
    *,
    selected: Collection[Key] | None = None,
    least_votes: int = LEAST_VOTES,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Split:
    """Tell where Λ holds.

    Parameters
    ----------
    votes : the answered cells.
    group_of : (n,) number of each one's group from 0, negative for those without: they stay out.
    selected, least_votes, seed, resamples : as for `alignment`.

    Raises
    ------
    GroupsOfOthers : `group_of` does not hold one number per participant.
    TooFewGroups : fewer than two groups have members who answered.
    NothingCounted : no statement has `least_votes` answers of people with a group.
    NoRedrawing : fewer than 1 resample.

    Example
    -------
    >>> import numpy as np
    >>> from maven.method.votes import votes_of
    >>> camps = votes_of((i, 1, 1 if i < 15 else -1) for i in range(30))
    >>> found = split(camps, np.repeat([0, 1], 15), resamples=50)
    >>> round(found.total, 4), round(found.within, 4), round(found.between, 4), found.bridge
    (-0.0345, 0.4828, -0.5172, -1.0)

    Cost: that of `alignment`, times the number of groups; pairs of groups add O(groups² · resamples)
    per statement.
    """
    cells, group = cells_of(votes), _checked(group_of, len(votes.participants))
    cells = cells.among(group >= 0)
    if len(np.unique(group[cells.row])) < 2:
        raise TooFewGroups("At least two groups have members who answered.")
    enough = np.array([selected is None or key in selected for key in votes.statements], bool)
    enough &= cells.seen() >= max(2, least_votes)
    if not enough.any():
        raise NothingCounted("No statement has enough answers.")
    block_of, weights = redrawn(cells, enough, seed, resamples)
    tally = _Tally(int(group.max()) + 1, len(weights))
    for _, sums in sums_of(cells, np.flatnonzero(enough), block_of, weights, group.clip(0)):
        tally.add(sums)
    people = int((block_of >= 0).sum())
    return tally.split(people=people, without=len(votes.participants) - people)


def _checked(group_of: NDArray[np.int64], people: int) -> Ints:
    if np.shape(group_of) != (people,):
        raise GroupsOfOthers("There is one number of group per participant.")
    return np.asarray(group_of, np.int64)


class _Tally:
    """Sums over statements of what each redrawn community gives; the first is the real one."""

    def __init__(self, groups: int, communities: int) -> None:
        self.first, self.second = np.triu_indices(groups, 1)
        self.within, self.between, self.inside, self.same = np.zeros((4, communities))
        self.pair = np.zeros((len(self.first), communities))
        self.pair_seen = np.zeros_like(self.pair)
        self.own, self.own_seen = np.zeros(groups), np.zeros(groups)
        self.counted = 0

    def add(self, sums: Sums) -> None:
        whole, met = sums.together(), sums.weight**2 - sums.square
        pairs = np.maximum(whole.weight[0] ** 2 - whole.square[0], 1)
        alike = (sums.total**2 - sums.sided).sum(axis=0)
        across = whole.total[0] ** 2 - (sums.total**2).sum(axis=0)
        self.within += (alike / pairs).sum(axis=1)
        self.between += (across / pairs).sum(axis=1)
        self.inside += (alike / np.maximum(met.sum(axis=0), 1)).sum(axis=1)
        self.same += (met.sum(axis=0) / pairs).sum(axis=1)
        self.own += sums.alignment()[:, 0].sum(axis=1)
        self.own_seen += (met[:, 0] > 0).sum(axis=1)
        self.counted += alike.shape[1]
        means, there = sums.means(), sums.weight > 0
        for index, (g, h) in enumerate(zip(self.first, self.second, strict=True)):
            self.pair[index] += (means[g] * means[h]).sum(axis=1)
            self.pair_seen[index] += (there[g] & there[h]).sum(axis=1)

    def split(self, *, people: int, without: int) -> Split:
        within, between = self.within / self.counted, self.between / self.counted
        bridge = self.pair.sum(axis=0) / np.maximum(self.pair_seen.sum(axis=0), 1)
        (within_low, within_high), (between_low, between_high), (bridge_low, bridge_high) = (
            bounds_of(values[1:]) for values in (within, between, bridge)
        )
        return Split(
            total=float(within[0] + between[0]),
            within=float(within[0]),
            within_low=within_low,
            within_high=within_high,
            between=float(between[0]),
            between_low=between_low,
            between_high=between_high,
            inside=float(self.inside[0] / self.counted),
            same_group=float(self.same[0] / self.counted),
            bridge=float(bridge[0]),
            bridge_low=bridge_low,
            bridge_high=bridge_high,
            own=tuple(
                float(value / times) if times else None
                for value, times in zip(self.own, self.own_seen, strict=True)
            ),
            pairs=tuple(self._pairs()),
            counted=self.counted,
            people=people,
            without=without,
        )

    def _pairs(self) -> Iterator[Pair]:
        met = np.flatnonzero(self.pair_seen[:, 0])
        for index in met:
            values = self.pair[index] / np.maximum(self.pair_seen[index], 1)
            low, high = bounds_of(values[1:])
            yield Pair(
                first=int(self.first[index]),
                second=int(self.second[index]),
                value=float(values[0]),
                low=low,
                high=high,
                statements=int(self.pair_seen[index, 0]),
            )


def between_of(
    cells: Cells, group_of: NDArray[np.int64] | None, enough: NDArray[np.bool_]
) -> float | None:
    """Λ_between: mean over statements, then over pairs of groups, of the product of their means.

    A pair of groups is compared on the statements both have answered; None when there is no pair.
    """
    if group_of is None:
        return None
    number = _checked(group_of, cells.people)
    groups, width = int(number.max(initial=-1)) + 1, cells.statements
    group = number[cells.row]
    kept = (group >= 0) & enough[cells.column]
    cell = group[kept] * width + cells.column[kept]
    seen = np.bincount(cell, minlength=groups * width).reshape(groups, width)
    total = np.bincount(cell, weights=cells.value[kept], minlength=groups * width)
    mean = total.reshape(groups, width) / np.maximum(seen, 1)
    first, second = np.triu_indices(groups, 1)
    both = (seen[first] > 0) & (seen[second] > 0)
    return float((mean[first] * mean[second])[both].mean()) if both.any() else None
