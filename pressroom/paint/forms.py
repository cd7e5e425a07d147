"""Form fields: the form of a file, its widgets, and a font for typed text.

Viewers and PDF libraries draw typed text themselves, from the field's default appearance. The font is
therefore in the form's resources, as a simple TrueType font in WinAnsi (ISO 32000-1, 9.6.3 and annex D):
the one encoding that all of them write, and it has every letter and sign of French.
"""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.colour.ink import Ink
from pressroom.marks import Field
from pressroom.paint.document import File, Stream, array, dictionary, name, text
from pressroom.paint.numbers import number
from pressroom.paint.reportlab_documents import pdfdoc
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box
from pressroom.type.fonts import Face, face, typable

_FIRST, _LAST = 32, 255
# PDFium, Chrome's viewer, takes letters such as œ and ’ from system fonts by code page instead of the embedded font,
# so that they look different. It uses the embedded font for every code page only when the resource has one of these
# names (cpdf_bafontmap.cpp); other viewers ignore the name.
_KEYS = ("Webdings", "Wingdings", "Wingdings2", "Wingdings3")
_MULTILINE = 1 << 12  # ISO 32000-1, table 228
_NONSYMBOLIC, _SYMBOLIC = 1 << 5, 1 << 2


@dataclass(frozen=True, slots=True)
class PlacedField:
    """A field on its page.

    Attributes:
        mark: the field.
        box: in PDF coordinates: left, bottom, right, top (x0, y0, x1, y1).
        page: a reference.
    """

    mark: Field
    box: Box
    page: object


class Form:
    """The form of one file; fields of one name are one field with several widgets."""

    def __init__(self, file: File, names: Sequence[str]) -> None:
        self.file = file
        self._often = {each for each in names if names.count(each) > 1}
        self._fonts: dict[tuple[object, ...], tuple[str, object]] = {}
        self._parents: dict[str, tuple[pdfdoc.PDFDictionary, object, list[object]]] = {}
        self._fields: list[object] = []

    def widget(self, field: PlacedField) -> object:
        """A reference to the annotation of a field; its label is the description for assistive technology."""
        mark, box = field.mark, field.box
        entries: dict[str, object] = {
            "Type": name("Annot"), "Subtype": name("Widget"), "F": 4, "P": field.page, "Border": array([0, 0, 0]),
            "Rect": array([round(box.x0, 3), round(box.y0, 3), round(box.x1, 3), round(box.y1, 3)]),
            "TU": text(mark.label), "AP": dictionary({"N": self._empty(mark)})}
        if mark.name in self._often:
            entries["Parent"] = self._parent(mark)
            annotation = self.file.add(dictionary(entries))
            self._parents[mark.name][2].append(annotation)
            return annotation
        annotation = self.file.add(dictionary({**entries, **self._field(mark)}))
        self._fields.append(annotation)
        return annotation

    def _parent(self, mark: Field) -> object:
        if mark.name not in self._parents:
            field = dictionary(self._field(mark))
            reference = self.file.add(field)
            self._parents[mark.name] = field, reference, []
            self._fields.append(reference)
        return self._parents[mark.name][1]

    def _field(self, mark: Field) -> dict[str, object]:
        return {"FT": name("Tx"), "T": text(mark.name), "TU": text(mark.label), "Ff": _MULTILINE,
                "DA": text(f"/{self._font(mark)[0]} {number(mark.size)} Tf {_fill_operator(mark.ink)}"), "V": text("")}

    def _empty(self, mark: Field) -> object:
        key, font = self._font(mark)
        return self.file.add(Stream(b"/Tx BMC EMC", {
            "Type": name("XObject"), "Subtype": name("Form"), "BBox": array([0, 0, *map(_short, (
                mark.box.width, mark.box.height))]),
            "Resources": dictionary({"Font": dictionary({key: font})})}))

    def _font(self, mark: Field) -> tuple[str, object]:
        key = (mark.font, mark.instance)
        if key not in self._fonts:
            self._fonts[key] = _KEYS[len(self._fonts)], self.file.add(_font(self.file, face(*key)))
        return self._fonts[key]

    def close(self) -> None:
        """Add the form to the catalog."""
        for field, _, kids in self._parents.values():
            field.dict["Kids"] = array(kids)
        if self._fields:
            first = next(iter(self._fonts.values()))[0]
            self.file.catalog.AcroForm = dictionary({
                "Fields": array(self._fields), "DA": text(f"/{first} 11 Tf 0 0 0 rg"),
                "DR": dictionary({"Font": dictionary(dict(self._fonts.values()))})})


def _short(value: float) -> float:
    return round(value, 3)


def _fill_operator(ink: Ink) -> str:
    return " ".join(number(part) for part in ink.srgb) + " rg"


def _font(file: File, font_face: Face) -> object:
    """The face as a simple font in WinAnsi, with every character of that encoding that the face has."""
    characters = {code: bytes([code]).decode("cp1252", "ignore") for code in range(_FIRST, _LAST + 1)}
    subset, advances = typable(font_face, "".join(characters.values()))
    postscript = font_face.postscript
    program = file.add(Stream(subset.font_bytes, {"Subtype": name("Type1C")} if postscript else
                              {"Length1": len(subset.font_bytes)}))
    descriptor = file.add(dictionary({
        "Type": name("FontDescriptor"), "FontName": name(subset.name),
        "Flags": subset.flags & ~_SYMBOLIC | _NONSYMBOLIC, "FontBBox": array(subset.bbox),
        "ItalicAngle": subset.italic_angle, "Ascent": subset.ascent, "Descent": subset.descent,
        "CapHeight": subset.cap_height, "StemV": subset.stem_v,
        "FontFile3" if postscript else "FontFile2": program}))
    return dictionary({
        "Type": name("Font"), "Subtype": name("Type1" if postscript else "TrueType"),
        "BaseFont": name(subset.name), "FirstChar": _FIRST,
        "LastChar": _LAST, "Encoding": name("WinAnsiEncoding"), "FontDescriptor": descriptor,
        "Widths": array([_short(advances.get(each, 0.0)) for each in characters.values()])})
