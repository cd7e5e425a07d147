"""What the file says of itself: PDF/X-4 by XMP, title, dates, trapping. PDF/X-1a's own rules stand in x1a.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pressroom.findings import N_
from pressroom.pdf.errors import Undecodable
from pressroom.pdf.objects import Pdf, entry, is_stream, name, text
from pressroom.pdf.streams import decoded
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import changed, put, xmp
from pressroom.preflight.text_matching import folded
from pressroom.preflight.xmp import NotWellFormed, properties

_LARGEST_PACKET = 4 * 2**20
_REQUIRED = ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID",
             "xmpMM:VersionID", "xmpMM:RenditionClass", "pdf:Trapped")
_SAME = (("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Subject", "dc:description"),
         ("/Keywords", "pdf:Keywords"), ("/Creator", "xmp:CreatorTool"), ("/Producer", "pdf:Producer"),
         ("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate"))
_DATE = re.compile(r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?"
                   r"(?:(Z|[+-]\d\d)(?:(?<=Z)00)?[:']?(\d\d)?'?)?$")  # Ghostscript writes Z00'00'


def stated(proof: Proof) -> Mapping[str, str] | None:
    """The XMP packet's properties; None when there is no packet that can be read."""
    try:
        return _packet(proof)
    except NotWellFormed:
        return None


def _packet(proof: Proof) -> Mapping[str, str]:
    found = entry(proof.catalogue, "/Metadata")
    if not is_stream(found):
        raise NotWellFormed("there is none")
    try:
        return properties(decoded(found, _LARGEST_PACKET))
    except Undecodable as error:
        raise NotWellFormed(str(error)) from error


def document_entries(proof: Proof) -> Pdf:
    """The trailer's document information dictionary, or None."""
    return entry(proof.trailer, "/Info")


@check("xmp-broken",
       why=N_("PDF/X-4 is declared in the XMP packet; where that cannot be read the file is no PDF/X-4."),
       mend=N_("Write a well-formed XMP packet as the catalogue's /Metadata."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 3; ISO 16684-1:2012 (XMP)",
       needs=("x4",), spoil=xmp(b"</rdf:RDF>", b""))
def xmp_broken(proof: Proof) -> Iterator[Fault]:
    """There is an XMP packet, and it is well-formed."""
    try:
        _packet(proof)
    except NotWellFormed as error:
        yield fault(N_("the XMP packet cannot be read: {reason}"), reason=str(error))


@check("x4-identification",
       why=N_("A printer's programs choose their rules by what the file says it is."),
       mend=N_("Write pdfxid:GTS_PDFXVersion = PDF/X-4 into the XMP packet."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 2; Measurements, rule 5", needs=("x4",),
       spoil=xmp(b">PDF/X-4<", b">PDF/X-3<"))
def x4_identification(proof: Proof) -> Iterator[Fault]:
    """XMP says PDF/X-4."""
    found = stated(proof)
    if found is not None and found.get("pdfxid:GTS_PDFXVersion") != "PDF/X-4":
        yield fault(N_("XMP says {found}, PDF/X-4 is wanted"), found=found.get("pdfxid:GTS_PDFXVersion") or "-")


@check("xmp-keys",
       why=N_("PDF/X-4 asks for a few properties by which versions of a document are told apart."),
       mend=N_("Write the missing properties into the XMP packet."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 3", needs=("x4",),
       spoil=xmp(b"<xmpMM:VersionID>1</xmpMM:VersionID>", b""))
def xmp_keys(proof: Proof) -> Iterator[Fault]:
    """The properties that PDF/X-4 asks for are there and not empty."""
    found = stated(proof)
    if found is not None and (missing := [key for key in _REQUIRED if not found.get(key)]):
        yield fault(N_("XMP lacks {missing}"), missing=", ".join(missing))


@check("info-xmp",
       why=N_("Where the old document information and the XMP packet disagree, nobody knows which is true."),
       mend=N_("Write the same title, dates and program names into both."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 4; ISO 32000-1:2008, 14.3", needs=("x",),
       spoil=changed(lambda writer: put(writer._info, "/Creator", "another program")))
def info_xmp(proof: Proof) -> Iterator[Fault]:
    """Document information and XMP say the same."""
    found = stated(proof)
    if found is None:
        return
    for key, twin in _SAME:
        here = text(entry(document_entries(proof), key)) or name(entry(document_entries(proof), key))
        there = found.get(twin, "")
        if here and not _equal(here, there):
            yield fault(N_("{key} is “{here}”, XMP {twin} is “{there}”"), key=key[1:], twin=twin, here=here[:80],
                        there=there[:80])
    stated_here = text(entry(document_entries(proof), "/GTS_PDFXVersion"))
    there = found.get("pdfxid:GTS_PDFXVersion") or found.get("pdfx:GTS_PDFXVersion", "")
    if stated_here and stated_here != there and (there or proof.brief.standard == "PDF/X-4"):
        yield fault(N_("{key} is “{here}”, XMP {twin} is “{there}”"), key="GTS_PDFXVersion", twin="GTS_PDFXVersion",
                    here=stated_here[:80], there=there[:80] or "-")


def _equal(here: str, there: str) -> bool:
    if here.startswith("D:"):
        one, other = _parts(_DATE.match(here)), _parts(_DATE.match(there))
        return bool(one) and one == other
    return folded(here) == folded(there)


def _parts(date: re.Match[str] | None) -> list[str]:
    found = list(date.groups()) if date else []
    return ["+00" if part == "Z" else part or "00" for part in found]


def _trapped_unknown(writer: Any) -> None:
    put(writer._info, "/Trapped", "/Unknown")


def _untold(good: bytes) -> bytes:
    untold = xmp(b"<pdf:Trapped>False</pdf:Trapped>", b"<pdf:Trapped>Unknown</pdf:Trapped>")
    return changed(_trapped_unknown)(untold(good))


@check("trapped",
       why=N_("The press must know whether overlaps against misregister were already made; “unknown” is refused."),
       mend=N_("State Trapped as False (or True, where traps were made), alike in both places."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 5", needs=("x",), spoil=_untold)
def trapped(proof: Proof) -> Iterator[Fault]:
    """Trapped is True or False, and the same in both places."""
    found = stated(proof)
    said = {name(entry(document_entries(proof), "/Trapped")), (found or {}).get("pdf:Trapped", "")} - {""}
    if len(said) != 1 or not said <= {"True", "False"}:
        yield fault(N_("Trapped is {found}, either True or False is wanted"), found=", ".join(sorted(said)) or "-")


def _other_title(good: bytes) -> bytes:
    both = changed(lambda writer: put(writer._info, "/Title", "Another"))(good)
    first = b'<rdf:li xml:lang="x-default">'
    return xmp(first, first + b'Another</rdf:li><rdf:li xml:lang="fr">')(both)


@check("document-title",
       why=N_("The title stands in the window, in search results and in a screen reader's voice."),
       mend=N_("Write the piece's title into the document information and the XMP packet."),
       source="Pressroom, rule 2; ISO 14289-1:2014 (PDF/UA-1), 7.1", needs=("title",), spoil=_other_title)
def document_title(proof: Proof) -> Iterator[Fault]:
    """The document's title is the piece's."""
    found = (stated(proof) or {}).get("dc:title") or text(entry(document_entries(proof), "/Title"))
    if folded(found) != folded(proof.brief.title):
        yield fault(N_("the document's title is “{found}”, “{asked}” is wanted"), found=found[:80] or "-",
                    asked=proof.brief.title)
