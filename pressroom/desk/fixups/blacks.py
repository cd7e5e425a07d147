"""Black text in K alone that overprints, and white that knocks out."""

from __future__ import annotations

from typing import Any

from pressroom.desk.file_editor import Editor, Source, operand
from pressroom.desk.fixing import fixup
from pressroom.findings import N_
from pressroom.pdf.content import instructions
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.painted import Painted, PaintedPath, PaintedText, Settings

_BLACK = 0.85  # the least K of a black: GWG 2022 R0015
_DEVICES = {"DeviceGray": b"g", "DeviceRGB": b"rg", "DeviceCMYK": b"k"}


@fixup("black-text", N_("black text in RGB, in grey or in several inks becomes K alone; small text overprints"),
       repairs=True)
def black_text(editor: Editor) -> None:
    """Set black text in K: RGB of zeros, grey of zero, and blacks of four inks; below the limit it overprints."""
    count = 0
    fills: dict[Source, dict[int, bytes]] = {}
    limit = editor.request.overprint_below
    for source, trace in editor.decided(lambda thing: _needs_black(thing, limit, editor.request.knock_out_from)):
        text = trace.thing
        assert isinstance(text, PaintedText)
        if source not in fills:
            fills[source] = fills_before(editor.content(source))
        back = fills[source].get(trace.start) or (_operator(text.fill) if text.fill else b"")
        if not back or trace.masking:
            editor.leave(N_("page {page}: black text whose colour is set elsewhere"),
                         page=editor.page_of(source).number)
            continue
        over = text.size < limit
        editor.around(source, trace, b"0 0 0 1 k " + state_operator(editor, source, fill=over, mode=1 if over else 0,
                                                                    stroke=over),
                      back + b" " + settings_operator(editor, source, text.settings))
        count += 1
    if count:
        editor.change(N_("{count} black {count|text|texts} set in K alone"), count=count)


def _needs_black(thing: Painted, small: float, large: float) -> bool:
    if not isinstance(thing, PaintedText) or thing.fill is None or thing.stroke is not None or thing.fill.pattern:
        return False
    if not is_black(thing.fill):
        return False
    settings, pure = thing.settings, thing.fill.space.family == "DeviceCMYK" and thing.fill.only_black
    overprints = settings.overprint_fill and settings.overprint_mode == 1
    return not pure or (thing.size < small and not overprints) or (thing.size >= large and overprints)


def is_black(colour: Colour) -> bool:
    """Whether a colour is meant as black: zeros of RGB or grey, or a black of several inks."""
    kind, parts = colour.space.kind, colour.parts
    if colour.space.family in ("Indexed", "Pattern"):
        return False
    if kind == "rgb":
        return len(parts) == 3 and max(parts) == 0
    if kind == "grey":
        return len(parts) == 1 and parts[0] == 0
    plates = colour.plates
    return kind == "cmyk" and plates is not None and (plates[3] >= 1 or (plates[3] >= _BLACK and sum(plates[:3]) > 0.5))


@fixup("white-knocks-out", N_("white that overprints, and would be lost, knocks out"))
def white_knocks_out(editor: Editor) -> None:
    """Switch overprint off where white is painted."""
    count = 0
    for source, trace in editor.decided(_white_overprints):
        assert isinstance(trace.thing, PaintedPath | PaintedText)
        editor.around(source, trace, state_operator(editor, source, fill=False, stroke=False, mode=0),
                      settings_operator(editor, source, trace.thing.settings))
        count += 1
    if count:
        editor.change(N_("{count} white object{count||s} no longer overprint{count|s|}"), count=count)


def _white_overprints(thing: Painted) -> bool:
    if not isinstance(thing, PaintedPath | PaintedText):
        return False
    fill = thing.fill is not None and thing.fill.is_white and thing.settings.overprint_fill
    return fill or (thing.stroke is not None and thing.stroke.is_white and thing.settings.overprint_stroke)


def state_operator(editor: Editor, source: Source, *, fill: bool, stroke: bool, mode: int) -> bytes:
    """The operator that sets overprint, and the resource that it needs."""
    import pikepdf

    value: Any = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, OP=stroke, op=fill, OPM=mode)
    return editor.named(source, "/ExtGState", f"/Fix{int(stroke)}{int(fill)}{mode}", value) + b" gs"


def settings_operator(editor: Editor, source: Source, settings: Settings) -> bytes:
    """The operator that sets overprint as it was."""
    return state_operator(editor, source, fill=settings.overprint_fill, stroke=settings.overprint_stroke,
                          mode=settings.overprint_mode)


def _operator(colour: Colour) -> bytes:
    """The operator that sets a fill of a device's space; empty for other spaces, whose name the stream knows alone."""
    name = _DEVICES.get(colour.space.family, b"")
    return b" ".join([*map(operand, colour.parts), name]) if name else b""


def fills_before(content: bytes) -> dict[int, bytes]:
    """By the start of each operator that shows text: the operators that set its fill in this very stream."""
    found: dict[int, bytes] = {}
    space, colour = b"", b""
    saved: list[tuple[bytes, bytes]] = []
    for operator, _, start, end in instructions(content):
        raw = content[start:end]
        if operator == "q":
            saved.append((space, colour))
        elif operator == "Q" and saved:
            space, colour = saved.pop()
        elif operator in ("g", "rg", "k"):
            space, colour = b"", raw
        elif operator == "cs":
            space, colour = raw, raw
        elif operator in ("sc", "scn"):
            colour = space + b" " + raw if space else b""
        elif operator in ("Tj", "TJ", "'", '"'):
            found[start] = colour
    return found
