"""Pictures as a browser shows them: made here from what was read, so that no file of somebody else reaches a page."""

from __future__ import annotations

import io
from pathlib import Path

from pressroom import files
from pressroom.artwork import drawings
from pressroom.artwork.drawings.plain_svg import plain_svg
from pressroom.cache import key
from pressroom.colour.profiles import read_profile
from pressroom.findings import Place
from pressroom.studio.pictures import Seen, path_of, seen
from pressroom.studio.workspace import Workspace
from pressroom.type.typefaces import Typefaces

SIDES = (320, 1200)
"""Pixels of the longer side: in a list, and on the page of the picture."""

_ENGINE = "studio picture 1"
_POINTS = 72.0


def view(workspace: Workspace, name: str, side: int) -> tuple[bytes, str]:
    """A picture and its media type; empty where it cannot be read.

    Raises:
        Refused: no picture has this name, or it changes while it is read.
    """
    path = path_of(workspace, name)
    what = seen(workspace, path)
    if what.kind == "drawing":
        return _drawing(workspace, path), "image/svg+xml"
    if not what.kind:
        return b"", ""
    stored_as = key(_ENGINE, what.facts.sha256 if what.facts else files.digest(path), side)
    kept = workspace.cache.get(stored_as)
    if kept is None:
        kept = _photograph(workspace, what, side) if what.facts else _page(path, what, side)
        workspace.cache.put(stored_as, kept)
    return kept, "image/jpeg"


def _photograph(workspace: Workspace, what: Seen, side: int) -> bytes:
    from pressroom.artwork.photographs.preview import preview  # lazy: most pictures are in the cache

    assert what.facts
    profile = workspace.job().screen_profile
    return preview(what.facts, side, read_profile(profile, Place(profile.relative_to(workspace.root))))


def _page(path: Path, what: Seen, side: int) -> bytes:
    """The first page of a PDF, drawn within bounds; empty where it cannot be."""
    from pressroom.preflight.guarded import renderer  # lazy: for PDF files alone
    from pressroom.preflight.raster import NotRun

    try:
        drawn = renderer(files.content(path))
        try:
            picture = drawn.sheet(0, side / max(*what.size, _POINTS))
        finally:
            drawn.close()
    except NotRun:
        return b""
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=85)
    return content.getvalue()


def _drawing(workspace: Workspace, path: Path) -> bytes:
    """A drawing written anew from its outlines: nothing else of its file is in it."""
    drawing = drawings.drawing(path, workspace.cache, None, Typefaces(workspace.root / "assets/fonts"))
    box = drawing.view_box
    return plain_svg(drawing, (box.width, box.height), "#17202e").encode()
