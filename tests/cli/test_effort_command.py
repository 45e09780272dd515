"""maven effort: from a file of quantities to days, cost and doubt."""

import json

import pytest

from maven.cli import main
from maven.method.effort import SEED_TURNS

SEED = "kind,turns_low,turns_high\n" + "".join(
    f"{slug},{low},{high}\n" for slug, (low, high) in SEED_TURNS.items()
)


@pytest.fixture
def file(tmp_path):
    def written(text):
        path = tmp_path / "quantities.csv"
        path.write_text(text)
        return str(path)

    return written


def found(capsys, *words):
    assert main(["effort", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys, *words):
    assert main(["effort", *words]) == 2
    return capsys.readouterr().err


def test_the_kinds_of_the_catalogue_need_no_days(capsys, file):
    told = found(capsys, file(SEED))

    days = told["days"]
    assert set(days) == {"mean", "sd", "p10", "p50", "p80", "p90"}
    assert days["p10"] < days["p50"] < days["p80"] < days["p90"]
    assert days["mean"] == pytest.approx(told["foreseen"]["mean"], rel=0.01)
    assert [line["slug"] for line in told["lines"]] == sorted(SEED_TURNS)
    assert sum(line["spread"] for line in told["lines"]) == pytest.approx(1)
    assert told["unlisted"][0] == "bibliography"
    assert told["pace"] is None
    assert told["seconds"] > 0
    assert told["version"]


def test_the_turns_of_the_note_are_those_published(capsys, file):
    rows = "".join(f"{s},1,1,1,{low},{high}\n" for s, (low, high) in SEED_TURNS.items())

    told = found(capsys, file("kind,low,likely,high,turns_low,turns_high\n" + rows))

    days = told["days"]
    assert (days["p10"], days["p50"], days["p80"], days["p90"]) == (34, 38, 40, 42)
    assert days["mean"] == pytest.approx(38, abs=0.05)
    assert days["sd"] == pytest.approx(2.68, abs=0.03)


def test_the_table_says_what_the_json_says(capsys, file):
    path = file(
        "kind,low,likely,high,rate,profile,logged,done,turns_low\npoll,2,3,5,500,senior,4,1,3\n"
    )
    told = found(capsys, path, "--seed", "7")

    assert main(["effort", path, "--seed", "7"]) == 0
    shown = capsys.readouterr().out
    assert f"{told['days']['p50']:.1f} days as likely more as less" in shown
    assert f"Cost: {told['cost']['p50']:,.0f} as likely" in shown
    assert f"Pace: {told['pace']['ratio']:.2f} days spent" in shown
    assert "poll  senior" in shown
    assert "Not listed, and work all the same: bibliography, writing" in shown
    assert told["profiles"][0]["profile"] == "senior"
    assert told["lines"][0]["turns"] == 3


def test_the_same_seed_gives_the_same_days(capsys, file):
    path = file(SEED)

    one = found(capsys, path, "--draws", "1000", "--seed", "7")
    other = found(capsys, path, "--draws", "1000", "--seed", "8")

    assert found(capsys, path, "--draws", "1000", "--seed", "7")["days"] == one["days"]
    assert other["days"] != one["days"]


def test_what_the_note_forgets_can_be_added(capsys, file):
    path = file("kind,turns_low,turns_high,low,likely,high\nwriting,1,1,,,\n")

    alone = found(capsys, path)
    told = found(capsys, path, "--unlisted", "--rate", "100")

    assert alone["days"]["mean"] == pytest.approx(13 / 6, abs=0.05)
    assert alone["cost"]["mean"] == 0
    assert told["unlisted"] == []
    assert len(told["lines"]) == 5
    assert told["cost"]["p80"] == pytest.approx(100 * told["days"]["p80"])
    main(["effort", path, "--unlisted"])
    assert "Not listed" not in capsys.readouterr().out


def test_the_forgotten_have_turns_of_their_own(capsys, file):
    told = found(capsys, file("kind\nonline-animation\n"))

    assert told["lines"][0]["turns"] == pytest.approx(18, abs=0.2)


def test_a_catalogue_of_ones_own_gives_the_days(capsys, file, tmp_path):
    ours = tmp_path / "ours.csv"
    ours.write_text("slug,days\npoll,3\n")

    told = found(capsys, file("kind,turns_high\npoll,2\n"), "--catalogue", str(ours))

    assert told["days"]["p90"] == 6


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "quantities.csv"),
        ("activity\npoll\n", "kind"),
        ("kind\nnowhere\n", "quantities.csv:2: column A kind: the catalogue has no such kind"),
        ("kind,low,likely,high\npoll,1,2,\n", "low, likely and high go together [poll]"),
        (
            "kind,low,likely,high\npoll,3,2,4\n",
            "quantities.csv:2: column A kind: poll: days go from",
        ),
        ("kind,low,likely,high\npoll,1,two,4\n", "quantities.csv:2: column C likely: a number"),
        ("kind,low,likely,high\npoll,1,nan,4\n", "quantities.csv:2: column C likely: a number"),
        ("kind,low,likely,high\npoll,1,2,inf\n", "quantities.csv:2: column D high: a number"),
        ("kind,low,likely,high\npoll,-1,2,3\n", "quantities.csv:2: column B low: a number"),
        ("kind,turns_low,turns_high\nconference,3,2\n", "turns go from low to high"),
        ("kind,turns_low\nconference,1.5\n", "column B turns-low: a whole number"),
        ("kind,rate\nconference,-5\n", "column B rate: a number is expected"),
        ("kind,done\nconference,1\n", "turns are done but no days are logged"),
    ],
)
def test_what_is_wrong_is_named(capsys, file, text, says):
    assert says in refused(capsys, file(text))


@pytest.mark.parametrize(
    "words", [["--draws", "5"], ["--together", "2"], ["--together", "nan"], ["--rate", "-1"]]
)
def test_amounts_have_bounds(capsys, file, words):
    assert "--draws is from 100" in refused(capsys, file(SEED), *words)
