"""A file with fix-ups made and repaired: those of every repair, those asked for by name, and how they look."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import library, load
from pressroom.brief import Brief
from pressroom.build.other_files import brief_for
from pressroom.colour.profiles import read_profile
from pressroom.desk.file_editor import FixRequest
from pressroom.desk.fixing import applied, every
from pressroom.findings import Refused
from pressroom.preflight.proof import Proof
from pressroom.preflight.raster import NotRun
from pressroom.preflight.repair import Change, RepairedFile, RepairRequest, repair, require_same_look
from pressroom.records import replace

if TYPE_CHECKING:
    from PIL.Image import Image

# Greys by which black of RGB and black of K differ in PDFium, which shows the latter as 35, 31, 32.
_BLACKS = 48
_FONTS = (".ttf", ".otf")
_SMALL_TEXT = 12.0  # points; GWG 2022 R0009
_HEIGHT, _GAP, _MOST_SHOWN = 700, 20, 8  # pixels; pages


def fixes_for(root: Path, printer: str, bleed: float, fonts: Iterable[Path] = ()) -> FixRequest:
    """What fix-ups make a file for: the printer's condition and limits, where one is named.

    Args:
        root: the project's folder.
        printer: a preset; empty for none.
        bleed: points.
        fonts: folders of fonts beside the project's.

    Raises:
        Refused: there is no such printer.
    """
    at_hand = tuple(file for folder in (root / "assets" / "fonts", *fonts) for file in sorted(folder.rglob("*"))
                    if file.suffix.lower() in _FONTS and file.is_file())
    if not printer:
        return FixRequest(bleed=bleed, fonts=at_hand)
    brief, spec = brief_for(root, printer, None, ()), load.job(root).printers[printer]
    profile = read_profile(library.profile_file(root, spec.condition.profile)).content
    large = brief.limits.black_overprint_below
    return FixRequest(spec.condition.identifier, profile, bleed, min(large, _SMALL_TEXT), large, brief.limits.line,
                      at_hand)


def mended(content: bytes, names: Iterable[str], fixes: FixRequest, request: RepairRequest) -> RepairedFile:
    """The file with every safe fix-up made, those of these `names`, and repaired.

    Raises:
        Refused: there is no fix-up of a name, the file cannot be opened, or a page would look different.
    """
    safe = [each.name for each in every() if each.repairs]
    asked = [each for each in names if each not in safe]
    changes, left = list[Change](), list[Change]()
    for name in safe:
        content, made, leave = _safely(content, name, fixes)
        changes += made
        left += leave
    first = repair(content, request)  # boxes: a bleed is made around a trim
    content, made, leave = applied(first.content, asked, fixes)
    result = repair(content, request) if made else first
    again = () if result is first else tuple(each for each in result.changes if each not in first.changes)
    return replace(result, changes=(*changes, *first.changes, *made, *again),
                   unrepaired=(*left, *leave, *result.unrepaired))


def _safely(content: bytes, name: str, fixes: FixRequest) -> tuple[bytes, list[Change], list[Change]]:
    """The file with a fix-up made that changes no look, and what was changed and left; as it was, if that is not so."""
    try:
        fixed, made, left = applied(content, [name], fixes)
        if made:
            with closing(Proof(content, Brief(), [])) as before:
                require_same_look(before, fixed, most=_BLACKS if name == "black-text" else None)
    except Refused as refused:
        reason = refused.findings[0]
        return content, [], [Change(reason.message, reason.values)]
    return fixed if made else content, made, left


def before_and_after(before: bytes, after: bytes) -> bytes | None:
    """The pages that look different, side by side, as a PNG; None when all look the same.

    At most eight pages are shown.
    """
    from PIL import Image

    pairs = list(_differing(before, after))
    if not pairs:
        return None
    width = max(one.width + other.width for one, other in pairs) + 3 * _GAP
    whole = Image.new("RGB", (width, sum(max(one.height, other.height) + _GAP for one, other in pairs) + _GAP),
                      (226, 226, 226))
    top = _GAP
    for one, other in pairs:
        whole.paste(one, (_GAP, top))
        whole.paste(other, (2 * _GAP + one.width, top))
        top += max(one.height, other.height) + _GAP
    out = io.BytesIO()
    whole.save(out, "PNG", optimize=True)
    return out.getvalue()


def _differing(before: bytes, after: bytes) -> Iterator[tuple[Image, Image]]:
    from PIL import ImageChops

    with closing(Proof(before, Brief(), [])) as old, closing(Proof(after, Brief(), [])) as new:
        shown = 0
        for one, other in zip(old.pages, new.pages, strict=False):
            try:
                pictures = [page.renderer.picture(_HEIGHT / max(1.0, page.paper.height), page.paper)
                            for page in (one, other)]
            except NotRun:
                continue
            if pictures[0].size != pictures[1].size or ImageChops.difference(*pictures).getbbox():
                yield pictures[0], pictures[1]
                shown += 1
            if shown == _MOST_SHOWN:
                return
