"""PDFs that somebody might place as a picture, made here and now."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from reportlab.lib.colors import CMYKColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

FONT = Path(__file__).resolve().parents[2] / "assets/fonts/Inter-Bold.ttf"
SIZE = (600.0, 400.0)
Pdf = dict[str, object]


def drawing(pages: int = 1, *, font: str = "Inter", rgb: bool = False, alpha: bool = False,
            size: tuple[float, float] = SIZE) -> bytes:
    """A blue ground, a yellow circle left of its middle, a word in an embedded font; page n says so."""
    if "Inter" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Inter", str(FONT)))
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=size, invariant=1, initialFontName=font)
    for page in range(pages):
        sheet.setFillColor(CMYKColor(1, 0.6, 0, 0.1))
        sheet.rect(0, 0, *size, fill=1, stroke=0)
        if rgb:
            sheet.setFillColorRGB(1, 0, 0)
        else:
            sheet.setFillColor(CMYKColor(0, 0.2, 1, 0))
        if alpha:
            sheet.setFillAlpha(0.5)
        sheet.circle(size[0] / 4, size[1] / 2, size[1] / 4, fill=1, stroke=0)
        sheet.setFillColor(CMYKColor(0, 0, 0, 0))
        sheet.setFont(font, 40)
        sheet.drawString(size[0] / 2, size[1] / 2, f"plan {page + 1}")
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def changed(content: bytes, page: Pdf | None = None, paint: bytes = b"",
            resources: dict[str, Pdf] | None = None) -> bytes:
    """The same with further entries of its pages, further operators at their end, and what those name."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    for leaf in writer.pages:
        for key, value in (page or {}).items():
            leaf[NameObject(key)] = value  # type: ignore[assignment]
        for category, things in (resources or {}).items():
            held = leaf["/Resources"].setdefault(NameObject(category), DictionaryObject())  # type: ignore[attr-defined]
            for name, thing in things.items():
                held.get_object()[NameObject(name)] = (
                    writer._add_object(thing) if isinstance(thing, DictionaryObject) else thing)
        if paint:
            more = DecodedStreamObject()
            more.set_data(paint)
            leaf[NameObject("/Contents")] = ArrayObject([leaf.raw_get("/Contents"), writer._add_object(more)])
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def group(space: str = "/DeviceCMYK") -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject("/Transparency"), NameObject("/CS"): NameObject(space),
                             NameObject("/I"): NameObject("/Marked")})


def box(*edges: float) -> ArrayObject:
    return ArrayObject([NumberObject(edge) for edge in edges])


def picture(side: int, space: object, parts: int, bits: int = 8, **entries: object) -> DecodedStreamObject:
    """Pixels: a ramp."""
    made = DecodedStreamObject()
    made.set_data(bytes(at * 7 % 200 for at in range(side * side * parts * bits // 8)))
    made.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image"),
                 NameObject("/Width"): NumberObject(side), NameObject("/Height"): NumberObject(side),
                 NameObject("/BitsPerComponent"): NumberObject(bits), NameObject("/ColorSpace"): space})
    made.update({NameObject(f"/{key}"): value for key, value in entries.items()})
    return made


def named(name: str) -> NameObject:
    return NameObject(name)


def filled_form(content: bytes, *, notes: int = 0) -> bytes:
    """The same with a field over its first page, filled with a magenta bar, and so many notes."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    bar = DecodedStreamObject()
    bar.set_data(b"0 1 0 0 k 0 0 50 10 re f")
    bar.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/BBox"): box(0, 0, 50, 10)})
    field = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget"),
        NameObject("/FT"): NameObject("/Tx"), NameObject("/T"): TextStringObject("name"),
        NameObject("/Rect"): box(300, 300, 500, 340), NameObject("/F"): NumberObject(4),
        NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(bar)})})
    over = [field]
    for count in range(notes):
        over.append(DictionaryObject({
            NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Square"),
            NameObject("/Rect"): box(10, 10 + count, 50, 50), NameObject("/F"): NumberObject(4)}))
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(each) for each in over])
    return written(writer)
