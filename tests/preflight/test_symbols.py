"""QR symbols of finished files: how dense is too dense, what may stand around them, and what they are painted with."""

from __future__ import annotations

from functools import cache

import pytest

from pressroom import preflight
from pressroom.brief import PageBrief
from pressroom.findings import Finding, Severity
from pressroom.preflight.checks.symbols import _covered, _extra, _pattern
from pressroom.preflight.spoils import Spoil, painted, stream
from tests.preflight import goodfile


@cache
def good() -> bytes:
    return goodfile.made()


def findings(spoil: Spoil) -> dict[str, Finding]:
    return {item.code: item for item in preflight.judge(spoil(good()), goodfile.press_brief()).findings}


@pytest.mark.parametrize(("version", "severity", "limit"), [
    (4, None, 0), (5, Severity.WARNING, 4), (6, Severity.WARNING, 4), (7, Severity.ERROR, 6)])
def test_a_symbol_is_dense_above_version_four_and_too_dense_above_version_six(
        version: int, severity: Severity | None, limit: int) -> None:
    item = findings(_extra(version=version, module=1.5)).get("qr-crowded")
    assert (item and item.severity) == severity
    assert item is None or (item.values["version"], item.limit) == (version, limit)


CONTACT = "BEGIN:VCARD\nVERSION:3.0\nN:Dupont;Marie\nEND:VCARD"
TRANSFER = "BCD\n002\n1\nSCT\n\nSyndicat\nFR7630006000011234567890189\nEUR10"


@pytest.mark.parametrize(("content", "version", "severity", "limit"), [
    (CONTACT, 6, None, 0), (CONTACT, 7, Severity.WARNING, 6), (CONTACT, 10, Severity.WARNING, 6),
    (CONTACT, 11, Severity.ERROR, 10), (TRANSFER, 13, None, 0), (TRANSFER, 14, Severity.ERROR, 13)])
def test_a_contact_may_be_larger_than_an_address_and_a_transfer_as_large_as_banks_allow(
        content: str, version: int, severity: Severity | None, limit: int) -> None:
    item = findings(_extra(url=content, version=version, module=1.5)).get("qr-crowded")
    assert (item and item.severity) == severity
    assert item is None or (item.values["version"], item.limit) == (version, limit)


@pytest.mark.parametrize("panel", ["0 0 0 0.3 k", "0 0 0 0 k"])
@pytest.mark.parametrize("line", ["0 0 0 0 k", "0 0 0 0.8 k", "0 0 0 0.3 k"])
def test_a_line_in_the_quiet_zone_that_is_darker_or_lighter_than_its_ground_is_an_error(panel: str, line: str) -> None:
    """A bar two modules wide, beside the symbol."""
    found = findings(_extra(panel=panel, more=f"{line} -6.6 0 4.4 30 re f"))
    assert ("qr-quiet-zone" in found) is (panel != line)


@pytest.mark.parametrize(("space", "dark", "suits"), [
    ("/DeviceGray", bytes([0]), True), ("/DeviceCMYK", bytes([0, 0, 0, 255]), False), ("", b"", True)],
    ids=["grey", "four inks", "stencil"])
def test_a_symbol_may_be_a_picture_in_grey_or_a_stencil_and_not_one_of_several_inks(
        space: str, dark: bytes, suits: bool) -> None:
    rows = _pattern(goodfile.URL)
    side, light = len(rows), bytes([255]) if space == "/DeviceGray" else bytes(4)
    entries = {"/Type": "/XObject", "/Subtype": "/Image", "/Width": side, "/Height": side}
    if space:
        content = b"".join(light if value else dark for row in rows for value in row)
        image = stream(content, {**entries, "/ColorSpace": space, "/BitsPerComponent": 8})
    else:
        content = b"".join(int("".join("01"[value > 0] for value in row).ljust(32, "1"), 2).to_bytes(4, "big")
                           for row in rows)
        image = stream(content, {**entries, "/ImageMask": True, "/BitsPerComponent": 1})
    spoil = painted("1 0 0 1 {x0} {y0} cm 0 0 0 0 k 160 60 100 100 re f 0 0 0 1 k 60 0 0 60 180 80 cm /Symbol Do",
                    {"/XObject": {"/Symbol": lambda _: image}})
    report = preflight.judge(spoil(good()), goodfile.press_brief())
    assert [symbol.url for symbol in report.pages[0].qr] == [goodfile.URL] * 2
    assert ("qr-ink" in {item.code for item in report.findings}) is not suits


def test_a_blend_of_colours_in_a_symbol_is_not_black_alone() -> None:
    """A square of two points in the middle of it, which readers put up with."""
    x, y = (place + 40 for place in goodfile.QR_AT)
    tint = {"/FunctionType": 2, "/N": 1, "/Domain": [0, 1], "/C0": [0, 0, 0, 0], "/C1": [0, 0.4, 0, 0]}
    spoil = painted(f"1 0 0 1 {x:.3f} {y:.3f} cm 0 0 2 2 re W n /Blend sh", {"/Shading": {"/Blend": {
        "/ShadingType": 2, "/ColorSpace": "/DeviceCMYK", "/Coords": [0, 0, 2, 0], "/Function": tint}}})
    assert set(findings(spoil)) == {"qr-ink"}


def test_an_address_that_is_not_read_is_reported_with_those_that_are() -> None:
    item = findings(_covered)["qr-missing"]
    assert (item.values["url"], item.values["others"]) == (goodfile.URL, "-")
    other = "https://elsewhere.example/"
    brief = goodfile.press_brief(pages=(PageBrief(qr=(other,)),))
    (missing,) = [item for item in preflight.judge(good(), brief).findings if item.code == "qr-missing"]
    assert (missing.values["url"], missing.values["others"]) == (other, goodfile.URL)
