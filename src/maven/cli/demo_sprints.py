"""A sprint of the demonstration, told day by day through the verbs of the method."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from maven.cli.demo.shapes import DemoActivity, DemoDeliverable, DemoSprint, DemoTension
from maven.missions.models import Mission
from maven.people.models import Person
from maven.reports import operations as reports
from maven.sprints import operations as sprints
from maven.sprints.models import Activity, Sprint, Tension
from maven.toolbox.models import ActivityKind

Happening = tuple[int, Callable[[datetime], object]]


class SprintTold:
    """Drafted, adopted, carried out and closed, in the order of its days."""

    def __init__(
        self,
        mission: Mission,
        people: dict[str, Person],
        claire: Person,
        demo: DemoSprint,
        today: date,
    ) -> None:
        self.mission, self.people, self.claire, self.demo = mission, people, claire, demo
        self.today = today
        self.sprint: Sprint
        self.activities: list[Activity] = []
        self.tensions: dict[DemoTension, Tension] = {}

    def story(self) -> Iterator[Happening]:
        demo = self.demo
        yield demo.starts, self._open
        for index, activity in enumerate(demo.activities):
            if activity.done is not None:
                yield activity.done, partial(self._finish, index, activity)
        for deliverable in demo.deliverables:
            yield deliverable.shipped, partial(self._ship, deliverable)
        yield from self._review()

    def _review(self) -> Iterator[Happening]:
        demo = self.demo
        for tension in demo.tensions:
            yield tension.raised, partial(self._raise, tension)
            if tension.resolved is not None:
                yield tension.resolved, partial(self._resolve, tension)
        last = demo.closed if demo.closed is not None else -1
        for words in demo.likes:
            yield last, partial(self._feel, sprints.like, words)
        for words in demo.dislikes:
            yield last, partial(self._feel, sprints.dislike, words)
        if demo.closed is not None:
            yield demo.closed, self._close
            yield demo.closed + 1, self._report

    def _open(self, at: datetime) -> None:
        kinds = {kind.slug: kind for kind in ActivityKind.objects.of(self.mission)}
        self.sprint = sprints.draft_sprint(
            mission=self.mission,
            starts_on=self.today + timedelta(days=self.demo.starts),
            ends_on=self.today + timedelta(days=self.demo.ends),
            capacity_days=self.demo.capacity_days,
            proposals=[self._proposal(kinds, each) for each in self.demo.activities],
            by=self.claire,
            at=at,
        )
        sprints.adopt_sprint(sprint=self.sprint, by=self.claire, at=at)
        self.activities = list(Activity.objects.of(self.sprint).by_rank())

    def _proposal(self, kinds: dict[str, ActivityKind], activity: DemoActivity) -> sprints.Proposal:
        return sprints.Proposal(
            kind=kinds[activity.kind],
            title=activity.title,
            days=activity.days_planned,
            reason=activity.reason,
        )

    def _finish(self, index: int, activity: DemoActivity, at: datetime) -> None:
        sprints.finish_activity(
            activity=self.activities[index],
            days_spent=activity.days_spent or 0.0,
            by=self.claire,
            at=at,
        )

    def _ship(self, deliverable: DemoDeliverable, at: datetime) -> None:
        activity = (
            self.activities[deliverable.activity] if deliverable.activity is not None else None
        )
        sprints.ship(
            sprint=self.sprint,
            title=deliverable.title,
            link="",
            activity=activity,
            by=self.people[deliverable.by],
            at=at,
        )

    def _raise(self, tension: DemoTension, at: datetime) -> None:
        self.tensions[tension] = sprints.raise_tension(
            sprint=self.sprint,
            desired=tension.desired,
            observed=tension.observed,
            by=self.people[tension.by],
            at=at,
        )

    def _resolve(self, tension: DemoTension, at: datetime) -> None:
        sprints.resolve_tension(tension=self.tensions[tension], by=self.claire, at=at)

    def _feel(self, verb: Callable[..., object], words: str, at: datetime) -> None:
        verb(sprint=self.sprint, words=words, key=f"demo-{words}"[:60], at=at)

    def _close(self, at: datetime) -> None:
        sprints.set_agenda(sprint=self.sprint, agenda=self.demo.agenda, by=self.claire, at=at)
        sprints.close_sprint(sprint=self.sprint, by=self.claire, at=at)

    def _report(self, at: datetime) -> None:
        report = reports.compile_report(sprint=self.sprint, by=self.claire, at=at)
        if self.demo.words:
            reports.word_report(report=report, words=self.demo.words, by=self.claire, at=at)
        reports.issue_report(report=report, by=self.claire, at=at)
