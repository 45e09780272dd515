"""`maven landscape`: its keys, its two modes, its readers, and every input that it refuses."""

import csv
import gzip
import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.cli import main
from maven.cli import votes_file as reading
from maven.method.landscape.clusters import adjusted_rand
from tests.cli import crowd
from tests.method.conftest import DATA, needs_data

KEYS = {
    "participants", "statements", "votes", "groups", "projection", "consensus",
    "group_aware_consensus", "representative", "divisive", "priority", "alignment", "seconds",
    "version",
}  # fmt: skip


def told(capsys, *words):
    assert main(["landscape", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys, *words):
    assert main(["landscape", *map(str, words)]) == 2
    return capsys.readouterr().err


@pytest.fixture
def table(tmp_path):
    return crowd.table(tmp_path / "votes.csv")


@pytest.fixture
def folder(tmp_path):
    return crowd.folder(tmp_path / "export")


def without_time(result):
    return {name: value for name, value in result.items() if name != "seconds"}


# What is told


@pytest.mark.parametrize("mode", ["maven", "polis"])
def test_the_keys_of_the_contract(table, capsys, mode):
    result = told(capsys, table, "--mode", mode)

    assert result.keys() >= KEYS
    assert (result["participants"], result["statements"], result["votes"]) == (40, 10, 400)
    assert [(one["id"], one["size"]) for one in result["groups"]] == [(0, 20), (1, 20)]
    assert {frozenset(one["members"]) for one in result["groups"]} == {
        frozenset(f"p{n}" for n in range(20)),
        frozenset(f"p{n}" for n in range(20, 40)),
    }
    assert [one["participant"] for one in result["projection"]] == sorted(
        f"p{n}" for n in range(40)
    )
    assert all(one.keys() >= {"participant", "x", "y"} for one in result["projection"])
    assert [(one["statement"], one["side"]) for one in result["consensus"]] == [
        (9, "agree"),
        (10, "agree"),
    ]
    assert result["consensus"][0]["share"] == 41 / 42
    assert [one["statement"] for one in result["group_aware_consensus"][:2]] == [9, 10]
    assert result["group_aware_consensus"][0]["value"] == pytest.approx((21 / 22) ** 2)
    assert all(
        one.keys() >= {"group", "statement", "side", "share", "ratio", "z"}
        for one in result["representative"]
    )
    assert {one["side"] for one in result["representative"]} == {"agree", "disagree"}
    assert result["divisive"][0]["value"] == pytest.approx(21 / 22 - 1 / 22)
    assert len(result["priority"]) == 10
    assert result["alignment"].keys() >= {"value", "low", "high", "between"}
    assert result["alignment"]["low"] <= result["alignment"]["value"]
    assert result["seconds"] > 0


@pytest.mark.parametrize("mode", ["maven", "polis"])
def test_the_words_say_what_the_numbers_say(folder, capsys, mode):
    result = told(capsys, folder, "--mode", mode)
    main(["landscape", str(folder), "--mode", mode])
    words = capsys.readouterr().out

    assert "40 participants, 10 statements, 400 votes; 40 people" in words
    for group in result["groups"]:
        assert f"  {group['letter']}  {group['size']:>6} people" in words
    for one in result["representative"]:
        assert f"{one['side']:<9}{one['statement']:>6}  Idea number {one['statement']} (" in words
    first = result["consensus"][0]
    assert f"{first['statement']:>6}  Idea number 9 ({100 * first['share']:.0f} %)" in words
    assert f"Alignment: {result['alignment']['value']:.2f} (between" in words
    assert f"({100 * result['divisive'][0]['value']:.0f} points apart)" in words


def test_a_community_of_one_family_has_nothing_that_divides(tmp_path, capsys):
    chance = np.random.default_rng(3)
    rows = [f"{i},{j},{chance.choice([-1, 1])}" for i in range(60) for j in range(30)]
    path = tmp_path / "votes.csv"
    path.write_text("\n".join(["participant,statement,vote", *rows]))

    result = told(capsys, path)
    main(["landscape", str(path)])

    assert ([one["size"] for one in result["groups"]], result["divisive"]) == ([60], [])
    assert result["alignment"]["between"] is None
    assert "divides" not in capsys.readouterr().out


@pytest.mark.parametrize("mode", ["maven", "polis"])
def test_votes_that_are_all_passes_draw_nothing(tmp_path, capsys, mode):
    rows = [f"{i},{j},0" for i in range(20) for j in range(9)]
    path = tmp_path / "votes.csv"
    path.write_text("\n".join(["participant,statement,vote", *rows]))

    result = told(capsys, path, "--mode", mode)
    main(["landscape", str(path), "--mode", mode])

    assert not result["enough"]
    assert "No landscape" in capsys.readouterr().out


@pytest.mark.parametrize("mode", ["maven", "polis"])
def test_one_voter_draws_nothing(tmp_path, capsys, mode):
    path = tmp_path / "votes.csv"
    path.write_text("participant,statement,vote\nana,1,1\nana,2,-1\n")

    result = told(capsys, path, "--mode", mode)

    assert not result["enough"]
    assert [(one["participant"], one["x"], one["y"]) for one in result["projection"]] == [
        ("ana", 0, 0)
    ]


def test_a_table_of_no_vote_draws_nothing(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("participant,statement,vote\n")

    assert told(capsys, path, "--mode", "polis")["votes"] == 0
    assert told(capsys, path)["missing"] == {"people": 12, "statements": 2, "difference": True}


def test_the_last_vote_of_a_person_counts(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("participant,statement,vote\n" + "ana,1,1\nluc,1,1\nana,1,-1\nana,1,0\n")

    ballots = reading.ballots_of(path)
    votes = ballots.votes()

    assert (len(votes), votes.value.tolist()) == (2, [0, 1])


# Whom to cluster, what to leave out


@pytest.mark.parametrize("mode", ["maven", "polis"])
def test_only_those_listed_are_put_in_groups_and_everybody_is_placed(table, tmp_path, capsys, mode):
    some = [f"p{n}" for n in [*range(8), *range(20, 26)]]
    listed = tmp_path / "people.txt"
    listed.write_text("\ufeff" + "\r\n".join(some) + "\r\n\r\n")

    result = told(capsys, table, "--mode", mode, "--clustered", listed)

    assert sorted(one["size"] for one in result["groups"]) == [6, 8]
    assert {member for one in result["groups"] for member in one["members"]} == set(some)
    assert len(result["projection"]) == 40
    assert {one["participant"] for one in result["projection"] if one["group"] is not None} == set(
        some
    )


@pytest.mark.parametrize("mode", ["maven", "polis"])
def test_statements_left_out_are_not_listed(table, tmp_path, capsys, mode):
    listed = tmp_path / "out.txt"
    listed.write_text("9\n")

    result = told(capsys, table, "--mode", mode, "--left-out", listed)

    assert [one["statement"] for one in result["consensus"]] == [10]
    shown = [one["statement"] for one in result["priority"] if one["selected"]]
    assert sorted(shown) == [1, 2, 3, 4, 5, 6, 7, 8, 10]


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        (["a,1,1", "a,2,1", "b,1,1", "c,1,1"], None),
        (["b,1,1", "a,2,1", "c,1,1", "b,2,1"], ["b", "a", "c"]),
        (["a,1,1,30", "b,1,1,20", "c,1,1,10"], ["c", "b", "a"]),
    ],
    ids=["person by person: nothing", "as they came: the lines", "moments"],
)
def test_who_came_first_is_told_by_what_says_so(tmp_path, rows, order):
    heads = "participant,statement,vote" + ",timestamp" * (rows[0].count(",") - 2)
    (tmp_path / "votes.csv").write_text("\n".join([heads, *rows]))

    ballots = reading.ballots_of(tmp_path / "votes.csv")

    assert ballots.first_come() == order


@pytest.mark.parametrize(
    ("option", "says"),
    [("--clustered", "gave no vote"), ("--left-out", "is not a statement of the votes")],
)
def test_a_stranger_in_a_list_is_named_with_its_line(table, tmp_path, capsys, option, says):
    listed = tmp_path / "listed.txt"
    listed.write_text("p1\n\nzoe\n" if option == "--clustered" else "3\n\nzoe\n")

    assert f"listed.txt:3: « zoe » {says}." in refused(capsys, table, option, listed)


@pytest.mark.parametrize(
    ("content", "says"), [(b"\n \n", "nothing is listed"), (b"\xff", "byte 0 is not UTF-8")]
)
def test_a_list_that_lists_nothing_is_refused(table, tmp_path, capsys, content, says):
    listed = tmp_path / "listed.txt"
    listed.write_bytes(content)

    assert f"listed.txt: {says}" in refused(capsys, table, "--clustered", listed)
    assert "there is no such file" in refused(capsys, table, "--clustered", tmp_path / "nobody")


# What the folder says of the statements


def export(path, marks, column="is-meta"):
    """The crowd's folder with a moderation and a meta mark for each of its ten statements."""
    crowd.folder(path)
    heads = f"timestamp,comment-id,moderated,{column},comment-body"
    rows = [f"1472552518,{n},{marks[n][0]},{marks[n][1]},Idea {n}" for n in range(1, 12)]
    (path / "comments.csv").write_text("\n".join([heads, *rows]) + "\n")
    return path


@pytest.mark.parametrize("column", ["is-meta", "is_meta", "meta"])
def test_statements_refused_and_meta_keep_their_counts_and_are_not_listed(tmp_path, capsys, column):
    marks = dict.fromkeys(range(1, 12), (1, "false")) | {9: (-1, "0"), 10: (1, "true")}
    path = export(tmp_path / "export", marks, column)

    ours, theirs = told(capsys, path), told(capsys, path, "--mode", "polis")

    assert (ours["statements"], theirs["statements"]) == (11, 10)
    for result in (ours, theirs):
        assert {one["statement"] for one in result["consensus"]}.isdisjoint({9, 10})
        assert {one["statement"] for one in result["divisive"]}.isdisjoint({9, 10})
    assert [one["statement"] for one in theirs["priority"] if one["value"] == 49] == [10]
    assert {one["statement"] for one in theirs["priority"]} == set(range(1, 11))
    assert {one["statement"] for one in ours["priority"]} == {*range(1, 9), 11}


def test_the_moments_of_an_export_say_which_vote_is_the_last(tmp_path):
    path = crowd.folder(tmp_path / "export")
    rows = ["1472552530000,x,1,ana,1", "1472552520,x,1,ana,-1", "1472552510,x,1,luc,0"]
    heads = "timestamp,datetime,comment-id,voter-id,vote"
    (path / "votes.csv.gz").write_bytes(gzip.compress("\n".join([heads, *rows]).encode()))

    ballots = reading.ballots_of(path)

    assert ballots.votes(listed=False).value.tolist() == [1, 0]
    assert ballots.arrivals == ["luc", "ana"]
    assert ballots.ordered


# Both readers


def same(first, second):
    one, two = first.votes(), second.votes()
    assert (one.participants, one.statements) == (two.participants, two.statements)
    assert np.array_equal(one.row, two.row)
    assert np.array_equal(one.column, two.column)
    assert np.array_equal(one.value, two.value)
    assert first.arrivals == second.arrivals
    assert first.ordered == second.ordered
    assert (first.accepted, first.refused, first.meta) == (
        second.accepted,
        second.refused,
        second.meta,
    )
    assert first.triples == second.triples


@pytest.fixture
def strictly(monkeypatch):
    def read(path):
        with monkeypatch.context() as patch:
            patch.setattr(reading, "PlainTable", doubting)
            return reading.ballots_of(path)

    return read


def doubting(*_):
    raise reading.Doubt


idents = st.one_of(
    st.integers(0, 10**17).map(str),
    st.text("abé-_.0 ", min_size=1, max_size=20).filter(lambda text: text == text.strip()),
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(idents, idents, st.sampled_from(["1", "0", "-1"]), st.integers(0, 10**12)),
        min_size=1,
        max_size=12,
    ),
    separator=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n"]),
    timed=st.booleans(),
)
def test_both_readers_read_the_same(tmp_path_factory, rows, separator, end, timed):
    path = tmp_path_factory.mktemp("votes") / "votes.csv"
    heads = ["Participant", "statement", "vote", *["timestamp"] * timed]
    lines = [separator.join(map(str, row[: len(heads)])) for row in (heads, *rows)]
    path.write_bytes(end.join(lines).encode())

    quick = reading.ballots_of(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "PlainTable", doubting)
        strict = reading.ballots_of(path)

    same(quick, strict)


def test_both_readers_read_the_same_export(folder, strictly):
    same(reading.ballots_of(folder), strictly(folder))


@needs_data
@pytest.mark.parametrize("name", ["vtaiwan.uberx", "brexit-consensus"])
def test_both_readers_read_the_same_published_export(strictly, name):
    folder = DATA / "polis-opendata" / name

    same(reading.ballots_of(folder), strictly(folder))


@pytest.mark.parametrize(
    "line",
    [
        '"a",1,1', "a,1, 1", " a,1,1", "a,01,1", "a,1,1,", "a,1", "a,1,2", "a,1,-0", "a,1,x1", ",1,1",
        "a,1,", "a,1,1\rb,1,1", "a\0,1,1", "a,1,1\n\nb,1,1", "a,1,1\nb,1\nc,1,1,1", f"{'a' * 65},1,1",
        "a\u00a0,1,1", "a,1,11", "a,\x07,1", f"{'a' * 20_001},1,1",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_strict_reader(tmp_path, strictly, line):
    path = tmp_path / "votes.csv"
    path.write_bytes(f"participant,statement,vote\n{line}\n".encode())

    results = []
    for read in (reading.ballots_of, strictly):
        try:
            results.append(read(path).triples)
        except reading.Broken as broken:
            results.append(broken.troubles)

    assert results[0] == results[1]


@pytest.mark.parametrize("rows", [b"a,1,1\n\xff,2,1\n", b"\xc3\xa9,1,1\n\xff\xfe,2,1\n"])
def test_other_encodings_are_left_to_the_strict_reader(tmp_path, rows):
    path = tmp_path / "votes.csv"
    path.write_bytes(b"participant,statement,vote\n" + rows)

    if rows.startswith(b"a"):
        assert reading.ballots_of(path).participants == ["a", "ÿ"]
    else:
        with pytest.raises(reading.Broken):
            reading.ballots_of(path)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1472552519,x,99,p1,1", "statement-unknown"),
        ("soon,x,1,p1,1", "number"), ("1472552519,x,1,,1", "blank"), ("1472552519,x,1,p1,5", "value"),
        ("1472552519,x,01,p1,1", "statement-unknown"),
    ],
)  # fmt: skip
def test_a_broken_vote_of_an_export_is_named(folder, row, code):
    votes = gzip.decompress((folder / "votes.csv.gz").read_bytes()).decode()
    (folder / "votes.csv.gz").write_bytes(gzip.compress((votes + row + "\n").encode()))

    with pytest.raises(reading.Broken) as broken:
        reading.ballots_of(folder)

    assert [(one.file, one.line, one.code) for one in broken.value.troubles] == [
        ("votes.csv.gz", 402, code)
    ]


def test_broken_ideas_of_an_export_are_named_with_its_broken_votes(folder):
    with open(folder / "comments.csv", "a") as file:
        file.write("x,x,11,p0,1,0,7,Idea\nx,x,3,p0,1,0,1,Idea\nx,x,,p0,1,0,1,Idea\n")
    (folder / "votes.csv").write_text("voter-id,comment-id,vote\np1,1,1\np1,11,1\np1,2,9\n")

    with pytest.raises(reading.Broken) as broken:
        reading.ballots_of(folder)

    assert [(one.file, one.line, one.column, one.code) for one in broken.value.troubles] == [
        ("comments.csv", 12, "G moderated", "moderated"),
        ("comments.csv", 13, "C comment-id", "statement-twice"),
        ("comments.csv", 14, "C comment-id", "blank"),
        ("votes.csv", 3, "B comment-id", "statement-unknown"),
        ("votes.csv", 4, "C vote", "value"),
    ]


def test_an_export_needs_no_more_than_what_is_reckoned_with(folder, strictly):
    (folder / "comments.csv").write_text("comment-id\n2\n1\n")
    (folder / "votes.csv").write_text("voter-id,comment-id,vote\nb,1,1\na,2,0\nb,1,-1\n")

    ballots = reading.ballots_of(folder)

    assert ballots.triples == [("b", 1, 1), ("a", 2, 0), ("b", 1, -1)]
    assert (ballots.arrivals, ballots.ordered) == (["b", "a"], True)
    same(ballots, strictly(folder))


def test_a_damaged_archive_is_said(folder, tmp_path, capsys):
    packed = (folder / "votes.csv.gz").read_bytes()
    (folder / "votes.csv.gz").write_bytes(packed[:60])
    (tmp_path / "votes.csv.gz").write_bytes(packed[:60])

    for path in (folder, tmp_path / "votes.csv.gz"):
        assert "votes.csv.gz: The compressed file is damaged." in refused(capsys, path)


def test_an_empty_file_is_said(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("")

    assert "votes.csv: The file is empty." in refused(capsys, path)


def test_a_packed_table_is_read(table, tmp_path, capsys):
    packed = tmp_path / "votes.csv.gz"
    packed.write_bytes(gzip.compress(table.read_bytes()))

    assert without_time(told(capsys, packed)) == without_time(told(capsys, table))


def test_a_timestamp_that_is_no_number_is_another_column(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text("participant,statement,vote,timestamp\nb,1,1,2026-01-02\na,1,1,2026-01-01\n")

    ballots = reading.ballots_of(path)

    assert ballots.arrivals == ["b", "a"]
    assert not ballots.ordered


def test_a_sound_file_is_read_without_django(table):
    code = (
        "import sys\nfrom maven.cli import main\n"
        f"main(['landscape', {str(table)!r}, '--json'])\n"
        "sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_the_help_loads_nothing_that_computes():
    code = (
        "import sys\nfrom maven.cli import main\n"
        "try:\n    main(['landscape', '--help'])\nexcept SystemExit:\n    pass\n"
        "sys.exit(bool({'numpy', 'django'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


# Parity with the production server, from the command line


def server_files(name, path, *, timed):
    """The server's own votes as an export, or as a table in the order of the published file."""
    folder = DATA / "polis-server-math" / name

    def read(part):
        with gzip.open(folder / f"{part}.json.gz") as file:
            return json.load(file)

    math = read("math-pca2")
    rows = [
        (
            int(float(vote["modified"])),
            vote.get("statement_id", vote.get("tid")),
            vote.get("participant_id", vote.get("pid")),
            vote["vote"],
        )
        for vote in read("votes")
    ]
    (path / "people.txt").write_text("\n".join(map(str, math["in-conv"])))
    (path / "out.txt").write_text("\n".join(map(str, math["mod-out"])))
    if not timed:
        with open(path / "votes.csv", "w", newline="") as file:
            csv.writer(file).writerows(
                [("participant", "statement", "vote"), *((p, s, v) for _, s, p, v in rows)]
            )
        return math, [path / "votes.csv", "--left-out", path / "out.txt"]
    with open(path / "votes.csv", "w", newline="") as file:
        csv.writer(file).writerows([("timestamp", "comment-id", "voter-id", "vote"), *rows])
    with open(path / "comments.csv", "w", newline="") as file:
        csv.writer(file).writerows(
            [
                ("comment-id", "moderated", "is_meta", "comment-body"),
                *(
                    (s, -1 if s in math["mod-out"] else 1, int(s in math["meta-tids"]), f"Idea {s}")
                    for s in math["tids"]
                ),
            ]
        )
    return math, [path]


@needs_data
@pytest.mark.parametrize("timed", [True, False], ids=["export", "table"])
@pytest.mark.parametrize("name", ["25ptpt-3gp-no-strict-with-meta", "below-100-ptpts"])
def test_the_command_says_what_the_server_said(tmp_path, capsys, name, timed):
    math, files = server_files(name, tmp_path, timed=timed)

    result = told(capsys, *files, "--mode", "polis", "--clustered", tmp_path / "people.txt")

    centre = [one["value"] for one in result["axes"]["centre"]]
    assert centre == pytest.approx([-value for value in math["pca"]["center"]], abs=1e-9)
    turned = np.sign(
        np.sum(np.multiply(result["axes"]["components"], math["pca"]["comps"]), axis=1)
    )
    assert turned[:, None] * result["axes"]["components"] == pytest.approx(
        np.array(math["pca"]["comps"]), abs=1e-9
    )
    places = {one["participant"]: (one["x"], one["y"]) for one in result["projection"]}
    base = math["base-clusters"]
    for (person,), x, y in zip(base["members"], base["x"], base["y"], strict=True):
        assert places[person] == pytest.approx(-turned * (x, y), abs=1e-9)
    extremity = [one["value"] for one in result["axes"]["extremity"]]
    assert extremity == pytest.approx(math["pca"]["comment-extremity"], abs=1e-9)
    for side in ("agree", "disagree"):
        ours = [one["statement"] for one in result["consensus"] if one["side"] == side]
        assert ours == [one["tid"] for one in math["consensus"][side]]
    if timed:  # the table does not say who came first, from which the groups follow
        assert len(result["groups"]) == len(math["group-clusters"])
    if timed and name == "below-100-ptpts":
        check_all_figures(result, math)


def check_all_figures(result, math):
    """Where the groups are the same people, so is every figure."""
    base = dict(zip(math["base-clusters"]["id"], math["base-clusters"]["members"], strict=True))
    theirs = [
        {person for small in group["members"] for person in base[small]}
        for group in math["group-clusters"]
    ]
    assert [set(one["members"]) for one in result["groups"]] == theirs
    for ours, name in (
        ("group_aware_consensus", "group-aware-consensus"),
        ("priority", "comment-priorities"),
    ):
        values = {str(one["statement"]): one["value"] for one in result[ours]}
        assert values == pytest.approx(math[name], abs=1e-9)
    for group, rows in math["repness"].items():
        own = [one for one in result["representative"] if one["group"] == int(group)]
        assert [(one["statement"], one["side"]) for one in own] == [
            (row["tid"], row["repful-for"]) for row in rows
        ]
        figures = [figure for one in own for figure in (one["share"], one["ratio"], one["z"])]
        names = ("p-success", "repness", "repness-test")
        assert figures == pytest.approx([row[name] for row in rows for name in names], abs=1e-6)


@needs_data
def test_the_published_groups_of_a_conversation_are_nearly_found(capsys):
    """Here the history is not known: the server's groups are found but for a few people."""
    folder = DATA / "polis-opendata" / "brexit-consensus"
    with open(folder / "participants-groups.csv") as file:
        published = {int(row["participant"]): row["group-id"] for row in csv.DictReader(file)}

    result = told(capsys, folder, "--mode", "polis")

    pairs = [
        (one["group"], int(float(published[one["participant"]])))
        for one in result["projection"]
        if one["group"] is not None and published.get(one["participant"], "") != ""
    ]
    assert adjusted_rand(*map(np.array, zip(*pairs, strict=True))) > 0.5
