"""Words beside a fold: how far is far enough, on both sides, and how they are quoted."""

from __future__ import annotations

from functools import cache

import pytest

from pressroom import preflight
from pressroom.findings import Finding
from pressroom.preflight.spoils import painted
from tests.preflight import goodfile

FOLD = goodfile.FOLD


@cache
def good() -> bytes:
    return goodfile.made(marked=True, folded=True)


def findings(glyphs: int, x: float) -> list[Finding]:
    """What is found where so many letters of 2 points begin at x from the left trim."""
    spoil = painted(f"1 0 0 1 {{x0}} {{y1}} cm 0 0 0 1 k BT /{{font}} 2 Tf 1 0 0 1 {x:.3f} -60 Tm "
                    f"<{'0001' * glyphs}> Tj ET")
    report = preflight.judge(spoil(good()), goodfile.folded_brief())
    return [item for item in report.findings if item.code == "words-on-fold"]


@pytest.mark.parametrize(("glyphs", "quoted"), [(39, 39), (40, 40), (41, 40), (60, 40)])
def test_words_on_a_fold_are_quoted_up_to_forty_letters(glyphs: int, quoted: int) -> None:
    (item,) = findings(glyphs, FOLD)
    assert len(str(item.values["words"])) == quoted


@pytest.mark.parametrize(("clear", "wanted"), [(5.2, False), (4.7, True)])
def test_words_keep_five_millimetres_clear(clear: float, wanted: bool) -> None:
    found = findings(3, FOLD + clear * goodfile.MM)
    assert bool(found) is wanted
    assert [item.values["asked"] for item in found] == [5.0] * len(found)
