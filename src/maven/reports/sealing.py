"""What seals an issued report: the digest of everything it says, held by a fact of the journal."""

import hashlib
import json
from enum import Enum

from maven.journal.models import Fact
from maven.missions.models import Mission
from maven.reports.models import Passage, StageReport


class Sealed(Enum):
    """What a look at the seal of a report finds."""

    DRAFT = "draft"
    WHOLE = "whole"
    CHANGED = "changed"
    PERHAPS = "perhaps"  # changed, and somebody was erased since: a name may have gone from it
    UNSEALED = "unsealed"  # issued before reports were sealed


def seal_of(report: StageReport) -> str:
    """The same words and numbers give the same digest, in whatever order they are stored."""
    passages = Passage.objects.filter(report=report).order_by("section")
    told = {
        "content": report.content,
        "words": report.words,
        "asked": report.asked,
        "head": report.head,
        "passages": [[one.section, one.words, one.left_out] for one in passages],
    }
    canonical = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def looked_at(report: StageReport) -> Sealed:
    """Whether an issued report still is what the journal sealed."""
    if report.issued_at is None:
        return Sealed.DRAFT
    if not report.seal:
        return Sealed.UNSEALED
    issued = Fact.objects.about(report).with_verbs("report.issued").newest_first().first()
    details = getattr(issued, "details", None)
    sealed = details.particulars.get("seal") if details is not None else report.seal
    if seal_of(report) == sealed == report.seal:
        return Sealed.WHOLE
    erased = Fact.objects.with_verbs("person.erased").filter(at__gte=report.issued_at)
    return Sealed.PERHAPS if erased.exists() else Sealed.CHANGED


def changed_reports(chain: str) -> list[tuple[StageReport, Sealed]]:
    """The issued reports of a mission that no longer are what its journal sealed."""
    issued = StageReport.objects.filter(issued_at__isnull=False).exclude(seal="")
    pk = chain.removeprefix("mission-")
    if not pk.isdecimal() or chain != Mission(pk=int(pk)).chain:
        return []
    rows = (
        issued.filter(sprint__mission=int(pk)).select_related("sprint").order_by("sprint__number")
    )
    found = [(one, looked_at(one)) for one in rows]
    return [(one, seal) for one, seal in found if seal is not Sealed.WHOLE]
