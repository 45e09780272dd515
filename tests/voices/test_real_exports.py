"""The public Polis exports, where they are on this machine (MAVEN_POLIS_DATA says where)."""

import os
import time
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

    assert export.is_sound
    assert export.files[0].encoding == "UTF-8"
