"""The verbs of the archives: asking for one, taking one in."""

from maven.archives.operations.asking import ArchiveUnderWay, ask_archive, note_archive
from maven.archives.operations.taking_in import AddressTaken, TakenIn, take_in

__all__ = [
    "AddressTaken",
    "ArchiveUnderWay",
    "TakenIn",
    "ask_archive",
    "note_archive",
    "take_in",
]
