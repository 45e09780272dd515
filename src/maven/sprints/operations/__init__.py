"""The life of a sprint: drafted, adopted by the plenary, lived, reviewed, closed."""

from maven.sprints.operations.living import finish_activity, plan_activity, ship
from maven.sprints.operations.planning import Proposal, adopt_sprint, draft_sprint, redraft
from maven.sprints.operations.reviewing import (
    close_sprint,
    dislike,
    like,
    raise_tension,
    resolve_tension,
    set_agenda,
)
from maven.sprints.operations.states import (
    DraftAlreadyThere,
    NothingDrafted,
    SprintNotRunning,
    SprintStillOpen,
)

__all__ = [
    "DraftAlreadyThere",
    "NothingDrafted",
    "Proposal",
    "SprintNotRunning",
    "SprintStillOpen",
    "adopt_sprint",
    "close_sprint",
    "dislike",
    "draft_sprint",
    "finish_activity",
    "like",
    "plan_activity",
    "raise_tension",
    "redraft",
    "resolve_tension",
    "set_agenda",
    "ship",
]
