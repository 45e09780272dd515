"""maven fit: from a file of needs to a choice that is proved."""

import csv
import json
from importlib.resources import files

import pytest

from maven.cli import main
from maven.cli.toolbox_file import kinds_of, read_toolbox

NEEDS = {"direction": 1.5, "measure": 1, "engage": 2, "connect": 1}
OURS = (
    "slug,days,convergence,measure,engage,connect_qty,connect_quality,n_min,arc\n"
    "poll,2,0,4,0,0,0,30,open\nwalk,1,-0.5,1,0,4,2,4,open\nvote,1,1,0,2,0,0,4,converge\n"
)


@pytest.fixture
def needs(tmp_path):
    def written(told=NEEDS, **more):
        path = tmp_path / "needs.json"
        path.write_text(json.dumps({"needs": told, **more} if told is NEEDS else {**told, **more}))
        return str(path)

    return written


@pytest.fixture
def ours(tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text(OURS)
    return str(path)


def found(capsys, *words):
    assert main(["fit", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys, *words):
    assert main(["fit", *words]) == 2
    return capsys.readouterr().err


def test_the_catalogue_of_the_product_is_the_default(capsys, needs):
    told = found(capsys, needs(people=40, trust=1, maturity=1), "--days", "8")

    assert told["proved"]
    assert told["value"] == told["bound"] == 1
    assert told["days"] <= 8
    assert told["gap"] == 0
    assert told["seconds"] > 0
    assert told["version"]
    assert [one["slug"] for one in told["reasons"]] == told["choice"]
    assert told["runner_up"]["choice"] != told["choice"]
    assert {"value", "days", "choice", "balance", "efficient"} == set(told["front"][0])
    assert told["violations"] == []
    assert {one["reason"] for one in told["refused"]} == {"days", "trust", "maturity"}
    assert len(told["sensitivity"]) == 4 + len(told["choice"])


def test_every_kind_of_the_catalogue_is_read():
    kinds = kinds_of(read_toolbox(None))
    with (files("maven.toolbox") / "catalogue.csv").open() as file:
        rows = {row["slug"]: row for row in csv.DictReader(file)}

    assert [kind.slug for kind in kinds] == list(rows)
    for kind in kinds:
        row = rows[kind.slug]
        assert kind.days == float(row["effort_p50_pd"])
        assert kind.convergence == float(row["convergence"])
        assert kind.connect_quality == float(row["connect_quality"])
        assert kind.people_min == int(row["n_min"])
        assert kind.span_days == float(row["span_days"])
        assert kind.arc == tuple(row["arc"].split())
        assert "none" not in kind.prerequisites
        assert kind.inside == (row["needs_session"] == "yes")
        assert kind.dates == (row["scale"] in {"session", "event", "ritual"} and not kind.inside)


def test_the_table_says_what_the_json_says(capsys, needs, ours):
    words = [needs(trust=1, opened=True), "--days", "4", "--catalogue", ours]
    told = found(capsys, *words)

    assert main(["fit", *words]) == 0
    shown = capsys.readouterr().out
    assert f"{100 * told['value']:.1f} % of what is asked for" in shown
    assert f"in {told['days']:.2f} days (proved" in shown
    assert all(slug in shown for slug in told["choice"])
    assert f"it answers {100 * told['gap']:.1f} % less" in shown
    assert "need engage" in shown
    assert "No kind is ruled out." in shown


def test_a_catalogue_of_ones_own_is_searched_exactly(capsys, needs, ours):
    told = found(capsys, needs(people=40), "--days", "4", "--catalogue", ours)

    # poll: measure 1; walk: measure 0.25 (too much), connect 0.75; vote: direction 1, engage 0.5.
    assert told["choice"] == ["walk", "poll", "vote"]
    assert told["value"] == pytest.approx((1 + 1 + 0.5 + 0.75) / 5.5)
    assert told["days"] == 4
    flat = found(capsys, needs(NEEDS | {"people": 20}), "--days", "4", "--catalogue", ours)
    assert flat["choice"] == ["walk", "vote"]
    assert flat["refused"] == [{"slug": "poll", "reason": "people", "needed": 30, "found": 20}]


def test_what_converges_needs_an_opening_unless_one_is_there(capsys, needs, ours):
    only = ["--days", "1", "--catalogue", ours]

    assert found(capsys, needs(), *only)["choice"] == ["walk"]
    assert found(capsys, needs(opened=True), *only)["choice"] == ["vote"]


def test_weights_turns_and_what_is_left_out_are_heard(capsys, needs, ours):
    only = ["--days", "5", "--catalogue", ours]
    told = found(capsys, needs(weights={"engage": 10}, turns={"vote": 4}), *only)
    assert told["choice"].count("vote") == 4
    assert told["reasons"][1]["turns"] == 4

    assert "walk" not in found(capsys, needs(without=["walk"]), *only)["choice"]


def test_a_selection_changed_by_hand_is_judged(capsys, needs, ours):
    path = needs(people=20, selection=["poll", "vote", "poll"], sprint_days=21, dates=2, group=5)
    words = [path, "--days", "3", "--catalogue", ours]

    told = found(capsys, *words)

    assert [(one["reason"], one["slugs"]) for one in told["violations"]] == [
        ("days", ["poll", "vote"]),
        ("people", ["poll"]),
        ("turns", ["poll"]),
    ]
    assert main(["fit", *words]) == 0
    assert "people: poll (needed 30, found 20)" in capsys.readouterr().out


def test_what_is_missing_is_told_with_the_selection(capsys, needs, tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text("slug,days,measure,prerequisites,outputs\npoll,1,4,question;none,idea\n")
    words = [needs(met=[], selection=["poll"]), "--days", "3", "--catalogue", str(path)]

    assert main(["fit", *words]) == 0
    shown = capsys.readouterr().out
    assert "prerequisites: poll (needed 1, found 0, question)" in shown
    assert "Ruled out now: 1 (1 by prerequisites)." in shown
    assert "nothing is chosen" in shown


def test_marks_may_count_by_the_hours_that_people_give(capsys, needs, tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text(
        "slug,days,measure,scale,n_typ,minutes_min,minutes_max\n"
        "workshop,1,4,session,15,180,180\npost,1,4,content,1,0,0\ntalk,1,4,element,1,0,0\n"
    )
    kinds = kinds_of(read_toolbox(path), reach=True)

    assert [kind.measure for kind in kinds] == pytest.approx(
        [4, 4 * (5 / 45) ** 0.5, 4 * (1 / 6 / 45) ** 0.5]
    )
    words = ["--days", "1", "--catalogue", str(path)]
    told = found(capsys, needs({"measure": 1}, reach=True), *words)
    assert told["choice"] == ["workshop"]


def test_a_search_cut_short_says_so(capsys, needs, ours, monkeypatch):
    from maven.method import fit as fitting

    whole = fitting.fit
    monkeypatch.setattr(fitting, "fit", lambda *asked, **more: whole(*asked, **more, limit=1))

    assert main(["fit", needs(), "--days", "4", "--catalogue", ours]) == 0
    assert "the search was cut short" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "needs.json:1: column 1: Expecting value"),
        ("[1]", "names and values in braces"),
        ("{}", "no need is there"),
        ('{"needs": {"depth": 1}}', "at needs: « depth » is unknown"),
        ('{"depth": 1, "measure": 1}', "« depth » is unknown"),
        ('{"measure": "much"}', "at measure: a number is expected"),
        ('{"measure": NaN}', "at measure: a number is expected"),
        ('{"measure": Infinity}', "at measure: a number is expected"),
        ('{"measure": -1}', "at measure: a number is expected"),
        ('{"measure": 1, "weights": {"measure": 0}}', "at weights.measure: a number"),
        ('{"measure": 1, "people": -4}', "at people: a number"),
        ('{"measure": 1, "met": "venue"}', "at met: a list in brackets"),
        ('{"measure": 1, "met": [3]}', "at met[0]: words are expected"),
        ('{"measure": 1, "opened": 1}', "at opened: true or false"),
        ('{"measure": 1, "turns": {"poll": 0}}', "at turns.poll: a number"),
        ('{"measure": 1, "turns": {"ball": 2}}', "at turns.ball: the catalogue has no such kind"),
        ('{"measure": 1, "selection": ["poll", "ball"]}', "at selection[1]: the catalogue has no"),
        (
            '{"measure": 1, "without": ["ball"]}',
            "at without[0]: the catalogue has no kind « ball »",
        ),
    ],
)
def test_what_is_wrong_in_the_needs_is_named(capsys, tmp_path, ours, text, says):
    path = tmp_path / "needs.json"
    path.write_text(text)

    assert says in refused(capsys, str(path), "--days", "3", "--catalogue", ours)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "ours.csv"),
        ("name,days\npoll,1\n", "slug"),
        ("slug\npoll\n", "a column « days » or « effort_p50_pd » is missing"),
        ("slug,days\npoll,0\n", "ours.csv:2: column B days: a number is expected, at least 0.001"),
        ("slug,days\npoll,nan\n", "ours.csv:2: column B days"),
        ("slug,days\npoll,inf\n", "ours.csv:2: column B days"),
        ("slug,days,measure\npoll,1,5\n", "ours.csv:2: column C measure: a number is expected"),
        ("slug,days,arc\npoll,1,begin\n", "ours.csv:2: column C arc: words among open"),
        ("slug,days\npoll,1\npoll,2\n", "ours.csv:3: column A slug: this kind is there already"),
    ],
)
def test_what_is_wrong_in_the_catalogue_is_named(capsys, tmp_path, needs, text, says):
    path = tmp_path / "ours.csv"
    path.write_text(text)

    assert says in refused(capsys, needs(), "--days", "3", "--catalogue", str(path))


@pytest.mark.parametrize(
    "words", [["--days", "-1"], ["--days", "nan"], ["--days", "3", "--most", "99"]]
)
def test_amounts_have_bounds(capsys, needs, words):
    assert "--days is a number" in refused(capsys, needs(), *words)


def test_files_that_are_not_there_are_named(capsys, needs):
    assert "nowhere.json" in refused(capsys, "nowhere.json", "--days", "3")
    assert "nowhere.csv" in refused(capsys, needs(), "--days", "3", "--catalogue", "nowhere.csv")
