"""What shows by itself that a step of the preparation is done: each room tells for its own steps.

A room has a module `ticks`, found when the house starts; what is told takes no part in the journal.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from maven.missions.models import Mission

type Teller = Callable[[Mission], Mapping[str, datetime | None]]
TELLERS: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """`@tells` a function of a mission: since when each of its steps is done, None while it is not."""
    TELLERS.append(teller)
    return teller


def told_of(mission: Mission) -> dict[str, datetime]:
    """The steps that are done as everybody can see, and since when."""
    every = [told for teller in TELLERS for told in teller(mission).items()]
    return {slug: at for slug, at in every if at is not None}
