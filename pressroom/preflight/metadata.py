"""Repair of a file's metadata: document information and an XMP packet that agree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from pressroom.findings import N_
from pressroom.pdf.objects import entry, items, name, text
from pressroom.pdf.source import whole
from pressroom.preflight.checks.identity import document_entries, xmp_properties
from pressroom.preflight.checks.x1a import STANDARD as X1A
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import pypdf_object, stream

_REQUIRED = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID",
             "xmpMM:RenditionClass", "dc:title", "pdf:Trapped")
_UNTITLED = "Untitled"
_IN_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write_metadata(proof: Proof, writer: Any, standard: str, now: str, record: Callable[..., None]) -> None:
    """Write title, dates, trapping and the identification of `standard`; call `record` for each change."""
    from pypdf.generic import ArrayObject, ByteStringObject, NameObject

    before, xmp = document_entries(proof), dict(xmp_properties(proof) or {})
    trapped = name(entry(before, "/Trapped")) or xmp.get("pdf:Trapped", "")
    values = {
        "title": text(entry(before, "/Title")) or xmp.get("dc:title") or _UNTITLED,
        "creator": text(entry(before, "/Creator")) or xmp.get("xmp:CreatorTool", ""),
        "producer": text(entry(before, "/Producer")) or xmp.get("pdf:Producer", ""),
        "author": text(entry(before, "/Author")) or xmp.get("dc:creator", ""),
        "created": xmp.get("xmp:CreateDate") or now, "now": now,
        "trapped": trapped if trapped in ("True", "False") else "False"}
    digest = hashlib.sha256(whole(proof.pdf)).hexdigest()
    packet = _packet(values, standard, xmp.get("xmpMM:DocumentID") or f"uuid:{_uuid(digest)}",
                     f"uuid:{_uuid(digest[32:])}")
    writer.metadata = None
    writer.metadata = {key: value for key, value in (
        ("/Title", values["title"]), ("/Author", values["author"]), ("/Creator", values["creator"]),
        ("/Producer", values["producer"]), ("/CreationDate", _pdf_date(values["created"])),
        ("/ModDate", _pdf_date(now)), ("/GTS_PDFXVersion", standard if standard == X1A else "")) if value}
    writer._info[NameObject("/Trapped")] = pypdf_object(f"/{values['trapped']}")
    writer._root_object[NameObject("/Metadata")] = writer._add_object(
        stream(packet.encode(), {"/Type": "/Metadata", "/Subtype": "/XML"}, flate=False))
    half = bytes.fromhex(digest)[:16]
    if len(items(entry(proof.trailer, "/ID"))) != 2:
        writer._ID = ArrayObject([ByteStringObject(half), ByteStringObject(half)])
        record(N_("an identifier was added to the trailer"))
    if trapped not in ("True", "False"):
        record(N_("Trapped was set to False"))
    if missing := [key for key in _REQUIRED[:-1] if not xmp.get(key)]:
        record(N_("XMP: {missing} added"), missing=", ".join(missing))
    if standard == X1A and text(entry(before, "/GTS_PDFXVersion")) != X1A:
        record(N_("the document information says {standard}"), standard=standard)
    elif standard and standard != X1A and xmp.get("pdfxid:GTS_PDFXVersion") != standard:
        record(N_("XMP says {standard}"), standard=standard)


def _uuid(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}"


def _pdf_date(iso: str) -> str:
    """A date of ISO 8601 in the notation of PDF; a zone has its apostrophes."""
    plain, zone = iso[:19], iso[19:].lstrip(".0123456789")
    digits = "".join(letter for letter in plain if letter.isdigit())
    zone = "+00'00'" if zone in ("", "Z") else f"{zone[:3]}'{zone[-2:]}'"
    return f"D:{digits}{zone}" if len(digits) == 14 else f"D:{digits}"


def _packet(values: Mapping[str, str], standard: str, document: str, instance: str) -> str:
    escaped = {key: value.translate(_IN_XML) for key, value in values.items()}
    rows = [
        "<dc:format>application/pdf</dc:format>",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escaped["title"]}</rdf:li></rdf:Alt></dc:title>',
        f'<xmp:CreateDate>{escaped["created"]}</xmp:CreateDate>', f'<xmp:ModifyDate>{escaped["now"]}</xmp:ModifyDate>',
        f'<xmp:MetadataDate>{escaped["now"]}</xmp:MetadataDate>', f'<pdf:Trapped>{escaped["trapped"]}</pdf:Trapped>',
        f"<xmpMM:DocumentID>{document}</xmpMM:DocumentID>", f"<xmpMM:InstanceID>{instance}</xmpMM:InstanceID>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>", "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>"]
    rows += [f'<xmp:CreatorTool>{escaped["creator"]}</xmp:CreatorTool>'] if escaped["creator"] else []
    rows += [f'<pdf:Producer>{escaped["producer"]}</pdf:Producer>'] if escaped["producer"] else []
    if author := escaped["author"]:
        rows.append(f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>")
    key = "pdfx" if standard == X1A else "pdfxid"
    rows += [f"<{key}:GTS_PDFXVersion>{standard}</{key}:GTS_PDFXVersion>"] if standard else []
    body = "\n".join(rows)
    return ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<rdf:Description rdf:about=""'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
            ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
            f' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/">\n{body}\n</rdf:Description></rdf:RDF></x:xmpmeta>\n'
            '<?xpacket end="w"?>')
