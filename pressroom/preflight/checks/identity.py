"""Identification of the file: PDF/X-4 by XMP, title, dates, trapping. `x1a` has the rules of PDF/X-1a."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.pdf.errors import Undecodable
from pressroom.pdf.objects import Pdf, entry, is_stream, name, text
from pressroom.pdf.streams import decoded
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import changed, put, xmp
from pressroom.preflight.text_matching import normalized
from pressroom.preflight.xmp import NotWellFormed, properties

_LARGEST_PACKET = 4 * 2**20
_REQUIRED = ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID",
             "xmpMM:VersionID", "xmpMM:RenditionClass", "pdf:Trapped")
_SAME = (("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Subject", "dc:description"),
         ("/Keywords", "pdf:Keywords"), ("/Creator", "xmp:CreatorTool"), ("/Producer", "pdf:Producer"),
         ("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate"))
_DATES = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")
_XMP_DATE = regex(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?")
_DATE = regex(r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?"
                   r"(?:(Z|[+-]\d\d)(?:(?<=Z)00)?[:']?(\d\d)?'?)?$")  # Ghostscript writes Z00'00'


def xmp_properties(proof: Proof) -> Mapping[str, str] | None:
    """The XMP packet's properties; None without a readable packet."""
    try:
        return _packet(proof)
    except NotWellFormed:
        return None


def _packet(proof: Proof) -> Mapping[str, str]:
    stream = entry(proof.catalogue, "/Metadata")
    if not is_stream(stream):
        raise NotWellFormed("there is none")
    try:
        return properties(decoded(stream, _LARGEST_PACKET))
    except Undecodable as error:
        raise NotWellFormed(str(error)) from error


def document_entries(proof: Proof) -> Pdf:
    """The trailer's document information dictionary, or None."""
    return entry(proof.trailer, "/Info")


@check("xmp-broken", sees="whole",
       why=N_("PDF/X-4 is declared in the XMP packet; if it cannot be read, the file is not PDF/X-4."),
       mend=N_("Write a well-formed XMP packet as the catalogue's /Metadata."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 3; ISO 16684-1:2012 (XMP)",
       needs=("x4",), spoil=xmp(b"</rdf:RDF>", b""))
def xmp_broken(proof: Proof) -> Iterator[Fault]:
    """There is an XMP packet, and it is well-formed."""
    try:
        _packet(proof)
    except NotWellFormed as error:
        yield fault(N_("the XMP packet cannot be read: {reason}"), reason=str(error))


@check("x4-identification", sees="whole",
       why=N_("A printer's programs choose their rules by the standard that the file declares."),
       mend=N_("Write pdfxid:GTS_PDFXVersion = PDF/X-4 into the XMP packet."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 2; Measurements, rule 5", needs=("x4",),
       spoil=xmp(b">PDF/X-4<", b">PDF/X-3<"))
def x4_identification(proof: Proof) -> Iterator[Fault]:
    """XMP says PDF/X-4."""
    packet = xmp_properties(proof)
    if packet is not None and packet.get("pdfxid:GTS_PDFXVersion") != "PDF/X-4":
        yield fault(N_("XMP says {found} instead of PDF/X-4"), found=packet.get("pdfxid:GTS_PDFXVersion") or "-")


@check("xmp-keys", sees="whole",
       why=N_("PDF/X-4 requires the properties that distinguish versions of a document."),
       mend=N_("Write the missing properties into the XMP packet."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 3", needs=("x4",),
       spoil=xmp(b"<xmpMM:VersionID>1</xmpMM:VersionID>", b""))
def xmp_keys(proof: Proof) -> Iterator[Fault]:
    """The properties that PDF/X-4 requires are present and not empty."""
    packet = xmp_properties(proof)
    if packet is not None and (missing := [key for key in _REQUIRED if not packet.get(key)]):
        yield fault(N_("XMP lacks {missing}"), missing=", ".join(missing))


@check("xmp-dates", sees="whole",
       why=N_("A date that is none tells nobody which of two files is the newer one, and some printers' programs stop "
              "there."),
       mend=N_("Write dates of ISO 8601 into the XMP packet, such as 2026-03-09T14:05:00+01:00."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 3", needs=("x4",),
       spoil=xmp(b"<xmp:MetadataDate>2", b"<xmp:MetadataDate>yesterday 2"))
def xmp_dates(proof: Proof) -> Iterator[Fault]:
    """The dates in XMP are dates."""
    packet = xmp_properties(proof) or {}
    for key in _DATES:
        if (stated := packet.get(key, "")) and not _is_date(stated):
            yield fault(N_("XMP {key} is “{stated}”, which is no date"), key=key, stated=stated[:80])


def _is_date(stated: str) -> bool:
    """Whether it is a date of XMP, from a year alone to fractions of a second, and there is such a day."""
    found = _XMP_DATE.fullmatch(stated)
    if not found:
        return False
    year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups()[:6])
    try:
        datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, min(second or 0, 59))
    except ValueError:
        return False
    return True


@check("info-xmp", sees="whole",
       why=N_("If the document information and the XMP packet differ, it is unclear which is right."),
       mend=N_("Write the same title, dates and program names into both."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 4; ISO 32000-1:2008, 14.3", needs=("x",),
       spoil=changed(lambda writer: put(writer._info, "/Creator", "another program")))
def info_xmp(proof: Proof) -> Iterator[Fault]:
    """Document information and XMP agree."""
    packet = xmp_properties(proof)
    if packet is None:
        return
    for key, twin in _SAME:
        here = text(entry(document_entries(proof), key)) or name(entry(document_entries(proof), key))
        there = packet.get(twin, "")
        if here and not _equal(here, there):
            yield fault(N_("{key} is “{here}”, XMP {twin} is “{there}”"), key=key[1:], twin=twin, here=here[:80],
                        there=there[:80])
    version_here = text(entry(document_entries(proof), "/GTS_PDFXVersion"))
    there = packet.get("pdfxid:GTS_PDFXVersion") or packet.get("pdfx:GTS_PDFXVersion", "")
    if version_here and version_here != there and (there or proof.brief.standard == "PDF/X-4"):
        yield fault(N_("{key} is “{here}”, XMP {twin} is “{there}”"), key="GTS_PDFXVersion", twin="GTS_PDFXVersion",
                    here=version_here[:80], there=there[:80] or "-")


def _equal(here: str, there: str) -> bool:
    return same_date(here, there) if here.startswith("D:") else normalized(here) == normalized(there)


def same_date(here: str, there: str) -> bool:
    """Whether both are the same date, in the form of PDF or of XMP."""
    one, other = _parts(_DATE.match(here)), _parts(_DATE.match(there))
    return bool(one) and one == other


def _parts(date: re.Match[str] | None) -> list[str]:
    parts = list(date.groups()) if date else []
    return ["+00" if part == "Z" else part or "00" for part in parts]


def _trapped_unknown(writer: Any) -> None:
    put(writer._info, "/Trapped", "/Unknown")


def _trapping_unknown(good: bytes) -> bytes:
    edit = xmp(b"<pdf:Trapped>False</pdf:Trapped>", b"<pdf:Trapped>Unknown</pdf:Trapped>")
    return changed(_trapped_unknown)(edit(good))


@check("trapped", sees="whole",
       why=N_("The press must know whether the file is already trapped against misregister; “Unknown” is refused."),
       mend=N_("Set Trapped to False (or True, if the file is trapped) in the document information and in XMP."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 5", needs=("x",), spoil=_trapping_unknown)
def trapped(proof: Proof) -> Iterator[Fault]:
    """Trapped is True or False, and the same in both places."""
    packet = xmp_properties(proof)
    states = {name(entry(document_entries(proof), "/Trapped")), (packet or {}).get("pdf:Trapped", "")} - {""}
    if len(states) != 1 or not states <= {"True", "False"}:
        yield fault(N_("Trapped is {found} instead of True or False"), found=", ".join(sorted(states)) or "-")


def _other_title(good: bytes) -> bytes:
    both = changed(lambda writer: put(writer._info, "/Title", "Another"))(good)
    first = b'<rdf:li xml:lang="x-default">'
    return xmp(first, first + b'Another</rdf:li><rdf:li xml:lang="fr">')(both)


@check("document-title", sees="whole",
       why=N_("The title is shown in the window and in search results, and read by screen readers."),
       mend=N_("Write the piece's title into the document information and the XMP packet."),
       source="Pressroom, rule 2; ISO 14289-1:2014 (PDF/UA-1), 7.1", needs=("title",), spoil=_other_title)
def document_title(proof: Proof) -> Iterator[Fault]:
    """The document's title is the piece's."""
    title = (xmp_properties(proof) or {}).get("dc:title") or text(entry(document_entries(proof), "/Title"))
    if normalized(title) != normalized(proof.brief.title):
        yield fault(N_("the document's title is “{found}” instead of “{asked}”"), found=title[:80] or "-",
                    asked=proof.brief.title)
