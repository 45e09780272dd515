"""The life of a sprint: drafted, adopted by the plenary, lived, reviewed, closed."""

from maven.sprints.operations.feelings import (
    FeelingsRevealed,
    NotRevealed,
    Together,
    TooFewToReveal,
    dislike,
    like,
    move_feelings,
    name_group,
    propose_groups,
    reveal_feelings,
)
from maven.sprints.operations.living import finish_activity, plan_activity, ship
from maven.sprints.operations.moods import MoodSaid, MoodsRevealed, reveal_moods, share_mood
from maven.sprints.operations.planning import Proposal, adopt_sprint, draft_sprint, redraft
from maven.sprints.operations.reviewing import (
    close_sprint,
    follow_up,
    reach_step,
    set_agenda,
    show_line,
)
from maven.sprints.operations.states import (
    DraftAlreadyThere,
    NothingDrafted,
    SprintNotRunning,
    SprintStillOpen,
)
from maven.sprints.operations.tensions import (
    TensionResolved,
    TensionTaken,
    give_tension_back,
    plan_tension,
    raise_tension,
    resolve_tension,
    take_tension_on,
)

__all__ = [
    "DraftAlreadyThere",
    "FeelingsRevealed",
    "MoodSaid",
    "MoodsRevealed",
    "NotRevealed",
    "NothingDrafted",
    "Proposal",
    "SprintNotRunning",
    "SprintStillOpen",
    "TensionResolved",
    "TensionTaken",
    "Together",
    "TooFewToReveal",
    "adopt_sprint",
    "close_sprint",
    "dislike",
    "draft_sprint",
    "finish_activity",
    "follow_up",
    "give_tension_back",
    "like",
    "move_feelings",
    "name_group",
    "plan_activity",
    "plan_tension",
    "propose_groups",
    "raise_tension",
    "reach_step",
    "redraft",
    "resolve_tension",
    "reveal_feelings",
    "reveal_moods",
    "set_agenda",
    "share_mood",
    "ship",
    "show_line",
    "take_tension_on",
]
