"""What the closed sprints have shown of the activities: the marks are corrected, and it is kept."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from maven.compass.experience import Lived, experience_of
from maven.compass.learned import LEAST_SPRINTS, latest_learning
from maven.compass.models import Reading
from maven.journal.operations import record
from maven.method.coverage import Kind
from maven.missions.models import Mission
from maven.toolbox.models import ActivityKind
from maven.toolbox.weighing import marks_in, weigh

ALGORITHM = "learning-1"


def take_learning(*, mission: Mission, at: datetime) -> Reading | None:
    """Learns from every closed sprint; None before the first. The same experience is learnt once."""
    lived = experience_of(mission)
    if not lived:
        return None
    kinds = [weigh(kind) for kind in ActivityKind.objects.of(mission).in_catalogue_order()]
    fingerprint = _fingerprint(lived, kinds)
    latest = latest_learning(mission)
    if latest and (latest.fingerprint, latest.algorithm) == (fingerprint, ALGORITHM):
        return latest
    result = _result(lived, kinds)
    with transaction.atomic():
        reading = Reading.objects.create(
            mission=mission,
            kind=Reading.Kind.LEARNING,
            taken_at=at,
            algorithm=ALGORITHM,
            fingerprint=fingerprint,
            result=result,
        )
        record(
            "learning.taken",
            reading,
            chain=mission.chain,
            by=None,
            at=at,
            sprints=result["taught"],
            kinds=len(result["marks"]),
        )
    return reading


def _fingerprint(lived: list[Lived], kinds: list[Kind]) -> str:
    told = [[asdict(one) for one in lived], {kind.slug: marks_in(kind) for kind in kinds}]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _result(lived: list[Lived], kinds: list[Kind]) -> dict[str, Any]:
    """What changed, what is believed now, and the marks for the next proposal, as JSON."""
    # NumPy: loaded only by the jobs that compute, never by pages.
    from maven.method.learning import (  # noqa: PLC0415
        Observation,
        corrected,
        learn,
        marks_of,
    )
    from maven.method.learning.spread import MARKS_WRONG_BY  # noqa: PLC0415 (the same)

    teaching = sum(one.teaches for one in lived)
    priors = {kind.slug: marks_of(kind) for kind in kinds}
    found = learn(
        [
            Observation(
                sprint=str(sprint.number),
                dimension=one.dimension,
                change=one.worth,
                se=one.error,
                mix=sprint.mix,
            )
            for sprint in lived
            if sprint.teaches
            for one in sprint.changes
            if not one.missing
        ],
        priors,
        # How wrong marks are cannot be found from one or two surprises: one would then move all.
        tau=MARKS_WRONG_BY if teaching < LEAST_SPRINTS else None,
    )
    seen = {one.slug for one in found.beliefs if one.seen}
    return {
        "sprints": [
            {
                "number": sprint.number,
                "mix": dict(sprint.mix),
                "changes": [asdict(one) for one in sprint.changes],
            }
            for sprint in lived
        ],
        "taught": teaching,
        "in_use": teaching >= LEAST_SPRINTS,
        "beliefs": [asdict(one) for one in found.beliefs if one.slug in seen and one.evidence > 0],
        "marks": {
            kind.slug: marks_in(corrected(kind, found)) for kind in kinds if kind.slug in seen
        },
        "started": {kind.slug: marks_in(kind) for kind in kinds if kind.slug in seen},
    }
