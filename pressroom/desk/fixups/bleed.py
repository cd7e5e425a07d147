"""Bleed where a page ends at its trim: its edge mirrored outward, or stretched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.desk.file_editor import Editor, operand
from pressroom.desk.fixing import fixup
from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.pdf.content import instructions
from pressroom.pdf.objects import Stream, entry, name
from pressroom.preflight.page import Page
from pressroom.preflight.walk.painted import NOWHERE, Painted, PaintedPath, PaintedText, colours_of
from pressroom.preflight.walk.tracing import PAGE
from pressroom.sheet.geometry import Box

_BAND = 0.75  # points of the page's edge that are stretched
_UNINKED = 0.3  # of the size: what a line may have above and below its letters
_ENOUGH = 0.1  # points by which a bleed may be short
_NO_TRIM = N_("page {page}: no TrimBox; give its size with --trim")
_STATES = N_("page {page}: it restores more graphics states than it saves")
_PAINT = regex(rb"(?:f\*?|F|S|s|B\*?|b\*?)$")
Way = tuple[float, float]  # from a coordinate to its place: a factor, and what is added


@fixup("bleed-mirror", N_("a page without bleed gets one: its edge mirrored outward"))
def bleed_mirror(editor: Editor) -> None:
    """Mirror the page at its trim, as far as the bleed reaches."""
    _add(editor, N_("page {page}: bleed of {bleed} mm added, mirrored at the trim"), lambda edge, _side: (
        -1.0, 2 * edge))


@fixup("bleed-stretch", N_("a page without bleed gets one: its outermost band stretched outward"))
def bleed_stretch(editor: Editor) -> None:
    """Stretch the outermost band of the page over the bleed."""
    factor = editor.request.bleed / _BAND

    def way(edge: float, side: int) -> Way:
        return factor, edge - factor * (edge - side * _BAND)
    _add(editor, N_("page {page}: bleed of {bleed} mm added, its edge stretched"), way)


def _add(editor: Editor, says: str, way: Any) -> None:
    bleed = editor.request.bleed
    for page, leaf in zip(editor.proof.pages, editor.file.pages, strict=True):
        trim, why = page.corners("/TrimBox") or page.corners("/ArtBox"), _left(editor, page, bleed)
        if why or trim is None:
            editor.leave(why or _NO_TRIM, page=page.number)
        else:
            _extend(editor, page, leaf.obj, trim, way)
            editor.change(says, page=page.number, bleed=round(bleed * 25.4 / 72, 1))


def _left(editor: Editor, page: Page, bleed: float) -> str:
    """Why a page is left as it is; empty for one that needs a bleed and can get one."""
    if page.corners("/TrimBox") is None and page.corners("/ArtBox") is None:
        return _NO_TRIM
    if page.rotate:
        return N_("page {page}: a page that is rotated gets no bleed")
    beyond = any(_reaches(page, thing, _ENOUGH) for thing in page.walk.on_plates)
    touched = any(_reaches(page, thing, -_ENOUGH) for thing in page.walk.on_plates)
    if _bled(page, bleed) and (beyond or not touched):
        return N_("page {page}: it has its bleed already")
    if beyond:
        return N_("page {page}: something is drawn beyond its trim already: marks, or a bleed that is too narrow")
    return "" if _open_states(editor.content((page.number, PAGE))) is not None else _STATES


def _reaches(page: Page, thing: Painted, beyond: float) -> bool:
    """Whether something can be seen that far outside of the trim, in points."""
    colours = colours_of(thing)
    if thing.box == NOWHERE or (colours and all(colour.is_white for colour in colours)):
        return False
    seen = _inked(thing).overlap(page.paper)
    return seen is not None and not page.trim.contains(seen, beyond)


def _inked(thing: Painted) -> Box:
    """Where it may have ink: the box of a text is as high as the font's highest letter."""
    return thing.box.grown(-_UNINKED * thing.size) if isinstance(thing, PaintedText) else thing.box


def _open_states(content: bytes) -> int | None:
    """How many graphics states are saved at the end of a content; None where more are restored than were saved."""
    count = 0
    for operator, *_ in instructions(content):
        count += (operator == "q") - (operator == "Q")
        if count < 0:
            return None
    return count


def _bled(page: Page, bleed: float) -> bool:
    """Whether the paper reaches beyond the bleed, and the page says so."""
    box = page.corners("/BleedBox")
    trim = page.corners("/TrimBox") or page.corners("/ArtBox") or page.media
    return box is not None and min(trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3]) >= (
        bleed - _ENOUGH)


def _extend(editor: Editor, page: Page, leaf: Any, trim: tuple[float, float, float, float], way: Any) -> None:
    """Clip the page's own content to its trim, and draw its edge eight times around it, each time in another way."""
    import pikepdf

    bleed, source = editor.request.bleed, (page.number, PAGE)
    outer = (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)
    form = editor.file.make_stream(_edge_content(editor, page, bleed))
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([*page.media])
    # A copy: the page's own resources will name this form.
    form["/Resources"] = pikepdf.Dictionary(dict(editor.written_resources(source)))
    if "/XObject" in form["/Resources"]:
        form["/Resources"]["/XObject"] = pikepdf.Dictionary(dict(form["/Resources"]["/XObject"].items()))
    key = editor.named(source, "/XObject", "/Edge", form)
    assert key is not None
    content = editor.content(source)
    clip = b"q %b %b %b %b re W n" % tuple(map(operand, (trim[0], trim[1], trim[2] - trim[0], trim[3] - trim[1])))
    parts = [b"Q " * (_open_states(content) or 0) + b"Q /Artifact BMC"]
    for strip, (a, e), (d, f) in _strips(trim, outer, way):
        x0, y0, x1, y1 = map(operand, (strip[0], strip[1], strip[2] - strip[0], strip[3] - strip[1]))
        parts.append(b"q %b %b %b %b re W n %b 0 0 %b %b %b cm %b Do Q" % (
            x0, y0, x1, y1, operand(a), operand(d), operand(e), operand(f), key))
    editor.put(source, 0, 0, clip)
    editor.put(source, len(content), len(content), b"\n".join([*parts, b"EMC"]))
    media = tuple(pick(one, other) for pick, one, other in zip((min, min, max, max), page.media, outer, strict=True))
    for box_key, box in (("/MediaBox", media), ("/CropBox", media), ("/TrimBox", trim), ("/BleedBox", outer)):
        leaf[box_key] = pikepdf.Array([round(edge, 4) for edge in box])


def _edge_content(editor: Editor, page: Page, bleed: float) -> bytes:
    """A page's content without what does not reach its edge, and without words but for those that are cut.

    Words would be read twice, off the page; for the same reason its marks of structure are taken out.
    """
    source = (page.number, PAGE)
    inner, content = page.trim.grown(-bleed - _BAND), editor.content(source)
    own = [trace for each, trace in editor.streams.traces if each == source]
    inside = [trace for trace in own if _inside(trace.thing, page, inner)]
    kept = _objects_kept(content, [trace.start for trace in own if isinstance(trace.thing, PaintedText)
                                   and not _inside(trace.thing, page, inner)])
    edits = {(trace.start, trace.end): _PAINT.sub(b"n", content[trace.start:trace.end])
             if isinstance(trace.thing, PaintedPath) else b"" for trace in inside
             if not any(begin <= trace.start < stop for begin, stop in kept)}
    edits |= dict.fromkeys(_forms_inside(editor, page, content, inner), b"")
    edits |= dict.fromkeys(_structure_marks(content), b"")
    parts, at = [], 0
    for (start, end), new in sorted(edits.items()):
        if start >= at:
            parts += [content[at:start], b" ", new, b" "]
            at = end
    return b"".join([*parts, content[at:]])


def _structure_marks(content: bytes) -> Iterator[tuple[int, int]]:
    """Where marked content begins and ends that is no layer."""
    opened = list[bool]()
    for operator, operands, start, end in instructions(content):
        if operator in ("BMC", "BDC"):
            opened.append(operator == "BMC" or not operands or name(operands[0]) != "OC")
        if operator in ("MP", "DP") or (operator in ("BMC", "BDC") and opened[-1]) or (
                operator == "EMC" and opened and opened.pop()):
            yield start, end


def _forms_inside(editor: Editor, page: Page, content: bytes, inner: Box) -> Iterator[tuple[int, int]]:
    """Where forms are drawn of which nothing reaches the edge; forms that draw others are left in."""
    reaching = {stream for (_, stream), trace in editor.streams.traces if not _inside(trace.thing, page, inner)}
    calling = {stream for callers in editor.streams.callers.values() for _, stream in callers}
    resources = editor.resources((page.number, PAGE))
    for operator, operands, start, end in instructions(content):
        if operator == "Do" and operands:
            form = entry(resources, "/XObject", str(operands[0]))
            if (name(entry(form, "/Subtype")) == "Form" and isinstance(form, Stream)
                    and form.identity not in reaching | calling):
                yield start, end


def _inside(thing: Painted, page: Page, inner: Box) -> bool:
    """Whether it is not drawn in the bleed: it ends before the edge, or it is text that the trim does not cut."""
    return (page.trim if isinstance(thing, PaintedText) else inner).contains(_inked(thing))


def _objects_kept(content: bytes, shown: list[int]) -> list[tuple[int, int]]:
    """The text objects in which something at these places is shown: its place depends on all before it."""
    found, begin = list[tuple[int, int]](), 0
    for operator, _, start, end in instructions(content):
        if operator == "BT":
            begin = start
        elif operator == "ET" and any(begin <= at < end for at in shown):
            found.append((begin, end))
    return found


def _strips(trim: tuple[float, ...], outer: tuple[float, ...], way: Any) -> Iterator[
        tuple[tuple[float, float, float, float], Way, Way]]:
    """The eight fields around the trim, and how the page is drawn in each: across, and upward."""
    columns = [(outer[0], trim[0], way(trim[0], -1)), (trim[0], trim[2], (1.0, 0.0)),
               (trim[2], outer[2], way(trim[2], 1))]
    rows = [(outer[1], trim[1], way(trim[1], -1)), (trim[1], trim[3], (1.0, 0.0)), (trim[3], outer[3], way(trim[3], 1))]
    for left, right, across in columns:
        for bottom, top, upward in rows:
            if across != (1.0, 0.0) or upward != (1.0, 0.0):
                yield (left, bottom, right, top), across, upward
