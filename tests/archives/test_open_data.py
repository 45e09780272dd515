import csv
import io
import zipfile

import pytest

from maven.cli import main
from maven.missions.models import Mission
from maven.voices.models import Consultation
from tests import cast
from tests.archives.lived import answer, lived

pytestmark = pytest.mark.django_db


def published(tmp_path):
    assert main(["export", "paca", "--to", str(tmp_path / "o.zip"), "--open-data"]) == 0
    with zipfile.ZipFile(tmp_path / "o.zip") as archive:
        table = archive.read("ideas.csv").decode("utf-8-sig")
        return archive.namelist(), list(csv.DictReader(io.StringIO(table)))


def test_no_count_below_ten_is_published(tmp_path):
    mission = lived()
    consultation = cast.consultation(mission, "Et encore ?", statements=2)
    for seed in range(40):
        answer(consultation, None, seed)
    while_open = published(tmp_path)[1]
    (tmp_path / "o.zip").unlink()
    Consultation.objects.update(closed_at=cast.NOON)
    names, rows = published(tmp_path)
    counts = [int(row[key]) for row in rows for key in ("agree", "disagree", "pass") if row[key]]

    assert names == ["ideas.csv", "manifest.json"]
    assert counts
    assert min(counts) >= 10
    # Two files around one answer would tell it: an open consultation gives its ideas only.
    assert [row["words"] for row in while_open] == [row["words"] for row in rows]
    assert not any(row["agree"] or row["answers"] for row in while_open)


def test_the_same_answers_publish_the_same_bytes(tmp_path):
    lived()
    published(tmp_path)
    first = (tmp_path / "o.zip").read_bytes()
    (tmp_path / "o.zip").unlink()
    published(tmp_path)

    assert (tmp_path / "o.zip").read_bytes() == first


def test_a_closed_mission_publishes_nothing(tmp_path, capsys):
    lived()
    Mission.objects.update(visibility="closed")

    assert main(["export", "paca", "--to", str(tmp_path / "o.zip"), "--open-data"]) == 2
    assert not (tmp_path / "o.zip").exists()
