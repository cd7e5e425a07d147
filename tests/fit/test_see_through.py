"""See-through pictures: live in PDF/X-4, laid on one flat ink in PDF/X-1a, refused over anything else."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

Render = Callable[..., tuple[int, str, str]]

LAYOUT = """
title: A see-through picture
kind: poster
link: false
styles:
  message: {font: text.bold, size: [20pt, 40pt]}
variant: blue
slots: {message: {needed: true}}
elements:
  - {kind: shape, at: {left: 0%, right: 0%, top: 0%, bottom: 0%}, ink: ground, bleed: [left, right, top, bottom]}
  - {kind: text, at: c1-12 r20-23, text: "{message}", style: message, ink: words}
"""
MATERIAL = """
title: Essai
kind: poster
layout: veil
formats: [A4]
date: 2023-01-20
words: {message: Bonjour}
"""


@pytest.fixture
def veil(project: Path) -> Callable[..., None]:
    """A poster with a red square whose right half is half transparent, over what `below` adds to the layout."""
    def make(below: str = "", at: str = "c4-9 r4-9") -> None:
        picture = Image.new("RGBA", (600, 600), (200, 30, 30, 255))
        picture.paste((200, 30, 30, 128), (300, 0, 600, 600))
        picture.save(project / "assets/pictures/veil.png")
        placed = f"  - {{kind: picture, file: veil.png, alt: Un voile, at: {at}}}\n"
        (project / "layouts/veil.yaml").write_text(LAYOUT + below + placed, encoding="utf-8")
        (project / "materials/veil.yaml").write_text(MATERIAL, encoding="utf-8")
    return make


def picture_of(project: Path, printer: str) -> Any:
    told = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))
    (path,) = [entry["path"] for entry in told["files"] if entry["printer"] == printer]
    (found,) = PdfReader(project / "out" / path).pages[0]["/Resources"]["/XObject"].values()  # type: ignore[index]
    return found.get_object()


def pixels(found: Any) -> Image.Image:
    size = found["/Width"], found["/Height"]
    return Image.frombytes("CMYK", size, found.get_data())


def test_pdf_x_4_keeps_the_soft_mask_and_pdf_x_1a_lays_it_on_the_ink_exactly(
        project: Path, render: Render, veil: Callable[..., None]) -> None:
    veil()
    for printer in ("online", "x1a"):
        code, _, err = render("veil", "--edition", "press", "--printer", printer)
        assert code == 0, err
    live, laid = picture_of(project, "online"), picture_of(project, "x1a")
    assert "/SMask" in live
    assert "/SMask" not in laid
    before, after = pixels(live), pixels(laid)
    width, height = before.size
    assert after.size == before.size
    assert after.getpixel((width // 4, height // 2)) == before.getpixel((width // 4, height // 2))
    own = before.getpixel((3 * width // 4, height // 2))
    ground = (255, 166, 0, 13)  # blue: 100 65 0 5
    mixed = [round((a * 128 + b * 127) / 255) for a, b in zip(own, ground, strict=True)]  # type: ignore[arg-type]
    found = after.getpixel((3 * width // 4, height // 2))
    assert all(abs(a - b) <= 1 for a, b in zip(found, mixed, strict=True))  # type: ignore[arg-type]
    assert zlib.crc32(before.tobytes()) != zlib.crc32(after.tobytes())


@pytest.mark.parametrize(("below", "at", "why"), [
    ("  - {kind: shape, at: c5-6 r5-6, ink: accent}\n", "c4-9 r4-9", "over a mixed ground"),
    ("  - {kind: shape, form: ellipse, at: c1-12 r1-12, ink: accent}\n", "c1-4 r1-4", "over a mixed ground"),
    ("  - {kind: shape, form: line, at: c1-12 r1-12, stroke: accent, width: 3pt}\n", "c4-9 r4-9",
     "over a mixed ground"),
    ("  - {kind: picture, file: solid.png, alt: Un fond, at: c2-11 r2-11}\n", "c4-9 r4-9", "over a picture"),
    ("", "c1-12 r18-24", "over words")])
def test_over_anything_else_it_is_refused_with_the_reason_and_the_line(
        project: Path, render: Render, veil: Callable[..., None], below: str, at: str, why: str) -> None:
    Image.new("RGB", (1200, 1200), (20, 90, 30)).save(project / "assets/pictures/solid.png")
    veil(below, at)
    code, _, err = render("veil", "--edition", "press", "--printer", "x1a")
    assert code == 1
    assert why in err
    assert re.search(r"layouts/veil.yaml:\d+:\d+: error: .*\[see-through-picture\]", err)


def test_over_an_ellipse_that_covers_all_of_it_the_ellipse_is_the_ground(
        project: Path, render: Render, veil: Callable[..., None]) -> None:
    veil("  - {kind: shape, form: ellipse, at: c1-12 r1-16, ink: accent}\n", "c5-8 r6-9")
    code, _, err = render("veil", "--edition", "press", "--printer", "x1a")
    assert code == 0, err
    laid = pixels(picture_of(project, "x1a"))
    assert laid.getpixel((laid.width - 2, 5))[2] > 200  # type: ignore[index]  # yellow shows through


@pytest.mark.parametrize(("before", "placed"), [
    ("      - {kind: text, name: source, at: c1-12 r36-48", "      - {kind: picture, file: veil.png, alt: Un voile, "
     "at: {portrait: {left: 60%, right: 8%, top: 50%, bottom: 45%}}}\n"),
    ("\npanels:\n", "  - {kind: picture, file: veil.png, alt: Un voile, fold: roll, across: [back, cover], "
     "at: {portrait: {left: 70%, right: 16%, top: 39%, bottom: 56%}}}\n")])
def test_on_a_leaflet_what_runs_across_folds_is_the_ground_of_a_picture(
        project: Path, render: Render, edit: Callable[[str, str, str], None], veil: Callable[..., None], before: str,
        placed: str) -> None:
    veil()
    edit("layouts/leaflet.yaml", before, placed + before)
    code, _, err = render("leaflet", "--edition", "press", "--printer", "x1a")
    assert code == 0, err
    laid = pixels(picture_of(project, "x1a"))
    cyan = laid.getpixel((3 * laid.width // 4, laid.height // 2))[0]  # type: ignore[index]
    assert cyan > 120, "the blue ground shows through"
