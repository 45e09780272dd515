"""Where a sprint stands, and what that refuses."""

from maven.method.lifecycles import SPRINT
from maven.sprints.models import Sprint


class SprintStillOpen(Exception):
    """A sprint runs until its review is held: the next one is adopted after it."""


class DraftAlreadyThere(Exception):
    """The plenary is given one draft at a time: change the one there is."""


class DatesTaken(Exception):
    """Two sprints of a mission never run on the same day: the other one is named."""

    def __init__(self, other: Sprint) -> None:
        super().__init__(str(other))
        self.other = other


class NothingDrafted(Exception):
    """A plenary adopts at least one activity."""


class SprintNotRunning(Exception):
    """Only the sprint under way can be worked in; one that is closed keeps what it was."""


def in_state(sprint: Sprint, state: str) -> Sprint:
    """The sprint as it is now, locked; refused when its life is not there."""
    found = (
        Sprint.objects.select_for_update(of=("self",)).select_related("mission").get(pk=sprint.pk)
    )
    if found.state != state or state not in SPRINT.states:
        raise SprintNotRunning
    return found
