"""Files that somebody might bring to the desk, made by hand."""

from __future__ import annotations

import io
import zlib

import pypdf
from reportlab.lib.pagesizes import A3, A4
from reportlab.pdfgen import canvas


def poster(pages: int = 1, size: tuple[float, float] = A3, rotate: int = 0) -> bytes:
    """A section's own poster: red, RGB, without boxes, its last words at the foot on the right."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=size, invariant=1)
    for page in range(pages):
        sheet.setFillColorRGB(0.9, 0.3, 0.2)
        sheet.rect(0, 0, *size, fill=1, stroke=0)
        sheet.setFillColorRGB(1, 1, 1)
        sheet.setFont("Helvetica-Bold", 60)
        sheet.drawString(60, size[1] - 200, f"page {page + 1}")
        sheet.setFont("Helvetica", 20)
        sheet.drawRightString(size[0] - 40, 60, "bas de page")
        sheet.showPage()
    sheet.save()
    if not rotate:
        return out.getvalue()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    for each in writer.pages:
        each.rotate(rotate)
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def covered() -> bytes:
    """A poster under a note as large as its page, which viewers draw over everything else."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(poster()))
    corners = ArrayObject([NumberObject(edge) for edge in (0, 0, 842, 1191)])
    ground = DecodedStreamObject()
    ground.set_data(b"1 1 0 rg 0 0 842 1191 re f")
    ground.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/BBox"): corners})
    note = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Square"),
        NameObject("/Rect"): corners, NameObject("/F"): NumberObject(4),
        NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(ground)})})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return written(writer)


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(poster()))
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def file(objects: dict[int, bytes]) -> bytes:
    out, places = b"%PDF-1.6\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, max(objects) + 1))
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)


def many(count: int, first: int = 0) -> bytes:
    """Pages without content; with `first`, each has its number in squares, counted from there."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    pages = {number: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]%b>>" % (
        b"/Contents %d 0 R/Resources<<>>" % (number + count) if first else b"") for number in range(3, count + 3)}
    squares = {number + count: one_stream(b" ".join(b"%d 100 8 8 re f" % (10 * each) for each in range(
        number - 3 + first))) for number in range(3, count + 3)} if first else {}
    return file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
                 **pages, **squares})


def one_stream(content: bytes) -> bytes:
    return b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content)


def one(content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>",
                 4: b"<</Length %d/Filter %b>>\nstream\n%b\nendstream" % (len(content), filters, content)})


def bomb() -> bytes:
    return one(zlib.compress(zlib.compress(b" " * 200_000_000, 9), 9), b"[/FlateDecode/FlateDecode]")


def empty() -> bytes:
    return file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"})


def endless() -> bytes:
    """A page that is read at once, and drawn for minutes: each pixel goes through a hundred thousand steps."""
    program = zlib.compress(b"{ " + b"sin cos " * 100_000 + b"add dup dup }", 9)
    content = b"q 300 0 0 300 0 0 cm /S sh Q"
    return file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                    b"/Resources<</Shading<</S 5 0 R>>>>>>",
                 4: b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content),
                 5: b"<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Function 6 0 R>>",
                 6: b"<</FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]/Length %d/Filter/FlateDecode>>\nstream\n%b"
                    b"\nendstream" % (len(program), program)})


HOSTILE = {
    "nothing": lambda: b"", "no PDF": lambda: b"hello " * 99, "a header": lambda: b"%PDF-1.7\n",
    "truncated": lambda: poster()[:700], "locked": encrypted, "no pages": empty, "6,000 pages": lambda: many(6000),
    "a bomb": bomb, "a loop": lambda: file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"2 0 R"}),
}
A4_SIZE, A3_SIZE = A4, A3
