"""`maven alignment`: how far people pull the same way, from a file."""

import json

import pytest

from maven import __version__
from maven.cli import main


def votes_file(path, rows):
    path.write_text("participant,statement,vote\n" + "".join(f"{p},{s},{v}\n" for p, s, v in rows))
    return str(path)


def camps(people=30, agreeing=15):
    return [(i, "bus", 1 if i < agreeing else -1) for i in range(people)]


def told(capsys, *words):
    code = main(["alignment", *words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_the_alignment_of_a_file_in_numbers_and_in_words(tmp_path, capsys):
    path = votes_file(tmp_path / "votes.csv", camps(20))

    code, out, _ = told(capsys, path, "--json")
    found = json.loads(out)

    assert code == 0
    assert found["alignment"]["value"] == pytest.approx(0.2105, abs=1e-4)
    assert found["alignment"]["low"] < found["alignment"]["value"] < found["alignment"]["high"]
    assert (found["alignment"]["statements"], found["alignment"]["people"]) == (1, 20)
    assert (found["groups"], found["change"], found["version"]) == (None, None, __version__)
    assert found["seconds"] >= 0
    _, words, _ = told(capsys, path)
    low, high = found["alignment"]["low"], found["alignment"]["high"]
    assert f"Alignment: 0.211 (between {low:.3f} and {high:.3f}, 95 %)" in words
    assert "bus" in words


def test_the_groups_share_the_alignment_between_them(tmp_path, capsys):
    path = votes_file(tmp_path / "votes.csv", [*camps(), ("x", "bus", 0)])
    groups = tmp_path / "groups.csv"
    groups.write_text(
        "participant;group\n"
        + "".join(f"{i};{'north' if i < 15 else 'south'}\n" for i in range(30))
        + "x;\nnobody;south\n"
    )

    _, out, _ = told(capsys, path, "--groups", str(groups), "--json")
    found = json.loads(out)["groups"]

    assert found["total"] == pytest.approx(found["within"] + found["between"])
    assert found["own"] == [{"group": "north", "value": 1.0}, {"group": "south", "value": 1.0}]
    assert [(one["first"], one["second"], one["value"]) for one in found["pairs"]] == [
        ("north", "south", -1.0)
    ]
    assert found["bridge"] == json.loads(out)["alignment"]["between"] == -1.0
    assert (found["people"], found["without"]) == (30, 1)
    _, words, _ = told(capsys, path, "--groups", str(groups))
    assert f"within groups    {found['within']:.3f}" in words
    assert f"between groups   {found['between']:.3f}" in words


def test_what_changed_since_is_told_with_who_is_left_out(tmp_path, capsys):
    before = votes_file(tmp_path / "before.csv", camps(40, 20))
    now = votes_file(tmp_path / "now.csv", camps(41, 40))

    _, out, _ = told(capsys, now, "--before", before, "--json")
    found = json.loads(out)["change"]

    assert found["direction"] == "closer"
    assert found["change"] == pytest.approx(found["after"] - found["before"])
    assert (found["people"], found["only_before"], found["only_after"]) == (40, 0, 1)
    _, words, _ = told(capsys, now, "--before", before)
    assert f"Since before: {found['change']:+.3f}" in words
    assert "closer than before" in words
    assert "0 people only before, 1 only after, 0 statements" in words


def test_too_few_answers_are_told(tmp_path, capsys):
    path = votes_file(tmp_path / "votes.csv", camps(5, 3))

    assert json.loads(told(capsys, path, "--json")[1])["alignment"]["value"] is None
    assert told(capsys, path)[:2] == (0, "Alignment: not enough answers yet on any statement.\n")
    assert "3 agree" not in told(capsys, path, "--least", "2")[1]
    assert "Alignment: -0.200" in told(capsys, path, "--least", "2")[1]


def test_scales_by_question(tmp_path, capsys):
    path = tmp_path / "counts.csv"
    published = [30, 40, 210, 130, 530, 50, 10]
    path.write_text(
        "question,level,count\n"
        + "".join(f"trust,{i + 1},{count}\n" for i, count in enumerate(published))
        + "pace,2,9\npace,1,0\npace,3,9\n"
    )

    _, out, _ = told(capsys, "--scale", str(path), "--json")
    trust, pace = json.loads(out)["questions"]

    assert (trust["question"], round(trust["value"], 7)) == ("trust", 0.6113333)
    assert (trust["people"], trust["answers"]) == (1000, 7)
    assert pace["value"] == pytest.approx(0.5)
    _, words, _ = told(capsys, "--scale", str(path))
    assert "trust     0.61" in words


def test_one_question_needs_no_name(tmp_path, capsys):
    path = tmp_path / "counts.csv"
    path.write_text("level,count\n1,4\n2,0\n3,4\n")

    _, out, _ = told(capsys, "--scale", str(path), "--json")

    assert json.loads(out)["questions"][0]["value"] == -1.0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("level,count\n1,4\n1,5\n2,3\n", "this level is listed twice"),
        ("level,count\n1,4\n3,5\n4,5\n", "level 2 is missing"),
        ("level,count,question\n1,0,a\n2,0,a\n3,0,a\n", "nobody answered of « a »"),
        ("level,count\n1,4\n2,5\n", "at least three ordered answers"),
        ("level,count\n1,4\n2,-5\n", "counts.csv:3: column B count: a whole number is expected"),
        ("level,count\n1,4\n2,nan\n", "a whole number is expected"),
        ("level\n1\n", "count"),
        ("", "empty"),
    ],
)
def test_counts_that_are_wrong_are_named(tmp_path, capsys, text, says):
    path = tmp_path / "counts.csv"
    path.write_text(text)

    code, out, err = told(capsys, "--scale", str(path))

    assert (code, out) == (2, "")
    assert says in err


def test_broken_votes_are_named_by_place(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("participant,statement,vote\na,1,1\nb,1,2\n")

    code, out, err = told(capsys, str(path))

    assert (code, out) == (2, "")
    assert "votes.csv:3:column C vote" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere.csv"], "there is no such file"),
        (["--scale", "x.csv", "--groups", "y.csv"], "--scale goes without"),
        (["x.csv", "--least", "1"], "--least is at least 2"),
    ],
)
def test_wrong_words_are_refused(capsys, words, says):
    code, _, err = told(capsys, *words)

    assert code == 2
    assert says in err


def test_groups_and_moments_that_say_nothing_are_refused(tmp_path, capsys):
    path = votes_file(tmp_path / "votes.csv", camps())
    other = votes_file(tmp_path / "other.csv", [(f"p{i}", "bus", 1) for i in range(30)])
    groups = tmp_path / "groups.csv"
    groups.write_text("participant,group\n1,a\n2,a\n")
    assert "--groups: At least two groups" in told(capsys, path, "--groups", str(groups))[2]
    assert "--before: No statement" in told(capsys, path, "--before", other)[2]
    groups.write_text("participant,group\n1,a\n1,b\n")
    assert "listed twice" in told(capsys, path, "--groups", str(groups))[2]
