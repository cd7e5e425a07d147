"""What a layout lets bleed reaches the outer edge of the bleed on that side and on no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.marks import Shape, flat
from pressroom.sheet.geometry import Box, path_box
from pressroom.sheet.units import mm

GROUND = "layouts/parts/ground.yaml"
SIDES = {"left": "left", "right": "right", "head": "top", "foot": "bottom"}


def ground(project: Path, bleed: str, at: str = "sheet") -> Box:
    """Where the ground of the poster stands, when it bleeds on these sides."""
    (project / GROUND).write_text(
        "title: Ground\nsays: The dominant flat field.\nelements:\n"
        f"  - {{kind: shape, at: {at}, bleed: [{bleed}], ink: ground}}\n", encoding="utf-8")
    kept = Cache(project / ".cache")
    piece = resolve.piece(load.job(project), resolve.Choice("petition", "A4", "press", "online"), kept)
    first = next(mark for mark in flat(fit(piece, kept).sheets[0].marks) if isinstance(mark, Shape))
    box = path_box(first.path)
    assert box is not None
    return box


@pytest.mark.parametrize("side", SIDES)
def test_a_ground_reaches_over_the_trim_by_the_bleed_on_the_side_that_is_named(project: Path, side: str) -> None:
    box, trim = ground(project, SIDES[side]), Box(0, 0, mm(210), mm(297))
    over = {"left": trim.x0 - box.x0, "right": box.x1 - trim.x1, "head": trim.y0 - box.y0, "foot": box.y1 - trim.y1}
    assert over == {name: pytest.approx(mm(3) if name == side else 0, abs=1e-6) for name in SIDES}


def test_an_edge_that_stands_inside_the_sheet_does_not_bleed(project: Path) -> None:
    box = ground(project, "left, right, top, bottom", "{top: 50%}")
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx((-mm(3), mm(148.5), mm(213), mm(300)))
