"""Looks that a layout or a material asks for: leaning slabs, treatments of photographs, and the rules of taste."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.marks import Group, Mark, Picture, Shape
from pressroom.review.taste import steps
from pressroom.stages import Fit
from tests.test_golden import sample_picture

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
FIELD = "  - {kind: shape, at: sheet, bleed: [left, right, top, bottom], ink: ground}\n"
SLAB = "  - {kind: shape, at: {left: 30%, right: 40%, top: 20%, bottom: 60%}, ink: accent, lean: 45}\n"


def fitted(root: Path, material: str, format_name: str) -> Fit:
    cache = Cache(root / ".cache")
    return fit(resolve.piece(load.job(root), resolve.Choice(material, format_name, "press", "online"), cache), cache)


def flat(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from flat(mark.marks)
        else:
            yield mark


@pytest.mark.parametrize("format_name", ["A4", "A4-landscape", "DL", "400x400mm"])
def test_slabs_lean_by_the_same_angle_on_every_shape_of_sheet(project: Path, edit: Edit, format_name: str) -> None:
    edit("layouts/statement.yaml", "  - {part: poster-ground}\n", "  - {part: poster-ground}\n" + SLAB)
    made = fitted(project, "petition", format_name)
    angles = set()
    for sheet in made.sheets:
        for mark in flat(sheet.marks):
            if isinstance(mark, Shape) and mark.fill and mark.fill.name == "yellow":
                (_, _, y0), (_, x1, y1), (_, x2, y2), *_ = mark.path
                assert y0 == y1
                angles.add(round(math.degrees(math.atan2(y2 - y1, x1 - x2))))
    assert angles == {45}


def test_a_picture_that_runs_across_is_on_those_sheets_alone_that_show_it(project: Path, edit: Edit) -> None:
    sample_picture(project / "assets/pictures/photo.png")
    edit("layouts/triptych.yaml", "  - {part: ground}\n", "  - {part: ground}\n"
         "  - {kind: picture, file: photo.png, alt: Une boule, at: {left: 22%, right: 45%, top: 2%, bottom: 20%}}\n")
    sheets = fitted(project, "triptych-patients", "A4").sheets
    assert [sum(isinstance(mark, Picture) for mark in flat(sheet.marks)) for sheet in sheets] == [1, 1, 0]


def test_a_lean_that_is_nearly_level_is_refused(render: Render, edit: Edit) -> None:
    edit("layouts/statement.yaml", "  - {part: poster-ground}\n", "  - {part: poster-ground}\n" + SLAB.replace(
        "lean: 45", "lean: 12"))
    code, _, err = render("check", "petition")
    assert code == 1
    assert "12" in err


@pytest.mark.parametrize(("treatment", "inks"), [("colour", None), ("grey", ("black", "paper")),
                                                 ("duotone", ("blue", "yellow")), (None, None)])
def test_a_material_chooses_how_its_photograph_is_printed(
        project: Path, treatment: str | None, inks: tuple[str, str] | None) -> None:
    sample_picture(project / "assets/pictures/photo.png")
    path = project / "materials/million.yaml"
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    told |= {"layout": "picture", "variant": "yellow", "date": str(told["date"])}
    told["picture"] = {"file": "photo.png", "alt": "Une boule", **({"treatment": treatment} if treatment else {})}
    path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    (picture,) = [mark for mark in flat(fitted(project, "million", "A4").sheets[0].marks) if isinstance(mark, Picture)]
    assert (picture.tint and tuple(ink.name for ink in picture.tint)) == inks
    assert picture.box.x0 < 0
    assert picture.box.y0 < 0


def test_sizes_that_look_alike_are_one() -> None:
    assert steps([]) == []
    assert steps([33.3, 14, 33.1, 100, 28]) == [100, 33.3, 14]


def test_an_accent_that_covers_the_sheet_is_noted(render: Render, edit: Edit) -> None:
    edit("layouts/parts/ground.yaml", FIELD, FIELD + "  - {kind: shape, at: {top: 40%, bottom: 35%}, ink: accent}\n")
    assert "accent-wide" in render("check", "petition")[2]


def test_two_inks_that_share_the_sheet_are_noted(render: Render, edit: Edit) -> None:
    edit("layouts/parts/ground.yaml", FIELD, FIELD + "  - {kind: shape, at: {left: 50%}, ink: black}\n")
    assert "no-leading-ink" in render("check", "petition")[2]


def test_a_full_sheet_is_noted(render: Render, edit: Edit) -> None:
    edit("layouts/parts/ground.yaml", FIELD, FIELD + "  - {kind: shape, at: sheet, ink: night}\n")
    edit("layouts/parts/poster-ground.yaml", "{portrait: {top: 80.5%}, landscape: {left: 70%}}", "{top: 92%}")
    assert "crowded" in render("check", "petition")[2]


def test_type_of_a_fifth_size_is_warned_of(render: Render, edit: Edit) -> None:
    assert "many-sizes" not in render("check", "fifteen-years")[2]
    edit("layouts/parts/poster-styles.yaml", "call: {font: display, size: [9pt/m, 5.6%]",
         "call: {font: display, size: [1%, 3.1%]")
    edit("layouts/parts/poster-styles.yaml", "message: {font: text.semibold, size: [22pt/m, 5.6%]",
         "message: {font: text.semibold, size: [1%, 4.3%]")
    assert "many-sizes" in render("check", "fifteen-years")[2]
