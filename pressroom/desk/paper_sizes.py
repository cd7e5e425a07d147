"""Papers by name, and the check that QR codes are readable on the finished sheets, for imposing and tiling."""

from __future__ import annotations

from pathlib import Path

from pressroom.desk import original
from pressroom.findings import N_, Place, Refused, code, finding
from pressroom.preflight.raster import NotRun
from pressroom.sheet import formats
from pressroom.sheet.units import mm

# Untrimmed papers (ISO 217), which formats.py does not name because no piece has such a trim.
_PAPERS_MM = {"SRA4": (225.0, 320.0), "SRA3": (320.0, 450.0), "SRA2": (450.0, 640.0), "RA3": (305.0, 430.0)}

BAD_SHEET = code("bad-sheet", N_("The paper is named, or given as width x height in mm."),
                 N_("Write --on SRA3, --on A4 or --on 330x480mm."))
CODE_LOST = code(
    "code-lost",
    N_("Every QR code of the original must be readable on the finished sheets, and one is not."),
    N_("Leave more space around the code, or choose larger sheets."))


def paper(name: str) -> tuple[float, float]:
    """The short and the long side of a paper, in points.

    Raises:
        Refused: there is no such paper.
    """
    if name.upper() in _PAPERS_MM:
        short, long = _PAPERS_MM[name.upper()]
        return mm(short), mm(long)
    try:
        format_ = formats.parse(name)
    except ValueError:
        raise Refused([finding(BAD_SHEET, N_("there is no paper {name}"), N_("write --on SRA3, A4 or 330x480mm"),
                               name=name)], exit_code=2) from None
    return min(format_.width, format_.height), max(format_.width, format_.height)


def check_codes(path: Path, content: bytes, expected: dict[int, dict[str, int]]) -> None:
    """Read back the codes of finished sheets; `expected` is how often each address must be on each sheet.

    Raises:
        Refused: `code-lost`, for each code that is missing.
    """
    finished = original.original_of(path, content)
    missing = []
    for number, codes in expected.items():
        try:
            urls = [each.url for each in finished.page(number).symbols]
        except (NotRun, RuntimeError, ValueError, MemoryError):
            urls = []
        missing += [finding(CODE_LOST, N_("sheet {page}: {url} was read {found} times instead of {expected}"),
                            source=Place(path), page=number, url=url, found=urls.count(url), expected=count)
                    for url, count in codes.items() if urls.count(url) < count]
    if missing:
        raise Refused(missing)
