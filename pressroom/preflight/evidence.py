"""Pictures of findings: the place on the page with the area marked."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pressroom.findings import Finding
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.raster import NotRun
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm

MOST_PICTURES = 60
_AROUND = mm(12)  # of the page around an area
_WIDTH, _FINEST = 640, 4.0  # pixels across, pixels a point at most
_MARK = (214, 0, 60)


def pictures(proof: Proof, findings: Sequence[Finding]) -> dict[int, bytes]:
    """PNG pictures by the index of the finding; findings without a place, or that cannot be drawn, have none."""
    images: dict[int, bytes] = {}
    if proof.trouble:
        return images
    for index, item in enumerate(findings):
        if item.sheet is None or item.area is None or len(images) >= MOST_PICTURES:
            continue
        try:
            images[index] = _crop(proof.pages[item.sheet - 1], item.area)
        except (NotRun, ValueError, MemoryError, IndexError):
            continue
    return images


def _crop(page: Page, area: Box) -> bytes:
    from PIL import ImageDraw

    view = area.grown(max(_AROUND, 0.15 * max(area.width, area.height))).overlap(page.paper)
    if view is None:  # the area is off the paper
        view = page.paper
    scale = min(_FINEST, _WIDTH / max(view.width, view.height))
    picture = page.renderer.picture(scale, view)
    left, top = (area.x0 - view.x0) * scale - 3, (area.y0 - view.y0) * scale - 3
    right, bottom = (area.x1 - view.x0) * scale + 3, (area.y1 - view.y0) * scale + 3
    draw = ImageDraw.Draw(picture)
    for step, colour in ((0, _MARK), (1, _MARK), (2, _MARK), (3, (255, 255, 255))):
        draw.rectangle((left - step, top - step, max(left, right) + step, max(top, bottom) + step), outline=colour)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def heat_maps(proof: Proof) -> tuple[bytes, ...]:
    """A picture of the ink of each page, PNG; empty when the plates were not made."""
    if not proof.brief.plates or proof.trouble:
        return ()
    try:
        return tuple(plates.heat for plates in proof.plates)
    except NotRun:
        return ()
