"""Workbooks: the cells that come out of them, and what is refused within bounds of memory and time."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pressroom.findings import Refused
from pressroom.officials import sheets
from tests.officials.workbooks import cells, ods, raw, xlsx


def rows(path: Path, sheet: int = 0, width: int = 12) -> list[list[str]]:
    """The rows of a sheet in which something stands, without the empty cells at their ends."""
    read = sheets.cells(sheets.sheets(path)[sheet], 0, width)
    return [" ".join(cell or "-" for cell in row).rstrip(" -").split(" ") for _, row in read if isinstance(row, list)]


def reason(path: Path) -> str:
    with pytest.raises(Refused) as trouble:
        rows(path)
    item, = trouble.value.findings
    assert item.code == "officials-file"
    return str(item.values["reason"]) or item.message


def test_cells_of_every_kind_become_the_text_that_a_table_needs(tmp_path: Path) -> None:
    with xlsxwriter.Workbook((tmp_path / "a.xlsx").as_posix()) as book:
        sheet = book.add_worksheet("Élus")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        span = book.add_format({"num_format": "[h]:mm:ss"})
        sheet.write_row(2, 1, ["01001", 1001, 1.0, 1.5, True, False, -3, " spaced "])
        sheet.write_datetime(3, 1, datetime.datetime(2020, 5, 25), day)
        sheet.write_datetime(3, 2, datetime.datetime(2020, 5, 25, 10, 30), day)
        sheet.write_datetime(3, 3, datetime.timedelta(hours=30), span)
        sheet.write_formula(4, 1, '="a"&"b"', None, "ab")
        sheet.write_formula(4, 2, "=1+1", None, 2)
        sheet.write_formula(4, 3, "=1/0", None, "#DIV/0!")
    source, = sheets.sheets(tmp_path / "a.xlsx")
    assert source.shown == tmp_path / "a.xlsx/Élus"
    assert [(number, row) for number, row in sheets.cells(source, 0, 9)] == [
        (3, ["", "01001", "1001", "1", "1.5", "TRUE", "FALSE", "-3", "spaced"]),
        (4, ["", "2020-05-25", "2020-05-25 10:30:00", "30:00:00", "", "", "", "", ""]),
        (5, ["", "ab", "2", "", "", "", "", "", ""])]


def test_an_open_document_reads_as_a_workbook_does_and_its_repeated_cells_are_as_many(tmp_path: Path) -> None:
    def cell(kind: str, attribute: str, value: str) -> str:
        return f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}"/>'

    twice = ('<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p>'
             "</table:table-cell>")
    ods(tmp_path / "a.ods", [
        ["01001", cell("float", "value", "1001"), cell("date", "date-value", "2020-05-25"),
         cell("boolean", "boolean-value", "true"), cell("percentage", "value", "0.5")], [twice, "", "y"]],
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>')
    assert rows(tmp_path / "a.ods") == [["01001", "1001", "2020-05-25", "TRUE", "0.5"], ["x", "x", "-", "y"]]


def test_numbers_and_texts_are_those_that_another_reader_finds(tmp_path: Path) -> None:
    draw = random.Random(4)
    table = [[draw.choice([draw.randrange(10**6), draw.random() * 1000, f"{draw.randrange(10**5):05}", "Œuvré"])
              for _ in range(8)] for _ in range(200)]
    with xlsxwriter.Workbook((tmp_path / "a.xlsx").as_posix()) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
    with (tmp_path / "a.xlsx").open("rb") as stream:
        other = openpyxl.load_workbook(stream).worksheets[0]
    wanted = [[str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell) for cell in row]
              for row in other.iter_rows(values_only=True)]
    assert rows(tmp_path / "a.xlsx") == wanted


def test_a_workbook_is_known_by_its_content_and_not_by_its_ending(tmp_path: Path) -> None:
    xlsx(tmp_path / "a.ods", [["x"]])
    ods(tmp_path / "b.xlsx", [["y"]])
    assert rows(tmp_path / "a.ods", sheet=1) == [["x"]]
    assert rows(tmp_path / "b.xlsx") == [["y"]]


def test_sheets_whose_names_become_the_same_path_stay_two(tmp_path: Path) -> None:
    with xlsxwriter.Workbook((tmp_path / "a.xlsx").as_posix()) as book:
        book.add_worksheet("a_b").write(0, 0, "one")
        book.add_worksheet("a\u200bb").write(0, 0, "two")
    assert [rows(tmp_path / "a.xlsx", sheet) for sheet in (0, 1)] == [[["one"]], [["two"]]]


ROW = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'


@pytest.mark.parametrize(("sheet", "why"), [
    (cells(ROW.format(1) + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'), sheets.TOO_MUCH),
    (cells('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'), sheets.FAULTS["columns"]),
    (cells('<row r="1"><c r="A1" t="inlineStr"><is><t>' + "x" * 20_001 + "</t></is></c></row>"), sheets.FAULTS["row"])])
def test_a_sheet_that_is_no_table_is_refused(tmp_path: Path, sheet: str, why: str) -> None:
    raw(tmp_path / "a.xlsx", sheet)
    assert reason(tmp_path / "a.xlsx") == why


def test_a_stated_size_is_not_believed_but_what_stands_in_the_cells_is(tmp_path: Path) -> None:
    sheet = cells(ROW.format(1)).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    raw(tmp_path / "a.xlsx", sheet)
    assert rows(tmp_path / "a.xlsx") == [["1"]]


def test_a_workbook_that_unpacks_into_too_much_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    raw(tmp_path / "a.xlsx", " " * 301_000_000)
    assert reason(tmp_path / "a.xlsx") == "the table unpacks into more than {most} MB"


def test_more_rows_than_any_table_has_are_refused(tmp_path: Path) -> None:
    raw(tmp_path / "a.xlsx", cells("<row><c><v>1</v></c></row>" * 200_001))
    with pytest.raises(Refused) as trouble:
        rows(tmp_path / "a.xlsx")
    assert [item.code for item in trouble.value.findings] == ["officials-too-many"]


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    raw(tmp_path / "a.xlsx", cells('<row r="1"><c r="A1" t="str"><v>&a8;</v></c></row>',
                                   f'<!DOCTYPE x [<!ENTITY a0 "x">{entities}]>'))
    assert "a8" in reason(tmp_path / "a.xlsx")


@pytest.mark.parametrize(("content", "why"), [
    (b"<!DOCTYPE html><html>", "web"), (b"\xef\xbb\xbf<html>", "web"), (b"a;b\n", "foreign"), (b"", "foreign"),
    (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "locked")])
def test_a_page_a_text_and_a_locked_workbook_are_told_apart(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    assert reason(tmp_path / "a.xlsx") == sheets.FAULTS[why]


@pytest.mark.parametrize("keep", [0.3, 0.98])
def test_a_workbook_that_is_cut_short_is_refused(tmp_path: Path, keep: float) -> None:
    xlsx(tmp_path / "whole.xlsx", [["x"]])
    content = (tmp_path / "whole.xlsx").read_bytes()
    (tmp_path / "a.xlsx").write_bytes(content[:int(len(content) * keep)])
    assert reason(tmp_path / "a.xlsx")
