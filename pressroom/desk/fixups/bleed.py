"""Bleed where a page ends at its trim: its edge mirrored outward, or stretched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.desk.file_editor import Editor, operand
from pressroom.desk.fixing import fixup
from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.pdf.content import instructions
from pressroom.pdf.objects import entry, name, raw_entry
from pressroom.preflight.page import Page
from pressroom.preflight.walk.painted import Painted, PaintedPath, PaintedText
from pressroom.sheet.geometry import Box

_BAND = 0.75  # points of the page's edge that are stretched
_UNINKED = 0.3  # of the size: what a line may have above and below its letters
_ENOUGH = 0.1  # points by which a bleed may be short
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
        trim = page.corners("/TrimBox") or page.corners("/ArtBox")
        if trim is None:
            editor.leave(N_("page {page}: no TrimBox; give its size with --trim"), page=page.number)
        elif page.rotate or _bled(page, bleed):
            editor.leave(N_("page {page}: it has its bleed already") if not page.rotate else
                         N_("page {page}: a page that is rotated gets no bleed"), page=page.number)
        else:
            _extend(editor, page, leaf.obj, trim, way)
            editor.change(says, page=page.number, bleed=round(bleed * 25.4 / 72, 1))


def _bled(page: Page, bleed: float) -> bool:
    """Whether the paper reaches beyond the bleed, and the page says so."""
    box = page.corners("/BleedBox")
    trim = page.corners("/TrimBox") or page.corners("/ArtBox") or page.media
    return box is not None and min(trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3]) >= (
        bleed - _ENOUGH)


def _extend(editor: Editor, page: Page, leaf: Any, trim: tuple[float, float, float, float], way: Any) -> None:
    """Draw the page's content as a form: nine times, in the middle as it was, around it in another way."""
    import pikepdf

    bleed = editor.request.bleed
    outer = (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)
    form = editor.file.make_stream(_edge_content(editor, page, bleed))
    whole = editor.file.make_stream(editor.content((page.number, 0)))
    for each in (form, whole):
        each["/Type"], each["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        each["/BBox"] = pikepdf.Array([*page.media])
        each["/Resources"] = leaf.get("/Resources", pikepdf.Dictionary())
    parts = []
    for strip, (a, e), (d, f) in _strips(trim, outer, way):
        x0, y0, x1, y1 = map(operand, (strip[0], strip[1], strip[2] - strip[0], strip[3] - strip[1]))
        parts.append(b"q %b %b %b %b re W n %b 0 0 %b %b %b cm /Edge Do Q" % (
            x0, y0, x1, y1, operand(a), operand(d), operand(e), operand(f)))
    parts.append(b"q %b %b %b %b re W n /Page Do Q" % tuple(map(operand, (
        trim[0], trim[1], trim[2] - trim[0], trim[3] - trim[1]))))
    leaf["/Contents"] = editor.file.make_stream(b"\n".join(parts))
    leaf["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=whole, Edge=form))
    media = tuple(pick(one, other) for pick, one, other in zip((min, min, max, max), page.media, outer, strict=True))
    for key, box in (("/MediaBox", media), ("/CropBox", media), ("/TrimBox", trim), ("/BleedBox", outer)):
        leaf[key] = pikepdf.Array([round(edge, 4) for edge in box])


def _edge_content(editor: Editor, page: Page, bleed: float) -> bytes:
    """A page's content without what does not reach its edge, and without words but for those that are cut.

    Words would be read twice, off the page.
    """
    inner, content = page.trim.grown(-bleed - _BAND), editor.content((page.number, 0))
    own = [trace for source, trace in editor.traces() if source == (page.number, 0)]
    inside = [trace for trace in own if _inside(trace.thing, page, inner)]
    kept = _objects_kept(content, [trace.start for trace in own if isinstance(trace.thing, PaintedText)
                                   and not _inside(trace.thing, page, inner)])
    edits = {(trace.start, trace.end): _PAINT.sub(b"n", content[trace.start:trace.end])
             if isinstance(trace.thing, PaintedPath) else b"" for trace in inside}
    edits |= dict.fromkeys(_forms_inside(editor, page, content, inner), b"")
    parts, at = [], 0
    for (start, end), new in sorted(edits.items()):
        if start >= at and not any(begin <= start < stop for begin, stop in kept):
            parts += [content[at:start], new]
            at = end
    return b"".join([*parts, content[at:]])


def _forms_inside(editor: Editor, page: Page, content: bytes, inner: Box) -> Iterator[tuple[int, int]]:
    """Where forms are drawn of which nothing reaches the edge; forms that draw others are left in."""
    reaching = {source[1] for source, trace in editor.traces()
                if not _inside(trace.thing, page, inner)}
    resources = editor.resources((page.number, 0))
    for operator, operands, start, end in instructions(content):
        if operator == "Do" and operands:
            form = raw_entry(entry(resources, "/XObject"), str(operands[0]))
            if (name(entry(form, "/Subtype")) == "Form" and not entry(form, "/Resources", "/XObject")
                    and getattr(form, "idnum", 0) not in reaching):
                yield start, end


def _inside(thing: Painted, page: Page, inner: Box) -> bool:
    """Whether it is not drawn in the bleed: it ends before the edge, or it is text that the trim does not cut."""
    box = thing.box
    if isinstance(thing, PaintedText):  # its box is as high as the font's highest letter
        box, inner = box.grown(-_UNINKED * thing.size), page.trim
    return box.x0 >= inner.x0 and box.y0 >= inner.y0 and box.x1 <= inner.x1 and box.y1 <= inner.y1


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
