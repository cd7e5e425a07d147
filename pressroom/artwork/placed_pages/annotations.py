"""What lies over a page: fields of a form, which are drawn as they are filled in, and notes, which are not."""

from __future__ import annotations

from dataclasses import dataclass

from pressroom.artwork.placed_pages.objects import made
from pressroom.pdf.objects import Pdf, entry, is_stream, items, key_of, number, numbers, raw_entry, raw_pairs

_HIDDEN, _PRINTS = 2, 4  # ISO 32000-1, table 165
_MOST = 2000
# Nothing of these is seen on paper.
_UNSEEN = ("/Link", "/Popup", "/PrinterMark", "/TrapNet")


@dataclass(frozen=True, slots=True)
class Over:
    """What lies over a page.

    Attributes:
        drawn: appearances of filled fields, each with the matrix that lays it on the page.
        lost: notes, stamps, highlights, and fields without an appearance: what is not placed, though it is seen.
    """

    drawn: tuple[tuple[Pdf, tuple[float, ...]], ...] = ()
    lost: int = 0


def over(page: Pdf) -> Over:
    """What lies over a page and would print with it."""
    drawn: list[tuple[Pdf, tuple[float, ...]]] = []
    lost = 0
    for note in items(entry(page, "/Annots"))[:_MOST]:
        flags, kind = int(number(entry(note, "/F"), 0.0)), key_of(entry(note, "/Subtype"))
        if flags & _HIDDEN or kind in _UNSEEN or not kind:
            continue
        found = _appearance(note)
        if kind == "/Widget" and found is None:
            lost += entry(note, "/V") is not None
        elif kind == "/Widget" and flags & _PRINTS:
            matrix = _laid(entry(note, "/AP", "/N") if found is None else found, numbers(entry(note, "/Rect")))
            lost += matrix is None
            drawn += [(found, matrix)] if matrix else []
        elif kind != "/Widget":
            lost += 1
    return Over(tuple(drawn), lost)


def _appearance(note: Pdf) -> Pdf:
    """The form that shows a field as it is; None without one."""
    found = raw_entry(entry(note, "/AP"), "/N")
    if not is_stream(entry(note, "/AP", "/N")):
        found = raw_entry(found, key_of(entry(note, "/AS")) or "/Off")
    return found if is_stream(found) else None


def _laid(form: Pdf, place: list[float]) -> tuple[float, ...] | None:
    """The matrix that lays an appearance into its field's rectangle (ISO 32000-1, 12.5.5)."""
    box = numbers(entry(form, "/BBox"))
    a, b, c, d, e, f = (numbers(entry(form, "/Matrix")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0])[:6]
    if len(box) != 4 or len(place) != 4:
        return None
    across = [a * x + c * y + e for x in box[0::2] for y in box[1::2]]
    up = [b * x + d * y + f for x in box[0::2] for y in box[1::2]]
    width, height = max(across) - min(across), max(up) - min(up)
    if width <= 0 or height <= 0:
        return None
    left, low = min(place[0::2]), min(place[1::2])
    wide, high = (max(place[0::2]) - left) / width, (max(place[1::2]) - low) / height
    return wide, 0.0, 0.0, high, left - wide * min(across), low - high * min(up)


def with_fields(content: bytes, resources: Pdf, above: Over) -> tuple[bytes, Pdf]:
    """A page's operators and resources with its fields drawn over them."""
    forms = dict(raw_pairs(entry(resources, "/XObject")))
    said = [b"q\n", content, b"\nQ"]
    for count, (form, matrix) in enumerate(above.drawn):
        called = next(each for each in (f"/Field{count}{end}" for end in ("", *"abcdefgh")) if each not in forms)
        forms[called] = form
        said.append(b"\nq " + " ".join(f"{part:.5f}" for part in matrix).encode() + f" cm {called} Do Q".encode())
    return b"".join(said), made({**dict(raw_pairs(resources)), "/XObject": forms})
