"""The barometers of the demonstration, and what the working group aims at."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from maven.cli.demo.barometers import AIMED, AIMS, BAROMETERS, answers
from maven.cli.demo.loop_shapes import DemoBarometer
from maven.cli.demo.mission import CLAIRE
from maven.compass import operations as compass
from maven.compass.models import Barometer
from maven.compass.models.barometer import Question
from maven.missions.models import Mission
from maven.people.models import Person

Happening = tuple[float, Callable[[datetime], object]]


class BarometersTold:
    """Opened, answered, closed and counted; the last one is still open."""

    def __init__(self, mission: Mission, people: dict[str, Person], today: date) -> None:
        self.mission, self.people, self.today = mission, people, today
        self.barometers: dict[int, Barometer] = {}

    def story(self) -> Iterator[Happening]:
        yield AIMED, self._aim
        for wave, demo in enumerate(BAROMETERS):
            yield demo.opened, partial(self._open, wave, demo)
            yield demo.opened + 0.5, partial(self._answer, wave)
            if demo.closed is not None:
                yield demo.closed, partial(self._count, wave)

    def _aim(self, at: datetime) -> None:
        for dimension, zone in AIMS.items():
            compass.set_aim(
                mission=self.mission,
                dimension=dimension,
                zone=zone,
                by=self.people[CLAIRE],
                at=at,
            )

    def _open(self, wave: int, demo: DemoBarometer, at: datetime) -> None:
        self.barometers[wave] = compass.open_barometer(
            mission=self.mission,
            closes_on=self.today + timedelta(days=demo.closes),
            by=self.people[CLAIRE],
            at=at,
        )

    def _answer(self, wave: int, at: datetime) -> None:
        for email, given in answers(wave):
            compass.answer_barometer(
                barometer=self.barometers[wave],
                person=self.people[email],
                answers=dict(zip(Question.values, given, strict=True)),
                at=at,
            )

    def _count(self, wave: int, at: datetime) -> None:
        closed = compass.close_barometer(
            barometer=self.barometers[wave], by=self.people[CLAIRE], at=at
        )
        compass.count_barometer(barometer=closed, at=at)
        compass.take_state(mission=self.mission, at=at)
