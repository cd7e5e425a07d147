"""Several copies of a page on a larger sheet, vectors kept, with the lines that the guillotine follows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pressroom.artwork.placed_pages import ExtractedPages, Form
from pressroom.desk import original
from pressroom.desk.original import Original
from pressroom.desk.sheetwork import paper, see_codes
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.marks import Group, Mark, PlacedPage, Shape, Sheet
from pressroom.sheet.geometry import Box, polygon, rectangle
from pressroom.sheet.units import mm, to_mm

# Crop marks (Prepress practice, rule 7); on short paper they may be a little shorter, and the press needs an edge.
LINE, MARK, LEAST_MARK, EDGE = 0.25, mm(5), mm(3), mm(1)

DOES_NOT_FIT = code(
    "does-not-fit",
    N_("Not one copy goes on the sheet with its bleed, its crop marks and the edge that a press needs."),
    N_("Choose a larger sheet with --on."))
TOO_MANY_COPIES = code(
    "too-many-copies", N_("The sheet has no room for that many copies at their own size."),
    N_("Ask for fewer --copies, a smaller --gap, or a larger sheet."))
GAP_CUTS_BLEED = code(
    "gap-cuts-bleed",
    N_("Between two copies each can have half the gap as bleed; a guillotine strays by up to a millimetre."),
    N_("Leave --gap out, so that it is twice the bleed."))


@dataclass(frozen=True, slots=True)
class Plan:
    """How copies lie on a sheet.

    Attributes:
        width, height: of the sheet, points.
        columns, rows: of copies.
        cell: width and height of a copy's trim as it lies.
        gap: from trim to trim.
        bleed: kept round the block.
        turn: degrees clockwise that each is turned.
        mark: length of crop marks.
    """

    width: float
    height: float
    columns: int
    rows: int
    cell: tuple[float, float]
    gap: float
    bleed: float
    turn: int
    mark: float

    @property
    def count(self) -> int:
        """How many copies."""
        return self.columns * self.rows

    def trims(self) -> list[Box]:
        """The trims, row after row; the block stands in the middle, so that both sides of a sheet agree."""
        block = self.block
        wide, high = self.cell
        return [Box(x, y, x + wide, y + high)
                for row in range(self.rows) for column in range(self.columns)
                for x, y in [(block.x0 + column * (wide + self.gap), block.y0 + row * (high + self.gap))]]

    @property
    def block(self) -> Box:
        """Round all trims."""
        width = self.columns * self.cell[0] + (self.columns - 1) * self.gap
        height = self.rows * self.cell[1] + (self.rows - 1) * self.gap
        x, y = (self.width - width) / 2, (self.height - height) / 2
        return Box(x, y, x + width, y + height)


@dataclass(frozen=True, slots=True)
class Imposed:
    """Imposed sheets.

    Attributes:
        content: the PDF.
        plan: how copies lie.
        copies: on each sheet.
        sheets: how many.
        findings: what staff should know.
    """

    content: bytes
    plan: Plan
    copies: int
    sheets: int
    findings: tuple[Finding, ...] = ()


def imposed(brought: Original, on: str, copies: int = 0, gap: float | None = None) -> Imposed:
    """A new PDF: one sheet for each page, each filled with copies of it.

    Raises:
        Refused: it does not fit, or a code cannot be read back.
    """
    from pressroom.paint.loose import Paper, write

    pages = tuple(range(1, brought.pages + 1))
    taken = original.forms(brought, pages)
    sizes = {tuple(round(side, 1) for side in form.size) for form in taken.forms.values()}
    if len(sizes) > 1:
        raise Refused([finding(DOES_NOT_FIT, N_("its pages differ in size"), N_("impose each of them by itself"),
                               source=Place(brought.path))])
    plan = planned(taken.forms[1], paper(on), gap, brought.path)
    if copies > plan.count:
        raise Refused([finding(TOO_MANY_COPIES, N_("{count} copies are asked for, {most} fit on {paper}"),
                               source=Place(brought.path), measured=copies, limit=plan.count, count=copies,
                               most=plan.count, paper=on)])
    copies = copies or plan.count
    sheets = [_sheet(brought.path, number, plan, copies) for number in pages]
    content = write(sheets, Paper(brought.path.stem, "", "und", "2000-01-01", f"imposed/{brought.path.stem}/{on}",
                                  standard=taken.standard if taken.intent is not None else "",
                                  sources={brought.path: taken}, intent=brought.path,
                                  block=(_whole(plan.trims()[:copies]) if len(pages) == 1 else plan.block, plan.bleed)))
    see_codes(brought.path, content, _codes(brought, taken, copies))
    return Imposed(content, plan, copies, len(sheets), original.lost(taken, brought.path))


def planned(form: Form, sides: tuple[float, float], gap: float | None, path: Path) -> Plan:
    """The way that takes most copies; upright ones, and an upright sheet, where it makes no difference.

    Raises:
        Refused: not even one fits, or the gap cuts into what must be kept of the bleed.
    """
    bleed = min(form.own_bleed, mm(5))
    space = 2 * bleed if gap is None else gap
    if 0 < space < min(2 * bleed, mm(2)):
        raise Refused([finding(GAP_CUTS_BLEED, N_("a gap of {gap} mm leaves each copy {half} mm of bleed"),
                               source=Place(path), gap=f"{to_mm(space):.1f}", half=f"{to_mm(space) / 2:.1f}")])
    best: Plan | None = None
    for width, height in (sides, sides[::-1]):
        for turn in (0, 90):
            cell = form.size if turn == 0 else form.size[::-1]
            room = width - 2 * (bleed + LEAST_MARK + EDGE), height - 2 * (bleed + LEAST_MARK + EDGE)
            columns, rows = (int((room[side] + space + 0.01) // (cell[side] + space)) for side in (0, 1))
            if columns < 1 or rows < 1:
                continue
            plan = Plan(width, height, columns, rows, cell, space, bleed, turn, MARK)
            if best is None or plan.count > best.count:
                best = plan
    if best is None:
        need = (form.size[0] + 2 * (bleed + LEAST_MARK + EDGE), form.size[1] + 2 * (bleed + LEAST_MARK + EDGE))
        raise Refused([finding(DOES_NOT_FIT, N_("one copy with bleed and marks needs {need} mm"), source=Place(path),
                               need=f"{to_mm(need[0]):.0f} x {to_mm(need[1]):.0f}")])
    block = best.block
    mark = min(MARK, block.x0 - bleed - EDGE, block.y0 - bleed - EDGE)
    return Plan(best.width, best.height, best.columns, best.rows, best.cell, space, bleed, best.turn, mark)


def _sheet(path: Path, number: int, plan: Plan, copies: int) -> Sheet:
    # The back of a sheet that is turned over like a book's leaf shows turned copies the other way round.
    turn = (plan.turn + 180) % 360 if plan.turn and number % 2 == 0 else plan.turn
    trims = plan.trims()[:copies]
    if number % 2 == 0:  # and its copies change sides, so that each lies on the back of its own front
        trims = [Box(plan.width - trim.x1, trim.y0, plan.width - trim.x0, trim.y1) for trim in trims]
    half = plan.gap / 2
    marks: list[Mark] = []
    for trim in trims:
        reach = _reach(trim, plan, half)
        marks.append(Group((PlacedPage(path, number, trim, reach=plan.bleed, turn=turn),), clip=rectangle(reach)))
    marks.append(_crop_marks(trims, plan))
    return Sheet(plan.width, plan.height, 0.0, tuple(marks))


def _reach(trim: Box, plan: Plan, half: float) -> Box:
    """How far a copy is shown: its bleed, but between two copies no more than half the gap."""
    block, inner = plan.block, min(plan.bleed, half)
    return Box(trim.x0 - (plan.bleed if trim.x0 < block.x0 + 0.1 else inner),
               trim.y0 - (plan.bleed if trim.y0 < block.y0 + 0.1 else inner),
               trim.x1 + (plan.bleed if trim.x1 > block.x1 - 0.1 else inner),
               trim.y1 + (plan.bleed if trim.y1 > block.y1 - 0.1 else inner))


def _crop_marks(trims: list[Box], plan: Plan) -> Group:
    """Lines outside the whole block, at every edge that is cut: none of them stands in anybody's artwork."""
    whole = _whole(trims)
    near, far = plan.bleed, plan.bleed + plan.mark
    lines = []
    for x in sorted({round(edge, 4) for trim in trims for edge in (trim.x0, trim.x1)}):
        lines += [((x, whole.y0 - far), (x, whole.y0 - near)), ((x, whole.y1 + near), (x, whole.y1 + far))]
    for y in sorted({round(edge, 4) for trim in trims for edge in (trim.y0, trim.y1)}):
        lines += [((whole.x0 - far, y), (whole.x0 - near, y)), ((whole.x1 + near, y), (whole.x1 + far, y))]
    return Group(tuple(Shape(polygon(line, closed=False), width=LINE, registration=True) for line in lines),
                 role="artifact")


def _whole(trims: list[Box]) -> Box:
    first, *rest = trims
    for trim in rest:
        first = first.united(trim)
    return first


def _codes(brought: Original, taken: ExtractedPages, copies: int) -> dict[int, dict[str, int]]:
    wanted: dict[int, dict[str, int]] = {}
    for number, form in taken.forms.items():
        found = [each.url for each in brought.symbols(number, form)]
        wanted[number] = {url: found.count(url) * copies for url in found}
    return wanted
