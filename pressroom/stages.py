"""What passes from stage to stage: Job, Piece, Fit, Painted, Published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pressroom.brief import Edition
from pressroom.colour.ink import Ink
from pressroom.elements.room import Image, Link, Setting, Words
from pressroom.findings import Finding
from pressroom.marks import Sheet
from pressroom.prose import Block
from pressroom.sheet.folds import Folding
from pressroom.sheet.formats import Format
from pressroom.specs.brand import BrandSpec
from pressroom.specs.campaign import CampaignSpec
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.letter import FormsSpec
from pressroom.specs.printer import PrinterSpec
from pressroom.specs.reader import Document
from pressroom.specs.written import AnyMaterial
from pressroom.type.setting import Faces


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
        edge: what an office printer leaves white on every side, in points; 0 where artwork reaches the trim.
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
    edge: float = 0.0

    @property
    def name(self) -> str:
        """As files are called: `petition-A3`."""
        return f"{self.material}-{self.format.name}"


@dataclass(frozen=True, slots=True)
class Fit:
    """A piece whose marks have their places.

    Attributes:
        piece: what was fitted.
        sheets: one a page.
        settings: how the texts of each sheet were set.
        findings: what was seen.
    """

    piece: Piece
    sheets: tuple[Sheet, ...]
    settings: tuple[tuple[Setting, ...], ...]
    findings: tuple[Finding, ...] = ()


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
