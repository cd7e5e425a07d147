"""Pictures and forms: `Do` and inline images (ISO 32000-1, 8.8 to 8.10)."""

from __future__ import annotations

from pressroom.pdf.bounds import MOST_PIXELS
from pressroom.pdf.errors import TooMuch
from pressroom.pdf.inline import full_keys
from pressroom.pdf.objects import Pdf, entry, name, number, numbers, rectangle, truth
from pressroom.pdf.spaces import Space, space_of
from pressroom.pdf.steps import step_of
from pressroom.pdf.syntax import Operand
from pressroom.preflight.walk.matrix import box_through, matrix_of, stretch
from pressroom.preflight.walk.painted import Enclosure, PaintedGroup, PaintedPicture
from pressroom.preflight.walk.paths import paint_pattern
from pressroom.preflight.walk.walker import Walker, operator, page_groups
from pressroom.records import replace


@operator("Do")
def _do(walker: Walker, operands: list[Operand]) -> None:
    resource = walker.resource("/XObject", operands[0])
    if resource is None:
        raise ValueError
    object_id = walker.resource_id("/XObject", operands[0])
    walker.forms[object_id] = resource
    layer = entry(resource, "/OC")
    step = step_of(layer)
    walker.layers += layer is not None and step is None
    walker.steps.append(step.label if step else "")
    try:
        if name(entry(resource, "/Subtype")) == "Image":
            _picture(walker, resource, None, object_id)
        elif name(entry(resource, "/Subtype")) == "Form":
            _form(walker, resource, object_id)
    finally:
        walker.steps.pop()


@operator("BI")
def _inline(walker: Walker, operands: list[Operand]) -> None:
    _picture(walker, full_keys(operands[0]), operands[1], -id(operands[1]))


def _form(walker: Walker, form: Pdf, object_id: int) -> None:
    matrix = walker.concatenate(matrix_of(numbers(entry(form, "/Matrix"))))
    corners = rectangle(entry(form, "/BBox"))
    box = walker.state.clipped(box_through(matrix, *corners) if corners else walker.state.clip)
    group, outer = page_groups(form), walker.state.settings
    if group is not None:
        walker.groups.append(PaintedGroup(box, group_space(walker, form, group)))
        isolated, knockout = truth(entry(group, "/I")) is True, truth(entry(group, "/K")) is True
        if isolated or knockout:
            walker.enclosures += 1
            walker.state.settings = replace(
                outer, groups=(*outer.groups, Enclosure(walker.enclosures, isolated, knockout)))
    try:
        walker.into(form, object_id, matrix, box)
    finally:
        walker.state.settings = outer


def group_space(walker: Walker, form: Pdf, group: Pdf) -> Space | None:
    """The space in which a form's group is blended; None when it states none."""
    space = entry(group, "/CS")
    return None if space is None else space_of(space, entry(form, "/Resources") or walker.resources)


def _picture(walker: Walker, stream: Pdf, content: bytes | None, object_id: int) -> None:
    state = walker.state
    across, down = stretch(state.matrix)
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
        # a JPEG 2000 picture may state its space in its own data
        space = space_of(stated, walker.resources) if stated is not None else Space("JPXDecode", "unknown", 0)
    bits = 1 if stencil else int(number(entry(stream, "/BitsPerComponent"), 8.0) or 8)
    box = state.clipped(box_through(state.matrix, 0.0, 0.0, 1.0, 1.0))
    walker.add(PaintedPicture(
        box, (width, height), min(resolutions, default=0.0), bits, space, state.fill if stencil else None, stream,
        content, object_id, state.settings))
    if stencil and state.fill.pattern is not None:
        paint_pattern(walker, state.fill, box)
