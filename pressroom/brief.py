"""The input and the output of preflight, as plain values; nothing here imports a module that paints."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pressroom.findings import Finding, Severity
from pressroom.records import dataclass, field

Edition = Literal["press", "members", "lowink", "tiled", "preview", "screen", ""]


@dataclass(frozen=True, slots=True)
class PageBrief:
    """The requirements on one page.

    Attributes:
        trim: width and height in points; None when any will do.
        qr: URLs that its symbols must read as, each at least once.
        words: texts that must be read back, after microtypography and before line breaking.
        safe_left, safe_right: safe margins of these sides in points, when they differ from the piece's.
        folds: where the sheet is folded, points from the left trim.
    """

    trim: tuple[float, float] | None = None
    qr: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    safe_left: float | None = None
    safe_right: float | None = None
    folds: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Figures of a printer; None where the printer sets no limit.

    Attributes:
        ink: most ink in one place, 3.0 being 300 %.
        picture_ppi_error, picture_ppi_warning: least effective resolution of grey and colour pictures.
        bitmap_ppi_error, bitmap_ppi_warning: the same for one-bit pictures.
        text: least size of one-ink text, points.
        text_reversed: least size of white or many-ink text, points.
        line: least stroke, points; line_reversed for white or many-ink strokes.
        qr_module: least side of a QR module, points (quiet zone not counted).
        safe: least distance from words to the trim, points; below safe_error it is an error.
        black_overprint_below: black text smaller than this overprints, points.
        rich_black: most ink of a black that holds more than K.
        rich_black_text: the same for text, whose thin strokes misregister; None where it is not judged.
        ink_mean: most ink of a square of 15 mm on average; None where it is not judged.
        scan_ppi_error, scan_ppi_warning: least resolution of a page that is one picture; None where it is not judged.
        black_text, black_lines: whether small black text and thin black lines of other programs must overprint.
    """

    ink: float = 3.0
    picture_ppi_error: float = 149.0
    picture_ppi_warning: float = 224.0
    bitmap_ppi_error: float = 549.0
    bitmap_ppi_warning: float = 799.0
    text: float = 5.0
    text_reversed: float = 8.0
    line: float = 0.25
    line_reversed: float = 0.25
    qr_module: float = 1.417
    safe: float = 14.173
    safe_error: float = 8.504
    black_overprint_below: float = 24.0
    rich_black: float = 2.4
    rich_black_text: float | None = 2.8
    ink_mean: float | None = 3.2
    scan_ppi_error: float | None = None
    scan_ppi_warning: float = 449.0
    black_text: bool = True
    black_lines: bool = True


@dataclass(frozen=True, slots=True)
class Brief:
    """The requirements on a finished file.

    Attributes:
        name: of the piece, for messages, e.g. `petition-A3`.
        edition: press, members, or empty for a file from elsewhere.
        standard: `PDF/X-4`, `PDF/X-1a:2003` or empty.
        pages: one for each page, in order; empty when any number will do.
        bleed: the printer's, in points.
        marks: whether crop marks are wanted (True), refused (False) or indifferent (None).
        targets: whether registration targets, a colour bar and a slug line are asked for outside the bleed.
        steps: processing steps that the printer takes, `*` for any.
        spots: spot colours that the printer prints, `*` for any; technical: those of them that print nothing.
        condition: identifier of the printing condition, e.g. `FOGRA39`; empty when any CMYK one will do.
        profile_sha256: of the output intent's profile, decompressed; empty when not asked.
        title, language: as the document must state them; empty when not asked.
        limits: the printer's figures.
        severities: weights that the printer changes, by code.
        waivers: codes that the printer does not mind, with the reason.
        ours: whether this program made the file; further checks apply then.
        edge: the white edge on every side, in points.
        most_cover: the largest share of the sheets that a low-ink file may cover; None for other files.
        forms: fields to fill in that it must have, each once or more.
        pictures: whether its pictures are held to a press file's resolution, as no press file goes with it.
        plates: whether the pages are separated into plates (True), or the report states that they were not (False);
            None where plates do not matter.
        single: whether the file has one page, and no more.
        scale: how many times larger than in the file it is printed: 10 for a file at 1:10.
        units: whether pages may state another unit (UserUnit), which is then part of their size.
        preview_height: pixels of height at which the pages of a file of ours are drawn, for their previews; 0 where no
            preview is made of them.
    """

    name: str = ""
    edition: Edition = ""
    standard: str = ""
    pages: tuple[PageBrief, ...] = ()
    bleed: float = 0.0
    marks: bool | None = None
    targets: bool = False
    spots: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    technical: tuple[str, ...] = ()
    condition: str = ""
    profile_sha256: str = ""
    title: str = ""
    language: str = ""
    limits: Limits = field(default_factory=Limits)
    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    waivers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    ours: bool = False
    edge: float = 0.0
    most_cover: float | None = None
    forms: tuple[str, ...] = ()
    pictures: bool = False
    plates: bool | None = None
    single: bool = False
    scale: float = 1.0
    units: bool = False
    preview_height: int = 0


@dataclass(frozen=True, slots=True)
class QrReading:
    """A symbol read back from the rasterised page.

    Attributes:
        page: counted from 1.
        url: its content.
        side: of the symbol without its quiet zone, points.
        module: side of one module, points.
        version: of the symbol, 1 to 40.
    """

    page: int
    url: str
    side: float
    module: float
    version: int


@dataclass(frozen=True, slots=True)
class InkReading:
    """The ink on the plates of a page.

    Attributes:
        plates: their names, process inks first.
        most: the most ink in one place, 3.0 being 300 %.
        mean: the most ink of a square of 15 mm on average.
        resolution: pixels an inch at which the plates were made.
    """

    plates: tuple[str, ...]
    most: float
    mean: float
    resolution: float


@dataclass(frozen=True, slots=True)
class PageReading:
    """The content of one page, read back.

    Attributes:
        trim: width and height, points.
        bleed: least distance from bleed box to trim box, points.
        qr: the symbols read back.
        text: the words read back, white space folded.
        ink: on its plates; None when they were not made.
        cover: the share of the paper with ink, 1.0 being full ink everywhere; None where it was not measured.
    """

    trim: tuple[float, float]
    bleed: float
    qr: tuple[QrReading, ...]
    text: str
    ink: InkReading | None = None
    cover: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The result of preflight for one file.

    Attributes:
        name: of the piece or file.
        findings: all of them, notes included.
        ran: codes of the checks that ran.
        pages: what was read back.
    """

    name: str
    findings: tuple[Finding, ...]
    ran: tuple[str, ...]
    pages: tuple[PageReading, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing fails; a check that did not run is reported, and is no failure."""
        return not any(item.fails for item in self.findings)
