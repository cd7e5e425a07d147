"""Pictures: enough pixels for the size at which they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity, compared
from pressroom.pdf.objects import entry, raw_entry
from pressroom.pdf.streams import filters
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.spoils import (
    Spoil,
    add_resources,
    changed,
    first_page,
    painted,
    picture,
    put,
    set_content,
    stream,
)
from pressroom.preflight.walk.painted import PaintedPicture

_EXEMPT_PIXELS = 16  # GWG 2022: pictures of up to 16 pixels either way are colour fields; those of a text never are


def _pictures(proof: Proof, *, bitmaps: bool) -> Iterator[tuple[Page, PaintedPicture]]:
    for page in proof.pages:
        for image in page.walk.pictures:
            large = max(image.pixels) > _EXEMPT_PIXELS or proof.brief.pictures
            if large and (image.bits == 1) is bitmaps and image.box.width > 0 and image.box.overlap(page.printed):
                yield page, image


def _between(proof: Proof, least: float, limit: float, *, bitmaps: bool) -> Iterator[Fault]:
    for page, image in _pictures(proof, bitmaps=bitmaps):
        if least <= image.ppi < limit:
            found, asked = compared(image.ppi, limit)
            yield fault(N_("a picture of {width} x {height} pixels is printed at {found} ppi; {asked} are required"),
                        page=page, area=image.box, width=image.pixels[0], height=image.pixels[1],
                        found=found, asked=asked, measured=image.ppi, limit=limit)


def _enlarged(width: float) -> Spoil:
    """A spoil that paints the picture again, below everything else, at another width."""
    def spoil(good: bytes) -> bytes:
        return painted(f"1 0 0 1 {{x0}} {{y1}} cm {width} 0 0 {width * 0.75} 60 -400 cm {_picture_name(good)} Do",
                       below=True)(good)
    return spoil


def _picture_name(good: bytes) -> str:
    import io

    import pypdf

    entries = entry(pypdf.PdfReader(io.BytesIO(good)).pages[0], "/Resources", "/XObject")
    return str(sorted(entries)[0])


def _bitmap(side: float) -> Spoil:
    """A stencil of 100 x 100 pixels, printed `side` points wide."""
    def make(writer: Any) -> Any:
        return writer._add_object(stream(b"\x55" * 1300, {
            "/Type": "/XObject", "/Subtype": "/Image", "/Width": 100, "/Height": 100, "/ImageMask": True,
            "/BitsPerComponent": 1}))
    return painted(f"0 0 0 1 k 1 0 0 1 {{x0}} {{y1}} cm {side} 0 0 {side} 60 -80 cm /Bitmap Do",
                   {"/XObject": {"/Bitmap": make}})


@check("picture-ppi",
       why=N_("With too few pixels a picture is visibly coarse in print, even if it looks sharp on a screen."),
       mend=N_("Use a larger original, or print the picture smaller."), source="GWG 2022, R0031", needs=("pictures",),
       spoil=_enlarged(340))
def picture_ppi(proof: Proof) -> Iterator[Fault]:
    """Grey and colour pictures have the lowest resolution that the printer accepts."""
    yield from _between(proof, 0.0, proof.brief.limits.picture_ppi_error, bitmaps=False)


@check("picture-ppi-low",
       why=N_("Below this resolution a picture looks soft from near by; at a poster's distance it may be good enough."),
       mend=N_("Use a larger original if there is one."), source="GWG 2022, R0031", severity=Severity.WARNING,
       needs=("press",), spoil=_enlarged(150))
def picture_ppi_low(proof: Proof) -> Iterator[Fault]:
    """Grey and colour pictures have the resolution that the printer recommends."""
    limits = proof.brief.limits
    yield from _between(proof, limits.picture_ppi_error, limits.picture_ppi_warning, bitmaps=False)


@check("bitmap-ppi",
       why=N_("A one-bit picture has no greys to soften its steps; at this resolution they are visible."),
       mend=N_("Scan line art at 1,200 ppi, or trace it into paths."), source="GWG 2022, R0032", needs=("pictures",),
       spoil=_bitmap(24))
def bitmap_ppi(proof: Proof) -> Iterator[Fault]:
    """One-bit pictures have the lowest resolution that the printer accepts."""
    yield from _between(proof, 0.0, proof.brief.limits.bitmap_ppi_error, bitmaps=True)


@check("bitmap-ppi-low",
       why=N_("Below this resolution the steps of a one-bit picture can be seen from near by."),
       mend=N_("Scan line art at 1,200 ppi, or trace it into paths."), source="GWG 2022, R0032",
       severity=Severity.WARNING, needs=("press",), spoil=_bitmap(11))
def bitmap_ppi_low(proof: Proof) -> Iterator[Fault]:
    """One-bit pictures have the resolution that the printer recommends."""
    limits = proof.brief.limits
    yield from _between(proof, limits.bitmap_ppi_error, limits.bitmap_ppi_warning, bitmaps=True)


def _scan(writer: Any) -> None:
    """The page becomes one grey picture of 300 ppi, up to its bleed."""
    left, bottom, right, top = (float(edge) for edge in entry(first_page(writer), "/BleedBox"))
    columns, rows = (round(side / 72 * 300) for side in (right - left, top - bottom))
    whole = writer._add_object(stream(b"\xe0" * (columns * rows), {
        "/Type": "/XObject", "/Subtype": "/Image", "/Width": columns, "/Height": rows, "/BitsPerComponent": 8,
        "/ColorSpace": "/DeviceGray"}))
    add_resources(writer, {"/XObject": {"/Scan": lambda _: whole}})
    set_content(writer, f"q {right - left} 0 0 {top - bottom} {left} {bottom} cm /Scan Do Q".encode())


@check("page-scanned",
       why=N_("A page that is one picture holds its words as pixels: they need twice the resolution of a photograph."),
       mend=N_("Export the page with its text and paths, or with more pixels."), source="GWG 2022, R0033",
       needs=("scans",), spoil=changed(_scan))
def page_scanned(proof: Proof) -> Iterator[Fault]:
    """A page that is one picture has the resolution that type needs."""
    error, warning = proof.brief.limits.scan_ppi_error or 0.0, proof.brief.limits.scan_ppi_warning
    for page in proof.pages:
        shown = [thing for thing in page.walk.things if page.printed.overlap(thing.box)]
        image = shown[0] if len(shown) == 1 else None
        if not isinstance(image, PaintedPicture) or image.bits == 1:
            continue
        if image.box.contains(page.trim, 0.1) and image.ppi < warning:
            limit = error if image.ppi < error else warning
            found, asked = compared(image.ppi, limit)
            yield fault(N_("the page is one picture of {found} ppi; {asked} are required"), page=page, area=image.box,
                        found=found, asked=asked, measured=image.ppi, limit=limit,
                        severity=Severity.ERROR if image.ppi < error else Severity.WARNING)


@check("picture-alternates",
       why=N_("A picture with alternates, an OPI reference or a PostScript object may print differently from what was "
              "approved."),
       mend=N_("Place the final picture itself."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 12; ISO 32000-1:2008, 8.9.5.4",
       needs=("press",), spoil=changed(lambda writer: put(picture(writer), "/OPI", {"/2.0": {"/Type": "/OPI"}})))
def picture_alternates(proof: Proof) -> Iterator[Fault]:
    """No OPI, alternates, reference or PostScript XObjects."""
    for page in proof.pages:
        for form in page.walk.forms:
            for key in ("/OPI", "/Alternates", "/Ref", "/PS"):
                if raw_entry(form, key) is not None or entry(form, "/Subtype") == key:
                    yield fault(N_("an object with {key} may print differently"), page=page, key=key[1:])


@check("picture-coding",
       why=N_("PDF/X-4 allows JPEG 2000 and JBIG2 pictures, but some presses' programs cannot read them."),
       mend=N_("Store pictures as JPEG or Flate."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 13; Prepress practice, rule 8",
       severity=Severity.WARNING, needs=("press",),
       spoil=painted("0 0 0 1 k 1 0 0 1 {x0} {y1} cm 8 0 0 8 60 -80 cm /Bitmap Do", {"/XObject": {
           "/Bitmap": lambda writer: writer._add_object(stream(b"\0", {
               "/Type": "/XObject", "/Subtype": "/Image", "/Width": 100, "/Height": 100, "/ImageMask": True,
               "/BitsPerComponent": 1, "/Filter": "/JBIG2Decode"}, flate=False))}}))
def picture_coding(proof: Proof) -> Iterator[Fault]:
    """No JPEG 2000 or JBIG2."""
    for page in proof.pages:
        for image in (each for each in page.walk.every if isinstance(each, PaintedPicture)):
            for coding in sorted({"JPXDecode", "JBIG2Decode"} & set(filters(image.stream))):
                yield fault(N_("a picture is stored as {coding}"), page=page, area=image.box, coding=coding)


def _deep(writer: Any) -> Any:
    return writer._add_object(stream(b"\x30\x00" * (100 * 100), {
        "/Type": "/XObject", "/Subtype": "/Image", "/Width": 100, "/Height": 100, "/ColorSpace": "/DeviceGray",
        "/BitsPerComponent": 16}))


@check("picture-depth",
       why=N_("PDF/X-4 allows pictures of 16 bits, but they are twice as large, older presses' programs refuse them, "
              "and no plate shows the difference."),
       mend=N_("Store pictures with 8 bits a colour."), source="ISO 15930-7:2010 (PDF/X-4), rule 13",
       severity=Severity.WARNING, needs=("press", "live"),
       spoil=painted("1 0 0 1 {x0} {y1} cm 20 0 0 20 60 -80 cm /Deep Do", {"/XObject": {"/Deep": _deep}}))
def picture_depth(proof: Proof) -> Iterator[Fault]:
    """No picture of more than 8 bits a colour."""
    for page in proof.pages:
        for image in page.walk.pictures:
            if image.bits > 8:
                yield fault(N_("a picture has {bits} bits a colour"), page=page, area=image.box, bits=image.bits)
