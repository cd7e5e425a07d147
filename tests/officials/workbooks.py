"""Workbooks to read: XLSX as another program writes it, ODS from its parts, and what no spreadsheet would write."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def xlsx(path: Path, rows: Sequence[Sequence[object]], first: str = "Lisez-moi") -> None:
    """A workbook whose second sheet is the table; texts of digits become numbers, as spreadsheets like to make them."""
    with xlsxwriter.Workbook(path.as_posix(), {"strings_to_numbers": True}) as book:
        book.add_worksheet(first)
        sheet = book.add_worksheet("Table")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def raw(path: Path, sheet: str, texts: str = "") -> None:
    """A workbook of one sheet, given as XML."""
    named = f'<sheet name="A" sheetId="1" r:id="r1" xmlns:r="{_LINKS}"/>'
    links = "".join(f'<Relationship Id="{name}" Type="{_LINKS}/{kind}" Target="{target}"/>' for name, kind, target in (
        ("r1", "worksheet", "worksheets/a.xml"), ("r2", "sharedStrings", "sharedStrings.xml")))
    whole = f'<Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {"[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
             "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{whole}</Relationships>',
             "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
             "xl/workbook.xml": f'<workbook xmlns="{_SHEET}"><sheets>{named}</sheets></workbook>',
             "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}">{texts}</sst>', "xl/worksheets/a.xml": sheet}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in parts.items():
            writer.writestr(name, content)


def cells(text: str, before: str = "") -> str:
    """A sheet for `raw`."""
    return f'{before}<worksheet xmlns="{_SHEET}"><sheetData>{text}</sheetData></worksheet>'


def ods(path: Path, rows: Sequence[Sequence[str]], extra: str = "") -> None:
    """An OpenDocument workbook of one sheet: texts, or cells given as XML; `extra` is XML after the rows."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    table = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows) + extra
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    names = " ".join(f'xmlns:{name}="{office}:{name}:1.0"' for name in ("office", "table", "text"))
    manifest = (f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0"><manifest:file-entry '
                f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>')
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.writestr("mimetype", kind, zipfile.ZIP_STORED)
        writer.writestr("META-INF/manifest.xml", manifest)
        writer.writestr("content.xml", f'<office:document-content {names}><office:body><office:spreadsheet>'
                        f'<table:table table:name="Table">{table}</table:table></office:spreadsheet></office:body>'
                        "</office:document-content>")


def _ods_cell(text: str) -> str:
    if text.startswith("<"):
        return text
    return (f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
            if text else "<table:table-cell/>")
