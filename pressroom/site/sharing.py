"""Pictures for social networks: those that the build made for screens, else set by the piece's own layout.

Of a layout that is not composed for screens they show the design from edge to edge, without the practice's field and
the white edge of the members' edition. One that cannot be set in a proportion is shown as printed, on a plain ground,
with a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import files, png, resolve
from pressroom.build import fingerprint
from pressroom.build.known_inputs import Known, KnownInputs
from pressroom.cache import Cache, key
from pressroom.files import opened
from pressroom.findings import N_, Finding, Refused, Severity, code, finding
from pressroom.publish.finished import MOST_BYTES
from pressroom.records import dataclass
from pressroom.sheet import formats
from pressroom.site.offers import Offer, ScreenPicture
from pressroom.stages import Job, Piece

if TYPE_CHECKING:
    from PIL import Image

SHARED_AS_PRINTED = code(
    "shared-as-printed",
    N_("A layout that cannot be set in the proportions of a social network is shown as printed, on a plain ground."),
    N_("Nothing; or give the layout boxes for these proportions."), severity=Severity.NOTE)

_ENGINE = "site sharing 4"


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
        always: whether every piece has it; else only those of which the build made it.
    """

    name: str
    width: int
    height: int
    sheet: str = ""
    walls: tuple[_Wall, ...] = ()
    always: bool = True

    @property
    def format(self) -> str:
        """The format of a picture for screens."""
        return f"{self.width}x{self.height}px"


WIDE = Proportion("share-wide", 1200, 630, "400x210mm", (_Wall("200x315mm", (400, 630)),))
SQUARE = Proportion("share-square", 1080, 1080, "300x300mm", (
    _Wall("160x384mm", (320, 768), gap=18), _Wall("160x320mm", (320, 640), gap=18),
    _Wall("200x300mm", (320, 480), gap=18)))
STORY = Proportion("share-story", 1080, 1920, "225x400mm", (_Wall("270x160mm", (1080, 640), down=True),))
UPRIGHT = Proportion("share-upright", 1080, 1350, always=False)
HEAD = Proportion("share-head", 1500, 500, always=False)
MAIL = Proportion("share-mail", 600, 800, always=False)
PROPORTIONS = (WIDE, SQUARE, UPRIGHT, STORY, HEAD, MAIL)


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """A picture for social networks.

    Attributes:
        path: inside the site.
        proportion: its size and use.
        content: a PNG.
        web, text: the same as WebP, and what it says and shows; empty where the build made no picture for screens.
    """

    path: str
    proportion: Proportion
    content: bytes
    web: bytes = b""
    text: str = ""

    @property
    def alternative(self) -> str:
        """Its text in one line."""
        return " ".join(self.text.split("\n")).strip()

    @property
    def files(self) -> dict[str, bytes]:
        """Its files, by their path inside the site."""
        beside = {".webp": self.web, ".txt": self.text.encode()} if self.web else {}
        return {self.path: self.content, **{self.beside(ending): content for ending, content in beside.items()}}

    def beside(self, ending: str) -> str:
        """The path of another of its files."""
        return f"{self.path.rpartition('.')[0]}{ending}"


def shared_pictures(job: Job, offer: Offer, out: Path, ground: str, cache: Cache,
                    known: KnownInputs) -> tuple[tuple[SharedPicture, ...], list[Finding]]:
    """The pictures of one offer, and findings; `ground` is the colour around sheets that do not fill a picture.

    A piece whose picture is `known` is not resolved again.
    """
    pictures, as_printed = [], []
    made = {one.format: one for one in offer.screens}
    for proportion in PROPORTIONS:
        path = f"sharing/{offer.name}-{proportion.width}x{proportion.height}.png"
        if screen := made.get(proportion.format):
            pictures.append(_of_build(path, proportion, screen, out))
            continue
        if not proportion.always:
            continue
        content = _by_layout(job, offer, proportion, ground, cache, known)
        if content is None:
            content = _as_printed(offer, out, proportion, ground, cache)
            as_printed.append(f"{proportion.width} x {proportion.height}")
        pictures.append(SharedPicture(path, proportion, content))
    hangs = offer.kind in ("poster", "triptych", "leaflet")  # letters and releases are always shown as pages
    findings = [finding(SHARED_AS_PRINTED, N_("{name} is shown as printed in the pictures of {sizes} pixels"),
                        name=offer.name, sizes=", ".join(as_printed))] if as_printed and hangs else []
    return tuple(pictures), findings


def _of_build(path: str, proportion: Proportion, screen: ScreenPicture, out: Path) -> SharedPicture:
    """A picture for screens, from the files of the build, which the catalogue has compared with its list."""
    png, web, text = (files.content(out / one.source, MOST_BYTES) for one in (screen.png, screen.webp, screen.text))
    return SharedPicture(path, proportion, png, web, text.decode())


def _by_layout(job: Job, offer: Offer, proportion: Proportion, ground: str, cache: Cache,
               known: KnownInputs) -> bytes | None:
    """The picture set by the layout; None when the layout cannot be set in the proportion."""
    if offer.kind not in ("poster", "triptych"):
        return None
    count = max(len(offer.spec.sheets), 1)
    for_screens = job.layouts[offer.spec.layout].serves(formats.parse(proportion.format))
    single = _Wall(proportion.format if for_screens else proportion.sheet, (proportion.width, proportion.height))
    for wall in (single,) if count == 1 else proportion.walls:
        choice = resolve.Choice(offer.name, wall.format, "screen" if for_screens else "preview", job.campaign.printer)
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


def _framed(paths: Sequence[Path], proportion: Proportion, ground: str) -> bytes:
    from PIL import Image

    margin, gap = round(0.06 * min(proportion.width, proportion.height)), 18
    pages = []
    for path in paths:
        with opened(path) as stream, Image.open(stream) as image:
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
