"""`maven import KIND FILE`: the same importers as the page."""

import pytest

from maven.cli import main
from maven.missions.models import Invitation
from tests import cast
from tests.corpus.workbook import xlsx


@pytest.fixture
def people(tmp_path, paca):
    file = tmp_path / "liste.csv"
    file.write_text("email;nom\nana@example.org;Ana\n")
    return ["import", "people", str(file), "--mission", "paca"]


def test_a_file_comes_in_and_the_same_again_changes_nothing(people, capsys):
    assert main([*people, "--look"]) == 0
    assert not Invitation.objects.exists()
    assert main(people) == 0
    assert "Imported: 1 new" in capsys.readouterr().out
    assert Invitation.objects.get().invited_by == cast.minh()
    assert main(people) == 0
    assert "0 change" in capsys.readouterr().out


def test_troubles_are_told_by_file_line_and_column(people, tmp_path, capsys):
    (tmp_path / "liste.csv").write_text("email;nom\nana@example.org;Ana\nbob@localhost;Bob\n")

    assert main(people) == 2
    told = capsys.readouterr().err
    assert "liste.csv:3:column A email: « localhost » is not a full domain" in told
    assert "Nothing was imported." in told
    assert main([*people, "--only-valid", "--role", "sponsor"]) == 0
    assert Invitation.objects.get().role == "sponsor"
    assert main([*people, "--only-valid", "--role", "king"]) == 2


def test_columns_and_sheets_can_be_told(tmp_path, paca, capsys):
    file = tmp_path / "liste.xlsx"
    file.write_bytes(xlsx({"A": [["x"]], "B": [["qui", "où"], ["Ana", "ana@example.org"]]}))
    asked = ["import", "people", str(file), "--mission", "paca", "--sheet", "B"]

    assert main(asked) == 2
    assert main([*asked, "--column", "B=email", "--column", "A=name"]) == 0
    assert Invitation.objects.get().name == "Ana"
    assert main([*asked, "--column", "B=email", "--column", "A=name"]) == 0
    assert main([*asked, "--column", "2=email"]) == 2
    assert main(["import", "ideas", str(file), "--mission", "paca"]) == 2


def test_a_file_that_cannot_be_read_is_refused(tmp_path, paca, capsys):
    file = tmp_path / "liste.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)

    assert main(["import", "people", str(file), "--mission", "paca"]) == 2
    assert "before 2007" in capsys.readouterr().err
    assert main(["import", "people", str(file), "--mission", "nowhere"]) == 2
    assert main(["import", "people", str(file), "--mission", "paca", "--by", "x@y.org"]) == 2
