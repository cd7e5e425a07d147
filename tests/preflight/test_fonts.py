"""Fonts of other programs: simple ones, OpenType programs, and what is an error in our own files alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import uharfbuzz as hb

from pressroom import preflight
from pressroom.brief import Brief
from pressroom.findings import Severity, Value
from pressroom.pdf.objects import entry
from pressroom.pdf.streams import decoded
from pressroom.preflight.checks.fonts import _code_spoil
from pressroom.preflight.spoils import Spoil, changed, drop, first_font, painted, put, pypdf_object, stream
from tests.preflight import goodfile

FONT = goodfile.ROOT / "assets/fonts/Anton-Regular.ttf"


@cache
def good(*, press: bool = True) -> bytes:
    return goodfile.made(press=press)


def found(pdf: bytes, brief: Brief) -> list[tuple[str, Severity, dict[str, Value]]]:
    return [(item.code, item.severity, dict(item.values)) for item in preflight.judge(pdf, brief).findings]


@pytest.mark.parametrize(("maps_to", "code"), [(None, "font-tounicode"), ("FB01", "font-reads-as")])
def test_text_that_cannot_be_searched_is_a_warning_in_a_press_file_of_another_program_alone(
        maps_to: str | None, code: str) -> None:
    spoil, press, members = _code_spoil(1, maps_to), goodfile.press_brief(), goodfile.members_brief()
    weights = [severity for one in (press, members) for ours in (True, False)
               for name, severity, _ in found(spoil(good(press=one is press)), replace(one, ours=ours)) if name == code]
    assert weights == [Severity.ERROR, Severity.WARNING, Severity.ERROR, Severity.ERROR]


@pytest.mark.parametrize(("ours", "severity"), [(True, Severity.ERROR), (False, Severity.WARNING)])
def test_a_font_without_a_map_to_characters_is_a_warning_in_a_press_file_of_another_program(
        ours: bool, severity: Severity) -> None:
    pdf = changed(lambda writer: drop(first_font(writer), "/ToUnicode"))(good())
    (item,) = [item for item in found(pdf, goodfile.press_brief(ours=ours)) if item[0] == "font-tounicode"]
    assert item == ("font-tounicode", severity, {"font": "ABCDEF+Anton-Regular"})


def simple(letters: str, *, wider: int = 0, differences: list[Any] | None = None) -> Spoil:
    """A spoil that shows letters in a TrueType font of one-byte codes, as word processors write it."""
    face = hb.Face(hb.Blob.from_file_path(str(FONT)))
    font = hb.Font(face)
    widths = [round(font.get_glyph_h_advance(font.get_nominal_glyph(code) or 0) * 1000 / face.upem) + wider
              for code in range(65, 91)]

    def font_of(writer: Any) -> Any:
        program = writer._add_object(stream(FONT.read_bytes()))
        return pypdf_object({
            "/Type": "/Font", "/Subtype": "/TrueType", "/BaseFont": "/Anton-Regular", "/FirstChar": 65,
            "/LastChar": 90, "/Widths": widths,
            "/Encoding": {"/BaseEncoding": "/WinAnsiEncoding", "/Differences": differences or []},
            "/FontDescriptor": {"/Type": "/FontDescriptor", "/FontName": "/Anton-Regular", "/Flags": 32,
                                "/FontBBox": [0, -300, 1500, 1200], "/ItalicAngle": 0, "/Ascent": 1000,
                                "/Descent": -250, "/CapHeight": 730, "/StemV": 120, "/FontFile2": program}})
    return painted(f"0 0 0 1 k BT /Simple 30 Tf 1 0 0 1 {{x0}} {{y1}} Tm 60 -80 Td ({letters}) Tj ET",
                   {"/Font": {"/Simple": font_of}})


def test_widths_of_a_font_of_one_byte_codes_are_compared() -> None:
    brief = goodfile.press_brief(ours=False)
    assert found(simple("AVE")(good()), brief) == []
    (item,) = found(simple("AVE", wider=6)(good()), brief)
    assert item[:2] == ("font-widths", Severity.ERROR)
    assert (item[2]["count"], item[2]["font"], item[2]["code"]) == (3, "Anton-Regular", 65)
    assert float(item[2]["stated"]) - float(item[2]["real"]) == pytest.approx(6, abs=0.6)


def test_letters_that_go_by_name_are_counted_as_not_compared() -> None:
    spoil = simple("AVEV", differences=[86, "/V", 69, "/E"])
    assert found(spoil(good()), goodfile.press_brief(ours=False)) == [
        ("font-widths", Severity.NOT_RUN, {"count": 2, "font": "Anton-Regular"})]


@pytest.mark.parametrize(("higher", "codes"), [(0, set()), (1, {"font-notdef"})])
def test_a_glyph_has_a_number_of_two_bytes(higher: int, codes: set[str]) -> None:
    """The font has less than 256 glyphs: there is none whose first byte is 1."""
    def act(writer: Any) -> None:
        descendant = entry(first_font(writer), "/DescendantFonts")[0].get_object()
        table = bytearray(decoded(entry(descendant, "/CIDToGIDMap")))
        table[0::2] = bytes([higher]) * (len(table) // 2)
        put(descendant, "/CIDToGIDMap", writer._add_object(stream(bytes(table))))
    assert {code for code, *_ in found(changed(act)(good()), goodfile.press_brief())} == codes


@pytest.mark.parametrize(("kind", "read"), [("/OpenType", True), ("/CIDFontType0C", False)])
def test_an_opentype_program_is_read_and_one_that_is_no_cff_is_not_compared(kind: str, read: bool) -> None:
    def act(writer: Any) -> None:
        descriptor = entry(entry(first_font(writer), "/DescendantFonts")[0], "/FontDescriptor")
        program = descriptor["/FontFile2"]
        put(program, "/Subtype", kind)
        put(descriptor, "/FontFile3", dict.__getitem__(descriptor, "/FontFile2"))
        drop(descriptor, "/FontFile2")
    assert [(code, severity) for code, severity, _ in found(changed(act)(good()), goodfile.press_brief())] == (
        [] if read else [("font-widths", Severity.NOT_RUN)])
