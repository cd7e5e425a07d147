"""Pictures of a release: with their captions in one piece, in the column and on the sheet, heard, and judged."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image

from pressroom import load, resolve
from pressroom.fit import fit
from pressroom.fit.areas import painted_box
from pressroom.marks import Group
from pressroom.sheet.units import mm
from pressroom.stages import Fit
from tests.fit.test_pages import kept, sentence, structure, tags
from tests.fit.test_tables import groups, words

Render = Callable[..., tuple[int, str, str]]
RELEASE = """
title: Images
kind: release
layout: release
place: Nice
date: 2023-01-18
signed: president
pictures:
  march: {%s, alt: Une marche, caption: "Le 12 janvier : « tous ensemble »", credit: "Photo : X"}
body: |
  %s

  {pictures.march}

  Après.
"""


def written(project: Path, spec: str = "file: march.png", before: str = "Avant.") -> None:
    (project / "materials/releases/images.yaml").write_text(RELEASE.strip() % (spec, before) + "\n", encoding="utf-8")


def picture(project: Path, name: str, size: tuple[int, int], mode: str = "RGB") -> None:
    grey = Image.linear_gradient("L").resize(size)
    made = Image.merge("RGB", (grey, grey.rotate(180), grey)).convert(mode) if mode != "I;16" else Image.frombytes(
        "I;16", size, bytes(2 * size[0] * size[1]))
    if mode == "RGBA":
        made.putalpha(grey)
    made.save(project / "assets/pictures" / name)


def fitted(project: Path) -> Fit:
    choice = resolve.Choice("images", "A4", "members", "online")
    return fit(resolve.piece(load.job(project), choice, kept()), kept())


def shown(made: Fit) -> tuple[int, Group, Any]:
    """The sheet of the picture, the group that it is in, and its box."""
    (found,) = [(number, group) for number, sheet in enumerate(made.sheets)
                for group in groups(sheet.marks, "illustration")]
    return *found, painted_box(found[1].marks)


@pytest.mark.parametrize(("spec", "size", "width"), [
    ("file: march.png", (1800, 1200), mm(126)), ("file: march.png, width: 60mm", (1800, 1200), mm(60)),
    ("file: march.png, width: 50%", (900, 700), mm(63)), ("file: march.png, width: 126mm", (2000, 2600), mm(126))])
def test_a_picture_keeps_its_shape_and_has_the_width_that_is_asked(
        project: Path, spec: str, size: tuple[int, int], width: float) -> None:
    picture(project, "march.png", size)
    written(project, spec)
    _, _, box = shown(fitted(project))
    assert box.width == pytest.approx(width, abs=0.1)
    assert box.height == pytest.approx(width * size[1] / size[0], abs=0.1)
    assert box.x0 == pytest.approx(mm(60), abs=0.1)


@pytest.mark.parametrize("size", [(900, 3000), (2000, 3000), (300, 9000)])
def test_a_high_picture_is_made_smaller_than_the_sheet_with_its_caption(project: Path, size: tuple[int, int]) -> None:
    picture(project, "march.png", size)
    for spec in ("file: march.png", "file: march.png, width: 100%"):
        written(project, spec)
        _, group, box = shown(fitted(project))
        assert box.y0 >= mm(30)
        assert max(run.y for run in _runs(group)) <= mm(297 - 30)
        assert box.width / box.height == pytest.approx(size[0] / size[1], rel=0.01)


def _runs(group: Group) -> list[Any]:
    from tests.fit.test_pages import runs
    return list(runs(group.marks))


def test_a_picture_and_its_caption_are_on_one_sheet_wherever_they_fall(project: Path) -> None:
    picture(project, "march.png", (1800, 1200))
    sheets = set()
    for count in range(20, 320, 30):
        written(project, before=sentence(count))
        made = fitted(project)
        number, group, box = shown(made)
        sheets.add(number)
        assert " ".join(words(group).split()) == "Le 12 janvier : « tous ensemble » Photo : X"
        assert min(run.y for run in _runs(group)) > box.y1
        assert max(run.y for run in _runs(group)) <= mm(297 - 30)
    assert sheets == {0, 1}


@pytest.mark.parametrize("spec", ["file: march.png, width: 130mm", "file: march.png, width: 4mm",
                                  "file: march.png, width: 120%"])
def test_a_width_that_the_column_does_not_have_is_refused_at_its_line(
        project: Path, render: Render, spec: str) -> None:
    picture(project, "march.png", (1800, 1200))
    written(project, spec)
    code, _, err = render("check", "images")
    assert code == 1
    assert re.search(r"images\.yaml:8:\d+: error: images-A4: march is to be \S+ mm wide; the column takes 10 to "
                     r"126 mm \[column-room\]", err), err


@pytest.mark.parametrize(("name", "mode"), [("march.png", "RGBA"), ("march.png", "L"), ("march.png", "I;16"),
                                            ("march.jpg", "CMYK"), ("march.tif", "LAB")])
def test_pictures_of_every_kind_are_heard_with_their_alt_and_their_caption(
        project: Path, render: Render, name: str, mode: str) -> None:
    picture(project, name, (1200, 800), mode)
    written(project, f"file: {name}")
    code, _, err = render("images")
    assert code == 0, err
    content = (project / "out/releases/images.pdf").read_bytes()
    assert "/Figure /Caption /P" in " ".join(tags(structure(content)))
    reader = pypdf.PdfReader(io.BytesIO(content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Le 12 janvier : « tous ensemble » Photo : X" in text.replace("\u00a0", " ")
    alts = [item.get("/Alt") for number in range(1, int(reader.trailer["/Size"]))
            if isinstance(item := reader.get_object(number), dict) and item.get("/S") == "/Figure"]
    assert alts.count("Une marche") == 1


@pytest.mark.parametrize(("size", "least"), [((300, 200), 149), ((16, 12), 149), ((700, 500), 149)])
def test_a_picture_of_too_few_pixels_is_refused_at_its_line_and_smaller_it_may_pass(
        project: Path, render: Render, size: tuple[int, int], least: int) -> None:
    picture(project, "march.png", size)
    written(project)
    code, _, err = render("images")
    assert code == 1
    assert re.search(rf"images\.yaml:8:\d+: error: .* a picture of {size[0]} x {size[1]} pixels is printed at \d+ ppi; "
                     rf"{least} are required \[picture-ppi\]", err), err
    if size[0] > 600:
        written(project, "file: march.png, width: 90mm")
        assert render("images")[0] == 0


def test_a_drawing_a_duotone_and_a_second_place_of_the_same_picture_are_set(project: Path, render: Render) -> None:
    picture(project, "march.png", (1200, 800))
    written(project, "file: march.png, treatment: duotone, width: 40%", "{pictures.march}\n\n  Avant.")
    made = fitted(project)
    assert len([group for sheet in made.sheets for group in groups(sheet.marks, "illustration")]) == 2
    assert render("images")[0] == 0
    written(project, "file: door.svg, width: 30mm")
    assert render("images")[0] == 0


def test_a_picture_that_is_missing_or_without_an_alt_is_told_at_its_line(project: Path, render: Render) -> None:
    written(project, "file: nowhere.png")
    code, _, err = render("check", "images")
    assert code == 1
    assert re.search(r"images\.yaml:8:\d+: error: .*there is no picture nowhere\.png", err), err
    text = (project / "materials/releases/images.yaml").read_text(encoding="utf-8").replace(", alt: Une marche", "")
    (project / "materials/releases/images.yaml").write_text(text, encoding="utf-8")
    code, _, err = render("check", "images")
    assert code == 1
    assert re.search(r"images\.yaml:8:\d+: error: .*alt", err), err
