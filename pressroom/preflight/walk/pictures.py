"""Pictures and forms: `Do` and inline images (ISO 32000-1, 8.8 to 8.10)."""

from __future__ import annotations

from pressroom.pdf.bounds import MOST_PIXELS
from pressroom.pdf.errors import TooMuch
from pressroom.pdf.inline import full_keys
from pressroom.pdf.objects import Pdf, entry, name, number, numbers, rectangle, truth
from pressroom.pdf.spaces import Space, space_of
from pressroom.pdf.syntax import Operand
from pressroom.preflight.walk.matrix import IDENTITY, Matrix, box_through, stretch, times
from pressroom.preflight.walk.painted import PaintedGroup, PaintedPicture
from pressroom.preflight.walk.walker import Walker, operator, page_groups


@operator("Do")
def _do(walker: Walker, operands: list[Operand]) -> None:
    found = walker.resource("/XObject", operands[0])
    if found is None:
        raise ValueError
    mark = walker.resource_mark("/XObject", operands[0])
    walker.forms[mark] = found
    walker.layers += entry(found, "/OC") is not None
    if name(entry(found, "/Subtype")) == "Image":
        _picture(walker, found, None, mark)
    elif name(entry(found, "/Subtype")) == "Form":
        _form(walker, found, mark)


@operator("BI")
def _inline(walker: Walker, operands: list[Operand]) -> None:
    _picture(walker, full_keys(operands[0]), operands[1], -id(operands[1]))


def _form(walker: Walker, form: Pdf, mark: int) -> None:
    found = numbers(entry(form, "/Matrix"))
    own: Matrix = (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else IDENTITY
    matrix = walker.concatenate(own)
    corners = rectangle(entry(form, "/BBox"))
    box = walker.state.clipped(box_through(matrix, *corners) if corners else walker.state.clip)
    group = page_groups(form)
    if group is not None:
        space = entry(group, "/CS")
        walker.groups.append(PaintedGroup(box, None if space is None else space_of(
            space, entry(form, "/Resources") or walker.resources)))
    walker.into(form, mark, matrix, box)


def _picture(walker: Walker, stream: Pdf, content: bytes | None, mark: int) -> None:
    state = walker.state
    across, down = stretch(times(IDENTITY, state.matrix))
    width = int(number(entry(stream, "/Width"), 0.0) or 0)
    height = int(number(entry(stream, "/Height"), 0.0) or 0)
    mask = entry(stream, "/SMask")
    masked = (number(entry(mask, "/Width"), 0.0) or 0) * (number(entry(mask, "/Height"), 0.0) or 0)
    if max(width * height, masked) > MOST_PIXELS:
        raise TooMuch(f"a picture of {width} x {height} pixels")
    resolutions = [pixels * 72 / length for pixels, length in ((width, across), (height, down)) if length > 0]
    stencil = truth(entry(stream, "/ImageMask")) is True
    space: Space | None = None
    stated = entry(stream, "/ColorSpace")
    if not stencil:
        # a JPEG 2000 picture may leave its space to itself
        space = space_of(stated, walker.resources) if stated is not None else Space("JPXDecode", "unknown", 0)
    bits = 1 if stencil else int(number(entry(stream, "/BitsPerComponent"), 8.0) or 8)
    walker.add(PaintedPicture(
        state.clipped(box_through(state.matrix, 0.0, 0.0, 1.0, 1.0)), (width, height),
        min(resolutions, default=0.0), bits, space, state.fill if stencil else None, stream, content, mark,
        state.settings))
