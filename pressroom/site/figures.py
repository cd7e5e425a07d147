"""The pictures of press releases for the page: drawn as the release shows them, whatever they were made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressroom import prose, resolve
from pressroom.build import fingerprint
from pressroom.cache import Cache, key
from pressroom.marks import Group, Mark, Sheet
from pressroom.records import replace
from pressroom.site.offers import Offer
from pressroom.site.pictures import LARGE_WIDTH, MOST_BYTES, Picture, unpacked, webp
from pressroom.stages import Fit, Job, Piece

_ENGINE = "site figure 1"
_PPI = 220  # as many pixels as the members' edition has


def figures_of(job: Job, offer: Offer, cache: Cache) -> dict[str, Picture]:
    """The pictures of a release by their names under `pictures:`."""
    if not getattr(offer.spec, "pictures", None):
        return {}
    piece = resolve.piece(job, resolve.Choice(offer.name, "A4", "members", job.campaign.printer), cache)
    names = [block.name for block in piece.blocks if isinstance(block, prose.Figure)]
    digests = {name: key(_ENGINE, fingerprint.of_piece(piece), name) for name in names}
    stored = {name: cache.get(digest) for name, digest in digests.items()}
    if not all(stored.values()):
        stored = dict(zip(names, _drawn(piece, cache), strict=True))
        for name, content in stored.items():
            cache.put(digests[name], content or b"")
    return {name: unpacked(content, f"{offer.name}-{name}-{digests[name][:10]}")
            for name, content in stored.items() if content}


def _drawn(piece: Piece, cache: Cache) -> Iterator[bytes]:
    """What `webp` makes of each picture of the text, in its order."""
    from pressroom.fit import fit

    for sheet in fit(piece, cache).sheets:
        for group in _illustrations(sheet.marks):
            yield _picture(piece, group, cache)


def _illustrations(marks: Iterable[Mark]) -> Iterator[Group]:
    for mark in marks:
        if isinstance(mark, Group) and mark.role == "illustration":
            yield mark
        elif isinstance(mark, Group):
            yield from _illustrations(mark.marks)


def _picture(piece: Piece, illustration: Group, cache: Cache) -> bytes:
    """The picture alone, on a page of its own size that is painted and drawn."""
    import pypdfium2

    from pressroom.fit.areas import painted_box
    from pressroom.fit.transform import moved
    from pressroom.paint import paint

    marks = tuple(mark for mark in illustration.marks if isinstance(mark, Group) and mark.role == "figure")
    box = painted_box(marks)
    assert box is not None  # a picture that shows nothing is refused when it is fitted
    sheet = Sheet(box.width, box.height, 0.0, moved(marks, -box.x0, -box.y0))
    document = pypdfium2.PdfDocument(paint(Fit(replace(piece, edge=0.0), (sheet,), ((),)), cache).content)
    try:
        drawn = document[0].render(scale=_PPI / 72).to_pil().convert("RGB")
    finally:
        document.close()
    return webp(drawn, LARGE_WIDTH, 4 * MOST_BYTES)
