"""Tables that are far too large are refused at once, in little memory; a row that is too long costs itself alone."""

from __future__ import annotations

import copy
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from pressroom.findings import Finding, Refused
from pressroom.officials import files, imports, sheets
from pressroom.officials.source import LONGEST_LINE, MOST_BYTES
from tests.officials.tables import MAYORS, table
from tests.officials.workbooks import cells, raw

ROOT = Path(__file__).resolve().parents[2]
MEASURED = """
import resource, sys
from pathlib import Path
from pressroom.findings import Refused
from pressroom.officials import imports
try:
    imports.read_all([Path(sys.argv[1])], Path(sys.argv[2]))
except Refused as refused:
    print(refused.findings[0].values.get("reason") or refused.findings[0].message)
# the process's own peak: that of getrusage counts what the process held that began it
own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(max(int(own.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""
MOST_KB = 150_000


def measured(path: Path) -> tuple[str, int]:
    """Why an import refuses a file, and the most memory that it and its processes took, in KB."""
    output = subprocess.run([sys.executable, "-c", MEASURED, str(path), str(path.with_suffix(".sqlite"))], cwd=ROOT,
                            capture_output=True, text=True, check=True).stdout
    reason, _, memory = output.strip().rpartition("\n")
    return reason, int(memory)


def workbook(path: Path, parts: Iterable[bytes]) -> Path:
    """A workbook whose sheet is written in parts, however large."""
    small = path.with_name("small.xlsx")
    raw(small, cells("@"))
    before, after = cells("@").encode().split(b"@")
    with zipfile.ZipFile(small) as read, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as write:
        for name in read.namelist():
            if not name.endswith("a.xml"):
                write.writestr(name, read.read(name))
        with write.open("xl/worksheets/a.xml", "w") as stream:
            stream.write(before)
            for part in parts:
                stream.write(part)
            stream.write(after)
    return path


CELL = b"<c><v>1</v></c>"


@pytest.mark.parametrize("parts", [
    [b'<row r="1">', *[CELL * 99_000] * 200, b"</row>"],  # 19.8 million cells, 297 MB
    [b'<row r="1">', *[b"<c/>" * 100_000] * 200, b"</row>"],
    [b"<row>" + CELL * 190 + b"</row>"] * 100_000], ids=["one row", "one row of empty cells", "many rows"])
def test_a_sheet_of_twenty_million_cells_is_refused_in_little_memory(tmp_path: Path, parts: list[bytes]) -> None:
    reason, memory = measured(workbook(tmp_path / "a.xlsx", parts))
    assert reason == sheets.FAULTS["cells"]
    assert memory < MOST_KB


def test_an_archive_of_fifty_tables_of_90_mb_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = (table(MAYORS, []) + f"{' ' * 999}\n" * 90_000).encode()
    assert len(body) > 90_000_000
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("a0.csv", body)
        one = archive.getinfo("a0.csv")
        for number in range(1, 50):  # the same content under another name, as an archive may well say
            other = copy.copy(one)
            other.filename = f"a{number}.csv"
            archive.filelist.append(other)
            archive.NameToInfo[other.filename] = other
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("a table was unpacked"))
    with pytest.raises(Refused) as trouble:
        files.sources(tmp_path / "a.zip")
    item, = trouble.value.findings
    assert (item.message, item.values["most"]) == ("the tables of the archive unpack into more than {most} MB", 300)


def test_an_archive_is_read_up_to_what_one_table_may_have(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, size in enumerate((MOST_BYTES - 1, 1)):
            with archive.open(f"a{number}.csv", "w") as stream:
                for start in range(0, size, 10_000_000):
                    stream.write(b" " * min(10_000_000, size - start))
    assert len(files.sources(tmp_path / "a.zip")) == 2


def test_of_a_table_that_is_not_known_only_the_first_lines_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("councillors.csv", "x;y\n" + "1;2\n" * 250_000)  # more rows than any table may have
        archive.writestr("elus-maires-2023-01-10.csv", table(MAYORS, [ROW.format(1)]))
    assert imports.read_all([tmp_path / "a.zip"], tmp_path / "r.sqlite").tables["mayors"].rows == 1


ROW = "06;Alpes-Maritimes;;;06{:03};Aiglun;AA;Bob;M;;;;2020-05-18;2020-05-25"


def read(path: Path) -> tuple[int, list[Finding]]:
    result = imports.read_all([path], path.with_suffix(".sqlite"))
    return result.communes, [item for item in result.findings if item.code == "officials-row"]


@pytest.mark.parametrize("length", [LONGEST_LINE, LONGEST_LINE + 1, 3 * LONGEST_LINE + 7, 5_000_000])
def test_a_row_that_is_too_long_costs_itself_alone(tmp_path: Path, length: int) -> None:
    rows = [ROW.format(number) for number in range(1, 40)]
    rows[20] = "x" * length
    path = tmp_path / "elus-maires-2023-01-10.csv"
    path.write_text(table(MAYORS, rows), encoding="utf-8")
    communes, findings = read(path)
    assert communes == 38
    assert [(item.values["what"], item.source.line) for item in findings if item.source] == [(files.LONG, 22)]


def test_a_row_just_short_enough_is_read_as_a_row(tmp_path: Path) -> None:
    rows = [ROW.format(number) for number in range(1, 40)]
    rows[20] += ";" + " " * (LONGEST_LINE - len(rows[20]) - 2)
    path = tmp_path / "elus-maires-2023-01-10.csv"
    path.write_text(table(MAYORS, rows), encoding="utf-8")
    assert read(path) == (39, [])
