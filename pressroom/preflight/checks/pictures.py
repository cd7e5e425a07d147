"""Pictures: enough pixels for the size at which they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.pdf.objects import entry, raw_entry
from pressroom.pdf.streams import filters
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.spoils import Spoil, changed, painted, picture, put, stream
from pressroom.preflight.walk.painted import PaintedPicture

_EXEMPT_PIXELS = 16  # GWG 2022: pictures of up to 16 pixels either way are colour fields, not pictures


def _judged(proof: Proof, *, bitmaps: bool) -> Iterator[tuple[Page, PaintedPicture]]:
    for page in proof.pages:
        for found in page.walk.pictures:
            large = max(found.pixels) > _EXEMPT_PIXELS
            if large and (found.bits == 1) is bitmaps and found.box.width > 0 and found.box.overlap(page.printed):
                yield page, found


def _between(proof: Proof, least: float, limit: float, *, bitmaps: bool) -> Iterator[Fault]:
    for page, found in _judged(proof, bitmaps=bitmaps):
        if least <= found.ppi < limit:
            yield fault(N_("a picture of {width} x {height} pixels is printed at {found} ppi, {asked} are wanted"),
                        page=page, area=found.box, width=found.pixels[0], height=found.pixels[1],
                        found=round(found.ppi), asked=round(limit), measured=found.ppi, limit=limit)


def _enlarged(width: float) -> Spoil:
    """The good file's picture once more, below everything else, at another width."""
    def spoil(good: bytes) -> bytes:
        return painted(f"1 0 0 1 {{x0}} {{y1}} cm {width} 0 0 {width * 0.75} 60 -400 cm {_named(good)} Do",
                       below=True)(good)
    return spoil


def _named(good: bytes) -> str:
    import io

    import pypdf

    named = entry(pypdf.PdfReader(io.BytesIO(good)).pages[0], "/Resources", "/XObject")
    return str(sorted(named)[0])


def _bitmap(side: float) -> Spoil:
    """A stencil of 100 x 100 pixels, printed `side` points wide."""
    def make(writer: Any) -> Any:
        return writer._add_object(stream(b"\x55" * 1300, {
            "/Type": "/XObject", "/Subtype": "/Image", "/Width": 100, "/Height": 100, "/ImageMask": True,
            "/BitsPerComponent": 1}))
    return painted(f"0 0 0 1 k 1 0 0 1 {{x0}} {{y1}} cm {side} 0 0 {side} 60 -80 cm /Bitmap Do",
                   {"/XObject": {"/Bitmap": make}})


@check("picture-ppi",
       why=N_("With too few pixels a picture is visibly coarse in print, however sharp it looks on a screen."),
       mend=N_("Use a larger original, or print the picture smaller."), source="GWG 2022, R0031", needs=("press",),
       spoil=_enlarged(340))
def picture_ppi(proof: Proof) -> Iterator[Fault]:
    """Grey and colour pictures have the least resolution that the printer accepts."""
    yield from _between(proof, 0.0, proof.brief.limits.picture_ppi_error, bitmaps=False)


@check("picture-ppi-low",
       why=N_("Below this resolution a picture looks soft from near by; from a poster's distance it may do."),
       mend=N_("Use a larger original if there is one."), source="GWG 2022, R0031", severity=Severity.WARNING,
       needs=("press",), spoil=_enlarged(150))
def picture_ppi_low(proof: Proof) -> Iterator[Fault]:
    """Grey and colour pictures have the resolution that the printer likes."""
    limits = proof.brief.limits
    yield from _between(proof, limits.picture_ppi_error, limits.picture_ppi_warning, bitmaps=False)


@check("bitmap-ppi",
       why=N_("A one-bit picture has no greys to soften its steps; at this resolution they show as saw teeth."),
       mend=N_("Scan line art at 1,200 ppi, or trace it into paths."), source="GWG 2022, R0032", needs=("press",),
       spoil=_bitmap(24))
def bitmap_ppi(proof: Proof) -> Iterator[Fault]:
    """One-bit pictures have the least resolution that the printer accepts."""
    yield from _between(proof, 0.0, proof.brief.limits.bitmap_ppi_error, bitmaps=True)


@check("bitmap-ppi-low",
       why=N_("Below this resolution the steps of a one-bit picture can be seen from near by."),
       mend=N_("Scan line art at 1,200 ppi, or trace it into paths."), source="GWG 2022, R0032",
       severity=Severity.WARNING, needs=("press",), spoil=_bitmap(11))
def bitmap_ppi_low(proof: Proof) -> Iterator[Fault]:
    """One-bit pictures have the resolution that the printer likes."""
    limits = proof.brief.limits
    yield from _between(proof, limits.bitmap_ppi_error, limits.bitmap_ppi_warning, bitmaps=True)


@check("picture-alternates",
       why=N_("A picture with alternates, an OPI reference or a PostScript object may print as something else than "
              "what was looked at."),
       mend=N_("Place the final picture itself."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 12; ISO 32000-1:2008, 8.9.5.4",
       needs=("press",), spoil=changed(lambda writer: put(picture(writer), "/OPI", {"/2.0": {"/Type": "/OPI"}})))
def picture_alternates(proof: Proof) -> Iterator[Fault]:
    """No OPI, alternates, reference or PostScript XObjects."""
    for page in proof.pages:
        for form in page.walk.forms:
            for key in ("/OPI", "/Alternates", "/Ref", "/PS"):
                if raw_entry(form, key) is not None or entry(form, "/Subtype") == key:
                    yield fault(N_("an object with {key} may print as something else"), page=page, key=key[1:])


@check("picture-coding",
       why=N_("JPEG 2000 and JBIG2 pictures are legal in PDF/X-4, but some presses' programs cannot read them."),
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
        for found in page.walk.pictures:
            for coding in sorted({"JPXDecode", "JBIG2Decode"} & set(filters(found.stream))):
                yield fault(N_("a picture is stored as {coding}"), page=page, area=found.box, coding=coding)


def _deep(writer: Any) -> Any:
    return writer._add_object(stream(b"\x30\x00" * (100 * 100), {
        "/Type": "/XObject", "/Subtype": "/Image", "/Width": 100, "/Height": 100, "/ColorSpace": "/DeviceGray",
        "/BitsPerComponent": 16}))


@check("picture-depth",
       why=N_("Pictures of 16 bits are legal in PDF/X-4, twice as large, and older presses' programs refuse them; no "
              "plate shows the difference."),
       mend=N_("Store pictures with 8 bits a colour."), source="ISO 15930-7:2010 (PDF/X-4), rule 13",
       severity=Severity.WARNING, needs=("press", "live"),
       spoil=painted("1 0 0 1 {x0} {y1} cm 20 0 0 20 60 -80 cm /Deep Do", {"/XObject": {"/Deep": _deep}}))
def picture_depth(proof: Proof) -> Iterator[Fault]:
    """No picture of more than 8 bits a colour."""
    for page in proof.pages:
        for found in page.walk.pictures:
            if found.bits > 8:
                yield fault(N_("a picture has {bits} bits a colour"), page=page, area=found.box, bits=found.bits)
