"""Pages kept in memory for as long as nothing happened: the journal says when something did.

The key holds the heads of the mission's chain and of the house's: whatever changes a name, an
erasure or a vote changes one of them, in this process and in every other. Nothing needs emptying.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.core.cache import caches
from django.utils.translation import get_language

from maven.journal.models import Chain
from maven.missions.models import Mission
from maven.people.operations import CHAIN

SLICE = 300  # seconds: a session that is over leaves the page by itself


def remembered[Thing](
    mission: Mission, reader: tuple[object, ...], make: Callable[[], Thing], *, at: datetime
) -> Thing:
    """What was made for this reader since the last fact, or else made now. Must hold no token."""
    chains = Chain.objects.filter(name__in=(mission.chain, CHAIN)).order_by()
    heads = dict(chains.values_list("name", "head"))
    mission.seal = heads.get(mission.chain, "")  # known: not asked again for the foot of the page
    told = (
        mission.pk,
        get_language(),
        int(at.timestamp()) // SLICE,
        *reader,
        mission.seal,
        heads.get(CHAIN, ""),
    )
    key = sha256(repr(told).encode()).hexdigest()
    kept: Thing | None = caches["homes"].get(key)
    if kept is None:
        kept = make()
        caches["homes"].set(key, kept)
    return kept
