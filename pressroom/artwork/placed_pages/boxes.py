"""The boxes of a page."""

from __future__ import annotations

from pressroom.findings import N_
from pressroom.pdf.errors import Unreadable
from pressroom.pdf.objects import entry, rectangle
from pressroom.pdf.pages import Leaf

Corners = tuple[float, float, float, float]

_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_FARTHEST = 1e6  # points



def boxes_of(page: Leaf) -> dict[str, Corners]:
    """Every page box; an absent one equals the next larger (ISO 32000-1, 14.11.2), and none exceeds the media box.

    Without a trim box the art box counts, as PDF/X allows either.

    Raises:
        Unreadable: the page has no media box.
    """
    boxes: dict[str, Corners] = {}
    for key in _BOXES:
        edges = rectangle(page.inherited.get(key) if key in ("/MediaBox", "/CropBox") else entry(page.entries, key))
        if edges is not None and max(map(abs, edges)) < _FARTHEST:
            boxes[key] = edges
    if "/MediaBox" not in boxes:
        raise Unreadable(N_("a page has no size"))
    media = boxes["/MediaBox"]
    crop = _within(boxes.get("/CropBox", media), media)
    trim = _within(boxes.get("/TrimBox") or boxes.get("/ArtBox") or crop, media)
    return {"/MediaBox": media, "/TrimBox": trim, "/BleedBox": _within(boxes.get("/BleedBox", trim), media)}


def _within(box: Corners, media: Corners) -> Corners:
    inner = (max(box[0], media[0]), max(box[1], media[1]), min(box[2], media[2]), min(box[3], media[3]))
    return inner if inner[2] > inner[0] and inner[3] > inner[1] else media
