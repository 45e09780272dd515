"""The registry of processing: a page for everybody, and a command."""

import csv
import io

import pytest
from django.utils import translation

from maven.cli import main
from maven.rights.declarations import declarations
from maven.rights.registry import as_markdown, as_rows, nothings, processings

pytestmark = pytest.mark.django_db


def test_anybody_reads_the_registry_in_french_and_in_english(client):
    french = client.get("/donnees/registre/").content.decode()
    english = client.get("/en/donnees/registre/").content.decode()

    assert "Registre des traitements" in french
    assert "Registry of processing" in english
    for told in declarations():
        assert f"<code>{told.label}</code>" in french
        assert f"<code>{told.label}</code>" in english


def test_no_line_of_the_french_registry_is_in_english():
    with translation.override("en"):
        english = {(one.name, one.purpose) for one in processings()}
        silent = {(one.name, one.why) for one in nothings()}
    with translation.override("fr"):
        french = {(one.name, one.purpose) for one in processings()}

        assert not english & french
        assert not silent & {(one.name, one.why) for one in nothings()}


def test_the_registry_is_given_as_a_spreadsheet(client):
    answer = client.get("/donnees/registre/?format=csv")
    heads, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert heads[:3] == ["Table", "Quoi", "Pourquoi"]
    assert [line[0] for line in lines] == [one.label for one in declarations() if one.keeps]


def test_what_erasing_does_is_told_for_each_way_of_erasing():
    with translation.override("en"):
        told = {one.name: one.erased for one in processings()}

    assert told["voices.Opinion"] == "it goes whole"
    assert told["sprints.Deliverable"] == "without any link to the person: shipped_by"
    assert told["missions.Mission"].startswith("it stays: a mission belongs to all")
    assert told["sessions.Session"].startswith("the person is written inside")


def test_proofs_are_told_as_such_and_an_address_as_an_address():
    with translation.override("en"):
        told = {one.name: one.categories for one in processings()}

    assert "e-mail address" in told["people.Person"]
    assert "keys and proofs, never shown" in told["missions.Invitation"]


def test_the_command_prints_markdown_or_a_spreadsheet(capsys):
    assert main(["registry", "--language", "en"]) == 0
    printed = capsys.readouterr().out
    with translation.override("en"):
        assert printed == as_markdown()
        rows = list(as_rows())

    assert main(["registry", "--csv", "--language", "en"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out), delimiter=";")) == rows
