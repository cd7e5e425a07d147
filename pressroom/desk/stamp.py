"""A panel with QR code and imprint on one page of an existing PDF; nothing else changes."""

from __future__ import annotations

from pressroom.artwork.placed_pages import Form
from pressroom.cache import Cache
from pressroom.colour.ink import BLACK, PAPER
from pressroom.desk import original
from pressroom.desk.original import Original, turn_box
from pressroom.desk.overlay import merge
from pressroom.desk.structure import PanelText
from pressroom.desk.text_block import TextBlock, TextSetter, imprint_line
from pressroom.elements.symbol import QUIET, Symbol, limits, outline, symbol
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, compared, finding, nearest
from pressroom.marks import Group, Shape, Sheet
from pressroom.preflight.raster import NotRun
from pressroom.records import dataclass
from pressroom.resolve.words import IMPRINT_BLANK
from pressroom.sheet.geometry import Box, around, rectangle
from pressroom.sheet.units import mm, to_mm
from pressroom.specs import donation
from pressroom.specs.links import LinkSpec
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.stages import Job

PLACES = ("top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right")
_ACROSS = {"left": 0.0, "right": 1.0}
_DOWN = {"top": 0.0, "bottom": 1.0}
# Least side of a module, points: 0.5 mm for a phone held by hand (QR practice, rule 1).
LEAST_MODULE = mm(0.5)
# Type sizes as fractions of the symbol's side, and the least size, points (Printers' guides, rule 4: 5 pt in one
# ink).
_CAPTION, _ADDRESS, _IMPRINT, _LEAST_WORDS = 0.085, 0.075, 0.045, 5.0

STAMP_OUTSIDE = code(
    "stamp-outside", N_("A code that is cut, or too near the edge of the sheet, cannot be read."),
    N_("Ask for a smaller --size, or another place with --at."))
STAMP_SMALL = code(
    "stamp-small", N_("A phone cannot tell modules under half a millimetre apart."),
    N_("Ask for a larger --size."), source="QR practice, rule 1")
STAMP_COVERS = code(
    "stamp-covers", N_("The panel covers part of the poster: the words there can no longer be read."),
    N_("Choose another place with --at, or a smaller --size."), severity=Severity.WARNING)
STAMP_UNREAD = code(
    "stamp-unread", N_("The finished file was read back, and the stamped code was not found in its place."),
    N_("Save the poster again in the program that made it, then stamp it again."))
STAMP_DENSE = code(
    "stamp-dense", N_("A long address needs many small modules, which phones read slowly or not at all."),
    N_("Give the link a shorter url in campaign.yaml."), severity=Severity.WARNING, source="QR practice, rule 4")
STAMP_UNHEARD = code(
    "stamp-unheard", N_("Screen readers announce only the structure of a tagged file: they would skip the "
                        "panel."),
    N_("Save the poster again as a tagged PDF in the program that made it, then stamp it again."),
    severity=Severity.WARNING, source="ISO 14289-1:2014 (PDF/UA-1), 7.1")


@dataclass(frozen=True, slots=True)
class StampRequest:
    """A stamp to make.

    Attributes:
        link: a key of campaign.yaml.
        at: one of PLACES.
        side: of the symbol without its quiet zone, points.
        caption: above the symbol; empty for the link's own call.
        page: counted from 1.
        safe: least distance of the panel from the trim, points.
        edition: of its imprint.
        printer: of the press imprint.
    """

    link: str
    at: str
    side: float
    caption: str = ""
    page: int = 1
    safe: float = mm(5)
    edition: str = "members"
    printer: str = ""


@dataclass(frozen=True, slots=True)
class StampedFile:
    """A stamped file.

    Attributes:
        content: the new PDF.
        findings: warnings about it.
        panel: its box, points from the top-left of the trim as displayed.
    """

    content: bytes
    findings: tuple[Finding, ...]
    panel: Box


def stamp_file(job: Job, source: Original, request: StampRequest, cache: Cache) -> StampedFile:
    """A new PDF with the panel on it, read back.

    Raises:
        Refused: the link is unknown, the panel does not fit, or the finished code cannot be read.
    """
    link = _link(job, request)
    _printer(job, request)
    form = original.extract_pages(source, (request.page,)).forms[request.page]
    sheet, findings = _panel(job, link, request, cache)
    panel = _position(sheet, form, request)
    findings += _blank_imprint(job, request) + _hidden_findings(source, request.page, form, panel)
    merged_file = merge(source, request.page, form, _panel_pdf(job, sheet, link), panel,
                        _panel_text(job, source, sheet, link))
    if not merged_file.in_structure:
        findings.append(finding(STAMP_UNHEARD, N_("the file is tagged, and its structure cannot take the panel"),
                                source=Place(source.path), sheet=request.page))
    _read_back(source, merged_file.content, request, form, link.payload, panel)
    return StampedFile(merged_file.content, tuple(findings), panel)


def _panel_text(job: Job, source: Original, sheet: Sheet, link: LinkSpec) -> PanelText:
    """The panel for screen readers; a press file may hold no active link (ISO 15930-7)."""
    return PanelText(" ".join(sheet.words), "" if source.proof.intents else link.href, link.words,
                     job.campaign.language)


def _link(job: Job, request: StampRequest) -> LinkSpec:
    link = job.campaign.links.get(request.link)
    if link is None:
        near = nearest(request.link, job.campaign.links)
        raise Refused([finding(UNKNOWN_NAME, N_("there is no link {name}"), N_("did you mean {near}?") if near else
                               N_("there is: {known}"), name=request.link, near=near,
                               known=", ".join(job.campaign.links))], exit_code=2)
    return link


def _printer(job: Job, request: StampRequest) -> None:
    if request.printer and request.printer not in job.printers:
        near = nearest(request.printer, job.printers)
        raise Refused([finding(UNKNOWN_NAME, N_("there is no printer {name}"), N_("did you mean {near}?") if near else
                               N_("there is: {known}"), name=request.printer, near=near,
                               known=", ".join(job.printers))], exit_code=2)


def _blank_imprint(job: Job, request: StampRequest) -> list[Finding]:
    """The finding that a press imprint has a blank line, because its printer has no name yet."""
    printer = request.printer or job.campaign.printer
    if request.edition != "press" or job.printers[printer].imprint.name:
        return []
    return [finding(IMPRINT_BLANK, N_("the printer {name} has no name for the imprint: a line is left to fill in"),
                    name=printer)]


def _panel(job: Job, link: LinkSpec, request: StampRequest, cache: Cache) -> tuple[Sheet, list[Finding]]:
    """The panel as a sheet: caption, symbol, address and imprint from top to bottom, on paper white."""
    qr = symbol(link.payload, cache)
    module = request.side / qr.side
    place = job.documents["materials/campaign.yaml"].place(("links", request.link, link.kind))
    findings = _symbol_findings(qr, module, request, link, place)
    setter, quiet = TextSetter(job), QUIET * module
    width = request.side
    left, y = quiet, quiet
    blocks: list[TextBlock] = []
    caption = request.caption or link.caption or (
        donation.caption(job.campaign.language) if link.donation else link.call)
    if caption:
        blocks.append(setter.block(caption, Box(left, y, left + width, y + request.side),
                                   max(_LEAST_WORDS, request.side * _CAPTION), least=_LEAST_WORDS, bold=True,
                                   role="caption", place=place))
        y = blocks[-1].area.y1 + quiet
    box = Box(left, y, left + request.side, y + request.side)
    code_mark = Group((Shape(outline(qr, box.x0, box.y0, module), fill=BLACK),), role="figure")
    y = box.y1 + quiet
    small = imprint_line(job, "press" if request.edition == "press" else "members",
                         request.printer or job.campaign.printer)
    for words, share, bold in ((link.words, _ADDRESS, True), (small, _IMPRINT, False)):
        if words:
            blocks.append(setter.block(words, Box(left, y, left + width, y + request.side),
                                       max(_LEAST_WORDS, request.side * share), least=_LEAST_WORDS, bold=bold,
                                       place=place))
            y = blocks[-1].area.y1 + quiet / 2
    size = Box(0, 0, width + 2 * quiet, y + quiet / 2)
    ink_area = around(block.area for block in blocks)
    if ink_area and ink_area.x1 > size.x1:
        size = Box(0, 0, ink_area.x1 + quiet, size.y1)
    marks = (Group((Shape(rectangle(size), fill=PAPER),), role="artifact"), code_mark,
             *(block.group for block in blocks))
    return Sheet(size.width, size.height, 0.0, marks, words=tuple(block.text for block in blocks),
                 qr=(link.payload,)), findings


def _symbol_findings(qr: Symbol, module: float, request: StampRequest, link: LinkSpec, place: Place) -> list[Finding]:
    """Findings about the size and version of the symbol.

    Raises:
        Refused: a phone cannot read it.
    """
    if module < LEAST_MODULE - 1e-6:
        raise Refused([finding(
            STAMP_SMALL, N_("at {size} mm a module is {module} mm wide; {least} mm is the least"),
            N_("ask for --size {wanted}mm"), source=place, measured=compared(to_mm(module), 0.5, 2)[0], limit=0.5,
            size=f"{to_mm(request.side):.0f}", module=f"{compared(to_mm(module), 0.5, 2)[0]:g}", least="0.5",
            wanted=-(-qr.side // 2))])
    first, last = limits(link.kind)
    if qr.version <= first:
        return []
    dense = finding(STAMP_DENSE, N_("the code of {name} is of version {version}: many small modules"), source=place,
                    name=request.link, version=qr.version,
                    severity=Severity.ERROR if qr.version > last else None)
    if dense.fails:
        raise Refused([dense])
    return [dense]


def _panel_pdf(job: Job, sheet: Sheet, link: LinkSpec) -> bytes:
    from pressroom.paint.loose import Paper, write

    return write([sheet], Paper(link.call or link.words, job.campaign.organisation.name, job.campaign.language,
                                "2000-01-01", "stamp"))


def _position(sheet: Sheet, form: Form, request: StampRequest) -> Box:
    """The box of the panel on the page as displayed."""
    width, height = form.size
    parts = request.at.split("-")
    across = next((_ACROSS[share] for share in parts if share in _ACROSS), 0.5)
    down = next((_DOWN[share] for share in parts if share in _DOWN), 0.5)
    room = (width - 2 * request.safe - sheet.width, height - 2 * request.safe - sheet.height)
    if min(room) < 0:
        raise Refused([finding(
            STAMP_OUTSIDE, N_("the panel is {panel} mm, and the page leaves {room} mm inside its safe margin"),
            N_("ask for a smaller --size"), sheet=request.page, panel=_mm(sheet.width, sheet.height),
            room=_mm(width - 2 * request.safe, height - 2 * request.safe))])
    x, y = request.safe + room[0] * across, request.safe + room[1] * down
    return Box(x, y, x + sheet.width, y + sheet.height)


def _mm(width: float, height: float) -> str:
    return f"{to_mm(width):.0f} x {to_mm(height):.0f}"


def _hidden_findings(source: Original, number: int, form: Form, panel: Box) -> list[Finding]:
    """Findings about words and codes under the panel."""
    page = source.page(number)
    try:
        lines = [(turn_box(box, page.trim, form.rotate), words) for box, words in page.lines]
    except (NotRun, RuntimeError, ValueError, MemoryError) as trouble:
        return [finding(STAMP_COVERS, N_("not checked: {reason}"), sheet=number, reason=str(trouble)[:160],
                        severity=Severity.NOT_RUN)]
    hidden = [words.strip() for box, words in lines if words.strip() and box.grown(-0.3).overlap(panel)]
    codes = [each.url for each in source.symbols(number, form) if each.box.overlap(panel)]
    return [finding(STAMP_COVERS, N_("the panel covers: {words}"), N_("choose another place with --at"),
                    source=Place(source.path), sheet=number, area=panel, words=words[:80])
            for words in [*codes, *hidden][:6]]


def _read_back(source: Original, content: bytes, request: StampRequest, form: Form, url: str, panel: Box) -> None:
    """Check that the code reads in its place in the finished file."""
    finished = original.original_of(source.path, content, (url,) if request.page == 1 else ())
    symbols = [each for each in finished.symbols(request.page, form)
               if each.url == url and panel.contains(each.box, 1.5)]
    if not symbols:
        raise Refused([finding(STAMP_UNREAD, N_("the code of {url} was not read back from page {page}"),
                               source=Place(source.path), url=url, page=request.page)])
    if finished.pages != source.pages:
        raise Refused([finding(STAMP_UNREAD, N_("the finished file has {count} page{count||s}, not {wanted}"),
                               source=Place(source.path), count=finished.pages, wanted=source.pages)])
