"""The boxes of a page, and what it has from its ancestors."""

from __future__ import annotations

from typing import Any

from pressroom.artwork.placed_pages.scanning import Unreadable
from pressroom.findings import N_

Corners = tuple[float, float, float, float]

_DEEPEST = 60
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")


def inherited(page: Any, key: str) -> Any:
    """A page's own entry, or its ancestors'."""
    node = page
    for _ in range(_DEEPEST):
        if key in node:
            return node.raw_get(key) if key == "/Resources" else node[key]
        parent = node.get("/Parent")
        if parent is None:
            return None
        node = parent.get_object()
    return None


def boxes_of(page: Any) -> dict[str, Corners]:
    """Every page box; one that is absent is the next larger (ISO 32000-1, 14.11.2), and none is larger than the paper.

    An art box stands in for a trim box, as PDF/X allows either.

    Raises:
        Unreadable: it has none.
    """
    found: dict[str, Corners] = {}
    for key in _BOXES:
        given = inherited(page, key) if key in ("/MediaBox", "/CropBox") else page.get(key)
        edges = [float(edge.get_object()) for edge in given.get_object()] if given is not None else []
        if len(edges) == 4:
            x0, x1 = sorted((edges[0], edges[2]))
            y0, y1 = sorted((edges[1], edges[3]))
            if x1 > x0 and y1 > y0 and max(map(abs, edges)) < 1e6:
                found[key] = (x0, y0, x1, y1)
    if "/MediaBox" not in found:
        raise Unreadable(N_("a page has no size"))
    media = found["/MediaBox"]
    crop = _within(found.get("/CropBox", media), media)
    trim = _within(found.get("/TrimBox") or found.get("/ArtBox") or crop, media)
    return {"/MediaBox": media, "/TrimBox": trim, "/BleedBox": _within(found.get("/BleedBox", trim), media)}


def _within(box: Corners, media: Corners) -> Corners:
    inner = (max(box[0], media[0]), max(box[1], media[1]), min(box[2], media[2]), min(box[3], media[3]))
    return inner if inner[2] > inner[0] and inner[3] > inner[1] else media
