"""What imposing and tiling share: the paper that is asked for, and codes read back from what was made."""

from __future__ import annotations

from pathlib import Path

from pressroom.desk import original
from pressroom.findings import N_, Place, Refused, code, finding
from pressroom.preflight.raster import NotRun
from pressroom.sheet import formats
from pressroom.sheet.units import mm

# Raw and printers' papers that formats.py does not name, since no piece is ever trimmed to them (ISO 217).
_PAPERS_MM = {"SRA4": (225.0, 320.0), "SRA3": (320.0, 450.0), "SRA2": (450.0, 640.0), "RA3": (305.0, 430.0)}

BAD_SHEET = code("bad-sheet", N_("The paper is named, or given as width x height in mm."),
                 N_("Write --on SRA3, --on A4 or --on 330x480mm."))
CODE_LOST = code(
    "code-lost",
    N_("Every QR code of the original was looked for in the finished sheets, and one could not be read there."),
    N_("Leave more room round the code, or choose larger sheets."))


def paper(name: str) -> tuple[float, float]:
    """The short and the long side of a paper, in points.

    Raises:
        Refused: there is no such paper.
    """
    if name.upper() in _PAPERS_MM:
        short, long = _PAPERS_MM[name.upper()]
        return mm(short), mm(long)
    try:
        found = formats.parse(name)
    except ValueError:
        raise Refused([finding(BAD_SHEET, N_("there is no paper {name}"), N_("write --on SRA3, A4 or 330x480mm"),
                               name=name)], exit_code=2) from None
    return min(found.width, found.height), max(found.width, found.height)


def see_codes(path: Path, content: bytes, wanted: dict[int, dict[str, int]]) -> None:
    """Read the codes of finished sheets back: by sheet, how often each address must be there.

    Raises:
        Refused: `code-lost`, for each that is not.
    """
    made = original.of_bytes(path, content)
    lost = []
    for number, codes in wanted.items():
        try:
            found = [each.url for each in made.page(number).symbols]
        except (NotRun, RuntimeError, ValueError, MemoryError):
            found = []
        lost += [finding(CODE_LOST, N_("sheet {page}: {url} was read {found} times, not {wanted}"), source=Place(path),
                         page=number, url=url, found=found.count(url), wanted=count)
                 for url, count in codes.items() if found.count(url) < count]
    if lost:
        raise Refused(lost)
