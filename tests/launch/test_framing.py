"""The launch: framing, notes, documents, passages; what is born of a passage says its source."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maven.archives.cells import written
from maven.causes.models import Cause
from maven.journal.models import Fact
from maven.missions import documents
from maven.missions.models import Annotation, BriefingNote, EarlierDeliverable, Framing
from maven.missions.operations import deliverables, framings, notes
from maven.missions.operations.annotations import NotToBeQuoted, annotate_interview
from maven.missions.preparation import preparation_of
from maven.sprints.models import Tension
from maven.voices.models import Statement
from maven.voices.operations import promote_statement
from tests import cast
from tests.house.launch import Launched

FRAME = "/m/paca/animer/cadrage/"
AGREED = {
    "objectives": "Former ici\n\n  Relier   les vallées ",
    "question": "Que voulons-nous ?",
    "constraints": "Un an",
    "follow_up": "Un budget de 100 k€ est voté.",
    "follow_up_by": "Le conseil",
    "follow_up_on": "2014-12-31",
}


def done(mission):
    return {one.step.slug for phase in preparation_of(mission) for one in phase.steps if one.done}


def test_the_sponsor_writes_the_framing_and_everybody_reads_what_becomes_of_the_result(
    client, as_, send, paca
):
    as_(cast.odile())
    assert send(FRAME, AGREED).status_code == 303

    framing = Framing.objects.get()
    assert framing.objective_lines == ["Former ici", "Relier les vallées"]
    assert framing.follow_up_on == date(2014, 12, 31)
    paca.refresh_from_db()
    assert paca.question == "Que voulons-nous ?"
    assert "framing" in done(paca)
    client.logout()
    page = client.get(FRAME).text
    assert "Un budget de 100" in page
    assert "<form class=" not in page
    assert send(FRAME, AGREED).status_code == 403


def test_a_framing_said_again_with_the_same_words_records_nothing_more(paca):
    for _ in range(2):
        framings.set_framing(
            mission=paca, changes={"objectives": "Un."}, by=cast.minh(), at=cast.NOON
        )
    assert Fact.objects.filter(verb="framing.set").count() == 1
    assert "framing" not in done(paca)


def test_two_people_who_write_the_framing_read_each_other(client, as_, send, paca):
    as_(cast.minh())
    drawn = client.get(FRAME).text.partition('name="drawn" value="')[2].partition('"')[0]
    framings.set_framing(
        mission=paca, changes={"objectives": "Le sien."}, by=cast.odile(), at=cast.NOON
    )
    answer = send(FRAME, {**AGREED, "drawn": drawn})
    assert answer.status_code == 422
    assert "Le sien." in answer.content.decode()
    assert Framing.objects.get().objectives == "Le sien."


def test_a_framing_that_cannot_be_one_keeps_nothing(as_, send, paca):
    as_(cast.minh())
    for wrong in ({"question": ""}, {"follow_up_on": "jamais"}, {"objectives": "x" * 4001}):
        assert send(FRAME, {**AGREED, **wrong}).status_code == 422
    assert not Framing.objects.exists()


def test_a_note_of_the_working_group_is_read_by_the_working_group_alone(client, as_, send, paca):
    as_(cast.odile())
    told = {"title": "Le calendrier", "words": "Avril.\n\nMai.", "audience": "group"}
    assert send("/m/paca/notes/nouvelle/", told).status_code == 303
    note = BriefingNote.objects.get()
    assert "briefing" in done(paca)
    assert send("/m/paca/notes/nouvelle/", told).status_code == 422
    for who, status in ((cast.karim(), 200), (cast.salome(), 404)):
        as_(who)
        assert client.get(note.get_absolute_url()).status_code == status
        assert ("Le calendrier" in client.get("/m/paca/notes/").text) is (status == 200)
        assert send(f"{note.get_absolute_url()}texte/", told).status_code == 403
    as_(cast.minh())
    send(f"{note.get_absolute_url()}texte/", {**told, "audience": "all", "words": "Juin."})
    client.logout()
    assert "Juin." in client.get(note.get_absolute_url()).text


def test_two_notes_have_two_titles_and_one_goes(as_, client, send, paca):
    by = {"by": cast.minh(), "at": cast.NOON, "audience": "all", "words": "Mots."}
    notes.write_note(mission=paca, title="Un", **by)
    other = notes.write_note(mission=paca, title="Deux", **by)
    with pytest.raises(notes.NoteAlreadyThere):
        notes.reword_note(note=other, title="Un", **by)
    as_(cast.minh())
    edit = f"/m/paca/notes/{other.pk}/texte/"
    assert client.get(edit).status_code == 200
    assert client.get("/m/paca/notes/nouvelle/").status_code == 200
    assert send(edit, {"title": "Un", "words": "x", "audience": "all"}).status_code == 422
    assert send(edit, {"title": "", "words": "x" * 20_001, "audience": "x"}).status_code == 422
    send(f"/m/paca/notes/{other.pk}/retrait/")
    assert BriefingNote.objects.get().title == "Un"


NEW = "/m/paca/livrables/nouveau/"


def upload(name, content):
    return SimpleUploadedFile(name, content)


def test_a_document_is_kept_and_given_back_as_it_came_to_the_working_group(client, as_, send, paca):
    as_(cast.minh())
    told = {"title": "Étude", "origin": "L'agence, 2012", "file": upload("é/tude.pdf", b"%PDF-1.7")}
    assert send(NEW, told).status_code == 303
    kept = EarlierDeliverable.objects.get()
    assert (kept.file_name, kept.file_size) == ("tude.pdf", 8)
    file = f"{kept.get_absolute_url()}fichier/"
    as_(cast.karim())
    answer = client.get(file)
    assert answer.content == b"%PDF-1.7"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Noter un passage" not in client.get(kept.get_absolute_url()).text
    as_(cast.salome())
    assert client.get(file).status_code == 403
    as_(cast.ana())
    cast.elsewhere()
    assert client.get(f"/m/ailleurs/livrables/{kept.pk}/fichier/").status_code == 404


def test_a_document_that_is_not_one_is_refused_with_words(as_, client, send, paca, monkeypatch):
    as_(cast.minh())
    assert client.get(NEW).status_code == 200
    bad = [
        upload("page.html", b"<html></html>"),
        upload("faux.pdf", b"MZ\x90 un programme"),
        upload("vide.txt", b""),
        upload("zeros.txt", b"a" * 50 + b"\0" * 9),
        upload("table.csv.gz", b"a;b"),
        upload("long.txt", b"x" * (documents.MOST_SENT + 1)),
    ]
    for one in bad:
        answer = send(NEW, {"title": "Étude", "file": one})
        assert answer.status_code == 422, one.name
    assert send(NEW, {"title": "Étude"}).status_code == 422
    assert send(NEW, {"title": "Étude", "link": "javascript:alert(1)"}).status_code == 422
    assert not EarlierDeliverable.objects.exists()
    link = {"title": "Étude", "link": "https://example.org/etude"}
    assert send(NEW, link).status_code == 303
    assert send(NEW, link).status_code == 422
    kept = EarlierDeliverable.objects.get()
    assert client.get(f"{kept.get_absolute_url()}fichier/").status_code == 404
    monkeypatch.setattr(deliverables, "MOST_OF_ALL", 3)
    full = {"title": "Autre", "file": upload("a.txt", b"quatre")}
    assert "200" in send(NEW, full).content.decode()
    with pytest.raises(deliverables.NothingToKeep):
        deliverables.keep_deliverable(mission=paca, title="x", by=cast.minh(), at=cast.NOON)


def test_the_name_and_the_kind_of_a_document():
    assert documents.plain_name("a/b\n.pdf") == "ab.pdf"
    assert documents.plain_name(".pdf") == "document.pdf"
    assert documents.type_of("x.odt").startswith("application/vnd.oasis")
    assert documents.type_of("x.html") == "application/octet-stream"
    assert written(b"ab") == "YWI="


@pytest.fixture
def passage(paca):
    return Launched(paca).annotation


def becomes(send, passage, **told):
    return send(reverse("front:annotation", args=["paca", passage.pk]), told)


def test_a_passage_becomes_an_idea_a_cause_and_a_tension_that_say_their_source(
    client, as_, send, paca, passage
):
    call = cast.consultation(paca)
    as_(cast.minh())
    page = client.get(reverse("front:annotation", args=["paca", passage.pk])).text
    assert page.count("Il manque un lieu.") >= 4
    idea = {"becomes": "idea", "consultation": call.pk, "words": "Ouvrir un lieu commun."}
    assert becomes(send, passage, **idea).status_code == 303
    assert becomes(send, passage, **idea).status_code == 422
    cause = {"becomes": "cause", "title": "Un lieu pour tous", "purpose": ""}
    assert becomes(send, passage, **cause).status_code == 303
    assert becomes(send, passage, **cause).status_code == 422
    tension = {"becomes": "tension", "desired": "Un lieu", "observed": "Rien"}
    assert becomes(send, passage, **tension).status_code == 303

    source = "Étude de 2012, p. 12"
    born = (Statement.objects.get(), Cause.objects.get(), Tension.objects.get())
    assert {one.source for one in born} == {source}
    assert {one.annotation for one in born} == {passage}
    assert "Étude de 2012" in client.get(born[1].get_absolute_url()).text
    assert "Étude de 2012" in client.get(call.get_absolute_url()).text
    page = client.get(reverse("front:annotation", args=["paca", passage.pk])).text
    assert page.count("Un lieu pour tous") >= 1
    grown = promote_statement(statement=born[0], title="Autre", by=cast.minh(), at=cast.NOON)
    assert grown.source == source


def test_what_a_passage_cannot_become_leaves_nothing(as_, send, paca, passage):
    call = cast.consultation(paca)
    other = cast.consultation(cast.elsewhere())
    as_(cast.minh())
    for told in (
        {"becomes": "idea", "consultation": other.pk, "words": "Ouvrir un lieu."},
        {"becomes": "idea", "consultation": call.pk, "words": "?"},
        {"becomes": "cause", "title": "x" * 121},
        {"becomes": "tension", "desired": "x"},
    ):
        assert becomes(send, passage, **told).status_code == 422, told
    assert becomes(send, passage, becomes="autre").status_code == 303
    assert not Statement.objects.exists()
    assert not Cause.objects.exists()
    assert not Tension.objects.exists()
    as_(cast.karim())
    assert becomes(send, passage, becomes="cause", title="x").status_code == 403


def test_what_was_born_of_a_document_stays_when_it_goes(as_, client, send, paca, passage):
    as_(cast.minh())
    becomes(send, passage, becomes="cause", title="Un lieu")
    page = passage.deliverable.get_absolute_url()
    assert send(page, {"quotation": ""}).status_code == 422
    assert send(page, {"quotation": "Un autre.", "page": "3"}).status_code == 303
    assert "earlier-deliverables" in done(paca)
    second = Annotation.objects.get(quotation="Un autre.")
    send(f"/m/paca/livrables/passages/{second.pk}/retrait/")
    send(f"{page}retrait/")
    assert not EarlierDeliverable.objects.exists()
    assert Cause.objects.get().source == "Étude de 2012, p. 12"
    assert Cause.objects.get().annotation is None


def test_a_source_names_nobody_who_was_met_alone(paca):
    launched = Launched(paca)
    assert launched.quotation.source == "un entretien (janvier 2014)"
    assert launched.annotation.source == "Étude de 2012, p. 12"
    launched.annotation.page = ""
    assert launched.annotation.source == "Étude de 2012"
    launched.interview.held_on = None
    assert launched.quotation.source == "un entretien"
    launched.interview.consent = "refused"
    with pytest.raises(NotToBeQuoted):
        annotate_interview(
            interview=launched.interview, quotation="x", by=cast.minh(), at=cast.NOON
        )


@pytest.mark.parametrize("many", [1, 60])
def test_the_pages_of_the_launch_cost_the_same_whatever_their_length(
    client, as_, paca, passage, many, django_assert_max_num_queries
):
    first = passage.deliverable
    EarlierDeliverable.objects.bulk_create(
        EarlierDeliverable(mission=paca, title=f"D {n}", link="https://e.org", kept_at=cast.NOON)
        for n in range(many)
    )
    Annotation.objects.bulk_create(
        Annotation(mission=paca, deliverable=first, quotation=f"P {n}", made_at=cast.NOON)
        for n in range(many)
    )
    BriefingNote.objects.bulk_create(
        BriefingNote(mission=paca, title=f"N {n}", words="x", written_at=cast.NOON)
        for n in range(many)
    )
    as_(cast.minh())
    for page in (
        FRAME,
        "/m/paca/notes/",
        "/m/paca/livrables/",
        first.get_absolute_url(),
        reverse("front:annotation", args=["paca", passage.pk]),
    ):
        with django_assert_max_num_queries(15):
            assert client.get(page).status_code == 200
