"""Annotations of a page: form fields, which are drawn as filled in, and notes, which are omitted."""

from __future__ import annotations

from pressroom.artwork.placed_pages.objects import pdf_object
from pressroom.pdf.appearances import PRINTS, appearance_of, placement, seen_annotations
from pressroom.pdf.objects import Pdf, entry, numbers, raw_pairs
from pressroom.records import dataclass

# These have no appearance on paper.
_UNSEEN = ("/Link", "/Popup", "/PrinterMark", "/TrapNet")


@dataclass(frozen=True, slots=True)
class Annotations:
    """The annotations of a page.

    Attributes:
        appearances: appearances of filled fields, each with the matrix that places it on the page.
        omitted_notes: number of notes, stamps, highlights and fields without an appearance, which are not placed.
    """

    appearances: tuple[tuple[Pdf, tuple[float, ...]], ...] = ()
    omitted_notes: int = 0


def annotations_of(page: Pdf) -> Annotations:
    """The annotations of a page that would print with it."""
    appearances: list[tuple[Pdf, tuple[float, ...]]] = []
    omitted_notes = 0
    for note, kind, flags in seen_annotations(page):
        if kind in _UNSEEN:
            continue
        appearance = appearance_of(note)
        if kind == "/Widget" and appearance is None:
            omitted_notes += entry(note, "/V") is not None
        elif kind == "/Widget" and flags & PRINTS:
            matrix = placement(appearance, numbers(entry(note, "/Rect")))
            omitted_notes += matrix is None
            appearances += [(appearance, matrix)] if matrix else []
        elif kind != "/Widget":
            omitted_notes += 1
    return Annotations(tuple(appearances), omitted_notes)


def draw_fields(content: bytes, resources: Pdf, annotations: Annotations) -> tuple[bytes, Pdf]:
    """A page's operators and resources with its fields drawn over them."""
    forms = dict(raw_pairs(entry(resources, "/XObject")))
    parts = [b"q\n", content, b"\nQ"]
    for count, (form, matrix) in enumerate(annotations.appearances):
        key = next(each for each in (f"/Field{count}{end}" for end in ("", *"abcdefgh")) if each not in forms)
        forms[key] = form
        parts.append(b"\nq " + " ".join(f"{part:.5f}" for part in matrix).encode() + f" cm {key} Do Q".encode())
    return b"".join(parts), pdf_object({**dict(raw_pairs(resources)), "/XObject": forms})
