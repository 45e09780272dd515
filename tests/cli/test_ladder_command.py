"""`maven ladder`: how far pairs have come, from a file of dated evidence."""

import json

import pytest

from maven import __version__
from maven.cli import main

EVIDENCE = """a,b,rung,on,activity,by,contradicted
ana,luc,1,2014-01-05,meetup,,
ana,luc,2,2014-01-05,meetup,,no
ana,luc,3,2014-01-20,,luc,
ana,luc,4,2014-01-21,,,
ana,zoe,2,2014-01-09,workshop,ana,
bob,zoe,2,2014-01-09,workshop,,
bob,zoe,3,2014-01-10,,,yes
"""


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "evidence.csv"
        path.write_text(text)
        return str(path)

    return write


def told(capsys, *arguments):
    code = main(["ladder", *arguments, "--json"])
    shown = capsys.readouterr()
    assert code == 0, shown.err
    return json.loads(shown.out)


def refused(capsys, *arguments):
    assert main(["ladder", *arguments]) == 2
    return capsys.readouterr().err


def test_the_figures_of_a_file_are_told_to_programs(file, capsys):
    found = told(capsys, file(EVIDENCE), "--people", "5")

    assert found["distribution"] == {"0": 8, "1": 0, "2": 1, "3": 0, "4": 1, "5": 0}
    assert (found["quantity"], found["quality"], found["evidence"]) == (2, 1, 7)
    assert (found["yield"]["count"], found["yield"]["total"]) == (1, 2)
    assert [(one["activity"], one["count"]) for one in found["yields"]] == [
        ("meetup", 1),
        ("workshop", 0),
    ]
    assert found["pairs"][0] == {
        "a": "ana",
        "b": "luc",
        "rung": 4,
        "reached": ["2014-01-05", "2014-01-05", "2014-01-20", "2014-01-21"],
        "activity": "meetup",
    }
    assert found["persons"][0] == {"id": "ana", "score": 4}
    assert found["set_aside"] == [
        {"a": "ana", "b": "zoe", "rung": 2, "on": "2014-01-09", "why": "one side"},
        {"a": "bob", "b": "zoe", "rung": 3, "on": "2014-01-10", "why": "contradicted"},
    ]
    assert (found["until"], found["transitions"]["standing"]) == ("2014-01-21", None)
    assert found["version"] == __version__


def test_the_table_says_the_same(file, capsys):
    assert main(["ladder", file(EVIDENCE), "--people", "5"]) == 0

    shown = capsys.readouterr().out
    assert "2 pairs met, 1 came to a commitment (7 records until 2014-01-21)." in shown
    assert "Yield: 50% (9% to 91%) of the pairs that exchanged." in shown
    assert "0 strangers              8" in shown
    assert "fewer than ten pairs" in shown
    assert "ana – zoe, rung 2 on 2014-01-09: one side" in shown


def test_many_pairs_have_transitions(file, capsys):
    rows = [f"{n},x,1,2014-01-01" for n in range(12)] + [f"{n},x,2,2014-01-09" for n in range(6)]
    path = file("\n".join(["a,b,rung,on", *rows]))

    found = told(capsys, path, "--until", "2014-06-01", "--after", "30")

    assert found["transitions"]["standing"] == pytest.approx([0.5, 0.5, 0, 0, 0])
    assert found["transitions"]["steps"][0]["onward"] == pytest.approx(0.5)
    assert main(["ladder", path, "--until", "2014-06-01"]) == 0
    assert "50% (26% to 79%)" in capsys.readouterr().out


def test_a_first_meeting_has_no_yield_yet(file, capsys):
    assert main(["ladder", file("a,b,rung,on\n1,2,1,2014-01-01\n")]) == 0
    assert "Yield: nothing yet" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "evidence.csv"),
        ("a,b,rung,on\n", "evidence.csv: there is no evidence."),
        ("a,b,on\n1,2,2014-01-01\n", "evidence.csv:1:"),
        ("a,b,rung,on\n1,1,1,2014-01-01\n", "evidence.csv:2: column B b: a connection joins two"),
        ("a,b,rung,on\n1,2,6,2014-01-01\n", "evidence.csv:2: column C rung: a whole number is"),
        ("a,b,rung,on\n1,2,0,2014-01-01\n", "evidence.csv:2: column C rung: a whole number is"),
        ("a,b,rung,on\n1,2,1.5,2014-01-01\n", "evidence.csv:2: column C rung: a whole number is"),
        ("a,b,rung,on\n1,2,nan,2014-01-01\n", "evidence.csv:2: column C rung: a whole number is"),
        ("a,b,rung,on\n1,2,1,2014-02-30\n", "evidence.csv:2: column D on: a date such as 2014-01"),
        ("a,b,rung,on,by\n1,2,1,2014-01-01,3\n", "evidence.csv:2: column E by: one of the two"),
        (
            "a,b,rung,on,contradicted\n1,2,1,2014-01-01,perhaps\n",
            "evidence.csv:2: column E contradicted: one of yes, no, 1, 0 is expected [perhaps]",
        ),
    ],
)
def test_a_wrong_cell_is_named(file, capsys, text, words):
    assert words in refused(capsys, file(text))


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--people", "3", "the file names 4 people already"),
        ("--until", "2014-01-20", "the last evidence is of 2014-01-21"),
        ("--until", "soon", "a date such as 2014-01-31 is expected [soon]"),
        ("--after", "0", "at least one day is expected"),
    ],
)
def test_a_wrong_option_is_named(file, capsys, option, value, words):
    assert words in refused(capsys, file(EVIDENCE), option, value)
