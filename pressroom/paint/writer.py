"""One fitted piece as one file."""

from __future__ import annotations

from pathlib import Path

from pressroom import __version__
from pressroom.artwork import photographs, placed_pages
from pressroom.cache import Cache
from pressroom.colour import profiles
from pressroom.findings import N_, Finding, Severity, code, compared, finding
from pressroom.marks import Group, Picture, Sheet
from pressroom.paint.content import Content
from pressroom.paint.document import File, Identity, Intent, Stream, array, dictionary, name, text
from pressroom.paint.editions import EditionTable
from pressroom.paint.effects import Effects
from pressroom.paint.forms import Form, PlacedField
from pressroom.paint.layers import Layers
from pressroom.paint.overprint import OVERPRINT
from pressroom.paint.placed_pages import PlacedPages, fresh_state
from pressroom.paint.reportlab_documents import pdfdoc
from pressroom.paint.separations import Separations
from pressroom.paint.tags import PageTags, Structure
from pressroom.paint.type0 import FontResources
from pressroom.records import replace
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm
from pressroom.stages import Fit, Painted

INK_MOVED = code(
    "ink-moved",
    N_("Profiles give more ink than some papers can dry; the ink above the printer's limit is moved from cyan, magenta "
       "and yellow to black."),
    N_("Nothing, unless the colour shift is visible (dE above 3): then use a lighter picture."),
    severity=Severity.NOTE, weighable=True,
    source="Printers' guides, rule 3")
# From this short side on (A2) posters are seen from a distance, and fewer pixels are enough.
LARGE = mm(419)


def write(fit: Fit, edition: EditionTable, cache: Cache, note: str = "") -> Painted:
    """The bytes of a piece in one edition."""
    piece = fit.piece
    file = File(identity_of(fit, edition, note), edition.version)
    profile = profiles.read_profile(piece.profile)
    if edition.press:
        condition = piece.printer_spec.condition
        file.add_intent(Intent(condition.identifier, condition.name, condition.registry,
                               profiles.deflate(profile, cache)))
    fonts, separations, layers = FontResources(), Separations(), Layers()
    pictures = PictureResources(fit, edition, profile, cache)
    pages = PlacedPages(placed_sources(fit, edition, profile), edition.press)
    effects = Effects(press=edition.press, separations=separations)
    contents = []
    for page, sheet in enumerate(fit.sheets):
        content = _content(page, sheet, fit, edition, fonts, pictures, separations)
        content.pages, content.effects, content.layers = pages, effects, layers
        content.paint(sheet.marks)
        contents.append(content)
    font_resources = fonts.embed(file)
    images = {**pictures.embed(file), **pages.embed(file)}
    spaces = separations.embed(file)
    extra = effects.embed(file, spaces)
    named = {"Font": font_resources, "XObject": {**images, **extra.pop("XObject", {})}, "ColorSpace": spaces,
             "Properties": layers.embed(file), **extra}
    structure = None if edition.press else Structure(file, piece.language)
    form = Form(file, [mark.name for content in contents for mark, _ in content.fields])
    for sheet, content in zip(fit.sheets, contents, strict=True):
        entries = page_entries(sheet, edition, named, with_pages=bool(pages.sources), scale=piece.scale)
        if piece.units and piece.scale != 1.0:
            entries["UserUnit"] = piece.scale
        if structure and content.tags:
            entries.update(_tag_entries(file, structure, form, content, piece.scale))
        file.add_page(entries, content.bytes())
    if structure:
        structure.close()
        form.close()
    return Painted(file.bytes(), tuple(pictures.findings))


def _content(page: int, sheet: Sheet, fit: Fit, edition: EditionTable, fonts: FontResources,
             pictures: PictureResources, separations: Separations) -> Content:
    """The content of a page, counted from 0, without marks."""
    edge = sheet.bleed + sheet.slug
    titled = page > 0 and bool(fit.piece.folding or fit.piece.spec.flow)
    content = Content(edge, edge + sheet.height, edition, fonts, pictures, separations,
                      None if edition.press else PageTags(titled=titled))
    # The default colour of PDF is grey (ISO 32000-1, 8.6.8), so one is set first.
    content.lines.append("0 0 0 1 k 0 0 0 1 K" if edition.press else "0 0 0 rg 0 0 0 RG")
    if (scale := fit.piece.scale) != 1.0:
        content.lines.append(f"{1 / scale:.6g} 0 0 {1 / scale:.6g} 0 0 cm")
    return content


def _tag_entries(file: File, structure: Structure, form: Form, content: Content, scale: float) -> dict[str, object]:
    """The page's entries for the structure tree, and its links and fields in reading order."""
    notes = {place: _link(file, group, _smaller(content.on_paper(group.area or Box(0, 0, 0, 0)), scale))
             for group, place in content.links}
    notes |= {place: form.widget(PlacedField(replace(mark, size=mark.size / scale, box=_smaller(mark.box, scale)),
                                             _smaller(content.on_paper(mark.box), scale), file.next_page()))
              for mark, place in content.fields}
    assert content.tags is not None
    number = structure.add_page(file.next_page(), content.tags, notes)
    entries: dict[str, object] = {"StructParents": number, "Tabs": name("S")}
    if notes:
        entries["Annots"] = array([notes[place] for place in sorted(notes)])
    return entries


def placed_sources(fit: Fit, edition: EditionTable, profile: profiles.Profile) -> dict[
        Path, placed_pages.ExtractedPages]:
    """The pages of other files in the piece, in this edition's colours."""
    sources: dict[Path, dict[int, placed_pages.ExtractedPages]] = {}
    for images in fit.piece.images:
        for image in images.values():
            pages = sources.setdefault(image.file, {}) if image.page else {}
            if image.page and image.page.page not in pages:
                pages[image.page.page] = placed_pages.page_form(image.page, None if edition.press else profile)
    return {file: placed_pages.join(pages.values()) for file, pages in sources.items()}


def identity_of(fit: Fit, edition: EditionTable, note: str) -> Identity:
    """The metadata of a piece's file; `note` becomes its subject."""
    piece = fit.piece
    return Identity(title=piece.title, language=piece.language, author=piece.author, date=piece.date,
                    version=piece.version, standard=edition.standard,
                    name=f"{piece.name}/{piece.edition}/{piece.printer}", creator=f"Pressroom {__version__}",
                    subject=note)


def page_entries(sheet: Sheet, edition: EditionTable, by_kind: dict[str, dict[str, object]], *,
                 with_pages: bool = False, scale: float = 1.0) -> dict[str, object]:
    """A page's dictionary without its contents; `by_kind` are its resources, named, by their kinds.

    The sheet is `scale` times larger than the page.
    """
    resources: dict[str, object] = {"ExtGState": dictionary({
        **OVERPRINT, **({"GSf": fresh_state()} if with_pages else {}), **by_kind.get("ExtGState", {})})}
    resources.update((kind, dictionary(entries)) for kind, entries in by_kind.items()
                     if (entries or kind == "Font") and kind != "ExtGState")
    entries: dict[str, object] = {"Resources": dictionary(resources), **_boxes(sheet, edition, scale)}
    if edition.live:
        space = "DeviceCMYK" if edition.press else "DeviceRGB"
        entries["Group"] = dictionary({"Type": name("Group"), "S": name("Transparency"), "CS": name(space)})
    return entries


def _boxes(sheet: Sheet, edition: EditionTable, scale: float) -> dict[str, object]:
    """The page boxes, y up, with the same decimals for all, so that none exceeds another (ISO 15930-7:2010, rule 8)."""
    edge = sheet.bleed + sheet.slug
    media = (0.0, 0.0, sheet.width + 2 * edge, sheet.height + 2 * edge)

    def inset(by: float) -> pdfdoc.PDFArray:
        return array([round(each / scale, 4) for each in (media[0] + by, media[1] + by, media[2] - by, media[3] - by)])
    boxes: dict[str, object] = {"MediaBox": inset(0)}
    if edition.press:
        boxes.update(CropBox=inset(0), BleedBox=inset(sheet.slug), TrimBox=inset(edge))
    return boxes


def _smaller(box: Box, scale: float) -> Box:
    """A box of the sheet in a file at that scale."""
    return box if scale == 1.0 else Box(box.x0 / scale, box.y0 / scale, box.x1 / scale, box.y1 / scale)


def _link(file: File, group: Group, box: Box) -> object:
    rectangle = [round(box.x0, 3), round(box.y0, 3), round(box.x1, 3), round(box.y1, 3)]
    return file.add(dictionary({
        "Type": name("Annot"), "Subtype": name("Link"), "Rect": array(rectangle), "Border": array([0, 0, 0]), "F": 4,
        "Contents": text(group.alt or group.link),
        "A": dictionary({"Type": name("Action"), "S": name("URI"), "URI": text(group.link)})}))


class PictureResources:
    """The pictures of one file, each converted and embedded once.

    Attributes:
        findings: what converting them did.
    """

    def __init__(self, fit: Fit, edition: EditionTable, profile: profiles.Profile, cache: Cache) -> None:
        self.fit, self.edition, self.profile, self.cache = fit, edition, profile, cache
        self.encoded: dict[tuple[object, ...], tuple[str, photographs.Encoded]] = {}
        self.findings: list[Finding] = []

    def name(self, picture: Picture) -> str:
        """The resource name of a picture, which is converted at its first use."""
        key = (picture.sha256, picture.crop, picture.box.width, picture.box.height, picture.tint, picture.ground)
        if key not in self.encoded:
            self.encoded[key] = (f"Im{len(self.encoded) + 1}", self.converted(picture))
        return self.encoded[key][0]

    def converted(self, picture: Picture) -> photographs.Encoded:
        """A picture as this edition has it; what that did to it is in `findings`."""
        encoded = self._convert(picture)
        if encoded.facts and encoded.facts.changed:
            self.findings.append(_ink_finding(picture, encoded.facts, self.fit.piece.printer_spec.ink_limit))
        if encoded.facts and encoded.facts.inks:
            self.findings.append(_inks_of(picture, encoded.facts, self.profile))
        return encoded

    def _convert(self, picture: Picture) -> photographs.Encoded:
        if self.edition.press:
            large = min(self.fit.piece.format.width, self.fit.piece.format.height) >= LARGE
            return photographs.for_press(picture, self.profile, self.fit.piece.printer_spec.ink_limit / 100, self.cache,
                                      cap_ppi=photographs.LARGE_PPI if large else photographs.PRESS_PPI)
        return photographs.for_screen(picture, self.profile, self.cache)

    def embed(self, file: File) -> dict[str, object]:
        """Add every picture to the file; the resources by name."""
        return {key: file.add(image_object(file, encoded)) for key, encoded in self.encoded.values()}


def _ink_finding(picture: Picture, facts: photographs.ColourFacts, limit: float) -> Finding:
    return finding(
        INK_MOVED, N_("{file}: {share} % of the picture had up to {before} % of ink; it is reduced to {limit} %, "
                      "which shifts these colours by dE {mean} on average, at most {most}"),
        measured=compared(facts.ink_before * 100, limit)[0], limit=limit, file=picture.file.name,
        share=f"{facts.changed * 100:.1f}", before=f"{compared(facts.ink_before * 100, limit)[0]:g}",
        mean=f"{facts.shift_mean:.1f}", most=f"{facts.shift_max:.1f}")


def _inks_of(picture: Picture, facts: photographs.ColourFacts, profile: profiles.Profile) -> Finding:
    message = N_("{file} is in CMYK without a colour profile; its inks are taken as mixed for {condition}") \
        if facts.inks == "assumed" else \
        N_("{file} is mixed for {profile}, and separated anew for {condition}: black of 100 % became {inks}")
    return finding(photographs.INKS, message, file=picture.file.name, condition=profile.description,
                   profile=facts.read_as, inks=facts.black)


def image_object(file: File, encoded: photographs.Encoded) -> Stream:
    """A converted picture as an object of a file."""
    spaces = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
    space: object = name(spaces[encoded.components])
    if encoded.palette is not None:
        table = file.add(Stream(encoded.palette, {}))
        count = len(encoded.palette) // encoded.palette_components
        space = array([name("Indexed"), name(spaces[encoded.palette_components]), count - 1, table])
    entries: dict[str, object] = {
        "Type": name("XObject"), "Subtype": name("Image"), "Width": encoded.width, "Height": encoded.height,
        "BitsPerComponent": encoded.bits, "ColorSpace": space, "Filter": name(encoded.filter)}
    if encoded.predictor:
        entries["DecodeParms"] = dictionary({"Predictor": 15, "Colors": encoded.components,
                                             "BitsPerComponent": encoded.bits, "Columns": encoded.width})
    if encoded.decode:
        entries["Decode"] = array(encoded.decode)
    if encoded.mask:
        entries["SMask"] = file.add(image_object(file, encoded.mask))
    return Stream(encoded.stream, entries, packed=True)
