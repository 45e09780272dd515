"""What a home is drawn from: each thing asked of the store once, and only where it is needed."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from maven.causes.models import Cause, Champion
from maven.compass.models import Barometer
from maven.compass.polled import LOOKED_AT
from maven.journal.counting import CountOf
from maven.missions.models import Invitation, Membership, Mission
from maven.people.models import Person
from maven.reports.models import StageReport
from maven.sprints.models import (
    Activity,
    Attendance,
    BacklogItem,
    Deliverable,
    Minutes,
    MinutesLine,
    Registration,
    Session,
    Sprint,
)
from maven.voices.models import Consultation, Statement

SESSIONS, FEW = 3, 5
# Without what the plenary froze: a home does not open it.
OF_A_SPRINT = (
    "mission",
    "number",
    "starts_on",
    "ends_on",
    "capacity_days",
    "adopted_at",
    "closed_at",
)


class Done(NamedTuple):
    """The activities of one of the eight kinds (or of none) in one sprint, added up."""

    sprint_pk: int
    seed_kind: int | None
    done: int
    planned: float
    spent: float


@dataclass(kw_only=True)
class Situation:
    """A mission at an instant, for one reader."""

    mission: Mission
    on: date
    at: datetime | None = None
    person: Person | None = None
    sprints: list[Sprint]
    consultations: list[Consultation]
    causes: list[Cause]

    def __post_init__(self) -> None:
        for each in self.things:
            each.mission = self.mission  # known: not asked again for each address

    @property
    def things(self) -> list[Any]:
        """All that was read of it."""
        return [*self.sprints, *self.consultations, *self.causes]

    @property
    def running(self) -> Sprint | None:
        return next((s for s in self.sprints if s.adopted_at and not s.closed_at), None)

    @property
    def draft(self) -> Sprint | None:
        return next((s for s in self.sprints if not s.adopted_at), None)

    @property
    def open_consultations(self) -> list[Consultation]:
        return [one for one in self.consultations if one.is_open_on(self.on)]

    @property
    def past_consultations(self) -> list[Consultation]:
        """The last four that are over."""
        return [one for one in self.consultations if not one.is_open_on(self.on)][:4]

    def at_page(self, name: str, *rest: object) -> str:
        return reverse(name, args=[self.mission.slug, *rest])

    @cached_property
    def champions(self) -> list[Champion]:
        """Asked or standing, in all the causes."""
        causes = {cause.pk: cause for cause in self.causes}
        seats = Champion.objects.filter(cause__in=causes, stepped_down_at=None, declined_at=None)
        found = list(seats.select_related("person").order_by("solicited_at", "pk"))
        for seat in found:
            seat.cause = causes[seat.cause_id]
        return found

    @cached_property
    def counts(self) -> dict[str, int]:
        """What waits for the team, in one query."""
        mission = self.mission
        at = self.at or mission.launched_at
        asked = {
            "ideas": Statement.objects.waiting().filter(
                consultation__mission=mission, consultation__closed_at=None
            ),
            "reserve": BacklogItem.objects.of(mission).new(),
            "minutes": Minutes.objects.filter(
                session__mission=mission, session__ends_at__lt=at, published_at=None
            ),
        }
        counted = [CountOf(rows) for rows in asked.values()]
        found = Mission.objects.filter(pk=mission.pk).values_list(*counted).get()
        return dict(zip(asked, found, strict=True))

    @property
    def is_alone(self) -> bool:
        """Nearly nobody takes part, and nobody is invited."""
        few = Membership.objects.of(self.mission).count() < FEW
        return few and not Invitation.objects.of(self.mission).exists()

    @cached_property
    def reports(self) -> list[StageReport]:
        """The stage reports, the last one first: issued, or waiting for the words of the team."""
        sprints = {sprint.pk: sprint for sprint in self.sprints}
        found = list(StageReport.objects.filter(sprint__in=sprints).only("sprint", "issued_at"))
        for report in found:
            report.sprint = sprints[report.sprint_id]
        return sorted(found, key=lambda report: -report.sprint.number)

    @property
    def issued(self) -> StageReport | None:
        """The last stage report that can be read."""
        return next((report for report in self.reports if report.issued_at), None)

    @cached_property
    def sessions(self) -> list[Session]:
        """The next ones, with what the reader said of each in `mine`."""
        if self.at is None:
            return []
        mine = Registration.objects.filter(person=self.person, session=OuterRef("pk"))
        coming = list(
            Session.objects.of(self.mission)
            .kept_on()
            .coming(at=self.at)
            .annotate(mine=Subquery(mine.values("state")))[:SESSIONS]
        )
        there: set[int] = set()
        if self.person is not None and coming and coming[0].is_held(at=self.at):
            came = Attendance.objects.filter(person=self.person, session__in=coming)
            there = {*came.values_list("session_id", flat=True)}
        for session in coming:
            session.mission = self.mission
            session.mine = "there" if session.pk in there else session.mine or ""  # type: ignore[attr-defined]
        return coming

    @cached_property
    def activities(self) -> list[Done]:
        """What was planned and done, by sprint and by kind: for the days and for the quotas."""
        rows = Activity.objects.filter(sprint__mission=self.mission)
        told = rows.order_by().values_list("sprint", "kind__seed_kind")
        return [
            Done(*row)
            for row in told.annotate(
                done=Count("done_at"),
                planned=Coalesce(Sum("days_planned"), 0.0),
                spent=Coalesce(Sum("days_spent"), 0.0),
            )
        ]

    @cached_property
    def barometers(self) -> list[Barometer]:
        """The last ones asked, the latest first."""
        return list(Barometer.objects.of(self.mission).newest_first()[:LOOKED_AT])

    @cached_property
    def promises(self) -> list[MinutesLine]:
        """What the reader said she would do, and has not said she did: the nearest day first."""
        if self.person is None:
            return []
        lines = MinutesLine.objects.commitments_of(self.mission).unkept().filter(person=self.person)
        lines = lines.select_related(None).select_related("minutes")
        return list(lines.only("words", "word", "due_on", "minutes__session")[:4])


def situation_of(mission: Mission, person: Person | None, *, at: datetime, on: date) -> Situation:
    shipped = CountOf(Deliverable.objects.filter(sprint=OuterRef("pk")))
    ideas = CountOf(Statement.objects.accepted().filter(cause=OuterRef("pk")))
    sprints = Sprint.objects.of(mission).annotate(shipped=shipped).in_order()
    return Situation(
        mission=mission,
        on=on,
        at=at,
        person=person,
        sprints=list(sprints.only(*OF_A_SPRINT)),
        consultations=list(Consultation.objects.of(mission).newest_first()),
        causes=list(Cause.objects.of(mission).annotate(ideas=ideas).oldest_first()),
    )
