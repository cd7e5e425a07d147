"""Files that are good by construction, made of pypdf's objects alone; the judge is held against them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import qrcode
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from pressroom.brief import Brief, Limits, PageBrief
from tests.preflight.goodparts import Face, pdf, stream

ROOT = Path(__file__).resolve().parents[2]
MM = 72 / 25.4
TRIM = (round(148 * MM, 3), round(210 * MM, 3))
BLEED, SLUG = round(3 * MM, 3), round(10 * MM, 3)
URL = "https://example.org/sign"
HEADLINE, REVERSED = "GRÈVE GÉNÉRALE", "Œuvrons à l’hôpital"
BODY = "Une affiche efficace : « ça suffit », 24 % en moins."
TITLE = "Une affiche d’essai"
DATE, XMP_DATE = "D:20230118090000+01'00'", "2023-01-18T09:00:00+01:00"
QR_MODULE = 1.0 * MM
OFFICE_COVER = 14
# Where things stand, from the media box's lower left corner; the trim begins at (ORIGIN, ORIGIN).
ORIGIN = BLEED + SLUG
FOLD = 20.0  # points from the left trim, 5 mm clear of all words
PANEL = (ORIGIN + 20, ORIGIN + 20, TRIM[0] - 40, 330.0)
QR_AT = (ORIGIN + TRIM[0] - 150, ORIGIN + 40)
PICTURE_AT = (ORIGIN + 40, ORIGIN + 60)
PICTURE_SIZE, PICTURE_PIXELS = (96.0, 72.0), (400, 300)

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate><xmp:CreatorTool>goodfile</xmp:CreatorTool>
<pdf:Producer>goodfile</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>uuid:4b1c7a52-5d1e-4d6c-8c1b-000000000001</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:4b1c7a52-5d1e-4d6c-8c1b-000000000002</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
{standard}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@cache
def profile() -> bytes:
    """A small CMYK profile that may be given away."""
    return (ROOT / "assets" / "icc" / "FOGRA39L_coated.icc").read_bytes()


def profile_sha256() -> str:
    return hashlib.sha256(profile()).hexdigest()


def symbol(x: float, y: float, module: float) -> tuple[str, float]:
    """The QR symbol as one path of horizontal runs, and its side."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(URL)
    rows = code.get_matrix()
    parts = []
    for index, row in enumerate(rows):
        column = 0
        while column < len(row):
            end = column
            while end < len(row) and row[end]:
                end += 1
            if end > column:
                parts.append(f"{x + column * module:.4f} {y + (len(rows) - 1 - index) * module:.4f} "
                             f"{(end - column) * module:.4f} {module:.4f} re")
            column = max(end, column + 1)
    return "\n".join(parts) + "\nf", len(rows) * module


def _marks(trim: tuple[float, float, float, float]) -> str:
    x0, y0, x1, y1 = trim
    gap, length = BLEED, 5 * MM
    lines = [(x, y, x, y + turn * length) for x in (x0, x1) for y, turn in ((y0 - gap, -1), (y1 + gap, 1))]
    lines += [(x, y, x + turn * length, y) for y in (y0, y1) for x, turn in ((x0 - gap, -1), (x1 + gap, 1))]
    strokes = " ".join(f"{a:.4f} {b:.4f} m {c:.4f} {d:.4f} l S" for a, b, c, d in lines)
    return f"q /CsAll CS 1 SCN 0.25 w {strokes} Q"


def _fold_marks() -> str:
    x, near, far = ORIGIN + FOLD, BLEED, BLEED + 5 * MM
    lines = [(ORIGIN - far, ORIGIN - near), (ORIGIN + TRIM[1] + near, ORIGIN + TRIM[1] + far)]
    return "q 0 0 0 1 K [2 1] 0 d 0.5 w /GsOver gs " + " ".join(
        f"{x:.4f} {y0:.4f} m {x:.4f} {y1:.4f} l S" for y0, y1 in lines) + " Q"


def _content(faces: dict[str, Face], *, press: bool, marked: bool, folded: bool, live: bool = True,
             office: bool = False) -> bytes:
    origin = ORIGIN if press else 0.0
    shift = origin - ORIGIN
    blue, paper, black = (("1 0.6 0 0 k", "0 0 0 0 k", "0 0 0 1 k") if press
                          else ("0 0.3 0.6 rg", "1 1 1 rg", "0 0 0 rg"))
    over, knock = ("/GsOver gs", "/GsKnock gs") if press else ("", "")
    edge = BLEED if press else 0.0
    x, y, w, h = PANEL
    qr_x, qr_y = QR_AT[0] + shift, QR_AT[1] + shift
    path, _ = symbol(qr_x, qr_y, QR_MODULE)
    heads, text = faces["FHead"], faces["FText"]

    def tagged(role: str, number: int, body: str) -> str:
        return body if press else f"/{role} <</MCID {number}>> BDC {body} EMC"
    art = "" if press else "/Artifact BMC "
    end = "" if press else " EMC"
    field = (20.0, 430.0, TRIM[0] - 40, 60.0) if office else (
        origin - edge, origin - edge, TRIM[0] + 2 * edge, TRIM[1] + 2 * edge)
    lines = [
        f"{art}q {blue} {field[0]:.4f} {field[1]:.4f} {field[2]:.4f} {field[3]:.4f} re f Q",
        f"q {paper} {x + shift:.4f} {y + shift:.4f} {w:.4f} {h:.4f} re f Q",
        f"q {'/GsHalf gs ' if live else ''}{'0 0.15 0.95 0 k' if press else '1 0.8 0.1 rg'} "
        f"{x + shift + 20:.4f} {y + shift + 200:.4f} 120 20 re f Q{end}",
        tagged("Figure", 0, f"q {PICTURE_SIZE[0]} 0 0 {PICTURE_SIZE[1]} {PICTURE_AT[0] + shift:.4f} "
               f"{PICTURE_AT[1] + shift:.4f} cm /Picture Do Q"),
        tagged("H1", 1, f"q BT {knock} {black} /FHead 30 Tf 1 0 0 1 {x + shift + 15:.4f} {y + shift + 280:.4f} Tm "
               f"{heads.show(HEADLINE)} ET Q"),
        tagged("P", 2, f"q BT {over} {black} /FText 10 Tf 1 0 0 1 {x + shift + 15:.4f} {y + shift + 250:.4f} Tm "
               f"{text.show(BODY)} ET Q"),
        tagged("P", 3, f"q BT {paper} /FText 20 Tf 1 0 0 1 {x + shift + 15:.4f} {origin + 450:.4f} Tm "
               f"{text.show(REVERSED)} ET Q"),
        f"{art}q {over} {'0 0 0 1 K' if press else '0 0 0 RG'} 0.5 w {x + shift + 15:.4f} {y + shift + 240:.4f} m "
        f"{x + shift + w - 15:.4f} {y + shift + 240:.4f} l S Q{end}",
        tagged("Figure", 4, f"q {knock} {black}\n{path} Q"),
    ]
    if marked:
        lines.append(_marks((origin, origin, origin + TRIM[0], origin + TRIM[1])))
    if folded:
        lines.append(_fold_marks())
    return "\n".join(lines).encode()


def _picture(press: bool) -> StreamObject:
    width, height = PICTURE_PIXELS
    rows = bytearray()
    for row in range(height):
        part = row * 120 // height
        rows += (bytes((part, 60, 90, 20)) if press else bytes((part, 160, 90))) * width
    return stream(bytes(rows), Type="/XObject", Subtype="/Image", Width=width, Height=height, BitsPerComponent=8,
                  ColorSpace="/DeviceCMYK" if press else "/DeviceRGB")


def _fonts() -> dict[str, Face]:
    folder = ROOT / "assets" / "fonts"
    return {"FHead": Face("FHead", folder / "Anton-Regular.ttf"), "FText": Face("FText", folder / "Inter-Bold.ttf")}


def _resources(writer: pypdf.PdfWriter, faces: dict[str, Face], press: bool) -> DictionaryObject:
    tint = writer._add_object(stream(b"{ dup dup dup }", flate=False, FunctionType=4, Domain=[0, 1],
                                     Range=[0, 1, 0, 1, 0, 1, 0, 1]))
    entries = pdf({"ExtGState": {
        "GsOver": {"Type": "/ExtGState", "OP": True, "op": True, "OPM": 1},
        "GsKnock": {"Type": "/ExtGState", "OP": False, "op": False, "OPM": 1},
        "GsHalf": {"Type": "/ExtGState", "ca": 0.5, "CA": 0.5}}})
    entries[NameObject("/Font")] = DictionaryObject({NameObject(f"/{tag}"): face.written(writer)
                                                     for tag, face in faces.items()})
    entries[NameObject("/XObject")] = DictionaryObject({NameObject("/Picture"): writer._add_object(_picture(press))})
    if press:
        entries[NameObject("/ColorSpace")] = DictionaryObject({NameObject("/CsAll"): ArrayObject(
            [NameObject("/Separation"), NameObject("/All"), NameObject("/DeviceCMYK"), tint])})
    return entries


def _catalogue(writer: pypdf.PdfWriter, press: bool, live: bool) -> None:
    root = writer._root_object
    standard = "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" if press and live else ""
    packet = _XMP.format(title=TITLE, date=XMP_DATE, standard=standard).encode()
    root[NameObject("/Metadata")] = writer._add_object(
        stream(packet, flate=False, Type="/Metadata", Subtype="/XML"))
    root[NameObject("/Lang")] = TextStringObject("fr-FR")
    if press:
        intent = pdf({"Type": "/OutputIntent", "S": "/GTS_PDFX", "OutputConditionIdentifier": "FOGRA39",
                      "OutputCondition": "Offset, coated", "RegistryName": "http://www.color.org",
                      "Info": "Coated FOGRA39"})
        intent[NameObject("/DestOutputProfile")] = writer._add_object(stream(profile(), N=4))
        root[NameObject("/OutputIntents")] = ArrayObject([writer._add_object(intent)])
    else:
        root[NameObject("/ViewerPreferences")] = pdf({"DisplayDocTitle": True})
        root[NameObject("/MarkInfo")] = pdf({"Marked": True})
    writer.metadata = None
    writer.metadata = {"/Title": TITLE, "/Creator": "goodfile", "/Producer": "goodfile", "/CreationDate": DATE,
                       "/ModDate": DATE}
    writer._info[NameObject("/Trapped")] = NameObject("/False")  # type: ignore[index]
    if not live:
        writer._info[NameObject("/GTS_PDFXVersion")] = TextStringObject("PDF/X-1a:2003")  # type: ignore[index]


def _add_tags(writer: pypdf.PdfWriter, page: DictionaryObject) -> None:
    """The structure tree: one element for each marked content of the page, and the link."""
    root = pdf({"Type": "/StructTreeRoot"})
    root_ref = writer._add_object(root)
    document = pdf({"Type": "/StructElem", "S": "/Document"})
    document_ref = writer._add_object(document)
    document[NameObject("/P")] = root_ref
    kids = []
    for number, kind in enumerate(("/Figure", "/H1", "/P", "/P", "/Figure")):
        element = pdf({"Type": "/StructElem", "S": kind, "K": number})
        if kind == "/Figure":
            element[NameObject("/Alt")] = TextStringObject("Une image")
        element[NameObject("/P")], element[NameObject("/Pg")] = document_ref, page.indirect_reference
        kids.append(writer._add_object(element))
    document[NameObject("/K")] = ArrayObject(kids)
    root[NameObject("/K")] = document_ref
    root[NameObject("/ParentTree")] = writer._add_object(pdf({"Nums": [0, kids]}))
    writer._root_object[NameObject("/StructTreeRoot")] = root_ref
    page[NameObject("/StructParents")] = NumberObject(0)
    page[NameObject("/Tabs")] = NameObject("/S")
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(pdf({
        "Type": "/Annot", "Subtype": "/Link", "Rect": [QR_AT[0] - ORIGIN, QR_AT[1] - ORIGIN, TRIM[0] - 50, 130.0],
        "Border": [0, 0, 0], "F": 4, "Contents": "La pétition", "A": {"S": "/URI", "URI": URL.encode()}}))])


def _form(writer: pypdf.PdfWriter, page: DictionaryObject, face: Any) -> None:
    """A field to fill in, and the font that it is filled in with."""
    font = face.written(writer)
    field = writer._add_object(pdf({
        "Type": "/Annot", "Subtype": "/Widget", "FT": "/Tx", "T": "practice", "TU": "Cabinet", "F": 4,
        "Rect": [40, 40, 140, 60], "DA": b"/FText 9 Tf 0 0 0 rg"}))
    form = pdf({"Fields": [field], "DA": b"/FText 9 Tf 0 0 0 rg"})
    form[NameObject("/DR")] = DictionaryObject({NameObject("/Font"): DictionaryObject({
        NameObject("/FText"): font})})
    writer._root_object[NameObject("/AcroForm")] = form
    page["/Annots"].append(field)  # type: ignore[union-attr]


def made(*, press: bool = True, marked: bool = False, folded: bool = False, pages: int = 1, live: bool = True,
         office: bool = False) -> bytes:
    """A good file: press (crop and fold marks where asked for; PDF/X-1a where it is not live) or members.

    One for an office's printer has a white edge, little ink, which it states, and a field to fill in.
    """
    writer = pypdf.PdfWriter()
    writer.pdf_header = ("%PDF-1.6" if live else "%PDF-1.4") if press else "%PDF-1.7"
    faces = _fonts()
    content = _content(faces, press=press, marked=marked, folded=folded, live=live, office=office)
    resources = writer._add_object(_resources(writer, faces, press))
    origin = ORIGIN if press else 0.0
    outer = (TRIM[0] + 2 * origin, TRIM[1] + 2 * origin)
    for _ in range(pages):
        page = writer.add_blank_page(outer[0], outer[1])
        page.update(pdf({"MediaBox": [0, 0, *outer],
                         "TrimBox": [origin, origin, origin + TRIM[0], origin + TRIM[1]]}))
        if press:
            page[NameObject("/BleedBox")] = pdf([SLUG, SLUG, outer[0] - SLUG, outer[1] - SLUG])
        if live:
            page[NameObject("/Group")] = pdf({"Type": "/Group", "S": "/Transparency",
                                              "CS": "/DeviceCMYK" if press else "/DeviceRGB"})
        page[NameObject("/Resources")] = resources
        page[NameObject("/Contents")] = writer._add_object(stream(content))
        if not press:
            _add_tags(writer, page)
        if office:
            _form(writer, page, faces["FText"])
    _catalogue(writer, press, live)
    if office:
        writer._info[NameObject("/Subject")] = TextStringObject(f"{OFFICE_COVER} %")  # type: ignore[index]
    writer._ID = ArrayObject([ByteStringObject(b"goodfile-goodfil"), ByteStringObject(b"goodfile-goodfil")])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def press_brief(**changes: Any) -> Brief:
    """What the good press file was asked to be."""
    fields: dict[str, Any] = {
        "name": "good", "edition": "press", "standard": "PDF/X-4", "bleed": 3 * MM, "marks": False,
        "pages": (PageBrief((148 * MM, 210 * MM), (URL,), (HEADLINE, BODY, REVERSED)),), "condition": "FOGRA39",
        "profile_sha256": profile_sha256(), "title": TITLE, "language": "fr", "limits": Limits(), "ours": True}
    return Brief(**{**fields, **changes})


def folded_brief(**changes: Any) -> Brief:
    """What the good press file with a fold was asked to be."""
    (page,) = press_brief().pages
    return press_brief(**{"marks": True, "pages": (replace(page, folds=(FOLD,)),), **changes})


def members_brief(**changes: Any) -> Brief:
    """What the good members' file was asked to be."""
    fields: dict[str, Any] = {
        "name": "good", "edition": "members", "pages": press_brief().pages, "title": TITLE, "language": "fr",
        "ours": True}
    return Brief(**{**fields, **changes})


def office_brief(**changes: Any) -> Brief:
    """What the good file for an office's printer was asked to be."""
    return members_brief(**{"edge": 5 * MM, "most_cover": 0.3, "forms": ("practice",), **changes})
