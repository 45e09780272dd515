"""A mission is written by the command of one house and taken in by another, where life goes on."""

import json
import re
import zipfile

import pytest
from django.contrib.auth import get_user
from django.core import mail

from maven.cli import main
from maven.journal.operations import verify
from maven.journal.readers import read_on
from maven.missions.models import Membership, Mission
from maven.people.models import Person
from maven.voices.models import Participant
from tests import cast
from tests.archives.houses import emptied
from tests.archives.lived import lived

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path


def test_it_leaves_and_comes_back_with_its_journal_and_its_accounts(tmp_path, client, capsys):
    mission = lived()
    head = verify(mission.chain).head
    assert main(["export", "paca", "--to", str(tmp_path / "a.zip"), "--addresses"]) == 0
    emptied()

    assert main(["import-archive", str(tmp_path / "a.zip")]) == 0
    assert f"the same head as there, {head}" in capsys.readouterr().out

    assert main(["export", "paca", "--to", str(tmp_path / "b.zip"), "--addresses"]) == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    client.force_login(Person.objects.get(email="minh@example.org"))
    for page in ("", "causes/", "sprints/", "consultations/", "communaute/", "animer/archive/"):
        assert client.get(f"/m/paca/{page}").status_code == 200


def test_whoever_came_without_a_name_proves_an_address_and_the_account_is_hers(
    tmp_path, client, send
):
    lived()
    main(["export", "paca", "--to", str(tmp_path / "a.zip"), "--addresses"])
    emptied()
    main(["import-archive", str(tmp_path / "a.zip")])
    lucie = Person.objects.get(email="lucie@example.org")
    assert lucie.name == ""  # she chose not to appear

    send("/connexion/", {"email": " Lucie@Example.org"})
    [code] = re.findall(r"^\s{4}(\S+)$", mail.outbox[-1].body, re.M)
    send("/connexion/code/", {"code": code})

    assert get_user(client) == lucie
    assert Membership.objects.filter(person=lucie).exists()
    assert client.get("/m/paca/communaute/").status_code == 200
    assert Person.objects.filter(email="lucie@example.org").count() == 1


def test_beside_another_it_gets_another_address_and_a_facilitator(tmp_path, capsys):
    lived()
    file = str(tmp_path / "a.zip")
    main(["export", "paca", "--to", file])

    assert main(["import-archive", file]) == 2
    assert "--slug" in capsys.readouterr().err
    assert main(["import-archive", file, "--slug", "b", "--facilitator", "new@example.org"]) == 0
    part = Membership.objects.of(Mission.objects.get(slug="b")).get(person__email="new@example.org")
    assert part.role == "facilitator"


def test_the_commands_say_what_they_do_not_do(tmp_path, capsys):
    lived()
    file = tmp_path / "a.zip"
    file.write_bytes(b"PK")

    assert main(["export", "paca", "--to", str(file)]) == 2
    assert main(["import-archive", str(file)]) == 2
    assert "nothing was taken in" in capsys.readouterr().err


def test_nobody_is_found_behind_the_answers(tmp_path):
    mission = lived()
    voices = {voice.pk: voice for voice in Participant.objects.all()}
    main(["export", "paca", "--to", str(tmp_path / "a.zip")])
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    everything = "\n".join(files.values())
    told = [json.loads(line) for line in files["data/voices.Participant.jsonl"].splitlines()]

    assert len(told) == len(voices)
    assert {tuple(sorted(row)) for row in told} == {("came_at", "consultation", "id", "set_aside")}
    assert {row["came_at"] for row in told} == {"2014-01-13"}
    assert not any(secret in everything for secret in ("guest-digest", "@example.org", "f" * 64))
    assert cast.lucie().name not in everything  # she chose not to appear
    assert mission.name in everything


def test_the_numbers_of_voices_say_nothing_of_the_order_they_came_in(tmp_path):
    from maven.archives.ballots import numbered

    mission = lived()
    order = [key for _number, key in numbered(mission)]

    assert sorted(order) != order
    assert order == [key for _number, key in numbered(mission)]


def test_readers_do_not_react_again_to_what_was_lived_elsewhere(tmp_path):
    lived()
    main(["export", "paca", "--to", str(tmp_path / "a.zip")])
    emptied()
    main(["import-archive", str(tmp_path / "a.zip")])
    met = []
    reactions = {"cause.named": met.append, "mission.launched": met.append}

    read_on("compass", reactions, at=cast.NOON)

    assert met == []


def test_the_table_for_spreadsheets_starts_no_formula(tmp_path):
    lived()
    main(["export", "paca", "--to", str(tmp_path / "a.zip")])
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        causes = archive.read("tables/causes.Cause.csv").decode("utf-8-sig")

    assert "'=SOMME(1;2)" in causes
