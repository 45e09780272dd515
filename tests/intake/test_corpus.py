"""Each file of the corpus comes to what is written beside it: so many lines, or a refusal with its
place, in both languages; nothing is written by looking, and nothing in part."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from maven.intake.looking import looked_at
from maven.intake.parcels import Parcel
from maven.intake.reading import read_sheet
from maven.intake.registry import Asked, Outcome
from maven.intake.troubles import Unreadable
from maven.missions.models import FileImport, Invitation
from maven.voices.models import Opinion, Statement
from tests import cast
from tests.intake.corpus import CORPUS, SURFACES, cases, options_of, scene

ALL = cases()
pytestmark = pytest.mark.django_db


def come_of(case, mission):
    """(troubles, plan, look); no plan where the file cannot be read."""
    try:
        sheet = read_sheet(
            case.file,
            case.data,
            sheet=case.told.get("asked_sheet", ""),
            known=case.importer.known,
            most_rows=case.importer.most_rows,
        )
    except Unreadable as unreadable:
        return [unreadable.trouble], None, None
    said = options_of(case, mission)
    parcel = Parcel(kind=case.importer.name, said=said, files={case.file: case.data})
    look = looked_at(parcel, case.importer, sheet)
    now = timezone.now()
    plan = case.importer.plan(
        look.lines, Asked(target=mission, options=said, at=now, on=now.date())
    )
    return [*look.lines.troubles, *plan.troubles], plan, look


@pytest.mark.parametrize("case", ALL, ids=repr)
def test_a_file_comes_to_what_is_written_beside_it(case):
    mission = scene()

    troubles, plan, look = come_of(case, mission)

    assert [(one.code, one.line, one.column) for one in troubles] == case.troubles
    for one in troubles:
        assert len(one.excerpt) <= 80
        assert one.excerpt.isprintable()
        with translation.override("en"):
            english = one.message + one.hint
        with translation.override("fr"):
            french = one.message + one.hint
        assert english != french or one.code == "words"  # said as the page would
        assert "%(" not in english + french
    if plan is None:
        return
    counts = {outcome.value: plan.count(outcome) for outcome in Outcome if plan.count(outcome)}
    wanted = {
        name: case.told[name]
        for name in ("new", "changed", "same", "doubtful")
        if case.told.get(name)
    }
    if not case.troubles:
        assert counts == wanted
    notices = [one.code for one in (*look.lines.notices, *plan.notices)]
    assert all(one.message for one in (*look.lines.notices, *plan.notices))
    assert sorted(case.told.get("notices", [])) == sorted(notices) or case.troubles
    for key, found in (
        ("encoding", look.sheet.encoding),
        ("separator", look.sheet.separator),
        ("sheet", look.sheet.name),
        ("sheets", list(look.sheet.sheets)),
        ("words", [step.words for step in plan.steps]),
    ):
        assert case.told.get(key, found) == found


def test_the_corpus_is_as_large_as_was_promised():
    polis = len(list((CORPUS / "polis").glob("*.expected.json")))

    assert len(ALL) + polis >= 150
    assert {case.surface for case in ALL} == set(SURFACES)


SENT = [case for case in ALL if case.surface != "cells" and "asked_sheet" not in case.told]


@pytest.mark.parametrize("case", SENT, ids=repr)
def test_the_page_shows_it_without_breaking_or_writing(
    case, as_, client, send, settings, tmp_path, monkeypatch
):
    """Read in this process here, for time; test_apart.py is about the other one."""
    monkeypatch.setattr("maven.intake.looking.read_apart", read_sheet)
    settings.VAR = tmp_path
    mission = scene()
    as_(cast.minh())
    written = (Invitation, Statement, Opinion, FileImport)
    before = [model.objects.count() for model in written]
    page = f"/m/paca/animer/importer/{case.importer.name}/"

    sent = send(
        page, {"file": SimpleUploadedFile(case.file, case.data), **options_of(case, mission)}
    )

    if not case.data:  # a file of no byte is refused before it is kept
        assert sent.status_code == 422
        return
    assert sent.status_code == 303
    look = client.get(sent["Location"])
    text = look.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert look.status_code in {200, 422}
    for code, line, column in case.troubles[:1]:
        assert "corriger" in text or "ne peut pas être lu" in text, code
        assert not line or f">{line}<" in text or f"Ligne {line}" in text
        assert column.split(" ")[0] in text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert [model.objects.count() for model in written] == before
