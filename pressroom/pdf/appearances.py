"""What annotations look like on the page (ISO 32000-1, 12.5.5)."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.pdf.objects import Pdf, entry, is_stream, items, key_of, number, numbers, raw_entry

HIDDEN, PRINTS = 2, 4  # flags: ISO 32000-1, table 165
MOST_ANNOTATIONS = 2000
_MARKS = ("/PrinterMark", "/TrapNet")  # of the press itself: they print with the page


def seen_annotations(page: Pdf) -> Iterator[tuple[Pdf, str, int]]:
    """The annotations of a page that are not hidden: dictionary, kind with its slash, and flags."""
    for note in items(entry(page, "/Annots"))[:MOST_ANNOTATIONS]:
        flags, kind = int(number(entry(note, "/F"), 0.0)), key_of(entry(note, "/Subtype"))
        if kind and not flags & HIDDEN:
            yield note, kind, flags


def printed_appearances(page: Pdf) -> Iterator[tuple[Pdf, tuple[float, ...]]]:
    """The forms that print with a page, each with the matrix that places it."""
    for note, kind, flags in seen_annotations(page):
        form = appearance_of(note)
        if kind != "/Popup" and form is not None and (flags & PRINTS or kind in _MARKS):
            matrix = placement(form, numbers(entry(note, "/Rect")))
            if matrix is not None:
                yield form, matrix


def appearance_of(note: Pdf) -> Pdf:
    """The form that shows an annotation in its present state; None without one."""
    form = raw_entry(entry(note, "/AP"), "/N")
    if not is_stream(entry(note, "/AP", "/N")):
        form = raw_entry(form, key_of(entry(note, "/AS")) or "/Off")
    return form if is_stream(form) else None


def placement(form: Pdf, place: list[float]) -> tuple[float, ...] | None:
    """The matrix that fits an appearance into its annotation's rectangle; None for a form or a place without area."""
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
