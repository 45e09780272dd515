"""A mission that has lived a little: something in every table, people of every presence."""

from datetime import timedelta

from maven.archives.models import Publication
from maven.causes.models import Champion
from maven.compass.models import Reading, Suggestion
from maven.compass.operations import (
    answer_barometer,
    close_barometer,
    open_barometer,
    set_aim,
)
from maven.journal.operations import record
from maven.missions.models import Placement, PreparationStep, Sector
from maven.people.models import Person
from maven.reports.models import Addendum, Passage, StageReport
from maven.sprints.models import (
    Activity,
    AgendaItem,
    Attendance,
    Deliverable,
    Feedback,
    FeedbackGroup,
    FollowUp,
    Minutes,
    MinutesLine,
    Mood,
    Registration,
    Review,
    Roti,
    Session,
    SessionRole,
    SessionTally,
    ShippedLine,
    Tension,
)
from maven.sprints.operations.backlog import add_item
from maven.toolbox.models import ActivityKind, Quantity
from maven.voices.models import (
    Charter,
    Hiding,
    ImportedFile,
    Opinion,
    Participant,
    SettingAside,
    Statement,
)
from tests import cast
from tests.house.launch import Launched

SECRET = "guest-digest-nobody-may-read"


def lived():
    """`cast.paca`, with all that a mission can hold."""
    mission = cast.paca()
    by = cast.minh()
    lucie = cast.lucie()
    Person.objects.filter(pk=lucie.pk).update(presence="absent", about="rien à dire")
    cast.karim()
    Person.objects.filter(email="karim@example.org").update(organisation=cast.organisation())
    cause = cast.cause(mission, "=SOMME(1;2) : un titre piégé")
    Champion.objects.create(
        cause=cause,
        person=cast.salome(),
        solicited_at=cast.NOON,
        solicited_by=by,
        accepted_at=cast.NOON,
    )
    asked = cast.consultation(mission, statements=6)
    Statement.objects.filter(consultation=asked, number=1).update(cause=cause, moderated_by=by)
    answer(asked, cast.karim(), 0)
    answer(asked, lucie, 1)
    for guest in range(12):
        answer(asked, None, guest)
    aside = SettingAside.objects.create(
        consultation=asked, reason="Les mêmes.", accounts=8, set_aside_at=cast.NOON, set_aside_by=by
    )
    some = Participant.objects.of(asked).filter(person=None).order_by("pk")[:8]
    Participant.objects.filter(pk__in=[one.pk for one in some]).update(set_aside=aside)
    hidden = Statement.objects.get(consultation=asked, number=6)
    Statement.objects.filter(pk=hidden.pk).update(hidden_at=cast.NOON)
    Hiding.objects.create(
        statement=hidden, rule="respect", words="Sans attaque.", hidden_at=cast.NOON, hidden_by=by
    )
    Charter.objects.create(mission=mission, lines="Une idée.", written_at=cast.NOON, written_by=by)
    ImportedFile.objects.create(
        consultation=asked, fingerprint="d" * 64, name="a.csv", imported_at=cast.NOON
    )
    Launched(mission)
    done = {"phase": "A", "slug": "une-etape", "done_at": cast.NOON, "done_by": by}
    PreparationStep.objects.create(mission=mission, **done)
    sprint = cast.sprint(mission, closed=True)
    shared = ActivityKind.objects.shared().in_catalogue_order().first()
    own = ActivityKind.objects.shared().in_catalogue_order()[1]
    own.pk, own.mission, own.name_fr = None, mission, "À nous"
    own.save(force_insert=True)
    activity = Activity.objects.create(
        sprint=sprint, kind=shared, title="Atelier", days_planned=2.5, done_at=cast.NOON, done_by=by
    )
    Activity.objects.create(sprint=sprint, kind=own, title="Autre atelier", days_planned=1)
    Deliverable.objects.create(
        sprint=sprint,
        activity=activity,
        title="Une carte",
        link="https://example.org/carte",
        shipped_at=cast.NOON,
        shipped_by=lucie,
    )
    what_a_review_leaves(sprint, lucie)
    Tension.objects.create(
        mission=mission, sprint=sprint, desired="plus", observed="moins", raised_at=cast.NOON
    )
    what_a_session_leaves(mission, sprint, lucie)
    report = StageReport.objects.create(
        sprint=sprint,
        content={"a": [1, None, "é"]},
        head="0" * 64,
        compiled_at=cast.NOON,
        compiled_by=by,
        words="Bravo à toutes et tous.",
        asked="Financer la suite.",
        seal="9" * 64,
        issued_at=cast.NOON,
        issued_by=by,
    )
    Passage.objects.create(report=report, section="aims", words="Ambitieux.", left_out=["a-1"])
    Addendum.objects.create(report=report, words="12 et non 10.", added_at=cast.NOON, added_by=by)
    Reading.objects.create(
        mission=mission,
        consultation=asked,
        kind="landscape",
        taken_at=cast.NOON,
        algorithm="a/1",
        fingerprint="f" * 64,
        result={
            "places": {"1": [0, 0, "A"]},
            "points": [[0, 0, "A"]],
            "enough": False,
            "missing": None,
            "alignment": {"index": None, "low": None, "high": None, "people": 0},
        },
    )
    Suggestion.objects.create(
        mission=mission,
        sprint_number=2,
        budget_days=14,
        needs={},
        result={"best": {}},
        algorithm="b/1",
        fingerprint="e" * 64,
        made_at=cast.NOON,
        made_by=by,
    )
    Quantity.objects.create(mission=mission, seed_kind=1, low=1, high=3)
    cast.quotation(mission)
    Publication.objects.create(
        consultation=asked,
        licence="etalab-2.0",
        counts={"fewest": 10, "groups": [], "ideas": [[1, [["", 12, None, None, None]]]]},
        published_at=cast.NOON,
        published_by=by,
    )
    sectors = list(Sector.objects.of(mission).in_order())
    sectors[0].merged_into = sectors[5]
    sectors[0].save(update_fields=["merged_into"])
    Placement.objects.create(mission=mission, organisation=cast.organisation(), sector=sectors[3])
    record("cause.named", cause, chain=mission.chain, by=by, at=cast.NOON, title=cause.title)
    what_the_compass_asked(mission, by)
    add_item(mission=mission, kind="idea", title="=1+1, une idée piégée", by=lucie, at=cast.NOON)
    return mission


def what_the_compass_asked(mission, by):
    set_aim(mission=mission, dimension="engagement", zone=(40, 60), by=by, at=cast.NOON)
    asked = open_barometer(mission=mission, closes_on=cast.TODAY, by=by, at=cast.NOON)
    answer_barometer(barometer=asked, person=by, answers={"trust": 4}, at=cast.NOON)
    close_barometer(barometer=asked, by=by, at=cast.NOON)


def what_a_session_leaves(mission, sprint, person):
    held = {"starts_at": cast.NOON, "ends_at": cast.NOON + timedelta(hours=2)}
    session = Session.objects.create(
        mission=mission,
        sprint=sprint,
        title="Soirée de revue",
        kind="review",
        opened_at=cast.NOON,
        changed_at=cast.NOON,
        **held,
    )
    AgendaItem.objects.create(session=session, rank=1, minutes=15, title="Accueil", lead=person)
    Registration.objects.create(
        session=session, person=person, state="waiting", registered_at=cast.NOON
    )
    Attendance.objects.create(session=session, person=person, arrived_at=cast.NOON, way="list")
    SessionRole.objects.create(session=session, person=person, role="scribe")
    SessionTally.objects.create(session=session, without_account=3, days=1.5, noted_at=cast.NOON)
    for mark in (3, 4, 5):
        Roti.objects.create(session=session, mark=mark, words="Vif", given_on=cast.TODAY)
    minutes = Minutes.objects.create(
        session=session, summary="Trois points.", opened_at=cast.NOON, published_at=cast.NOON
    )
    MinutesLine.objects.create(
        minutes=minutes,
        rank=1,
        kind="commitment",
        words="J'appelle la mairie.",
        person=person,
        due_on=cast.TODAY,
        word="confirmed",
        written_at=cast.NOON,
        written_by=person,
    )


def answer(consultation, person, seed):
    voice = Participant.objects.create(
        consultation=consultation,
        person=person,
        guest_digest=None if person else f"{SECRET}-{seed}",
        came_at=cast.NOON + timedelta(minutes=seed),
    )
    for statement in Statement.objects.of(consultation).in_order():
        if (statement.number + seed) % 4:
            Opinion.objects.create(
                participant=voice,
                statement=statement,
                choice=(statement.number * (seed + 1)) % 3 - 1,
                important=statement.number == seed,
                given_at=cast.NOON + timedelta(minutes=seed, seconds=statement.number),
            )
    return voice


def what_a_review_leaves(sprint, by):
    """Three of each, so that they may be read."""
    group = FeedbackGroup.objects.create(sprint=sprint, kind="like", name="L'accueil", rank=1)
    for words in ("+1 pour l'accueil", "Un accueil", "Accueil chaleureux"):
        Feedback.objects.create(
            sprint=sprint, kind="like", words=words, given_on=cast.TODAY, group=group
        )
        Mood.objects.create(sprint=sprint, value=len(words) % 5 + 1)
    told = {"feelings_revealed_at": cast.NOON, "feelings_revealed_by": by}
    told |= {"moods_revealed_at": cast.NOON, "moods_revealed_by": by}
    Review.objects.create(sprint=sprint, step="suite", grouped_at=cast.NOON, **told)
    said = {"sprint": sprint, "answered_at": cast.NOON, "answered_by": by}
    FollowUp.objects.create(source="agenda", words="Parler des ports", answer="kept", **said)
    ShippedLine.objects.create(
        sprint=sprint, number=1, kept=False, decided_at=cast.NOON, decided_by=by
    )
