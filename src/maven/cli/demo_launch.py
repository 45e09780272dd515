"""Phase A of the demonstration, told through the verbs of the launch, of the causes and of the effort."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from django.utils import timezone

from maven.causes import operations as causes
from maven.causes.models import Cause
from maven.cli.demo import launch
from maven.cli.demo.loop_shapes import (
    DemoAnnotation,
    DemoDeclined,
    DemoDeliverableKept,
    DemoInterview,
    DemoNote,
    DemoNoted,
)
from maven.cli.demo.mission import CLAIRE, YANIS
from maven.missions.guide import guide_of, questions_in
from maven.missions.models import Annotation, EarlierDeliverable, Interview, Mission
from maven.missions.operations import annotations, deliverables, framings, interviews, notes
from maven.people.models import Person
from maven.reports import tasks as reckoning
from maven.reports.assumptions import usual
from maven.reports.operations import quotations
from maven.sprints.operations.sourcing import note_tension

Happening = tuple[float, Callable[[datetime], object]]
QUOTED, RATES, SPRINTS_PLANNED = -113.0, (850.0, 650.0, 400.0), 7


class LaunchTold:
    """Framed, read, heard, quoted; what was noted then is born again as ideas, causes, tensions."""

    def __init__(
        self, mission: Mission, people: dict[str, Person], named: dict[str, Cause], today: date
    ) -> None:
        self.mission, self.people, self.named, self.today = mission, people, named, today
        self.deliverables: dict[str, EarlierDeliverable] = {}
        self.annotations: dict[str, Annotation] = {}
        self.interviews: dict[DemoInterview, Interview] = {}

    def story(self) -> Iterator[Happening]:
        yield launch.FRAMED + 0.1, self._frame
        yield QUOTED, self._quote
        for note in launch.NOTES:
            yield note.day, partial(self._note, note)
        for deliverable in launch.DELIVERABLES:
            yield deliverable.day, partial(self._keep, deliverable)
        for annotation in launch.ANNOTATIONS:
            yield annotation.day, partial(self._annotate, annotation)
        for noted in launch.NOTED:
            yield noted.day, partial(self._tension, noted)
        for interview in launch.INTERVIEWS:
            yield interview.planned, partial(self._plan, interview)
            if interview.consent:
                yield interview.day + 0.4, partial(self._hear, interview)
        for declined in launch.DECLINED:
            yield declined.solicited, partial(self._ask_in_vain, declined)
            yield declined.declined, partial(self._decline, declined)

    def passage(self, consultation: str, number: int) -> Annotation | None:
        """Where an idea comes from."""
        return self.annotations.get(launch.STATEMENTS_FROM.get((consultation, number), ""))

    def passage_of_cause(self, key: str) -> Annotation | None:
        return self.annotations.get(launch.CAUSES_FROM.get(key, ""))

    def _frame(self, at: datetime) -> None:
        last = self.today + timedelta(days=launch.FOLLOW_UP_ON)
        changes = {**launch.FRAMING, "follow_up_on": last}
        framings.set_framing(mission=self.mission, changes=changes, by=self.people[CLAIRE], at=at)

    def _quote(self, at: datetime) -> None:
        begun = usual(self.mission)
        profiles = tuple(
            replace(one, rate=rate) for one, rate in zip(begun.profiles, RATES, strict=True)
        )
        quotations.save_quotation(
            mission=self.mission,
            title="Animer la mission, de la phase A à la remise",
            sprints_planned=SPRINTS_PLANNED,
            assumptions=replace(begun, profiles=profiles),
            by=self.people[CLAIRE],
            at=at,
        )
        reckoning.estimate_effort.call(self.mission.pk)
        quotations.issue_quotation(mission=self.mission, by=self.people[CLAIRE], at=at)

    def _note(self, note: DemoNote, at: datetime) -> None:
        notes.write_note(
            mission=self.mission,
            title=note.title,
            words=note.words,
            audience=note.audience,
            by=self.people[note.by],
            at=at,
        )

    def _keep(self, demo: DemoDeliverableKept, at: datetime) -> None:
        document = (
            deliverables.Document(name=demo.file_name, content=demo.content.encode())
            if demo.content
            else None
        )
        self.deliverables[demo.key] = deliverables.keep_deliverable(
            mission=self.mission,
            title=demo.title,
            origin=demo.origin,
            link=demo.link,
            document=document,
            by=self.people[launch.BY],
            at=at,
        )

    def _annotate(self, demo: DemoAnnotation, at: datetime) -> None:
        self.annotations[demo.key] = annotations.annotate_deliverable(
            deliverable=self.deliverables[demo.deliverable],
            quotation=demo.quotation,
            page=demo.page,
            note=demo.note,
            by=self.people[launch.BY],
            at=at,
        )

    def _tension(self, noted: DemoNoted, at: datetime) -> None:
        note_tension(
            annotation=self.annotations[noted.annotation],
            desired=noted.desired,
            observed=noted.observed,
            by=self.people[YANIS],
            at=at,
        )

    def _plan(self, demo: DemoInterview, at: datetime) -> None:
        day = self.today + timedelta(days=demo.day)
        zone = timezone.get_current_timezone()
        self.interviews[demo] = interviews.plan_interview(
            mission=self.mission,
            name=demo.name,
            person=self.people[demo.person] if demo.person else None,
            planned_at=datetime.combine(day, time(10), zone),
            led_by=self.people[demo.led_by],
            questions=questions_in(guide_of(self.mission)),
            by=self.people[CLAIRE],
            at=at,
        )

    def _hear(self, demo: DemoInterview, at: datetime) -> None:
        day = self.today + timedelta(days=demo.day)
        interviews.write_interview(
            interview=self.interviews[demo],
            held_on=day,
            consent=demo.consent,
            answers=dict(enumerate(demo.answers, start=1)),
            by=self.people[demo.led_by],
            at=at,
            on=day,
        )

    def _ask_in_vain(self, demo: DemoDeclined, at: datetime) -> None:
        causes.solicit_champion(
            cause=self.named[demo.cause],
            person=self.people[demo.person],
            words=demo.words,
            by=self.people[CLAIRE],
            at=at,
        )

    def _decline(self, demo: DemoDeclined, at: datetime) -> None:
        asked = self.named[demo.cause].champions.get(person=self.people[demo.person])
        causes.decline_role(champion=asked, words=demo.answer, by=self.people[demo.person], at=at)
