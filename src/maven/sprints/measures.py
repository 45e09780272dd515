"""What the upper rooms measure, so that a tension can be told beside a figure: they register here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from maven.missions.models import Mission
from maven.sprints.models import Tension


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure out of 100 as it is now; `value` is None while nobody has measured it."""

    key: str
    name: str
    value: float | None
    url: str = ""


type Names = Callable[[], dict[str, str]]
type Provider = Callable[[Mission, datetime, Collection[str]], list[Measure]]
PROVIDERS: list[tuple[Names, Provider]] = []


def register(names: Names) -> Callable[[Provider], Provider]:
    """An upper room says what it measures; each `measures.py` is read when the house starts."""

    def known(provider: Provider) -> Provider:
        PROVIDERS.append((names, provider))
        return provider

    return known


def named() -> dict[str, str]:
    """The name of each measure there may be, by key; nothing is asked of the store."""
    return {key: name for names, _provider in PROVIDERS for key, name in names().items()}


def measures_of(mission: Mission, keys: Collection[str], *, at: datetime) -> dict[str, Measure]:
    """What is known of these measures in this mission, by key; the others are not computed."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    return {one.key: one for _names, provider in PROVIDERS for one in provider(mission, at, wanted)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A tension beside its measure: then, now, wanted."""

    tension: Tension
    measure: Measure

    @property
    def then(self) -> float | None:
        return self.tension.measured

    @property
    def now(self) -> float | None:
        return self.measure.value

    @property
    def closed(self) -> bool | None:
        """Whether the measure has reached what was wanted; None when nobody can tell."""
        then, now, wanted = self.then, self.now, self.tension.wanted
        if now is None or wanted is None:
            return None
        if then is not None and then > wanted:
            return now <= wanted
        return now >= wanted

    @property
    def sentence(self) -> str:
        """The whole gap in words."""
        numbers = {
            "name": self.measure.name,
            "then": _points(self.then),
            "now": _points(self.now),
            "wanted": _points(self.tension.wanted),
        }
        if self.now is None:
            return _("%(name)s: not measured now.") % numbers
        told = (
            _("%(name)s: %(now)s out of 100 now.") % numbers
            if self.then is None
            else _("%(name)s: %(then)s out of 100 when it was told, %(now)s now.") % numbers
        )
        if self.closed is None:
            return told
        if self.closed:
            return f"{told} " + _("We wanted %(wanted)s: the gap is closed.") % numbers
        return f"{told} " + _("We want %(wanted)s: the gap is still open.") % numbers


def gap_of(tension: Tension, measures: dict[str, Measure]) -> Gap | None:
    measure = measures.get(tension.measure) if tension.measure else None
    return Gap(tension=tension, measure=measure) if measure else None


def _points(value: float | None) -> int | None:
    return None if value is None else round(value)
