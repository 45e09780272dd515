"""A mission is erased whole: no row, fact, file or job of it is left, and nothing of another is lost."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.tasks import Task
from django.utils.module_loading import module_has_submodule
from django_tasks_db.models import DBTaskResult

from maven.archives.survey import everything
from maven.cli import Refused, erase_mission_command, main
from maven.config import mission_erasing
from maven.config.mission_erasing import JOBS, OF_NO_MISSION, erase_mission, erase_missions_again
from maven.journal.models import Chain, Fact
from maven.journal.operations import verify
from maven.missions.models import Mission
from maven.missions.operations import bring
from maven.people.models import Person
from maven.rights import ledger
from tests import cast
from tests.archives.lived import lived
from tests.house.matrix import Things

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_place_of_its_own(settings, tmp_path):
    settings.VAR = tmp_path


def left_of(mission):
    """Every row of each table, of our rooms, that hangs from it or tells its chain."""
    found = {table.label: table.rows_of(mission).count() for table in everything()}
    found["chain"] = Chain.objects.filter(name=mission.chain).count()
    found["facts"] = Fact.objects.filter(chain__name=mission.chain).count()
    return {label: count for label, count in found.items() if count}


def told_of(mission):
    return {
        table.label: sorted(map(str, table.rows_of(mission).values_list("pk", flat=True)))
        for table in everything()
    }


def filled():
    mission = lived()
    bring(mission=mission, name="Rosa Tilleul", presence="name", by=cast.minh(), at=cast.NOON)
    return mission


def test_nothing_is_left_of_it_and_another_mission_is_as_it_was(tmp_path, mailoutbox):
    mission, other = filled(), cast.mission("Ailleurs", by=cast.ana(), slug="ailleurs")
    Things(other)
    before, head = told_of(other), verify(other.chain)
    for folder, name in (("archives", f"{mission.pk}-1.zip"), ("imports", f"{other.pk}-a.parcel")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(b"x")
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "a.log").write_bytes(b"https://example.org/m/paca/")
    sealed = verify(mission.chain)
    people = set(Person.objects.filter(is_active=True).exclude(email=None))

    gone = mission_erasing.erase_mission(mission=mission, at=cast.NOON)

    assert left_of(mission) == {}
    assert told_of(other) == before
    assert verify(other.chain) == head
    assert people == set(Person.objects.filter(is_active=True).exclude(email=None))
    assert not Person.objects.filter(name__startswith="Rosa", is_active=True, email=None).exclude(
        pk__in=other.memberships.values("person")
    )
    fact = Fact.objects.filter(verb="mission.erased").get()
    told = fact.details.particulars
    assert told["length"] == gone.facts >= sealed.length
    assert told["commitment"] in {line.row for line in ledger.read()}
    assert "paca" not in json.dumps(told) + (ledger.place()).read_text()
    verify(fact.chain.name)
    assert gone.files == 2


def test_the_guards_of_the_journal_stand_again():
    mission = filled()
    cast.mission("Ailleurs", slug="ailleurs")
    erase_mission(mission=mission, at=cast.NOON)
    for act in ("DELETE FROM journal_fact", "UPDATE journal_fact SET number = 99"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)


def test_its_work_that_waits_goes_and_that_of_others_stays():
    mission, other = filled(), cast.mission("Ailleurs", slug="ailleurs")
    for pk, path in ((mission.pk, "suggest"), (other.pk, "suggest")):
        DBTaskResult.objects.create(
            task_path=f"maven.compass.tasks.{path}",
            args_kwargs={"args": [pk], "kwargs": {}},
            backend_name="default",
            queue_name="default",
        )
    DBTaskResult.objects.create(
        task_path="maven.compass.tasks.suggest",
        args_kwargs={"args": [], "kwargs": {"mission_pk": mission.pk}},
        backend_name="default",
        queue_name="default",
    )
    erase_mission(mission=mission, at=cast.NOON)
    jobs = DBTaskResult.objects.filter(task_path="maven.compass.tasks.suggest")
    assert [job.args_kwargs["args"] for job in jobs] == [[other.pk]]


def test_every_job_of_the_house_says_what_it_is_about():
    found = set()
    for config in apps.get_app_configs():
        if config.name.startswith("maven.") and module_has_submodule(config.module, "tasks"):
            module = import_module(f"{config.name}.tasks")
            found |= {one.module_path for one in vars(module).values() if isinstance(one, Task)}
    assert found == set(JOBS) | OF_NO_MISSION


def test_a_mission_that_a_backup_brought_back_is_erased_again():
    mission, other = cast.mission("Une", slug="une"), cast.mission("Autre", slug="autre")
    ledger.write([ledger.line_for_mission(mission, at=cast.NOON)])

    assert erase_missions_again(at=cast.NOON) == 1
    assert erase_missions_again(at=cast.NOON) == 0
    assert [one.pk for one in Mission.objects.all()] == [other.pk]


def test_the_command_asks_refuses_and_is_done_once(capsys, monkeypatch):
    cast.mission("Une", slug="une")
    assert main(["erase-mission", "une", "--yes"]) == 1
    assert "not handed over" in capsys.readouterr().err
    Mission.objects.update(handed_over_on=cast.TODAY)
    monkeypatch.setattr("builtins.input", lambda words: "deux")
    assert main(["erase-mission", "une"]) == 1
    assert "maven backup" in capsys.readouterr().out
    monkeypatch.setattr("builtins.input", lambda words: "une")
    assert main(["erase-mission", "une"]) == 0
    assert main(["erase-mission", "une"]) == 0
    assert "nothing to erase" in capsys.readouterr().out
    assert not Mission.objects.exists()


def test_without_anybody_to_type_nothing_is_erased(monkeypatch):
    def nobody(words):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    assert erase_mission_command.typed("x") == ""
    assert issubclass(Refused, Exception)
