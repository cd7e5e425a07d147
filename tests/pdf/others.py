"""Small files that other programs wrote, and the operators that qpdf's own tokenizer reads in a content stream."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
from PIL import Image
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

WORDS = "Un (texte) \\ d\N{LATIN SMALL LETTER E WITH ACUTE}j\N{LATIN SMALL LETTER A WITH GRAVE} vu & autre "
Operators = list[tuple[str, list[Any]]]


def noise(size: tuple[int, int], mode: str, seed: int = 7) -> Image.Image:
    """Random pixels; some bytes of them read `EI`."""
    parts = {"L": 1, "RGB": 3, "CMYK": 4}[mode]
    content = bytearray(random.Random(seed).randbytes(size[0] * size[1] * parts))
    content[90:94], content[300:305] = b" EI ", b"\nEI Q"
    return Image.frombytes(mode, size, bytes(content))


def reportlab_canvas() -> bytes:
    """Lines, curves, text and inline pictures by ReportLab's canvas."""
    out = io.BytesIO()
    pen = canvas.Canvas(out)
    for at, mode in enumerate(("RGB", "CMYK", "L")):
        pen.drawInlineImage(noise((24, 16), mode), 40 + 90 * at, 600)
    pen.setFont("Helvetica", 9.5)
    pen.drawString(20, 400, "a(b)c\\d \r\n" + WORDS)
    pen.setDash([3, 1.5], 2)
    pen.bezier(1, 2, 3, 4, 5.25, -6, .5, 8)
    pen.setFillColorCMYK(0, .5, 1, 0)
    pen.roundRect(100, 100, 80, 40, 6, fill=1)
    pen.save()
    return out.getvalue()


def reportlab_text() -> bytes:
    """A text and a table by ReportLab's Platypus."""
    out = io.BytesIO()
    SimpleDocTemplate(out).build([Paragraph(WORDS.replace("&", "&amp;") * 120, getSampleStyleSheet()["Normal"]),
                                  Table([["1", "2"], ["3", "4"]])])
    return out.getvalue()


def pillow_photograph() -> bytes:
    """A photograph by Pillow."""
    out = io.BytesIO()
    noise((40, 30), "CMYK").save(out, "PDF")
    return out.getvalue()


def pypdf_merge() -> bytes:
    """Two pages merged by pypdf, which writes their contents anew."""
    writer = pypdf.PdfWriter()
    page = writer.add_page(pypdf.PdfReader(io.BytesIO(reportlab_text())).pages[0])
    page.merge_transformed_page(pypdf.PdfReader(io.BytesIO(pillow_photograph())).pages[0],
                                pypdf.Transformation().scale(.5).translate(20, 30))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def save(content: bytes, **options: Any) -> bytes:
    """The same file, written by qpdf."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(out, **options)
    return out.getvalue()


def convert(folder: Path, content: bytes, *words: str) -> bytes:
    """A file converted by a program; {file} and {out} in its arguments are the paths."""
    source, target = folder / "source.pdf", folder / "target.pdf"
    source.write_bytes(content)
    subprocess.run([word.format(file=source, out=target, folder=folder) for word in words], check=True,
                   capture_output=True, timeout=120)
    return target.read_bytes()


def missing(program: str) -> bool:
    """Whether a program is not installed."""
    return shutil.which(program) is None


def by_qpdf(content: bytes) -> Operators:
    """The operators of a content stream, by qpdf's tokenizer; a picture within it without its bytes."""
    operators: Operators = []
    with pikepdf.new() as file:
        for each in pikepdf.parse_content_stream(file.make_stream(content)):
            if isinstance(each, pikepdf.ContentStreamInlineImage):
                operators.append(("BI", [pikepdf.unparse_content_stream([each])]))
            else:
                operators.append((str(each.operator), [plain(operand) for operand in each.operands]))
    return operators


def plain(value: Any) -> Any:
    """An object of pikepdf's as plain Python."""
    if isinstance(value, pikepdf.Name):
        return str(value)
    if isinstance(value, pikepdf.String):
        return bytes(value)
    if isinstance(value, pikepdf.Array):
        return [plain(each) for each in value]
    if isinstance(value, pikepdf.Dictionary):
        return {key: plain(each) for key, each in value.items()}
    return float(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else value
