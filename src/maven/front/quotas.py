"""The mission's eight kinds of activities: how many are planned, how many were done."""

from collections import Counter
from dataclasses import dataclass

from django.utils.safestring import SafeString

from maven.front.situation import Situation
from maven.toolbox.models import SeedKind
from maven.toolbox.queries import quantities_of
from maven.ui.charts import unit_dots

ICONS = {
    SeedKind.CONSULTATION: "megaphone",
    SeedKind.INTERVIEW: "mic",
    SeedKind.TALK: "presentation",
    SeedKind.POST: "newspaper",
    SeedKind.WORKSHOP: "pencil-ruler",
    SeedKind.MEETUP: "wine",
    SeedKind.MATCHMAKING: "handshake",
    SeedKind.POLL: "vote",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """One of the eight kinds: done, from `low` to `high` planned, and the dots that say so."""

    icon: str
    name: str
    done: int
    low: int
    high: int
    dots: SafeString


def quotas_of(situation: Situation) -> list[Quota]:
    done: Counter[int | None] = Counter()
    for told in situation.activities:
        done[told.seed_kind] += told.done
    quotas = []
    for quantity in quantities_of(situation.mission):
        kind = SeedKind(quantity.seed_kind)
        number = done[kind]
        quotas.append(
            Quota(
                icon=ICONS[kind],
                name=str(kind.label),
                done=number,
                low=quantity.low,
                high=quantity.high,
                dots=unit_dots(number, quantity.low, quantity.high),
            )
        )
    return quotas
