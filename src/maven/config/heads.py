"""The heads that the journal's chains had, kept beside the store: an older store shows."""

from datetime import datetime

from maven.config import logbook
from maven.journal.models import Chain, Fact

ENTRY = "heads"
type Heads = dict[str, tuple[int, str]]


def in_store() -> Heads:
    chains = Chain.objects.order_by("name").values_list("name", "length", "head")
    return {name: (length, head) for name, length, head in chains}


def kept() -> Heads:
    entry = logbook.read().get(ENTRY, {}).get("chains", {})
    return {name: (int(length), str(head)) for name, (length, head) in entry.items()}


def keep(*, at: datetime) -> bool:
    """Notes the heads as they are, unless nothing happened since."""
    found = in_store()
    if found == kept():
        return False
    logbook.write(ENTRY, at=at.isoformat(), chains={name: list(one) for name, one in found.items()})
    return True


def lost() -> list[str]:
    """The chains that no longer hold a fact which once was their head."""
    return [name for name, (length, head) in kept().items() if not holds(name, length, head)]


def holds(name: str, length: int, head: str) -> bool:
    return length == 0 or Fact.objects.of(name).filter(number=length, digest=head).exists()
