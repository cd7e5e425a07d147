"""What the elements that show pictures share: drawings in brand inks, photographs cropped around their focus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pressroom import pictures
from pressroom.elements.base import Fitted, Image, Room
from pressroom.geometry import Box, around, path_box, rectangle
from pressroom.ink import Ink
from pressroom.marks import Group, Picture


def drawing(image: Image, box: Box, room: Room, ink: str, *, colours: Mapping[str, Ink] | None = None,
            scaling: Literal["contain", "cover"] = "contain", align: tuple[float, float] = (0.5, 0.5)) -> Fitted:
    """An SVG as flat shapes; `ink` names what `currentColor` and black are printed with.

    Raises:
        Refused: the drawing holds what cannot be drawn, or a colour that is no brand ink's.
    """
    from pressroom import svg

    brand = {name: one for name, one in room.inks.items() if one.name == name}
    drawn = svg.drawing(image.file, room.cache, image.place)
    shapes = svg.placed(svg.inks_for(drawn, room.inks[ink], brand, colours or {}), box, scaling, align)
    area = around(found for found in (path_box(shape.path) for shape in shapes) if found)
    if scaling == "cover" and area:
        area = area.overlap(box)
    clip = rectangle(box) if scaling == "cover" else None
    return Fitted((Group(shapes, clip=clip, role="figure" if image.alt else "artifact", alt=image.alt),), area)


def photograph(image: Image, box: Box, room: Room, *, whole: bool, align: tuple[float, float],
               tint: tuple[Ink, Ink] | None = None) -> Fitted:
    """A picture of pixels: all of it, or cropped around its focus to fill the box.

    Raises:
        ValueError: the image is a drawing.
    """
    facts = image.facts
    if facts is None:
        raise ValueError(f"{image.file.name} has no pixels")
    room.findings.extend(facts.findings)
    if whole:
        box = _contained(facts.pixels, box, align)
    crop = pictures.crop_for(facts.pixels, image.focus, box.width / box.height)
    kept = (round((crop[2] - crop[0]) * facts.pixels[0]), round((crop[3] - crop[1]) * facts.pixels[1]))
    mark = Picture(image.file, facts.sha256, box, crop, kept, tint=tint)
    return Fitted((Group((mark,), role="figure" if image.alt else "artifact", alt=image.alt),), box)


def _contained(pixels: tuple[int, int], box: Box, align: tuple[float, float]) -> Box:
    scale = min(box.width / pixels[0], box.height / pixels[1])
    width, height = pixels[0] * scale, pixels[1] * scale
    x, y = box.x0 + (box.width - width) * align[0], box.y0 + (box.height - height) * align[1]
    return Box(x, y, x + width, y + height)
