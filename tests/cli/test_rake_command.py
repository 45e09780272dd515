"""`maven rake`: a poll weighed from two files."""

import json

import pytest

from maven import __version__
from maven.cli import main

COUNTS = "age,sex,count\ny,f,40\ny,m,30\nm,f,35\nm,m,50\no,f,100\no,m,45\n"
MARGINS = {"Age": {"y": 150, "m": 100, "o": 50}, "sex": {"f": 140, "m": 160}}


def asked(tmp_path, counts=COUNTS, margins=MARGINS):
    (tmp_path / "counts.csv").write_text(counts)
    text = margins if isinstance(margins, str) else json.dumps(margins)
    (tmp_path / "margins.json").write_text(text)
    return [str(tmp_path / "counts.csv"), str(tmp_path / "margins.json")]


def numbers(capsys, words):
    assert main(["rake", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_reference_table_in_numbers_and_in_words(tmp_path, capsys):
    words = asked(tmp_path)

    found = numbers(capsys, words)

    expected = [74.646688, 75.353312, 34.213852, 65.786148, 31.139460, 18.860540]
    assert found["fitted"] == pytest.approx(expected, abs=1e-6)
    assert found["cells"][1] == {"age": "y", "sex": "m", "count": 30}
    assert found["weights"][1] == pytest.approx(75.353312 / 30, abs=1e-6)
    assert (round(found["design_effect"], 4), round(found["effective_n"], 2)) == (1.5539, 193.06)
    assert found["trimmed"]["weights"] == pytest.approx(found["weights"])
    assert (found["people"], found["population"], found["converged"]) == (300, 300, True)
    assert found["largest_gap"] < 1e-10
    assert found["iterations"] < 20
    assert found["version"] == __version__
    assert found["seconds"] >= 0
    assert main(["rake", *words]) == 0
    told = capsys.readouterr().out
    assert "y    m     30.00    2.51       75.35     2.51" in told
    assert "design effect 1.55, as sure as 193.1 people" in told
    assert "margins reached in 8 rounds" in told


def test_a_row_for_each_person_and_shares(tmp_path, capsys):
    rows = [line.split(",") for line in COUNTS.splitlines()[1:]]
    people = "sex;note;age\n" + "".join(f"{s};x;{a}\n" * int(n) for a, s, n in reversed(rows))
    shares = {"age": {"y": 0.5, "m": 1 / 3, "o": 1 / 6}, "sex": {"f": 140, "m": 160}}

    found = numbers(capsys, asked(tmp_path, people, shares))

    assert found == numbers(capsys, asked(tmp_path)) | {
        "seconds": found["seconds"],
        "fitted": pytest.approx(found["fitted"]),
        "weights": pytest.approx(found["weights"]),
        "trimmed": found["trimmed"],
        "largest_gap": pytest.approx(found["largest_gap"], abs=1e-9),
        "design_effect": pytest.approx(found["design_effect"]),
        "effective_n": pytest.approx(found["effective_n"]),
    }


def test_shares_alone_fit_to_shares(tmp_path, capsys):
    found = numbers(
        capsys,
        asked(
            tmp_path, margins={"sex": {"f": 0.4, "m": 0.6}, "age": {"y": 0.2, "m": 0.3, "o": 0.5}}
        ),
    )

    assert sum(found["fitted"]) == pytest.approx(1)
    assert found["population"] == pytest.approx(1)


def test_margins_not_reached_are_told(tmp_path, capsys):
    words = asked(
        tmp_path,
        "a,b,count\n0,0,5\n0,1,5\n1,1,5\n",
        {"a": {"0": 50, "1": 50}, "b": {"0": 50, "1": 50}},
    )

    assert not numbers(capsys, words)["converged"]
    main(["rake", *words])
    assert "margins not reached after 1000 rounds" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"counts": "age,sex,count\ny,f,-1\n"}, "counts.csv:2: column C count: a number"),
        ({"counts": "age,sex,count\ny,f,nan\n"}, "column C count"),
        ({"counts": "age,sex,count\ny,f,inf\n"}, "column C count"),
        ({"counts": "age,sex,count\ny,x,1\n"}, "column B sex: this category has no margin [x]"),
        ({"counts": "age,sex,count\ny,,1\n"}, "column B sex: the cell may not be empty"),
        ({"counts": "age,count\ny,1\n"}, "sex"),
        ({"counts": ""}, "empty"),
        ({"counts": "age,sex,count\ny,f,0\n"}, "age « y » is in the population and nobody"),
        ({"counts": "age,sex\ny,f\nm,f\no,f\n"}, "sex « m » is in the population and nobody"),
        ({"margins": {"age": {"y": 3, "m": 3, "o": 3}, "sex": {"f": 4, "m": 4}}}, "age 9, sex 8"),
        ({"margins": {"age": {"y": -3}}}, "margins.json at age.y: a number"),
        ({"margins": '{"age": {"y": NaN}}'}, "margins.json at age.y: a number"),
        ({"margins": {"age": {"y": 0}}}, "margins.json at age: somebody is in the population"),
        ({"margins": {"count": {"y": 1}}}, "margins.json at count: each variable has a name"),
        ({"margins": {}}, "at least one variable is expected"),
        ({"margins": []}, "names and values in braces"),
        ({"margins": "{"}, "margins.json:1: column"),
        (
            {
                "counts": "a,b\n0,0\n0,1\n1,1\n",
                "margins": {"a": {"0": 5, "1": 5}, "b": {"0": 6, "1": 4}},
            },
            "no weights reach these margins",
        ),
        (
            {"counts": "sex,count\nf,1e308\nm,1e308\n", "margins": {"sex": {"f": 1, "m": 1}}},
            "from 0 to 1e+15",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path, capsys, change, says):
    assert main(["rake", *asked(tmp_path, **change)]) == 2

    shown = capsys.readouterr()
    assert says in shown.err
    assert shown.out == ""


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    words = asked(tmp_path)
    assert main(["rake", "nowhere.csv", words[1]]) == 2
    assert "nowhere.csv" in capsys.readouterr().err
