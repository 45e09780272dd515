"""Writing the demonstration: an invented mission told day by day, and a real consultation."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib.resources import as_file, files

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maven.causes import operations as causes
from maven.causes.models import Cause
from maven.cli.demo import vtaiwan
from maven.cli.demo.consultations import ACT_TOGETHER, KEEP_TALENT
from maven.cli.demo.first_meetings import FIRST_MEETINGS, KICK_OFF
from maven.cli.demo.launch import ASKED
from maven.cli.demo.mission import CAUSES, CHAMPIONS, CLAIRE, MISSION, QUANTITIES, STEPS
from maven.cli.demo.open_consultation import OUR_NEEDS
from maven.cli.demo.people import ORGANISATIONS, PEOPLE
from maven.cli.demo.reviews import REVIEWS
from maven.cli.demo.running_meetings import RUNNING_MEETINGS
from maven.cli.demo.second_meetings import SECOND_MEETINGS
from maven.cli.demo.shapes import DemoConsultation
from maven.cli.demo.sprints import SPRINTS
from maven.cli.demo.third_meetings import THIRD_MEETINGS
from maven.cli.demo_barometers import BarometersTold
from maven.cli.demo_launch import LaunchTold
from maven.cli.demo_reserve import ReserveTold
from maven.cli.demo_sessions import SessionTold
from maven.cli.demo_sprints import SprintTold
from maven.cli.demo_voices import ConsultationTold
from maven.compass.operations import take_landscape
from maven.compass.tasks import count_candidates
from maven.missions import operations as missions
from maven.missions.models import Mission
from maven.people.models import Organisation, Person
from maven.toolbox import operations as toolbox
from maven.toolbox.models import SeedKind
from maven.voices.folder import import_folder

Progress = Callable[[str], None]
Happening = tuple[float, Callable[[datetime], object]]
MEETINGS = {1: FIRST_MEETINGS, 2: SECOND_MEETINGS, 3: THIRD_MEETINGS, 4: RUNNING_MEETINGS}


@dataclass
class Cast:
    """The rows made so far, by the keys of the plain data."""

    people: dict[str, Person] = field(default_factory=dict)
    causes: dict[str, Cause] = field(default_factory=dict)

    @property
    def claire(self) -> Person:
        return self.people[CLAIRE]


@transaction.atomic
def seed(progress: Progress, *, today: date | None = None) -> Mission:
    """Tells the invented mission in the order of its days, so that the journal reads true.

    Then a second one, of real votes. `progress` is given each step in words.
    """
    today = today or timezone.localdate()
    progress("120 people, 40 organisations")
    cast = Cast(people=_people())
    mission = missions.launch_mission(
        by=cast.claire,
        at=_moment(today, MISSION.launched),
        name=MISSION.name,
        slug=MISSION.slug,
        territory=MISSION.territory,
        question=MISSION.question,
        sponsor_name=MISSION.sponsor_name,
        language=MISSION.language,
        sprint_days=MISSION.sprint_days,
        group_name=MISSION.group_name,
        handed_over_on=today + timedelta(days=MISSION.handed_over),
    )
    happenings = sorted(_story(mission, cast, today), key=lambda happening: happening[0])
    for number, (day, happen) in enumerate(happenings):
        if number % 25 == 0:
            progress(
                _("Telling the mission, day %(day)s")
                % {"day": math.floor(day) - MISSION.launched + 1}
            )
        happen(_moment(today, day, number))
    count_candidates.enqueue(mission.pk, cast.claire.pk)
    progress(_("Importing the real votes of vTaiwan"))
    _real_votes(cast, today)
    return mission


def _real_votes(cast: Cast, today: date) -> None:
    at = _moment(today, -1)
    mission = missions.launch_mission(
        by=cast.claire,
        at=_moment(today, MISSION.launched - 1),
        name=vtaiwan.NAME,
        slug=vtaiwan.SLUG,
        territory=vtaiwan.TERRITORY,
        question=vtaiwan.QUESTION,
        sponsor_name="",
        language="fr",
        sprint_days=21,
        group_name=vtaiwan.GROUP_NAME,
    )
    with as_file(files("maven.cli.demo") / "vtaiwan-uberx") as folder:
        report = import_folder(
            folder,
            mission=mission,
            question=vtaiwan.QUESTION,
            source=vtaiwan.SOURCE,
            attribution=vtaiwan.ATTRIBUTION,
            by=cast.claire,
            at=at,
        )
    take_landscape(consultation=report.consultation, at=at)


def _people() -> dict[str, Person]:
    organisations = {
        each.key: Organisation.objects.create(name=each.name, sector=each.sector)
        for each in ORGANISATIONS
    }
    return {
        each.email: Person.objects.create_user(
            each.email,
            name=each.name,
            presence=each.presence,
            organisation=organisations.get(each.organisation),
        )
        for each in PEOPLE
    }


def _moment(today: date, day: float, order: int = 0) -> datetime:
    """Nine in the morning of a day counted from today, later by its part; then the order within."""
    first = datetime.combine(today, time(9), timezone.get_current_timezone())
    morning = first + timedelta(days=day)
    return min(morning + timedelta(seconds=order), timezone.now())


def _story(mission: Mission, cast: Cast, today: date) -> Iterator[Happening]:
    for person in PEOPLE[1:]:
        yield (
            person.joined,
            partial(_join, mission, cast, person.email, person.role),
        )
    for step in STEPS:
        yield step.done, partial(_step, mission, cast, step.phase, step.slug, step.note, step.by)
    for quantity in QUANTITIES:
        yield (
            MISSION.launched,
            partial(_quantity, mission, cast, quantity.seed_kind, quantity.low, quantity.high),
        )
    launch = LaunchTold(mission, cast.people, cast.causes, today)
    yield from launch.story()
    told: tuple[DemoConsultation, ...] = (ACT_TOGETHER, KEEP_TALENT, OUR_NEEDS)
    consultations = {
        each.key: ConsultationTold(mission, cast.people, each, today, passage=launch.passage)
        for each in told
    }
    for consultation in consultations.values():
        yield from consultation.story()
    yield from _causes(mission, cast, consultations, launch)
    reserve = ReserveTold(mission, cast.people, cast.causes)
    kick_off = SessionTold(mission, cast.people, KICK_OFF, today, reserve=reserve.items)
    yield from kick_off.story()
    yield from reserve.story()
    yield from BarometersTold(mission, cast.people, today).story()
    sprints: dict[int, SprintTold] = {}
    for sprint, review in zip(SPRINTS, REVIEWS, strict=True):
        sprints[sprint.number] = SprintTold(
            mission,
            cast.people,
            cast.claire,
            sprint,
            today,
            review=review,
            meetings=MEETINGS[sprint.number],
            reserve=reserve,
            told=sprints,
        )
    for each in sprints.values():
        yield from each.story()


def _causes(
    mission: Mission,
    cast: Cast,
    consultations: dict[str, ConsultationTold],
    launch: LaunchTold,
) -> Iterator[Happening]:
    for cause in CAUSES:
        yield cause.named, partial(_cause, mission, cast, cause.key, consultations, launch)
    for champion in CHAMPIONS:
        yield champion.solicited, partial(_solicit, cast, champion.cause, champion.person)
        if champion.accepted is not None:
            yield champion.accepted, partial(_accept, cast, champion.cause, champion.person)


def _join(mission: Mission, cast: Cast, email: str, role: str, at: datetime) -> None:
    missions.join(mission=mission, role=role, invited_by=cast.claire, by=cast.people[email], at=at)


def _step(
    mission: Mission, cast: Cast, phase: str, slug: str, note: str, by: str, at: datetime
) -> None:
    missions.finish_step(
        mission=mission, phase=phase, slug=slug, note=note, by=cast.people[by], at=at
    )


def _quantity(mission: Mission, cast: Cast, kind: int, low: int, high: int, at: datetime) -> None:
    toolbox.set_quantity(
        mission=mission, seed_kind=SeedKind(kind), low=low, high=high, by=cast.claire, at=at
    )


def _cause(
    mission: Mission,
    cast: Cast,
    key: str,
    consultations: dict[str, ConsultationTold],
    launch: LaunchTold,
    at: datetime,
) -> None:
    demo = next(each for each in CAUSES if each.key == key)
    cast.causes[key] = cause = causes.name_cause(
        mission=mission,
        title=demo.title,
        purpose=demo.purpose,
        annotation=launch.passage_of_cause(key),
        by=cast.claire,
        at=at,
    )
    for consultation, number in demo.statements:
        consultations[consultation].comes_from(number, cause)


def _solicit(cast: Cast, cause: str, person: str, at: datetime) -> None:
    causes.solicit_champion(
        cause=cast.causes[cause],
        person=cast.people[person],
        words=ASKED[cause].words,
        by=cast.claire,
        at=at,
    )


def _accept(cast: Cast, cause: str, person: str, at: datetime) -> None:
    champion = cast.causes[cause].champions.get(person=cast.people[person])
    causes.accept_role(champion=champion, words=ASKED[cause].answer, by=cast.people[person], at=at)
