"""`maven introduce` on files: the plan, its proof, and every wrong cell by its place."""

import json

import pytest

from maven.cli import main

PEOPLE = "id,most,slots,refuses\nana,,1 2,\nluc,1,,zoe\ntom,,,\nzoe,,,\n"
WEIGHTS = "a,b,weight\nana,luc,3\nzoe,luc,9\nzoe,tom,2\nana,tom,1\n"


@pytest.fixture
def files(tmp_path):
    def write(**texts):
        for name, text in ({"people": PEOPLE, "weights": WEIGHTS} | texts).items():
            (tmp_path / f"{name}.csv").write_text(text)
        return [str(tmp_path / "people.csv"), str(tmp_path / "weights.csv")]

    return write


def told(capsys, words):
    assert main(["introduce", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_plan_of_two_files_as_numbers(files, capsys):
    result = told(capsys, [*files(), "--slots", "3"])

    assert result["rounds"] == [[["ana", "luc"], ["tom", "zoe"]], [["ana", "tom"]], []]
    assert (result["value"], result["bound"], result["gap"], result["optimal"]) == (6, 6, 0, True)
    assert result["meetings"] == 3
    assert result["per_person"][0] == {"id": "ana", "meetings": 2}
    assert result["left_out"] == []
    assert result["seconds"] >= 0
    assert result["version"]


def test_the_table_says_the_same(files, capsys):
    assert main(["introduce", *files(), "--slots", "3"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "3 meetings, worth 6; no plan is worth more.",
        "",
        "slot  a    b",
        "   1  ana  luc",
        "   1  tom  zoe",
        "   2  ana  tom",
    ]


def test_who_has_no_meeting_is_named(files, capsys):
    paths = files(people="id\nana\nluc\ntom\nzoe\neve\n9\n")

    assert main(["introduce", *paths, "--slots", "1"]) == 0
    assert "Without a meeting: 9, eve." in capsys.readouterr().out


def test_a_gap_is_told(files, capsys):
    outer = [(i, (i + 1) % 5) for i in range(5)]
    inner = [(5 + i, 5 + (i + 2) % 5) for i in range(5)]
    pairs = [*outer, *inner, *((i, i + 5) for i in range(5))]
    rows = [f"{a + 10 * k},{b + 10 * k},1" for k in range(14) for a, b in pairs]
    people = "\n".join(["id", *map(str, range(140))])
    paths = files(people=people, weights="\n".join(["a,b,weight", *rows]))

    assert main(["introduce", *paths, "--slots", "3"]) == 0
    said = capsys.readouterr().out.splitlines()[0]
    assert said == "182 meetings, worth 182; no plan is worth more than 210: at most 28 is missing."


def test_promises_stay_and_late_people_are_planned_from_their_slot(files, tmp_path, capsys):
    words = files(
        people="id\nana\nluc\ntom\nzoe\n",
        fixed="slot,a,b\n1,luc,zoe\n",
        refusals="a,b\nana,luc\neve,ana\n",
    )
    words += ["--fixed", str(tmp_path / "fixed.csv"), "--refusals", str(tmp_path / "refusals.csv")]

    result = told(capsys, [*words, "--slots", "3", "--from-slot", "2"])

    assert result["rounds"] == [[["luc", "zoe"]], [["tom", "zoe"]], [["ana", "tom"]]]
    assert (result["value"], result["optimal"]) == (12, True)


@pytest.mark.parametrize("rows", ["", "ana\n"])
def test_hardly_anybody_is_a_plan_without_meetings(files, capsys, rows):
    paths = files(people="id\n" + rows + "luc\n", weights="a,b,weight\nluc,luc,1\n"[:11])
    code = main(["introduce", *paths, "--slots", "2", "--json"])
    shown = capsys.readouterr()

    assert code == 2 or json.loads(shown.out)["rounds"] == [[], []]


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"people": "name\nana\n"}, "id"),
        ({"people": ""}, "people.csv"),
        ({"people": PEOPLE + "ana,,,\n"}, "people.csv:6: column A id: is listed twice, as on line 2 [ana]"),
        ({"people": "id,most\nana,-1\n"}, "people.csv:2: column B most: a whole number is expected, at least 0 [-1]"),
        ({"people": "id,slots\nana,1 7\n"}, "people.csv:2: column B slots: a whole number is expected, at least 1 and at most 3 [1 7]"),
        ({"weights": WEIGHTS + "ana,eve,1\n"}, "weights.csv:6: column B b: nobody of this id is among the people [eve]"),
        ({"weights": WEIGHTS + "luc,ana,1\n"}, "weights.csv:6: column B b: the pair is listed twice, as on line 2 [ana]"),
        ({"weights": WEIGHTS + "tom,tom,1\n"}, "weights.csv:6: column B b: nobody meets themselves [tom]"),
        ({"weights": WEIGHTS + "ana,zoe,-1\n"}, "weights.csv:6: column C weight: a number is expected, at least 0 and at most 1e+15 [-1]"),
        ({"weights": WEIGHTS + "ana,zoe,nan\n"}, "weights.csv:6: column C weight"),
        ({"weights": WEIGHTS + "ana,zoe,inf\n"}, "weights.csv:6: column C weight"),
        ({"weights": WEIGHTS + "ana,zoe,much\n"}, "weights.csv:6: column C weight"),
        ({"fixed": "slot,a,b\n4,ana,tom\n"}, "fixed.csv:2: column A slot"),
        ({"fixed": "slot,a,b\n1,ana,eve\n"}, "fixed.csv:2: column C b: nobody of this id"),
        ({"fixed": "slot,a,b\n1,zoe,luc\n"}, "fixed.csv:2: column C b: a refusal is absolute: this pair never meets [luc]"),
        ({"fixed": "slot,a,b\n1,ana,tom\n1,tom,zoe\n"}, "fixed.csv:3: column B a: has two meetings in slot 1 [tom]"),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_named_by_file_line_and_column(files, tmp_path, capsys, texts, says):
    words = files(**texts)
    words += ["--fixed", str(tmp_path / "fixed.csv")] * ("fixed" in texts)

    assert main(["introduce", *words, "--slots", "3"]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--slots", "0"], ["--slots", "2", "--from-slot", "3"], ["--slots", "2", "--from-slot", "0"]]
)  # fmt: skip
def test_slots_that_are_none_are_refused(files, capsys, words):
    assert main(["introduce", *files(), *words]) == 2
    assert "slot" in capsys.readouterr().err
