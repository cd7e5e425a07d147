"""A large poster on sheets for an office printer: laps to glue, cut lines, labels, and no QR code cut in two."""

from __future__ import annotations

from pathlib import Path

from pressroom.colour.ink import BLACK, PAPER
from pressroom.desk import original
from pressroom.desk.original import Original, Symbol
from pressroom.desk.paper_sizes import check_codes, paper
from pressroom.desk.text_block import TextSetter
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.fit.tiling import MOST_SHEETS, Cuts, cut_lines, cuts_along, label_of
from pressroom.marks import Group, Mark, PlacedPage, Shape, Sheet
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box, rectangle
from pressroom.sheet.units import mm, to_mm
from pressroom.stages import Job
from pressroom.text.translation import Translate, filled

_WORDS = 7.0
_LEAST_MARGIN, _LEAST_ROOM, _PLAN = mm(6), mm(20), mm(5)
_ROUNDING = 0.01  # points, in sums of millimetres

TOO_MANY_SHEETS = code(
    "too-many-sheets",
    N_("A poster of that many sheets is hard to glue straight, and costs more than one from a print shop."),
    N_("Choose larger paper with --on, or have it printed."))
NO_ROOM_TO_TILE = code(
    "no-room-to-tile", N_("The space between the margins must be wider than the strip that is glued."),
    N_("Choose larger paper with --on, a smaller --lap or a smaller --margin (6 mm at the least)."))
SEAM_CUTS_CODE = code(
    "seam-cuts-code", N_("A code across two sheets is readable only when they are glued to a tenth of a millimetre."),
    N_("Choose larger paper with --on, or a smaller --lap."), severity=Severity.WARNING)
SEAM_MOVED = code("seam-moved", N_("Seams are placed where they cut no code, even if the sheets then differ in width."),
                  N_("Nothing."), severity=Severity.NOTE)


@dataclass(frozen=True, slots=True)
class TiledPoster:
    """A tiled poster.

    Attributes:
        content: the PDF, a page for each sheet, row after row.
        columns, rows: of sheets.
        findings: what staff should know.
    """

    content: bytes
    columns: int
    rows: int
    findings: tuple[Finding, ...]


def tile_poster(job: Job, source: Original, on: str, lap: float, margin: float, number: int,
                translate: Translate) -> TiledPoster:
    """A new PDF with the sheets of a poster.

    Raises:
        Refused: it needs too many sheets, or a code cannot be read back.
    """
    from pressroom.paint.loose import Paper, write

    extract = original.extract_pages(source, (number,))
    form = extract.forms[number]
    codes = source.symbols(number, form)
    (across, down), sides = _choose_cuts(form.size, paper(on), lap, margin, codes, source.path)
    sheets = _Sheets(job, source.path, number, form.size, (across, down), sides, margin, translate)
    content = write(sheets.every(), Paper(
        source.path.stem, job.campaign.organisation.name, job.campaign.language, "2000-01-01",
        f"tiled/{source.path.stem}/{on}", sources={source.path: extract}, intent=source.path))
    check_codes(source.path, content, _expected(codes, across, down))
    return TiledPoster(content, len(across.starts), len(down.starts),
                 (*_seam_findings(codes, across, down, source.path), *original.lost_annotations(extract, source.path)))


def _choose_cuts(size: tuple[float, float], sides: tuple[float, float], lap: float, margin: float, codes: list[Symbol],
                 path: Path) -> tuple[tuple[Cuts, Cuts], tuple[float, float]]:
    """The cuts both ways, on upright or landscape paper: those that cut fewest codes, then those with fewest sheets."""
    if margin < _LEAST_MARGIN or min(sides) - 2 * margin < 2 * lap + _LEAST_ROOM - _ROUNDING:
        raise Refused([finding(NO_ROOM_TO_TILE, N_("{room} mm are left between the margins, and {lap} mm are glued"),
                               source=Place(path), room=f"{to_mm(min(sides) - 2 * margin):.0f}",
                               lap=f"{to_mm(lap):.0f}")])
    ways: list[tuple[int, int, int, tuple[Cuts, Cuts], tuple[float, float]]] = []
    for width, height in (sides, sides[::-1]):
        across = cuts_along(size[0], width - 2 * margin, lap, [(each.box.x0, each.box.x1) for each in codes])
        down = cuts_along(size[1], height - 2 * margin, lap, [(each.box.y0, each.box.y1) for each in codes])
        count = len(across.starts) * len(down.starts)
        ways.append((len(across.through) + len(down.through), count, len(ways), (across, down), (width, height)))
    _, count, _, cuts, paper_sides = min(ways, key=lambda way: way[:3])
    if count > MOST_SHEETS:
        raise Refused([finding(TOO_MANY_SHEETS, N_("it needs {count} sheets"), source=Place(path), measured=count,
                               limit=MOST_SHEETS, count=count)])
    return cuts, paper_sides


def _expected(codes: list[Symbol], across: Cuts, down: Cuts) -> dict[int, dict[str, int]]:
    """How often each address stands on each page, codes that a seam cuts left out."""
    expected: dict[int, dict[str, int]] = {}
    for each in codes:
        if _parted(each, across, down):
            continue
        column, row = (max(index for index, start in enumerate(cuts.starts) if start <= middle)
                       for cuts, middle in zip((across, down), each.box.centre, strict=True))
        page = expected.setdefault(row * len(across.starts) + column + 1, {})
        page[each.url] = page.get(each.url, 0) + 1
    return expected


def _parted(code: Symbol, across: Cuts, down: Cuts) -> bool:
    """Whether a seam cuts a code."""
    return (code.box.x0, code.box.x1) in across.through or (code.box.y0, code.box.y1) in down.through


def _seam_findings(codes: list[Symbol], across: Cuts, down: Cuts, path: Path) -> list[Finding]:
    parted = [each for each in codes if _parted(each, across, down)]
    findings = [finding(SEAM_CUTS_CODE, N_("the code of {url} is wider than a sheet: a seam runs through it"),
                        source=Place(path), url=each.url) for each in parted]
    if (across.moved or down.moved) and not parted:
        findings.append(finding(SEAM_MOVED, N_("a seam was moved, so that each code lies on one sheet"),
                                source=Place(path)))
    return findings


class _Sheets:
    """The sheets of one poster as marks."""

    def __init__(self, job: Job, path: Path, number: int, size: tuple[float, float], cuts: tuple[Cuts, Cuts],
                 sides: tuple[float, float], margin: float, translate: Translate) -> None:
        self.path, self.number, self.size, self.sides, self.margin = path, number, size, sides, margin
        self.across, self.down = cuts
        self.setter, self.translate = TextSetter(job), translate

    def every(self) -> list[Sheet]:
        """All sheets, row after row."""
        return [self._sheet(column, row) for row in range(len(self.down.starts))
                for column in range(len(self.across.starts))]

    def _sheet(self, column: int, row: int) -> Sheet:
        left, top = self.across.starts[column], self.down.starts[row]
        box = Box(self.margin, self.margin, self.margin + self.across.ends[column] - left,
                  self.margin + self.down.ends[row] - top)
        page = Box(box.x0 - left, box.y0 - top, box.x0 - left + self.size[0], box.y0 - top + self.size[1])
        artwork = Group((PlacedPage(self.path, self.number, page),), clip=rectangle(box))
        cuts = {"left": True, "top": True, "right": column == len(self.across.starts) - 1,
                "bottom": row == len(self.down.starts) - 1}
        return Sheet(*self.sides, 0.0, (artwork, *cut_lines(
            box, cuts, (self.across.lap(column), self.down.lap(row))), *self._labels(box, column, row, cuts)))

    def _labels(self, box: Box, column: int, row: int, cuts: dict[str, bool]) -> list[Mark]:
        """Labels in the margin below: the sheet, its position, and what is glued to it."""
        y = box.y1 + mm(1.8)
        small = Box(box.x0 + mm(7), y, box.x0 + mm(7) + _PLAN * 1.6, y + _PLAN)
        label = self.setter.block(label_of(column, row), Box(box.x0, y, small.x0, y + 20), 11, bold=True,
                                  polished=False)
        total = len(self.across.starts) * len(self.down.starts)
        label_texts = [filled(self.translate(N_("sheet {sheet} of {total}")),
                              {"sheet": row * len(self.across.starts) + column + 1, "total": total}),
                self.translate(N_("cut along the solid lines"))]
        if not cuts["right"]:
            label_texts.append(filled(self.translate(N_("glue {label} on the strip at the right")),
                                      {"label": label_of(column + 1, row)}))
        if not cuts["bottom"]:
            label_texts.append(filled(self.translate(N_("glue {label} on the strip at the foot")),
                                      {"label": label_of(column, row + 1)}))
        right = max(box.x1, self.sides[0] - self.margin)
        words = self.setter.block(f"{self.path.stem}: {'; '.join(label_texts)}",
                                  Box(small.x1 + mm(3), y, right, y + 30), _WORDS, least=4.5, polished=False)
        return [label.group, *self._plan(small, column, row), words.group]

    def _plan(self, box: Box, column: int, row: int) -> list[Mark]:
        """A small plan of all sheets, with this one black."""
        columns, rows = len(self.across.starts), len(self.down.starts)
        cell = min(box.width / columns, box.height / rows)
        marks: list[Mark] = []
        for one in range(columns * rows):
            x, y = box.x0 + one % columns * cell, box.y0 + one // columns * cell
            here = (one % columns, one // columns) == (column, row)
            marks.append(Shape(rectangle(Box(x, y, x + cell, y + cell)), fill=BLACK if here else PAPER, stroke=BLACK,
                               width=0.3))
        return [Group(tuple(marks), role="artifact")]
