"""Files made to break a reader break the process that reads them, and nothing else."""

import gzip
import io
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import maven
from maven.intake.apart import AnotherIsRead, one_at_a_time, read_apart
from maven.intake.troubles import Unreadable
from tests.corpus.workbook import ods, sheet_xml, xlsx

ROWS = [["email", "nom"], ["a@example.fr", "Ana"]]
MB = 1024 * 1024


def refused(name, data, most_rows=2_000, **more):
    begun = time.monotonic()
    with pytest.raises(Unreadable) as told:
        read_apart(name, data, most_rows=most_rows, **more)
    assert time.monotonic() - begun < 25
    return told.value.trouble.code


def packed(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return data.getvalue()


def test_a_sheet_is_read_in_another_process():
    sheet = read_apart("liste.xlsx", xlsx({"Feuil1": ROWS}), most_rows=10)

    assert sheet.heads == ("email", "nom")
    assert [(row.line, row.cells) for row in sheet.rows] == [(2, ["a@example.fr", "Ana"])]


def test_a_bomb_of_200_mb_is_refused_from_its_directory():
    bomb = xlsx({"F": ROWS}, more={"xl/sharedStrings.xml": b"<sst>" + b" " * (200 * MB)})

    assert len(bomb) < MB
    assert refused("bombe.xlsx", bomb) == "bomb"


def test_a_bomb_within_the_size_is_refused_by_its_ratio():
    bomb = xlsx({"F": ROWS}, more={"xl/sharedStrings.xml": b"<sst>" + b" " * (60 * MB)})

    assert refused("bombe.xlsx", bomb) == "bomb"


def test_a_directory_that_lies_about_a_size_is_refused():
    data = bytearray(xlsx({"F": ROWS}, more={"xl/x.xml": b"y" * 50_000}))
    entry = data.rindex(b"xl/x.xml") - 46
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")

    assert refused("menteur.xlsx", bytes(data)) == "archive"


def test_two_cells_at_both_ends_of_a_sheet_are_refused_before_a_grid_is_made():
    assert refused("loin.xlsx", xlsx({"F": ROWS}, places={"A1048576": "x"})) == "many"
    assert refused("large.xlsx", xlsx({"F": ROWS}, places={"XFD3": "x"})) == "wide"
    assert refused("coin.xlsx", xlsx({"F": ROWS}, places={"XFD1048576": "x"})) == "wide"


def test_a_row_repeated_a_million_times_is_refused():
    full = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    )

    assert refused("repete.ods", ods({"F": ROWS}, tail=full)) == "many"


def test_an_archive_of_20_000_files_is_refused():
    assert refused("feuilles.xlsx", packed((f"x/{n}", b"") for n in range(20_000))) == "parts"


def test_a_gz_that_opens_into_much_is_refused():
    assert refused("bombe.csv.gz", gzip.compress(b"email\n" + b"x" * (70 * MB))) == "size"


def test_a_line_of_10_mb_is_refused_quickly():
    assert refused("ligne.csv", b"email;" + b"x" * (10 * MB)) == "long"
    assert refused("cases.csv", b"email" + b";" * (10 * MB)) == "wide"


def test_a_million_lines_are_refused_before_their_end():
    lines = b"email\n" + b"a@example.fr\n" * 1_000_000

    assert refused("million.csv", lines) == "many"


def test_many_lines_are_read_where_they_may_be():
    lines = b"email\n" + b"".join(b"p%d@example.fr\n" % n for n in range(50_000))

    assert len(read_apart("long.csv", lines, most_rows=1_000_000).rows) == 50_000


def test_nested_elements_without_end_are_refused():
    deep = sheet_xml(ROWS).replace("<sheetData>", "<a>" * 200_000 + "<sheetData>")
    code = refused("profond.xlsx", xlsx({"F": ROWS}, more={"xl/worksheets/sheet1.xml": deep}))

    assert code in {"archive", "heavy"}


def test_a_reader_that_does_not_end_is_stopped():
    assert refused("lent.csv", b"email\na@example.fr\n", patience=0.01) == "heavy"


HOUSE = str(Path(maven.__file__).parents[1])  # this one, whichever is installed
CHILD = (
    f"import sys; sys.path.insert(0, {HOUSE!r}); "
    "from maven.intake.child import within_limits; within_limits(512 * 2**20, 20); "
)


def in_the_child(does):
    command = [sys.executable, "-I", "-B", "-c", f"import os, socket, subprocess; {CHILD}{does}"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "does",
    [
        "socket.socket()",
        "socket.getaddrinfo('example.org', 80)",
        "open('/tmp/x', 'w')",
        "open('x', 'a')",
        "os.remove('/tmp/x')",
        "os.system('true')",
        "subprocess.run(['true'])",
        "os.fork()",
    ],
)
def test_the_reader_can_reach_nothing(does):
    done = in_the_child(does)

    assert done.returncode != 0
    assert "Forbidden" in done.stderr


def test_the_reader_has_little_memory_and_time():
    assert "MemoryError" in in_the_child("b'x' * (600 * 2**20)").stderr
    told = in_the_child("import resource; print(resource.getrlimit(resource.RLIMIT_CPU))").stdout
    assert told.strip() == "(20, 20)"
    assert resource.getrlimit(resource.RLIMIT_CPU) != (20, 20)


def test_one_file_at_a_time_is_read_for_a_mission(tmp_path):
    with one_at_a_time(tmp_path, "mission-1"):
        with one_at_a_time(tmp_path, "mission-2"):
            pass
        with pytest.raises(AnotherIsRead), one_at_a_time(tmp_path, "mission-1"):
            pass
    with one_at_a_time(tmp_path, "mission-1"):
        pass
