"""The resolution of a picture where it is printed: by the layouts themselves, for each format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pressroom import editions, marks, resolve
from pressroom.build.starting import starting_text
from pressroom.findings import Refused
from pressroom.fit import fit
from pressroom.records import dataclass
from pressroom.sheet.units import ppi
from pressroom.specs.yaml_spliced import spliced
from pressroom.stages import Job, Piece
from pressroom.studio.pictures import path_of, seen, slots, uses
from pressroom.studio.workspace import Workspace
from pressroom.text.translation import translator

FORMATS = ("A5", "A4", "A3", "A2", "A1", "A0")
"""The formats for which a picture is tried that no piece shows yet."""

_TRIAL = "new-piece"


@dataclass(frozen=True, slots=True)
class Size:
    """A picture in one format.

    Attributes:
        format: of the sheet.
        verdict: `good`, `soft` (a warning), `small` (an error), `vector`, or `unfit` where nothing can be laid out.
        ppi: pixels an inch as it is printed; 0 for a drawing.
        least, wanted: what the printer refuses and what it asks for, in pixels an inch.
    """

    format: str
    verdict: str
    ppi: float = 0.0
    least: float = 0.0
    wanted: float = 0.0


def sizes(workspace: Workspace, name: str, language: str) -> list[dict[str, Any]]:
    """For each piece that shows the picture, else for each layout that could: its resolution by format.

    Raises:
        Refused: there is no such picture, or the campaign or the brand cannot be read.
    """
    path = path_of(workspace, name)
    job = workspace.job()
    is_vector = seen(workspace, path).kind != "photograph"
    pieces = list(dict.fromkeys(use.name for use in uses(workspace, job)[name] if use.name and not use.is_replaced))
    rows = [_row(job.materials[each].title, each, [_size(workspace, job, each, shape, path, is_vector)
                                                   for shape in job.materials[each].formats]) for each in pieces]
    return rows or [_row(title, "", found) for title, found in _trials(workspace, job, name, language, is_vector)]


def _trials(workspace: Workspace, job: Job, name: str, language: str, is_vector: bool) -> Iterator[
        tuple[str, list[Size]]]:
    for key, layout in sorted(job.layouts.items()):
        if slots(layout) != [("picture",)] or layout.flow:
            continue
        title = translator(language)(layout.title)
        if is_vector:
            yield title, [Size(shape, "vector") for shape in FORMATS]
            continue
        relative, text = starting_text(job, _TRIAL, key, language)
        text = spliced(text, ("picture",), {"file": name, "alt": "..."})
        with workspace.in_place_of(relative, text):
            trial = workspace.job(_TRIAL)
        path = path_of(workspace, name)
        yield title, [_size(workspace, trial, _TRIAL, shape, path, is_vector) for shape in FORMATS]


def _size(workspace: Workspace, job: Job, material: str, shape: str, path: Path, is_vector: bool) -> Size:
    if is_vector:
        return Size(shape, "vector")
    edition = editions.first_made(job.materials[material].kind, shape)
    choice = resolve.Choice(material, shape, edition, job.campaign.printer)  # type: ignore[arg-type]
    try:
        piece = resolve.piece(job, choice, workspace.cache)
        sheets = fit(piece, workspace.cache).sheets
    except Refused:
        return Size(shape, "unfit")
    shown = [mark for sheet in sheets for mark in marks.flat(sheet.marks)
             if isinstance(mark, marks.Picture) and mark.file == path]
    if not shown:
        return Size(shape, "unfit")
    return _judged(piece, shape, shown)


def _judged(piece: Piece, shape: str, shown: list[marks.Picture]) -> Size:
    """As preflight judges the finished file: the least resolution along either side."""
    is_line_art = any(image.facts and image.facts.one_bit and image.file == shown[0].file
                      for images in piece.images for image in images.values())
    limits = piece.printer_spec.bitmaps if is_line_art else piece.printer_spec.pictures
    least, wanted = limits.on(shape, piece.distance_m)
    found = min(min(ppi(mark.pixels[0], mark.box.width), ppi(mark.pixels[1], mark.box.height)) for mark in shown)
    return Size(shape, "small" if found < least else "soft" if found < wanted else "good", found, least, wanted)


def _row(title: str, name: str, found: list[Size]) -> dict[str, Any]:
    return {"title": title, "name": name, "formats": [
        {"format": size.format, "verdict": size.verdict, "ppi": round(size.ppi), "least": round(size.least),
         "wanted": round(size.wanted)} for size in found]}
