from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from maven.intake.apart import one_at_a_time
from maven.intake.polis import read_export
from maven.journal.models import Fact, Receipt
from maven.journal.operations import record
from maven.missions.models import FileImport
from maven.voices import operations
from maven.voices.folder import CC_BY_4, FolderUnreadable, import_folder
from maven.voices.models import Consultation, ImportedFile, Opinion, Participant, Statement
from tests import cast
from tests.voices.exports import SMALL

NOW = cast.NOON.replace(year=2026)


def bring_in(mission, files=SMALL, at=NOW, **more):
    return operations.import_polis(
        mission=mission,
        question="Ailleurs ?",
        export=read_export(files),
        by=cast.minh(),
        at=at,
        **more,
    )


def test_a_conversation_comes_in_whole_and_closed(paca):
    seen = []
    report = bring_in(paca, progress=lambda done, total: seen.append((done, total)))

    call = report.consultation
    assert report.made
    assert not call.is_open_on(NOW.date())
    assert Opinion.objects.of(call).count() == 6
    assert call.participants.count() == 3
    assert Statement.objects.of(call).refused().get().words == "Une idée refusée"
    assert Opinion.objects.filter(statement__refused_at__isnull=False).count() == 1
    assert call.opened_at < call.closed_at == NOW
    assert seen == [(6, 6)]
    assert Fact.objects.filter(verb="consultation.imported").count() == 1


def test_the_same_content_again_changes_nothing(paca):
    first = bring_in(paca)
    again = bring_in(paca, at=NOW + timedelta(days=1))

    assert (again.made, again.imported_at) == (False, NOW)
    assert again.consultation == first.consultation
    assert again.counts == first.counts
    assert Consultation.objects.count() == ImportedFile.objects.count() == 1
    assert Fact.objects.filter(verb="consultation.imported").count() == 1


def test_another_mission_may_import_the_same_content(paca):
    bring_in(paca)
    assert operations.import_polis(
        mission=cast.elsewhere(), question="?", export=read_export(SMALL), by=cast.ana(), at=NOW
    ).made


def test_an_export_with_one_broken_cell_brings_nothing(paca):
    from maven.voices.operations.importing import ExportUnsound

    broken = {**SMALL, "votes.csv": SMALL["votes.csv"].replace(b",0,2,-1", b",0,2,9")}
    with pytest.raises(ExportUnsound):
        bring_in(paca, broken)
    assert not Consultation.objects.exists()


def test_an_import_that_breaks_in_the_middle_brings_nothing(paca):
    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_in(paca, progress=stop)
    assert not Consultation.objects.exists()
    assert not Fact.objects.filter(verb="consultation.imported").exists()


def test_a_folder_says_its_own_question_source_and_attribution(paca, tmp_path):
    for name, data in SMALL.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "summary.csv").write_text("topic,Que faire ?\nurl,https://example.org/1\n")

    call = import_folder(tmp_path, mission=paca, by=cast.minh(), at=NOW).consultation

    assert (call.question, call.source, call.attribution) == (
        "Que faire ?",
        "https://example.org/1",
        CC_BY_4,
    )


def test_a_folder_without_its_files_says_which(paca, tmp_path):
    with pytest.raises(FolderUnreadable) as told:
        import_folder(tmp_path, mission=paca, by=cast.minh(), at=NOW)
    assert [trouble.file for trouble in told.value.troubles] == ["comments.csv", "votes.csv"]


PAGE = "/m/paca/animer/importer-polis/"


@pytest.fixture
def kept(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path / "imports"


def upload(send, files=SMALL):
    return send(
        PAGE,
        {
            "question": "Ailleurs ?",
            "attribution": "CC BY 4.0, les autres",
            "comments": SimpleUploadedFile("comments.csv", files["comments.csv"]),
            "votes": SimpleUploadedFile("votes.csv", files["votes.csv"]),
        },
    )


def test_files_are_looked_at_then_imported(as_, client, send, paca, kept):
    as_(cast.minh())
    seen = upload(send)
    assert seen.status_code == 303
    assert not Receipt.objects.exists(), "nobody's answer waits while the files are read"
    text = client.get(seen["Location"]).content.decode().replace("\u00a0", " ")
    assert "3 idées, 3 personnes, 6 votes." in text
    assert "UTF-8" in text
    assert "Une première idée" in text
    assert not Consultation.objects.exists()
    assert [path.stat().st_mode & 0o777 for path in kept.glob("*.parcel")] == [0o600]

    done = send(f"{seen['Location']}confirmation/")

    assert done["Location"] == Consultation.objects.get().get_absolute_url()
    text = client.get(done["Location"]).content.decode()
    assert "CC BY 4.0, les autres" in text
    send(f"{seen['Location']}confirmation/")
    text = client.get(done["Location"]).content.decode().replace("\u00a0", " ")
    assert "0 changement" in text
    assert Consultation.objects.count() == 1


def test_broken_files_come_back_with_line_and_column(as_, send, paca, kept):
    as_(cast.minh())
    broken = {**SMALL, "votes.csv": SMALL["votes.csv"].replace(b",0,2,-1", b",0,2,<b>9</b>")}

    page = upload(send, broken)

    text = page.content.decode()
    assert page.status_code == 422
    assert "E vote" in text
    assert "&lt;b&gt;9&lt;/b&gt;" in text
    assert not [*kept.glob("*.parcel")]


def test_a_file_changed_since_it_was_looked_at_is_refused(as_, client, send, paca, kept):
    as_(cast.minh())
    seen = upload(send)
    path = next(kept.glob("*.parcel"))
    path.write_bytes(path.read_bytes().replace(b",0,2,1", b",0,2,0"))

    assert send(f"{seen['Location']}confirmation/")["Location"] == PAGE
    assert not Consultation.objects.exists()


def test_files_that_are_too_heavy_the_second_time_are_said_so(
    as_, client, send, paca, kept, monkeypatch
):
    as_(cast.minh())
    seen = upload(send)["Location"]
    monkeypatch.setattr("maven.intake.apart._asked", lambda *asked: None)

    answers = [client.get(seen), send(f"{seen}confirmation/")]

    assert [one.status_code for one in answers] == [422, 422]
    assert not Consultation.objects.exists()


def test_one_file_at_a_time_is_read_for_a_mission(as_, client, send, paca, kept):
    as_(cast.minh())
    seen = upload(send)["Location"]
    with one_at_a_time(kept, f"mission-{paca.pk}"):
        answers = [upload(send), client.get(seen), send(f"{seen}confirmation/")]

    assert [(one.status_code, one["Retry-After"]) for one in answers] == [(429, "5")] * 3
    assert not Consultation.objects.exists()


def test_what_was_uploaded_for_a_mission_is_of_no_use_in_another(as_, client, send, paca, kept):
    as_(cast.minh())
    seen = upload(send)["Location"].replace("/paca/", "/ailleurs/")
    cast.elsewhere()
    as_(cast.ana())

    assert client.get(seen)["Location"] == "/m/ailleurs/animer/importer-polis/"


@pytest.mark.parametrize("who", [cast.karim, cast.odile, cast.theo, cast.ana, cast.salome])
def test_only_the_facilitation_team_imports(as_, send, paca, kept, who):
    assert as_(who()).get(PAGE).status_code == 403
    assert upload(send).status_code == 403
    assert not kept.exists()


def test_a_guest_is_asked_to_sign_in_to_import(client, paca):
    assert "/connexion/" in client.get(PAGE)["Location"]


def taken_back(send, paca):
    made = FileImport.objects.get(undone_at=None)
    address = reverse("missions:import_undo", args=[paca.slug, made.pk])
    return address, send(address)


def test_an_import_of_a_conversation_is_taken_back_whole_and_may_come_again(paca, as_, send):
    client = as_(cast.minh())
    other = cast.consultation(paca, statements=1)
    kept = Statement.objects.count()
    bring_in(paca, at=timezone.now())
    listed = client.get(reverse("missions:imports", args=[paca.slug])).text

    address, answer = taken_back(send, paca)

    assert address in listed
    assert "import est défait" in answer.text
    assert Consultation.objects.get() == other
    assert Statement.objects.count() == kept
    left = (Opinion.objects.count(), Participant.objects.count(), ImportedFile.objects.count())
    assert left == (0, 0, 0)
    assert Fact.objects.with_verbs("file.taken_back").count() == 1
    assert client.get(reverse("front:journal", args=[paca.slug])).status_code == 200
    assert client.get(address).status_code == 410
    assert bring_in(paca, at=timezone.now()).made


def test_a_conversation_that_people_went_on_with_stays_whole_and_the_page_says_why(paca, as_, send):
    as_(cast.minh())
    at = timezone.now()
    call = bring_in(paca, at=at).consultation
    operations.reopen_consultation(consultation=call, by=cast.minh(), at=at)
    idea = call.statements.get(number=1)
    cause = cast.cause(paca)
    Statement.objects.filter(pk=idea.pk).update(cause=cause)
    record("counts.published", call, chain=paca.chain, by=cast.minh(), at=at)

    _address, refused = taken_back(send, paca)

    assert refused.status_code == 409
    for why in ("rouverte", "avancé", "publiés"):
        assert why in refused.text
    assert Opinion.objects.of(call).count() == 6
    assert FileImport.objects.get().undone_at is None


def test_after_thirty_days_a_conversation_stays(paca, as_, send):
    client = as_(cast.minh())
    bring_in(paca, at=timezone.now() - timedelta(days=30))
    address, answer = taken_back(send, paca)
    assert answer.status_code == client.get(address).status_code == 410
    assert Consultation.objects.exists()
