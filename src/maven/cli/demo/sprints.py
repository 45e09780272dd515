"""Four sprints: three closed, and the one that runs today, in the second of its three weeks."""

from maven.cli.demo.first_sprint import FIRST
from maven.cli.demo.last_sprints import RUNNING, THIRD
from maven.cli.demo.mission import QUANTITIES
from maven.cli.demo.second_sprint import SECOND

SPRINTS = (FIRST, SECOND, THIRD, RUNNING)


def done_by_kind() -> dict[str, int]:
    """How many activities of each of the seed's eight kinds are done, by slug."""
    done = [
        activity.kind
        for sprint in SPRINTS
        for activity in sprint.activities
        if activity.done is not None
    ]
    return {quantity.kind: done.count(quantity.kind) for quantity in QUANTITIES}
