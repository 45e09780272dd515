"""What the programs that watch are told, and what the people who visit are."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from prometheus_client.parser import text_string_to_metric_families

from maven.config import health, logbook, pause, vitals
from maven.config.application import counted
from maven.config.status import lines_of
from maven.config.vitals import Stored, Vitals, look
from maven.live import figures, refusals
from tests import cast

STORED = {
    "behind": 0,
    "jobs": 0,
    "waited": 0.0,
    "failed": 0,
    "letters": 0,
    "set_aside": 0,
    "facts": 12,
    "chains": 1,
}
WELL = {
    "stored": Stored(**STORED),
    "paused": None,
    "disk_free": 50 * 2**30,
    "disk_size": 100 * 2**30,
    "log_bytes": 0,
    "worker_silent": 1.0,
    "backup_age": 3600.0,
    "drill_age": 86400.0 * 3,
    "drill": {"seconds": 12},
}


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path


def metrics(client, **extra):
    response = client.get("/metrics", **extra)
    assert response.status_code == 200
    return {
        sample.name: sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
        if not sample.labels or sample.labels.get("le") == "+Inf"
    }


# For programs


@pytest.mark.django_db
def test_alive_asks_nothing_of_the_store(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").text == "alive\n"


@pytest.mark.django_db
def test_ready_tells_what_deserves_a_look(client, var, settings):
    settings.DEMO = False
    told = client.get("/readyz").json()
    assert told["ready"]
    assert told["warnings"] == ["backup"]
    logbook.write("backup", at=datetime.now(UTC).isoformat())
    told = client.get("/readyz").json()
    assert told["warnings"] == []
    assert 0 <= told["backup_age"] < 60


@pytest.mark.django_db
def test_it_is_not_ready_while_writing_is_paused(client, var):
    pause.begin(at=cast.NOON)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["writing_paused"]


def test_it_is_not_ready_without_its_store(client, monkeypatch):
    def gone(*args, **words):
        raise OperationalError("gone")

    monkeypatch.setattr(health.transaction, "atomic", gone)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["store"]) == (503, "OperationalError")


@pytest.mark.django_db
def test_the_figures_are_read_by_the_usual_reader(client, var, paca):
    logbook.write("backup", at=datetime.now(UTC).isoformat())
    logbook.write("drill", at=datetime.now(UTC).isoformat(), seconds=7.5)
    figures.ANSWERS.add("GET", "2xx")
    told = metrics(client)
    assert told["maven_store_answers"] == 1
    assert told["maven_journal_facts"] > 0
    assert told["maven_drill_seconds"] == 7.5
    assert told["maven_disk_free_bytes"] > 0
    assert told["maven_opinions_together_bucket"] == told["maven_opinions_together_count"]


@pytest.mark.django_db
def test_the_figures_are_for_this_machine_or_for_whoever_has_the_key(client, settings, var):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 404
    settings.METRICS_KEY = "k" * 30
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"X-Metrics-Key": "wrong"}).status_code == 404
    assert client.get("/metrics", headers={"X-Metrics-Key": "k" * 30}).status_code == 200


def test_a_label_keeps_within_its_quotes():
    from maven.config.metrics import sample

    line = sample("x", 1, reason='a"b\\c\nd')
    assert line == 'x{reason="a\\"b\\\\c\\nd"} 1.0'


def test_what_is_sent_is_what_is_counted():
    figures.ACKNOWLEDGED.counted.clear()
    figures.REFUSALS.counted.clear()

    async def send(message):
        pass

    async def scene():
        for method, status_, headers in (
            ("POST", 303, []),
            ("POST", 503, refusals.PAUSED.headers),
            ("GET", 403, []),
            ("PROPFIND", 405, []),
        ):
            told = counted({"method": method}, send)
            await told({"type": "http.response.start", "status": status_, "headers": headers})
            await told({"type": "http.response.body", "body": b""})

    asyncio.run(scene())

    assert figures.ACKNOWLEDGED.counted == {(): 1}
    assert figures.REFUSALS.counted == {("paused",): 1, ("not_allowed",): 1}
    assert figures.ANSWERS.counted["other", "4xx"] == 1


def test_whoever_finds_a_weakness_finds_whom_to_tell(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    text = client.get("/.well-known/security.txt").text
    assert "Contact: mailto:security@example.org\n" in text
    assert f"Expires: {datetime.now(UTC).year + 1}-" in text


# For people


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words"), [("/status", "État du service"), ("/en/status", "How this place is")]
)
def test_the_page_is_in_words_and_holds_no_secret(client, var, settings, address, words):
    settings.METRICS_KEY = settings.BACKUP_PASSPHRASE = "no-such-thing-on-a-page"
    text = client.get(address).text
    assert words in text
    for secret in (str(var), settings.METRICS_KEY, settings.SECRET_KEY, "sqlite"):
        assert secret not in text


@pytest.mark.parametrize(
    ("change", "mark", "words"),
    [
        ({}, "well", "Fonctionne"),
        ({"stored": None}, "wrong", "ne répond pas"),
        ({"paused": SimpleNamespace(since=cast.NOON, words="")}, "wrong", "Suspendu"),
        ({"stored": Stored(**STORED | {"behind": 2})}, "watch", "nouvelle version"),
        ({"disk_free": 2**20}, "wrong", "Il reste 0 %"),
        ({"disk_free": 5 * 2**30}, "watch", "Il reste 5 %"),
        ({"worker_silent": 900.0}, "watch", "En retard"),
        ({"stored": Stored(**STORED | {"waited": 900.0})}, "watch", "En retard"),
        ({"stored": Stored(**STORED | {"failed": 2})}, "watch", "2 tâches ont échoué"),
        ({"stored": Stored(**STORED | {"jobs": 1})}, "well", "1 tâche attend"),
        ({"backup_age": None}, "watch", "Aucune n'a encore été faite"),
        ({"backup_age": 86400.0 * 4}, "watch", "il y a 4 jours"),
        ({"backup_age": 7300.0}, "well", "il y a 2 heures"),
        ({"drill_age": None}, "watch", "Jamais répété"),
    ],
)
def test_each_thing_is_told_as_it_is(db, settings, change, mark, words):
    settings.DEMO = False
    found = Vitals(**WELL | change)
    lines = lines_of(found)
    (line,) = [one for one in lines if words in one.words]
    assert line.mark == mark
    worst = {one.mark for one in lines}
    assert ("wrong" in worst) == (mark == "wrong")
    assert found.serves == (mark != "wrong" and not (found.stored and found.stored.behind))


@pytest.mark.django_db
def test_a_store_that_does_not_answer_is_told_as_such(monkeypatch, var):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr(vitals, "_up_to_date", False)
    assert look(at=cast.NOON).stored is not None
    monkeypatch.setattr(vitals.DBTaskResult.objects, "ready", gone)
    assert look(at=cast.NOON).stored is None


@pytest.mark.django_db
def test_the_oldest_job_is_the_one_that_waits(var):
    from tests.config.test_worker import note

    note.enqueue("un")
    found = look(at=datetime.now(UTC) + timedelta(minutes=10))
    assert found.stored.jobs == 1
    assert found.queue_slow


def test_the_size_of_the_log_is_the_one_of_its_file(var):
    (var / "maven.sqlite3-wal").write_bytes(b"x" * 77)
    assert vitals.size_of_log() == 77


# Writing paused


@pytest.mark.django_db
def test_while_writing_is_paused_one_reads_and_nothing_is_recorded(paca, as_, send, var):
    client = as_(cast.minh())
    pause.begin(at=cast.NOON, words="Retour vers midi.")

    page = client.get(paca.get_absolute_url())
    refused = send("/moi/", {"name": "Autre"})

    assert page.status_code == 200
    assert "Retour vers midi." in page.text
    assert refused.status_code == 503
    assert refused["Retry-After"] == "120"
    assert "suspendu" in refused.content.decode()
    pause.end()
    assert "Retour vers midi." not in client.get(paca.get_absolute_url()).text
    pause.end()


def test_a_pause_that_cannot_be_read_is_one(var):
    (var / pause.NAME).write_text("{")
    assert pause.pause().words == ""
    (var / pause.NAME).write_text(json.dumps([]))
    assert pause.pause() is not None


def test_the_pages_of_a_mission_end_with_its_seal(paca, client):
    from maven.journal.models import Chain

    head = Chain.objects.get(name=paca.chain).head
    text = client.get(paca.get_absolute_url()).text
    assert f"Sceau du journal : {head[:12]}" in text.replace("\u202f", " ").replace("\xa0", " ")
    assert head[:12] not in client.get("/aide/").text
