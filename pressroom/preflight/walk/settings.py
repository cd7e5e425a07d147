"""Operators that set: graphics state, colour, marked content."""

from __future__ import annotations

from copy import copy

from pressroom.findings import N_
from pressroom.pdf.objects import Pdf, entry, entry_id, is_stream, items, name, number, numbers, rectangle
from pressroom.pdf.spaces import space_of
from pressroom.pdf.steps import step_of
from pressroom.pdf.syntax import Operand
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.matrix import box_through, matrix_of
from pressroom.preflight.walk.painted import NOWHERE, PaintedGroup, Settings
from pressroom.preflight.walk.pictures import group_space
from pressroom.preflight.walk.state import settings_after
from pressroom.preflight.walk.walker import Act, Walker, operator, page_groups


@operator("q")
def _save(walker: Walker, _: list[Operand]) -> None:
    walker.save()


@operator("Q")
def _restore(walker: Walker, _: list[Operand]) -> None:
    walker.restore()


@operator("cm")
def _concatenate(walker: Walker, operands: list[Operand]) -> None:
    a, b, c, d, e, f = (float(each) for each in operands[:6])
    walker.state.matrix = walker.concatenate((a, b, c, d, e, f))


@operator("w")
def _width(walker: Walker, operands: list[Operand]) -> None:
    walker.state.width = abs(float(operands[0]))


@operator("gs")
def _state(walker: Walker, operands: list[Operand]) -> None:
    graphics_state = walker.resource("/ExtGState", operands[0])
    if not isinstance(graphics_state, dict):
        raise ValueError
    walker.states[walker.resource_id("/ExtGState", operands[0])] = graphics_state
    walker.state.settings = settings_after(walker.state.settings, graphics_state)
    mask = entry(graphics_state, "/SMask")
    if isinstance(mask, dict):
        _draw_mask(walker, mask)
    if (width := number(entry(graphics_state, "/LW"))) is not None:
        walker.state.width = width
    font = items(entry(graphics_state, "/Font"))
    if len(font) == 2:
        outer, walker.resources = walker.resources, {"/Font": {"/F": entry(graphics_state, "/Font")[0]}}
        walker.state.face, walker.state.size = walker.typeface("/F"), float(number(font[1], 0.0) or 0.0)
        walker.resources = outer


def _draw_mask(walker: Walker, mask: Pdf) -> None:
    """Walk the form that draws a soft mask, once: it is on no plate, but its fonts and pictures are read."""
    form, object_id = entry(mask, "/G"), entry_id(mask, "/G")
    if not is_stream(form):
        walker.damage[N_("a soft mask that is not drawn"), NOWHERE] = None
        return
    corners, group = rectangle(entry(form, "/BBox")), page_groups(form)
    matrix = walker.concatenate(matrix_of(numbers(entry(form, "/Matrix"))))
    box = box_through(matrix, *corners) if corners else walker.paper
    if (object_id, walker.shows(box)) in walker.drawn_masks:
        return
    walker.drawn_masks.add((object_id, walker.shows(box)))
    if group is not None:
        walker.masks.append(PaintedGroup(box, group_space(walker, form, group)))
    outer = copy(walker.state)
    walker.state.clip, walker.state.settings = None, Settings()
    try:
        with walker.into_list(walker.masking):
            walker.into(form, object_id, matrix, box)
    finally:
        walker.state = outer


def _initial_colour(walker: Walker, operands: list[Operand]) -> Colour:
    space = space_of(operands[0], walker.resources)
    return Colour(space, space.start)


def _parts(before: Colour, walker: Walker, operands: list[Operand]) -> Colour:
    parts = tuple(float(each) for each in operands if isinstance(each, float))
    if operands and isinstance(operands[-1], str):
        return Colour(before.space, parts, pattern=walker.resource("/Pattern", operands[-1]))
    if len(parts) != before.space.parts and before.space.kind != "unknown":
        raise ValueError
    return Colour(before.space, parts)


@operator("cs")
def _fill_space(walker: Walker, operands: list[Operand]) -> None:
    walker.state.fill = _initial_colour(walker, operands)


@operator("CS")
def _stroke_space(walker: Walker, operands: list[Operand]) -> None:
    walker.state.stroke = _initial_colour(walker, operands)


@operator("sc", "scn")
def _fill_parts(walker: Walker, operands: list[Operand]) -> None:
    walker.state.fill = _parts(walker.state.fill, walker, operands)


@operator("SC", "SCN")
def _stroke_parts(walker: Walker, operands: list[Operand]) -> None:
    walker.state.stroke = _parts(walker.state.stroke, walker, operands)


def _plain(field: str, family: str) -> Act:
    """The action of `g`, `rg`, `k`, `G`, `RG` and `K`."""
    def act(walker: Walker, operands: list[Operand]) -> None:
        space = walker.device(family)
        if len(operands) != space.parts:
            raise ValueError
        setattr(walker.state, field, Colour(space, tuple(float(each) for each in operands)))
    return act


for _fill_name, _stroke_name, _family in (("g", "G", "DeviceGray"), ("rg", "RG", "DeviceRGB"),
                                          ("k", "K", "DeviceCMYK")):
    operator(_fill_name)(_plain("fill", _family))
    operator(_stroke_name)(_plain("stroke", _family))


@operator("BMC")
def _begin(walker: Walker, _: list[Operand]) -> None:
    walker.steps.append("")


@operator("BDC")
def _marked(walker: Walker, operands: list[Operand]) -> None:
    layer = bool(operands) and name(operands[0]) == "OC"
    step = step_of(walker.resource("/Properties", operands[-1])) if layer else None
    walker.steps.append(step.label if step else "")
    walker.layers += layer and step is None


@operator("EMC")
def _end(walker: Walker, _: list[Operand]) -> None:
    if walker.steps:
        walker.steps.pop()
