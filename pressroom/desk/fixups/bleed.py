"""Bleed where a page ends at its trim: its edge mirrored outward, or stretched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.desk.file_editor import Editor, operand
from pressroom.desk.fixing import fixup
from pressroom.findings import N_
from pressroom.preflight.page import Page

_BAND = 0.75  # points of the page's edge that are stretched
_ENOUGH = 0.1  # points by which a bleed may be short
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
    form = editor.file.make_stream(editor.content((page.number, 0)))
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([*page.media])
    form["/Resources"] = leaf.get("/Resources", pikepdf.Dictionary())
    parts = []
    for strip, (a, e), (d, f) in _strips(trim, outer, way):
        x0, y0, x1, y1 = map(operand, (strip[0], strip[1], strip[2] - strip[0], strip[3] - strip[1]))
        parts.append(b"q %b %b %b %b re W n %b 0 0 %b %b %b cm /Page Do Q" % (
            x0, y0, x1, y1, operand(a), operand(d), operand(e), operand(f)))
    parts.append(b"q %b %b %b %b re W n /Page Do Q" % tuple(map(operand, (
        trim[0], trim[1], trim[2] - trim[0], trim[3] - trim[1]))))
    leaf["/Contents"] = editor.file.make_stream(b"\n".join(parts))
    leaf["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=form))
    media = tuple(pick(one, other) for pick, one, other in zip((min, min, max, max), page.media, outer, strict=True))
    for key, box in (("/MediaBox", media), ("/CropBox", media), ("/TrimBox", trim), ("/BleedBox", outer)):
        leaf[key] = pikepdf.Array([round(edge, 4) for edge in box])


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
