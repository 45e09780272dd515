"""Erasing a whole mission: its rows, its facts, its files, its work that waits; and again after a restore.

What belongs to it is found from the models, by the survey that its archive is made with: a new model is
in it by itself, or stops both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from maven.archives.survey import everything
from maven.journal.ending import end_chain
from maven.journal.models import FactDetails, Receipt
from maven.missions.models import Membership, Mission
from maven.missions.queries import helped_in
from maven.people.models import Person
from maven.people.operations import CHAIN as HOUSE
from maven.rights import ledger
from maven.rights.operations import erase_person, note_erased_mission
from maven.rights.tasks import clean_store
from maven.rights.traces import LATE

# What the first number given to each job is the key of. A test knows every job.
JOBS: Mapping[str, str] = {
    "maven.archives.tasks.make_archive": "archives.MissionArchive",
    "maven.archives.tasks.publish_open_data": "voices.Consultation",
    "maven.causes.tasks.send_reply": "causes.Champion",
    "maven.causes.tasks.send_request": "causes.Champion",
    "maven.compass.tasks.compare_accounts": "voices.Consultation",
    "maven.compass.tasks.count_answers": "compass.Barometer",
    "maven.compass.tasks.keep_state": "missions.Mission",
    "maven.compass.tasks.learn": "missions.Mission",
    "maven.compass.tasks.count_candidates": "missions.Mission",
    "maven.compass.tasks.read_landscape": "voices.Consultation",
    "maven.compass.tasks.suggest": "missions.Mission",
    "maven.missions.tasks.send_answer": "missions.JoinRequest",
    "maven.missions.tasks.send_letters": "missions.Mission",
    "maven.missions.tasks.tell_of_requests": "missions.Mission",
    "maven.reports.tasks.estimate_effort": "missions.Mission",
    "maven.sprints.tasks.tell_proposer": "sprints.BacklogItem",
    "maven.sprints.session_tasks.remind": "sprints.Session",
    "maven.sprints.session_tasks.tell_of_change": "sprints.Session",
    "maven.sprints.session_tasks.tell_of_place": "sprints.Registration",
    "maven.sprints.tasks.group_feelings": "sprints.Sprint",
    "maven.voices.tasks.tell_author": "voices.Hiding",
}
OF_NO_MISSION = {"maven.rights.tasks.clean_store"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What went with a mission, and the last of its journal."""

    rows: int
    facts: int
    files: int
    head: str


@transaction.atomic
def erase_mission(*, mission: Mission, at: datetime) -> Gone:
    """Nothing of the mission is left but its seal, in the journal of the house.

    The ledger is written first: whatever happens next, no backup brings the mission back.
    """
    mission = Mission.objects.select_for_update(of=("self",)).get(pk=mission.pk)
    line = ledger.line_for_mission(mission, at=at)
    ledger.write([line])
    names = _files_of(mission)
    for person in _only_here(mission):
        erase_person(person=person, by=None, at=at)
    _forget_work(mission)
    _forget_elsewhere(mission, at=at)
    rows = sum(_erase_rows(mission))
    ended = end_chain(mission.chain)
    note_erased_mission(ended=ended, commitment=line.row, by=None, at=at)
    transaction.on_commit(lambda: _afterwards(names))
    return Gone(rows=rows, facts=ended.length, files=len(names), head=ended.head)


def erase_missions_again(*, at: datetime) -> int:
    """The missions of the ledger that a restored backup brought back."""
    lines = ledger.read()
    again = [
        mission
        for mission in Mission.objects.order_by("pk")
        if any(line.is_mission(mission) for line in lines)
    ]
    for mission in again:
        erase_mission(mission=mission, at=at)
    return len(again)


def _only_here(mission: Mission) -> list[Person]:
    """Whom the team helped, without an address: without the mission nobody could reach them."""
    elsewhere = set(Membership.objects.exclude(mission=mission).values_list("person", flat=True))
    return [person for person in helped_in(mission) if person.pk not in elsewhere]


def _forget_work(mission: Mission) -> None:
    """Jobs of the mission, those done too: their results tell of it."""
    keys = {
        table.label: set(table.rows_of(mission).values_list("pk", flat=True))
        for table in everything()
        if table.label in JOBS.values()
    }
    theirs = [
        job.pk
        for job in DBTaskResult.objects.filter(task_path__in=JOBS).iterator(chunk_size=500)
        if _first_of(job.args_kwargs) in keys[JOBS[job.task_path]]
    ]
    DBTaskResult.objects.filter(pk__in=theirs).delete()


def _first_of(told: dict[str, object]) -> object:
    """Jobs are given the key of what they are about first, by its place or by its name."""
    args, named = told.get("args"), told.get("kwargs")
    if isinstance(args, list) and args:
        return args[0]
    return next(iter(named.values()), None) if isinstance(named, dict) else None


def _forget_elsewhere(mission: Mission, *, at: datetime) -> None:
    """What was answered to forms holds pages; what the house told of the mission loses its words."""
    page = f"/m/{mission.slug}/"
    Receipt.objects.filter(Q(location__contains=page) | Q(body__contains=page)).delete()
    Receipt.objects.filter(received_at__lt=at - LATE).update(body="", cookies="")
    for table in everything():
        keys = list(table.rows_of(mission).values_list("pk", flat=True))
        kind = table.model._meta.label_lower
        FactDetails.objects.filter(
            fact__chain__name=HOUSE, fact__subject_kind=kind, fact__subject_pk__in=keys
        ).delete()


def _erase_rows(mission: Mission) -> list[int]:
    """From what refers to what is referred to, so that nothing is in the way."""
    return [table.rows_of(mission).delete()[0] for table in reversed(everything())]


def _files_of(mission: Mission) -> list[Path]:
    """Archives and uploads bear the number of their mission; pages of reports are made again."""
    place, page = Path(settings.VAR), f"/m/{mission.slug}/".encode()
    found = [
        *place.glob(f"archives/{mission.pk}-*"),
        *place.glob(f"imports/{mission.pk}-*"),
        *place.glob(f"imports/mission-{mission.pk}.lock"),
        *place.glob("reports/*"),
        *(path for path in place.glob("mail/*") if page in path.read_bytes()),
    ]
    return sorted(path for path in found if path.is_file())


def _afterwards(names: list[Path]) -> None:
    for path in names:
        path.unlink(missing_ok=True)
    cache.clear()
    clean_store.enqueue()
