"""Sheets that belong to no piece: job tickets, proof sheets, imposed and tiled sheets.

They use the same marks and the same object tree as pieces, but have no pictures of pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pressroom import __version__
from pressroom.artwork.placed_pages import ExtractedPages
from pressroom.marks import Picture, Sheet
from pressroom.paint.content import Content
from pressroom.paint.document import File, Identity, array, dictionary, name
from pressroom.paint.editions import MEMBERS, PRESS
from pressroom.paint.effects import Effects
from pressroom.paint.overprint import OVERPRINT
from pressroom.paint.placed_pages import PlacedPages, fresh_state
from pressroom.paint.reportlab_documents import pdfdoc
from pressroom.paint.separations import Separations
from pressroom.paint.tags import PageTags, Structure
from pressroom.paint.type0 import FontResources
from pressroom.records import dataclass, field
from pressroom.sheet.geometry import Box


@dataclass(frozen=True, slots=True)
class Paper:
    """The metadata and options of loose sheets.

    Attributes:
        title, author, language, date, name: as in `document.Identity`.
        standard: `PDF/X-4` when the placed pages conform; `intent` then names the file whose output intent is used.
        press: whether inks are written as CMYK; else as sRGB.
        tagged: whether it is PDF/UA-1; not together with placed pages.
        sources: files of the PlacedPage marks.
        block: the box that is cut out of every sheet, and its bleed in points; None for the whole sheet.
    """

    title: str
    author: str
    language: str
    date: str
    name: str
    standard: str = ""
    press: bool = True
    tagged: bool = False
    sources: Mapping[Path, ExtractedPages] = field(default_factory=lambda: MappingProxyType({}))
    intent: Path | None = None
    block: tuple[Box, float] | None = None


class _NoPictures:
    def name(self, picture: Picture) -> str:
        raise NotImplementedError(f"{picture.file.name}: loose sheets show no pixels")


def write(sheets: Sequence[Sheet], paper: Paper) -> bytes:
    """The bytes of a PDF with these sheets."""
    edition = PRESS if paper.press else MEMBERS
    file = File(Identity(paper.title, paper.language, paper.author, paper.date, 1, paper.standard, paper.name,
                         f"Pressroom {__version__}", tagged=paper.tagged), edition.version)
    fonts, pages, separations = FontResources(), PlacedPages(paper.sources, paper.press), Separations()
    effects = Effects(press=paper.press, separations=separations)
    contents = []
    for sheet in sheets:
        edge = sheet.bleed + sheet.slug
        content = Content(edge, edge + sheet.height, edition, fonts, _NoPictures(), separations,
                          PageTags() if paper.tagged else None)
        content.pages, content.effects = pages, effects
        # The default colour of PDF is grey (ISO 32000-1, 8.6.8), so one is set first.
        content.lines.append("0 0 0 1 k 0 0 0 1 K" if paper.press else "0 0 0 rg 0 0 0 RG")
        content.paint(sheet.marks)
        contents.append(content)
    resources = _resources(file, fonts, pages, paper, separations, effects)
    structure = Structure(file, paper.language) if paper.tagged else None
    for sheet, content in zip(sheets, contents, strict=True):
        entries = {"Resources": resources, **_boxes(sheet, paper)}
        if paper.press or paper.tagged:
            entries["Group"] = dictionary({"Type": name("Group"), "S": name("Transparency"),
                                           "CS": name("DeviceCMYK" if paper.press else "DeviceRGB")})
        if structure and content.tags:
            entries.update(StructParents=structure.add_page(file.next_page(), content.tags, {}), Tabs=name("S"))
        file.add_page(entries, content.bytes())
    if structure:
        structure.close()
    return file.bytes()


def _resources(file: File, fonts: FontResources, pages: PlacedPages, paper: Paper,
               separations: Separations, effects: Effects) -> object:
    resources: dict[str, object] = {"Font": dictionary(fonts.embed(file))}
    forms = pages.embed(file, paper.intent)
    spaces = separations.embed(file)
    extra = effects.embed(file, spaces)
    resources["ExtGState"] = dictionary({**OVERPRINT, "GSf": fresh_state(), **extra.get("ExtGState", {})})
    if forms or "XObject" in extra:
        resources["XObject"] = dictionary({**forms, **extra.get("XObject", {})})
    if spaces:
        resources["ColorSpace"] = dictionary(spaces)
    if "Shading" in extra:
        resources["Shading"] = dictionary(extra["Shading"])
    return file.add(dictionary(resources))



def _boxes(sheet: Sheet, paper: Paper) -> dict[str, object]:
    edge = sheet.bleed + sheet.slug
    height = sheet.height + 2 * edge
    trim, bleed = paper.block or (sheet.trim, sheet.bleed)

    def corners(box: Box) -> pdfdoc.PDFArray:
        return array([round(edge + box.x0, 4), round(height - edge - box.y1, 4), round(edge + box.x1, 4),
                      round(height - edge - box.y0, 4)])
    media = corners(sheet.trim.grown(edge))
    boxes: dict[str, object] = {"MediaBox": media}
    if paper.press:
        boxes.update(CropBox=media, BleedBox=corners(trim.grown(bleed)), TrimBox=corners(trim))
    return boxes
