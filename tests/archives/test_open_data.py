import csv
import io
import json
import zipfile

import pytest
from django_tasks_db.models import DBTaskResult

from maven.archives.models import Publication
from maven.archives.operations import NotPublishable, publish_counts
from maven.cli import main
from maven.compass.models import Reading
from maven.journal.models import Fact
from maven.missions.models import Mission
from maven.voices.models import Consultation, Opinion, Participant, Statement
from tests import cast

pytestmark = pytest.mark.django_db
PAGE = "/m/paca/donnees/"


# For each idea, how many of each family agree, disagree, pass.
ANSWERS = (
    {"A": (20, 20, 20), "B": (25, 15, 20)},
    {"A": (60, 0, 0), "B": (60, 0, 0)},
    {"A": (20, 20, 20), "B": (50, 5, 5)},
)


@pytest.fixture
def asked(paca):
    """A closed consultation of three ideas and two families of sixty voices."""
    made = cast.consultation(paca, statements=3)
    voices = Participant.objects.bulk_create(
        Participant(consultation=made, guest_digest=str(n), came_at=cast.NOON) for n in range(120)
    )
    ideas = list(Statement.objects.of(made).in_order())
    for idea, told in zip(ideas, ANSWERS, strict=True):
        choices = [
            choice
            for family in "AB"
            for choice, many in zip((1, -1, 0), told[family], strict=True)
            for _ in range(many)
        ]
        Opinion.objects.bulk_create(
            Opinion(participant=voice, statement=idea, choice=choice, given_at=cast.NOON)
            for voice, choice in zip(voices, choices, strict=True)
        )
    Statement.objects.filter(number=1).update(words='=HYPERLINK("http://e")')
    places = {str(voice.pk): [0, 0, "A" if n < 60 else "B"] for n, voice in enumerate(voices)}
    Reading.objects.create(
        mission=paca,
        consultation=made,
        kind="landscape",
        taken_at=cast.NOON,
        result={"places": places},
    )
    Consultation.objects.update(closed_at=cast.NOON)
    made.refresh_from_db()
    return made


def published(consultation, **more):
    told = {"licence": "etalab-2.0", "by": cast.minh(), "at": cast.NOON, "on": cast.TODAY}
    return publish_counts(consultation=consultation, **{**told, **more})


def rows_in(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def numbers(row):
    return [int(row[name]) for name in ("agree", "disagree", "pass", "answers") if row[name]]


def exported(path, *words):
    assert main(["export", "paca", "--to", str(path), "--open-data", *words]) == 0
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        return archive.namelist(), rows_in(archive.read("ideas.csv")), manifest


def test_no_count_below_ten_is_published(asked, client, tmp_path):
    published(asked)

    rows = rows_in(client.get(f"{PAGE}{asked.pk}.csv").content)
    names, exported_rows, manifest = exported(tmp_path / "o.zip")

    assert [(row["idea"], row["group"]) for row in rows] == [
        (idea, group) for idea in "123" for group in ("", "A", "B")
    ]
    assert rows[0]["words"].startswith("'=")
    assert [numbers(row) for row in rows[:3]] == [
        [45, 35, 40, 120],
        [20, 20, 20, 60],
        [25, 15, 20, 60],
    ]
    assert numbers(rows[3]) == [120]  # all agree: their number would tell each of them
    assert min(count for row in rows for count in numbers(row)) >= 10
    # No family is found by taking the other from the whole.
    for name in ("agree", "disagree", "pass", "answers"):
        whole, *families = [row[name] for row in rows[6:]]
        assert whole
        assert families.count("") != 1
    assert (names, exported_rows) == (["ideas.csv", "manifest.json"], rows)
    assert manifest["publications"][0]["licence"] == "etalab-2.0"


def test_programs_are_told_what_one_must_know_to_use_it(asked, client):
    published(asked)

    told = client.get(f"{PAGE}{asked.pk}.json").json()

    assert told["rows"][0][4:] == ["", 45, 35, 40, 120]
    assert (told["groups"], told["fewest"]) == (["A", "B"], 10)
    assert told["licence_text"].startswith("https://www.etalab")
    assert set(told["columns"]) == set(rows_in(client.get(f"{PAGE}{asked.pk}.csv").content)[0])


def test_who_is_in_no_family_counts_apart(asked, client):
    reading = Reading.objects.get()
    for voice in list(reading.result["places"])[::2]:
        del reading.result["places"][voice]
    reading.save()
    published(asked)

    rows = rows_in(client.get(f"{PAGE}{asked.pk}.csv").content)

    assert [row["group"] for row in rows[:4]] == ["", "A", "B", "none"]
    assert numbers(rows[0]) == [45, 35, 40, 120]


def test_without_families_the_ideas_are_counted_in_all(asked, client):
    Reading.objects.all().delete()
    published(asked)

    rows = rows_in(client.get(f"{PAGE}{asked.pk}.csv").content)

    assert [row["group"] for row in rows] == [""] * 3
    assert numbers(rows[2]) == [70, 25, 25, 120]


def test_it_is_counted_once_for_good(asked, client):
    first = published(asked)
    before = client.get(f"{PAGE}{asked.pk}.csv").content
    Participant.objects.first().delete()
    Reading.objects.all().delete()

    assert published(asked, licence="odbl-1.0") == first
    assert client.get(f"{PAGE}{asked.pk}.csv").content == before
    assert Fact.objects.with_verbs("counts.published").count() == 1


def test_an_idea_hidden_since_is_no_longer_published(asked, client):
    published(asked)
    Statement.objects.filter(number=1).update(hidden_at=cast.NOON)

    rows = rows_in(client.get(f"{PAGE}{asked.pk}.csv").content)
    assert {row["idea"] for row in rows} == {"2", "3"}


def test_an_open_consultation_publishes_its_ideas_only(asked, tmp_path):
    Consultation.objects.update(closed_at=None)
    asked.refresh_from_db()

    with pytest.raises(NotPublishable):
        published(asked)
    _, rows, manifest = exported(tmp_path / "o.zip", "--licence", "etalab-2.0")
    assert rows[0]["words"] == '\'=HYPERLINK("http://e")'
    assert not any(numbers(row) for row in rows)
    assert manifest["publications"] == []


def test_the_command_publishes_first_under_a_licence(asked, tmp_path):
    _, rows, manifest = exported(tmp_path / "o.zip", "--licence", "cc-by-4.0")
    first = (tmp_path / "o.zip").read_bytes()
    exported(tmp_path / "again.zip", "--licence", "odbl-1.0")

    assert manifest["publications"][0]["licence"] == "cc-by-4.0"
    assert any(numbers(row) for row in rows)
    assert (tmp_path / "again.zip").read_bytes() == first


def test_a_closed_mission_publishes_nothing(asked, tmp_path, client):
    Mission.objects.update(visibility="closed")

    assert main(["export", "paca", "--to", str(tmp_path / "o.zip"), "--open-data"]) == 2
    assert not (tmp_path / "o.zip").exists()
    with pytest.raises(NotPublishable):
        published(asked)
    assert client.get(PAGE).status_code != 200


def work():
    for job in DBTaskResult.objects.filter(status="READY", task_path__endswith="open_data"):
        job.task.func(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
        job.delete()


def test_a_facilitator_publishes_and_everybody_reads_the_licence(asked, as_, client, send):
    assert f"{PAGE}{asked.pk}/publier/" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}{asked.pk}.csv").status_code == 404
    as_(cast.minh())
    assert f"{PAGE}{asked.pk}/publier/" in client.get(PAGE).content.decode()

    wrong = send(f"{PAGE}{asked.pk}/publier/", {"licence": "mine"})
    assert wrong.status_code == 422
    assert f'id="id_{asked.pk}_licence"' in wrong.content.decode()
    assert send(f"{PAGE}{asked.pk}/publier/", {"licence": "etalab-2.0"}).status_code == 303
    work()

    client.logout()
    french = client.get(PAGE).content.decode()
    english = client.get(f"/en{PAGE}").content.decode()
    assert "Licence ouverte 2.0" in french
    assert "Open Licence 2.0" in english
    assert "etalab.gouv.fr" in french
    assert Publication.objects.get().published_by == cast.minh()


def test_an_open_one_is_not_published_from_the_page_nor_by_a_late_job(asked, as_, send):
    from maven.archives.tasks import publish_open_data

    Consultation.objects.update(closed_at=None)
    as_(cast.minh())

    assert send(f"{PAGE}{asked.pk}/publier/", {"licence": "etalab-2.0"}).status_code == 303
    assert not DBTaskResult.objects.filter(task_path__endswith="open_data").exists()
    publish_open_data.func(asked.pk, "etalab-2.0", cast.minh().pk)
    assert not Publication.objects.exists()
