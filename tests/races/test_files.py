"""At the same moment, with files: taken in once, taken back once, one archive, one look, one count."""

from datetime import timedelta

import pytest

from maven.archives.models import MissionArchive, Publication
from maven.archives.operations.asking import ask_archive
from maven.archives.operations.publishing import publish_counts
from maven.intake.looking import looked_at
from maven.intake.parcels import Parcel
from maven.intake.reading import read_sheet
from maven.intake.registry import IMPORTERS, Asked
from maven.missions.models import FileImport, Invitation
from maven.missions.operations.file_imports import import_file, take_back
from maven.voices.models import Consultation
from tests import cast
from tests.races.racing import LATER, TOGETHER, at_once, did, facts, one_only

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = IMPORTERS["people"]


def bring_in(mission, text, by):
    data = text.encode()
    sheet = read_sheet("x.csv", data, known=PEOPLE.known, most_rows=PEOPLE.most_rows)
    look = looked_at(Parcel(kind="people", said={}, files={"x.csv": data}), PEOPLE, sheet)
    return import_file(
        importer=PEOPLE,
        lines=look.lines,
        asked=Asked(target=mission, options={}, at=LATER, on=LATER.date()),
        fingerprint=look.fingerprint,
        by=by,
        at=LATER,
    )


def test_a_file_taken_in_by_all_is_taken_in_once(paca):
    minh = cast.minh()
    text = "Courriel\naicha@example.org\nnour@example.org\n"

    told = at_once(did(lambda: bring_in(paca, text, minh)))

    assert one_only(told, "FileAlreadyImported")
    assert FileImport.objects.count() == facts(paca, "file.imported") == 1
    assert Invitation.objects.of(paca).count() == 2


def test_somebody_in_several_files_is_invited_once(paca):
    minh = cast.minh()

    def act(n):
        bring_in(paca, f"Courriel\naicha@example.org\nn{n}@example.org\n", minh)
        return True

    assert at_once(act) == [True] * TOGETHER
    assert Invitation.objects.of(paca).count() == TOGETHER + 1


def test_a_file_is_taken_back_once(paca):
    minh = cast.minh()
    made = bring_in(paca, "Courriel\naicha@example.org\n", minh)
    act = did(take_back, file_import=made, importer=PEOPLE, by=minh, at=LATER)

    assert one_only(at_once(act), "TooLateToUndo")
    assert facts(paca, "file.taken_back") == 1
    assert not Invitation.objects.of(paca).exists()


def test_an_archive_asked_for_by_all_is_made_once(paca):
    act = did(ask_archive, mission=paca, addresses=False, by=cast.minh(), at=LATER)

    assert one_only(at_once(act), "ArchiveUnderWay")
    assert MissionArchive.objects.count() == 1


def test_a_link_to_an_archive_serves_once(paca):
    archive = ask_archive(mission=paca, addresses=False, by=cast.minh(), at=LATER)
    link = archive.new_link("session", at=LATER)
    soon = LATER + timedelta(minutes=1)

    told = at_once(lambda _: archive.use_link(link, "session", at=soon))

    assert sorted(told) == [False] * (TOGETHER - 1) + [True]


def test_the_counts_of_a_consultation_are_published_once(call):
    Consultation.objects.filter(pk=call.pk).update(closed_at=cast.NOON)
    minh = cast.minh()

    def publish(_):
        made = publish_counts(
            consultation=call, licence="etalab-2.0", by=minh, at=LATER, on=LATER.date()
        )
        return made.pk

    assert len(set(at_once(publish))) == 1
    assert Publication.objects.count() == facts(call.mission, "counts.published") == 1
