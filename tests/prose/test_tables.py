"""Tables and pictures in running text: read as GitHub's Markdown reads them, and no cell lost or added in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressroom import prose
from pressroom.findings import Place, Refused
from pressroom.prose import Block, Figure, Table

PICTURES = {"march": Figure("march", "A march", prose.text("The march.\nPhoto: X", "en"))}


def blocks(markdown: str) -> tuple[Block, ...]:
    def at(line: int, column: int) -> Place:
        return Place(Path("-"), line, column)
    return prose.blocks(markdown, language="en", pictures=PICTURES, at=at)


def wrong(markdown: str) -> list[tuple[str, int, int]]:
    with pytest.raises(Refused) as caught:
        blocks(markdown)
    return [(item.code, item.source.line, item.source.column) for item in caught.value.findings if item.source]


def test_a_table_has_its_cells_their_markup_and_the_alignment_of_its_columns() -> None:
    (table,) = blocks("| A | B | C |\n|:--|--:|:-:|\n| a\\|b | **2** | |\n| [x](https://a.example/) | | 3 |")
    assert isinstance(table, Table)
    assert [cell.plain for cell in table.head] == ["A", "B", "C"]
    assert [[cell.plain for cell in row] for row in table.rows] == [["a|b", "2", ""], ["x", "", "3"]]
    assert table.aligns == ("left", "right", "centre")
    assert table.rows[1][0].links == ("https://a.example/",)


def test_a_table_may_leave_its_outer_pipes_out_and_have_one_column() -> None:
    (two,) = blocks("A | B\n--|--\n1 | 2")
    (one,) = blocks("| A |\n|---|\n| 1 |")
    assert prose.plain([two, one]) == "A\tB\n1\t2\nA\n1"


@pytest.mark.parametrize(("markdown", "line"), [
    ("| A | B |\n|---|---|\n| 1 |", 3), ("| A | B |\n|---|---|\n| 1 | 2 | 3 |", 3),
    ("| A | B |\n|---|---|\n| 1 | 2 |\nand more text", 4), ("| A | B |\n|---|\n| 1 | 2 |", 1),
    ("| A | B |\n| 1 | 2 |", 1), ("| | |\n|---|---|\n| 1 | 2 |", 1), ("| A | B |\n|---|---|", 1),
    ("text\n\n| A |\n|--|--|", 3)])
def test_a_table_that_would_lose_or_invent_cells_is_told_at_its_row(markdown: str, line: int) -> None:
    assert wrong(markdown) == [("table-shape", line, 1)]


def test_a_mistake_in_a_cell_is_told_in_the_cell_and_all_of_a_table_at_once() -> None:
    assert wrong("| A | B |\n|---|---|\n| 1\\q | 1\\q |\n| <br> | `x` |\n| 1 |") == [
        ("table-shape", 5, 1), ("notation", 3, 4), ("notation", 3, 10), ("not-set", 4, 3), ("not-set", 4, 10)]


@pytest.mark.parametrize("text", ["a | b", "|x| is a norm", "a\n\n--", "1 | 2\nand | more"])
def test_a_pipe_in_a_sentence_makes_no_table(text: str) -> None:
    assert not [block for block in blocks(text) if isinstance(block, Table)]


def test_a_table_on_the_page_has_a_scope_for_each_header_and_its_words_are_escaped() -> None:
    html = prose.html(blocks("| | B \\< |\n|---|--:|\n| a & b | 1 |"))
    assert '<tr><td></td><th scope="col" class="right">B &lt;</th></tr>' in html
    assert '<tr><td>a &amp; b</td><td class="right">1</td></tr>' in html


def test_a_picture_stands_alone_in_its_place_and_on_the_page_with_its_caption() -> None:
    before, figure, after = blocks("a\n\n{pictures.march}\n\nb")
    assert figure == PICTURES["march"]
    assert prose.plain([before, figure, after]) == "a\nThe march.\nPhoto: X\nb"
    html = prose.html([figure], {"march": prose.WebPicture("../m.webp", 30, 20)})
    assert html == ('<figure>\n<img src="../m.webp" width="30" height="20" alt="A march" loading="lazy">\n'
                    "<figcaption>The march.<br>\nPhoto: X</figcaption>\n</figure>\n")


@pytest.mark.parametrize(("markdown", "code", "column"), [
    ("{pictures.marsh}", "unknown-picture", 1), ("see {pictures.march} there", "picture-in-text", 5),
    ("- {pictures.march}", "picture-in-text", 1), ("> {pictures.march}", "picture-in-text", 1),
    ("## {pictures.march}", "picture-in-text", 4), ("![x](march.jpg)", "not-set", 1),
    ("- | A |\n  |---|\n  | 1 |", "not-set", 1)])
def test_a_picture_or_a_table_without_a_place_is_told(markdown: str, code: str, column: int) -> None:
    assert (code, 1, column) in wrong(markdown)


def test_a_text_that_takes_neither_refuses_both() -> None:
    with pytest.raises(Refused) as caught:
        prose.blocks("| A |\n|---|\n| 1 |\n\n{pictures.march}\n\n![x](y.png)")
    assert [(item.code, item.hint) for item in caught.value.findings] == [
        ("not-set", ""), ("not-set", ""), ("not-set", "")]
