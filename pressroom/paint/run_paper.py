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
from pressroom.colour.ink import BLACK, PAPER, Ink
from pressroom.findings import Finding
from pressroom.marks import Glyph, Mark, Picture, Sheet
from pressroom.paint.content import Content
from pressroom.paint.document import File, Identity, Intent, Stream, array, dictionary, name
from pressroom.paint.editions import EditionTable, table_of
from pressroom.paint.effects import Effects
from pressroom.paint.layers import Layers
from pressroom.paint.placed_pages import PlacedPages
from pressroom.paint.run_pictures import RunPictures
from pressroom.paint.separations import Separations
from pressroom.paint.taken_over import Shared, taken_over, written
from pressroom.paint.type0 import FaceKey, FontResource, FontResources
from pressroom.paint.writer import identity_of, page_entries, placed_sources
from pressroom.records import dataclass, field, replace
from pressroom.stages import Fit

__all__ = ["Begun", "Draft", "NamedForm", "Pair", "RunPaper", "Shared"]

# The font file, the instance, the glyph number, and the text that the glyph stands for.
Pair = tuple[Path, tuple[tuple[str, float], ...], int, str]
# A sheet, from 0, and marks on it.
NamedForm = tuple[int, Sequence[Mark]]

# Attributes that pages may take from their tree (ISO 32000-1, table 30): all sheets of a piece are of one size.
_INHERITED = ("Resources", "MediaBox", "CropBox")


@dataclass(frozen=True, slots=True)
class Begun:
    """A file in which all that its records share stands, and no page.

    Attributes:
        file: the file.
        named: its resources, by kind and name.
        entries: the dictionaries of a record's pages, without contents.
        resources: of all records' pages.
    """

    file: File
    named: Mapping[str, Mapping[str, object]]
    entries: list[dict[str, object]]
    resources: object


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
        self._pictures = RunPictures(fit, self._edition, self._profile, cache)
        self._pages = PlacedPages(placed_sources(fit, self._edition, self._profile), press=True)
        self._layers = Layers()
        self._effects = Effects(press=self._edition.press, separations=self._separations)
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
        begun = self.begun(name_, distinct, variable=variable and self._edition.live)
        file, entries = begun.file, begun.entries
        placeholder: dict[str, object] = {"Resources": begun.resources}
        file.add_page(placeholder, b"")
        for each in entries:
            each["Resources"] = begun.resources
            if "Group" in each:
                each["Group"] = file.add(each["Group"], "PageGroup")
        inherited = {key: value for key, value in entries[0].items() if key in _INHERITED}
        texts = [written(file, {key: value for key, value in each.items() if key not in inherited})
                 for each in entries]
        return taken_over(file.bytes(), tuple(texts), written(file, inherited))

    def begun(self, name_: str, distinct: bytes, *, variable: bool,
              other: Mapping[tuple[int, int], Sequence[Mark]] = MappingProxyType({})) -> Begun:
        """The file called `name_` with all that its records share; `distinct` is what tells it from others.

        In `other` are the marks of segments that differ in this file, by the sheet's number and theirs.
        """
        piece = self.fit.piece
        forms = [[self._form(self.fit.sheets[number], other[number, segment]) if (number, segment) in other else content
                  for segment, content in enumerate(each)] for number, each in enumerate(self._forms)]
        identity: Identity = replace(identity_of(self.fit, self._edition, ""), name=name_, variable=variable)
        file = File(identity, self._edition.version)
        condition = piece.printer_spec.condition
        file.add_intent(Intent(condition.identifier, condition.name, condition.registry,
                               profiles.deflate(self._profile, self._cache)))
        own = {"Font": self._fonts.embed(file), "XObject": {**self._pictures.embed(file), **self._pages.embed(file)},
               "ColorSpace": self._separations.embed(file), "Properties": self._layers.embed(file)}
        extra = self._effects.embed(file, own["ColorSpace"])
        own["XObject"] |= extra.pop("XObject", {})
        own |= extra
        placed = bool(self._pages.sources)
        entries = [page_entries(sheet, self._edition, own, with_pages=placed) for sheet in self.fit.sheets]
        inner = file.add(entries[0]["Resources"])
        for number, sheet in enumerate(self.fit.sheets):
            for segment, content in enumerate(forms[number]):
                if content:
                    own["XObject"][self.form(number, segment)] = file.add(
                        self._stream(sheet, content, inner, lowest=segment == 0))
        own["XObject"] |= {key: file.add(self._stream(self.fit.sheets[number], content, inner, lowest=False))
                           for key, (number, content) in self._named.items()}
        outer = file.add(page_entries(self.fit.sheets[0], self._edition, own, with_pages=placed)["Resources"])
        file.tell_apart(distinct)
        return Begun(file, own, entries, outer)

    def sheet_content(self, height: float) -> Content:
        """For marks on a sheet of that height on which copies are imposed; with the codes of the file's glyphs."""
        return Content(0.0, height, self._edition, self._fonts, self._pictures, self._separations)

    def _content(self, sheet: Sheet, fonts: FontResources | None = None) -> Content:
        edge = sheet.bleed + sheet.slug
        content = Content(edge, edge + sheet.height, self._edition, fonts or self._fonts, self._pictures,
                          self._separations)
        content.pages, content.effects, content.layers = self._pages, self._effects, self._layers
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
