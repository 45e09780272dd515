"""Which idea comes next for a voice? Those that few have answered come sooner.

Each voice has an order of its own, so that the last ideas of the list are not the last for all.
The order is drawn without a die: the draw of a voice and an idea is the digest of both, and a
weighted draw without replacement sorts by draw ** (1 / weight) (Efraimidis and Spirakis, 2006).
"""

import hashlib
import math
from collections.abc import Iterable, Mapping


def weight(answers: int) -> float:
    """How much sooner an idea comes: nine times when new, halving every five answers."""
    return 1 + 8 * 2 ** (-answers / 5)


def draw(voice: str, statement: int) -> float:
    """A number in ]0, 1[ that belongs to this voice and this idea."""
    digest = hashlib.sha256(f"{voice}:{statement}".encode()).digest()
    return (int.from_bytes(digest[:8]) + 0.5) / 2**64


def order_for(voice: str, statements: Iterable[int], answers: Mapping[int, int]) -> list[int]:
    """The ideas in the order in which this voice meets them.

    Parameters: `voice`, any name of the voice; `statements`, their keys; `answers`, how many
    voices answered each (absent: none). Returns the keys, first to be shown first.

    >>> order_for("somebody", [1, 2, 3], {}) == order_for("somebody", [3, 2, 1], {})
    True
    """
    return sorted(
        statements,
        key=lambda key: (-math.log(draw(voice, key)) / weight(answers.get(key, 0)), key),
    )
