"""Each file of the corpus is read, or refused with the right line and column."""

import json
from pathlib import Path

import pytest
from django.utils import translation

from maven.intake.apart import read_export_apart
from maven.intake.exports import export_from
from maven.intake.polis import read_export
from maven.intake.troubles import letter_of
from tests.voices.exports import SMALL

CORPUS = Path(__file__).parent.parent / "corpus" / "polis"
CASES = sorted(path.name.removesuffix(".expected.json") for path in CORPUS.glob("*.expected.json"))


def files_of(case):
    files = dict(SMALL)
    for path in CORPUS.glob(f"{case}.*.csv*"):
        kind = path.name.removeprefix(f"{case}.").split(".")[0]
        del files[f"{kind}.csv"]
        files[path.name.removeprefix(f"{case}.")] = path.read_bytes()
    return files


@pytest.mark.parametrize("case", CASES)
def test_a_file_of_the_corpus_is_read_or_refused_where_it_breaks(case):
    expected = json.loads((CORPUS / f"{case}.expected.json").read_text())

    export = read_export(files_of(case))

    assert export_from(json.loads(json.dumps(export.as_dict()))) == export
    found = [{"line": t.line, "column": t.column, "code": t.code} for t in export.troubles]
    assert found == expected.get("troubles", [])
    if "counts" in expected:
        assert export.counts == expected["counts"]
        file = export.files[expected["file"]]
        assert (file.encoding, file.separator) == (expected["encoding"], expected["separator"])
    for trouble in export.troubles:
        assert len(trouble.excerpt) <= 80
        assert trouble.excerpt.isprintable()


@pytest.mark.parametrize("case", CASES)
def test_every_trouble_is_said_in_both_languages(case):
    for trouble in read_export(files_of(case)).troubles:
        with translation.override("en"):
            english = trouble.message
        with translation.override("fr"):
            assert trouble.message != english
        assert "%" not in english


def test_the_corpus_meets_most_of_what_can_be_wrong():
    told = {
        trouble["code"]
        for case in CASES
        for trouble in json.loads((CORPUS / f"{case}.expected.json").read_text()).get(
            "troubles", []
        )
    }

    assert told == {
        *("empty", "type", "gzip", "encoding", "nul", "quote-open", "quote-stray", "long"),
        *("columns", "column-missing", "column-twice", "value", "number", "moment", "blank"),
        *("identifier", "moderated", "statement-twice", "statement-unknown"),
    }


def test_a_missing_file_is_named():
    export = read_export({"comments.csv": SMALL["comments.csv"]})

    assert [(t.file, t.code) for t in export.troubles] == [("votes.csv", "file-missing")]


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("maven.intake.decoding.MOST_BYTES", 50)
    assert {t.code for t in read_export(SMALL).troubles} == {"size"}


def test_a_small_file_that_opens_into_a_large_one_is_refused(monkeypatch):
    import gzip

    monkeypatch.setattr("maven.intake.decoding.MOST_BYTES", 10_000)
    bomb = gzip.compress(b"0" * 10_000_000)

    export = read_export({"comments.csv": SMALL["comments.csv"], "votes.csv.gz": bomb})

    assert [t.code for t in export.troubles] == ["size"]


def test_too_many_lines_are_refused_at_the_line_that_is_too_many(monkeypatch):
    monkeypatch.setattr("maven.intake.polis.MOST_VOTES", 3)
    assert [(t.code, t.line) for t in read_export(SMALL).troubles] == [("many", 5)]


def test_troubles_are_counted_up_to_200():
    votes = "timestamp,comment-id,voter-id,vote\n" + "1,9,9,9\n" * 500

    export = read_export({**SMALL, "votes.csv": votes.encode()})

    assert len(export.troubles) == 200


def test_the_last_vote_counts_by_its_moment():
    export = read_export(SMALL)

    kept = {(vote.voter_id, vote.idea_id): vote.choice for vote in export.votes}
    assert kept["2", "0"] == 1
    assert export.revotes == 1


def test_the_fingerprint_is_of_the_content_compressed_or_not():
    import gzip

    packed = {
        "comments.csv": SMALL["comments.csv"],
        "votes.csv.gz": gzip.compress(SMALL["votes.csv"]),
    }

    assert read_export(packed).fingerprint == read_export(SMALL).fingerprint
    other = {**SMALL, "votes.csv": SMALL["votes.csv"] + b"\n"}
    assert read_export(other).fingerprint != read_export(SMALL).fingerprint


def test_an_export_is_read_by_a_process_of_its_own():
    export = read_export_apart(SMALL)

    assert export == read_export(SMALL)
    late = read_export_apart(SMALL, patience=0.001)
    assert [(one.file, one.code) for one in late.troubles] == [("comments.csv, votes.csv", "heavy")]


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [letter_of(n) for n in (0, 25, 26, 51, 701, 702)] == ["A", "Z", "AA", "AZ", "ZZ", "AAA"]
