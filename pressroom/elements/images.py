"""Images of elements: drawings in brand inks, photographs and PDF pages cropped around their focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pressroom.artwork import photographs
from pressroom.colour.ink import BLACK, PAPER, Ink
from pressroom.elements.context import FitContext, Fitted, Image
from pressroom.field_types import Treatment
from pressroom.findings import N_, Place, Refused, code, finding
from pressroom.marks import Group, Picture, PlacedPage, Shape, flat
from pressroom.sheet.geometry import Box, around, path_box, rectangle
from pressroom.type.typefaces import Typefaces

KEEP = code(
    "picture-keeps",
    N_("A crop through a face or a hand spoils the picture; `keep:` says what every crop shows whole."),
    N_("Make the box smaller, move the focus, or take a picture with more room around it."),
    source="Poster design, rule 2")


def shown(image: Image, box: Box, context: FitContext, *, ink: str, tint: tuple[str, str],
          treatment: Treatment | None = None, colours: Mapping[str, Ink] | None = None,
          maps: Sequence[tuple[Mapping[str, str], Place]] = (),
          scaling: Literal["contain", "cover"] = "contain", align: tuple[float, float] = (0.5, 0.5),
          zoom: float = 1.0) -> Fitted:
    """A drawing, a photograph or a page of a PDF; `tint` names the inks of a duotone, `ink` that of a drawing.

    Raises:
        Refused: the drawing contains what cannot be drawn, or a colour without a brand ink.
    """
    if image.page is not None:
        return placed_page(image, box, context, whole=scaling == "contain", align=align)
    if image.facts is None:
        return drawing(image, box, context, ink, colours=colours, maps=maps, scaling=scaling, align=align,
                       zoom=zoom)
    asked = image.treatment or treatment
    inks = _tint(asked, tint, context) if asked else _own_tint(image, context)
    return photograph(image, box, context, whole=scaling == "contain", align=align, tint=inks)


def _own_tint(image: Image, context: FitContext) -> tuple[Ink, Ink] | None:
    """Black alone for a picture that is grey itself, where nothing else is asked for; which is said."""
    if not image.facts or not image.facts.grey:
        return None
    context.findings.append(finding(photographs.GREY, N_("{file} is grey, and is printed in black alone"),
                                    source=image.place, file=image.file.name))
    return BLACK, PAPER


def _tint(treatment: str, tint: tuple[str, str], context: FitContext) -> tuple[Ink, Ink] | None:
    """The dark and the light ink of a photograph; None for its own colours."""
    if treatment == "colour":
        return None
    if treatment == "grey":
        return BLACK, PAPER
    dark, light = sorted((context.inks[name] for name in tint), key=lambda ink: ink.luminance)
    return dark, light


def drawing(image: Image, box: Box, context: FitContext, ink: str, *, colours: Mapping[str, Ink] | None = None,
            maps: Sequence[tuple[Mapping[str, str], Place]] = (),
            scaling: Literal["contain", "cover"] = "contain", align: tuple[float, float] = (0.5, 0.5),
            zoom: float = 1.0) -> Fitted:
    """An SVG as flat shapes; `currentColor` and black are printed in `ink`.

    `maps` are those that the layout has for this very drawing, each with its place: every key is of the drawing.
    `zoom` enlarges it beyond `scaling`; it is then clipped to the box and the bleed. Where it is clipped, the
    image's focus decides which part is visible; elsewhere `align` is its position.

    Raises:
        Refused: the drawing contains what cannot be drawn, or a colour without a brand ink.
    """
    from pressroom.artwork import drawings

    brand = {name: one for name, one in context.inks.items() if one.name == name}
    drawing = drawings.drawing(image.file, context.cache, image.place, _typefaces(context))
    if not drawing.compared:
        context.findings.append(drawings.not_compared(drawing, image.place))
    if faults := [item for names, place in ((image.colours, image.place), *maps)
                  for item in drawings.unused_findings(drawing, names, place)]:
        raise Refused(faults)
    inked = drawings.inks_for(drawing, context.inks[ink], brand, colours or {}, context.separate)
    place = _placed(image, box, (inked.view_box.width, inked.view_box.height), scaling, align, zoom)
    shapes = drawings.place(inked, place)
    _require_kept(image, ((box.x0 - place.x0) / place.width, (box.y0 - place.y0) / place.height,
                          (box.x1 - place.x0) / place.width, (box.y1 - place.y0) / place.height), context)
    window = box.overlap(context.reach) or box
    area = around(bounds for shape in flat(shapes) if isinstance(shape, Shape) and (bounds := path_box(shape.path)))
    clip = None if area is None or window.grown(0.01).contains(area) else rectangle(window)
    return Fitted((Group(shapes, clip=clip, role="figure" if image.alt else "artifact", alt=image.alt),),
                  area.overlap(window) if area else None)


def _placed(image: Image, box: Box, size: tuple[float, float], scaling: str, align: tuple[float, float],
            zoom: float) -> Box:
    """Where a drawing of that size lies so that it fills a box, or is contained in it, times `zoom`."""
    width, height = size
    scale = (max if scaling == "cover" else min)(box.width / width, box.height / height) * zoom
    kept = photographs.kept(image.keep)
    if kept and zoom > 1:  # what is to be whole comes before size
        fits = min(box.width / (width * (kept[2] - kept[0])), box.height / (height * (kept[3] - kept[1])))
        scale = max(scale / zoom, min(scale, fits))
    sides = (kept[0], kept[2]) if kept else None, (kept[1], kept[3]) if kept else None
    across = _along(box.x0, box.x1, width * scale, image.focus[0], align[0], sides[0])
    down = _along(box.y0, box.y1, height * scale, image.focus[1], align[1], sides[1])
    return Box(across[0], down[0], across[1], down[1])


def _typefaces(context: FitContext) -> Typefaces | None:
    """The fonts of the project, for the words of drawings."""
    return next((Typefaces(faces.regular.file.parent) for faces in context.faces.values()), None)


def _along(start: float, end: float, length: float, focus: float, align: float,
           keep: tuple[float, float] | None) -> tuple[float, float]:
    """The extent of something `length` long between two edges: by `align`, or, when longer, around its focus."""
    space = end - start
    near = start + (space - length) * align if length <= space else (
        start - length * photographs.begin(focus, space / length, keep or (focus, focus)))
    return near, near + length


def _require_kept(image: Image, crop: photographs.Crop, context: FitContext) -> None:
    """A finding where a crop cuts what the picture is to keep."""
    if photographs.cuts(crop, image.keep):
        context.findings.append(finding(
            KEEP, N_("on {format}, {file} is cut through what it is to keep"),
            N_("make the box of keep: smaller, or take a picture with more around it"), source=image.place,
            format=context.format.name, file=image.file.name))


def word_mark(image: Image, box: Box, context: FitContext, align: tuple[float, float]) -> Fitted:
    """A word mark made of pixels, whole.

    Raises:
        ValueError: the image is a drawing.
    """
    return photograph(image, box, context, whole=True, align=align, tint=_own_tint(image, context))


def photograph(image: Image, box: Box, context: FitContext, *, whole: bool, align: tuple[float, float],
               tint: tuple[Ink, Ink] | None = None) -> Fitted:
    """A picture of pixels: all of it, or cropped around its focus to fill the box.

    Raises:
        ValueError: the image is a drawing.
    """
    facts = image.facts
    if facts is None:
        raise ValueError(f"{image.file.name} has no pixels")
    context.findings.extend(facts.findings)
    if whole:
        box = _contained(facts.pixels, box, align)
    crop = photographs.crop_for(facts.pixels, image.focus, box.width / box.height, image.keep)
    _require_kept(image, crop, context)
    pixels = (round((crop[2] - crop[0]) * facts.pixels[0]), round((crop[3] - crop[1]) * facts.pixels[1]))
    mark = Picture(image.file, facts.sha256, box, crop, pixels, tint=tint, see_through=facts.has_alpha)
    return Fitted((Group((mark,), role="figure" if image.alt else "artifact", alt=image.alt),), box)


def placed_page(image: Image, box: Box, context: FitContext, *, whole: bool, align: tuple[float, float]) -> Fitted:
    """A page of a PDF: all of it, or cropped around its focus to fill the box.

    Raises:
        ValueError: the image is not a page.
    """
    facts = image.page
    if facts is None:
        raise ValueError(f"{image.file.name} is not a page")
    width, height = facts.size
    if whole:
        box = _contained((width, height), box, align)
    crop = photographs.crop_for((width, height), image.focus, box.width / box.height, image.keep)
    _require_kept(image, crop, context)
    x0, y0, x1, _ = crop
    scale = box.width / ((x1 - x0) * width)
    page_box = Box(0, 0, width * scale, height * scale).moved(box.x0 - x0 * width * scale, box.y0 - y0 * height * scale)
    mark = PlacedPage(image.file, facts.page, page_box)
    clip = None if box.grown(0.01).contains(page_box) else rectangle(box)
    return Fitted((Group((mark,), clip=clip, role="figure" if image.alt else "artifact", alt=image.alt),), box)


def _contained(pixels: tuple[float, float], box: Box, align: tuple[float, float]) -> Box:
    scale = min(box.width / pixels[0], box.height / pixels[1])
    width, height = pixels[0] * scale, pixels[1] * scale
    x, y = box.x0 + (box.width - width) * align[0], box.y0 + (box.height - height) * align[1]
    return Box(x, y, x + width, y + height)
