"""`maven tables`: from a file of people to rounds, and every wrong cell named."""

import json

import pytest

from maven.cli import main
from maven.method.matchmaking.checking import check

HEADS = "id,Secteur principal,wishes,refuses,host\n"


def people(tmp_path, text):
    path = tmp_path / "people.csv"
    path.write_text(text)
    return str(path)


def crowd(tmp_path, count=32, more=""):
    rows = "".join(f"{k},s{k % 3},,,\n" for k in range(4, count + 1))
    return people(tmp_path, HEADS + "1,s1,2 3,4|5,\n2,s2,,,oui\n3,,,,no\n" + rows + more)


def numbers(capsys, *words):
    assert main(["tables", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys, *words):
    assert main(["tables", *words]) == 2
    return capsys.readouterr().err


def test_eight_tables_of_four_for_seven_rounds(tmp_path, capsys):
    path = people(tmp_path, "id\n" + "\n".join(map(str, range(1, 33))))
    told = numbers(capsys, path, "--size", "4", "--rounds", "7")

    found = check(told["rounds"], people=range(1, 33))
    assert (found.repeats, found.unseated, found.largest) == (0, (), 4)
    assert (told["repeats"], told["unseated"], told["mix"], len(told["rounds"])) == (0, [], None, 7)
    assert told["best_possible"] == {"repeats": 0, "mix": None, "rounds_without_repeats": 10}
    assert told["seconds"] < 1
    assert (told["method"], told["version"], told["people"], told["size"]) == (
        "field",
        told["version"],
        32,
        4,
    )


def test_groups_wishes_refusals_and_hosts_are_heard(tmp_path, capsys):
    words = (crowd(tmp_path), "--size", "4", "--rounds", "6", "--group", "secteur principal")
    told = numbers(capsys, *words)

    found = check(
        told["rounds"],
        people=range(1, 33),
        group_of={k: f"s{k % 3}" for k in range(1, 33) if k != 3},
        wishes=[(1, 2), (1, 3)],
        refusals=[(1, 4), (1, 5)],
    )
    assert (found.repeats, found.refused, found.missed) == (0, (), ())
    assert found.mix == pytest.approx(told["mix"])
    assert told["mix"] <= told["best_possible"]["mix"]
    assert (told["wishes_kept"], told["wishes_missed"]) == ([[1, 2], [1, 3]], [])
    assert (
        len({next(t for t, table in enumerate(one) if 2 in table) for one in told["rounds"]}) == 1
    )


def test_the_table_for_people_says_what_the_numbers_say(tmp_path, capsys):
    words = (crowd(tmp_path), "--size", "4", "--rounds", "2", "--group", "secteur-principal")
    told = numbers(capsys, *words)
    main(["tables", *words])
    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == (
        "32 people, 2 rounds at tables of 4: 0 meetings repeated (no plan has fewer than 0)."
    )
    assert lines[1].startswith(f"{told['mix']:.1%} of the pairs")
    assert lines[2] == "2 of 2 wishes granted."
    assert [line.strip() for line in lines if line.startswith("    1  ")] == [
        f"1  {', '.join(map(str, one[0]))}" for one in told["rounds"]
    ]


def test_a_wish_that_cannot_come_true_is_told(tmp_path, capsys):
    path = people(tmp_path, "id,wishes,refuses\na,b,b\nb,,\nc,,\nd,,\n")
    assert main(["tables", path, "--size", "2", "--rounds", "2"]) == 0

    shown = capsys.readouterr().out
    assert "0 of 1 wish granted.\nNot kept: a with b." in shown


def test_a_long_table_is_cut_short(tmp_path, capsys):
    path = people(tmp_path, "id\n" + "\n".join(f"somebody-{k}" for k in range(20)))
    assert main(["tables", path, "--size", "20", "--rounds", "1", "--seconds", "0.1"]) == 0

    assert capsys.readouterr().out.rstrip().endswith("…")


def test_the_order_of_the_rows_does_not_matter(tmp_path, capsys):
    path = people(tmp_path, "id\n" + "\n".join(map(str, range(1, 31))))
    first = numbers(capsys, path, "--size", "4", "--rounds", "5")
    path = people(tmp_path, "id\n" + "\n".join(map(str, range(30, 0, -1))))
    other = numbers(capsys, path, "--size", "4", "--rounds", "5")

    assert first["rounds"] == other["rounds"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,refuses\na,z\nb,\n", "people.csv:2: column B refuses: nobody of the id z is among"),
        ("id,wishes\na,\nb,b\n", "people.csv:3: column B wishes: nobody is named with themselves"),
        ("id\na\nb\na\n", "people.csv:4: column A id: is listed twice [a]"),
        ("id,host\na,perhaps\nb,\n", "people.csv:2: column B host: yes or no is expected"),
        ("id,host\na,\n,no\n", "people.csv:3: column A id: the cell may not be empty"),
        ("name\na\n", "people.csv"),
        ("id\n", "there is nobody in it"),
        ("", "people.csv"),
        ("id,refuses\na,b c\nb,\nc,\n", "refuse each other"),
        ("id,host\na,yes\nb,yes\nc,x\n", "at most"),
    ],
)
def test_a_wrong_file_is_refused_by_place(tmp_path, capsys, text, says):
    assert says in refusal(capsys, people(tmp_path, text), "--size", "2", "--rounds", "2")


def test_a_strange_column_is_refused(tmp_path, capsys):
    words = (crowd(tmp_path), "--size", "4", "--rounds", "2", "--group")

    assert "people.csv:1" in (said := refusal(capsys, *words, "sektor"))
    assert "sektor" in said
    for taken in ("id", "Wishes"):
        assert f"--group {taken}: the groups" in refusal(capsys, *words, taken)


@pytest.mark.parametrize(
    "words",
    [
        ("--size", "0", "--rounds", "2"),
        ("--size", "2", "--rounds", "0"),
        ("--size", "2", "--rounds", "2", "--seconds", "-1"),
        ("--size", "2", "--rounds", "2", "--seconds", "nan"),
        ("--size", "2", "--rounds", "2", "--seconds", "inf"),
        ("--size", "2", "--rounds", "2", "--seed", "-1"),
        ("--size", "2", "--rounds", "1000000000"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(tmp_path, capsys, words):
    assert len(refusal(capsys, crowd(tmp_path), *words).strip().splitlines()) == 1
