"""What shows by itself that a step of the preparation is done: each room tells for its own steps.

A room has a module `ticks`, found when the house starts; what is told takes no part in the journal.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from maven.missions.models import Mission

type Teller = Callable[[Mission], Mapping[str, datetime | None]]
TELLERS: dict[Teller, frozenset[str]] = {}


def tells(*slugs: str) -> Callable[[Teller], Teller]:
    """`@tells` of these steps: a function of a mission, since when each is done, None while it is not."""

    def told_by(teller: Teller) -> Teller:
        TELLERS[teller] = frozenset(slugs)
        return teller

    return told_by


def told_of(mission: Mission, *, known: Collection[str] = ()) -> dict[str, datetime]:
    """The steps that are done as everybody can see, and since when; what is `known` is not asked."""
    asked = [teller for teller, slugs in TELLERS.items() if not slugs <= set(known)]
    every = [told for teller in asked for told in teller(mission).items()]
    return {slug: at for slug, at in every if at is not None}
