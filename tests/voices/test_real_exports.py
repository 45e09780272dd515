"""The public Polis exports, where they are on this machine (MAVEN_POLIS_DATA says where)."""

import csv
import os
import time
from collections import Counter
from pathlib import Path

import pytest

from maven.voices.folder import import_folder, read_folder
from maven.voices.models import Consultation, Opinion
from tests import cast

DATA = Path(os.environ.get("MAVEN_POLIS_DATA", "nowhere"))
FOLDERS = sorted(path.parent for path in DATA.glob("*/comments.csv"))

pytestmark = pytest.mark.skipif(not FOLDERS, reason="no export on this machine")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_public_export_is_imported_whole_and_fast(paca, folder):
    began = time.monotonic()

    report = import_folder(folder, mission=paca, by=cast.minh(), at=cast.NOON.replace(year=2026))

    assert report.made
    assert Opinion.objects.of(report.consultation).count() == report.counts["votes"] > 500
    assert time.monotonic() - began < 10
    again = import_folder(folder, mission=paca, by=cast.minh(), at=cast.NOON.replace(year=2027))
    assert not again.made
    assert Consultation.objects.count() == 1


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_counts_of_the_export_agree_with_its_own_columns(folder):
    export = read_folder(folder)

    with (folder / "comments.csv").open(newline="", encoding="utf-8") as lines:
        told = {row["comment-id"]: int(row["agrees"]) for row in csv.DictReader(lines)}
    counted = Counter(vote.idea_id for vote in export.votes if vote.choice == 1)
    less = [agrees - counted[idea] for idea, agrees in told.items()]
    assert export.is_sound
    assert set(told) == {idea.source_id for idea in export.ideas}
    assert min(less) >= 0  # their columns count each re-vote, we keep the last
    assert sum(less) <= export.revotes
