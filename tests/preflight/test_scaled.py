"""Files at 1:10 and files with UserUnit: every size is judged as it will be printed."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import Any

import pypdf
import pytest
from pypdf import Transformation
from pypdf.generic import ArrayObject, FloatObject, NameObject

from pressroom import preflight
from pressroom.brief import Brief
from pressroom.preflight.check import every
from pressroom.programs import ghostscript
from tests.preflight import goodfile

BY = 10.0
SIZES = ("bitmap-ppi", "bitmap-ppi-low", "black-line-knocks-out", "black-text-knocks-out", "bleed-size",
         "bleed-unpainted", "box-nesting", "hairline", "large-black-overprints", "line-on-trim",
         "line-reversed-thin", "line-thin", "picture-ppi", "picture-ppi-low", "qr-crowded", "qr-cut", "qr-missing",
         "qr-module", "qr-quiet-zone", "shape-thin", "text-reversed-small", "text-small", "words-at-trim",
         "words-near-trim")
BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
WAYS = {"scale": {"scale": BY}, "unit": {"units": True}}


def tenth(pdf: bytes, way: str) -> bytes:
    """The file at a tenth of its size; by way of `unit` it says so."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf)))
    writer.pdf_header = pdf[:8].decode()
    for page in writer.pages:
        boxes: dict[str, Any] = {key: [float(edge) / BY for edge in page[key]] for key in BOXES if key in page}
        page.add_transformation(Transformation().scale(1 / BY))
        for key, edges in boxes.items():
            page[NameObject(key)] = ArrayObject(map(FloatObject, edges))
        if way == "unit":
            page[NameObject("/UserUnit")] = FloatObject(BY)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@cache
def good() -> bytes:
    return goodfile.made()


def found(pdf: bytes, brief: Brief) -> list[tuple[str, str, object]]:
    return sorted((item.code, item.severity.value, pytest.approx(item.measured, rel=1e-3)
                   if isinstance(item.measured, float) else item.measured)
                  for item in preflight.judge(pdf, brief).findings)


@pytest.mark.parametrize("way", WAYS)
def test_a_good_file_at_a_tenth_has_no_finding_and_reads_back_at_its_final_size(way: str) -> None:
    whole = preflight.judge(good(), goodfile.press_brief())
    report = preflight.judge(tenth(good(), way), goodfile.press_brief(**WAYS[way]))
    assert report.findings == ()
    for page, other in zip(report.pages, whole.pages, strict=True):
        assert page.trim == pytest.approx(other.trim, abs=0.01)
        assert page.bleed == pytest.approx(other.bleed, abs=0.01)
        assert [symbol.module for symbol in page.qr] == pytest.approx([symbol.module for symbol in other.qr], rel=0.01)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("code", SIZES)
def test_a_size_is_judged_as_it_will_be_printed(code: str, way: str) -> None:
    spoil = next(check.spoil for check in every() if check.code.name == code)
    spoilt = spoil(good())
    expected = found(spoilt, goodfile.press_brief())
    assert code in {item[0] for item in expected}
    assert found(tenth(spoilt, way), goodfile.press_brief(**WAYS[way])) == expected


def test_a_file_at_a_tenth_is_too_small_for_a_printer_who_takes_it_at_its_size() -> None:
    codes = {item.code for item in preflight.judge(tenth(good(), "scale"), goodfile.press_brief()).findings}
    assert {"trim-size", "text-small", "qr-missing", "bleed-size"} <= codes


def test_a_unit_is_an_error_unless_the_printer_takes_it() -> None:
    codes = {item.code for item in preflight.judge(tenth(good(), "unit"), goodfile.press_brief()).findings}
    assert "user-unit" in codes


def test_a_picture_of_100_ppi_at_its_final_size_has_1000_in_the_file() -> None:
    spoil = next(check.spoil for check in every() if check.code.name == "picture-ppi")
    brief = goodfile.press_brief(scale=BY)
    small = tenth(spoil(good()), "scale")
    measured = [item.measured for item in preflight.judge(small, brief).findings if item.code == "picture-ppi"]
    limits = replace(brief.limits, picture_ppi_error=0.0, picture_ppi_warning=1e9)
    in_file = [item.measured for item in preflight.judge(small, replace(brief, scale=1.0, limits=limits)).findings
               if item.code == "picture-ppi-low"]
    assert min(in_file) == pytest.approx(BY * min(measured), rel=1e-3)  # type: ignore[type-var]


@pytest.mark.external
@pytest.mark.skipif(not ghostscript(), reason="no Ghostscript")
@pytest.mark.parametrize("way", WAYS)
def test_the_plates_are_those_of_the_whole_size(way: str) -> None:
    whole = preflight.judge(good(), goodfile.press_brief(plates=True)).pages[0].ink
    small = preflight.judge(tenth(good(), way), goodfile.press_brief(plates=True, **WAYS[way])).pages[0].ink
    assert whole is not None
    assert small is not None
    assert (small.plates, small.resolution) == (whole.plates, whole.resolution)
    assert small.mean == pytest.approx(whole.mean, abs=0.01)
    assert small.most == pytest.approx(whole.most, abs=0.05)
