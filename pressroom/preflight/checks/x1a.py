"""The rules of PDF/X-1a:2003 in addition to those of every press file: PDF 1.4 and no transparency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.pdf.objects import entry, name, raw_entry, text
from pressroom.pdf.source import contains
from pressroom.pdf.spaces import Space
from pressroom.pdf.streams import filters
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.checks.identity import document_entries
from pressroom.preflight.checks.transparency import transparent
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import catalogue, changed, drop, first_page, painted, put, stream
from pressroom.preflight.walk.painted import spaces_of, what

STANDARD = "PDF/X-1a:2003"
_HEADER = regex(rb"%PDF-(\d\.\d)")
_REQUIRED = ("/Title", "/CreationDate", "/ModDate", "/Trapped")


@check("x1a-identification", sees="whole",
       why=N_("A printer's programs choose their rules by what the file says it is."),
       mend=N_("Write /GTS_PDFXVersion (PDF/X-1a:2003) into the document information."),
       source="ISO 15930-4:2003 (PDF/X-1a), rule 1", needs=("x1a",),
       spoil=changed(lambda writer: put(writer._info, "/GTS_PDFXVersion", "PDF/X-3:2003")))
def x1a_identification(proof: Proof) -> Iterator[Fault]:
    """The document information says PDF/X-1a:2003."""
    version = text(entry(document_entries(proof), "/GTS_PDFXVersion"))
    if version != STANDARD:
        yield fault(N_("the document information says {found} instead of {asked}"), found=version or "-",
                    asked=STANDARD)


@check("x1a-version", sees="whole",
       why=N_("PDF/X-1a:2003 is based on PDF 1.4; an older print system may stop at a later version."),
       mend=N_("Write %PDF-1.4 and no later /Version in the catalogue."), source="ISO 15930-4:2003 (PDF/X-1a), rule 2",
       needs=("x1a",), spoil=changed(lambda writer: put(catalogue(writer), "/Version", "/1.6")))
def x1a_version(proof: Proof) -> Iterator[Fault]:
    """The header and the catalogue state 1.4 at most."""
    header = _HEADER.match(proof.head)
    stated = max(header[1].decode() if header else "", name(entry(proof.catalogue, "/Version")))
    if not "1.3" <= stated <= "1.4":
        yield fault(N_("the file is PDF {version}; PDF/X-1a:2003 is PDF 1.4"), version=stated or "?")


@check("x1a-document-entries", sees="whole",
       why=N_("PDF/X-1a requires a title, two dates and the state of trapping in the document information."),
       mend=N_("Write the missing entries into the document information."),
       source="ISO 15930-4:2003 (PDF/X-1a), rule 3", needs=("x1a",),
       spoil=changed(lambda writer: drop(writer._info, "/ModDate")))
def x1a_document_entries(proof: Proof) -> Iterator[Fault]:
    """Title, dates and Trapped are in the document information."""
    entries = document_entries(proof)
    if missing := [key[1:] for key in _REQUIRED if raw_entry(entries, key) is None]:
        yield fault(N_("the document information lacks {missing}"), missing=", ".join(missing))


@check("x1a-transparency",
       why=N_("PDF/X-1a has no transparency; an older print system paints a transparent object opaque, or stops."),
       mend=N_("Flatten the transparency, or send PDF/X-4 to a printer that takes it."),
       source="ISO 15930-4:2003 (PDF/X-1a), rule 4", needs=("x1a",),
       spoil=painted("/Veil gs 0 0 0 0.5 k 1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f",
                     {"/ExtGState": {"/Veil": {"/ca": 0.5}}}))
def x1a_transparency(proof: Proof) -> Iterator[Fault]:
    """Nothing is transparent."""
    for page in proof.pages:
        if transparent(page):
            yield fault(N_("something on the page is transparent"), page=page)


@check("x1a-group",
       why=N_("PDF/X-1a allows no transparency group, not even an empty one, and some print systems refuse it."),
       mend=N_("Remove /Group from the page."), source="ISO 15930-4:2003 (PDF/X-1a), rule 5", needs=("x1a",),
       spoil=changed(lambda writer: put(first_page(writer), "/Group", {"/S": "/Transparency", "/CS": "/DeviceCMYK"})))
def x1a_group(proof: Proof) -> Iterator[Fault]:
    """No page has a transparency group."""
    for page in proof.pages:
        if raw_entry(page.leaf, "/Group") is not None:
            yield fault(N_("the page has a transparency group"), page=page)


def _packed(good: bytes) -> bytes:
    """The good file with an object stream."""
    def act(writer: Any) -> None:
        put(first_page(writer), "/PieceInfo", {"/Else": writer._add_object(stream(
            b"1 0 null", {"/Type": "/ObjStm", "/N": 1, "/First": 4}))})
    return changed(act)(good)


@check("x1a-object-streams", sees="whole",
       why=N_("Object streams came with PDF 1.5; a program for PDF 1.4 does not find the objects in them."),
       mend=N_("Write the file without object streams."),
       source="ISO 15930-4:2003 (PDF/X-1a), rule 6; ISO 32000-1:2008, 7.5.7", needs=("x1a",),
       spoil=_packed)
def x1a_object_streams(proof: Proof) -> Iterator[Fault]:
    """The file has no object streams and no cross-reference stream."""
    packed = proof.survey.packed
    packed += name(entry(proof.trailer, "/Type")) == "XRef" or contains(
        proof.pdf, b"/Type /ObjStm", b"/Type/ObjStm")
    if packed:
        yield fault(N_("the file has object streams"))


@check("x1a-pictures",
       why=N_("PDF/X-1a does not allow JPEG 2000, JBIG2 or 16 bits a component."),
       mend=N_("Store pictures as JPEG or Flate, with 8 bits a component."),
       source="ISO 15930-4:2003 (PDF/X-1a), rule 7", needs=("x1a",),
       spoil=painted("1 0 0 1 {x0} {y1} cm 4 0 0 4 60 -80 cm /Deep Do", {"/XObject": {
           "/Deep": lambda writer: writer._add_object(stream(bytes(2 * 4 * 20 * 20), {
               "/Type": "/XObject", "/Subtype": "/Image", "/Width": 20, "/Height": 20,
               "/ColorSpace": "/DeviceGray", "/BitsPerComponent": 16}))}}))
def x1a_pictures(proof: Proof) -> Iterator[Fault]:
    """Pictures are coded as in PDF 1.4."""
    for page in proof.pages:
        for image in page.walk.pictures:
            coding = sorted({"JPXDecode", "JBIG2Decode"} & set(filters(image.stream)))
            if coding or image.bits > 8:
                yield fault(N_("a picture is stored as {coding}"), page=page, area=image.box,
                            coding=", ".join(coding) or f"{image.bits} bits")


_NEVER = ("ICCBased", "CalGray", "CalRGB", "Lab")


def _measured(space: Space) -> Space | None:
    """The space inside a space that a profile or a measurement defines; None without one."""
    stand_in = space.stand_in or (space.base.stand_in if space.base else None)
    if stand_in is not None and stand_in.family not in ("DeviceCMYK", "DeviceGray"):
        return stand_in
    inner = space.base if space.family == "Indexed" and space.base else space
    # RGB, Lab and CMYK with a profile are forbidden in every press file; the checks of colour report them
    return inner if inner.family in _NEVER and inner.kind == "grey" else None


@check("x1a-colour",
       why=N_("In PDF/X-1a grey has no profile, and the equivalent of a spot colour is CMYK or grey: its print systems "
              "know no other colours."),
       mend=N_("Convert greys to DeviceGray or K, and give spot colours an equivalent in CMYK."),
       source="ISO 15930-4:2003 (PDF/X-1a), rule 8", needs=("x1a",),
       spoil=painted("1 0 0 1 {x0} {y1} cm 4 0 0 4 60 -80 cm /Grey Do", {"/XObject": {
           "/Grey": lambda writer: writer._add_object(stream(bytes(20 * 20), {
               "/Type": "/XObject", "/Subtype": "/Image", "/Width": 20, "/Height": 20, "/BitsPerComponent": 8,
               "/ColorSpace": ["/CalGray", {"/WhitePoint": [0.9505, 1, 1.089]}]}))}}))
def x1a_colour(proof: Proof) -> Iterator[Fault]:
    """No colour is defined by a profile, not even as the equivalent of a spot colour."""
    for page in proof.pages:
        for thing in page.walk.things:
            for space in spaces_of(thing):
                if base := _measured(space):
                    yield fault(N_("a {thing} is in {space}, which is defined by {base}"), page=page, area=thing.box,
                                thing=what(thing), space=space.label, base=base.label)
