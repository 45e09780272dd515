"""What was learnt of the kinds of activities, as a job has kept it: pages and proposals read it."""

from collections.abc import Mapping

from maven.compass.models import Reading
from maven.missions.models import Mission
from maven.toolbox.models import ActivityKind
from maven.toolbox.weighing import Learned, marks_in, weigh

# Closed sprints whose change was measured, before proposals count on what they showed: with one or
# two, what a kind did cannot be told from what else happened in those weeks.
LEAST_SPRINTS = 3


def latest_learning(mission: Mission) -> Reading | None:
    return Reading.objects.of(mission).learnings().newest_first().first()


def learned_for(mission: Mission, kinds: Mapping[str, ActivityKind]) -> Learned:
    """The marks that proposals count with; none of a kind corrected since, for that begins anew."""
    found = latest_learning(mission)
    if found is None or not found.result["in_use"]:
        return {}
    return {
        slug: marks
        for slug, marks in found.result["marks"].items()
        if slug in kinds and is_still_from(kinds[slug], found)
    }


def is_still_from(kind: ActivityKind, found: Reading) -> bool:
    """Whether it was learnt from the marks that the kind has now."""
    started: object = found.result["started"].get(kind.slug)
    return started == marks_in(weigh(kind))
