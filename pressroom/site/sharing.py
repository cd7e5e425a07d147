"""Pictures for social networks, set by the piece's own layout in the proportions of networks.

They show the design from edge to edge, without the practice's field and the white edge of the members' edition.

A layout that cannot be set in a proportion is shown as printed, on a plain ground, with a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import png, resolve
from pressroom.build import fingerprint
from pressroom.build.known_inputs import Known, KnownInputs
from pressroom.cache import Cache, key
from pressroom.files import opened
from pressroom.findings import N_, Finding, Refused, Severity, code, finding
from pressroom.records import dataclass
from pressroom.site.catalogue import Offer
from pressroom.stages import Job, Piece

if TYPE_CHECKING:
    from PIL import Image

SHARED_AS_PRINTED = code(
    "shared-as-printed",
    N_("A layout that cannot be set in the proportions of a social network is shown as printed, on a plain ground."),
    N_("Nothing; or give the layout boxes for these proportions."), severity=Severity.NOTE)

_ENGINE = "site sharing 3"


@dataclass(frozen=True, slots=True)
class _Wall:
    """An arrangement of a piece's sheets in a picture.

    Attributes:
        format: of each sheet.
        size: of each sheet in pixels.
        down: whether the sheets are in a column, not in a row.
        gap: between sheets, in pixels.
    """

    format: str
    size: tuple[int, int]
    down: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Proportion:
    """A size of pictures on social networks.

    Attributes:
        name: of the phrase that states its use.
        width, height: in pixels.
        sheet: the format of a piece with one sheet.
        walls: arrangements of three sheets, the best first.
    """

    name: str
    width: int
    height: int
    sheet: str
    walls: tuple[_Wall, ...]


WIDE = Proportion("share-wide", 1200, 630, "400x210mm", (_Wall("200x315mm", (400, 630)),))
SQUARE = Proportion("share-square", 1080, 1080, "300x300mm", (
    _Wall("160x384mm", (320, 768), gap=18), _Wall("160x320mm", (320, 640), gap=18),
    _Wall("200x300mm", (320, 480), gap=18)))
STORY = Proportion("share-story", 1080, 1920, "225x400mm", (_Wall("270x160mm", (1080, 640), down=True),))
PROPORTIONS = (WIDE, SQUARE, STORY)


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """A picture for social networks: its path inside the site, its proportion, and its content (PNG)."""

    path: str
    proportion: Proportion
    content: bytes


def shared_pictures(job: Job, offer: Offer, out: Path, ground: str, cache: Cache,
                    known: KnownInputs) -> tuple[tuple[SharedPicture, ...], list[Finding]]:
    """The pictures of one offer, and findings; `ground` is the colour around sheets that do not fill a picture.

    A piece whose picture is `known` is not resolved again.
    """
    pictures, as_printed = [], []
    for proportion in PROPORTIONS:
        path = f"sharing/{offer.name}-{proportion.width}x{proportion.height}.png"
        content = _by_layout(job, offer, proportion, ground, cache, known)
        if content is None:
            content = _as_printed(offer, out, proportion, ground, cache)
            as_printed.append(f"{proportion.width} x {proportion.height}")
        pictures.append(SharedPicture(path, proportion, content))
    hangs = offer.kind in ("poster", "triptych", "leaflet")  # letters and releases are always shown as pages
    findings = [finding(SHARED_AS_PRINTED, N_("{name} is shown as printed in the pictures of {sizes} pixels"),
                        name=offer.name, sizes=", ".join(as_printed))] if as_printed and hangs else []
    return tuple(pictures), findings


def _by_layout(job: Job, offer: Offer, proportion: Proportion, ground: str, cache: Cache,
               known: KnownInputs) -> bytes | None:
    """The picture set by the layout; None when the layout cannot be set in the proportion."""
    if offer.kind not in ("poster", "triptych"):
        return None
    count = max(len(offer.spec.sheets), 1)
    single = _Wall(proportion.sheet, (proportion.width, proportion.height))
    for wall in (single,) if count == 1 else proportion.walls:
        choice = resolve.Choice(offer.name, wall.format, "preview", job.campaign.printer)
        use = (_ENGINE, proportion.name, ground, repr(wall))
        past = known.get(choice, use)
        content = cache.get(past.inputs) if past else None
        if content:
            return content
        if content is not None:  # the layout cannot be set in this proportion
            continue
        try:
            piece = resolve.piece(job, choice, cache)
            name = key(_ENGINE, fingerprint.of_piece(piece), proportion.name, ground, repr(wall))
            known.put(choice, use, Known(name, (offer.name,)))
            return _cached(cache, name, lambda piece=piece, wall=wall: _hung(  # type: ignore[misc]
                _pages(piece, wall, cache), proportion, wall, ground))
        except Refused:
            continue
    return None


def _cached(cache: Cache, name: str, make: Callable[[], bytes]) -> bytes:
    """The cached content of `name`, or the result of `make`; a refusal is cached as empty content.

    Raises:
        Refused: `make` refused, now or before.
    """
    content = cache.get(name)
    if content is None:
        try:
            content = make()
        except Refused:
            cache.put(name, b"")
            raise
        cache.put(name, content)
    if not content:
        raise Refused([])
    return content


def _pages(piece: Piece, wall: _Wall, cache: Cache) -> list[Image.Image]:
    """The picture of each sheet, in the size of the arrangement.

    Raises:
        Refused: the piece cannot be fitted.
    """
    import pypdfium2

    from pressroom.fit import fit
    from pressroom.paint import paint

    document = pypdfium2.PdfDocument(paint(fit(piece, cache), cache).content)
    try:
        images = [page.render(scale=wall.size[1] / page.get_height()).to_pil().convert("RGB") for page in document]
    finally:
        document.close()
    return [page if page.size == wall.size else page.resize(wall.size) for page in images]


def _hung(pages: Sequence[Image.Image], proportion: Proportion, wall: _Wall, ground: str) -> bytes:
    from PIL import Image

    picture = Image.new("RGB", (proportion.width, proportion.height), ground)
    across, down = wall.size
    count = len(pages)
    wide = across if wall.down else count * across + (count - 1) * wall.gap
    high = count * down + (count - 1) * wall.gap if wall.down else down
    x, y = (proportion.width - wide) // 2, (proportion.height - high) // 2
    for page in pages:
        picture.paste(page, (x, y))
        x, y = (x, y + down + wall.gap) if wall.down else (x + across + wall.gap, y)
    return png.encoded(picture)


def _as_printed(offer: Offer, out: Path, proportion: Proportion, ground: str, cache: Cache) -> bytes:
    """The build's pictures of the piece, as large as the picture allows with a margin."""
    previews = offer.previews[:1] if offer.kind != "triptych" else offer.previews
    name = key(_ENGINE, proportion.name, ground, *(one.sha256 for one in previews))
    return _cached(cache, name, lambda: _framed([out / one.source for one in previews], proportion, ground))


def _framed(files: Sequence[Path], proportion: Proportion, ground: str) -> bytes:
    from PIL import Image

    margin, gap = round(0.06 * min(proportion.width, proportion.height)), 18
    pages = []
    for file in files:
        with opened(file) as stream, Image.open(stream) as image:
            pages.append(image.convert("RGB"))
    ratio = sum(page.width / page.height for page in pages)  # of the row, all sheets equally high
    wide = proportion.width - 2 * margin - (len(pages) - 1) * gap
    high = min(proportion.height - 2 * margin, wide / ratio)
    sized = [page.resize((round(high * page.width / page.height), round(high)), Image.Resampling.LANCZOS)
             for page in pages]
    picture = Image.new("RGB", (proportion.width, proportion.height), ground)
    x = (proportion.width - sum(page.width for page in sized) - (len(sized) - 1) * gap) // 2
    for page in sized:
        picture.paste(page, (x, (proportion.height - page.height) // 2))
        x += page.width + gap
    return png.encoded(picture)
