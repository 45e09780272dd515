"""A group of accounts that looks like one person: the reasons in words, and what speaks against them.

No name, no address and no answer is told. A group below eight is not shown at all: the results with
and without it would tell what each answered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from maven.compass.models import Reading
from maven.compass.portrait import SHOWN, percent
from maven.missions.models import Mission
from maven.voices.models import Consultation, Participant, SettingAside, Statement
from maven.voices.operations.accounts import FEWEST
from maven.voices.operations.statements import shortened

WORDS: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "answers": (
        lambda: _("They answer nearly the same, on ten ideas or more, and unlike most people."),
        lambda: _("An association that tells its members what to answer looks the same."),
    ),
    "burst": (
        lambda: _("They came one after the other, each within ten minutes of another."),
        lambda: _("A workshop, a class, or a letter sent to many brings people together as well."),
    ),
    "network": (
        lambda: _("Most came from one network."),
        lambda: _("A school, a company, a town hall or a library is one network for all."),
    ),
    "client": (
        lambda: _("Most use the same kind of browser and device."),
        lambda: _("The devices of a class or of an office are alike."),
    ),
    "pattern": (
        lambda: _("Their addresses are the same but for the digits."),
        lambda: _("A body may give numbered addresses to its people."),
    ),
    "idle": (
        lambda: _("None of them did anything else in the mission."),
        lambda: _("Most people answer, and do nothing else."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """One group, as a facilitator reads it."""

    number: int
    size: int
    counted: int  # how many of them count now
    accounts: int
    first_at: datetime
    last_at: datetime
    reasons: list[tuple[str, str]]
    lacking: list[str]

    @property
    def guests(self) -> int:
        return self.size - self.accounts

    @property
    def may_go(self) -> bool:
        return self.counted >= FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was found in one consultation, and what was done about it."""

    consultation: Consultation
    reading: Reading | None
    groups: list[Suspicion]
    asides: list[SettingAside]
    waits: bool  # for a landscape, or for a newer one: there is nothing else to compare


def looks_of(mission: Mission) -> list[Look]:
    """The last look at each consultation, the newest first, in five queries whatever their number."""
    consultations = list(Consultation.objects.of(mission).newest_first())
    looked = Reading.objects.of(mission).filter(kind=Reading.Kind.ACCOUNTS).last_of_each()
    last = {one.consultation_id: one for one in looked}
    drawn = Reading.objects.of(mission).landscapes().last_of_each()
    rows = drawn.values_list("consultation", "pk", "result__enough")
    shown = {consultation: (key, enough) for consultation, key, enough in rows}
    asides: dict[int, list[SettingAside]] = {}
    for aside in SettingAside.objects.of(mission).newest_first():
        asides.setdefault(aside.consultation_id, []).append(aside)
    counted = _who_count(last.values())
    looks = []
    for consultation in consultations:
        consultation.mission = mission
        reading = last.get(consultation.pk)
        key, enough = shown.get(consultation.pk, (None, False))
        looks.append(
            Look(
                consultation=consultation,
                reading=reading,
                groups=suspicions_of(reading, counted) if reading else [],
                asides=asides.get(consultation.pk, []),
                waits=not enough or (reading is not None and reading.fingerprint == str(key)),
            )
        )
    return looks


def suspicions_of(reading: Reading, there: set[int] | None = None) -> list[Suspicion]:
    counted = members_of(reading, there)
    return [
        Suspicion(
            number=number,
            size=group["size"],
            counted=len(counted[number]),
            accounts=group["accounts"],
            first_at=datetime.fromtimestamp(group["first"], UTC),
            last_at=datetime.fromtimestamp(group["last"], UTC),
            reasons=[(why(), against()) for why, against in _told(group)],
            lacking=[told[0]() for key, told in WORDS.items() if key not in group["signals"]],
        )
        for number, group in enumerate(reading.result["groups"], 1)
    ]


def _told(group: dict[str, Any]) -> list[tuple[Callable[[], str], Callable[[], str]]]:
    return [told for key, told in WORDS.items() if key in group["signals"]]


def members_of(reading: Reading, there: set[int] | None = None) -> dict[int, list[int]]:
    """Those of each group that are still there and count, by its number from 1; 0: of them all."""
    places = reading.result["places"]
    keys = sorted(
        (_who_count([reading]) if there is None else there) & {int(key) for key in places}
    )
    groups: dict[int, list[int]] = {n + 1: [] for n in range(len(reading.result["groups"]))}
    for pk in keys:
        groups[places[str(pk)] + 1].append(pk)
    return groups | {0: keys}


def _who_count(readings: Iterable[Reading]) -> set[int]:
    """Those whom these readings place, and who are still there and count."""
    places = {reading.consultation_id: reading.result["places"] for reading in readings}
    asked = [int(key) for placed in places.values() for key in placed]
    there = Participant.objects.filter(consultation__in=list(places), pk__in=asked).counted()
    return set(there.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure of the results, with the group and without it."""

    name: str
    before: str
    after: str

    @property
    def same(self) -> bool:
        return self.before == self.after


def recount_of(reading: Reading, number: int) -> dict[str, Any] | None:
    """The results without a group (from 1), or without any (0)."""
    result = reading.result
    if number == 0:
        found = result["without_any"]
    else:
        groups = result["groups"]
        found = groups[number - 1]["without"] if number <= len(groups) else None
    return found  # type: ignore[no-any-return]


def lines_of(reading: Reading, without: dict[str, Any]) -> list[Line]:
    whole = reading.result["whole"]
    return [
        Line(name=name, before=told(whole), after=told(without))
        for name, told in (
            (_("People who answered"), lambda one: _number(one["people"])),
            (_("Answers"), lambda one: _number(one["answers"])),
            (_("Families of opinion"), _families),
            (_("Ideas that unite"), lambda one: _numbers(one["uniting"])),
            (_("Ideas that nobody wants"), lambda one: _numbers(one["refused"])),
            (_("Ideas left to discuss"), lambda one: _numbers(one["dividing"])),
            (_("Alignment"), _index),
        )
    ]


def moved_ideas(
    without: dict[str, Any], statements: dict[int, Statement]
) -> list[tuple[str, str, str]]:
    """The ideas whose answers move most: the words, and the share that agrees, before and after."""
    return [
        (shortened(statements[number].words), _agrees(before), _agrees(after))
        for number, before, after in without["moved"]
        if number in statements and before != after
    ]


def _agrees(counts: list[int]) -> str:
    agree, _passed, disagree = counts
    sides = agree + disagree
    return percent(100 * agree / sides) if sides else "–"


def _families(one: dict[str, Any]) -> str:
    if not one["enough"]:
        return _("not enough answers")
    return f"{len(one['families'])} ({', '.join(_number(size) for size in one['families'])})"


def _index(one: dict[str, Any]) -> str:
    return "–" if one["index"] is None else str(number_format(one["index"], 2, use_l10n=True))


def _numbers(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers[:SHOWN]) or "–"


def _number(value: int) -> str:
    return str(number_format(value, use_l10n=True))
