"""In which states may each thing of the method be, and where may it go from there?

Each life is declared once, here; operations, constraints and pages read it. Plain Python.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """Where a life starts and the moves it allows.

    Raises
    ------
    ValueError : a move leads to a state that is not declared, or the start is not.
    """

    start: str
    moves: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        known = set(self.moves)
        if self.start not in known or not set().union(*self.moves.values()) <= known:
            raise ValueError("A life starts in one of its states and moves only among them.")
        object.__setattr__(self, "moves", MappingProxyType(dict(self.moves)))

    @property
    def states(self) -> tuple[str, ...]:
        """All the states, in the order of their declaration."""
        return tuple(self.moves)

    @property
    def ends(self) -> tuple[str, ...]:
        """The states that nothing leaves."""
        return tuple(state for state, after in self.moves.items() if not after)

    def allows(self, before: str, after: str) -> bool:
        """Whether a thing may go from the one state to the other; unknown states go nowhere.

        >>> SPRINT.allows("drafted", "adopted"), SPRINT.allows("closed", "adopted")
        (True, False)
        """
        return after in self.moves.get(before, frozenset())


def _life(start: str, **moves: str) -> Lifecycle:
    return Lifecycle(
        start=start, moves={state: frozenset(after.split()) for state, after in moves.items()}
    )


# The phases overlap in life: they say how far a mission has come and forbid nothing to anybody.
MISSION = _life("A", A="B", B="C", C="D", D="handed_over", handed_over="")
SPRINT = _life("drafted", drafted="adopted", adopted="closed", closed="")
STATEMENT = _life("submitted", submitted="accepted refused", accepted="refused", refused="accepted")
CONSULTATION = _life("open", open="closed", closed="open")
INVITATION = _life("sent", sent="accepted expired", accepted="", expired="")
