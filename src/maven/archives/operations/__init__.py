"""The verbs of the archives: asking for one, taking one in; publishing what may be published."""

from maven.archives.operations.asking import ArchiveUnderWay, ask_archive, note_archive
from maven.archives.operations.publishing import NotPublishable, publish_counts
from maven.archives.operations.taking_in import AddressTaken, TakenIn, take_in

__all__ = [
    "AddressTaken",
    "ArchiveUnderWay",
    "NotPublishable",
    "TakenIn",
    "ask_archive",
    "note_archive",
    "publish_counts",
    "take_in",
]
