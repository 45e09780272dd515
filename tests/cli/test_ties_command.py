"""`maven ties`: the figures of a file, and every wrong cell named."""

import csv
import gzip
import json
import re

import networkx
import pytest

from maven import __version__
from maven.cli import main
from tests.method.conftest import DATA, needs_data

TIES = """A;B;Weight;A group;B_group
ana;luc;2,5;public;privé
luc;zoe;1;privé;public
ana;zoe;1;public;public
zoe;bob;1;public;privé
eva;max;1;privé;privé
"""


@pytest.fixture
def file(tmp_path):
    def write(text, name="ties.csv"):
        path = tmp_path / name
        path.write_text(text)
        return str(path)

    return write


def told(capsys, *arguments):
    code = main(["ties", *arguments, "--json"])
    shown = capsys.readouterr()
    assert code == 0, shown.err
    return json.loads(shown.out)


def refused(capsys, *arguments):
    code = main(["ties", *arguments])
    assert code == 2
    return capsys.readouterr().err


def test_the_figures_of_a_file_are_told_to_programs(file, capsys):
    found = told(capsys, file(TIES))

    assert (found["people"], found["ties"], found["components"], found["largest"]) == (6, 5, 2, 4)
    assert found["density"] == pytest.approx(1 / 3)
    assert found["ei"]["value"] == pytest.approx(1 / 5)
    assert found["ei"]["weighted"] == pytest.approx(2 * 4.5 / 6.5 - 1)
    assert set(found["ei"]) == {
        "value", "weighted", "expected", "sd", "low", "high", "p", "permutations",
    }  # fmt: skip
    assert found["articulation"] == ["zoe"]
    assert found["bridges"] == [["bob", "zoe"], ["eva", "max"]]
    assert found["critical"]["people"] == ["ana", "zoe"]
    assert (found["leaving"], found["dependence"]) == (None, None)
    assert [one["id"] for one in found["persons"]] == ["ana", "bob", "eva", "luc", "max", "zoe"]
    zoe = found["persons"][-1]
    assert (zoe["group"], zoe["degree"], zoe["strength"], zoe["core"]) == ("public", 3, 3.0, 2)
    assert zoe["participation"] == pytest.approx(1 - (2 / 3) ** 2 - (1 / 3) ** 2)
    assert found["version"] == __version__
    assert found["seconds"] > 0


def test_the_table_says_the_same(file, capsys):
    path = file(TIES)
    found = told(capsys, path)

    assert main(["ties", path]) == 0
    shown = capsys.readouterr().out

    assert "6 people, 5 ties (33.3 % of the pairs), 2 pieces, 4 people in the largest." in shown
    assert f"E-I index {found['ei']['value']:.4f}" in shown
    assert f"Assortativity {found['assortativity']:.4f}" in shown
    assert f"Robustness {found['robustness']:.4f}" in shown
    assert "Most critical: ana, zoe: 7 joined pairs become 1." in shown
    best = max(found["persons"], key=lambda one: one["pagerank"])
    row = next(line for line in shown.splitlines() if line.strip().startswith(best["id"]))
    assert f"{100 * best['pagerank']:.2f} %" in row


def test_the_rows_in_another_order_say_the_same(file, capsys):
    head, *rows = TIES.splitlines()
    turned = "\n".join([head, *reversed(rows)])

    one, two = told(capsys, file(TIES)), told(capsys, file(turned, "turned.csv"))

    assert {**one, "seconds": 0} == {**two, "seconds": 0}


def test_ties_alone_are_enough(file, capsys):
    path = file("a,b\n1,2\n2,3\n")

    found = told(capsys, path, "--critical", "1")

    assert (found["ei"], found["assortativity"], found["participation"]) == (None, None, None)
    assert found["persons"][1]["constraint"] == 0.5
    assert found["critical"]["people"] == [2]
    assert main(["ties", path]) == 0
    assert "E-I" not in capsys.readouterr().out


def test_all_in_one_group_has_no_assortativity(file, capsys):
    path = file("a,b,a_group,b_group\n1,2,x,x\n2,3,x,x\n")

    assert told(capsys, path)["assortativity"] is None
    assert main(["ties", path]) == 0
    assert "Assortativity" not in capsys.readouterr().out


def test_what_falls_when_the_team_leaves_is_told(file, capsys):
    team = file("id\nzoe\n\nguy\n", "team.txt")
    carriers = file(
        "thing,kind,person\nsanté,cause,zoe\nsanté,cause,ana\nblog,channel,guy\n", "carriers.csv"
    )

    found = told(capsys, file(TIES), "--team", team, "--carriers", carriers)

    assert found["leaving"]["leaving"] == ["guy", "zoe"]
    assert found["leaving"]["largest"] == {"before": 4, "after": 2}
    assert found["leaving"]["alone"] == ["bob"]
    assert found["leaving"]["orphans"] == [
        {"kind": "channel", "thing": "blog", "carried_by": ["guy"]}
    ]
    assert found["dependence"]["largest"]["lost"] == 2
    main(["ties", file(TIES), "--team", team, "--carriers", carriers])
    shown = capsys.readouterr().out
    assert "Nobody left for channel blog." in shown
    assert re.search(r"largest +4 +2", shown)
    assert "Lost of the largest piece: 2;" in shown


def test_a_team_without_ties_depends_on_nothing(file, capsys):
    team = file("guy\n", "team.txt")
    carriers = file("thing,kind,person\nblog,channel,guy\n", "carriers.csv")

    found = told(capsys, file(TIES), "--team", team, "--carriers", carriers)

    assert found["dependence"] is None
    assert main(["ties", file(TIES), "--team", team, "--carriers", carriers]) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "ties.csv"),
        ("a,b\n", "ties.csv: there is no tie."),
        ("a,c\n1,2\n", "ties.csv:1:"),
        ("a,b\n1,1\n", "ties.csv:2: column B b: a tie joins two different people [1]"),
        ("a,b\n1,2\n2,1\n", "ties.csv:3: column B b: this tie is already on line 2 [1]"),
        ("a,b\n10,9\n9,10\n", "ties.csv:3: column B b: this tie is already on line 2 [10]"),
        ("a,b\n1,\n", "ties.csv:2: column B b: the cell may not be empty"),
        ("a,b,weight\n1,2,0\n", "ties.csv:2: column C weight: a number is expected"),
        ("a,b,weight\n1,2,-1\n", "ties.csv:2: column C weight: a number is expected"),
        ("a,b,weight\n1,2,nan\n", "ties.csv:2: column C weight: a number is expected"),
        ("a,b,weight\n1,2,inf\n", "ties.csv:2: column C weight: a number is expected"),
        ("a,b,weight\n1,2,much\n", "ties.csv:2: column C weight: a number is expected"),
        ("a,b,a_group\n1,2,x\n", "column a-group goes with b-group, which is missing"),
        ("a,b,b_group\n1,2,x\n", "column b-group goes with a-group, which is missing"),
        (
            "a,b,a_group,b_group\n1,2,x,y\n3,1,x,z\n",
            "ties.csv:3: column D b-group: 1 is of x on line 2 [z]",
        ),
    ],
)
def test_a_wrong_cell_is_named(file, capsys, text, words):
    assert words in refused(capsys, file(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("guy\n", "team.txt:1: nobody of that name has a tie [guy]"),
        ("id\n", "team.txt: nobody is listed."),
    ],
)
def test_a_wrong_team_is_named(file, capsys, text, words):
    assert words in refused(capsys, file(TIES), "--team", file(text, "team.txt"))


def test_a_team_that_is_no_text_is_refused(file, tmp_path, capsys):
    (tmp_path / "team.txt").write_bytes(b"\xff\xfe\x00")

    words = refused(capsys, file(TIES), "--team", str(tmp_path / "team.txt"))

    assert "team.txt: byte 0 is not UTF-8." in words


def test_an_absent_file_and_an_impossible_number_are_refused(file, capsys):
    assert "there is no such file" in refused(capsys, "nowhere.csv")
    assert "--critical: at least 1" in refused(capsys, file(TIES), "--critical", "0")


def test_ten_thousand_people_are_measured(file, capsys):
    graph = networkx.gnm_random_graph(10_000, 30_000, seed=1)
    path = file("a,b\n" + "\n".join(f"{a},{b}" for a, b in graph.edges))

    found = told(capsys, path)

    assert found["ties"] == 30_000
    assert found["largest"] == len(max(networkx.connected_components(graph), key=len))


@needs_data
def test_a_school_of_marseille_is_measured_as_published(file, capsys):
    met, group = {}, {}
    with gzip.open(DATA / "sociopatterns" / "thiers_2012.csv.gz", "rt") as source:
        for _, one, two, class_one, class_two in csv.reader(source, delimiter="\t"):
            pair = min(one, two), max(one, two)
            met[pair] = met.get(pair, 0) + 1
            group[one], group[two] = class_one, class_two
    rows = [f"{a},{b},{count},{group[a]},{group[b]}" for (a, b), count in met.items()]

    found = told(capsys, file("\n".join(["a,b,weight,a_group,b_group", *rows])))

    assert (found["people"], found["ties"]) == (180, 2220)
    assert round(found["ei"]["value"], 3) == -0.419
    assert round(found["ei"]["weighted"], 3) == -0.832
    assert round(found["assortativity"], 3) == 0.634
    assert round(found["participation"], 3) == 0.376
