"""One page of two files as it is drawn: its pixels and plates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressroom import programs
from pressroom.desk.comparison.difference import Difference, difference
from pressroom.desk.comparison.digest import Digests
from pressroom.desk.comparison.drawn import Drawing, Sheet
from pressroom.desk.comparison.painted_plates import painted_plates
from pressroom.desk.comparison.pairs import Pair
from pressroom.desk.comparison.pixels import Pixels, pixels
from pressroom.desk.comparison.plates import painted, plates
from pressroom.findings import N_, Refused
from pressroom.preflight.raster import NotRun
from pressroom.records import dataclass, field
from pressroom.text.translation import filled

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_FAILURES = 3  # separations that fail before none is tried any more


@dataclass(slots=True)
class Drawn:
    """What was seen of one page.

    Attributes:
        found: differences of pixels and plates.
        missed: sentences about what was not compared, with the reason.
        areas, share, before, picture, plates: as in `PageChange`.
    """

    found: list[Difference] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)
    areas: int = 0
    share: float = 0.0
    before: bytes = b""
    picture: bytes = b""
    plates: bytes = b""


class PagePictures:
    """Compares pages as they are drawn.

    Attributes:
        drawn: how many pages were drawn.
        separated, by_content: how many pages Ghostscript separated, and of how many the content was asked.
        unseparated: why plates were compared by the content; empty when all were separated.
        through_condition: whether a page was drawn through the printing condition.
    """

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self.drawn = self.separated = self.by_content = 0
        self.unseparated = ""
        self._failures = 0
        self.through_condition = False

    @property
    def plates_by(self) -> str:
        """How plates were compared, as in `Comparison`."""
        ways = bool(self.separated), bool(self.by_content)
        return {(True, True): "both", (True, False): "separated", (False, True): "content"}.get(ways, "none")

    def page(self, pair: Pair, digests: tuple[Digests, Digests]) -> Drawn:
        """Pixels and plates of a page; its plates by what the content says where it is not drawn."""
        result = Drawn()
        if not pair.of_one_size:
            result.areas = -1
            return result
        if not self._drawing.may_draw(pair.number):
            self._by_content(pair, digests, result)
            return result
        self.drawn += 1
        try:
            sheets = self._drawing.sheets(pair)
        except Refused as trouble:
            result.missed.append((N_("page {page}: its pixels were not compared: {reason}"), _reason(trouble)))
            self._by_content(pair, digests, result)
            return result
        plain = self._pixels(sheets, pair.number, result)
        if plain is None or self._failures >= _MOST_FAILURES:  # what one program cannot draw may take another minutes
            self._by_content(pair, digests, result)
        else:
            self._plates(sheets, plain, pair, digests, result)
        return result

    def _pixels(self, sheets: tuple[Sheet, Sheet], number: int, result: Drawn) -> Image | None:
        """Compare the pixels; the picture of the new page, None when it cannot be drawn."""
        try:
            seen: Pixels = pixels(sheets, self._drawing)
        except Refused as trouble:
            result.missed.append((N_("page {page}: its pixels were not compared: {reason}"), _reason(trouble)))
            return None
        self.through_condition = self.through_condition or (
            self._drawing.profile is not None and bool(programs.ghostscript()))
        if seen.places:
            result.areas, result.share = len(seen.places), seen.share
            result.before, result.picture = seen.before, seen.picture
            result.found.append(difference(
                "pixels", N_("{count} changed {count|area|areas}, {share} % of the page"), number,
                max(seen.places, key=lambda box: box.width * box.height), count=len(seen.places),
                share=max(0.01, round(100 * seen.share, 2))))
        return seen.plain

    def _plates(self, sheets: tuple[Sheet, Sheet], plain: Image, pair: Pair, digests: tuple[Digests, Digests],
                result: Drawn) -> None:
        try:
            found, result.plates = plates(sheets, plain, pair.number)
        except NotRun as trouble:
            self.unseparated = self.unseparated or str(trouble)
            self._failures += 1
            self._by_content(pair, digests, result)
            return
        self.separated += 1
        result.found += found

    def _by_content(self, pair: Pair, digests: tuple[Digests, Digests], result: Drawn) -> None:
        self.by_content += 1
        old = painted_plates(pair.old.walk, pair.shift, digests[0])
        result.found += painted(old, painted_plates(pair.new.walk, (0.0, 0.0), digests[1]), pair.number)


def _reason(trouble: Refused) -> str:
    return "; ".join(filled(each.message, each.values) for each in trouble.findings)[:200] or "pikepdf"
