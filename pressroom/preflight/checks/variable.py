"""PDF/VT-1: press files whose copies differ, and the document parts that say which pages are one record.

These rules concern files that say they are PDF/VT, or that have document parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.pdf.objects import Pdf, entry, key_of, name, raw_entry
from pressroom.preflight.check import Fault, check, fault, not_run
from pressroom.preflight.checks.identity import same_date, xmp_properties
from pressroom.preflight.document_parts import DEEPEST, Flaw, indirect_dictionary
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import Spoil, catalogue, changed, drop, first_page, put, pypdf_object, xmp

_VT1 = "PDF/VT-1"


def _varied(damage: Callable[[dict[str, Pdf]], None], version: bytes = b"PDF/VT-1") -> Spoil:
    """A file of one record as PDF/VT-1, after damage to its page, its root, or the part at the top or of the record."""
    def act(writer: Any) -> None:
        root, top, leaf = (pypdf_object({"/Type": kind}) for kind in ("/DPartRoot", "/DPart", "/DPart"))
        roots, tops, leaves = (writer._add_object(each) for each in (root, top, leaf))
        for key, value in (("/DPartRootNode", tops), ("/RecordLevel", 1), ("/NodeNameList", ["/Run", "/Record"])):
            put(root, key, value)
        put(top, "/Parent", roots)
        put(top, "/DParts", [[leaves]])
        put(leaf, "/Parent", tops)
        put(leaf, "/Start", first_page(writer).indirect_reference)
        put(first_page(writer), "/DPart", leaves)
        put(catalogue(writer), "/DPartRoot", roots)
        damage({"page": first_page(writer), "root": root, "top": top, "leaf": leaf})
    identified = xmp(b"<dc:format>", b'<v:GTS_PDFVTVersion xmlns:v="http://www.npes.org/pdfvt/ns/id/">' + version
                     + b'</v:GTS_PDFVTVersion><v:GTS_PDFVTModDate xmlns:v="http://www.npes.org/pdfvt/ns/id/">'
                       b"2023-01-18T09:00:00+01:00</v:GTS_PDFVTModDate><dc:format>")
    return lambda good: identified(changed(act)(good))


def _claim(packet: Mapping[str, str]) -> bool:
    """Whether XMP says anything of PDF/VT, in whatever namespace."""
    return any(key.rpartition(":")[2].startswith("GTS_PDFVT") for key in packet)


def _has_parts(proof: Proof) -> bool:
    return raw_entry(proof.catalogue, "/DPartRoot") is not None


@check("variable-identity", sees="whole",
       why=N_("A print system reads a file's document parts if it says that it is PDF/VT-1; one that contradicts "
              "itself may be refused, or printed as one long document."),
       mend=N_("Write pdfvtid:GTS_PDFVTVersion = PDF/VT-1 and pdfvtid:GTS_PDFVTModDate = xmp:ModifyDate into the XMP "
               "packet of a PDF/X-4 file; or remove them."),
       source="ISO 16612-2:2010 (PDF/VT), rule 1; ISO 16612-2:2010 (PDF/VT), rule 2",
       spoil=_varied(lambda _: None, b"PDF/VT-3.1"))
def variable_identity(proof: Proof) -> Iterator[Fault]:
    """A file with document parts is identified as PDF/VT-1, and one so identified is PDF/X-4 and not changed since."""
    packet = xmp_properties(proof) or {}
    if not _claim(packet):
        if _has_parts(proof):
            yield fault(N_("the file has document parts and does not say that it is PDF/VT-1"),
                        severity=Severity.WARNING)
        return
    version = packet.get("pdfvtid:GTS_PDFVTVersion", "")
    if version in ("PDF/VT-2", "PDF/VT-2s"):
        yield not_run(N_("the file says that it is {found}; only PDF/VT-1 is checked"), found=version)
        return
    if version != _VT1:
        yield fault(N_("XMP says {found} instead of PDF/VT-1"), found=version or "-")
    if packet.get("pdfxid:GTS_PDFXVersion") != "PDF/X-4" and proof.brief.standard != "PDF/X-4":
        yield fault(N_("the file says that it is PDF/VT, and not that it is PDF/X-4"))
    date, changed_on = packet.get("pdfvtid:GTS_PDFVTModDate", ""), packet.get("xmp:ModifyDate", "")
    if not same_date(date, changed_on):
        yield fault(N_("{key} is “{here}”, XMP {twin} is “{there}”"), key="GTS_PDFVTModDate", twin="xmp:ModifyDate",
                    here=date or "-", there=changed_on or "-")


@check("variable-root", sees="whole",
       why=N_("A print system looks in /DPartRoot for the document parts and for the level at which one is a record."),
       mend=N_("Write /DPartRootNode, a /RecordLevel that exists, and one name for each level."),
       source="ISO 16612-2:2010 (PDF/VT), rule 3; ISO 32000-2:2020, table 408",
       spoil=_varied(lambda of: put(of["root"], "/RecordLevel", 2)))
def variable_root(proof: Proof) -> Iterator[Fault]:
    """What says that it is PDF/VT has a root of document parts; the root's entries are right."""
    root = entry(proof.catalogue, "/DPartRoot")
    if not _has_parts(proof):
        if _claim(xmp_properties(proof) or {}):
            yield fault(N_("the file says that it is PDF/VT and has no /DPartRoot"))
        return
    if not isinstance(root, dict):
        yield fault(N_("/DPartRoot is no dictionary"))
        return
    if raw_entry(root, "/Type") is not None and key_of(raw_entry(root, "/Type")) != "/DPartRoot":
        yield fault(N_("the /Type of /DPartRoot is {found} instead of DPartRoot"), found=_shown(entry(root, "/Type")))
    if not indirect_dictionary(raw_entry(root, "/DPartRootNode")):
        yield fault(N_("/DPartRootNode is no indirect dictionary"))
    yield from _levels(root, proof.document_parts.levels)
    yield from _too_deep(proof)


def _levels(root: Pdf, levels: int) -> Iterator[Fault]:
    """What the root says of the levels, of which there are so many, or an unknown number."""
    record = entry(root, "/RecordLevel")
    if record is not None and (type(record) is not int or record < 0):
        yield fault(N_("/RecordLevel is {found} instead of a whole number from 0"), found=_shown(record))
    elif record is not None and levels and record >= levels:
        yield fault(N_("/RecordLevel is {found}; the lowest level of document parts is {lowest}"), found=str(record),
                    lowest=levels - 1, measured=record, limit=levels - 1)
    names = entry(root, "/NodeNameList")
    if names is None:
        return
    if not isinstance(names, list) or not all(map(key_of, names)):
        yield fault(N_("/NodeNameList is no array of names"))
    elif levels and len(names) != levels:
        yield fault(N_("/NodeNameList has {count} name{count||s}; document parts have {levels} level{levels||s}"),
                    count=len(names), levels=levels, measured=len(names), limit=levels)


def _shown(value: Pdf) -> str:
    """A name or a number, or a dash for anything else."""
    return str(value) if type(value) in (int, float) else name(value) or "-"


@check("variable-parts", sees="whole",
       why=N_("A print system follows the document parts from the root to the records; where the tree is wrong, "
              "records are lost or it stops."),
       mend=N_("Give each part its /Parent, and either /DParts (an array of arrays of parts) or /Start and /End."),
       source="ISO 16612-2:2010 (PDF/VT), rule 3; ISO 32000-2:2020, table 409; Pressroom, rule 6",
       spoil=_varied(lambda of: put(of["leaf"], "/Parent", raw_entry(of["top"], "/Parent"))))
def variable_parts(proof: Proof) -> Iterator[Fault]:
    """Every document part has its parent, and either parts or pages below it."""
    yield from map(_fault, proof.document_parts.nodes)
    yield from _too_deep(proof)


@check("variable-pages", sees="whole",
       why=N_("A print system finishes, sorts and prints again by record; a page of no record or of two ends up in the "
              "wrong copy, or in none."),
       mend=N_("Let the parts cover every page once, in the order of the pages, and let each page refer to its part."),
       source="ISO 16612-2:2010 (PDF/VT), rule 4; ISO 32000-2:2020, 14.12",
       spoil=_varied(lambda of: drop(of["page"], "/DPart")))
def variable_pages(proof: Proof) -> Iterator[Fault]:
    """Document parts cover all pages once, in order, and each page refers to its part."""
    yield from map(_fault, proof.document_parts.pages)
    yield from _too_deep(proof)


def _too_deep(proof: Proof) -> Iterator[Fault]:
    if proof.document_parts.too_deep:
        yield not_run(N_("document parts are more than {most} levels deep; the lower ones were not checked"),
                      most=DEEPEST)


def _fault(flaw: Flaw) -> Fault:
    return Fault(flaw.message, values=flaw.values, page=flaw.page)
