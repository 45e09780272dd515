"""A file is looked at, taken in whole, once, and taken back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from maven.intake.apart import one_at_a_time
from maven.journal.models import Fact
from maven.missions import operations
from maven.missions.models import FileImport, ImportedRow, Invitation
from maven.missions.operations.file_imports import forget_rows_past_undoing
from tests import cast

HOME = "/m/paca/animer/importer/"
PAGE = HOME + "people/"
LIST = "Prénom;Nom;Courriel\nAïcha;Bensaïd;aicha@example.org\nKarim;Membre;karim@example.org\n"


@pytest.fixture
def kept(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def minh(as_, paca, kept):
    return as_(cast.minh())


def upload(send, text=LIST, name="liste.csv", page=PAGE, **said):
    data = text if isinstance(text, bytes) else text.encode()
    said = said or {"role": "member"}
    return send(page, {"file": SimpleUploadedFile(name, data), **said})


def form_of(page):
    """What the confirmation form holds, as a browser would send it."""
    import re

    text = page.content.decode()
    form = text.split('confirmation/"')[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form)) | {}


def confirm(client, send, look, **more):
    page = client.get(look)
    given = form_of(page)
    given.pop("submission_key", None)
    given.pop("csrfmiddlewaretoken", None)
    return send(f"{look.split('?')[0]}confirmation/", {**given, **more})


def words_of(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_looking_at_a_file_writes_nothing(minh, send):
    look = upload(send)["Location"]

    text = words_of(minh.get(look))

    assert "1 ligne entrerait" in text
    assert "Aïcha Bensaïd" in text
    assert not Invitation.objects.exists()
    assert not FileImport.objects.exists()


def test_a_file_comes_in_and_the_same_again_changes_nothing(minh, send, paca):
    look = upload(send)["Location"]
    done = confirm(minh, send, look)

    assert done["Location"] == HOME
    invited = Invitation.objects.get()
    assert (invited.email, invited.name, invited.role) == (
        "aicha@example.org",
        "Aïcha Bensaïd",
        "member",
    )
    made = FileImport.objects.get()
    assert made.counts == {"new": 1, "changed": 0, "same": 1, "doubtful": 0}
    assert Fact.objects.filter(verb="file.imported").count() == 1
    again = upload(send, name="autre-nom.csv")["Location"]
    text = words_of(minh.get(again))
    assert "0 changement" in text
    assert "confirmation/" not in text
    assert FileImport.objects.count() == 1


def test_broken_lines_are_named_and_nothing_comes_in_unless_told(minh, client, send):
    text = "email;nom\nana@example.org;Ana\nbob@localhost;Bob\n"
    look = upload(send, text)["Location"]

    page = client.get(look)
    shown = words_of(page)
    assert "1 case à corriger" in shown
    assert "A email" in shown
    assert confirm(client, send, look)["Location"] == look
    assert not Invitation.objects.exists()

    confirm(client, send, look, only_valid="yes")
    assert [one.email for one in Invitation.objects.all()] == ["ana@example.org"]


def test_every_trouble_can_be_taken_away_as_a_table(minh, client, send):
    lines = "".join(f"p{n}@localhost;=1+{n}\n" for n in range(250))
    look = upload(send, "email;nom\n" + lines)["Location"]

    shown = words_of(client.get(look))
    table = client.get(f"{look}a-corriger.csv")

    assert "250 cases à corriger" in shown
    assert "Les 200 premières sont montrées" in shown
    rows = table.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 251
    assert table["Content-Disposition"].startswith("attachment")
    assert not any(cell.startswith("=") for row in rows for cell in row.split(";"))


def test_columns_are_corrected_before_the_yes(minh, client, send):
    look = upload(send, "qui;où\nana@example.org;Ana\n")["Location"]
    assert "La colonne « adresse de courriel » manque" in words_of(client.get(look))

    corrected = f"{look}?column-0=email&column-1=name"
    assert "1 ligne entrerait" in words_of(client.get(corrected))
    confirm(client, send, corrected)

    assert Invitation.objects.get().name == "Ana"


def test_another_sheet_of_a_workbook_is_chosen(minh, client, send):
    from tests.corpus.workbook import xlsx

    book = xlsx({"Avril": [["email"], ["a@example.org"]], "Mai": [["email"], ["m@example.org"]]})
    look = upload(send, book, "liste.xlsx")["Location"]
    confirm(client, send, f"{look}?sheet=Mai")

    assert Invitation.objects.get().email == "m@example.org"


def test_the_yes_is_bound_to_what_was_looked_at(minh, client, send, kept):
    look = upload(send)["Location"]
    given = form_of(client.get(look))
    given.pop("submission_key", None)
    for path in kept.glob("*.parcel"):
        path.write_bytes(path.read_bytes().replace(b"aicha@", b"autre@"))

    again = send(f"{look}confirmation/", given)

    assert again["Location"] == PAGE
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("changed", ["fingerprint", "read"])
def test_a_yes_to_something_else_is_refused(minh, client, send, changed):
    look = upload(send)["Location"]
    confirm(client, send, look, **{changed: "0" * 64})

    assert not Invitation.objects.exists()


def test_what_was_uploaded_for_a_mission_is_of_no_use_in_another(minh, as_, client, send):
    look = upload(send)["Location"].replace("/paca/", "/ailleurs/")
    cast.elsewhere()
    as_(cast.ana())

    assert client.get(look)["Location"] == "/m/ailleurs/animer/importer/people/"


def test_the_file_goes_once_it_is_in(minh, client, send, kept):
    look = upload(send)["Location"]
    client.get(look)
    assert list(kept.glob("*.parcel"))
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept.glob("*.parcel"))
    confirm(client, send, look)

    assert not list(kept.glob("*.parcel"))


def test_an_import_that_breaks_in_the_middle_brings_nothing(minh, client, send, monkeypatch):
    look = upload(send, "email\na@example.org\nb@example.org\n")["Location"]
    invite_many = operations.invite_many

    def stop(**more):
        invite_many(**more)
        raise KeyboardInterrupt

    monkeypatch.setattr("maven.missions.operations.invite_many", stop)
    with pytest.raises(KeyboardInterrupt):
        confirm(client, send, look)

    assert not Invitation.objects.exists()
    assert not FileImport.objects.exists()
    assert not Fact.objects.filter(verb="invitations.sent").exists()


def test_an_import_is_taken_back_and_who_has_accepted_stays(minh, client, send, paca):
    look = upload(send, "email\nana@example.org\nbob@example.org\n")["Location"]
    confirm(client, send, look)
    made = FileImport.objects.get()
    Invitation.objects.filter(email="bob@example.org").update(accepted_at=timezone.now())
    undo = f"{HOME}faits/{made.pk}/annulation/"
    assert "2 choses" in words_of(client.get(undo))

    done = words_of(send(undo))

    assert "1 chose est partie" in done
    assert "bob@example.org" in done
    assert [one.email for one in Invitation.objects.all()] == ["bob@example.org"]
    assert Fact.objects.filter(verb="file.taken_back").count() == 1
    assert client.get(undo).status_code == 410
    assert send(undo).status_code == 410
    again = "email\nana@example.org\nbob@example.org\n"
    confirm(client, send, upload(send, again)["Location"])
    assert Invitation.objects.count() == 2
    Invitation.objects.filter(email="ana@example.org").update(declined_at=timezone.now())
    send(f"{HOME}faits/{FileImport.objects.latest('pk').pk}/annulation/")
    assert Invitation.objects.declined().get().email == "ana@example.org", "a no is not forgotten"


def test_after_thirty_days_an_import_stays(minh, client, send):
    confirm(client, send, upload(send)["Location"])
    made = FileImport.objects.get()
    FileImport.objects.update(imported_at=made.imported_at - timedelta(days=30))

    assert client.get(f"{HOME}faits/{made.pk}/annulation/").status_code == 410
    forget_rows_past_undoing(at=timezone.now())
    assert not ImportedRow.objects.exists()


def test_the_list_says_what_was_imported(minh, client, send):
    confirm(client, send, upload(send)["Location"])

    shown = words_of(client.get(HOME))

    assert "liste.csv" in shown
    assert "nouvelles : 1" in shown
    assert "Défaire" in shown


def test_one_file_at_a_time_is_read_for_a_mission(minh, client, send, kept, paca):
    look = upload(send)["Location"]
    with one_at_a_time(kept, f"mission-{paca.pk}"):
        answer = client.get(look)

    assert answer.status_code == 429
    assert answer["Retry-After"]


@pytest.mark.parametrize("who", [cast.karim, cast.odile, cast.theo, cast.ana, cast.salome])
def test_only_the_facilitation_team_imports(as_, send, paca, kept, who):
    assert as_(who()).get(PAGE).status_code == 403
    assert upload(send).status_code == 403
    assert not kept.exists()


def test_an_unknown_kind_is_no_page(minh, client):
    assert client.get(f"{HOME}licornes/").status_code == 404


def test_a_file_of_11_mb_is_refused(minh, send):
    assert upload(send, b"email\n" + b"x" * (11 * 1024 * 1024)).status_code == 422
