"""`maven exploration`: are new ideas still coming?"""

import json

import pytest

from maven import __version__
from maven.cli import main

GIRDLED = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4] + [2] * 4 + [1] * 12


def told(capsys, *words):
    code = main(["exploration", *words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def themes(path, counts=GIRDLED):
    path.write_text("theme,count\n" + "".join(f"t{i},{count}\n" for i, count in enumerate(counts)))
    return str(path)


def test_themes_with_their_counts_in_numbers_and_in_words(tmp_path, capsys):
    path = themes(tmp_path / "themes.csv")

    found = json.loads(told(capsys, path, "--json")[1])

    assert (found["contributions"], found["themes"], found["once"], found["twice"]) == (
        168,
        26,
        12,
        4,
    )
    assert round(found["coverage"], 4) == 0.9289
    assert (found["verdict"], found["more"], found["sprints"]) == ("unsure", 89, [])
    assert found["richness"]["seen"] == 26
    assert found["version"] == __version__
    assert found["seconds"] >= 0
    code, words, _ = told(capsys, path)
    assert code == 0
    assert f"Coverage: 92.9 % (between {100 * found['low']:.1f} % and" in words
    assert "not sure on which side of 95.0 %" in words
    assert "About 89 more contributions would cover 95.0 %." in words


def test_one_contribution_a_row_sprint_by_sprint(tmp_path, capsys):
    path = tmp_path / "themes.csv"
    rows = [(1, "bus"), (1, "bus"), (1, "bike"), (2, "bus"), (2, "bike"), (10, "tram"), (10, "bus")]
    path.write_text(
        "contribution;theme;sprint\n"
        + "".join(f"c{i};{theme};{sprint}\n" for i, (sprint, theme) in enumerate(rows))
    )

    found = json.loads(told(capsys, str(path), "--json")[1])

    assert [(one["sprint"], one["new"], one["themes"]) for one in found["sprints"]] == [
        (1, 2, 2),
        (2, 0, 2),
        (10, 1, 3),
    ]
    assert found["contributions"] == 7
    words = told(capsys, str(path))[1]
    assert "    10              2           1       3      3.00" in words


@pytest.mark.parametrize(
    ("counts", "says"),
    [([40] * 5, "95.0 % is covered."), ([1] * 30, "still exploring: new themes are coming")],
)
def test_each_verdict_is_told(tmp_path, capsys, counts, says):
    assert says in told(capsys, themes(tmp_path / "themes.csv", counts))[1]


def test_rows_without_more_are_contributions(tmp_path, capsys):
    path = tmp_path / "themes.csv"
    path.write_text("Theme\nbus\nbus\ntram\n")

    assert json.loads(told(capsys, str(path), "--json")[1])["contributions"] == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("theme,count\nbus,-1\n", "themes.csv:2: column B count: a whole number is expected"),
        ("theme,count\nbus,1.5\n", "a whole number is expected"),
        ("theme,count\nbus,nan\n", "a whole number is expected"),
        ("theme,count\nbus,1\nbus,2\n", "themes.csv:3: column A theme: this theme is listed twice"),
        ("contribution,theme\na,bus\na,tram\n", "this contribution is listed twice"),
        ("theme\n\n", "At least two contributions"),
        ("theme,count\n,3\n", "the cell may not be empty"),
        ("theme,count\nbus,1\n", "At least two contributions"),
        ("count\n1\n", "theme"),
        ("", "empty"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, capsys, text, says):
    path = tmp_path / "themes.csv"
    path.write_text(text)

    code, out, err = told(capsys, str(path))

    assert (code, out) == (2, "")
    assert says in err


@pytest.mark.parametrize("target", ["0", "1", "nan", "2"])
def test_a_target_is_a_share(tmp_path, capsys, target):
    code, _, err = told(capsys, themes(tmp_path / "themes.csv"), "--target", target)

    assert code == 2
    assert "--target is a share" in err
