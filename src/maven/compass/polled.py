"""What barometers tell: the understanding of the community, and each question in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.compass.models import Barometer, Question
from maven.missions.models import Mission
from maven.ui import charts

LOOKED_AT = 16  # barometers that nobody answered do not hide the one before for ever


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The share of who understands both what is at stake and what constrains, in hundredths."""

    value: float
    low: float
    high: float
    people: int
    measured_at: datetime

    @property
    def yes(self) -> int:
        """How many of the people who answered."""
        return round(self.value * self.people / 100)


def understood_by(mission: Mission, at: datetime) -> Understood | None:
    """What the last barometer that five people answered said, of those closed before an instant."""
    return understood_in(counted_at(mission, at), at)


def counted_at(mission: Mission, at: datetime) -> list[Barometer]:
    """The last ones closed before an instant, the latest first."""
    counted = Barometer.objects.of(mission).counted().filter(closed_at__lte=at)
    return list(counted.newest_first()[:LOOKED_AT])


def understood_in(barometers: Iterable[Barometer], at: datetime) -> Understood | None:
    """The same, of barometers already read, the latest first."""
    for one in barometers:
        told = one.result.get("understanding") if one.counted_at else None
        if told and one.closed_at and one.closed_at <= at:
            return Understood(
                value=100 * told["share"],
                low=100 * told["low"],
                high=100 * told["high"],
                people=told["of"],
                measured_at=one.closed_at,
            )
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One question of a barometer, as a page shows it; without a sentence where too few answered."""

    words: str
    sentence: str = ""
    moved: str = ""
    drawing: SafeString | None = None
    counts: tuple[int, ...] = ()
    unknown: int = 0


def told_of(barometer: Barometer) -> list[Told]:
    """The six questions in their order."""
    questions = barometer.result.get("questions", {})
    return [_told(Question(name), questions.get(name)) for name in Question.values]


def _told(question: Question, found: dict[str, Any] | None) -> Told:
    words = str(question.label)
    if found is None:
        return Told(words=words)
    moved = found.get("moved")
    drawing = charts.dot_plot(
        100 * found["share"],
        100 * found["low"],
        100 * found["high"],
        _before(found),
        ends=(_("no"), _("yes")),
    )
    return Told(
        words=words,
        sentence=_share_in_words(found),
        moved=_moved_in_words(moved) if moved else "",
        drawing=drawing,
        counts=tuple(found["counts"]),
        unknown=found["unknown"],
    )


def _before(found: dict[str, Any]) -> float | None:
    """From where it came: as far as those who answered twice have moved, where that is established.

    Their own share then is not drawn beside the share of all now: these are not the same people.
    """
    moved = found.get("moved")
    if not moved or not is_established(moved):
        return None
    start: float = found["share"] - moved["change"]
    return min(100.0, max(0.0, 100 * start))


def is_established(moved: dict[str, float]) -> bool:
    """Chance alone does not explain it: the interval of the change leaves 0 out."""
    return not moved["low"] <= 0 <= moved["high"]


def _share_in_words(found: dict[str, Any]) -> str:
    yes = sum(found["counts"][3:])
    numbers = {
        "yes": number_format(yes, use_l10n=True),
        "people": number_format(found["of"], use_l10n=True),
        "low": round(100 * found["low"]),
        "high": round(100 * found["high"]),
    }
    if numbers["low"] == numbers["high"]:
        return (
            ngettext("%(yes)s of %(people)s says so.", "%(yes)s of %(people)s say so.", yes)
            % numbers
        )
    return (
        ngettext(
            "%(yes)s of %(people)s says so: between %(low)s and %(high)s of 100 for all who take part.",
            "%(yes)s of %(people)s say so: between %(low)s and %(high)s of 100 for all who take part.",
            yes,
        )
        % numbers
    )


def _moved_in_words(moved: dict[str, float]) -> str:
    numbers = {
        "people": number_format(moved["people"], use_l10n=True),
        "points": abs(round(100 * moved["change"])),
    }
    if not is_established(moved):
        return _("Of %(people)s who answered both times: no movement is established.") % numbers
    words = (
        _("Of %(people)s who answered both times: %(points)s points more.")
        if moved["change"] > 0
        else _("Of %(people)s who answered both times: %(points)s points less.")
    )
    return words % numbers
