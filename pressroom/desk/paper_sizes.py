"""Papers by name, and the check that QR codes are readable on the finished sheets, for imposing and tiling."""

from __future__ import annotations

from pathlib import Path

from pressroom.desk import original
from pressroom.findings import N_, Place, Refused, code, finding
from pressroom.preflight.raster import NotRun
from pressroom.sheet import papers

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
    try:
        return papers.sides(name)
    except ValueError:
        raise Refused([finding(BAD_SHEET, N_("there is no paper {name}"), N_("write --on SRA3, A4 or 330x480mm"),
                               name=name)], exit_code=2) from None


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
