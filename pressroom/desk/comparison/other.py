"""What nothing else compares: entries of the catalogue, annotations of pages, encryption, the version of the format."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.desk.comparison.difference import Difference, difference
from pressroom.desk.comparison.digest import Digests, TooMany
from pressroom.desk.comparison.pairs import Pair
from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.pdf.objects import Pdf, items, raw_entry, raw_pairs
from pressroom.preflight.proof import Proof

_COMPARED = frozenset(("/Type", "/Pages", "/Metadata", "/OutputIntents", "/StructTreeRoot", "/MarkInfo", "/Lang",
                       "/Version", "/LastModified", "/PieceInfo"))
"""Entries of the catalogue that other parts of the comparison read, and notes of programs."""
_VERSION = regex(rb"%PDF-(\d\.\d)")


def other(old: Proof, new: Proof, digests: tuple[Digests, Digests]) -> Iterator[Difference]:
    """What differs in the whole file."""
    before, after = _version(old), _version(new)
    if before != after:
        yield difference("other", N_("the file is of PDF {now} instead of {was}"), now=after, was=before)
    if old.encrypted != new.encrypted:
        yield difference("other", N_("the new file is encrypted") if new.encrypted else
                         N_("the old file was encrypted, the new one is not"))
    keys = {key for proof in (old, new) for key, _ in raw_pairs(proof.catalogue)} - _COMPARED
    changed = [key[1:] for key in sorted(keys) if not _alike(
        raw_entry(old.catalogue, key), raw_entry(new.catalogue, key), digests)]
    if changed:
        yield difference("other", N_("{count} {count|entry|entries} of the catalogue {count|differs|differ}: "
                                     "{keys}"), count=len(changed), keys=", ".join(changed))


def annotated(pair: Pair, digests: tuple[Digests, Digests]) -> Iterator[Difference]:
    """Whether links, notes and fields of a page differ."""
    before, after = (raw_entry(page.leaf, "/Annots") for page in (pair.old, pair.new))
    if len(items(before)) != len(items(after)):
        yield difference("other", N_("{count} {count|annotation (link, note, field)|annotations (links, notes, "
                                     "fields)} instead of {was}"), pair.number, count=len(items(after)),
                         was=len(items(before)))
    elif not _alike(before, after, digests):
        yield difference("other", N_("an annotation (link, note, field) differs"), pair.number)


def _alike(one: Pdf, another: Pdf, digests: tuple[Digests, Digests]) -> bool:
    try:
        return digests[0].of(one) == digests[1].of(another)
    except TooMany:
        return False


def _version(proof: Proof) -> str:
    stated = str(raw_entry(proof.catalogue, "/Version") or "")[1:]
    header = _VERSION.search(proof.head)
    return max(stated, header[1].decode() if header else "")
