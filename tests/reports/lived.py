"""A closed sprint of which everything was noted, and as many lines of it as wanted."""

from datetime import timedelta

from maven.causes.models import Champion
from maven.compass.models import Barometer, Reading
from maven.reports.operations import compile_report
from maven.sprints import operations as sprints
from maven.sprints.models import (
    Activity,
    Attendance,
    BacklogItem,
    Deliverable,
    FollowUp,
    Minutes,
    MinutesLine,
    Roti,
    Session,
    SessionTally,
    Tension,
)
from maven.toolbox.models import ActivityKind
from tests import cast

DAY = timedelta(days=1)


def lived_with_sessions(mission, *, at=cast.NOON, said=None, lines=1):
    """`said` is what every field holds; `lines` how many there are of each thing."""
    words = said or "Ce qui fut dit"

    def named(place):
        return words if not place else f"{words[:100]} {place}"

    by, kind = cast.minh(), ActivityKind.objects.shared().filter(seed_kind=5).first()
    sprint = sprints.draft_sprint(
        mission=mission,
        starts_on=at.date(),
        ends_on=(at + 21 * DAY).date(),
        capacity_days=14,
        proposals=[sprints.Proposal(kind=kind, title=words[:160], days=2, reason=words)],
        by=by,
        at=at,
    )
    sprint = sprints.adopt_sprint(sprint=sprint, by=by, at=at)
    later = at + DAY
    Activity.objects.bulk_create(
        Activity(
            sprint=sprint,
            kind=kind,
            title=named(place),
            reason=words,
            days_planned=1.5,
            days_spent=1.25,
            done_at=later,
            rank=place + 1,
        )
        for place in range(1, lines)
    )
    Deliverable.objects.bulk_create(
        Deliverable(sprint=sprint, title=named(n), shipped_at=later, shipped_by=cast.karim())
        for n in range(lines)
    )
    Tension.objects.bulk_create(
        Tension(mission=mission, sprint=sprint, desired=named(n), observed=words, raised_at=later)
        for n in range(lines)
    )
    held(sprint, words, named, lines, later)
    for index in range(3):
        sprints.like(sprint=sprint, words=f"{words[:200]} {index}", key=f"a-key-{index}", at=later)
    sprints.set_agenda(sprint=sprint, agenda=words, by=by, at=later)
    return sprints.close_sprint(sprint=sprint, by=by, at=at + 20 * DAY)


def held(sprint, words, named, lines, later):
    mission, by = sprint.mission, cast.minh()
    session = Session.objects.create(
        mission=mission,
        sprint=sprint,
        kind="other",
        title=words[:160],
        starts_at=later,
        ends_at=later + timedelta(hours=2),
        opened_at=later,
        changed_at=later,
    )
    for person in (cast.karim(), cast.lucie(), cast.odile()):
        Attendance.objects.create(session=session, person=person, arrived_at=later, way="list")
    SessionTally.objects.create(session=session, without_account=4, noted_at=later)
    for mark in (5, 4, 4):
        Roti.objects.create(session=session, mark=mark, given_on=later.date())
    minutes = Minutes.objects.create(
        session=session, opened_at=later, published_at=later, published_by=by
    )
    kinds = ("decision", "agreement", "disagreement", "commitment")
    MinutesLine.objects.bulk_create(
        MinutesLine(
            minutes=minutes,
            rank=place * len(kinds) + index,
            kind=one,
            words=named(place),
            person=cast.karim() if one == "commitment" else None,
            word="confirmed" if one == "commitment" else "",
            written_at=later,
        )
        for place in range(lines)
        for index, one in enumerate(kinds)
    )
    for place, answer in enumerate(("kept", "broken", "moved")):
        FollowUp.objects.create(
            sprint=sprint,
            source="agenda",
            words=f"{words[:300]} {place}",
            answer=answer,
            answered_at=later,
        )
    for place, state in enumerate(("new", "declined")):
        BacklogItem.objects.create(
            mission=mission,
            title=f"{words[:150]} {place}",
            state=state,
            reason=words if state == "declined" else "",
            rank=place,
            proposed_at=later,
            settled_at=later if state == "declined" else None,
        )
    Champion.objects.create(
        cause=cast.cause(mission, f"{words[:100]} {sprint.number}"),
        person=cast.salome(),
        solicited_at=later,
        solicited_by=by,
        accepted_at=later,
    )


def measured(mission, index, low, high, *, at, consultation=None):
    consultation = consultation or cast.consultation(mission, statements=3)
    Reading.objects.create(
        mission=mission,
        consultation=consultation,
        kind="landscape",
        taken_at=at,
        algorithm="a/1",
        fingerprint="f",
        result={
            "alignment": {"index": index, "low": low, "high": high, "people": 40},
            "missing": None,
        },
    )
    return consultation


def asked_all(mission, share, of, *, at):
    """A barometer that was closed and counted."""
    told = {"share": share, "low": share - 0.1, "high": share + 0.1, "of": of}
    Barometer.objects.create(
        mission=mission,
        opened_at=at,
        closes_on=at.date(),
        closed_at=at,
        counted_at=at,
        result={"answered": of, "people": 40, "understanding": told, "questions": {}},
    )


def reported(mission, **particulars):
    at = particulars.get("at", cast.NOON)
    sprint = lived_with_sessions(mission, **particulars)
    return compile_report(sprint=sprint, by=cast.minh(), at=at + 21 * DAY)


def many(report, number):
    """The same report, as if each of its things had been there so many times."""
    content = report.content
    lists = [content[name] for name in ("shipped", "activities", "causes", "promises")]
    lists += [*content["minutes"].values(), *content["backlog"].values()]
    lists += [content["tensions"][name] for name in ("opened", "still_open")]
    for rows in lists:
        first = rows[0]
        rows[:] = [first | {"key": f"{first['key']}-{place}"} for place in range(number)]
    content["tensions"]["open"] = number
    report.save()
    return report
