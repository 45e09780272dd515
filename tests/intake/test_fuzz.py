"""Any bytes make a sheet, or are refused by a trouble with words: never anything else."""

import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maven.intake import cells
from maven.intake.cells import Wrong
from maven.intake.mapping import lines_of, mapping_of
from maven.intake.messages import MESSAGES, NOTICES
from maven.intake.neutral import FORMULA, neutral, plain
from maven.intake.reading import read_sheet
from maven.intake.sheets import Sheet, sheet_from
from maven.intake.troubles import Unreadable
from tests.corpus.workbook import ods, xlsx
from tests.intake.corpus import CELLS

quick = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
NAMES = st.sampled_from(["x.csv", "x.xlsx", "x.ods", "x.vcf", "x", "x.csv.gz", "é\u202e.txt"])
WORDS = st.text(st.sampled_from('ab;,\t|"\n\r é=+-@0123456789\0\u202eÃ©'), max_size=300)
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"\x1f\x8b", b"\xff\xfe", b"\xef\xbb\xbf", b"BEGIN:VCARD\r\n", b"sep=;\n"]
)


def holds(name, data):
    try:
        sheet = read_sheet(name, data, known=CELLS.known, most_rows=50)
    except Unreadable as unreadable:
        trouble = unreadable.trouble
        assert trouble.code in MESSAGES
        assert trouble.file == name
        assert trouble.excerpt.isprintable()
        return
    assert isinstance(sheet, Sheet)
    assert sheet_from(sheet.as_dict()) == sheet
    lines = lines_of(sheet, CELLS, mapping_of(sheet, CELLS))
    assert all(one.line or not one.code.startswith("date") for one in lines.troubles)
    assert len(lines.lines) <= len(sheet.rows)


@quick
@given(NAMES, STARTS, st.binary(max_size=600))
def test_any_bytes(name, start, data):
    holds(name, start + data)


@quick
@given(NAMES, WORDS, st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-16-le", "cp500"]))
def test_any_words(name, words, encoding):
    holds(name, ("key;day\n" + words).encode(encoding, "ignore"))


WHOLE = {"x.xlsx": xlsx({"F": [["key", "day"], ["a", 1]]}), "x.ods": ods({"F": [["key"], ["a"]]})}
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nEMAIL:a@b.fr\r\nEND:VCARD\r\n"


@quick
@given(
    st.sampled_from(["x.xlsx", "x.ods"]),
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, 3_000),
)
def test_workbooks_with_bytes_changed_and_cut(name, changes, kept):
    data = bytearray(WHOLE[name])
    for at, value in changes:
        data[at % len(data)] = value
    holds(name, bytes(data))
    holds(name, bytes(data)[: max(1, kept)])


@quick
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=8))
def test_cards_with_bytes_changed(changes):
    data = bytearray(CARD * 3)
    for at, value in changes:
        data[at % len(data)] = value
    holds("x.vcf", bytes(data))


@quick
@given(st.text(max_size=120))
def test_any_cell_is_a_value_or_wrong(text):
    told = []
    for cell in (
        *(column.cell for column in CELLS.columns),
        *(cells.email, cells.vote, cells.name, cells.one_of({"a": 1})),
    ):
        try:
            cell(text, lambda code, **more: told.append(code))
        except Wrong as wrong:
            told.append(wrong.code)
    assert set(told) <= MESSAGES.keys() | NOTICES.keys()


@quick
@given(
    st.text(st.sampled_from("=+-@\t\r\n＝＋'ab1 ") | st.sampled_from(string.printable), max_size=30)
)
def test_what_leaves_as_no_formula_comes_back_as_it_was(cell):
    assert not neutral(cell).lstrip(" ").startswith(FORMULA)
    assert plain(neutral(cell)) == cell
