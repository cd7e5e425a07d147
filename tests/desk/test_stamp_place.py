"""A stamped panel: where it stands, what it may cover, and how small its code may be."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from pressroom import load
from pressroom.cache import Cache
from pressroom.desk.original import original_of
from pressroom.desk.stamp import PLACES, StampedFile, StampRequest, stamp_file
from pressroom.findings import Refused
from pressroom.sheet.geometry import Box
from pressroom.stages import Job
from tests.conftest import ROOT
from tests.preflight.handmade import page

Render = Callable[..., tuple[int, str, str]]
MM = 72 / 25.4
WIDTH, HEIGHT = 500, 700
FONT = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>"


@cache
def job() -> Job:
    return load.job(ROOT)


def sheet(content: bytes = b"0.9 g 0 0 9 9 re f", size: tuple[int, int] = (WIDTH, HEIGHT)) -> bytes:
    return page(content, FONT).replace(b"[0 0 300 300]", b"[0 0 %d %d]" % size)


def stamped(pdf: bytes, at: str = "centre", side: float = 40 * MM, caption: str = "") -> StampedFile:
    return stamp_file(job(), original_of(Path("sheet.pdf"), pdf), StampRequest("petition", at, side, caption),
                      Cache(ROOT / ".cache"))


@pytest.mark.parametrize("at", PLACES)
def test_a_panel_stands_at_the_safe_margin_of_the_sides_that_are_named_and_else_in_the_middle(at: str) -> None:
    box, safe = stamped(sheet(), at).panel, 5 * MM
    across = {"left": safe, "right": WIDTH - safe - box.width}
    down = {"top": safe, "bottom": HEIGHT - safe - box.height}
    x = next((across[part] for part in at.split("-") if part in across), (WIDTH - box.width) / 2)
    y = next((down[part] for part in at.split("-") if part in down), (HEIGHT - box.height) / 2)
    assert (box.x0, box.y0) == pytest.approx((x, y), abs=0.01)


def words_at(foot: float) -> tuple[bytes, Box]:
    """A line of text whose letters end so many points from the head, and its box as it is read back."""
    def line(y: float) -> bytes:
        return sheet(b"BT /F 20 Tf 1 0 0 1 200 %.4f Tm (HHH) Tj ET" % y)
    (box, _), = original_of(Path("sheet.pdf"), line(0.0)).page(1).lines
    pdf = line(HEIGHT - foot + box.y1 - HEIGHT)
    ((box, _),) = original_of(Path("sheet.pdf"), pdf).page(1).lines
    return pdf, box


@pytest.mark.parametrize(("over", "covered"), [(-0.2, False), (0.2, False), (0.5, True), (9.0, True)])
def test_words_that_a_panel_barely_touches_are_not_covered_by_it(over: float, covered: bool) -> None:
    """Boxes of letters are a little larger than their ink: 0.3 points do not count."""
    panel = stamped(sheet()).panel
    pdf, box = words_at(panel.y0 + over)
    assert box.y1 - panel.y0 == pytest.approx(over, abs=0.02)
    found = [item.code for item in stamped(pdf).findings]
    assert ("stamp-covers" in found) is covered


def test_a_size_that_is_too_small_is_refused_with_the_least_that_would_do(project: Path, render: Render) -> None:
    """The link's symbol has 25 modules of half a millimetre at the least."""
    (project / "sheet.pdf").write_bytes(sheet())
    code, _, err = render("stamp", str(project / "sheet.pdf"), "--link", "petition", "--size", "12mm")
    assert code == 1
    assert "[stamp-small]" in err
    assert "at 12 mm a module is 0.48 mm wide; 0.5 mm is the least" in err
    assert re.search(r"--size 13mm\b", err)


@pytest.mark.parametrize(("size", "fits"), [((250, 500), True), ((200, 500), False), ((250, 200), False)])
def test_a_panel_that_is_too_large_one_way_is_refused(size: tuple[int, int], fits: bool) -> None:
    """With a symbol of 50 mm it is 187 points wide, and needs 14 points of margin on each side."""
    if fits:
        assert stamped(sheet(size=size), side=50 * MM).panel.width < 200
        return
    with pytest.raises(Refused) as caught:
        stamped(sheet(size=size), side=50 * MM)
    (item,) = caught.value.findings
    assert item.code == "stamp-outside"
    assert item.values["room"] == " x ".join(f"{side / MM - 10:.0f}" for side in size)


def texts(content: bytes) -> dict[str, float]:
    """The lines of a file's first page, each with its size in points."""
    document = pypdfium2.PdfDocument(content)
    words = document[0].get_textpage()
    found, at = {}, 0
    for line in words.get_text_bounded().splitlines():
        found[line.strip()] = round(raw.FPDFText_GetFontSize(words.raw, at), 2)
        at += len(line) + 2
    document.close()
    return found


@pytest.mark.parametrize("side_mm", [35, 60])
def test_words_of_a_panel_grow_with_its_symbol_and_are_never_smaller_than_five_points(side_mm: float) -> None:
    sizes = texts(stamped(sheet(), side=side_mm * MM).content)
    for words, share in (("Signez la pétition", 0.085), ("chng.it/2pnk55wX", 0.075), ("Édité par", 0.045)):
        (size,) = {size for line, size in sizes.items() if line.startswith(words)}
        assert size == pytest.approx(max(5.0, share * side_mm * MM), abs=0.02)


def test_words_of_a_panel_have_the_spaces_and_signs_of_its_language() -> None:
    assert "C’est l’heure\u202f!" in texts(stamped(sheet(), caption="C'est l'heure !").content)
