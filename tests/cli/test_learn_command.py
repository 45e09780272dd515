"""maven learn: from a file of what sprints showed to marks corrected."""

import json

import pytest

from maven.cli import main

HEAD = "sprint,dimension,change,se,kinds\n"
FOUR = HEAD + "".join(f"{sprint},measure,1,0.5,poll\n" for sprint in "abcd")


@pytest.fixture
def words(tmp_path):
    def written(text):
        ours, observed = tmp_path / "ours.csv", tmp_path / "observed.csv"
        ours.write_text("slug,days,measure\npoll,1,2\nwalk,1,0\n")
        observed.write_text(text)
        return ["learn", str(observed), "--catalogue", str(ours)]

    return written


def test_four_observations_and_a_mark_meet_half_way(capsys, words):
    assert main([*words(FOUR), "--tau", "0.25", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    (poll,) = [one for one in told["beliefs"] if one["evidence"] > 0]
    assert (poll["slug"], poll["dimension"], poll["prior"]) == ("poll", "measure", 0.5)
    assert (poll["mean"], poll["evidence"], poll["seen"]) == (0.75, 0.5, 4)
    assert told["marks"] == [
        {
            "slug": "poll",
            "convergence": 0,
            "measure": 3,
            "engage": 0,
            "connect_qty": 0,
            "connect_quality": 0,
        }
    ]
    assert told["tau"]["measure"] == 0.25
    assert (told["observations"], told["sprints"]) == (4, 4)
    assert [one["slug"] for one in told["discoveries"]] == ["poll", "walk"]
    assert told["seconds"] > 0
    assert told["version"]


def test_the_table_says_what_the_json_says(capsys, words):
    assert main([*words(FOUR), "--tau", "0.25"]) == 0
    shown = capsys.readouterr().out

    assert "4 observations of 4 sprints." in shown
    assert "measure 0.25" in shown
    assert "poll  measure          4  0.50          0.75          0.18  50 %" in shown
    assert "Worth a try, for what is not known of them: poll, walk." in shown


def test_the_catalogue_of_the_product_is_the_default(capsys, words):
    asked = words(HEAD + '1,Engage,"0,8",0.3,conference apero-meetup:2\n')

    assert main([*asked[:2], "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["slug"] for one in told["marks"]] == ["conference", "apero-meetup"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "observed.csv"),
        ("sprint,dimension,change,se\n1,measure,1,1\n", "kinds"),
        (
            HEAD + "1,depth,1,1,poll\n",
            "observed.csv:2: column B dimension: one of direction, measure",
        ),
        (HEAD + "1,measure,nan,1,poll\n", "observed.csv:2: column C change: a number is expected"),
        (HEAD + "1,measure,1,0,poll\n", "observed.csv:2: column D se: a number is expected"),
        (HEAD + "1,measure,1,inf,poll\n", "observed.csv:2: column D se: a number is expected"),
        (HEAD + "1,measure,1,-1,poll\n", "observed.csv:2: column D se: a number is expected"),
        (HEAD + "1,measure,1,1,\n", "observed.csv:2: column E kinds: the kinds lived are expected"),
        (HEAD + "1,measure,1,1,poll:none\n", "observed.csv:2: column E kinds: a number"),
        (
            HEAD + "1,measure,1,1,poll ball\n",
            "observed.csv:2: column E kinds: the catalogue has no",
        ),
    ],
)
def test_what_is_wrong_is_named(capsys, words, text, says):
    assert main(words(text)) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("tau", ["0", "nan", "-1"])
def test_tau_is_above_nothing(capsys, words, tau):
    assert main([*words(FOUR), "--tau", tau]) == 2
    assert "--tau is above 0" in capsys.readouterr().err
