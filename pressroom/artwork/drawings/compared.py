"""Outlines held against what resvg, an independent renderer, draws from the same file.

Both are drawn by resvg at the same size: the file as it is, and the outlines as plain paths. What remains is how the
file was read: a shape that was lost, an arc that was left out, a wedge that a stroke does not have.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.artwork.drawings.art import Drawing
from pressroom.artwork.drawings.plain_svg import plain_svg
from pressroom.artwork.drawings.rules import DIFFERS
from pressroom.findings import N_, Place, Refused, compared, finding
from pressroom.patterns import regex
from pressroom.records import replace

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 300
"""Pixels of the longer side at which drawings are compared."""
_LARGER = 4  # times that they are drawn, and reduced, where the first picture differs: by lines thinner than a pixel
MOST_DIFFERENT = 0.005
"""Of the drawing's ink area."""
_MANY = 20_000
"""Lines and curves from which a drawing is first drawn at twice the size without softened edges, in a quarter of the
time; where that differs, the softened picture decides."""
_LEVELS = 24  # of 255, by which a pixel may leave the range of its neighbours: rounding of edges and colours
_FAINT = 8  # of 255; what is fainter is none
_ATTRIBUTE = regex(r"""\s(?:width|height|x|y|preserveAspectRatio|viewBox)\s*=\s*(?:"[^"]*"|'[^']*')""")
_ROOT = regex(r"""<(?:[\w.-]+:)?svg(?=[\s>/])(?:[^"'>]|"[^"]*"|'[^']*')*>""")
# What may stand before the root: the declaration, comments, instructions, and a document type with its own brackets.
_PROLOGUE = regex(r"""(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>"']|"[^"]*"|'[^']*'|\[.*?\]\s*(?=>))*>)*+""",
                  re.DOTALL)
_DECLARED = regex(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']""")


def held(content: bytes, drawing: Drawing, fonts: Sequence[Path] = ()) -> Drawing:
    """The drawing, as one that was compared; `fonts` are the files of its words.

    Raises:
        Refused: it differs.
    """
    try:
        share = difference(content, drawing, fonts)
    except ValueError as fault:
        raise Refused([finding(DIFFERS, N_("an independent renderer cannot draw the drawing: {reason}"),
                               source=Place(drawing.file), reason=str(fault)[:200])]) from None
    if share <= MOST_DIFFERENT:
        return replace(drawing, compared=True)
    measured, limit = compared(share * 100, MOST_DIFFERENT * 100, 1)
    raise Refused([finding(
        DIFFERS, N_("an independent renderer draws {share} % of the drawing's ink differently, more than {most} %"),
        N_("export the drawing again with simple filled paths"), source=Place(drawing.file), measured=measured,
        limit=limit, share=f"{measured:g}", most=f"{limit:g}")])


def difference(content: bytes, drawing: Drawing, fonts: Sequence[Path] = ()) -> float:
    """How much of the ink area differs between an SVG's bytes and the outlines that were made of them, 0 to 1 and more.

    A pixel differs where it is lighter or darker than all pixels around the same place in the other picture.

    Raises:
        ValueError: the renderer cannot draw the file.
    """
    text = _text(content)
    many = sum(len(shape.path) for shape in drawing.shapes) > _MANY
    share = _share(text, drawing, 2, fonts, crisp=True) if many else _share(text, drawing, 1, fonts)
    return share if share <= MOST_DIFFERENT else _share(text, drawing, _LARGER, fonts)


def _share(text: str, drawing: Drawing, larger: int, fonts: Sequence[Path], *, crisp: bool = False) -> float:
    """The same for pictures that are drawn so many times larger, and reduced."""
    view = drawing.view_box
    longer = max(view.width, view.height)
    width, height = (max(round(length / longer * SIDE), 1) * larger for length in (view.width, view.height))
    theirs, ours = (_rendered(svg, fonts, crisp=crisp) for svg in (_sized(text, drawing, width, height),
                                                      plain_svg(drawing, (width, height))))
    return _apart(theirs.reduce(larger), ours.reduce(larger))


def _text(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    declared = _DECLARED.match(content[:200])
    return content.decode(declared[1].decode() if declared else "utf-8-sig", "replace").removeprefix("\ufeff")


def _sized(text: str, drawing: Drawing, width: int, height: int) -> str:
    """The file at a size: its root's own size, of whatever unit and ratio, would leave margins around the view box."""
    prologue = _PROLOGUE.match(text)
    match = _ROOT.match(text, prologue.end() if prologue else 0)
    if match is None:
        raise ValueError("no root element")
    view = drawing.view_box
    head = _ATTRIBUTE.sub("", match[0])
    at = re.match(r"<[\w.:-]+", head)
    assert at is not None
    space = "" if "xmlns" in head else ' xmlns="http://www.w3.org/2000/svg"'
    head = (f'{at[0]}{space} width="{width}" height="{height}" preserveAspectRatio="none" '
            f'viewBox="{view.x0!r} {view.y0!r} {view.width!r} {view.height!r}"{head[at.end():]}')
    return text[:match.start()] + head + text[match.end():]


def _rendered(svg: str, fonts: Sequence[Path], *, crisp: bool = False) -> Image:
    """The picture, colours multiplied by their opacity; `crisp` without softened edges.

    Raises:
        ValueError: see there.
    """
    from PIL import Image  # lazy: only new drawings are compared
    from resvg_py import svg_to_bytes  # lazy: as above
    try:
        content = svg_to_bytes(svg_string=svg, skip_system_fonts=True, dpi=96,
                               shape_rendering="crisp_edges" if crisp else "geometric_precision",
                               font_files=[str(font) for font in fonts] or None)
    except BaseException as fault:
        if isinstance(fault, ValueError) or type(fault).__name__ == "PanicException":
            raise ValueError(str(fault)) from None
        raise
    return Image.open(io.BytesIO(content)).convert("RGBA").convert("RGBa")


def _apart(one: Image, other: Image) -> float:
    from PIL import ImageChops
    if one.size != other.size:
        return 1.0
    excess = None
    for first, second in zip(one.split(), other.split(), strict=True):
        for here, there in ((first, second), (second, first)):
            beyond = _beyond(here, there)
            excess = beyond if excess is None else ImageChops.lighter(excess, beyond)
    alone = ImageChops.lighter(_alone(one, other), _alone(other, one))
    assert excess is not None
    different = sum(ImageChops.lighter(excess, alone).histogram()[_LEVELS:])
    ink = max(_sum(one), _sum(other), 1.0)
    return different / ink


def _beyond(here: Image, there: Image) -> Image:
    """By how much each pixel is lighter or darker than all those around the same place in the other picture."""
    from PIL import ImageChops, ImageFilter
    # Renderers agree on the ink of lines thinner than a pixel, and not on its share in each pixel.
    here, there = here.filter(ImageFilter.BoxBlur(1)), there.filter(ImageFilter.BoxBlur(1))
    above = ImageChops.subtract(here, there.filter(ImageFilter.MaxFilter(3)))
    below = ImageChops.subtract(there.filter(ImageFilter.MinFilter(3)), here)
    return ImageChops.lighter(above, below)


def _alone(here: Image, there: Image) -> Image:
    """Where there is ink, and none around the same place in the other picture: of lines thinner than a pixel, too."""
    from PIL import ImageChops, ImageFilter
    ink = here.getchannel("a").point(lambda level: 255 if level >= _FAINT else 0)
    around = there.getchannel("a").filter(ImageFilter.MaxFilter(3)).point(lambda level: 255 if level else 0)
    return ImageChops.subtract(ink, around)


def _sum(picture: Image) -> float:
    """Of the coverage of its pixels, 1 for a full one."""
    return sum(level * count for level, count in enumerate(picture.getchannel("a").histogram())) / 255
