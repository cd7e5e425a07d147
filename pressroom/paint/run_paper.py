"""What the copies of a run share: painted once, and written before the first of them.

Artwork that is the same on every copy becomes form XObjects, which each page draws. Fonts have one subset for all
records. The objects are made as for any other piece, by ReportLab, and taken over byte by byte; what depends on the
number of records (the page tree, the document parts, the cross references) is written by the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pressroom.cache import Cache
from pressroom.colour import profiles
from pressroom.colour.ink import Ink
from pressroom.findings import Finding
from pressroom.marks import Mark, Picture, Sheet
from pressroom.paint.content import Content
from pressroom.paint.document import File, Identity, Intent, Stream, array, dictionary, name
from pressroom.paint.editions import EditionTable, table_of
from pressroom.paint.placed_pages import PlacedPages
from pressroom.paint.reportlab_documents import pdfdoc
from pressroom.paint.separations import Separations
from pressroom.paint.type0 import FontResources
from pressroom.paint.writer import PictureResources, identity_of, page_entries, placed_sources
from pressroom.patterns import regex
from pressroom.records import dataclass, replace
from pressroom.stages import Fit
from pressroom.type.fonts import face

# The font file and the instance of a face.
FaceKey = tuple[Path, tuple[tuple[str, float], ...]]
# A sheet, from 0, and marks on it.
NamedForm = tuple[int, Sequence[Mark]]

_ROOT, _PAGES = regex(rb"/Root (\d+) 0 R"), regex(rb"/Pages (\d+) 0 R")
_KIDS, _CONTENTS, _INFO = regex(rb"/Kids \[ (\d+) 0 R"), regex(rb"/Contents (\d+) 0 R"), regex(rb"/Info (\d+) 0 R")
# Attributes that pages may take from their tree (ISO 32000-1, table 30): all sheets of a piece are of one size.
_INHERITED = ("Resources", "MediaBox", "CropBox")
_ID = regex(rb"/ID\s*(\[[^\]]*\])")


@dataclass(frozen=True, slots=True)
class Shared:
    """The objects of a file that its records share.

    Attributes:
        head: the header and these objects, as the file begins.
        offsets: where each of them begins, by its number.
        catalog: the number of the catalog, and its entries, to which those of document parts are added.
        pages, parts, top: numbers left free for the root of the page tree, that of the document parts, and its node.
        info, identifier: for the trailer: the number of the Info dictionary, and the file's identifier.
        next: the first number that is free.
        entries: of the pages of each sheet, without contents, parent and part, and what all of them inherit.
        inherited: entries of the page tree that all pages have.
    """

    head: bytes
    offsets: Mapping[int, int]
    catalog: tuple[int, bytes]
    pages: int
    parts: int
    top: int
    info: int
    identifier: bytes
    next: int
    entries: tuple[bytes, ...]
    inherited: bytes


class RunPaper:
    """The paper of a run: what its copies share, and the means to paint what they do not.

    Attributes:
        fit: a copy, from which sheets, boxes and identity are taken.
        findings: what painting did to the shared pictures.
    """

    def __init__(self, fit: Fit, segments: Sequence[Sequence[Sequence[Mark]]], cache: Cache, *,
                 glyphs: Mapping[FaceKey, Sequence[tuple[int, str]]], forms: Mapping[str, NamedForm] = MappingProxyType({}),
                 pictures: Iterable[Picture] = (), inks: Iterable[Ink] = ()) -> None:
        """Paint what is shared.

        Args:
            fit: any record's copy.
            segments: of each sheet, runs of marks between which records have marks of their own; some may be empty.
            cache: of converted pictures and profiles.
            glyphs: what records show of each face: (glyph number, text), in order.
            forms: marks that many records show, by the names under which they are drawn: the sheet (from 0) and them.
            pictures: what records show of their own.
            inks: of what records show.
        """
        self.fit, self._cache = fit, cache
        piece = fit.piece
        self._edition: EditionTable = table_of(piece.edition, piece.printer_spec.standard)
        self._profile = profiles.read_profile(piece.profile)
        self._fonts, self._separations = FontResources(), Separations()
        self._pictures = PictureResources(fit, self._edition, self._profile, cache)
        self._pages = PlacedPages(placed_sources(fit, self._edition, self._profile), press=True)
        self._forms = [[self._form(sheet, marks) if marks else b"" for marks in each]
                       for sheet, each in zip(fit.sheets, segments, strict=True)]
        self._named = {key: (number, self._form(fit.sheets[number], marks)) for key, (number, marks) in forms.items()}
        for key, pairs in glyphs.items():
            resource = self._fonts.resource(*key)
            for pair in pairs:
                resource.codes.setdefault(pair, len(resource.codes) + 1)
        for picture in pictures:
            self._pictures.name(picture)
        for ink in inks:
            self._edition.fill(ink, self._separations)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What painting did to the pictures."""
        return tuple(self._pictures.findings)

    def content(self, number: int) -> Content:
        """For the marks of one record on sheet `number`, from 0."""
        return self._content(self.fit.sheets[number])

    def form(self, number: int, segment: int) -> str:
        """The name under which a segment of a sheet is drawn; empty where the segment is."""
        return f"S{number}n{segment}" if self._forms[number][segment] else ""

    def shared(self, name_: str, distinct: bytes) -> Shared:
        """The shared objects of a file of the run called `name_`; `distinct` is what tells it from others."""
        piece = self.fit.piece
        identity: Identity = replace(identity_of(self.fit, self._edition, ""), name=name_,
                                     variable=self._edition.live)
        file = File(identity, self._edition.version)
        condition = piece.printer_spec.condition
        file.add_intent(Intent(condition.identifier, condition.name, condition.registry,
                               profiles.deflate(self._profile, self._cache)))
        own = {"Font": self._fonts.embed(file), "XObject": {**self._pictures.embed(file), **self._pages.embed(file)},
               "ColorSpace": self._separations.embed(file)}
        placed = bool(self._pages.sources)
        entries = [page_entries(sheet, self._edition, own, with_pages=placed) for sheet in self.fit.sheets]
        inner = file.add(entries[0]["Resources"])
        for number, sheet in enumerate(self.fit.sheets):
            own["XObject"] |= {self.form(number, segment): file.add(self._stream(sheet, content, inner, lowest=segment == 0))
                               for segment, content in enumerate(self._forms[number]) if content}
        own["XObject"] |= {key: file.add(self._stream(self.fit.sheets[number], content, inner, lowest=False))
                           for key, (number, content) in self._named.items()}
        outer = file.add(page_entries(self.fit.sheets[0], self._edition, own, with_pages=placed)["Resources"])
        file.tell_apart(distinct)
        placeholder: dict[str, object] = {"Resources": outer}
        file.add_page(placeholder, b"")
        for each in entries:
            each["Resources"] = outer
            if "Group" in each:
                each["Group"] = file.add(each["Group"], "PageGroup")
        inherited = {key: value for key, value in entries[0].items() if key in _INHERITED}
        texts = [b"".join(b"/%s%s" % (key.encode(), _close(pdfdoc.format(value, file.document)))
                          for key, value in each.items())
                 for each in (*({key: value for key, value in each.items() if key not in inherited}
                                for each in entries), inherited)]
        return _taken_over(file.bytes(), tuple(texts[:-1]), texts[-1])

    def _content(self, sheet: Sheet) -> Content:
        edge = sheet.bleed + sheet.slug
        content = Content(edge, edge + sheet.height, self._edition, self._fonts, self._pictures, self._separations)
        content.pages = self._pages
        return content

    def _form(self, sheet: Sheet, marks: Sequence[Mark]) -> bytes:
        content = self._content(sheet)
        content.lines.append("0 0 0 1 k 0 0 0 1 K")
        content.paint(tuple(marks))
        return content.bytes()

    def _stream(self, sheet: Sheet, content: bytes, resources: object, *, lowest: bool) -> Stream:
        edge = 2 * (sheet.bleed + sheet.slug)
        entries: dict[str, object] = {
            "Type": name("XObject"), "Subtype": name("Form"), "Resources": resources,
            "BBox": array([0, 0, round(sheet.width + edge, 4), round(sheet.height + edge, 4)])}
        if self._edition.live and lowest:  # what lies above may overprint what is below it, which a group could hide
            entries["Group"] = dictionary({"Type": name("Group"), "S": name("Transparency"), "CS": name("DeviceCMYK")})
        return Stream(content, entries)


def faces_of(glyphs: Mapping[FaceKey, object]) -> None:
    """Open the faces of a run, so that forked processes share them."""
    for key in glyphs:
        face(*key)


def _close(value: bytes) -> bytes:
    """A value without white space that it does not need; a reference keeps a space before it."""
    tight = value.replace(b"[ ", b"[").replace(b" ]", b"]")
    return tight if tight[:1] in b"[<(/" else b" " + tight


def _taken_over(content: bytes, entries: tuple[bytes, ...], inherited: bytes) -> Shared:
    """The objects of a file of one empty page, without that page, its tree and the catalog."""
    start = int(content[content.rindex(b"startxref") + 9:].split()[0])
    rows = content[start:content.index(b"trailer", start)].split(b"\n")[2:]
    offsets = {number: int(row[:10]) for number, row in enumerate(rows) if row[17:18] == b"n"}
    ends = dict(zip(sorted(offsets.values()), [*sorted(offsets.values())[1:], start], strict=True))

    def body(number: int) -> bytes:
        return content[offsets[number]:ends[offsets[number]]]
    trailer = content[start:]
    catalog = _number(_ROOT, trailer)
    pages = _number(_PAGES, body(catalog))
    page = _number(_KIDS, body(pages))
    contents = _number(_CONTENTS, body(page))
    left_out = {catalog, pages, page, contents}
    head, kept = bytearray(content[:min(offsets.values())]), dict[int, int]()
    for number in sorted(offsets):
        if number not in left_out:
            kept[number] = len(head)
            head += body(number)
    text = body(catalog)
    found = _ID.search(trailer)
    return Shared(bytes(head), kept, (catalog, text[text.index(b"<<") + 2:text.rindex(b">>")].strip()), pages, page,
                  contents, _number(_INFO, trailer), found[1] if found else b"", max(offsets) + 1, entries, inherited)


def _number(pattern: object, content: bytes) -> int:
    found = pattern.search(content)  # type: ignore[attr-defined]
    if found is None:
        raise ValueError("the shared objects cannot be taken over")
    return int(found[1])
