"""Something that is wrong before the house opens."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

type Level = Literal["error", "warning"]
type Check = Callable[[], Iterator["Trouble"]]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong: `sentence` says what, `cure` what to do. An error keeps the house shut."""

    number: str
    sentence: str
    cure: str
    level: Level = "error"
