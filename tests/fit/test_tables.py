"""Tables of a text: columns by their content, rows in one piece, the header over every sheet, cells that are heard."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest

from pressroom import prose
from pressroom.findings import Finding, Place, Refused
from pressroom.fit import fit
from pressroom.fit.tables import column_widths
from pressroom.marks import Group, Mark, TextRun
from pressroom.paint import paint
from pressroom.sheet.units import mm
from pressroom.stages import Fit, Piece
from tests.fit.test_pages import kept, release, runs, sentence, structure, tags

LEFT, WIDTH = mm(60), mm(126)


def tabled(markdown: str) -> Piece:
    def at(line: int, column: int) -> Place:
        return Place(Path("text.yaml"), line, column)
    return replace(release(), blocks=prose.blocks(markdown, pictures={}, at=at))


def table(*rows: str, aligns: str = "") -> str:
    columns = rows[0].count("|") + 1
    return "\n".join(f"| {row} |" for row in (rows[0], aligns or "|".join(["---"] * columns), *rows[1:]))


def groups(marks: tuple[Mark, ...], *roles: str) -> Iterator[Group]:
    for mark in marks:
        if isinstance(mark, Group):
            if mark.role in roles:
                yield mark
            yield from groups(mark.marks, *roles)


def words(group: Group) -> str:
    return "".join(run.text for run in runs(group.marks)).strip()


def cells(made: Fit) -> list[list[list[TextRun]]]:
    """The runs of every cell of every row, header and all."""
    return [[list(runs(cell.marks)) for cell in groups(row.marks, "cell", "header-cell")]
            for sheet in made.sheets for row in groups(sheet.marks, "table-row")]


def refused(markdown: str) -> list[Finding]:
    with pytest.raises(Refused) as caught:
        fit(tabled(markdown), kept())
    return list(caught.value.findings)


def test_cells_of_a_row_share_a_line_and_those_of_a_column_the_edge_that_its_colons_ask_for() -> None:
    made = fit(tabled(table("Acte | Tarif | Note", "un | 16,13 € | a", "deux | 9,2 € | bb", "É | 1 € | ccc",
                            aligns=":--|--:|:-:")), kept())
    rows = cells(made)
    for row in rows:
        assert len({round(cell[0].y, 2) for cell in row}) == 1
    begins = [row[0][0].x for row in rows]
    assert max(begins) - min(begins) < 1
    ends = [row[1][-1].x + row[1][-1].width for row in rows]
    assert max(ends) - min(ends) < 1
    middles = [(row[2][0].x + row[2][-1].x + row[2][-1].width) / 2 for row in rows]
    assert max(middles) - min(middles) < 1


def test_a_long_table_has_each_row_once_and_whole_and_its_header_on_every_sheet() -> None:
    rows = [f"{number} | {sentence(3 + number % 9, number)}" for number in range(90)]
    made = fit(tabled(f"{sentence(60)}\n\n{table('Rang | Texte', *rows)}\n\n{sentence(30)}"), kept())
    assert len(made.sheets) > 3
    heads = [[words(group) for group in groups(sheet.marks, "artifact") if "Rang" in words(group)]
             for sheet in made.sheets]
    body = [[words(group) for group in groups(sheet.marks, "table-row")] for sheet in made.sheets]
    begins = next(number for number, each in enumerate(body) if each)
    assert body[begins][0] == "RangTexte"
    assert [len(each) for each in heads[begins + 1:]] == [1] * (len(made.sheets) - begins - 1)
    firsts = [words(next(groups(row.marks, "cell"))) for sheet in made.sheets
              for row in groups(sheet.marks, "table-row") if list(groups(row.marks, "cell"))]
    assert firsts == [str(number) for number in range(90)]
    for sheet in made.sheets:
        for run in runs(sheet.marks, heard=False):
            assert run.y <= mm(297 - 14) + 0.01


def test_a_low_table_is_not_parted_and_a_header_never_stands_without_a_row() -> None:
    for lead in range(300, 420, 12):
        made = fit(tabled(f"{sentence(lead)}\n\n{table('A | B', *(f'{one} | x' for one in range(6)))}"), kept())
        found = [len(list(groups(sheet.marks, "table-row"))) for sheet in made.sheets]
        assert sorted(found)[-1] == 7, lead


def test_a_table_of_a_few_numbers_is_as_narrow_as_these_and_one_of_sentences_fills_the_column() -> None:
    def right(made: Fit) -> float:
        return max(run.x + run.width for row in cells(made) for cell in row for run in cell)
    assert right(fit(tabled(table("An | Part", "2012 | 0 %", "2022 | 24 %")), kept())) < LEFT + 0.4 * WIDTH
    made = fit(tabled(table("An | Texte", f"2012 | {sentence(30)}", f"2022 | {sentence(20, 40)}")), kept())
    assert LEFT + 0.95 * WIDTH < right(made) <= LEFT + WIDTH + 3
    assert {len({round(run.y) for run in row[0]}) for row in cells(made)} == {1}, "what is short is not broken"


@pytest.mark.parametrize(("least", "most", "room", "widths"), [
    ([10, 10], [20, 30], 100, [20, 30]), ([10, 10], [20, 900], 100, [20, 80]), ([10, 60], [40, 900], 80, [20, 60]),
    ([10, 10], [400, 400], 100, [50, 50]), ([10, 10], [100, 900], 100, [25, 75]),
    ([40, 10], [100, 900], 100, [40, 60])])
def test_columns_share_the_room_by_what_they_need(
        least: list[float], most: list[float], room: float, widths: list[float]) -> None:
    assert column_widths(least, most, room) == pytest.approx(widths)


@pytest.mark.parametrize(("markdown", "says", "line"), [
    (table("A | B", f"{'x' * 140} | 1"), "the table needs {needed} mm, the column has {most}", 1),
    (table(" | ".join("ABCDEFGHIJKL"), " | ".join(["communication"] * 12)), "the table needs", 1),
    (table("A | B", "1 | 2", f"3 | {sentence(1100)}"), "a row of the table is {needed} mm high", 4)])
def test_a_table_that_has_no_room_is_refused_at_its_line(markdown: str, says: str, line: int) -> None:
    (item,) = refused(markdown)
    assert item.code == "column-room"
    assert item.message.startswith(says)
    assert item.source
    assert item.source.line == line
    assert item.measured > item.limit  # type: ignore[operator]


def test_a_column_of_a_few_letters_a_line_is_told_once() -> None:
    rows = [" | ".join(["un soin donné aux patients " * 6] * 5) for _ in range(3)]
    made = fit(tabled(table("A | B | C | D | E", *rows)), kept())
    assert [(item.code, item.values["number"]) for item in made.findings if item.code == "table-narrow"] == [
        ("table-narrow", number) for number in range(1, 6)]
    assert all(item.source and item.source.line == 3 for item in made.findings if item.code == "table-narrow")


def test_a_word_is_divided_only_where_whole_words_have_no_room() -> None:
    roomy = fit(tabled(table("A | B", f"kinésithérapeute | {sentence(20)}")), kept())
    assert not any("\u00ad" in run.text for row in cells(roomy) for cell in row for run in cell)
    tight = fit(tabled(table("A | B | C | D | E | F", " | ".join(["anticonstitutionnellement"] * 6))), kept())
    assert any("\u00ad" in run.text for row in cells(tight) for cell in row for run in cell)


def test_a_table_is_heard_with_its_headers_and_an_empty_cell_is_one() -> None:
    made = paint(fit(tabled(table("A | B", "1 |  ", "x [y](https://a.example/) | *z*")), kept()), kept()).content
    tree = structure(made)
    (heard,) = [one for one in tree[1:] if one[0] == "/Table"]
    row = ["/TR", "/TD", "/P", "/TD", "/P"]
    assert tags(heard) == ["/Table", "/THead", "/TR", "/TH", "/P", "/TH", "/P", "/TBody", *row, "/TR", "/TD", "/P",
                           "/Link", "/TD", "/P"]
    reader = pypdf.PdfReader(io.BytesIO(made))
    scopes = [element["/A"]["/Scope"] for element in _elements(reader) if element.get("/S") == "/TH"]
    assert scopes == ["/Column", "/Column"]


def _elements(reader: pypdf.PdfReader) -> Iterator[Any]:
    for number in range(1, int(reader.trailer["/Size"])):
        item = reader.get_object(number)
        if isinstance(item, dict) and item.get("/Type") == "/StructElem":
            yield item


def test_a_table_over_two_sheets_is_one_table_and_its_repeated_header_is_not_heard() -> None:
    rows = [f"{number} | {sentence(9, number)}" for number in range(60)]
    made = fit(tabled(table("Rang | Texte", *rows)), kept())
    tree = structure(paint(made, kept()).content)
    assert tags(tree).count("/Table") == tags(tree).count("/TBody") == tags(tree).count("/THead") == 1
    assert tags(tree).count("/TR") == 61
    assert tags(tree).count("/TH") == 2


def test_the_next_paragraph_and_the_rows_keep_clear_of_each_other() -> None:
    made = fit(tabled(f"avant\n\n{table('A | B', f'{sentence(40)} | 1', 'x | y')}\n\naprès"), kept())
    ys = [[run.y for run in runs((group,))] for sheet in made.sheets
          for group in groups(sheet.marks, "table-row", "paragraph") if group.thread and list(runs((group,)))]
    assert all(min(below) - max(above) > 9 for above, below in pairwise(ys[:5]))
