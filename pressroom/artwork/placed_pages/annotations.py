"""Annotations of a page: form fields, which are drawn as filled in, and notes, which are omitted."""

from __future__ import annotations

from pressroom.artwork.placed_pages.objects import pdf_object
from pressroom.pdf.objects import Pdf, entry, is_stream, items, key_of, number, numbers, raw_entry, raw_pairs
from pressroom.records import dataclass

_HIDDEN, _PRINTS = 2, 4  # ISO 32000-1, table 165
_MOST = 2000
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
    for note in items(entry(page, "/Annots"))[:_MOST]:
        flags, kind = int(number(entry(note, "/F"), 0.0)), key_of(entry(note, "/Subtype"))
        if flags & _HIDDEN or kind in _UNSEEN or not kind:
            continue
        appearance = _appearance(note)
        if kind == "/Widget" and appearance is None:
            omitted_notes += entry(note, "/V") is not None
        elif kind == "/Widget" and flags & _PRINTS:
            matrix = _placement(entry(note, "/AP", "/N") if appearance is None else appearance,
                                numbers(entry(note, "/Rect")))
            omitted_notes += matrix is None
            appearances += [(appearance, matrix)] if matrix else []
        elif kind != "/Widget":
            omitted_notes += 1
    return Annotations(tuple(appearances), omitted_notes)


def _appearance(note: Pdf) -> Pdf:
    """The form that shows a field in its present state; None without one."""
    form = raw_entry(entry(note, "/AP"), "/N")
    if not is_stream(entry(note, "/AP", "/N")):
        form = raw_entry(form, key_of(entry(note, "/AS")) or "/Off")
    return form if is_stream(form) else None


def _placement(form: Pdf, place: list[float]) -> tuple[float, ...] | None:
    """The matrix that fits an appearance into its field's rectangle (ISO 32000-1, 12.5.5)."""
    box = numbers(entry(form, "/BBox"))
    a, b, c, d, e, f = (numbers(entry(form, "/Matrix")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0])[:6]
    if len(box) != 4 or len(place) != 4:
        return None
    across = [a * x + c * y + e for x in box[0::2] for y in box[1::2]]
    up = [b * x + d * y + f for x in box[0::2] for y in box[1::2]]
    width, height = max(across) - min(across), max(up) - min(up)
    if width <= 0 or height <= 0:
        return None
    x0, y0 = min(place[0::2]), min(place[1::2])
    wide, high = (max(place[0::2]) - x0) / width, (max(place[1::2]) - y0) / height
    return wide, 0.0, 0.0, high, x0 - wide * min(across), y0 - high * min(up)


def draw_fields(content: bytes, resources: Pdf, annotations: Annotations) -> tuple[bytes, Pdf]:
    """A page's operators and resources with its fields drawn over them."""
    forms = dict(raw_pairs(entry(resources, "/XObject")))
    parts = [b"q\n", content, b"\nQ"]
    for count, (form, matrix) in enumerate(annotations.appearances):
        key = next(each for each in (f"/Field{count}{end}" for end in ("", *"abcdefgh")) if each not in forms)
        forms[key] = form
        parts.append(b"\nq " + " ".join(f"{part:.5f}" for part in matrix).encode() + f" cm {key} Do Q".encode())
    return b"".join(parts), pdf_object({**dict(raw_pairs(resources)), "/XObject": forms})
