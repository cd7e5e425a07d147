"""Document information and XMP; what always differs between two builds is told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressroom.desk.comparison.difference import Difference, difference
from pressroom.findings import N_
from pressroom.pdf.errors import Undecodable
from pressroom.pdf.objects import Pdf, entry, is_stream, items, name, pairs, text
from pressroom.pdf.streams import decoded
from pressroom.preflight.proof import Proof
from pressroom.preflight.xmp import NotWellFormed, members

_LARGEST_PACKET = 4 * 2**20
_APART = frozenset((
    "/CreationDate", "/ModDate", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID",
    "xmpMM:InstanceID", "xmpMM:OriginalDocumentID", "xmpMM:VersionID", "pdfvtid:GTS_PDFVTModDate"))
"""Dates and identifiers: they tell one file from the next, and say nothing of what it shows."""
_APART_BELOW = ("xmpMM:History/", "xmpMM:DerivedFrom/", "xmpMM:Ingredients/", "xmpMM:Pantry/")


def metadata(old: Proof, new: Proof) -> Iterator[Difference]:
    """Entries of the document information and properties of XMP that differ, but for dates and identifiers."""
    for key, was, now in _changed(old, new):
        if not _is_apart(key):
            yield difference("metadata", _sentence(was, now), key=key.removeprefix("/"), was=was, now=now)
    before, after = _packet_state(old), _packet_state(new)
    if before != after:
        yield difference("metadata", N_("the XMP packet is {state} in the new file, and {before} in the old one"),
                         state=after, before=before)


def apart(old: Proof, new: Proof) -> Iterator[Difference]:
    """Dates and identifiers that differ."""
    for key, was, now in _changed(old, new):
        if _is_apart(key):
            yield difference("metadata", _sentence(was, now), key=key.removeprefix("/"), was=was, now=now)
    if (one := _identifier(old)) != (other := _identifier(new)):
        yield difference("metadata", _sentence(one, other), key="ID", was=one, now=other)


def _is_apart(key: str) -> bool:
    return key in _APART or key.startswith(_APART_BELOW)


def _sentence(was: str, now: str) -> str:
    if not was:
        return N_("{key} is new: “{now}”")
    return N_("{key} is “{now}” instead of “{was}”") if now else N_("{key} is gone: “{was}”")


def _changed(old: Proof, new: Proof) -> Iterator[tuple[str, str, str]]:
    """Key, old and new value of all that differs; empty for what is absent."""
    before, after = _entries(old), _entries(new)
    for key in sorted(before.keys() | after.keys()):
        if before.get(key, "") != after.get(key, ""):
            yield key, before.get(key, ""), after.get(key, "")


def _entries(proof: Proof) -> Mapping[str, str]:
    values = {key: _shown(value) for key, value in pairs(entry(proof.trailer, "/Info"))}
    try:
        return values | {key: "; ".join(each) for key, each in members(_packet(proof)).items()}
    except (NotWellFormed, Undecodable):
        return values


def _shown(value: Pdf) -> str:
    return name(value) or text(value) or ("" if value is None else str(value))


def _packet(proof: Proof) -> bytes:
    stream = entry(proof.catalogue, "/Metadata")
    if not is_stream(stream):
        raise NotWellFormed("there is none")
    return decoded(stream, _LARGEST_PACKET)


def _packet_state(proof: Proof) -> str:
    if not is_stream(entry(proof.catalogue, "/Metadata")):
        return N_("absent")
    try:
        members(_packet(proof))
    except (NotWellFormed, Undecodable):
        return N_("unreadable")
    return N_("readable")


def _identifier(proof: Proof) -> str:
    both = [each if isinstance(each, bytes) else b"" for each in items(entry(proof.trailer, "/ID"))]
    return " ".join(each.hex()[:32] for each in both[:2])
