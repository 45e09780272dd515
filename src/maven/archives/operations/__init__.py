"""The verbs of the archives: asking for one, taking one in."""

from maven.archives.operations.taking_in import (
    AddressTaken,
    TakenIn,
    take_in,
)

__all__ = ["AddressTaken", "TakenIn", "take_in"]
