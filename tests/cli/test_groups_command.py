"""`maven groups`: a file of distances becomes groups, and every wrong cell is named."""

import gzip
import json

import pytest

from maven import __version__
from maven.cli import main

PAIRS = "a,b,distance\nana,luc,4\nana,eva,1\nluc,eva,3\nana,jo,2\nluc,jo,1\neva,jo,0\n"
HEAD = "4 2 ss 2 2 2 2"
LINES = "0 1 4\n0 2 1\n1 2 3\n0 3 2\n1 3 1\n2 3 0\n"


@pytest.fixture
def put(tmp_path):
    def write(words, name="distances.csv"):
        path = tmp_path / name
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return str(path)

    return write


def answer(capsys, *asked):
    assert main(["groups", *asked, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys, *asked):
    assert main(["groups", *asked]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err


def test_the_groups_of_a_table_are_printed_for_a_program(capsys, put):
    found = answer(capsys, put(PAIRS), "--size", "2")

    assert found.pop("seconds") < 5
    assert found == {
        "value": 5.0,
        "bound": 5.0,
        "proved": True,
        "groups": [["ana", "jo"], ["eva", "luc"]],
        "sizes": [2, 2],
        "people": 4,
        "refusals": 0,
        "wishes": 0,
        "wishes_granted": 0,
        "seed": 2014,
        "version": __version__,
    }


def test_the_table_for_people_says_the_same(capsys, put):
    assert main(["groups", put(PAIRS), "--groups", "2"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "Diversity 5 (at most 5; no groups are better: proved).",
        "",
        "group  people  who",
        "    1       2  ana jo",
        "    2       2  eva luc",
    ]


def test_refusals_and_wishes_stand_beside_the_distance(capsys, put):
    words = "b;a;distance;together\nluc;ana;4;wished\neva;ana;1,5;\nluc;eva;3;NEVER\njo;ana;2;\n"
    path = put(words)

    found = answer(capsys, path, "--size", "2")
    assert main(["groups", path, "--size", "2"]) == 0
    shown = capsys.readouterr().out

    assert found["groups"] == [["ana", "luc"], ["eva", "jo"]]
    assert (found["value"], found["wishes"], found["wishes_granted"]) == (8.0, 1, 1)
    assert found["refusals"] == 1
    assert "1 of 1 wish granted." in shown
    assert "1 refusal: none is broken." in shown


def test_an_instance_of_mdgplib_says_its_sizes(capsys, put):
    plain = answer(capsys, put(f"{HEAD}\n{LINES}", "one.txt"), "--mdgplib")
    packed = answer(
        capsys, put(gzip.compress(f"{HEAD} \r\n\r\n{LINES}".encode()), "one.txt.gz"), "--mdgplib"
    )

    assert plain["groups"] == packed["groups"] == [[0, 3], [1, 2]]
    assert plain["value"] == 5


def test_a_search_with_a_time_is_told_on_the_other_side(capsys, put):
    assert main(["groups", put(PAIRS), "--size", "2", "--seconds", "0.1", "--json"]) == 0

    shown = capsys.readouterr()
    assert json.loads(shown.out)["value"] == 5
    assert shown.err == "Searching for 0.1 s at most…\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("a,b\n1,2\n", "distances.csv:1: The column « distance » is missing"),
        ("", "distances.csv"),
        (PAIRS + "ana,max,far\n", "distances.csv:8: column C distance: a number is expected"),
        (PAIRS + "ana,max,-1\n", "distances.csv:8: column C distance: a number is expected"),
        (PAIRS + "ana,max,nan\n", "distances.csv:8: column C distance: a number is expected"),
        (PAIRS + "ana,max,inf\n", "distances.csv:8: column C distance: a number is expected"),
        (PAIRS + "ana,,1\n", "distances.csv:8: column B b: the cell may not be empty"),
        (PAIRS + "ana,ana,1\n", "distances.csv:8: column B b: two different people"),
        (PAIRS + "luc,ana,1\n", "distances.csv:8: column B b: this pair is on line 2 already"),
        ("a,b,distance\n", "distances.csv: There is nobody to group."),
        (
            "a,b,distance,together\n1,2,3,perhaps\n",
            "distances.csv:2: column D together: never, wished or nothing",
        ),
        (
            "a,b,distance,together\n1,2,3,never\n",
            "distances.csv: No groups of these sizes keep all refusals.",
        ),
    ],
)
def test_a_wrong_table_is_named_by_place(capsys, put, words, says):
    assert says in refusal(capsys, put(words), "--size", "2")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "one.txt: the file is empty"),
        (" \n", "one.txt: the file is empty"),
        ("4 x ss 2 2 2 2\n", "one.txt:1: column 2: expected are the number of people"),
        ("4 2 ss 2 2 2 y\n", "one.txt:1: column 7: expected are"),
        ("4 2 tt 2 2 2 2\n", "one.txt:1: expected are"),
        ("4 2\n", "one.txt:1: expected are"),
        ("4\n", "one.txt:1: expected are"),
        ("4 2 ss 2 2\n", "one.txt:1: expected are"),
        (f"{HEAD}\n0 1\n", "one.txt:2: two people and a distance are expected [0 1]"),
        (f"{HEAD}\n0 4 1\n", "one.txt:2: column 2: a number from 0 to 3 is expected [4]"),
        (f"{HEAD}\n-1 2 1\n", "one.txt:2: column 1: a number from 0 to 3 is expected [-1]"),
        (f"{HEAD}\n1 1 1\n", "one.txt:2: column 2: a distance is between two different"),
        (f"{HEAD}\n0 1 1\n1 0 1\n", "one.txt:3: column 2: the distance between 0 and 1 is"),
        (f"{HEAD}\n0 1 nan\n", "one.txt:2: column 3: a number is expected, at least 0 [nan]"),
        (f"{HEAD}\n0 1 inf\n", "one.txt:2: column 3: a number is expected, at least 0 [inf]"),
        (f"{HEAD}\n0 1 -2\n", "one.txt:2: column 3: a number is expected, at least 0 [-2]"),
        (f"{HEAD}\n0 1 far\n", "one.txt:2: column 3: a number is expected, at least 0 [far]"),
        (f"{HEAD}\n0 1 1\n", "one.txt: the distances of 5 pairs are missing, the first 0 2"),
        (f"4 2 ss 1 1 1 1\n{LINES}", "one.txt: The groups hold 2 to 2 people; there are 4."),
        (f"4 2 ds 3 2 1 4\n{LINES}", "one.txt: A group has a least size"),
        ("9999 1 ss 9999 9999\n", "missing"),
        (b"PK\x03\x04", "one.txt"),
    ],
)
def test_a_wrong_instance_is_named_by_place(capsys, put, words, says):
    assert says in refusal(capsys, put(words, "one.txt"), "--mdgplib")


def test_too_many_people_are_refused_before_a_table_is_made(capsys, put, monkeypatch):
    monkeypatch.setattr("maven.cli.groups_command.MOST_PEOPLE", 3)

    assert "4 people; at most 3" in refusal(capsys, put(PAIRS), "--size", "2")
    assert "4 people; at most 3" in refusal(capsys, put(f"{HEAD}\n{LINES}", "one.txt"), "--mdgplib")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ([], "say either --size or --groups"),
        (["--size", "2", "--groups", "2"], "say either --size or --groups"),
        (["--size", "0"], "the number of groups, at least 1"),
        (["--groups", "5"], "5 groups are more than 4 people."),
        (["--size", "2", "--mdgplib"], "the file says the sizes"),
        (["--size", "2", "--seconds", "0"], "--seconds is a positive number"),
        (["--size", "2", "--seconds", "nan"], "--seconds is a positive number"),
        (["--size", "2", "--seconds", "inf"], "--seconds is a positive number"),
    ],
)
def test_what_is_asked_wrongly_is_said(capsys, put, asked, says):
    assert says in refusal(capsys, put(PAIRS), *asked)


def test_a_file_that_is_not_there_is_named(capsys):
    assert "nowhere.csv: there is no such file" in refusal(capsys, "nowhere.csv", "--size", "2")
    assert "nowhere.txt: there is no such file" in refusal(capsys, "nowhere.txt", "--mdgplib")
