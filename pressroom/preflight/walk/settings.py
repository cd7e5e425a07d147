"""Operators that set: graphics state, colour, marked content."""

from __future__ import annotations

from pressroom.pdf.objects import entry, items, name, number
from pressroom.pdf.spaces import Space, space_of
from pressroom.pdf.syntax import Operand
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.state import settings_after
from pressroom.preflight.walk.walker import Act, Walker, operator


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
    if (width := number(entry(graphics_state, "/LW"))) is not None:
        walker.state.width = width
    font = items(entry(graphics_state, "/Font"))
    if len(font) == 2:
        outer, walker.resources = walker.resources, {"/Font": {"/F": entry(graphics_state, "/Font")[0]}}
        walker.state.face, walker.state.size = walker.typeface("/F"), float(number(font[1], 0.0) or 0.0)
        walker.resources = outer


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


def _plain(field: str, space: Space) -> Act:
    """The action of `g`, `rg`, `k`, `G`, `RG` and `K`."""
    def act(walker: Walker, operands: list[Operand]) -> None:
        if len(operands) != space.parts:
            raise ValueError
        setattr(walker.state, field, Colour(space, tuple(float(each) for each in operands)))
    return act


for _fill_name, _stroke_name, _family in (("g", "G", "DeviceGray"), ("rg", "RG", "DeviceRGB"),
                                          ("k", "K", "DeviceCMYK")):
    operator(_fill_name)(_plain("fill", space_of(f"/{_family}", None)))
    operator(_stroke_name)(_plain("stroke", space_of(f"/{_family}", None)))


@operator("BDC")
def _marked(walker: Walker, operands: list[Operand]) -> None:
    walker.layers += bool(operands) and name(operands[0]) == "OC"
