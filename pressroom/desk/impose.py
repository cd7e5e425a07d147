"""Copies of a page on a larger sheet, as vectors, with crop marks for the guillotine."""

from __future__ import annotations

from pathlib import Path

from pressroom.artwork.placed_pages import ExtractedPages, Form
from pressroom.desk import original
from pressroom.desk.original import Original
from pressroom.desk.paper_sizes import check_codes, paper
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.marks import Group, Mark, PlacedPage, Shape, Sheet
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box, polygon, rectangle
from pressroom.sheet.imposition import LINE, Plan, fullest, needed, united
from pressroom.sheet.units import mm, to_mm

DOES_NOT_FIT = code(
    "does-not-fit",
    N_("The sheet is too small for one copy with its bleed, its crop marks and the edge that a press needs."),
    N_("Choose a larger sheet with --on."))
TOO_MANY_COPIES = code(
    "too-many-copies", N_("The sheet is too small for that many copies at full size."),
    N_("Ask for fewer --copies, a smaller --gap, or a larger sheet."))
GAP_CUTS_BLEED = code(
    "gap-cuts-bleed",
    N_("Each of two neighbouring copies has half the gap as bleed, and a guillotine cuts up to a millimetre off."),
    N_("Leave --gap out, so that it is twice the bleed."))


@dataclass(frozen=True, slots=True)
class Imposition:
    """Imposed sheets.

    Attributes:
        content: the PDF.
        plan: the arrangement of copies.
        copies: on each sheet.
        sheets: their number.
        findings: what staff should know.
    """

    content: bytes
    plan: Plan
    copies: int
    sheets: int
    findings: tuple[Finding, ...] = ()


def impose_copies(source: Original, on: str, copies: int = 0, gap: float | None = None) -> Imposition:
    """A new PDF: one sheet for each page, each filled with copies of it.

    Raises:
        Refused: it does not fit, or a code cannot be read back.
    """
    from pressroom.paint.loose import Paper, write

    pages = tuple(range(1, source.pages + 1))
    extract = original.extract_pages(source, pages)
    sizes = {tuple(round(side, 1) for side in form.size) for form in extract.forms.values()}
    if len(sizes) > 1:
        raise Refused([finding(DOES_NOT_FIT, N_("its pages differ in size"), N_("impose each of them by itself"),
                               source=Place(source.path))])
    plan = plan_sheet(extract.forms[1], paper(on), gap, source.path)
    if copies > plan.count:
        raise Refused([finding(TOO_MANY_COPIES, N_("{most} {most|copy fits|copies fit} on {paper}, not {count}"),
                               source=Place(source.path), measured=copies, limit=plan.count, count=copies,
                               most=plan.count, paper=on)])
    copies = copies or plan.count
    sheets = [_sheet(source.path, number, plan, copies) for number in pages]
    content = write(sheets, Paper(source.path.stem, "", "und", "2000-01-01", f"imposed/{source.path.stem}/{on}",
                                  standard=extract.standard if extract.intent is not None else "",
                                  sources={source.path: extract}, intent=source.path,
                                  block=(united(plan.trims()[:copies]) if len(pages) == 1 else plan.block, plan.bleed)))
    check_codes(source.path, content, _codes(source, extract, copies))
    return Imposition(content, plan, copies, len(sheets), original.lost_annotations(extract, source.path))


def plan_sheet(form: Form, sides: tuple[float, float], gap: float | None, path: Path) -> Plan:
    """The plan with most copies; upright copies on an upright sheet where several plans are equal.

    Raises:
        Refused: no copy fits, or the gap leaves too little bleed.
    """
    bleed = min(form.own_bleed, mm(5))
    space = 2 * bleed if gap is None else gap
    if 0 < space < min(2 * bleed, mm(2)):
        raise Refused([finding(GAP_CUTS_BLEED, N_("a gap of {gap} mm leaves each copy {half} mm of bleed"),
                               source=Place(path), gap=f"{to_mm(space):.1f}", half=f"{to_mm(space) / 2:.1f}")])
    best = fullest(form.size, bleed, sides, space)
    if best is None:
        need = needed(form.size, bleed)
        raise Refused([finding(DOES_NOT_FIT, N_("one copy with bleed and marks needs {need} mm"), source=Place(path),
                               need=f"{to_mm(need[0]):.0f} x {to_mm(need[1]):.0f}")])
    return best


def _sheet(path: Path, number: int, plan: Plan, copies: int) -> Sheet:
    # A sheet is turned over like the leaf of a book: on its back, turned copies are turned the other way.
    turn = (plan.turn + 180) % 360 if plan.turn and number % 2 == 0 else plan.turn
    trims = plan.trims()[:copies]
    if number % 2 == 0:  # each copy is behind its own front
        trims = [Box(plan.width - trim.x1, trim.y0, plan.width - trim.x0, trim.y1) for trim in trims]
    half = plan.gap / 2
    marks: list[Mark] = []
    for trim in trims:
        reach = _reach(trim, plan, half)
        marks.append(Group((PlacedPage(path, number, trim, reach=plan.bleed, turn=turn),), clip=rectangle(reach)))
    marks.append(_crop_marks(trims, plan))
    return Sheet(plan.width, plan.height, 0.0, tuple(marks))


def _reach(trim: Box, plan: Plan, half: float) -> Box:
    """The visible area of a copy: its bleed, but no more than half the gap towards a neighbour."""
    block, inner = plan.block, min(plan.bleed, half)
    return Box(trim.x0 - (plan.bleed if trim.x0 < block.x0 + 0.1 else inner),
               trim.y0 - (plan.bleed if trim.y0 < block.y0 + 0.1 else inner),
               trim.x1 + (plan.bleed if trim.x1 > block.x1 - 0.1 else inner),
               trim.y1 + (plan.bleed if trim.y1 > block.y1 - 0.1 else inner))


def _crop_marks(trims: list[Box], plan: Plan) -> Group:
    return Group(tuple(Shape(polygon(line, closed=False), width=LINE, registration=True)
                       for line in plan.crop_lines(trims)), role="artifact")


def _codes(source: Original, extract: ExtractedPages, copies: int) -> dict[int, dict[str, int]]:
    expected: dict[int, dict[str, int]] = {}
    for number, form in extract.forms.items():
        urls = [each.url for each in source.symbols(number, form)]
        expected[number] = {url: urls.count(url) * copies for url in urls}
    return expected
