"""Black text in K alone that overprints, and white that knocks out."""

from __future__ import annotations

from typing import Any

from pressroom.desk.content_streams import Source
from pressroom.desk.file_editor import Editor, operand
from pressroom.desk.fixing import fixup
from pressroom.findings import N_
from pressroom.pdf.content import instructions
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.painted import Painted, PaintedPath, PaintedText, Settings
from pressroom.preflight.walk.tracing import Trace
from pressroom.records import dataclass

_BLACK = 0.85  # the least K of a black: GWG 2022 R0015
_Overprint = tuple[bool, bool, int]
"""Of the fill, of the stroke, and the mode."""
_DEVICES = {"DeviceGray": b"g", "DeviceRGB": b"rg", "DeviceCMYK": b"k"}


@dataclass(frozen=True, slots=True)
class _Black:
    """How a black text is set: whether it overprints, and the fill and the settings that follow it."""

    overprints: bool
    fill: bytes
    settings: _Overprint


@fixup("black-text", N_("black text in RGB, in grey or in several inks becomes K alone; small text overprints"),
       repairs=True)
def black_text(editor: Editor) -> None:
    """Set black text in K: RGB of zeros, grey of zero, and blacks of four inks; below the limit it overprints."""
    fills: dict[Source, dict[int, bytes]] = {}
    small, large = editor.request.overprint_below, editor.request.knock_out_from

    def decide(source: Source, trace: Trace) -> _Black | None:
        if not _needs_black(trace.thing, small, large):
            return None
        assert isinstance(trace.thing, PaintedText)
        if source not in fills:
            fills[source] = fills_before(editor.content(source))
        colour = trace.thing.fill
        back = fills[source].get(trace.start) or (_operator(colour) if colour else b"")
        return _Black(trace.thing.size < small, back, _overprint(trace.thing.settings))
    count = 0
    for source, trace, black in editor.decided(decide):
        before = _state_operator(editor, source, (black.overprints, black.overprints, int(black.overprints)))
        after = _state_operator(editor, source, black.settings)
        if not black.fill or not before or not after:
            editor.leave(N_("page {page}: black text whose colour is set elsewhere"),
                         page=editor.page_of(source).number)
            continue
        editor.around(source, trace, b"0 0 0 1 k " + before, black.fill + b" " + after)
        count += 1
    if count:
        editor.change(N_("{count} black {count|text|texts} set in K alone"), count=count)


def _needs_black(thing: Painted, small: float, large: float) -> bool:
    if not isinstance(thing, PaintedText) or thing.fill is None or thing.stroke is not None or thing.fill.pattern:
        return False
    if thing.face.kind == "Type3" or not is_black(thing.fill):  # glyphs that are drawings may set colours themselves
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
    for source, trace, settings in editor.decided(
            lambda _, trace: _around_white(trace.thing)):
        before, after = (_state_operator(editor, source, each) for each in settings)
        if before and after:
            editor.around(source, trace, before, after)
            count += 1
        else:
            editor.leave(N_("page {page}: a white object that overprints, in a drawing without resources of its own"),
                         page=editor.page_of(source).number)
    if count:
        editor.change(N_("{count} white object{count||s} no longer overprint{count|s|}"), count=count)


def _around_white(thing: Painted) -> tuple[_Overprint, _Overprint] | None:
    """The overprint that an object of white needs, and what it had; None for every other object."""
    if not isinstance(thing, PaintedPath | PaintedText):
        return None
    fill, stroke, mode = _overprint(thing.settings)
    white_fill, white_stroke = (colour is not None and colour.is_white for colour in (thing.fill, thing.stroke))
    if not (white_fill and fill) and not (white_stroke and stroke):
        return None
    return (fill and not white_fill, stroke and not white_stroke, mode), (fill, stroke, mode)


def _overprint(settings: Settings) -> _Overprint:
    return settings.overprint_fill, settings.overprint_stroke, settings.overprint_mode


def _state_operator(editor: Editor, source: Source, overprint: _Overprint) -> bytes:
    """The operator that sets overprint; empty where the resource that it needs has no place."""
    import pikepdf

    fill, stroke, mode = overprint
    value: Any = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, OP=stroke, op=fill, OPM=mode)
    key = editor.named(source, "/ExtGState", f"/Fix{int(stroke)}{int(fill)}{mode}", value)
    return key + b" gs" if key else b""


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
