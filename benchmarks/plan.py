"""The pieces of the catalogue as plain JSON, so that other programs can set the same words in the same places.

Run by run.py and peers.py: `python plan.py OUT.json [MATERIAL FORMAT EDITION [PROJECT]]`. What costs Pressroom time
(reading, checking, microtypography, the largest size that fits, line breaks) is a gift to the others: they are handed
the result.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pressroom import load, resolve  # noqa: E402
from pressroom.cache import Cache  # noqa: E402
from pressroom.colour.ink import Ink  # noqa: E402
from pressroom.findings import Refused  # noqa: E402
from pressroom.fit import fit  # noqa: E402
from pressroom.marks import Group, Mark, Picture, Shape, Sheet, TextRun  # noqa: E402
from pressroom.sheet.geometry import Path as Outline  # noqa: E402
from pressroom.sheet.geometry import path_box  # noqa: E402
from pressroom.stages import Job, Piece  # noqa: E402
from pressroom.type.fonts import face  # noqa: E402

EDITIONS = ("press", "members")
KINDS = ("poster", "triptych", "leaflet")  # what is laid out; texts run over their pages by themselves


def main(out: str, *only: str) -> None:
    """Write the plan of every piece, or of one material in one format and edition."""
    root = Path(only[3]) if len(only) > 3 else ROOT
    job, cache = load.job(root), Cache(root / ".cache")
    chosen = [(only[0], only[1], only[2])] if only else [
        (material, format_name, edition) for material, spec in job.materials.items() if spec.kind in KINDS
        for format_name in spec.formats for edition in EDITIONS]
    pieces, refused = [], []
    for choice in chosen:
        try:
            pieces.append(_piece(job, resolve.Choice(*choice, job.campaign.printer), cache))
        except Refused:
            refused.append("-".join(choice))
    told = {"fonts": str(root / "assets/fonts"), "pieces": pieces, "refused": refused}
    Path(out).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _piece(job: Job, choice: resolve.Choice, cache: Cache) -> dict[str, Any]:
    piece = resolve.piece(job, choice, cache)
    return {"name": piece.name, "material": piece.material, "edition": piece.edition,
            "title": piece.title, "author": piece.author, "language": piece.language, "profile": str(piece.profile),
            "bleed": piece.printer_spec.bleed if piece.edition == "press" else 0.0,
            "pages": [_page(piece, sheet) for sheet in fit(piece, cache).sheets]}


def _page(piece: Piece, sheet: Sheet) -> dict[str, Any]:
    return {"width": sheet.width, "height": sheet.height, "items": list(_items(piece, sheet.marks))}


def _items(piece: Piece, marks: Iterable[Mark]) -> Iterator[dict[str, Any]]:
    for mark in marks:
        if not isinstance(mark, Group):
            raise TypeError(f"a {type(mark).__name__} outside a group")
        if mark.role == "form":
            continue  # the rivals are spared the field to fill in
        runs = [one for one in mark.marks if isinstance(one, TextRun)]
        if mark.area and not runs:
            yield {"kind": "qr", "url": mark.link, "link": _link(piece, mark), "alt": mark.alt, "x": mark.area.x0,
                   "y": mark.area.y0, "side": mark.area.width}
        elif runs:
            yield _text(piece, mark, runs)
        else:
            for one in mark.marks:
                yield from _items(piece, [one]) if isinstance(one, Group) else _drawn(piece, mark, one)


def _drawn(piece: Piece, group: Group, mark: Mark) -> Iterator[dict[str, Any]]:
    if isinstance(mark, Picture):
        yield {"kind": "photograph", "file": str(mark.file), "alt": group.alt,
               "box": [mark.box.x0, mark.box.y0, mark.box.x1, mark.box.y1]}
        return
    box = path_box(mark.path) if isinstance(mark, Shape) else None
    if isinstance(mark, Shape) and not mark.fill:
        return  # and the dotted line around it
    if not isinstance(mark, Shape) or not box or not mark.fill:
        raise TypeError(f"no rival knows this {type(mark).__name__}")
    yield {"kind": "rectangle" if len(mark.path) == 5 else "shape", "box": [box.x0, box.y0, box.x1, box.y1],
           "path": _d(mark.path), "clip": _d(group.clip) if group.clip else "", "alt": group.alt,
           "ink": _ink(piece, mark.fill)}


def _text(piece: Piece, group: Group, runs: list[TextRun]) -> dict[str, Any]:
    lines = [list(line) for _, line in groupby(runs, key=lambda run: run.y)]
    first, last = lines[0][0], lines[-1][0]
    own = face(first.font)
    return {"kind": "text", "role": group.role, "link": _link(piece, group), "x": min(line[0].x for line in lines),
            "y": first.y, "size": first.size, "rise": (own.ascent + own.descent) / 2,
            "leading": (last.y - first.y) / (len(lines) - 1) if len(lines) > 1 else first.size * 1.2,
            "width": max(line[-1].x + line[-1].width for line in lines) - min(line[0].x for line in lines),
            "lines": [[[run.text, run.font.name, _ink(piece, run.ink)] for run in line] for line in lines]}


def _link(piece: Piece, group: Group) -> str:
    """Links are for screens: PDF/X allows none inside the bleed."""
    return group.link if piece.edition == "members" else ""


def _ink(piece: Piece, ink: Ink) -> list[float]:
    return list(ink.cmyk if piece.edition == "press" else ink.srgb)


def _d(path: Outline) -> str:
    return " ".join(" ".join(part if isinstance(part, str) else f"{part:.3f}" for part in command) for command in path)


if __name__ == "__main__":
    main(*sys.argv[1:])
