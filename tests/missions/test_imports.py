"""A file is looked at, taken in whole, once, and taken back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from maven.journal.models import Fact
from maven.missions.models import FileImport, ImportedRow, Invitation
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
