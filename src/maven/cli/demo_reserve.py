"""The reserve of the demonstration: proposed, answered, taken by a sprint."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from maven.causes.models import Cause
from maven.cli.demo.loop_shapes import DemoItem
from maven.cli.demo.mission import CLAIRE
from maven.cli.demo.reserve import ITEMS, TAKEN_UP
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import BacklogItem
from maven.sprints.operations import backlog

Happening = tuple[float, Callable[[datetime], object]]
ANSWERS = {
    "accepted": backlog.accept_item,
    "later": backlog.put_off_item,
    "declined": backlog.decline_item,
}

ANSWERED = {item.taken: item.title for item in ITEMS if item.taken} | {
    taken: title for title, taken in TAKEN_UP.items()
}


class ReserveTold:
    """What the tables wrote, what came since, and what became of each."""

    def __init__(
        self, mission: Mission, people: dict[str, Person], named: dict[str, Cause]
    ) -> None:
        self.mission, self.people, self.named = mission, people, named
        self.items: dict[str, BacklogItem] = {}

    def story(self) -> Iterator[Happening]:
        for item in ITEMS:
            yield item.day, partial(self._propose, item)
            if item.answer:
                yield item.answered, partial(self._answer, item)

    def answered_by(self, number: int, index: int) -> BacklogItem | None:
        """What of the reserve an activity of a sprint answers."""
        return self.items.get(ANSWERED.get((number, index), ""))

    def _propose(self, item: DemoItem, at: datetime) -> None:
        self.items[item.title] = backlog.add_item(
            mission=self.mission,
            kind=item.kind,
            title=item.title,
            words=item.words,
            source=item.source,
            cause=self.named[item.cause] if item.cause else None,
            by=self.people[item.by],
            at=at,
        )

    def _answer(self, demo: DemoItem, at: datetime) -> None:
        item, claire = self.items[demo.title], self.people[CLAIRE]
        if demo.answer == "duplicate":
            to = self.items[demo.same_as]
            backlog.join_item(
                item=item, to=to, seen=item.state, reason=demo.reason, by=claire, at=at
            )
            return
        ANSWERS[demo.answer](item=item, seen=item.state, reason=demo.reason, by=claire, at=at)
