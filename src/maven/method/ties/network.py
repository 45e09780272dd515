"""Who is tied with whom: a simple network without direction, kept as arrays.

A tie joins two different people and is told once; its weight says how strong it is (1 when nobody
said). People are put in the canonical order and ties in the order of their two ends, so that the
same ties received in another order give the same figures to the last bit.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from maven.method.votes import Key, canonical

if TYPE_CHECKING:
    from scipy.sparse import csr_array

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Indices = NDArray[np.int32]
type Flags = NDArray[np.bool_]
type Tie = tuple[Key, Key] | tuple[Key, Key, float]

LIGHTEST, HEAVIEST = 1e-9, 1e9


class ATieToOneself(ValueError):
    """A tie joins two different people."""


class TheSameTieTwice(ValueError):
    """A tie between two people is told once, whichever of them is named first."""


class AWeightOutOfBounds(ValueError):
    """A weight is a number from 1e-9 to 1e9; a tie that weighs nothing is not there."""


class AStranger(ValueError):
    """Only people of the network can be asked about."""


class APersonTwice(ValueError):
    """Each person of a network is listed once."""


class UnevenColumns(ValueError):
    """A column tells one thing of each tie, or of each person: all are of one length."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """n people and the m ties between them.

    Attributes
    ----------
    people : (n) identifiers in the canonical order, each once, those without a tie included.
    first, second : (m,) indices of the two ends, first < second, sorted, each pair once.
    weight : (m,) from 1e-9 to 1e9.
    starts : (n + 1,) where each person's neighbours begin in `neighbour`; the last is 2m.
    neighbour, tie : (2m,) index of the neighbour, in rising order for each person, and of the tie.
    """

    people: tuple[Key, ...]
    first: Indices
    second: Indices
    weight: Floats
    starts: Indices
    neighbour: Indices
    tie: Indices

    def __post_init__(self) -> None:
        for name in ("first", "second", "weight", "starts", "neighbour", "tie"):
            getattr(self, name).flags.writeable = False

    def __len__(self) -> int:
        return len(self.people)


def network_of(ties: Iterable[Tie], *, people: Iterable[Key] = ()) -> Network:
    """The network of (a, b) or (a, b, weight); a weight nobody gave is 1.

    Parameters
    ----------
    people : to list even if they have no tie.

    Raises
    ------
    ATieToOneself, TheSameTieTwice, AWeightOutOfBounds : naming the people.

    Example
    -------
    >>> network = network_of([("luc", "ana"), ("ana", "zoe", 2.5)], people=["bob"])
    >>> network.people, network.first.tolist(), network.weight.tolist()
    (('ana', 'bob', 'luc', 'zoe'), [0, 0], [1.0, 2.5])

    Cost: O(m log m).
    """
    told = list(ties)
    known = canonical({end for tie in told for end in tie[:2]} | set(people))
    rank = {person: index for index, person in enumerate(known)}
    return joined(
        known,
        np.fromiter((rank[tie[0]] for tie in told), np.int32, len(told)),
        np.fromiter((rank[tie[1]] for tie in told), np.int32, len(told)),
        np.fromiter((tie[2] if len(tie) > 2 else 1.0 for tie in told), float, len(told)),
    )


def joined(
    people: Sequence[Key],
    first: NDArray[np.integer],
    second: NDArray[np.integer],
    weight: NDArray[np.floating] | None = None,
) -> Network:
    """The network of people, canonical or not, and of ties told by the indices of their ends, (m,).

    Raises
    ------
    APersonTwice, AStranger, UnevenColumns : a person listed twice, an index that is nobody's,
        columns of several lengths.
    ATieToOneself, TheSameTieTwice, AWeightOutOfBounds : naming the people.

    Example
    -------
    >>> import numpy as np
    >>> network = joined(("b", "a"), np.array([0]), np.array([1]))
    >>> network.people, network.first.tolist(), network.second.tolist()
    (('a', 'b'), [0], [1])

    Cost: O(n log n + m log m).
    """
    one, two = np.asarray(first, np.int64), np.asarray(second, np.int64)
    heavy = np.ones(len(one)) if weight is None else np.array(weight, np.float64)
    known = canonical(people)
    _refuse_columns(known, one, two, heavy)
    place = {person: index for index, person in enumerate(known)}
    moved = np.fromiter((place[person] for person in people), np.int64, len(known))
    low, high = np.minimum(moved[one], moved[two]), np.maximum(moved[one], moved[two])
    order = np.lexsort((high, low))
    low, high, heavy = low[order], high[order], heavy[order]
    _refuse_ties(known, low, high, heavy)
    return _indexed(known, low.astype(np.int32), high.astype(np.int32), heavy)


def _refuse_columns(people: tuple[Key, ...], first: Ints, second: Ints, weight: Floats) -> None:
    if len(set(people)) < len(people):
        raise APersonTwice(APersonTwice.__doc__)
    if not len(first) == len(second) == len(weight):
        raise UnevenColumns(UnevenColumns.__doc__)
    ends = np.concatenate([first, second])
    if len(ends) and not 0 <= ends.min() <= ends.max() < len(people):
        raise AStranger(AStranger.__doc__)


def _refuse_ties(people: tuple[Key, ...], first: Ints, second: Ints, weight: Floats) -> None:
    """The ties are sorted: a pair told twice stands beside itself."""
    twice = np.zeros(len(first), bool)
    twice[1:] = (first[1:] == first[:-1]) & (second[1:] == second[:-1])
    for wrong, refusal in (
        (first == second, ATieToOneself),
        (twice, TheSameTieTwice),
        (~((weight >= LIGHTEST) & (weight <= HEAVIEST)), AWeightOutOfBounds),
    ):
        if wrong.any():
            tie = int(np.argmax(wrong))
            ends = f"{people[first[tie]]} – {people[second[tie]]}"
            raise refusal(f"{refusal.__doc__} [{ends}]")


def _indexed(people: tuple[Key, ...], first: Indices, second: Indices, weight: Floats) -> Network:
    """Ties sorted by (first, second), seen from both ends.

    Somebody's smaller neighbours come first, then the larger: both are already in rising order, so
    one stable sort by the person is enough.
    """
    here, there = np.concatenate([second, first]), np.concatenate([first, second])
    order = np.argsort(here, kind="stable")
    starts = np.zeros(len(people) + 1, np.int32)
    np.cumsum(np.bincount(here, minlength=len(people)), out=starts[1:])
    number = np.arange(len(first), dtype=np.int32)
    return Network(
        people=people,
        first=first,
        second=second,
        weight=weight,
        starts=starts,
        neighbour=there[order],
        tie=np.concatenate([number, number])[order],
    )


def places_of(network: Network, people: Collection[Key]) -> Ints:
    """Their indices, sorted, each once.

    Raises
    ------
    AStranger : one of them is not in the network.

    >>> places_of(network_of([("ana", "luc")]), ["luc"]).tolist()
    [1]
    """
    place = {person: index for index, person in enumerate(network.people)}
    strangers = canonical({person for person in people if person not in place})
    if strangers:
        raise AStranger(f"{AStranger.__doc__} [{', '.join(map(str, strangers[:5]))}]")
    return np.array(sorted({place[person] for person in people}), np.int64)


def degrees(network: Network) -> Ints:
    """How many ties each one has, (n,).

    >>> degrees(network_of([("ana", "luc"), ("ana", "zoe")])).tolist()
    [2, 1, 1]
    """
    return np.diff(network.starts).astype(np.int64)


def strengths(network: Network) -> Floats:
    """The sum of the weights of each one's ties, (n,).

    >>> strengths(network_of([("ana", "luc", 2.0), ("ana", "zoe", 0.5)])).tolist()
    [2.5, 2.0, 0.5]
    """
    ends = np.concatenate([network.first, network.second])
    heavy = np.concatenate([network.weight, network.weight])
    return np.bincount(ends, weights=heavy, minlength=len(network))


def owners(network: Network) -> Indices:
    """(2m,) whose neighbour each entry of `neighbour` is."""
    return np.repeat(np.arange(len(network), dtype=np.int32), np.diff(network.starts))


def without(network: Network, leaving: Flags) -> Network:
    """The network of those who stay; `leaving` is (n,).

    >>> import numpy as np
    >>> left = without(network_of([("ana", "luc"), ("luc", "zoe")]), np.array([True, False, False]))
    >>> left.people, len(left.first)
    (('luc', 'zoe'), 1)

    Raises
    ------
    UnevenColumns : not one flag a person.

    Cost: O(n + m).
    """
    if leaving.shape != (len(network),):
        raise UnevenColumns(UnevenColumns.__doc__)
    stays = ~leaving
    kept = stays[network.first] & stays[network.second]
    place = (np.cumsum(stays) - 1).astype(np.int32)
    return _indexed(
        tuple(person for person, stay in zip(network.people, stays.tolist(), strict=True) if stay),
        place[network.first[kept]],
        place[network.second[kept]],
        network.weight[kept],
    )


def matrix_of(network: Network, entries: Floats | None = None) -> "csr_array":
    """The symmetric n × n matrix of the network, 1 (or the entries given, (2m,)) where a tie is."""
    from scipy.sparse import csr_array

    values = np.ones(len(network.neighbour)) if entries is None else entries
    size = len(network)
    return csr_array((values, network.neighbour, network.starts), shape=(size, size))
