"""Pictures of what was found: the place on the page with the area marked."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pressroom.findings import Finding
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.raster import NotRun
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm

MOST_PICTURES = 60
_AIR = mm(12)  # of page that is shown around an area
_WIDTH, _FINEST = 640, 4.0  # pixels across, pixels a point at most
_MARK = (214, 0, 60)


def pictures(proof: Proof, findings: Sequence[Finding]) -> dict[int, bytes]:
    """PNG pictures by the index of the finding; those without a place, and those that cannot be drawn, have none."""
    found: dict[int, bytes] = {}
    if proof.trouble:
        return found
    for index, item in enumerate(findings):
        if item.sheet is None or item.area is None or len(found) >= MOST_PICTURES:
            continue
        try:
            found[index] = _crop(proof.pages[item.sheet - 1], item.area)
        except (NotRun, ValueError, MemoryError, IndexError):
            continue
    return found


def _crop(page: Page, area: Box) -> bytes:
    from PIL import ImageDraw

    shown = area.grown(max(_AIR, 0.15 * max(area.width, area.height))).overlap(page.paper)
    if shown is None:  # off the paper: the page itself is shown
        shown = page.paper
    scale = min(_FINEST, _WIDTH / max(shown.width, shown.height))
    picture = page.renderer.picture(scale, shown)
    left, top = (area.x0 - shown.x0) * scale - 3, (area.y0 - shown.y0) * scale - 3
    right, bottom = (area.x1 - shown.x0) * scale + 3, (area.y1 - shown.y0) * scale + 3
    pen = ImageDraw.Draw(picture)
    for step, colour in ((0, _MARK), (1, _MARK), (2, _MARK), (3, (255, 255, 255))):
        pen.rectangle((left - step, top - step, max(left, right) + step, max(top, bottom) + step), outline=colour)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def heat_maps(proof: Proof) -> tuple[bytes, ...]:
    """A picture of the ink of each page, PNG; nothing where the plates were not made."""
    if not proof.brief.plates or proof.trouble:
        return ()
    try:
        return tuple(plates.heat for plates in proof.plates)
    except NotRun:
        return ()
