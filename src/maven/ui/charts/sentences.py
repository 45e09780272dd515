"""The same in words: what a chart says, said from the same numbers."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.ui.charts.landscape import Family


def figure(value: float) -> str:
    """Write a number for reading: whole, or with one decimal if it has one: 8, 3,5."""
    near = tenth(value)
    return str(number_format(int(near) if near == int(near) else near, use_l10n=True))


def tenth(value: float) -> Decimal:
    """As people round: 2.25 is 2.3 on every page."""
    return Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def state_sentence(
    name: str,
    value: float | None,
    low: float | None = None,
    high: float | None = None,
    previous: float | None = None,
    zone_low: float | None = None,
    zone_high: float | None = None,
    before: str = "",
) -> str:
    """Say one dimension: the value, its interval, what it was `before`, the zone aimed at."""
    if value is None:
        return _("%(name)s: not measured yet.") % {"name": name}
    words = {"name": name, "value": figure(value)}
    if low is not None and high is not None:
        span = {"low": figure(low), "high": figure(high)}
        said = [_("%(name)s: %(value)s out of 100, between %(low)s and %(high)s.") % (words | span)]
    else:
        said = [_("%(name)s: %(value)s out of 100.") % words]
    if previous is not None:
        then = {"before": before or _("Before"), "value": figure(previous)}
        said.append(_("%(before)s: %(value)s.") % then)
    if zone_low is not None and zone_high is not None:
        zone = {"low": figure(zone_low), "high": figure(zone_high)}
        said.append(_("Zone aimed at: %(low)s to %(high)s.") % zone)
        said.append(
            _("Reached.")
            if zone_low <= value <= zone_high
            else _("Not reached.")
            if value < zone_low
            else _("Beyond.")
        )
    return " ".join(said)


def answers_sentence(group: str, agree: float, passed: float, disagree: float) -> str:
    """Say how a group answered, in whole percentages that add up to a hundred."""
    yes, unsure, no = hundredths([agree, passed, disagree])
    return _("%(group)s: %(yes)d%% agree, %(unsure)d%% don't know, %(no)d%% disagree.") % {
        "group": group,
        "yes": yes,
        "unsure": unsure,
        "no": no,
    }


def hundredths(parts: Sequence[float]) -> list[int]:
    """Round shares to whole percentages whose sum is 100: the largest remainders go up."""
    total = sum(parts)
    if total <= 0:
        return [0 for _part in parts]
    exact = [part / total * 100 for part in parts]
    floors = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda place: floors[place] - exact[place])
    for place in order[: 100 - sum(floors)]:
        floors[place] += 1
    return floors


def landscape_sentence(families: Sequence[Family], you: str = "") -> str:
    """Say the families of opinion: how many, of how many people, under what name."""
    count = len(families)
    said = [
        ngettext("%(count)d family of opinion.", "%(count)d families of opinion.", count)
        % {"count": count}
    ]
    for family in families:
        words = {"letter": family.letter, "count": family.count}
        line = (
            ngettext("%(letter)s, %(count)d person", "%(letter)s, %(count)d people", family.count)
            % words
        )
        joined = _("%(who)s: %(name)s") % {"who": line, "name": family.name}
        said.append(joined if family.name else f"{line}.")
        if family.name and not family.name.endswith((".", "?", "!", "…")):
            said[-1] += "."
    if you:
        said.append(_("You are in family %(letter)s.") % {"letter": you})
    return " ".join(said)


def dots_sentence(done: int, low: int, high: int | None = None) -> str:
    """Say a quota: 7 of 5 to 10."""
    if high is None or high == low:
        return _("%(done)d of %(low)d") % {"done": done, "low": low}
    return _("%(done)d of %(low)d to %(high)d") % {"done": done, "low": low, "high": high}
