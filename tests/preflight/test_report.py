"""The report: what was read back, what a printer weighs otherwise, what did not run."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache

import pytest

from pressroom import preflight
from pressroom.brief import PageBrief
from pressroom.findings import Severity
from pressroom.preflight import check as checks
from pressroom.preflight import judging
from pressroom.preflight.spoils import painted
from tests.preflight import goodfile
from tests.preflight.goodfile import MM

RGB = "1 0 0 rg 1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f"


@cache
def good() -> bytes:
    return goodfile.made()


@cache
def coloured() -> bytes:
    return painted(RGB)(good())


def test_it_reads_back_trim_bleed_symbol_and_words() -> None:
    page, = preflight.judge(good(), goodfile.press_brief()).pages
    assert page.trim == pytest.approx((148 * MM, 210 * MM), abs=0.01)
    assert page.bleed == pytest.approx(3 * MM, abs=0.01)
    symbol, = page.qr
    assert (symbol.page, symbol.url, symbol.version) == (1, goodfile.URL, 2)
    assert symbol.module == pytest.approx(goodfile.QR_MODULE, rel=0.01)
    assert symbol.side == pytest.approx(25 * goodfile.QR_MODULE, rel=0.01)
    assert all(words in page.text for words in (goodfile.HEADLINE, goodfile.BODY, goodfile.REVERSED))


def test_a_finding_has_its_place_on_the_sheet() -> None:
    found, = preflight.judge(coloured(), goodfile.press_brief()).findings
    assert (found.code, found.sheet, found.piece) == ("colour-rgb", 1, "good")
    assert found.area is not None
    assert (found.area.x0, found.area.y0, found.area.x1, found.area.y1) == pytest.approx((60, 60, 80, 80), abs=0.01)


def test_a_printer_may_change_the_severity_of_a_rule() -> None:
    brief = goodfile.press_brief(severities={"colour-rgb": Severity.WARNING})
    report = preflight.judge(coloured(), brief)
    assert [item.severity for item in report.findings] == [Severity.WARNING]
    assert report.passed


def test_a_waived_rule_becomes_a_note_that_gives_the_reason() -> None:
    brief = goodfile.press_brief(waivers={"colour-rgb": "their press converts"})
    report = preflight.judge(coloured(), brief)
    found, = report.findings
    assert found.severity is Severity.NOTE
    assert "their press converts" in found.hint.format(**found.values)
    assert report.passed


def test_many_faults_of_one_kind_are_counted_not_listed() -> None:
    many = painted("1 0 0 rg 1 0 0 1 {x0} {y1} cm " + "60 -80 20 20 re f " * 100)(good())
    found = preflight.judge(many, goodfile.press_brief()).findings
    assert len(found) == judging.MOST_FAULTS + 1
    assert any(item.values.get("count") == 100 - judging.MOST_FAULTS for item in found)


def test_a_check_that_breaks_down_is_an_error_and_not_a_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> list[checks.Fault]:
        raise LookupError("no such thing")
    spoilt = {**checks._CHECKS, "ink-limit": checks.Check(checks._CHECKS["ink-limit"].code, broken,
                                                          checks._CHECKS["ink-limit"].spoil, ("press",), "page")}
    checks.every()
    monkeypatch.setattr(checks, "_CHECKS", spoilt)
    report = preflight.judge(good(), goodfile.press_brief())
    assert [item.code for item in report.findings] == ["check-failed"]
    assert "ink-limit" not in report.ran
    assert not report.passed
    waived = replace(goodfile.press_brief(), severities={"check-failed": Severity.NOTE},
                     waivers={"check-failed": "this press can do it"})
    assert not preflight.judge(good(), waived).passed


def test_without_a_rasteriser_checks_on_pixels_have_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    report = preflight.judge(good(), goodfile.press_brief())
    unjudged = {item.code for item in report.findings if item.severity is Severity.NOT_RUN}
    assert {"qr-missing", "words-missing", "bleed-unpainted", "words-at-trim"} <= unjudged
    assert not unjudged & set(report.ran)


@pytest.mark.parametrize(("left", "tripped"), [(None, False), (12.0, False), (60.0, True)])
def test_a_page_may_have_a_safe_margin_of_its_own(left: float | None, tripped: bool) -> None:
    page_brief = PageBrief((148 * MM, 210 * MM), (goodfile.URL,), (goodfile.HEADLINE,), safe_left=left)
    report = preflight.judge(good(), goodfile.press_brief(pages=(page_brief,)))
    assert ("words-near-trim" in {item.code for item in report.findings}) is tripped


def test_a_space_behind_the_last_word_takes_no_room() -> None:
    # the headline's sixth glyph is its space: here, stretched, it reaches from the letter nearly to the trim
    wide = painted("1 0 0 1 {x0} {y1} cm 0 0 0 1 k BT /FHead 30 Tf 700 Tz 1 0 0 1 280 -80 Tm <00010006> Tj "
                   "100 Tz 0 -40 Td <0001> Tj ET")
    assert preflight.judge(wide(good()), goodfile.press_brief()).findings == ()
