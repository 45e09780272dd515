"""Which things are worth most together, when what they share is limited? (exact, with a bound)

Maximise Σ w·x over x in {0, 1} under rows Σ x ≤ most: each person takes part in so many pairs. The
linear program is solved on few promising columns and priced on all of them, so that a pair which
was never in it is proved useless, not forgotten. What stays in doubt, between the value of the
linear program and the best found, is settled by branch and cut (HiGHS).

References: Edmonds 1965 (matchings and their polytope); Dantzig 1963 (reduced costs); Huangfu and
Hall 2018 (HiGHS).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from maven.method.matchmaking.circle import Floats, Ints

if TYPE_CHECKING:
    from scipy.sparse import csc_array

type Bools = NDArray[np.bool_]
type Tighten = Callable[[Floats], tuple["csc_array", Floats] | None]

TOLERANCE = 1e-6  # of the largest weight: what no solver tells apart
FEW = 6  # columns beyond what a row admits, to begin with
AT_ONCE = 2000  # columns that enter the linear program together
NODES = 1000  # of the branch and cut
TIGHTER = 10  # times rows are added to the linear program
DOUBT = 0.02  # of the largest weight: reduced costs looked at first


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chosen:
    """What is chosen, and the proved bound of what any choice is worth.

    index : increasing numbers of the columns. value : their weight. bound : at least `value`.
    """

    index: Ints
    value: float
    bound: float


def choose(
    weight: Floats,
    rows: "csc_array",
    most: Floats,
    *,
    tighten: Tighten | None = None,
    nodes: int = NODES,
) -> Chosen:
    """The columns of largest total weight that the rows admit.

    Parameters
    ----------
    weight : (m,) above 0. rows : (r, m) of 0 and 1. most : (r,) at least 0.
    tighten : from the (m,) solution of the linear program, more rows and their limits that every
        whole solution keeps and this one does not; None for none. Asked until it finds no more.
    nodes : of the branch and cut; when they do not suffice the bound stays above the value.

    Example
    -------
    >>> from scipy.sparse import csc_array
    >>> rows = csc_array([[1, 1, 0], [1, 0, 1], [0, 1, 1]])  # the three pairs of three people
    >>> found = choose(np.array([3.0, 2.0, 2.0]), rows, np.ones(3))
    >>> found.index.tolist(), found.value, found.bound
    ([0], 3.0, 3.0)

    Cost: a linear program on about r·most columns, then a branch and cut on the columns in doubt;
    0.1 s for 400 people with 8 meetings each among 79,800 pairs. Exponential at worst.
    """
    if not len(weight):
        return Chosen(index=np.empty(0, np.int64), value=0.0, bound=0.0)
    scale = float(weight.max())
    relaxed = _Relaxed(weight / scale, rows, most, tighten)
    taken, bound = relaxed.whole(), relaxed.bound * scale
    for wide in (False, True):
        bound, value = _whole(bound, weight), float(weight[taken].sum())
        if bound - value <= TOLERANCE * scale:
            break
        doubt = (bound - value) / scale if wide else DOUBT
        taken, bound = relaxed.settle(taken, doubt, wide=wide, nodes=nodes)
        bound *= scale
    value = float(weight[taken].sum())
    return Chosen(index=np.flatnonzero(taken), value=value, bound=max(value, _whole(bound, weight)))


def _whole(bound: float, weight: Floats) -> float:
    """Whole weights have a whole sum."""
    return bound if (weight % 1).any() else float(np.floor(bound + TOLERANCE * weight.max()))


class _Relaxed:
    """The linear program and its prices."""

    def __init__(
        self, weight: Floats, rows: "csc_array", most: Floats, tighten: Tighten | None
    ) -> None:
        from scipy.sparse import csc_array, vstack

        self.weight, self.rows, self.most = weight, rows, most
        self.inside = _promising(weight, rows, most)
        self.x = np.zeros(len(weight))
        self._price()
        for _ in range(TIGHTER):
            more = tighten(self.x) if tighten else None
            if more is None:
                break
            self.rows = csc_array(vstack([self.rows, more[0]]))
            self.most = np.append(self.most, more[1])
            self._price()

    def _price(self) -> None:
        """Solve, and let in the columns worth more than what they take, until there is none."""
        while True:
            prices = self._solve()
            self.gain = self.weight - self.rows.T @ prices
            out = np.flatnonzero((self.gain > 1e-9) & ~self.inside)
            if not len(out):
                break
            self.inside[out[np.argsort(-self.gain[out], kind="stable")[:AT_ONCE]]] = True
        self.bound = float(self.most @ prices + np.maximum(self.gain, 0).sum())

    def _solve(self) -> Floats:
        from scipy.optimize import linprog

        columns = np.flatnonzero(self.inside)
        rows: Any = self.rows[
            :, columns
        ]  # sparse, which linprog takes though its types do not say so
        found = linprog(
            -self.weight[columns],
            A_ub=rows,
            b_ub=self.most,
            bounds=(0, 1),
            method="highs",
        )
        self.x[:] = 0
        self.x[columns] = found.x
        prices: Floats = np.maximum(-found.ineqlin.marginals, 0)
        return prices

    def whole(self) -> Bools:
        """The whole columns of the linear program; what is left in halves is given up."""
        taken: Bools = self.x > 1 - 1e-6
        return taken

    def settle(self, taken: Bools, doubt: float, *, wide: bool, nodes: int) -> tuple[Bools, float]:
        """The best choice among the columns whose reduced cost is within the doubt.

        A column that loses more than the doubt cannot be in a better choice, one that wins more
        cannot be missing from it.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        doubt += TOLERANCE
        sure = self.gain > doubt
        open_ = (self.gain >= -doubt) & ~sure & (self.inside | wide)
        columns = np.flatnonzero(open_)
        left = self.most - self.rows[:, np.flatnonzero(sure)].sum(axis=1)
        found: Any = milp(
            -self.weight[columns],
            constraints=LinearConstraint(self.rows[:, columns], -np.inf, left),
            integrality=np.ones(len(columns), np.int64),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0, "node_limit": nodes},
        )
        better = sure.copy()
        better[columns] = False if found.x is None else found.x > 0.5
        value = float(self.weight[better].sum())
        bound = self.bound
        if wide:
            bound = min(bound, float(self.weight[sure].sum()) - found.mip_dual_bound)
        kept = better if value >= self.weight[taken].sum() else taken
        return kept, max(bound, value)


def _promising(weight: Floats, rows: "csc_array", most: Floats) -> Bools:
    """The heaviest columns of each row, a few more than it admits."""
    order = np.argsort(-weight, kind="stable")
    byrow = rows[:, order].tocsr()
    byrow.sort_indices()
    length = np.diff(byrow.indptr)
    rank = np.arange(byrow.nnz) - np.repeat(byrow.indptr[:-1], length)
    inside = np.zeros(len(weight), bool)
    inside[order[byrow.indices[rank < np.repeat(most, length) + FEW]]] = True
    return inside
