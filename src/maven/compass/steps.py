"""Which answers a landscape counts, so that two of them, compared, do not tell one answer.

While a consultation is open, the answers to each idea are counted by fives at least, in the order in
which they came, and the last five always wait. Between two maps no idea changes by fewer than five
answers; when the consultation closes, everything counts, and five more at least have come. As long as
no map is shown there is nothing to compare with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import heappush, heappushpop
from typing import Any

from maven.compass.models import Reading
from maven.compass.queries import people_who_answered
from maven.voices.models import Consultation, Opinion

AT_LEAST = 5
LAST_KEY = 2**63 - 1

type Place = tuple[datetime, int]  # of an answer among those to the same idea
type Upto = dict[int, Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the next landscape counts. `upto`: the last answer to each idea; None: all of them."""

    upto: Mapping[int, Place] | None = None
    # Ideas of which too few answers went: not told, each with the answers it had when it last was.
    withheld: Mapping[int, int] = field(default_factory=dict)
    drawn: frozenset[str] = frozenset()  # voices that are on the map shown now

    def told(self) -> dict[str, Any]:
        """For the reading to remember, in JSON."""
        upto = self.upto
        return {
            "upto": None
            if upto is None
            else {str(n): [t.isoformat(), k] for n, (t, k) in upto.items()},
            "withheld": {str(number): counted for number, counted in self.withheld.items()},
        }

    def shows_too_few(self, result: Mapping[str, Any]) -> bool:
        """A dot that is alone to be new is somebody; and no map leaves nothing to compare the next
        one with, but for whoever kept the one before."""
        new = result["places"].keys() - self.drawn
        return bool(self.drawn) and (not result["enough"] or 0 < len(new) < AT_LEAST)


EVERYTHING = Step()


@dataclass(slots=True)
class Answers:
    """Those to one idea, met in any order."""

    since: Place | None  # the last one that the map shown now counts
    kept: int = 0
    new: int = 0
    last: list[Place] = field(default_factory=list)

    def meet(self, place: Place) -> None:
        if self.since is not None and place <= self.since:
            self.kept += 1
        else:
            self.new += 1
        if len(self.last) <= AT_LEAST:
            heappush(self.last, place)
        else:
            heappushpop(self.last, place)

    @property
    def before_the_last(self) -> Place | None:
        """The last answer that would count while five wait."""
        return self.last[0] if len(self.last) > AT_LEAST else None

    def may_move(self, counted: int) -> bool:
        """Whether five who never answered would be counted while five wait; an answer changed since
        the map was drawn is among the new ones, and is missing from those it counted."""
        return self.new - (counted - self.kept) >= 2 * AT_LEAST


def next_step(consultation: Consultation, shown: Reading | None, *, on: date) -> Step | None:
    """What the next landscape may count; None: what is shown stays."""
    if shown is not None and not shown.result["enough"]:
        shown = None  # nothing to compare with
    if consultation.source or not consultation.is_open_on(on):
        whole = shown is not None and shown.result.get("upto") is None
        return None if shown and whole and _few_went(shown, consultation) else EVERYTHING
    if shown is None:
        met, _ = _met(consultation, {}, None)
        return Step(upto=_places({n: one.before_the_last for n, one in met.items()}))
    return _step_from(consultation, shown)


def as_shown(consultation: Consultation, shown: Reading, *, on: date) -> Step:
    """The answers that the map shown now counts, once more: nothing that it does not tell."""
    told = shown.result.get("upto")
    if told is not None:
        return Step(upto={int(n): (datetime.fromisoformat(t), k) for n, (t, k) in told.items()})
    if consultation.source or not consultation.is_open_on(on):
        return EVERYTHING
    return Step(upto=dict.fromkeys(_counted_in(shown), (shown.taken_at, LAST_KEY)))


def _step_from(consultation: Consultation, shown: Reading) -> Step | None:
    told = shown.result.get("upto")
    since: Upto = {int(n): (datetime.fromisoformat(t), k) for n, (t, k) in (told or {}).items()}
    # A map of everything, drawn before the consultation was opened again, counts up to its hour.
    otherwise = (shown.taken_at, LAST_KEY) if told is None else None
    met, voices = _met(consultation, since, otherwise)
    counted = _counted_in(shown)
    moved = {number for number, one in met.items() if one.may_move(counted.get(number, 0))}
    gone = shown.result["participants"] - len(voices)
    if not moved and gone < AT_LEAST:
        return None
    return Step(
        upto=_places(
            {n: one.before_the_last if n in moved else one.since for n, one in met.items()}
        ),
        withheld=dict(_withheld(shown, met, moved)),
        drawn=frozenset(shown.result["places"]),
    )


def _withheld(
    shown: Reading, met: Mapping[int, Answers], moved: set[int]
) -> Iterator[tuple[int, int]]:
    """Ideas that would change by a few answers taken back, and nothing else."""
    for number, counted in _counted_in(shown).items():
        if number not in moved and number in met and 0 < counted - met[number].kept < AT_LEAST:
            yield number, counted


def _counted_in(shown: Reading) -> dict[int, int]:
    """How many answers to each idea were counted when it was last told."""
    ideas = shown.result["statements_detail"]
    now = {one["number"]: one["agree"] + one["pass"] + one["disagree"] for one in ideas}
    return now | {int(n): counted for n, counted in shown.result.get("withheld", {}).items()}


def _met(
    consultation: Consultation, since: Upto, otherwise: Place | None
) -> tuple[dict[int, Answers], set[int]]:
    """The answers by idea, and the voices that the map shown now counts and that are still there."""
    met: dict[int, Answers] = {}
    voices: set[int] = set()
    for voice, number, at, key in _answers(consultation):
        here = met.get(number)
        if here is None:
            here = met[number] = Answers(since.get(number, otherwise))
        here.meet((at, key))
        if here.since is not None and (at, key) <= here.since:
            voices.add(voice)
    return met, voices


def _answers(consultation: Consultation) -> Iterator[tuple[int, int, datetime, int]]:
    rows = Opinion.objects.of(consultation).counted().order_by("pk")
    told = ("participant_id", "statement__number", "given_at", "pk")
    return rows.values_list(*told).iterator(chunk_size=5000)


def _few_went(shown: Reading, consultation: Consultation) -> bool:
    went: int = shown.result["participants"] - people_who_answered(consultation)
    return 0 < went < AT_LEAST


def _places(found: Mapping[int, Place | None]) -> Upto:
    return {number: place for number, place in found.items() if place is not None}


def triples(consultation: Consultation, step: Step) -> Iterator[tuple[int, int, int]]:
    """(participant, number of the idea, choice) of the answers that count."""
    told = ("participant_id", "statement__number", "choice", "given_at", "pk")
    rows = Opinion.objects.of(consultation).counted()
    ordered = rows.order_by("participant_id", "statement__number").values_list(*told)
    for voice, number, choice, at, key in ordered.iterator(chunk_size=5000):
        if step.upto is None or (number in step.upto and (at, key) <= step.upto[number]):
            yield voice, number, choice
