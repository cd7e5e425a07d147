"""Our QR code and imprint on somebody's own poster: a paper panel on one page of a PDF; the rest is left as it is."""

from __future__ import annotations

from dataclasses import dataclass

from pressroom.artwork.placed_pages import Form
from pressroom.cache import Cache
from pressroom.colour.ink import BLACK, PAPER
from pressroom.desk import original
from pressroom.desk.original import Original, turned
from pressroom.desk.overlay import merged
from pressroom.desk.structure import Spoken
from pressroom.desk.text_block import Hand, SetBlock, imprint_line
from pressroom.elements.qr import LAST_VERSION, QUIET, WARN_VERSION, Symbol, outline, symbol
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding, nearest
from pressroom.marks import Group, Shape, Sheet
from pressroom.preflight.raster import NotRun
from pressroom.resolve.words import IMPRINT_BLANK
from pressroom.sheet.geometry import Box, around, rectangle
from pressroom.sheet.units import mm, to_mm
from pressroom.specs.campaign import LinkSpec
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.stages import Job

PLACES = ("top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right")
_ACROSS = {"left": 0.0, "right": 1.0}
_DOWN = {"top": 0.0, "bottom": 1.0}
# Least side of a module, points: 0.5 mm, what a phone tells apart in the hand (QR practice, rule 1).
LEAST_MODULE = mm(0.5)
# Sizes of words as parts of the symbol's side, and the least that is printed, points (Printers' guides,
# rule 4: 5 pt in one ink).
_CAPTION, _ADDRESS, _IMPRINT, _LEAST_WORDS = 0.085, 0.075, 0.045, 5.0

STAMP_OUTSIDE = code(
    "stamp-outside", N_("A code that the guillotine cuts, or that stands too near its edge, cannot be read."),
    N_("Ask for a smaller --size, or another place with --at."))
STAMP_SMALL = code(
    "stamp-small", N_("Modules below half a millimetre are not told apart by a phone."),
    N_("Ask for a larger --size."), source="QR practice, rule 1")
STAMP_COVERS = code(
    "stamp-covers", N_("The panel is laid over the poster: words that stand there can no longer be read."),
    N_("Choose another place with --at, or a smaller --size."), severity=Severity.WARNING)
STAMP_UNREAD = code(
    "stamp-unread", N_("The finished file was read back, and the code that was stamped was not found where it stands."),
    N_("Open the poster in the program that made it and save it anew; then stamp again."))
STAMP_DENSE = code(
    "stamp-dense", N_("A long address makes many small modules, which phones read late or not at all."),
    N_("Give the link a shorter url in campaign.yaml."), severity=Severity.WARNING, source="QR practice, rule 4")
STAMP_UNHEARD = code(
    "stamp-unheard", N_("In a tagged file a reader hears what its structure holds and nothing else: the panel would "
                        "be passed over."),
    N_("Open the poster in the program that made it, save it as a tagged PDF anew, and stamp it again."),
    severity=Severity.WARNING, source="ISO 14289-1:2014 (PDF/UA-1), 7.1")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is asked for.

    Attributes:
        link: a key of campaign.yaml.
        at: one of PLACES.
        side: of the symbol without its quiet zone, points.
        caption: above it; empty for the link's own call.
        page: counted from 1.
        safe: least distance of the panel from the trim, points.
        edition: whose imprint it bears.
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
class Stamped:
    """A stamped file.

    Attributes:
        content: the new PDF.
        findings: what staff should know of it.
        panel: where it stands, points from the top-left of the trim as it is seen.
    """

    content: bytes
    findings: tuple[Finding, ...]
    panel: Box


def stamped(job: Job, brought: Original, asked: Stamp, cache: Cache) -> Stamped:
    """A new PDF with the panel on it, read back.

    Raises:
        Refused: the link is unknown, the panel has no room, or the finished code cannot be read.
    """
    link = _link(job, asked)
    _printer(job, asked)
    form = original.forms(brought, (asked.page,)).forms[asked.page]
    sheet, findings = _panel(job, link, asked, cache)
    panel = _placed(sheet, form, asked)
    findings += _unnamed(job, asked) + _covered(brought, asked.page, form, panel)
    laid = merged(brought, asked.page, form, _painted(job, sheet, link), panel, _spoken(job, brought, sheet, link))
    if not laid.heard:
        findings.append(finding(STAMP_UNHEARD, N_("the file is tagged, and its structure cannot take the panel"),
                                source=Place(brought.path), sheet=asked.page))
    _read_back(brought, laid.content, asked, form, link.url, panel)
    return Stamped(laid.content, tuple(findings), panel)


def _spoken(job: Job, brought: Original, sheet: Sheet, link: LinkSpec) -> Spoken:
    """What a reader hears; a press file may hold no link that can be clicked (ISO 15930-7)."""
    return Spoken(" ".join(sheet.words), "" if brought.proof.intents else link.url, link.shown,
                  job.campaign.language)


def _link(job: Job, asked: Stamp) -> LinkSpec:
    link = job.campaign.links.get(asked.link)
    if link is None:
        near = nearest(asked.link, job.campaign.links)
        raise Refused([finding(UNKNOWN_NAME, N_("there is no link {name}"), N_("did you mean {near}?") if near else
                               N_("there is: {known}"), name=asked.link, near=near,
                               known=", ".join(job.campaign.links))], exit_code=2)
    return link


def _printer(job: Job, asked: Stamp) -> None:
    if asked.printer and asked.printer not in job.printers:
        near = nearest(asked.printer, job.printers)
        raise Refused([finding(UNKNOWN_NAME, N_("there is no printer {name}"), N_("did you mean {near}?") if near else
                               N_("there is: {known}"), name=asked.printer, near=near,
                               known=", ".join(job.printers))], exit_code=2)


def _unnamed(job: Job, asked: Stamp) -> list[Finding]:
    """A press imprint whose printer has no name yet leaves a line to fill in, and says so."""
    printer = asked.printer or job.campaign.printer
    if asked.edition != "press" or job.printers[printer].imprint.name:
        return []
    return [finding(IMPRINT_BLANK, N_("the printer {name} has no name for the imprint: a line is left to fill in"),
                    name=printer)]


def _panel(job: Job, link: LinkSpec, asked: Stamp, cache: Cache) -> tuple[Sheet, list[Finding]]:
    """The panel as a sheet of its own: caption, symbol, address, imprint, one below the other on bare paper."""
    drawn = symbol(link.url, cache)
    module = asked.side / drawn.side
    place = job.documents["materials/campaign.yaml"].place(("links", asked.link, "url"))
    findings = _judged(drawn, module, asked, place)
    hand, quiet = Hand(job), QUIET * module
    width = asked.side
    left, y = quiet, quiet
    blocks: list[SetBlock] = []
    caption = asked.caption or link.call
    if caption:
        blocks.append(hand.block(caption, Box(left, y, left + width, y + asked.side),
                                 max(_LEAST_WORDS, asked.side * _CAPTION), least=_LEAST_WORDS, bold=True,
                                 role="caption", place=place))
        y = blocks[-1].area.y1 + quiet
    box = Box(left, y, left + asked.side, y + asked.side)
    code_mark = Group((Shape(outline(drawn, box.x0, box.y0, module), fill=BLACK),), role="figure")
    y = box.y1 + quiet
    small = imprint_line(job, "press" if asked.edition == "press" else "members",
                         asked.printer or job.campaign.printer)
    for words, part, bold in ((link.shown, _ADDRESS, True), (small, _IMPRINT, False)):
        if words:
            blocks.append(hand.block(words, Box(left, y, left + width, y + asked.side),
                                     max(_LEAST_WORDS, asked.side * part), least=_LEAST_WORDS, bold=bold,
                                     place=place))
            y = blocks[-1].area.y1 + quiet / 2
    size = Box(0, 0, width + 2 * quiet, y + quiet / 2)
    inked = around(block.area for block in blocks)
    if inked and inked.x1 > size.x1:
        size = Box(0, 0, inked.x1 + quiet, size.y1)
    marks = (Group((Shape(rectangle(size), fill=PAPER),), role="artifact"), code_mark,
             *(block.group for block in blocks))
    return Sheet(size.width, size.height, 0.0, marks, words=tuple(block.text for block in blocks),
                 qr=(link.url,)), findings


def _judged(drawn: Symbol, module: float, asked: Stamp, place: Place) -> list[Finding]:
    """Whether a phone can read the symbol at this size.

    Raises:
        Refused: it cannot.
    """
    if module < LEAST_MODULE - 1e-6:
        raise Refused([finding(
            STAMP_SMALL, N_("at {size} mm a module is {module} mm wide; {least} mm is the least"),
            N_("ask for --size {wanted}mm"), source=place, measured=round(to_mm(module), 2), limit=0.5,
            size=f"{to_mm(asked.side):.0f}", module=f"{to_mm(module):.2f}", least="0.5",
            wanted=-(-drawn.side // 2))])
    if drawn.version <= WARN_VERSION:
        return []
    dense = finding(STAMP_DENSE, N_("the url of the link {name} makes a symbol of version {version}"), source=place,
                    name=asked.link, version=drawn.version,
                    severity=Severity.ERROR if drawn.version > LAST_VERSION else None)
    if dense.fails:
        raise Refused([dense])
    return [dense]


def _painted(job: Job, sheet: Sheet, link: LinkSpec) -> bytes:
    from pressroom.paint.loose import Paper, write

    return write([sheet], Paper(link.call or link.shown, job.campaign.organisation.name, job.campaign.language,
                                "2000-01-01", "stamp"))


def _placed(sheet: Sheet, form: Form, asked: Stamp) -> Box:
    """Where the panel stands on the page as it is seen."""
    width, height = form.size
    parts = asked.at.split("-")
    across = next((_ACROSS[part] for part in parts if part in _ACROSS), 0.5)
    down = next((_DOWN[part] for part in parts if part in _DOWN), 0.5)
    room = (width - 2 * asked.safe - sheet.width, height - 2 * asked.safe - sheet.height)
    if min(room) < 0:
        raise Refused([finding(
            STAMP_OUTSIDE, N_("the panel is {panel} mm, and the page leaves {room} mm inside its safe margin"),
            N_("ask for a smaller --size"), sheet=asked.page, panel=_mm(sheet.width, sheet.height),
            room=_mm(width - 2 * asked.safe, height - 2 * asked.safe))])
    x, y = asked.safe + room[0] * across, asked.safe + room[1] * down
    return Box(x, y, x + sheet.width, y + sheet.height)


def _mm(width: float, height: float) -> str:
    return f"{to_mm(width):.0f} x {to_mm(height):.0f}"


def _covered(brought: Original, number: int, form: Form, panel: Box) -> list[Finding]:
    """Words and codes that the panel hides."""
    page = brought.page(number)
    try:
        lines = [(turned(box, page.trim, form.rotate), words) for box, words in page.lines]
    except (NotRun, RuntimeError, ValueError, MemoryError) as trouble:
        return [finding(STAMP_COVERS, N_("not judged: {reason}"), sheet=number, reason=str(trouble)[:160],
                        severity=Severity.NOT_RUN)]
    hidden = [words.strip() for box, words in lines if words.strip() and box.grown(-0.3).overlap(panel)]
    codes = [each.url for each in brought.symbols(number, form) if each.box.overlap(panel)]
    return [finding(STAMP_COVERS, N_("the panel covers: {words}"), N_("choose another place with --at"),
                    source=Place(brought.path), sheet=number, area=panel, words=words[:80])
            for words in [*codes, *hidden][:6]]


def _read_back(brought: Original, content: bytes, asked: Stamp, form: Form, url: str, panel: Box) -> None:
    """See that the code is there, whole and where it should be."""
    made = original.of_bytes(brought.path, content, (url,) if asked.page == 1 else ())
    found = [each for each in made.symbols(asked.page, form) if each.url == url and panel.contains(each.box, 1.5)]
    if not found:
        raise Refused([finding(STAMP_UNREAD, N_("the code of {url} was not read back from page {page}"),
                               source=Place(brought.path), url=url, page=asked.page)])
    if made.pages != brought.pages:
        raise Refused([finding(STAMP_UNREAD, N_("the finished file has {count} pages, not {wanted}"),
                               source=Place(brought.path), count=made.pages, wanted=brought.pages)])
