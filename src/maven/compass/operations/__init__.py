"""What the compass measures and suggests, each stored once and dated."""

from maven.compass.operations.aims import set_aim
from maven.compass.operations.barometers import (
    BarometerAlreadyOpen,
    BarometerClosed,
    answer_barometer,
    close_barometer,
    count_barometer,
    open_barometer,
    take_back_answer,
)
from maven.compass.operations.learning import take_learning
from maven.compass.operations.readings import (
    NoLandscapeYet,
    ask_reading,
    look_at_accounts,
    suggest_activities,
    take_landscape,
)
from maven.compass.operations.states import take_state

__all__ = [
    "BarometerAlreadyOpen",
    "BarometerClosed",
    "NoLandscapeYet",
    "answer_barometer",
    "ask_reading",
    "close_barometer",
    "count_barometer",
    "look_at_accounts",
    "open_barometer",
    "set_aim",
    "suggest_activities",
    "take_back_answer",
    "take_landscape",
    "take_learning",
    "take_state",
]
