"""What seals a fact: the arithmetic of the chain, for whoever writes one, reads one or brings one in."""

import hashlib
import json
from datetime import UTC
from typing import Any

from maven.journal.models import Fact

NO_FACT = "0" * 64  # what the first fact of a chain follows


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def commitment(salt: str, author: int | None, particulars: dict[str, Any]) -> str:
    return hashlib.sha256(salt.encode() + canonical([author, particulars])).hexdigest()


def digest(fact: Fact, chain: str) -> str:
    sealed = [
        chain,
        fact.number,
        fact.verb,
        fact.subject_kind,
        fact.subject_pk,
        fact.at.astimezone(UTC).isoformat(timespec="microseconds"),
        fact.commitment,
    ]
    return hashlib.sha256(fact.previous.encode() + canonical(sealed)).hexdigest()
