"""Something that is wrong before the house opens."""

from dataclasses import dataclass
from typing import Literal

type Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong: `sentence` says what, `cure` what to do."""

    number: str
    sentence: str
    cure: str
    level: Level = "error"
