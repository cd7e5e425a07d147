"""Text state, positioning and showing (ISO 32000-1, 9.3 and 9.4)."""

from __future__ import annotations

from pressroom.pdf.objects import entry, items, name, numbers, stream_id
from pressroom.pdf.syntax import Operand
from pressroom.preflight.walk.matrix import IDENTITY, box_through, matrix_of, mean_stretch, stretch, times
from pressroom.preflight.walk.painted import PaintedText
from pressroom.preflight.walk.paths import paint_pattern
from pressroom.preflight.walk.typeface import Typeface
from pressroom.preflight.walk.walker import Act, Walker, operator

_NO_AREA = 0.01  # points: glyphs without width have a place all the same
_FIELDS = {"Tc": "spacing", "Tw": "word_spacing", "TL": "leading", "Ts": "rise"}


@operator("BT")
def _begin(walker: Walker, _: list[Operand]) -> None:
    walker.state.text_matrix = walker.state.line_matrix = IDENTITY


@operator("ET")
def _finish(_: Walker, __: list[Operand]) -> None:
    """A clip by text is ignored: what it hides counts as visible."""


def _setting(field: str) -> Act:
    def act(walker: Walker, operands: list[Operand]) -> None:
        setattr(walker.state, field, float(operands[0]))
    return act


for _operator, _field in _FIELDS.items():
    operator(_operator)(_setting(_field))


@operator("Tz")
def _scale(walker: Walker, operands: list[Operand]) -> None:
    walker.state.scale = float(operands[0]) / 100


@operator("Tr")
def _mode(walker: Walker, operands: list[Operand]) -> None:
    walker.state.mode = int(operands[0])


@operator("Tf")
def _font(walker: Walker, operands: list[Operand]) -> None:
    walker.state.face, walker.state.size = walker.typeface(operands[0]), float(operands[1])
    if walker.state.face is None:
        raise ValueError


@operator("Td")
def _step(walker: Walker, operands: list[Operand]) -> None:
    _next_line(walker, operands[0], operands[1])


@operator("TD")
def _step_and_lead(walker: Walker, operands: list[Operand]) -> None:
    walker.state.leading = -operands[1]
    _next_line(walker, operands[0], operands[1])


@operator("T*")
def _line(walker: Walker, _: list[Operand]) -> None:
    _next_line(walker, 0.0, -walker.state.leading)


@operator("Tm")
def _place(walker: Walker, operands: list[Operand]) -> None:
    a, b, c, d, e, f = (float(each) for each in operands[:6])
    walker.state.text_matrix = walker.state.line_matrix = (a, b, c, d, e, f)


@operator("Tj")
def _show(walker: Walker, operands: list[Operand]) -> None:
    _show_text(walker, [operands[0]])


@operator("'")
def _line_and_show(walker: Walker, operands: list[Operand]) -> None:
    _next_line(walker, 0.0, -walker.state.leading)
    _show_text(walker, [operands[0]])


@operator('"')
def _space_line_and_show(walker: Walker, operands: list[Operand]) -> None:
    walker.state.word_spacing, walker.state.spacing = float(operands[0]), float(operands[1])
    _line_and_show(walker, operands[2:])


@operator("TJ")
def _show_spaced(walker: Walker, operands: list[Operand]) -> None:
    _show_text(walker, operands[0])


def _next_line(walker: Walker, x: float, y: float) -> None:
    state = walker.state
    state.text_matrix = state.line_matrix = times((1.0, 0.0, 0.0, 1.0, x, y), state.line_matrix)


def _show_text(walker: Walker, parts: list[Operand]) -> None:
    state, face = walker.state, walker.state.face
    if face is None:
        raise ValueError
    string = b"".join(part for part in parts if isinstance(part, bytes))
    advance = _advance(walker, face, parts)
    on_page = times(state.text_matrix, state.matrix)
    descent, ascent = face.height
    around = box_through(on_page, 0.0, descent * state.size / 1000 + state.rise, advance,
                         ascent * state.size / 1000 + state.rise)
    box = state.clipped(around if around.width and around.height else around.grown(_NO_AREA))
    if string:
        walker.advance = 1000 * advance / (state.size * state.scale) if state.size and state.scale else 0.0
        fills, strokes = state.mode in (0, 2, 4, 6), state.mode in (1, 2, 5, 6)
        walker.add(PaintedText(box, face, string, abs(stretch(on_page)[1] * state.size),
                               state.fill if fills else None, state.stroke if strokes else None,
                               state.width * mean_stretch(state.matrix), state.mode, state.settings))
        for colour in (*([state.fill] if fills else ()), *([state.stroke] if strokes else ())):
            if colour.pattern is not None:
                paint_pattern(walker, colour, box)
        if face.kind == "Type3":
            _draw_glyphs(walker, face, string, shown=walker.shows(box))
    state.text_matrix = times((1.0, 0.0, 0.0, 1.0, advance, 0.0), state.text_matrix)


def _advance(walker: Walker, face: Typeface, parts: list[Operand]) -> float:
    state, total = walker.state, 0.0
    for part in parts:
        if isinstance(part, bytes):
            codes = face.codes(part)
            total += sum(map(face.width, codes)) / 1000 * state.size + len(codes) * state.spacing
            if state.word_spacing and not face.composite:
                total += part.count(32) * state.word_spacing
        else:
            total -= float(part) / 1000 * state.size
    return total * state.scale


def _draw_glyphs(walker: Walker, face: Typeface, string: bytes, *, shown: bool) -> None:
    """Walk the drawings of a Type 3 font once, where it is first shown."""
    if (id(face), shown) in walker.drawn_faces:
        return
    walker.drawn_faces.add((id(face), shown))
    own = matrix_of(numbers(entry(face.font, "/FontMatrix")), (0.001, 0.0, 0.0, 0.001, 0.0, 0.0))
    state = walker.state
    sized = times(own, times((state.size, 0.0, 0.0, state.size, 0.0, state.rise),
                             times(state.text_matrix, state.matrix)))
    names, code = {}, 0
    for each in items(entry(face.font, "/Encoding", "/Differences")):
        if isinstance(each, str):
            names[code], code = each, code + 1
        else:
            code = int(each)
    outer, walker.resources = walker.resources, entry(face.font, "/Resources") or walker.resources
    for glyph in {names[each] for each in string if each in names}:
        drawing = entry(face.font, "/CharProcs", f"/{name(glyph)}")
        if drawing is not None:
            walker.into(drawing, stream_id(drawing), sized)
    walker.resources = outer
