"""The options among which to choose, each a kind with its number of turns, the strongest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maven.method.coverage import Kind, Needs, effects
from maven.method.fit.rules import Rules

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]
type Bits = NDArray[Any]

SAME = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Options:
    """M options over K kinds.

    kind, turns (M,), listed (M,) place in the toolbox. table (M, 4) what each brings, at most what
    is asked. spent (M, 3) days, dates, lean. alone (M,) what each answers by itself. before
    (M, words) the kinds that must be there first. cheapest (M + 1,) fewest days from there on.
    """

    kind: NDArray[np.int64]
    turns: NDArray[np.int64]
    listed: NDArray[np.int64]
    table: Floats
    spent: Floats
    alone: Floats
    before: Bits
    cheapest: Floats

    def reach(self, most: int) -> Floats:
        """(most + 1, M, 7): after each option, the most that so many more kinds bring (4), answer
        alone (1), and how far they lean to each side (2), each at least 0. Cost O(M·K·log K)."""
        count = len(self.kind)
        best = np.zeros((int(self.kind.max(initial=-1)) + 1, 7))
        found = np.zeros((most + 1, count, 7))
        sides = np.maximum(0, self.spent[:, 2:] * (-1, 1))
        each = np.column_stack([self.table, self.alone, sides])
        for index in range(count - 1, -1, -1):
            top = np.sort(best, axis=0)[::-1][:most]
            found[1 : len(top) + 1, index] = top.cumsum(axis=0)
            found[len(top) + 1 :, index] = found[len(top), index]
            mine = self.kind[index]
            best[mine] = np.maximum(best[mine], each[index])
        return found


def options_of(
    kinds: Sequence[Kind], needs: Needs, rules: Rules, budget: float, *, same_lean: bool
) -> Options:
    """Each kind with each number of turns worth having; with `same_lean`, whatever it leans to."""
    pairs = [
        (index, turn)
        for index, kind in enumerate(kinds)
        for turn in range(1, kind.turns_max + 1)
        if turn == 1 or kind.days * turn <= budget + SAME
    ]
    kind, turns = np.array(pairs, np.int64).reshape(-1, 2).T
    asked, weights = np.array(needs.asked), np.array(needs.weights)
    each = np.array([effects(one, needs) for one in kinds], float).reshape(-1, 4)
    # Beyond what is asked nothing counts: the surplus is not a strength.
    table = np.minimum(each[kind] * np.sqrt(turns)[:, None], asked)
    amounts = np.array([(one.days, one.dates, one.convergence) for one in kinds], float)
    spent: Floats = amounts.reshape(-1, 3)[kind] * turns[:, None].astype(float)
    alone = table @ weights
    order = np.lexsort((np.arange(len(kind)), spent[:, 0], -alone.round(9)))
    better = _better(table, spent, same_lean=same_lean)
    better = better[np.ix_(order, order)]
    kind, turns = kind[order], turns[order]
    table, spent, alone = table[order], spent[order], alone[order]
    # A turn more that brings nothing more is no option.
    useful = ~(better & (kind[:, None] == kind)).any(axis=1)
    better = better[np.ix_(useful, useful)]
    order, kind, turns = order[useful], kind[useful], turns[useful]
    table, spent, alone = table[useful], spent[useful], alone[useful]
    better &= rules.replaceable()[np.ix_(kind, kind)]
    return Options(
        kind=kind,
        turns=turns,
        listed=order,
        table=table,
        spent=spent,
        alone=alone,
        before=_before(better, kind, len(kinds)),
        cheapest=np.minimum.accumulate(np.append(spent[:, 0], np.inf)[::-1])[::-1],
    )


def _better(table: Floats, spent: Floats, *, same_lean: bool) -> Flags:
    """[a, b]: b does all that a does, and is quicker or as quick and listed before.

    A best combination that holds a then holds b too: otherwise b in place of a would be better.
    """
    stronger = (table[None] >= table[:, None]).all(axis=2) & (
        spent[None, :, 1] <= spent[:, None, 1]
    )
    if same_lean:
        stronger &= spent[None, :, 2] == spent[:, None, 2]
    days, place = spent[:, 0], np.arange(len(spent))
    listed = (days[None] == days[:, None]) & (place[None] < place[:, None])
    found: Flags = stronger & ((days[None] < days[:, None]) | listed)
    return found


def _before(better: Flags, kind: NDArray[np.int64], count: int) -> Bits:
    """The kinds that must be there before each option: one of theirs is better, all listed before.

    A kind with an option listed later might still come: it cannot be asked for.
    """
    place = np.arange(len(kind))
    last = np.full(count, -1)
    np.maximum.at(last, kind, place)
    wanted = np.zeros((len(kind), count), bool)
    a, b = np.nonzero(better & (last[kind][None] < place[:, None]))
    wanted[a, kind[b]] = True
    return bits_of(wanted)


def bits_of(flags: Flags) -> Bits:
    """Each row of flags as 64-bit words, (rows, words)."""
    words = max(1, -(-flags.shape[1] // 64))
    wide = np.zeros((len(flags), 64 * words), bool)
    wide[:, : flags.shape[1]] = flags
    return np.packbits(wide, axis=1).view(np.uint64).reshape(len(flags), words)
