"""Two hundred of each thing of the sprints: plans, sessions, minutes, reviews."""

from datetime import timedelta

from maven.causes.models import Candidate, Cause, Champion
from maven.sprints.models import (
    Activity,
    AgendaItem,
    Attendance,
    Availability,
    BacklogItem,
    Deliverable,
    Feedback,
    FeedbackGroup,
    FollowUp,
    Minutes,
    MinutesLine,
    Registration,
    Roti,
    Session,
    SessionRole,
    SessionTally,
    Sprint,
    Tension,
    Wish,
)
from maven.toolbox.models import ActivityKind
from maven.voices.models import Statement
from tests import cast

SECTORS = ("private", "public", "citizens", "education")
LINES = ("agreement", "disagreement", "idea", "tension", "decision", "commitment")


class Dealt:
    """`number` more of one thing; each value as it is, by its rank, or dealt from a list."""

    def __init__(self, things, number):
        self.things, self.number = things, number
        self.mission, self.at = things.mission, cast.NOON
        self.minh = things.mission.launched_by

    def many(self, model, **told):
        """Each value as it is, or as a function of the rank, from 0, says; lists are dealt."""
        made = [
            model(**{name: self.dealt(value, rank) for name, value in told.items()})
            for rank in range(self.number)
        ]
        return model.objects.bulk_create(made)

    def dealt(self, value, rank):
        if isinstance(value, list | tuple):
            return value[rank % len(value)]
        return value(rank) if callable(value) else value


class Cycles(Dealt):
    """What sprints are made of, for the people, items and causes that the crowd has."""

    def causes(self):
        mission, at, minh = self.mission, self.at, self.minh
        self.named = self.many(
            Cause,
            mission=mission,
            title=lambda r: f"Cause {r}",
            named_at=at,
            named_by=self.persons,
            annotation=self.annotations,
        )
        Statement.objects.filter(pk__in=[idea.pk for idea in self.ideas]).update(
            cause=self.things.cause
        )
        accepted = (at, None)
        told = {"solicited_at": at, "accepted_at": accepted, "person": self.persons}
        self.many(Champion, cause=self.named, solicited_by=minh, **told)
        self.many(Champion, cause=self.things.cause, solicited_by=minh, **told)
        self.many(
            Candidate,
            mission=mission,
            person=self.persons,
            mean_rank=lambda r: r / 1000,
            accepted=3,
            accepted_rank=0.1,
            counted_at=at,
        )

    def sprints(self):
        mission, at = self.mission, self.at
        done, draft = self.things.sprint, self.things.draft
        kinds = list(ActivityKind.objects.filter(mission=None))
        self.many(
            Sprint,
            mission=mission,
            number=lambda r: 10 + r,
            starts_on=cast.TODAY,
            ends_on=cast.TODAY + timedelta(days=21),
            drafted_at=at,
            drafted_by=self.persons,
            adopted_at=at,
            adopted_by=self.persons,
            closed_at=at,
            closed_by=self.persons,
        )
        told = {"mission": mission, "desired": "x", "observed": "y", "raised_at": at}
        self.tensions = self.many(
            Tension,
            sprint=(done, draft, None),
            raised_by=self.persons,
            owner=self.persons[::-1],
            resolved_at=(None, at),
            resolved_by=(None, self.minh),
            **told,
        )
        self.items = self.many(
            BacklogItem,
            mission=mission,
            kind=("idea", "tension", "activity", "action"),
            title=lambda r: f"Faire {r}",
            rank=lambda r: 10_000_000 + r,
            cause=self.named,
            tension=self.tensions,
            kind_of_activity=kinds,
            proposed_at=at,
            proposed_by=self.persons,
        )
        told = {"kind": kinds, "title": lambda r: f"Activité {r}", "days_planned": 1}
        self.activities = self.many(
            Activity, sprint=done, item=self.items, days_spent=1, done_at=(at, None), **told
        )
        self.many(Activity, sprint=draft, item=self.items[::-1], rank=lambda r: r, **told)
        self.many(
            Deliverable,
            sprint=done,
            activity=self.activities,
            title=lambda r: f"Livrable {r}",
            shipped_at=at,
            shipped_by=self.persons,
        )
        self.many(Wish, sprint=draft, person=self.persons, item=self.items, wished_at=at)
        self.many(Wish, sprint=draft, person=self.persons, kind=kinds, wished_at=at)
        self.many(Availability, sprint=draft, person=self.persons, days=1, said_at=at)

    def meetings(self):
        at, session = self.at, self.things.session
        self.sessions = self.many(
            Session,
            mission=self.mission,
            activity=self.activities,
            sprint=self.things.sprint,
            kind=("activity", "other", "review", "plenary"),
            title=lambda r: f"Séance {r}",
            starts_at=lambda r: at + timedelta(days=r * 60 - 6000),
            ends_at=lambda r: at + timedelta(days=r * 60 - 6000, hours=2),
            opened_at=at,
            opened_by=self.persons,
            changed_at=at,
        )
        for where in (session, self.sessions):
            told = {"session": where, "person": self.persons}
            self.many(Registration, state=("coming", "waiting"), registered_at=at, **told)
            self.many(Attendance, arrived_at=at, way=("list", "code"), **told)
            self.many(SessionRole, role=("lead", "scribe", "host"), **told)
            self.many(
                AgendaItem,
                session=where,
                rank=lambda r: r,
                minutes=5,
                title=lambda r: f"Point {r}",
                lead=self.persons,
            )
        self.many(
            Registration, session=self.sessions, person=self.minh, state="coming", registered_at=at
        )
        self.many(SessionTally, session=self.sessions, days=1, noted_at=at, noted_by=self.persons)
        self.many(Roti, session=session, mark=(1, 3, 5), words="x", given_on=cast.TODAY)
        minutes = self.many(
            Minutes,
            session=self.sessions,
            opened_at=at,
            published_at=(at, None),
            published_by=self.persons,
        )
        told = {"kind": LINES, "words": lambda r: f"Dit {r}", "written_at": at}
        told |= {"person": self.persons, "written_by": self.persons[::-1]}
        self.lines = self.many(
            MinutesLine, minutes=self.things.line.minutes, rank=lambda r: 10 + r, **told
        )
        self.many(MinutesLine, minutes=minutes, rank=1, **told)
        told |= {"kind": "commitment", "word": "confirmed", "person": self.minh}
        self.many(MinutesLine, minutes=minutes, rank=2, due_on=cast.TODAY, **told)

    def reviews(self):
        at, done = self.at, self.things.sprint
        groups = self.many(
            FeedbackGroup, sprint=done, kind=("like", "dislike"), name="x", rank=lambda r: 10 + r
        )
        self.many(
            Feedback,
            sprint=done,
            kind=("like", "dislike"),
            words=lambda r: f"Senti {r}",
            given_on=cast.TODAY,
            group=groups,
        )
        self.many(
            FollowUp,
            sprint=done,
            source="plan",
            activity=self.activities,
            words="x",
            answer=("kept", "broken", "moved"),
            answered_at=at,
            answered_by=self.persons,
        )
