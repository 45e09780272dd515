"""Each file of the corpus comes to what is written beside it: so many lines, or a refusal with its
place, in both languages; nothing is written by looking, and nothing in part.

The files of one kind share a mission: what one of them brings in is taken out before the next.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone, translation

from maven.intake.looking import looked_at
from maven.intake.parcels import Parcel
from maven.intake.reading import read_sheet
from maven.intake.registry import IMPORTERS, Asked, Outcome
from maven.intake.troubles import Unreadable
from maven.missions.models import FileImport, Invitation
from maven.missions.operations.file_imports import LinesBroken, NothingNew, import_file
from maven.sprints.models import Activity
from maven.voices.models import Opinion, Participant, Statement
from tests import cast
from tests.intake.corpus import CORPUS, SURFACES, cases, options_of, scene

ALL = cases()
WRITTEN = (Invitation, Statement, Participant, Opinion, Activity, FileImport)
# What is wrong with a file before it has lines.
OF_THE_FILE = {
    *("type", "empty", "named", "archive", "doctype", "unsafe", "password", "embedded", "gzip"),
    *("macros", "sheet", "xls"),
}
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.any_store]


def of(surface, every=ALL):
    return [case for case in every if case.surface == surface]


def counts():
    return [model.objects.count() for model in WRITTEN]


def come_of(case, mission, now):
    """(troubles, plan, look, asked); no plan where the file cannot be read."""
    try:
        sheet = read_sheet(
            case.file,
            case.data,
            sheet=case.told.get("asked_sheet", ""),
            known=case.importer.known,
            most_rows=case.importer.most_rows,
        )
    except Unreadable as unreadable:
        return [unreadable.trouble], None, None, None
    said = options_of(case, mission)
    parcel = Parcel(kind=case.importer.name, said=said, files={case.file: case.data})
    look = looked_at(parcel, case.importer, sheet)
    asked = Asked(target=mission, options=said, at=now, on=now.date())
    plan = case.importer.plan(look.lines, asked)
    return [*look.lines.troubles, *plan.troubles], plan, look, asked


@pytest.mark.parametrize("surface", SURFACES)
def test_a_file_comes_to_what_is_written_beside_it(surface):
    mission, now, came = scene(), timezone.now(), {"in": 0, "nothing new": 0, "refused": 0}
    empty = counts()

    for case in of(surface):
        with transaction.atomic():
            troubles, plan, look, asked = come_of(case, mission, now)
            said_in_both_languages(case, troubles)
            if plan is not None:
                told_beside(case, plan, look)
            assert counts() == empty, case
            came[taken_in(case, look, asked, now)] += 1
            assert not troubles or counts() == empty, f"{case}: imported in part"
            transaction.set_rollback(True)

    print(f"figure: {surface}: {sum(came.values())} files, {came}")


def taken_in(case, look, asked, now):
    """What saying yes does: everything, or nothing."""
    if look is None or (case.troubles and case.importer.name not in IMPORTERS):
        return "refused"
    if case.importer.name not in IMPORTERS:  # the table of cells writes nothing
        return "in"
    try:
        import_file(
            importer=case.importer,
            lines=look.lines,
            asked=asked,
            fingerprint=look.fingerprint,
            by=cast.minh(),
            at=now,
        )
    except LinesBroken:
        assert case.troubles, case
        return "refused"
    except NothingNew:
        return "nothing new"
    assert not case.troubles, case
    return "in"


def said_in_both_languages(case, troubles):
    assert [(one.code, one.line, one.column) for one in troubles] == case.troubles, case
    for one in troubles:
        assert one.file == case.file
        assert one.line or one.column or one.code in OF_THE_FILE, (case, one)
        assert len(one.excerpt) <= 80
        assert one.excerpt.isprintable()
        with translation.override("en"):
            english = one.message + one.hint
        with translation.override("fr"):
            french = one.message + one.hint
        assert english != french or one.code == "words", case  # said as the page would
        assert "%(" not in english + french


def told_beside(case, plan, look):
    wanted = {
        outcome.value: case.told[outcome.value]
        for outcome in Outcome
        if case.told.get(outcome.value)
    }
    if not case.troubles:
        found = {outcome.value: plan.count(outcome) for outcome in Outcome if plan.count(outcome)}
        assert found == wanted, case
    notices = [one.code for one in (*look.lines.notices, *plan.notices)]
    assert all(one.message for one in (*look.lines.notices, *plan.notices))
    assert sorted(case.told.get("notices", [])) == sorted(notices) or case.troubles, case
    for key, found in (
        ("encoding", look.sheet.encoding),
        ("separator", look.sheet.separator),
        ("sheet", look.sheet.name),
        ("sheets", list(look.sheet.sheets)),
        ("words", [step.words for step in plan.steps]),
    ):
        assert case.told.get(key, found) == found, case


def test_the_corpus_is_as_large_as_was_promised():
    polis = len(list((CORPUS / "polis").glob("*.expected.json")))

    assert len(ALL) + polis >= 150
    assert {case.surface for case in ALL} == set(SURFACES)


SENT = [case for case in ALL if case.surface != "cells" and "asked_sheet" not in case.told]


@pytest.mark.parametrize("surface", [one for one in SURFACES if one != "cells"])
def test_the_page_shows_it_without_breaking_or_writing(
    surface, as_, client, send, settings, tmp_path, monkeypatch
):
    """Read in this process here, for time; test_apart.py is about the other one."""
    monkeypatch.setattr("maven.intake.looking.read_apart", read_sheet)
    settings.VAR = tmp_path
    mission = scene()
    as_(cast.minh())
    before = counts()

    for case in of(surface, SENT):
        page = f"/m/paca/animer/importer/{case.importer.name}/"
        file = SimpleUploadedFile(case.file, case.data)
        sent = send(page, {"file": file, **options_of(case, mission)})
        if not case.data:  # a file of no byte is refused before it is kept
            assert sent.status_code == 422, case
            continue
        assert sent.status_code == 303, case
        look = client.get(sent["Location"])
        text = look.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
        assert look.status_code in {200, 422}, case
        for _, line, column in case.troubles[:1]:
            assert "corriger" in text or "ne peut pas être lu" in text, case
            assert not line or f">{line}<" in text or f"Ligne {line}" in text, case
            assert column.split(" ")[0] in text, case
        assert "<script>alert" not in text, case
        assert "<img src=x" not in text, case

    assert counts() == before
