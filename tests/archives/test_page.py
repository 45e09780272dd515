import io
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from maven.archives import operations, tasks
from maven.archives.models import MissionArchive
from maven.journal.models import Fact
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def page(paca):
    return reverse("archives:archives", args=["paca"])


def work():
    """Runs the jobs that wait, as the worker does."""
    for job in DBTaskResult.objects.filter(status="READY").order_by("enqueued_at"):
        job.task.func(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
        job.delete()


@pytest.fixture
def made(page, as_, send):
    as_(cast.minh())
    send(page, {"addresses": "on"})
    work()
    return MissionArchive.objects.get()


def link_to(send, archive):
    return send(reverse("archives:link", args=["paca", archive.pk]))["Location"]


def test_a_facilitator_asks_and_downloads_the_whole_mission(client, send, made):
    answer = client.get(link_to(send, made))

    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "minh@example.org" in archive.read("data/people.Person.jsonl").decode()


def test_the_letter_leads_to_the_page_and_to_no_file(made, page):
    letter = mail.outbox[0]

    assert letter.to == ["minh@example.org"]
    assert f"http://testserver{page}" in letter.body
    assert "/fichier/" not in letter.body


def test_the_mission_remembers_that_it_left(made):
    fact = Fact.objects.with_verbs("mission.archived").get()

    assert fact.details.by == cast.minh()
    assert fact.details.particulars["digest"] == made.digest


def test_a_link_works_once(client, send, made):
    link = link_to(send, made)
    client.get(link)

    assert client.get(link)["Location"] == reverse("archives:archives", args=["paca"])


def test_a_link_works_in_the_session_that_asked(client, send, made):
    link = link_to(send, made)
    client.logout()
    client.force_login(cast.minh())

    assert client.get(link).status_code == 303


def test_a_link_ends_after_ten_minutes(client, send, made):
    link = link_to(send, made)
    MissionArchive.objects.update(link_until=cast.NOON)

    assert client.get(link).status_code == 303


def test_looking_whether_it_is_there_does_not_use_it(client, send, made):
    link = link_to(send, made)

    assert client.head(link).status_code == 405
    assert client.get(link).status_code == 200


def test_another_facilitator_does_not_find_the_file_of_the_first(client, send, made):
    from maven.missions.operations import join

    karim = cast.karim()
    join(mission=made.mission, role="facilitator", invited_by=None, by=karim, at=cast.NOON)
    client.force_login(karim)

    assert send(reverse("archives:link", args=["paca", made.pk])).status_code == 404
    assert client.get(reverse("archives:archives", args=["paca"])).status_code == 200


def test_an_archive_is_made_one_at_a_time(page, as_, send):
    as_(cast.minh())
    send(page)
    send(page)

    assert MissionArchive.objects.count() == 1


def test_one_that_never_ended_is_given_up_after_an_hour(paca):
    first = operations.ask_archive(mission=paca, addresses=False, by=cast.minh(), at=cast.NOON)
    later = cast.NOON + timedelta(hours=1)
    operations.ask_archive(mission=paca, addresses=False, by=cast.minh(), at=later)
    first.refresh_from_db()

    assert first.failed_at == later


def test_an_archive_that_cannot_be_made_says_so(page, as_, send, monkeypatch, client):
    def full(*things, **more):
        raise OSError("disk full")

    monkeypatch.setattr(tasks, "make", full)
    as_(cast.minh())
    send(page)
    with pytest.raises(OSError, match="disk full"):
        work()

    assert "non faite" in client.get(page).content.decode()


def test_after_a_day_the_file_is_gone(client, send, made, tmp_path):
    import os

    MissionArchive.objects.update(made_at=made.made_at - timedelta(hours=25))
    file = tmp_path / "archives" / made.file_name
    os.utime(file, (0, 0))
    page = client.get(reverse("archives:archives", args=["paca"]))

    assert not file.exists()
    assert "n'est plus ici" in page.content.decode().replace("’", "'")
    assert link_to(send, made) == reverse("archives:archives", args=["paca"])


def test_a_file_lost_is_absent(client, send, made, tmp_path):
    link = link_to(send, made)
    (tmp_path / "archives" / made.file_name).unlink()

    assert client.get(link).status_code == 404


def test_the_job_met_twice_makes_one_archive(made):
    tasks.make_archive.func(made.pk, "http://testserver/")
    tasks.make_archive.func(made.pk + 1, "http://testserver/")

    assert len(mail.outbox) == 1
    assert Fact.objects.with_verbs("mission.archived").count() == 1


def test_the_file_is_private(made, tmp_path):
    file = tmp_path / "archives" / made.file_name

    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
