"""Lines, boxes and words over a picture of a sheet, in colours that colour-blind eyes tell apart.

The colours are those of Okabe and Ito; each line has a white edge, so that it shows on any ground.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.sheet.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

Colour = tuple[int, int, int]

BLACK, WHITE, GREY = (0, 0, 0), (255, 255, 255), (110, 110, 110)
ORANGE, SKY, GREEN, YELLOW = (230, 159, 0), (86, 180, 233), (0, 158, 115), (240, 228, 66)
BLUE, VERMILION, PURPLE = (0, 114, 178), (213, 94, 0), (204, 121, 167)
_EDGE = 2
_VEIL = 90


class Pen:
    """Draws on a picture at `scale` pixels a point; `left` and `top` are where the sheet begins, in pixels."""

    def __init__(self, picture: Image, scale: float, regular: Path, bold: Path, shift: tuple[float, float] = (0.0, 0.0),
                 size: int = 22) -> None:
        from PIL import ImageDraw

        self.picture, self.scale, self.shift, self.size = picture, scale, shift, size
        self._draw = ImageDraw.Draw(picture)
        self._files = {False: str(regular), True: str(bold)}
        self._fonts: dict[tuple[bool, int], FreeTypeFont] = {}

    def font(self, *, bold: bool = False, size: int = 0) -> FreeTypeFont:
        """The font of labels."""
        from PIL import ImageFont

        key = (bold, size or self.size)
        if key not in self._fonts:
            self._fonts[key] = ImageFont.truetype(self._files[bold], key[1])
        return self._fonts[key]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The pixel of a place on the part of the sheet."""
        return (x + self.shift[0]) * self.scale, (y + self.shift[1]) * self.scale

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: Colour, width: int = 3, *,
             dashed: bool = False, edged: bool = True) -> None:
        """A straight line between two places on the sheet; without its white edge it hides less of small type."""
        (ax, ay), (bx, by) = self.at(*start), self.at(*end)
        length = max(abs(bx - ax), abs(by - ay))
        count = max(1, int(length // 22)) if dashed else 1
        for number in range(count):
            first, last = number / count, (number + (0.6 if dashed else 1.0)) / count
            ends = (ax + (bx - ax) * first, ay + (by - ay) * first, ax + (bx - ax) * last, ay + (by - ay) * last)
            if edged:
                self._draw.line(ends, fill=WHITE, width=width + 2 * _EDGE)
            self._draw.line(ends, fill=colour, width=width)

    def box(self, box: Box, colour: Colour, width: int = 2, *, dashed: bool = False, edged: bool = True) -> None:
        """The outline of a box on the sheet."""
        corners = ((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1))
        for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
            self.line(start, end, colour, width, dashed=dashed, edged=edged)

    def veil(self, box: Box, colour: Colour) -> None:
        """A box through which the sheet shows."""
        from PIL import Image, ImageDraw

        (x0, y0), (x1, y1) = self.at(box.x0, box.y0), self.at(box.x1, box.y1)
        size = max(1, round(x1 - x0)), max(1, round(y1 - y0))
        layer = Image.new("RGBA", size, (*WHITE, _VEIL))
        strokes = ImageDraw.Draw(layer)
        for x in range(-size[1], size[0], 26):
            strokes.line((x, size[1], x + size[1], 0), fill=(*colour, 255), width=3)
        self.picture.paste(layer, (round(x0), round(y0)), layer)

    def label(self, x: float, y: float, words: str, colour: Colour, anchor: str = "lt") -> None:
        """Words on a plate, at a place on the sheet; as much of it as there is room for stays on the picture."""
        px, py = self.at(x, y)
        font, pad = self.font(bold=True), 5
        left, top, right, bottom = self._draw.textbbox((px, py), words, font=font, anchor=anchor)
        dx = max(pad - left, min(0.0, self.picture.width - pad - right))
        dy = max(pad - top, min(0.0, self.picture.height - pad - bottom))
        plate = (left + dx - pad, top + dy - pad, right + dx + pad, bottom + dy + pad)
        self._draw.rectangle(plate, fill=WHITE, outline=colour, width=3)
        self._draw.text((px + dx, py + dy), words, fill=BLACK, font=font, anchor=anchor)

    def number(self, x: float, y: float, number: int) -> None:
        """A numbered disc at a place on the sheet."""
        px, py = self.at(x, y)
        self.disc(px, py, number)

    def disc(self, px: float, py: float, number: int) -> None:
        """A numbered disc at a pixel, moved onto the picture."""
        radius = self.size * 0.85
        px = max(radius + 2, min(self.picture.width - radius - 2, px))
        py = max(radius + 2, min(self.picture.height - radius - 2, py))
        self._draw.ellipse((px - radius, py - radius, px + radius, py + radius), fill=BLACK, outline=WHITE, width=3)
        self._draw.text((px, py), str(number), fill=WHITE, font=self.font(bold=True), anchor="mm")

    def words(self, px: float, py: float, text: str, *, bold: bool = False, colour: Colour = BLACK,
              size: int = 0) -> None:
        """Words at a pixel, their ascent at the top."""
        self._draw.text((px, py), text, fill=colour, font=self.font(bold=bold, size=size), anchor="la")

    def patch(self, px: float, py: float, colour: Colour) -> None:
        """A small square of a colour at a pixel."""
        self._draw.rectangle((px, py, px + self.size, py + self.size), fill=colour, outline=BLACK)

    def wrapped(self, text: str, width: float, *, bold: bool = False) -> list[str]:
        """The lines of a text that is at most `width` pixels wide."""
        lines, line, font = list[str](), "", self.font(bold=bold)
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if line and font.getlength(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        return [*lines, line]
