"""What is judged along the edge of a sheet is judged on all four of its sides."""

from __future__ import annotations

from functools import cache

import pytest

from pressroom import preflight
from pressroom.findings import Finding
from pressroom.preflight.spoils import painted
from tests.preflight import goodfile

MM = goodfile.MM


@cache
def good() -> bytes:
    """A press file whose ground fills the bleed on every side."""
    return goodfile.made()


def findings(operators: str, code: str) -> list[Finding]:
    report = preflight.judge(painted(operators)(good()), goodfile.press_brief())
    return [item for item in report.findings if item.code == code]


def bar(side: str, outside: float) -> str:
    """A white sheet over everything, and on it a black bar that crosses the trim on one side by `outside` points."""
    x0 = y0 = goodfile.ORIGIN
    x1, y1 = x0 + goodfile.TRIM[0], y0 + goodfile.TRIM[1]
    boxes = {"left": (x0 - outside, y0 + 100, 20 + outside, 150), "right": (x1 - 20, y0 + 100, 20 + outside, 150),
             "top": (x0 + 100, y1 - 20, 150, 20 + outside), "bottom": (x0 + 100, y0 - outside, 150, 20 + outside)}
    return "0 0 0 0 k 0 0 2000 2000 re f 0 0 0 1 k {:.3f} {:.3f} {:.3f} {:.3f} re f".format(*boxes[side])


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_artwork_that_ends_inside_the_bleed_is_an_error_on_every_side(side: str) -> None:
    assert findings(bar(side, 3 * MM), "bleed-unpainted") == []
    (item,) = findings(bar(side, 1 * MM), "bleed-unpainted")
    assert item.values["side"] == side
    assert item.values["length"] == pytest.approx(150 / MM, abs=0.3)
    assert item.area is not None
    x, y = item.area.centre
    width, height = goodfile.TRIM
    wanted = {"left": (0.0, None), "right": (width, None), "top": (None, 0.0), "bottom": (None, height)}[side]
    assert all(want is None or have == pytest.approx(want, abs=0.1) for have, want in zip((x, y), wanted, strict=True))


@pytest.mark.parametrize(("line", "found"), [
    ("{x0} {y0} m {x0} {y1} l", True), ("{x1} {y0} m {x1} {y1} l", True),
    ("{x0} {y0} m {x1} {y0} l", True), ("{x0} {y1} m {x1} {y1} l", True),
    ("1 0 0 1 9 0 cm {x0} {y0} m {x0} {y1} l", False), ("1 0 0 1 -9 0 cm {x1} {y0} m {x1} {y1} l", False),
    ("1 0 0 1 0 9 cm {x0} {y0} m {x1} {y0} l", False), ("1 0 0 1 0 -9 cm {x0} {y1} m {x1} {y1} l", False)],
    ids=["left", "right", "foot", "head", "inside left", "inside right", "inside foot", "inside head"])
def test_a_line_along_the_cut_is_a_warning_on_every_side(line: str, found: bool) -> None:
    assert bool(findings(f"0 0 0 1 K 0.5 w {line} S", "line-on-trim")) is found


@pytest.mark.parametrize("edge", ["left", "right", "foot", "head"])
def test_a_thin_line_in_the_bleed_is_an_error_on_every_side_and_none_outside_it(edge: str) -> None:
    x0 = y0 = goodfile.ORIGIN
    x1, y1 = x0 + goodfile.TRIM[0], y0 + goodfile.TRIM[1]

    def line(out: float) -> str:
        ends = {"left": (x0 - out, y0 + 60, x0 - out, y0 + 100), "right": (x1 + out, y0 + 60, x1 + out, y0 + 100),
                "foot": (x0 + 60, y0 - out, x0 + 100, y0 - out), "head": (x0 + 60, y1 + out, x0 + 100, y1 + out)}
        return "0 0 0 1 K 0.1 w {:.3f} {:.3f} m {:.3f} {:.3f} l S".format(*ends[edge])
    assert len(findings(line(2 * MM), "line-thin")) == 1
    assert findings(line(5 * MM), "line-thin") == []
