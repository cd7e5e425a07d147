"""Tables as spreadsheets write them: found in any dialect, read to the end, or refused at the row."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import pytest
import xlsxwriter

from pressroom.findings import Refused
from pressroom.runs.records import Records
from pressroom.runs.tables import Row, table
from pressroom.specs.document import Document
from pressroom.specs.run import RunSpec

SPEC = RunSpec.model_validate({"title": "x", "material": "petition", "columns": {
    "name": "Nom", "code": "Code", "note": {"name": "Remarque", "empty": True}}})
HEADER, FIRST = ("Nom", "Code", "Remarque"), ("Été, «; 1»", "01000", "")


def read(path: Path) -> tuple[tuple[str, ...], list[Row]]:
    found = table(path)
    return found.names, [*found.rows()]


def records(path: Path, spec: RunSpec = SPEC) -> Records:
    return Records(spec, Document(Path("run.yaml"), (), None), table(path))


def lines(separator: str, end: str = "\r\n") -> str:
    quoted = [f'"{each}"' for each in FIRST]
    return end.join((separator.join(HEADER), separator.join(quoted), ""))


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_separator_and_encoding_are_found(tmp_path: Path, separator: str, encoding: str, end: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(lines(separator, end).encode(encoding))
    names, [row] = read(path)
    assert (names, row) == (HEADER, Row(2, FIRST))


def test_the_way_it_was_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(lines(";").encode("cp1252"))
    assert (table(path).form, table(path).separator) == ("Windows-1252", "semicolons")


def test_excel_s_own_line_about_the_separator_is_followed_and_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=|\n" + lines("|", "\n"), encoding="utf-8")
    names, [row] = read(path)
    assert (names, row.number, row.cells) == (HEADER, 3, FIRST)


def test_a_cell_of_several_lines_is_one_cell_and_later_rows_keep_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('Nom;Code;Remarque\n"a\nb";1;\n;;\nc;2;\n', encoding="utf-8")
    _, found = read(path)
    assert found == [Row(2, ("a\nb", "1", "")), Row(5, ("c", "2", ""))]


@pytest.mark.parametrize(("text", "line"), [
    ('Nom;Code;Remarque\na;1;\n"b;2;\nc;3;\n', 3), ('Nom;Code;Remarque\na;1;;;x\n', 2),
    ('Nom;Code;Remarque\na"b"c;"1"2;\n', 2)])
def test_a_row_that_is_broken_is_told_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    found = records(path)
    assert {each.row for each in found}.isdisjoint({line})
    assert line in found.rows_left_out


def test_a_row_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"Nom;Code;Remarque\n\xc3\x89va;1;\n\x81\x8d;2;\n")
    found = records(path)
    assert [each.row for each in found] == [2] or found.rows_left_out


@pytest.mark.parametrize(("content", "name"), [
    (b"", "t.csv"), (b"\n\n", "t.csv"), (b"Nom\0;Code", "t.csv"), (b"PK\x03\x04", "t.xlsx"), (b"<html>", "t.xls"),
    (b"Nom;Code", "t.docx"), (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "t.xls")])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused):
        table(tmp_path / name)


def workbook(path: Path, rows: list[list[object]], *, zeros: bool = False) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Cabinets")
        shown = book.add_format({"num_format": "00000"}) if zeros else None
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell, *([shown] if zeros and isinstance(cell, int) else []))


def test_a_workbook_is_read_as_what_its_cells_hold(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    workbook(path, [[*HEADER], ["Été", "01000", ""], ["=1+1", 12, 3.5]])
    names, found = read(path)
    assert names == HEADER
    assert found[0] == Row(2, ("Été", "01000", ""))
    assert found[1].cells[1:] == ("12", "3.5")


def test_zeros_that_a_workbook_shows_and_does_not_hold_are_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    workbook(path, [[*HEADER], ["a", 1000, ""]], zeros=True)
    assert [item.code for item in table(path).remarks] == ["records-zeros"]


def test_merged_cells_and_formulas_without_a_value_are_empty_cells_at_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.merge_range(1, 0, 2, 0, "Deux lignes")
        sheet.write(1, 1, "1")
        sheet.write(2, 1, "2")
        sheet.write_formula(3, 0, "=A2", value="")
        sheet.write(3, 1, "3")
    found = records(path)
    assert [each.row for each in found] == [2]
    assert [(item.code, item.source.line if item.source else 0, item.values["column"]) for item in found.findings] == [
        ("record-cell", 3, "Nom"), ("record-cell", 4, "Nom")]


def test_a_doubled_key_is_told_at_the_later_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Nom;Code;Remarque\na;1;\nb;2;\nc;1;\n", encoding="utf-8")
    found = records(path, SPEC.model_copy(update={"key": "code"}))
    assert [each.key for each in found] == ["1", "2"]
    assert found.rows_left_out == [4]


@pytest.mark.parametrize("header", ["Nom;Kode;Remarque", "Nom;Code;Code", "Nom"])
def test_a_column_that_is_missing_or_there_twice_is_told_at_the_run(tmp_path: Path, header: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{header}\na;1;2\n", encoding="utf-8")
    with pytest.raises(Refused) as raised:
        records(path)
    assert {item.code for item in raised.value.findings} == {"record-column"}


def test_names_of_columns_are_found_in_any_case_and_with_any_white_space(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("  NOM ;code;Remarque\na;1;\n", encoding="utf-8")
    assert [each.values["name"] for each in records(path)] == ["a"]


def test_a_million_rows_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write("Nom;Code;Remarque\n")
        out.writelines(f"Cabinet {number};{number:07d};\n" for number in range(1_000_000))
    found = records(path)
    [last] = deque(found, maxlen=1)
    assert (found.count, last.row, last.values["code"]) == (1_000_000, 1_000_001, "0999999")
