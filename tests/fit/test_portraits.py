"""The layout `quote` with drawn stand-ins for portraits; figures with a tail over their headline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from PIL import Image, ImageDraw

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.marks import Picture, flat
from pressroom.review import review
from pressroom.stages import Fit
from tests.wordings import confirmed

Render = Callable[..., tuple[int, str, str]]
SIZES = {"wide": (3000, 1700), "square": (2400, 2400), "tall": (1700, 3000)}
FOCUS = ((0.2, 0.25), (0.5, 0.5), (0.8, 0.7))


def portrait(file: Path, size: tuple[int, int], focus: tuple[float, float]) -> tuple[float, float, float, float]:
    """A head before a wall, and the box around it as fractions."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    draw, radius = ImageDraw.Draw(picture), min(size) // 10
    x, y = focus[0] * size[0], focus[1] * size[1]
    draw.ellipse((x - 2 * radius, y + radius, x + 2 * radius, y + 6 * radius), fill=(60, 70, 110))
    draw.ellipse((x - radius, y - 1.3 * radius, x + radius, y + 1.3 * radius), fill=(225, 180, 150))
    picture.save(file, dpi=(300, 300))
    box = (x - radius) / size[0], (y - 1.3 * radius) / size[1], (x + radius) / size[0], (y + 1.3 * radius) / size[1]
    return box[0], box[1], box[2], box[3]


def made(project: Path, render: Render, layout: str, format_name: str, **changes: object) -> Fit:
    """A new material of the layout, as if its words were final, with some of its values changed."""
    assert render("new", "try", "--layout", layout)[0] == 0
    path = project / "materials/try.yaml"
    told = yaml.safe_load(confirmed(path.read_text("utf-8")))
    told["date"] = str(told["date"])
    told["words"] |= changes.pop("words", {})  # type: ignore[arg-type]
    path.write_text(yaml.safe_dump({**told, **changes}, allow_unicode=True), "utf-8")
    cache = Cache(project / ".cache")
    choice = resolve.Choice("try", format_name, "press", "online")
    return fit(resolve.piece(load.job(project), choice, cache), cache)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("focus", FOCUS)
def test_a_face_stays_whole_in_two_inks_whatever_the_shape_of_its_picture(
        project: Path, render: Render, size: str, focus: tuple[float, float]) -> None:
    kept = portrait(project / "assets/pictures/face.png", SIZES[size], focus)
    picture = {"file": "face.png", "alt": "Un visage dessiné", "focus": list(focus), "keep": [list(kept)]}
    for format_name in ("A4", "A3", "DL", "A4-landscape"):
        fitted = made(project, render, "quote", format_name, picture=picture)
        (project / "materials/try.yaml").unlink()
        (shown,) = [mark for mark in flat(fitted.sheets[0].marks) if isinstance(mark, Picture)]
        assert shown.tint is not None
        assert [ink.name for ink in shown.tint] == ["night", "paper"]
        left, top, right, bottom = shown.crop
        assert left <= kept[0] + 1e-6
        assert top <= kept[1] + 1e-6
        assert right >= kept[2] - 1e-6
        assert bottom >= kept[3] - 1e-6
        assert not [item for item in review(fitted) if item.fails], format_name


@pytest.mark.parametrize("figure", ["3 jours", "7 j", "100 000", "n° 7", "183 €"])
@pytest.mark.parametrize("format_name", ["A4", "DL", "A4-landscape", "400x600mm"])
def test_a_figure_with_a_tail_meets_its_headline_without_a_collision(
        project: Path, render: Render, figure: str, format_name: str) -> None:
    fitted = made(project, render, "figure", format_name, words={"figure": figure})
    assert not [item for item in review(fitted) if item.code == "collision"]
    areas = {one.element.name: one.fitted.area for one in fitted.parts[0].placed if one.fitted.area}
    assert areas["figure"].y1 <= areas["headline"].y0
