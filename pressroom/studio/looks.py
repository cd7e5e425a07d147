"""A piece as it is being changed: fitted, reviewed, painted, and drawn from the very bytes that would be printed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pressroom import png, resolve
from pressroom.brief import Edition
from pressroom.build.edition import findings_of
from pressroom.cache import Cache
from pressroom.colour.profiles import read_profile
from pressroom.desk.as_printed import as_printed
from pressroom.findings import Finding, Refused
from pressroom.fit import fit
from pressroom.preflight.enlarged import EnlargedPage, enlarged
from pressroom.preflight.raster import Renderer
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box
from pressroom.stages import Fit, Job

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 4_000_000
_MOST_KEPT = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What a window shows.

    Attributes:
        material, format, edition: the piece.
        page: from 1; of a leaflet, the page after the last one shows it folded.
        height: of the picture of the trim, in pixels.
        printer: the preset; empty for the campaign's.
    """

    material: str
    format: str
    edition: Edition
    page: int
    height: int
    printer: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A text at its place on the page.

    Attributes:
        names: of the texts of the material in it.
        files: where each is written, as `file:line`.
        area: in fractions of the picture: left, top, width, height.
    """

    names: tuple[str, ...]
    files: tuple[str, ...]
    area: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """One page as a picture.

    Attributes:
        picture: PNG; empty where the piece cannot be laid out.
        size: in pixels.
        points: width and height of the trim.
        pages: of the piece.
        folded: whether the page after them shows it folded.
        trim, safe: boxes in fractions of the picture.
        folds: places of folds, in fractions of its width.
        spots: the texts on it.
        findings: about the whole piece, as heavy as its printer takes them; none where they come later.
    """

    picture: bytes
    size: tuple[int, int]
    points: tuple[float, float]
    pages: int
    folded: bool
    trim: tuple[float, float, float, float]
    safe: tuple[float, float, float, float]
    folds: tuple[float, ...]
    spots: tuple[Spot, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Made:
    """A piece as it is painted.

    Attributes:
        fitted: its marks.
        content: the file.
        seen: the same for the screen: inks as they look in print.
        of_painting: what was found when it was painted.
        found: everything that was found; None before it is asked for.
    """

    fitted: Fit
    content: bytes
    seen: bytes
    of_painting: tuple[Finding, ...]
    found: tuple[Finding, ...] | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, reviewed when it is asked for."""
        if self.found is None:
            self.found = (*findings_of(self.fitted), *self.of_painting)
        return self.found


class Looks:
    """Draws pages, and keeps the last files that it drew."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._made: OrderedDict[tuple[Any, ...], Made | tuple[Finding, ...]] = OrderedDict()

    def look(self, job: Job, state: str, asked: Asked, *, judged: bool = True) -> Look:
        """A page of the piece; `state` names the words of the whole project, so that nothing is made twice.

        Without `judged`, what can be laid out is not reviewed yet: the picture is there sooner.
        """
        made = self.made(job, state, asked)
        return look_at(made, asked.page, asked.height, judged=judged) if isinstance(made, Made) else not_drawn(made)

    def findings(self, job: Job, state: str, asked: Asked) -> tuple[Finding, ...]:
        """What was found in the piece."""
        made = self.made(job, state, asked)
        return made.findings if isinstance(made, Made) else made

    def content(self, job: Job, state: str, asked: Asked) -> bytes:
        """The file that is shown.

        Raises:
            Refused: it cannot be laid out.
        """
        made = self.made(job, state, asked)
        if not isinstance(made, Made):
            raise Refused(made)
        return made.content

    def made(self, job: Job, state: str, asked: Asked) -> Made | tuple[Finding, ...]:
        """The file and what was found; the findings alone where it cannot be laid out."""
        key = (state, asked.material, asked.format, asked.edition, asked.printer)
        if key not in self._made:
            self._made[key] = self._make(job, asked)
            while len(self._made) > _MOST_KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        return self._made[key]

    def _make(self, job: Job, asked: Asked) -> Made | tuple[Finding, ...]:
        choice = resolve.Choice(asked.material, asked.format, asked.edition, asked.printer or job.campaign.printer)
        try:
            return made_of(fit(resolve.piece(job, choice, self._cache), self._cache), self._cache)
        except Refused as refused:
            return refused.findings


def made_of(fitted: Fit, cache: Cache) -> Made:
    """A fitted piece, painted: what must not be printed as it is can be looked at all the same.

    Raises:
        Refused: it cannot be painted.
    """
    from pressroom.paint import paint  # lazy: pages that show no sheet need no ReportLab

    painted = paint(fitted, cache)
    seen = painted.content
    if fitted.piece.edition == "press":
        seen = as_printed(seen, read_profile(fitted.piece.profile), cache)
    return Made(fitted, painted.content, seen, painted.findings)


def look_at(made: Made, asked: int, height: int, *, judged: bool = True) -> Look:
    """A page of a painted piece, by its number; `height` is that of the trim, in pixels."""
    count = len(made.fitted.sheets)
    if made.fitted.piece.folding and asked > count:
        return _folded(made, height, judged=judged)
    page = max(1, min(asked, count))
    sheet = made.fitted.sheets[page - 1]
    trim = Box(0, 0, sheet.width, sheet.height)
    shown = trim.grown(sheet.bleed if made.fitted.piece.edition == "press" else 0.0)
    picture = _drawn(made, page, shown, height)
    return Look(png.encoded(picture), picture.size, (sheet.width, sheet.height), count,
                made.fitted.piece.folding is not None, _share(trim, shown),
                _share(trim.grown(-made.fitted.piece.printer_spec.safe), shown),
                tuple(_folds(made.fitted, page, shown)), tuple(_spots(made.fitted, page, shown)),
                made.findings if judged else ())


def not_drawn(findings: tuple[Finding, ...]) -> Look:
    """What is there of a piece that cannot be laid out: why."""
    return Look(b"", (0, 0), (0, 0), 0, False, (0, 0, 0, 0), (0, 0, 0, 0), (), (), findings)


def _drawn(made: Made, page: int, shown: Box, height: int) -> Image:
    """Part of a page in colours; `height` is that of the whole trim, in pixels."""
    sheet = made.fitted.sheets[page - 1]
    margin = sheet.bleed + sheet.slug
    media = Box(0, 0, sheet.width, sheet.height).grown(margin)
    scale = min(height / sheet.height, (MOST_PIXELS / shown.width / shown.height) ** 0.5)
    renderer, times = Renderer(made.seen), made.fitted.piece.scale
    try:
        return EnlargedPage(renderer.page(page - 1, enlarged(media, 1 / times), 0), media, times).picture(scale, shown)
    finally:
        renderer.close()


def _folded(made: Made, height: int, *, judged: bool) -> Look:
    """A leaflet as it looks when it is folded."""
    from pressroom.publish.mockup import mockup  # lazy: for leaflets alone

    piece, sheets = made.fitted.piece, made.fitted.sheets
    assert piece.folding
    pages = [png.encoded(_drawn(made, number + 1, Box(0, 0, sheet.width, sheet.height), height))
             for number, sheet in enumerate(sheets)]
    whole = (0.0, 0.0, 1.0, 1.0)
    return Look(mockup(tuple(pages), piece.folding, piece.inks["ground"]), (0, 0), (sheets[0].width, sheets[0].height),
                len(sheets), True, whole, whole, (), (), made.findings if judged else ())


def _share(box: Box, whole: Box) -> tuple[float, float, float, float]:
    return ((box.x0 - whole.x0) / whole.width, (box.y0 - whole.y0) / whole.height,
            box.width / whole.width, box.height / whole.height)


def _folds(fitted: Fit, page: int, shown: Box) -> Iterator[float]:
    if fitted.leaflet:
        edges = sorted({round(each.panel.box.x0, 2) for each in fitted.leaflet.panels if each.panel.page == page})
        yield from ((x - shown.x0) / shown.width for x in edges if x > 1)


def _spots(fitted: Fit, page: int, shown: Box) -> Iterator[Spot]:
    for part in fitted.parts:
        if part.page != page:
            continue
        for setting in part.settings:
            names = tuple(each.name for each in setting.words if each.name)
            if names:
                yield Spot(names, tuple(f"{each.place.file.as_posix()}:{each.place.line}" for each in setting.words),
                           _share(setting.area.moved(*part.shift), shown))


