"""A consultation of the demonstration: opened, answered over its days, closed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from maven.causes.models import Cause
from maven.cli.demo import generator
from maven.cli.demo.mission import CLAIRE
from maven.cli.demo.people import PEOPLE
from maven.cli.demo.shapes import DemoConsultation, DemoStatement, Vote
from maven.cli.demo.sprints import SPRINTS
from maven.compass.operations import take_landscape
from maven.missions.models import Annotation, Mission
from maven.people.models import Person
from maven.voices import operations as voices
from maven.voices.models import Consultation, Participant, Statement, Voice

# The state is read when a sprint closes, so that the next one can be compared with it.
READ_ON = [sprint.closed for sprint in SPRINTS if sprint.closed is not None]

Happening = tuple[float, Callable[[datetime], object]]


class ConsultationTold:
    """Its statements accepted, its votes given by the verbs of the method, a share each day."""

    def __init__(
        self,
        mission: Mission,
        people: dict[str, Person],
        demo: DemoConsultation,
        today: date,
        *,
        passage: Callable[[str, int], Annotation | None],
    ) -> None:
        self.passage = passage
        self.mission, self.people, self.demo, self.today = mission, people, demo, today
        self.consultation: Consultation
        self.statements: dict[int, Statement] = {}
        self.voices: dict[int, Participant] = {}

    def story(self) -> Iterator[Happening]:
        demo = self.demo
        yield demo.opened, self._open
        votes = generator.votes(demo)
        last = min(demo.closed if demo.closed is not None else 0, demo.closes)
        days = max(1, last - demo.opened - 1)
        for day in range(days):
            share = votes[len(votes) * day // days : len(votes) * (day + 1) // days]
            if share:
                yield demo.opened + 1 + day, partial(self._answer, share)
        if demo.closed is not None:
            yield demo.closed, self._close
        yield from ((day, self._read) for day in READ_ON if demo.opened + 5 < day <= last)
        yield last, self._read

    def comes_from(self, number: int, cause: Cause) -> None:
        """The cause was named from this statement."""
        statement = self.statements[number]
        statement.cause = cause
        statement.save(update_fields=["cause"])

    def _open(self, at: datetime) -> None:
        self.consultation = voices.open_consultation(
            mission=self.mission,
            question=self.demo.question,
            intro=self.demo.intro,
            closes_on=self.today + timedelta(days=self.demo.closes),
            by=self.people[CLAIRE],
            at=at,
        )
        for demo in self.demo.statements:
            self._propose(demo, at)

    def _propose(self, demo: DemoStatement, at: datetime) -> None:
        person = self.people[demo.author] if demo.author else None
        author = self._welcome(person, at) if person else None
        self.statements[demo.number] = voices.submit_statement(
            consultation=self.consultation,
            words=demo.words,
            author=author,
            by=self.people[CLAIRE],
            accepted=True,
            annotation=self.passage(self.demo.key, demo.number),
            at=at,
        )

    def _welcome(self, person: Person, at: datetime) -> Participant:
        return voices.welcome(
            consultation=self.consultation,
            voice=Voice(person=person),
            by=person,
            at=at,
        )

    def _answer(self, votes: list[Vote], at: datetime) -> None:
        for vote in votes:
            statement = self.statements[self.demo.statements[vote.statement].number]
            voices.give_opinion(
                participant=self._voice(vote.person, at),
                statement=statement,
                choice=vote.choice,
                important=vote.important,
                by=None,
                at=at,
            )

    def _voice(self, index: int, at: datetime) -> Participant:
        if index not in self.voices:
            self.voices[index] = self._welcome(self.people[PEOPLE[index].email], at)
        return self.voices[index]

    def _close(self, at: datetime) -> None:
        voices.close_consultation(consultation=self.consultation, by=self.people[CLAIRE], at=at)

    def _read(self, at: datetime) -> None:
        take_landscape(consultation=self.consultation, at=at)
