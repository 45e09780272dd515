"""The sessions of the demonstration: opened, registered for, held, written down, weighed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from django.utils import timezone

from maven.cli.demo.loop_shapes import DemoLine, DemoSession
from maven.cli.demo.mission import CLAIRE
from maven.cli.demo.people import PEOPLE
from maven.cli.demo.reserve import MIREILLE, QUENTIN
from maven.cli.demo_reserve import ANSWERS
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import Activity, BacklogItem, Minutes, MinutesLine, Session, Sprint
from maven.sprints.operations import attendance, minutes, minutes_lines, rotis, sessions
from maven.sprints.operations.kick_offs import prepare_kick_off
from maven.sprints.operations.places import register

Happening = tuple[float, Callable[[datetime], object]]
# Parts of a day, counted from nine in the morning.
WRITTEN, PUBLISHED = 0.5, 1.2
AFTER_CLOSING = 1.1  # what a review promises is written once its sprint is closed


class SessionTold:
    """One session, in the order of its days."""

    def __init__(
        self,
        mission: Mission,
        people: dict[str, Person],
        demo: DemoSession,
        today: date,
        *,
        reserve: dict[str, BacklogItem],
        sprint: Callable[[], Sprint | None] = lambda: None,
        activity: Callable[[], Activity | None] = lambda: None,
    ) -> None:
        self.mission, self.people, self.demo, self.today = mission, people, demo, today
        self.reserve, self.sprint, self.activity = reserve, sprint, activity
        self.session: Session
        self.minutes: Minutes
        self.lines: dict[DemoLine, MinutesLine] = {}
        self.registered, self.came = self._crowd()

    @property
    def before(self) -> int:
        """A plenary is called once its draft is on the table: the evening before."""
        return 1 if self.demo.kind == Session.Kind.PLENARY else self.demo.opened

    def story(self) -> Iterator[Happening]:
        demo = self.demo
        opened = demo.day - self.before
        yield opened, self._open
        yield opened + 0.1, self._register
        if not demo.came:
            return
        yield demo.day + WRITTEN, self._hold
        written = AFTER_CLOSING if demo.kind == "review" else WRITTEN
        yield demo.day + written, self._write
        yield demo.day + written, self._confirm
        if not demo.draft:
            yield demo.day + max(PUBLISHED, written), self._publish
        for line in demo.lines:
            if line.kept is not None:
                yield line.kept + 0.45, partial(self._keep, line)

    def _crowd(self) -> tuple[list[str], list[str]]:
        """Who registers, and who comes: most of those who have a place, and a few others."""
        demo = self.demo
        rng = Random(f"{demo.title}:{demo.day}")  # noqa: S311 (chance that must repeat itself)
        known = [
            one.email
            for one in PEOPLE
            if one.joined < demo.day - self.before
            and one.role in {"member", "participant"}
            and (demo.came or one.email not in {MIREILLE, QUENTIN})
            and one.email not in demo.also
        ]
        rng.shuffle(known)
        registered = [*demo.also, *known[: demo.registered - len(demo.also)]]
        seated = registered[: demo.capacity or len(registered)]
        there = [email for email in seated if rng.random() < 0.9]
        team = [demo.lead, *([demo.scribe] if demo.scribe else [])]
        others = [email for email in known[demo.registered :] if not demo.capacity]
        return registered, list(dict.fromkeys([*team, *there, *others]))[: demo.came]

    def _starts(self) -> datetime:
        on = self.today + timedelta(days=self.demo.day)
        on += timedelta(days=self._off_the_weekend(on))
        day = datetime.combine(on, time(), timezone.get_current_timezone())
        minutes_of_day = round(self.demo.hour * 60)
        return day.replace(hour=minutes_of_day // 60, minute=minutes_of_day % 60)

    def _off_the_weekend(self, on: date) -> int:
        """Whatever day the demonstration is made: past ones to the Friday, others to the Monday.

        A plenary stays: its draft is on the table the evening before, and no sooner.
        """
        into = on.weekday() - 4  # Saturday is 1, Sunday 2
        if into <= 0 or self.demo.kind == Session.Kind.PLENARY:
            return 0
        return 3 - into if self.demo.day > 0 else -into

    def _open(self, at: datetime) -> None:
        demo, claire, starts = self.demo, self.people[CLAIRE], self._starts()
        when: dict[str, Any] = {
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=demo.minutes),
        }
        items = [
            sessions.Item(
                title=one.title,
                minutes=one.minutes,
                lead=self.people[one.lead] if one.lead else None,
                lead_words="" if one.lead else "tout le monde",
            )
            for one in demo.agenda
        ]
        if demo.kind == Session.Kind.KICK_OFF:
            held = prepare_kick_off(
                mission=self.mission, title=demo.title, items=items, by=claire, at=at, **when
            )
            changes = {"place": demo.place}
            self.session = sessions.change_session(session=held, changes=changes, by=claire, at=at)
        else:
            self.session = sessions.open_session(
                mission=self.mission,
                title=demo.title,
                kind=demo.kind,
                activity=self.activity(),
                sprint=self.sprint(),
                by=claire,
                at=at,
                words=demo.words,
                place=demo.place,
                link=demo.link,
                capacity=demo.capacity,
                **when,
            )
            if items:
                sessions.set_agenda(session=self.session, items=items, by=claire, at=at)
        for email, role in ((demo.lead, "lead"), (demo.scribe, "scribe")):
            if email:
                attendance.give_role(
                    session=self.session, person=self.people[email], role=role, by=claire, at=at
                )

    def _register(self, at: datetime) -> None:
        for email in self.registered:
            person = self.people[email]
            register(session=self.session, person=person, by=person, at=at)

    def _hold(self, at: datetime) -> None:
        demo, claire = self.demo, self.people[CLAIRE]
        there = [self.people[email] for email in self.came]
        attendance.take_attendance(session=self.session, came=there, by=claire, at=at)
        attendance.tally_session(
            session=self.session,
            without_account=demo.without_account,
            days=demo.days,
            by=claire,
            at=at,
        )
        for place, (mark, person) in enumerate(zip(demo.marks, there, strict=False)):
            words = demo.said[place] if place < len(demo.said) else ""
            rotis.give_mark(session=self.session, mark=mark, words=words, by=person, at=at)

    def _write(self, at: datetime) -> None:
        scribe = self.people[self.demo.scribe or CLAIRE]
        self.minutes = minutes.open_minutes(session=self.session, by=scribe, at=at)
        minutes.summarise(minutes=self.minutes, summary=self.demo.summary, by=scribe, at=at)
        for line in self.demo.lines:
            due = self.today + timedelta(days=line.due) if line.due is not None else None
            self.lines[line] = written = minutes.write_line(
                minutes=self.minutes,
                kind=line.kind,
                words=line.words,
                person=self.people[line.person] if line.person else None,
                due_on=due,
                in_the_room=not (line.proposed or line.confirmed),
                by=scribe,
                at=at,
            )
            if line.to_reserve:
                self.lines[line] = minutes_lines.put_in_reserve(
                    line=written, source=self.demo.title, by=scribe, at=at
                )

    def _confirm(self, at: datetime) -> None:
        for line in self.demo.lines:
            if line.confirmed:
                minutes_lines.confirm_commitment(
                    line=self.lines[line], by=self.people[line.person], at=at
                )

    def _publish(self, at: datetime) -> None:
        """What it says is read by all; ideas that joined the reserve are answered."""
        claire = self.people[CLAIRE]
        minutes.publish_minutes(minutes=self.minutes, by=claire, at=at)
        for line in self.demo.lines:
            item = self.lines[line].backlog_item
            if item is not None:
                self.reserve[item.title] = item
                ANSWERS[line.to_reserve](
                    item=item, seen=item.state, reason=line.because, by=claire, at=at
                )

    def _keep(self, line: DemoLine, at: datetime) -> None:
        by = self.people[line.person]
        minutes_lines.keep_commitment(line=self.lines[line], by=by, at=at)
