"""The outlines of glyphs as paths, for letters that are drawn and not written."""

from __future__ import annotations

import uharfbuzz as hb

from pressroom.sheet.geometry import Command, Path


class _Pen:
    """Collects what HarfBuzz draws."""

    def __init__(self, upem: float) -> None:
        self.upem = upem
        self.commands: list[Command] = []
        self.at = (0.0, 0.0)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return x / self.upem, -y / self.upem

    def move(self, x: float, y: float, _: object) -> None:
        self.at = self._place(x, y)
        self.commands.append(("M", *self.at))

    def line(self, x: float, y: float, _: object) -> None:
        self.at = self._place(x, y)
        self.commands.append(("L", *self.at))

    def quadratic(self, control_x: float, control_y: float, x: float, y: float, _: object) -> None:
        """The cubic of the same curve: its controls lie two thirds of the way to the quadratic's."""
        start, control, end = self.at, self._place(control_x, control_y), self._place(x, y)
        first, second = (tuple(a + (c - a) * 2 / 3 for a, c in zip(corner, control, strict=True))
                         for corner in (start, end))
        self.at = end
        self.commands.append(("C", first[0], first[1], second[0], second[1], *end))

    def cubic(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float, _: object) -> None:
        self.at = self._place(x, y)
        self.commands.append(("C", *self._place(x1, y1), *self._place(x2, y2), *self.at))

    def close(self, _: object) -> None:
        self.commands.append(("Z",))


def outline(font: hb.Font, gid: int, upem: float) -> Path:
    """The outline of a glyph in em, y down from the baseline; empty for a space."""
    pen, draw = _Pen(upem), hb.DrawFuncs()
    draw.set_move_to_func(pen.move)
    draw.set_line_to_func(pen.line)
    draw.set_quadratic_to_func(pen.quadratic)
    draw.set_cubic_to_func(pen.cubic)
    draw.set_close_path_func(pen.close)
    font.draw_glyph(gid, draw)
    return tuple(pen.commands)
