"""What passes from stage to stage: Job, Piece, Fit with its parts, Painted, Published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pressroom import library
from pressroom.brief import Edition
from pressroom.colour.ink import Ink
from pressroom.elements.base import Element
from pressroom.elements.context import Fitted, Image, Link, Setting, Words
from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.marks import Sheet
from pressroom.prose import Block
from pressroom.records import dataclass, field, replace
from pressroom.sheet.folds import Folding, Panel
from pressroom.sheet.formats import Format
from pressroom.sheet.geometry import Box
from pressroom.specs.brand import BrandSpec
from pressroom.specs.campaign import CampaignSpec
from pressroom.specs.document import Document, Location
from pressroom.specs.elections import ElectionsSpec
from pressroom.specs.finishing import Finish
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.letter import FormsSpec
from pressroom.specs.parts import PartSpec
from pressroom.specs.printer import PrinterSpec
from pressroom.specs.running_text import AnyMaterial
from pressroom.type.setting import Faces

DRAFT = code("draft", N_("A draft is not ready: nobody may print, send or publish it as if it were."),
             N_("When its words are final, write state: ready in the material, or delete the line."),
             severity=Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that the YAML says, read and checked by itself.

    Attributes:
        root: the project's folder.
        campaign, brand: of the whole project.
        materials, layouts, printers: by name.
        documents: the files these came from, by their path in the project.
        findings: what was wrong; a thing that is wrong is not in the mappings.
        names, presets: every material and printer that has a file, whether it was read or not.
        forms: how officials are addressed, where there are letters.
        parts: what layouts share, by name, as far as it was read.
        elections: those that renew the offices to which letters go, where the project has a list and letters.
        record: of a run: what stands for a record's words until they are known, by the names of texts for them.
    """

    root: Path
    campaign: CampaignSpec
    brand: BrandSpec
    materials: Mapping[str, AnyMaterial]
    layouts: Mapping[str, LayoutSpec]
    printers: Mapping[str, PrinterSpec]
    documents: Mapping[str, Document]
    findings: tuple[Finding, ...] = ()
    names: frozenset[str] = frozenset()
    presets: frozenset[str] = frozenset()
    forms: FormsSpec | None = None
    parts: Mapping[str, PartSpec] = field(default_factory=dict)
    elections: ElectionsSpec | None = None
    record: Mapping[str, str] = field(default_factory=dict)

    @property
    def screen_profile(self) -> Path:
        """The ICC file of the campaign's own printing condition: screens and members' files show what it makes."""
        return self.root / "assets/icc" / self.printers[self.campaign.printer].condition.profile


def draft(job: Job, name: str, message: str, *, fails: bool = False) -> Finding:
    """The finding that a material is a draft, at the line that says so; an error where it `fails` a command."""
    place = job.documents[library.material_file(name, job.documents)].place(("state",))
    return finding(DRAFT, message, N_("write state: ready when its words are final") if fails else "", source=place,
                   severity=Severity.ERROR if fails else None, name=name)


@dataclass(frozen=True, slots=True)
class Piece:
    """One material in one format for one printer and edition; every name stands for its thing.

    Attributes:
        material, layout, printer: their names.
        kind: poster, triptych, leaflet, release or letter.
        title, author, language, date, version: of the document.
        words: texts by name, one mapping a sheet, or a panel.
        inks: brand inks and palette roles.
        faces: by style font, e.g. `text.bold`.
        links, images, imprint, shares: what elements may show; images one mapping a sheet, or a
            panel, the word mark under `logo`.
        profile: the ICC file of the printing condition.
        folding: of a leaflet: its panels on the sheet.
        blocks: of a text: what runs over its sheets.
        embargo: the day from which it may be published; empty for any.
        draft: whether it is not ready to be published.
        edge: what an office printer leaves white on every side, in points; 0 where artwork reaches the trim.
        fields: of a run: what stands in the fields of the layout, by their names.
        record: whether its words are of a record: no cache keeps them.
        sizes: of a run: the size of all records in a style, in points.
        scale: how many times larger than in its file the sheet is; 1 for a file at the final size.
        units: whether the file states the scale (UserUnit).
        finish: what is done to the sheet after it is printed.
    """

    material: str
    layout: str
    printer: str
    kind: str
    format: Format
    edition: Edition
    title: str
    author: str
    language: str
    date: str
    version: int
    distance_m: float
    spec: LayoutSpec
    layout_document: Document
    printer_spec: PrinterSpec
    profile: Path
    words: tuple[Mapping[str, Words], ...]
    inks: Mapping[str, Ink]
    faces: Mapping[str, Faces]
    links: Mapping[str, Link]
    images: tuple[Mapping[str, Image], ...]
    imprint: tuple[Words, ...]
    shares: Mapping[str, float]
    document: Document
    findings: tuple[Finding, ...] = ()
    folding: Folding | None = None
    blocks: tuple[Block, ...] = ()
    embargo: str = ""
    draft: bool = False
    edge: float = 0.0
    fields: Mapping[str, Words] = field(default_factory=dict)
    record: bool = False
    sizes: Mapping[str, float] = field(default_factory=dict)
    scale: float = 1.0
    units: bool = False
    finish: Finish = Finish.model_construct()

    @property
    def name(self) -> str:
        """As files are called: `petition-A3`."""
        return f"{self.material}-{self.format.name}"

    @property
    def safe(self) -> float:
        """Least distance from words to the edge of what is seen, in points: for the printer, for hems and eyelets."""
        if self.format.screen:  # nothing is cut on a screen
            return 0.0
        return max(self.printer_spec.safe, self.finish.margin, self.spec.clear)


@dataclass(frozen=True, slots=True)
class Placed:
    """An element at its place.

    Attributes:
        element: as the layout describes it.
        location: where the layout does.
        fitted: its marks.
    """

    element: Element
    location: Location
    fitted: Fitted


@dataclass(frozen=True, slots=True)
class FittedSheet:
    """A part of a piece, as it was fitted: a sheet, a panel of a leaflet, or a page of running text.

    Attributes:
        piece: the piece as if this part, and those of its kind, were all of it: inside the white edge, one panel
            alone, the texts of every page.
        sheet: the marks.
        number: of the part's texts and pictures in `piece`, from 1.
        placed: its elements, artwork that runs under them first.
        settings: how its texts were set.
        findings: about fitting it.
        page: of the finished file, from 1.
        shift: from the part's places to those of its page: right and down, in points.
    """

    piece: Piece
    sheet: Sheet
    number: int
    placed: tuple[Placed, ...]
    settings: tuple[Setting, ...]
    findings: tuple[Finding, ...]
    page: int
    shift: tuple[float, float] = (0.0, 0.0)

    def on_page(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings about the part, at their places on its page."""
        return [replace(item, sheet=self.page, area=item.area.moved(*self.shift) if item.area else None)
                for item in findings]


@dataclass(frozen=True, slots=True)
class FittedPanel:
    """A panel of a leaflet as a sheet of its own.

    Attributes:
        panel: where it lies.
        fitted: what shows on it: artwork that runs over it, then its own elements.
        own: its own elements.
        reach: how far its artwork may run.
    """

    panel: Panel
    fitted: FittedSheet
    own: tuple[Placed, ...]
    reach: Box


@dataclass(frozen=True, slots=True)
class FittedLeaflet:
    """The panels of a leaflet in reading order, and how they are folded."""

    folding: Folding
    panels: tuple[FittedPanel, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """A piece whose marks have their places.

    Attributes:
        piece: what was fitted.
        sheets: one a page.
        settings: how the texts of each sheet were set.
        findings: about fitting it.
        parts: what the sheets are made of, in reading order.
        leaflet: the same parts as panels, where the piece is folded.
    """

    piece: Piece
    sheets: tuple[Sheet, ...]
    settings: tuple[tuple[Setting, ...], ...]
    findings: tuple[Finding, ...] = ()
    parts: tuple[FittedSheet, ...] = ()
    leaflet: FittedLeaflet | None = None


@dataclass(frozen=True, slots=True)
class Painted:
    """A piece as a file.

    Attributes:
        content: the PDF.
        findings: what painting did to it that staff should know, such as ink that was taken away.
    """

    content: bytes
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What a build left in out/.

    Attributes:
        made, unchanged, kept, withdrawn: paths that were written, left alone, kept because of errors, removed.
        findings: all of them.
    """

    made: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def passed(self) -> bool:
        """Whether every piece was made and passed."""
        return not any(item.fails for item in self.findings)
