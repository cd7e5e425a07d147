"""What the slug line says: by which a printer tells one sheet on the pile from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressroom.colour.ink import PLATES, Ink
from pressroom.marks import Mark, Picture, PlacedPage, Shape, TextRun, flat
from pressroom.stages import Piece
from pressroom.type.fonts import Face

_TEXTS = {"fr": ("feuille {number}/{count}", "rogné {trim} mm", "plaques"),
          "en": ("sheet {number}/{count}", "trim {trim} mm", "plates")}


def slug_line(piece: Piece, number: int, marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """The parts of the line, in the printer's language: piece, sheet, day and version, trim, printer, plates."""
    sheet, trim, plates = _TEXTS[piece.printer_spec.language]
    count, width, height = max(len(piece.spec.sheets), 1), *piece.format.trim_mm
    contact = ", ".join(part for part in (piece.printer_spec.contact.name, piece.printer_spec.contact.email) if part)
    stock = " ".join(part for part in (piece.printer_spec.stock.name, _weight(piece.printer_spec.stock.gsm)) if part)
    parts = [f"{piece.author} – {piece.name}", sheet.format(number=number + 1, count=count) if count > 1 else "",
            f"{piece.date} v{piece.version}", trim.format(trim=f"{width:g} × {height:g}"), piece.printer, contact,
            stock,
            f"{plates} {' '.join(_short(name) for name in plates_of(marks))}"]
    return tuple(part for part in parts if part)


def slug_face(piece: Piece) -> Face:
    """What the line is set in: the imprint's face, or that of the first font."""
    face = next(iter(piece.faces.values())).regular
    for name, style in piece.spec.styles.items():
        face = piece.faces[style.font].regular if "imprint" in (name, style.reads) else face
    return face


def _weight(gsm: float | None) -> str:
    return f"{gsm:g} g/m²" if gsm else ""


def _short(plate: str) -> str:
    return {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}.get(plate, plate)


def plates_of(marks: Iterable[Mark]) -> tuple[str, ...]:
    """The plates that the marks need, process inks first."""
    plates = {plate for ink in inks_of(marks) for plate in ink.plates}
    if any(isinstance(mark, Picture | PlacedPage) for mark in flat(marks)):
        plates |= {*PLATES}
    return (*(name for name in PLATES if name in plates), *sorted(plates - {*PLATES}))


def inks_of(marks: Iterable[Mark]) -> Iterator[Ink]:
    """Every ink of shapes and words."""
    for mark in flat(marks):
        if isinstance(mark, TextRun):
            yield mark.ink
        elif isinstance(mark, Shape):
            yield from mark.inks
