"""A sprint of the demonstration, told day by day through the verbs of the method."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from maven.cli.demo.loop_shapes import DemoReview, DemoSession
from maven.cli.demo.reviews import CARE
from maven.cli.demo.shapes import DemoActivity, DemoDeliverable, DemoSprint, DemoTension
from maven.cli.demo_reserve import ReserveTold
from maven.cli.demo_reviews import ReviewTold
from maven.cli.demo_sessions import SessionTold
from maven.compass.operations import take_state
from maven.compass.suggestions import inputs_of
from maven.missions.models import Mission
from maven.people.models import Person
from maven.reports import operations as reports
from maven.reports.models import StageReport
from maven.reports.operations import passages
from maven.sprints import operations as sprints
from maven.sprints.measures import measures_of
from maven.sprints.models import Activity, Sprint, Tension
from maven.toolbox.models import ActivityKind

Happening = tuple[float, Callable[[datetime], object]]
# Days from the first one: on the table, wanted, adopted, and what is done is said in the evening.
DRAFTED, WANTED, ADOPTED, AFTERWARDS = -1.5, -1.2, 0.3, 0.6
# Days from the closing: the eve is the review.
FELT, REVIEWED = -0.75, -0.7
CARED_FOR = {one.desired: one for one in CARE}


class SprintTold:
    """Drafted, adopted, carried out and closed, in the order of its days."""

    def __init__(
        self,
        mission: Mission,
        people: dict[str, Person],
        claire: Person,
        demo: DemoSprint,
        today: date,
        *,
        review: DemoReview,
        meetings: tuple[DemoSession, ...],
        reserve: ReserveTold,
        told: "dict[int, SprintTold]",
    ) -> None:
        self.mission, self.people, self.claire, self.demo = mission, people, claire, demo
        self.today, self.review, self.reserve, self.told = today, review, reserve, told
        self.meetings = meetings
        self.sprint: Sprint
        self.report: StageReport
        self.activities: list[Activity] = []
        self.tensions: dict[DemoTension, Tension] = {}

    def story(self) -> Iterator[Happening]:
        demo = self.demo
        yield demo.starts + DRAFTED, self._draft
        yield demo.starts + WANTED, self._want
        yield demo.starts + ADOPTED, self._adopt
        for index, activity in enumerate(demo.activities):
            if activity.done is not None:
                yield activity.done + AFTERWARDS, partial(self._finish, index, activity)
        for deliverable in demo.deliverables:
            yield deliverable.shipped, partial(self._ship, deliverable)
        yield from self._review()
        for meeting in self.meetings:
            yield from self._session(meeting).story()

    def _session(self, demo: DemoSession) -> SessionTold:
        def activity() -> Activity | None:
            return None if demo.activity is None else self.activities[demo.activity]

        return SessionTold(
            self.mission,
            self.people,
            demo,
            self.today,
            reserve=self.reserve.items,
            sprint=lambda: self.sprint,
            activity=activity,
        )

    def _review(self) -> Iterator[Happening]:
        for tension in self.demo.tensions:
            yield from self._tension(tension)
        closed = self.demo.closed
        felt = -1 if closed is None else closed + FELT
        for words in self.demo.likes:
            yield felt, partial(self._feel, sprints.like, words)
        for words in self.demo.dislikes:
            yield felt, partial(self._feel, sprints.dislike, words)
        if closed is not None:
            yield closed + REVIEWED, self._hold_review
            yield closed, self._close
            yield closed + 1, self._report
            if self.review.addendum:
                yield closed + 4, self._amend

    def _tension(self, tension: DemoTension) -> Iterator[Happening]:
        yield tension.raised, partial(self._raise, tension)
        care = CARED_FOR[tension.desired]
        if care.activity is not None:
            later = self.told[care.activity[0]].demo.starts + ADOPTED
            yield max(later, tension.raised), partial(self._plan, tension)
        if tension.resolved is not None:
            yield tension.resolved, partial(self._resolve, tension)

    def _draft(self, at: datetime) -> None:
        kinds = {kind.slug: kind for kind in ActivityKind.objects.of(self.mission)}
        days = self.demo.capacity_days
        self.sprint = sprints.draft_sprint(
            mission=self.mission,
            starts_on=self.today + timedelta(days=self.demo.starts),
            ends_on=self.today + timedelta(days=self.demo.ends),
            capacity_days=days,
            proposals=[
                self._proposal(kinds, index, each)
                for index, each in enumerate(self.demo.activities)
            ],
            needs=inputs_of(self.mission, days=days, at=at).observation.plain(days),
            aside=[slug for slug, _wanted in self.review.beside],
            by=self.claire,
            at=at,
        )
        self.activities = list(Activity.objects.of(self.sprint).by_rank())

    def _want(self, at: datetime) -> None:
        """What each wants and the days each offers, before the plenary decides."""
        for (email, indexes), days in zip(self.review.wishes, self.review.days, strict=False):
            person = self.people[email]
            sprints.offer_days(sprint=self.sprint, days=days, by=person, at=at)
            for index in indexes:
                activity = self.activities[index]
                thing = activity.item or activity.kind
                sprints.wish(sprint=self.sprint, thing=thing, by=person, at=at)
        kinds = {kind.slug: kind for kind in ActivityKind.objects.of(self.mission)}
        for slug, wanted in self.review.beside:
            for email, _indexes in self.review.wishes[:wanted]:
                person = self.people[email]
                sprints.wish(sprint=self.sprint, thing=kinds[slug], by=person, at=at)

    def _adopt(self, at: datetime) -> None:
        sprints.adopt_sprint(sprint=self.sprint, by=self.claire, at=at)

    def _proposal(
        self, kinds: dict[str, ActivityKind], index: int, activity: DemoActivity
    ) -> sprints.Proposal:
        return sprints.Proposal(
            kind=kinds[activity.kind],
            title=activity.title,
            days=activity.days_planned,
            reason=activity.reason,
            item=self.reserve.answered_by(self.demo.number, index),
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
        care = CARED_FOR[tension.desired]
        measure = measures_of(self.mission, [care.measure], at=at).get(care.measure)
        self.tensions[tension] = raised = sprints.raise_tension(
            sprint=self.sprint,
            desired=tension.desired,
            observed=tension.observed,
            severity=care.severity,
            measure=care.measure,
            measured=measure.value if measure else None,
            wanted=care.wanted,
            by=self.people[tension.by],
            at=at,
        )
        if care.owner:
            sprints.take_tension_on(tension=raised, by=self.people[care.owner], at=at)

    def _plan(self, tension: DemoTension, at: datetime) -> None:
        """The plan is adopted: an activity of it is meant to reduce the tension."""
        care = CARED_FOR[tension.desired]
        number, index = care.activity or (self.demo.number, 0)
        sprints.plan_tension(
            tension=self.tensions[tension],
            severity=care.severity,
            activity=self.told[number].activities[index],
            wanted=care.wanted,
            by=self.claire,
            at=at,
        )

    def _resolve(self, tension: DemoTension, at: datetime) -> None:
        sprints.resolve_tension(tension=self.tensions[tension], by=self.claire, at=at)

    def _feel(self, verb: Callable[..., object], words: str, at: datetime) -> None:
        verb(sprint=self.sprint, words=words, key=f"demo-{words}"[:60], at=at)

    def _hold_review(self, at: datetime) -> None:
        ReviewTold(self.sprint, self.demo, self.review, self.people, self.claire).hold(at)

    def _close(self, at: datetime) -> None:
        sprints.set_agenda(sprint=self.sprint, agenda=self.demo.agenda, by=self.claire, at=at)
        sprints.close_sprint(sprint=self.sprint, by=self.claire, at=at)
        take_state(mission=self.mission, at=at)

    def _report(self, at: datetime) -> None:
        report = reports.compile_report(sprint=self.sprint, by=self.claire, at=at)
        reports.word_report(
            report=report, words=self.demo.words, asked=self.review.asked, by=self.claire, at=at
        )
        for section, words in self.review.sections:
            passages.edit_section(
                report=report, section=section, words=words, left_out=(), by=self.claire, at=at
            )
        self.report = reports.issue_report(report=report, by=self.claire, at=at)

    def _amend(self, at: datetime) -> None:
        words = self.review.addendum
        passages.amend_report(report=self.report, words=words, by=self.claire, at=at)
