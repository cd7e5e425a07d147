"""Blocks of running text: their markers and rules, and which lines stay on one sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pressroom import prose
from pressroom.colour.ink import BLACK
from pressroom.findings import Place
from pressroom.fit import fit
from pressroom.fit.flowing import columns_of
from pressroom.fit.galley import BlockFacts, Row
from pressroom.marks import Group, Mark, Shape, TextRun
from pressroom.sheet.geometry import Box, path_box
from pressroom.sheet.units import mm
from tests.fit.test_pages import kept, release, runs, texted

Marks = tuple[Mark, ...]


def groups(marks: Marks, role: str) -> Iterator[Group]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from (mark,) if mark.role == role else groups(mark.marks, role)


def test_every_marker_stands_once_before_its_words() -> None:
    (sheet,) = fit(texted("1. un\n2. deux\n\nmot\n\n- trois"), kept()).sheets
    labels = [list(runs(label.marks)) for label in groups(sheet.marks, "label")]
    assert ["".join(run.text for run in label) for label in labels] == ["1. ", "2. ", "– "]
    assert [sum(label[0].x <= run.x for run in label) for label in labels] == [1, 1, 1]
    items = [list(runs(item.marks)) for item in groups(sheet.marks, "item")]
    assert [len({run.y for run in item}) for item in items] == [1, 1, 1]


def facing(title: str, before: str) -> tuple[TextRun, list[Shape]]:
    """The first run of an author's note under a text, and the rules of its sheet."""
    blocks = (*prose.blocks(before), prose.Paragraph(prose.text(title), "about-title"))
    sheet = fit(replace(release(), blocks=blocks), kept()).sheets[-1]
    (run,) = [run for run in runs(sheet.marks) if run.text.strip() == title]
    rules = [shape for group in groups(sheet.marks, "artifact") for shape in group.marks
             if isinstance(shape, Shape) and (box := path_box(shape.path)) and box.height == pytest.approx(0.75)]
    return run, rules


def test_a_rule_stands_in_the_middle_of_the_space_above_its_block_from_edge_to_edge_of_the_column() -> None:
    run, (rule,) = facing("À propos de nous", "Un texte.")
    box, look = path_box(rule.path), release().spec.flow.blocks["about-title"]  # type: ignore[union-attr]
    assert box is not None
    capitals = run.y - release().faces[release().spec.styles[look.style].font].regular.cap_height * run.size
    assert look.before == 18
    assert capitals - box.y0 == pytest.approx(look.before / 2)
    assert (box.x0, box.x1) == pytest.approx((mm(60), mm(210 - 24)))
    assert rule.fill is not None
    assert rule.fill.name == look.rule


def test_a_signature_never_stands_alone_on_a_sheet() -> None:
    """Paragraphs of one line each, one more at a time, until the signature moves on: the last of them goes with it."""
    for count in range(10, 60):
        blocks = (*prose.blocks("\n\n".join(["mot"] * count)), prose.Paragraph(prose.text("Signature"), "signature"))
        sheets = [[run.text.strip() for run in runs(sheet.marks) if run.text.strip() in ("mot", "Signature")]
                  for sheet in fit(replace(release(), blocks=blocks), kept()).sheets]
        if len(sheets) > 1:
            break
    assert [len(one) for one in sheets] == [count - 1, 2]
    assert sheets[1] == ["mot", "Signature"]


def test_a_word_wider_than_the_column_is_refused_at_its_line_in_the_text(
        project: Path, render: Callable[..., tuple[int, str, str]], edit: Callable[[str, str, str], None]) -> None:
    wide = "x" * 200
    edit("materials/releases/access.yaml", "  ## Une porte", f"  Un mot. {wide}\n\n  ## Une porte")
    lines = (project / "materials/releases/access.yaml").read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines, 1) if wide in line)
    code, _, err = render("check", "access")
    assert code == 1
    assert re.search(rf"materials/releases/access.yaml:{number}:\d+: error: .*\[overset\]", err), err


def test_the_line_under_a_link_and_its_area_end_with_its_last_letter_wherever_the_link_is_broken() -> None:
    (sheet,) = fit(texted(f"[a](https://a.example/) {'[' + 'un lien de plusieurs mots ' * 6}](https://b.example/)"),
                   kept()).sheets
    links = list(groups(sheet.marks, "link"))
    assert len(links) >= 3
    for link in links:
        (line,) = [box for mark in link.marks if isinstance(mark, Shape) and (box := path_box(mark.path))]
        words = list(runs(link.marks))
        space = sum(glyph.advance for glyph in words[-1].glyphs if glyph.text == " " and glyph is words[-1].glyphs[-1])
        assert (line.x0, line.x1) == pytest.approx(
            (words[0].x, words[-1].x + words[-1].width - space * words[-1].size))
        assert link.area is not None  # where it is clicked
        assert (link.area.x0, link.area.x1) == (line.x0, line.x1)
        assert link.area.y0 <= words[0].y - 0.75 * words[0].size < line.y1 <= link.area.y1


@pytest.mark.parametrize("words", ["Signature", "Nom, prénom et adresse du cabinet " * 9])
def test_every_line_of_a_paragraph_to_fill_in_stands_over_dots(words: str) -> None:
    """A paragraph before it has none."""
    text = words.strip()
    blocks = (*prose.blocks("Un texte."), prose.Paragraph(prose.text(text), "signature", blank=True))
    (sheet,) = fit(replace(release(), blocks=blocks), kept()).sheets
    (block,) = [mark for mark in groups(sheet.marks, "paragraph")
                if text.startswith("".join(run.text for run in runs(mark.marks))[:9])]
    lines = sorted({round(run.y, 2) for run in runs(block.marks)})
    assert len(lines) == (1 if len(words) < 30 else max(3, len(lines)))
    assert " ".join("".join(run.text for run in runs(block.marks)).split()) == text
    dots = [box for group in groups(sheet.marks, "artifact") for mark in group.marks
            if isinstance(mark, Shape) and mark.dash and (box := path_box(mark.path))]
    assert len(dots) == len(lines)
    assert [0 < box.y0 - line < 4 for box, line in zip(sorted(dots, key=lambda box: box.y0), lines, strict=True)] == [
        True] * len(lines)


def row(*, keep: bool, block: int = 1, hyphenated: bool = False) -> Row:
    facts = BlockFacts(block, "paragraph", 0, "text", 10.0, BLACK, Place(Path("text.yaml")), ())
    return Row(facts, (), "", 0.0, 12.0, 7.0, 3.0, keep, hyphenated)


def column(lines: int) -> Box:
    return Box(0.0, 0.0, 100.0, 10.0 + 12.0 * (lines - 1))


@pytest.mark.parametrize(("first", "following", "sheets"), [
    (2, 9, [0, 6]), (4, 9, [4, 2]), (2, 4, [0, 4, 2]), (2, 3, [2, 3, 1]), (9, 9, [6])])
def test_lines_that_stay_together_go_on_to_the_next_sheet_where_they_fit_there_and_are_parted_where_they_do_not(
        first: int, following: int, sheets: list[int]) -> None:
    """Four lines that stay together, and two more that may be parted from them."""
    rows = [row(keep=True), row(keep=True), row(keep=True), row(keep=False), row(keep=False, block=2),
            row(keep=False, block=2)]
    columns = columns_of(rows, column(first), column(following))
    assert columns is not None
    assert [len(one) for one in columns] == sheets


@pytest.mark.parametrize(("divided", "lines"), [(0, 5), (1, 4), (2, 3), (3, 5), (4, 5)])
def test_a_sheet_ends_up_to_two_lines_higher_to_end_on_a_whole_word(divided: int, lines: int) -> None:
    """So many of the last lines that a sheet of five holds end in divided words."""
    rows = [row(keep=False, hyphenated=5 - divided <= at < 5) for at in range(9)]
    columns = columns_of(rows, column(5), column(5))
    assert columns is not None
    assert len(columns[0]) == lines
