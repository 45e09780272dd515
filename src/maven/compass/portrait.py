"""What a landscape says, in words and shares: everything the page shows, and nothing of anybody.

A family of which fewer than five people answered an idea is not shown on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from maven.compass.models import Reading
from maven.ui.charts import TONES
from maven.voices.models import Statement
from maven.voices.operations.statements import shortened

LEAST_SHOWN = 5
STALE_AFTER = timedelta(days=21)
SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How one family answered one idea, in per cent that add up to 100; None when too few did."""

    letter: str
    tone: str
    agree: int | None
    passed: int | None
    disagree: int | None

    @property
    def said_agree(self) -> str:
        return percent(self.agree or 0)

    @property
    def said_disagree(self) -> str:
        return percent(self.disagree or 0)

    @property
    def sentence(self) -> str:
        if self.agree is None:
            return _("Family %(letter)s: fewer than 5 answers, not shown.") % {
                "letter": self.letter
            }
        return _(
            "Family %(letter)s: %(agree)s%% agree, %(passed)s%% don't know, "
            "%(disagree)s%% disagree."
        ) % {
            "letter": self.letter,
            "agree": self.agree,
            "passed": self.passed,
            "disagree": self.disagree,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """One statement and how each family answered it."""

    statement: Statement
    shares: tuple[Share, ...]

    @property
    def cause_title(self) -> str:
        """What a cause made of it would be called, to begin with."""
        return shortened(self.statement.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPortrait:
    """A family of opinion: named by what it says more than the others."""

    letter: str
    tone: str
    size: int
    points: tuple[tuple[float, float], ...]
    hull: tuple[tuple[float, float], ...]
    name: str
    agrees: bool
    share: str
    also: tuple[tuple[str, bool, str], ...]

    @property
    def stance(self) -> str:
        return _("Agrees with") if self.agrees else _("Disagrees with")


def families_of(
    result: dict[str, Any], statements: dict[int, Statement]
) -> tuple[FamilyPortrait, ...]:
    points: dict[str, list[tuple[float, float]]] = {}
    for x, y, letter in result["points"]:
        points.setdefault(letter, []).append((x, y))
    told = []
    for rank, group in enumerate(result["groups"]):
        traits = [
            (statements[one["number"]].words, one["side"] > 0, percent(100 * one["share"]))
            for one in group["representative"]
            if one["number"] in statements and one["seen"] >= LEAST_SHOWN
        ]
        name, agrees, share = traits[0] if traits else ("", True, "")
        told.append(
            FamilyPortrait(
                letter=group["letter"],
                tone=TONES[rank % len(TONES)],
                size=group["size"],
                points=tuple(points.get(group["letter"], ())),
                hull=tuple((x, y) for x, y in group["hull"]),
                name=name,
                agrees=agrees,
                share=share,
                also=tuple(traits[1:3]),
            )
        )
    return tuple(told)


def ideas_of(
    result: dict[str, Any], numbers: Iterable[int], statements: dict[int, Statement]
) -> tuple[Idea, ...]:
    details = {one["number"]: one for one in result["statements_detail"]}
    return tuple(
        Idea(statement=statements[number], shares=shares_of(details[number]["by_group"]))
        for number in numbers
        if number in statements and number in details
    )


def shares_of(by_group: dict[str, list[int]]) -> tuple[Share, ...]:
    shares = []
    for rank, (letter, counts) in enumerate(sorted(by_group.items())):
        agree, passed, disagree = per_cent(counts) if sum(counts) >= LEAST_SHOWN else (None,) * 3
        shares.append(
            Share(
                letter=letter,
                tone=TONES[rank % len(TONES)],
                agree=agree,
                passed=passed,
                disagree=disagree,
            )
        )
    return tuple(shares)


def percent(value: float) -> str:
    return pgettext("percentage", "%(number)s%%") % {"number": round(value)}


def per_cent(counts: list[int]) -> tuple[int, int, int]:
    """Whole per cents that add up to 100: what rounding leaves goes to the largest remainders.

    >>> per_cent([1, 1, 1])
    (34, 33, 33)
    """
    total = sum(counts)
    whole = [100 * count // total for count in counts]
    by_remainder = sorted(range(3), key=lambda i: (-(100 * counts[i] % total), i))
    for index in by_remainder[: 100 - sum(whole)]:
        whole[index] += 1
    return whole[0], whole[1], whole[2]


def shown_numbers(result: dict[str, Any]) -> tuple[list[int], list[int], list[int]]:
    """What unites, what everybody refuses, what is left to discuss: five of each at most."""
    uniting, refused = result["consensus"][:SHOWN], result["refused"][:SHOWN]
    held = {*uniting, *refused}
    dividing = [number for number in result["dividing"] if number not in held][:SHOWN]
    return uniting, refused, dividing


def all_numbers(result: dict[str, Any]) -> set[int]:
    traits = {one["number"] for group in result["groups"] for one in group["representative"]}
    return traits.union(*shown_numbers(result))


def families_sentence(result: dict[str, Any]) -> str:
    count = len(result["groups"])
    if count == 1:
        return _("One family of opinion only: no split is sure enough to be drawn.")
    return ngettext(
        "%(count)s family of opinion stands out.", "%(count)s families of opinion stand out.", count
    ) % {"count": in_words(count)}


def in_words(count: int) -> str:
    words = {2: _("Two"), 3: _("Three"), 4: _("Four"), 5: _("Five")}
    return words.get(count, str(count))


def describe(families: Iterable[FamilyPortrait]) -> str:
    """The map in words, for who does not see it."""
    return " ".join(
        ngettext(
            "%(letter)s, %(size)s person: %(stance)s “%(name)s”",
            "%(letter)s, %(size)s people: %(stance)s “%(name)s”",
            family.size,
        )
        % {
            "letter": family.letter,
            "size": number_format(family.size, use_l10n=True),
            "stance": family.stance.lower(),
            "name": family.name,
        }
        for family in families
    )


def alignment_sentence(measured: dict[str, Any]) -> str:
    """Λ with its interval: how much more often two people go the same way than opposite ways."""
    if measured["index"] is None:
        return _("Alignment is measured from 20 answers to a same idea.")
    shown = {name: two_decimals(measured[name]) for name in ("index", "low", "high")}
    return _("Alignment: %(index)s, between %(low)s and %(high)s.") % shown


def two_decimals(value: float) -> str:
    return number_format(round(value, 2), 2, use_l10n=True)  # it would cut, not round


def alignment_meaning(measured: dict[str, Any]) -> str:
    if measured["index"] is None:
        return ""
    points = round(100 * measured["index"])
    drawn = _("Take an idea and two of those who answered it, at random:")
    if points < 5:
        return drawn + " " + _("they go the same way hardly more often than opposite ways.")
    return (
        drawn
        + " "
        + ngettext(
            "out of 100 draws, they go the same way %(count)s time more than opposite ways.",
            "out of 100 draws, they go the same way %(count)s times more than opposite ways.",
            points,
        )
        % {"count": points}
    )


def between_sentence(measured: dict[str, Any]) -> str:
    if measured["between"] is None:
        return ""
    value = two_decimals(measured["between"])
    if measured["between"] >= 0:
        return _("From one family to another: %(value)s, still the same way.") % {"value": value}
    return _("From one family to another: %(value)s, opposite ways.") % {"value": value}


def missing_sentence(missing: dict[str, Any]) -> str:
    """What a map still waits for."""
    told = []
    if missing["people"]:
        told.append(
            ngettext(
                "%(count)s more person before we draw the map.",
                "%(count)s more people before we draw the map.",
                missing["people"],
            )
            % {"count": missing["people"]}
        )
    if missing["statements"]:
        told.append(
            ngettext(
                "%(count)s more idea has to be answered.",
                "%(count)s more ideas have to be answered.",
                missing["statements"],
            )
            % {"count": missing["statements"]}
        )
    if not told:
        told.append(_("So far everybody answers alike: there is no difference to draw."))
    return " ".join(told)


def is_stale(reading: Reading, *, at: datetime) -> bool:
    return at - reading.taken_at > STALE_AFTER
