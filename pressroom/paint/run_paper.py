"""What the copies of a run share: painted once, and written before the first of them.

Artwork that is the same on every copy becomes form XObjects, which each page draws. Fonts have one subset for all
records. The objects are made as for any other piece, by ReportLab, and taken over byte by byte; what depends on the
number of records (the page tree, the document parts, the cross references) is written by the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pressroom.cache import Cache
from pressroom.colour import profiles
from pressroom.colour.ink import BLACK, PAPER, Ink
from pressroom.findings import Finding
from pressroom.marks import Glyph, Mark, Picture, Sheet
from pressroom.paint.content import Content
from pressroom.paint.document import File, Identity, Intent, Stream, array, dictionary, name
from pressroom.paint.editions import EditionTable, table_of
from pressroom.paint.placed_pages import PlacedPages
from pressroom.paint.reportlab_documents import pdfdoc
from pressroom.paint.separations import Separations
from pressroom.paint.type0 import FaceKey, FontResource, FontResources
from pressroom.paint.writer import PictureResources, identity_of, page_entries, placed_sources
from pressroom.patterns import regex
from pressroom.records import dataclass, field, replace
from pressroom.stages import Fit

# The font file, the instance, the glyph number, and the text that the glyph stands for.
Pair = tuple[Path, tuple[tuple[str, float], ...], int, str]
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
    """

    def __init__(self, fit: Fit, segments: Sequence[Sequence[Sequence[Mark]]], cache: Cache) -> None:
        """Paint what is shared.

        Args:
            fit: any record's copy.
            segments: of each sheet, runs of marks between which records have marks of their own; some may be empty.
            cache: of converted pictures and profiles.
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
        for faces in piece.faces.values():  # whatever records show, each face has one name on all their pages
            for each in (faces.regular, faces.bold, faces.italic, faces.bold_italic):
                if each:
                    self._fonts.resource(each.file, each.instance)
        self._named: dict[str, tuple[int, bytes]] = {}
        self._separations.reserve(piece.inks.values())

    def add(self, glyphs: Mapping[FaceKey, Iterable[tuple[int, str]]], forms: Mapping[str, NamedForm],
            pictures: Iterable[Picture] = (), inks: Iterable[Ink] = ()) -> None:
        """Add what the records show.

        Args:
            glyphs: of each face: (glyph number, text).
            forms: marks that many records show, by the names under which they are drawn: the sheet (from 0) and them.
            pictures: of the records' own.
            inks: of the records' marks.
        """
        for form, (number, marks) in sorted(forms.items()):
            self._named[form] = number, self._form(self.fit.sheets[number], marks)
        for key, resource in self._fonts.used.items():
            pairs: Iterable[tuple[int, str]] = glyphs.get(key, ())
            for pair in sorted(pairs):
                resource.codes.setdefault(pair, len(resource.codes) + 1)
        for picture in pictures:
            self._pictures.name(picture)
        for ink in inks:
            self._edition.fill(ink, self._separations)

    @property
    def colours(self) -> frozenset[bytes]:
        """The operators of colours that records may use: those of the piece's inks, and of registration."""
        inks = [*self.fit.piece.inks.values(), BLACK, PAPER]
        return frozenset(operator.encode() for ink in inks
                         for operator in (self._edition.fill(ink, self._separations.known()),
                                          self._edition.stroke(ink, self._separations.known())))

    @property
    def has_parts(self) -> bool:
        """Whether the file can say which pages are whose: PDF/VT-1 stands on PDF/X-4 alone."""
        return self._edition.live

    def codes(self, key: FaceKey) -> Mapping[tuple[int, str], int]:
        """The code of each glyph of a face, with the text that it stands for."""
        return self._fonts.used[key].codes

    def draft(self) -> Draft:
        """For copies that are painted before the codes of their glyphs are known."""
        return Draft(self, [*self._fonts.used])

    def content_with(self, fonts: FontResources, number: int) -> Content:
        """For marks of one record on sheet `number` (from 0), with codes of these fonts."""
        return self._content(self.fit.sheets[number], fonts)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What painting did to the pictures."""
        return tuple(self._pictures.findings)

    def form(self, number: int, segment: int) -> str:
        """The name under which a segment of a sheet is drawn; empty where the segment is."""
        return f"S{number}n{segment}" if self._forms[number][segment] else ""

    def shared(self, name_: str, distinct: bytes, *, variable: bool = True) -> Shared:
        """The shared objects of a file of the run called `name_`; `distinct` is what tells it from others.

        With `variable` it declares PDF/VT-1, where its standard allows that.
        """
        piece = self.fit.piece
        identity: Identity = replace(identity_of(self.fit, self._edition, ""), name=name_,
                                     variable=variable and self._edition.live)
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
            for segment, content in enumerate(self._forms[number]):
                if content:
                    own["XObject"][self.form(number, segment)] = file.add(
                        self._stream(sheet, content, inner, lowest=segment == 0))
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

    def _content(self, sheet: Sheet, fonts: FontResources | None = None) -> Content:
        edge = sheet.bleed + sheet.slug
        content = Content(edge, edge + sheet.height, self._edition, fonts or self._fonts, self._pictures,
                          self._separations)
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


@dataclass(slots=True)
class _DraftResource(FontResource):
    """A face whose codes are counted together with those of the other faces of a draft.

    Attributes:
        number: of the face in the draft.
        pairs: of the draft.
    """

    number: int = 0
    pairs: dict[tuple[int, int, str], int] = field(default_factory=dict)

    def code(self, glyph: Glyph) -> int:
        """The draft's code of a glyph with its text."""
        key = self.number, glyph.gid, glyph.text
        return self.pairs.get(key) or self.pairs.setdefault(key, len(self.pairs) + 1)


class Draft:
    """Contents of copies whose glyphs have codes of the draft's own, counted from 1 over all faces.

    Attributes:
        pairs: the code of each glyph: the number of its face, its own number, and the text that it stands for.
    """

    def __init__(self, paper: RunPaper, keys: Iterable[FaceKey]) -> None:
        self.pairs: dict[tuple[int, int, str], int] = {}
        self._paper, self._fonts, self._keys = paper, FontResources(), [*keys]
        for number, key in enumerate(self._keys):
            shared = self._fonts.resource(*key)
            self._fonts.used[key] = _DraftResource(shared.face, shared.key, number=number, pairs=self.pairs)

    def shown(self) -> list[Pair]:
        """The glyph of each code, from 1."""
        return [(*self._keys[number], gid, text) for number, gid, text in self.pairs]

    def content(self, number: int) -> Content:
        """For the marks of one record on sheet `number`, from 0."""
        return self._paper.content_with(self._fonts, number)


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
