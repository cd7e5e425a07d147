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
from tests.type.small_fonts import tiny

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


@pytest.mark.parametrize(("of", "key"), [
    ("font", "BaseFont"), ("descendant", "BaseFont"), ("descriptor", "FontName"), ("descendant", "Subtype"),
    ("descendant", "CIDSystemInfo")])
def test_an_embedded_font_has_what_readers_need(of: str, key: str) -> None:
    def act(writer: Any) -> None:
        font = first_font(writer)
        descendant = entry(font, "/DescendantFonts")[0].get_object()
        holder = {"font": font, "descendant": descendant, "descriptor": entry(descendant, "/FontDescriptor")}[of]
        drop(holder, f"/{key}")
    (item,) = found(changed(act)(good()), goodfile.press_brief())
    assert item[:2] == ("font-embedded", Severity.ERROR)
    assert item[2]["key"] == key


def test_widths_of_a_font_of_one_byte_codes_are_compared() -> None:
    brief = goodfile.press_brief(ours=False)
    assert found(simple("AVE")(good()), brief) == []
    (item,) = found(simple("AVE", wider=6)(good()), brief)
    assert item[:2] == ("font-widths", Severity.ERROR)
    assert (item[2]["count"], item[2]["font"], item[2]["code"]) == (3, "Anton-Regular", 65)
    assert float(item[2]["stated"]) - float(item[2]["real"]) == pytest.approx(6, abs=0.6)


def test_widths_of_letters_that_go_by_name_are_compared() -> None:
    named = simple("AVEV", wider=6, differences=[86, "/V", 69, "/E"])
    (item,) = found(named(good()), goodfile.press_brief(ours=False))
    assert (item[:2], item[2]["count"]) == (("font-widths", Severity.ERROR), 3)
    assert found(simple("AVEV", differences=[86, "/V", 69, "/E"])(good()), goodfile.press_brief(ours=False)) == []


def test_letters_of_unknown_names_are_counted_as_not_compared() -> None:
    spoil = simple("AVEV", differences=[86, "/fork", 69, "/spoon"])
    assert found(spoil(good()), goodfile.press_brief(ours=False)) == [
        ("font-widths", Severity.NOT_RUN, {"count": 2, "font": "Anton-Regular"})]


def encrypted(content: bytes, key: int) -> bytes:
    """As Type 1 programs are (Adobe Type 1 Font Format, 7.1), after four bytes of no meaning."""
    secret = bytearray()
    for byte in bytes(4) + content:
        secret.append(byte ^ key >> 8)
        key = (secret[-1] + key) * 52845 + 22719 & 0xFFFF
    return bytes(secret)


def postscript(*, hexadecimal: bool = False) -> bytes:
    """A Type 1 program with a square as A of 600 units, and V of 1400 / 2."""
    square = bytes([139, 139 + 100, 21, 139 + 90, 6, 139 + 90, 7, 139 - 90, 6, 9, 14])
    glyphs = {"/.notdef": bytes([139, 248, 136, 13, 14]), "/A": bytes([139, 248, 236, 13]) + square,
              "/V": bytes([139, 255, 0, 0, 5, 120, 141, 12, 12, 13]) + square}
    charstrings = b"".join(b"%s %d RD %s ND\n" % (name.encode(), len(code) + 4, encrypted(code, 4330))
                           for name, code in glyphs.items())
    private = encrypted(b"dup /Private 8 dict dup begin /RD {string currentfile exch readstring pop} def\n"
                        b"2 index /CharStrings 3 dict dup begin\n%send" % charstrings, 55665)
    return (b"%!PS-AdobeFont-1.0: Squares\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/Encoding 256 array\n"
            b"dup 65 /A put\ndup 33 /V put\nreadonly def\ncurrentfile eexec\n" + (
                private.hex().encode() if hexadecimal else private))


def named_font(letters: str, program: bytes, widths: dict[int, float], encoding: Any = None, *, bare: bool) -> Spoil:
    """Letters in a font of one-byte codes whose embedded program is Type 1, or bare CFF."""
    first, last = min(widths), max(widths)

    def font_of(writer: Any) -> Any:
        file = writer._add_object(stream(program, {"/Subtype": "/Type1C"} if bare else {"/Length1": 0}))
        return pypdf_object({
            "/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Squares", "/FirstChar": first, "/LastChar": last,
            "/Widths": [widths.get(code, 0) for code in range(first, last + 1)],
            **({"/Encoding": encoding} if encoding else {}),
            "/FontDescriptor": {"/Type": "/FontDescriptor", "/FontName": "/Squares", "/Flags": 4,
                                "/FontBBox": [0, 0, 600, 700], "/ItalicAngle": 0, "/Ascent": 700, "/Descent": 0,
                                "/CapHeight": 700, "/StemV": 90, "/FontFile3" if bare else "/FontFile": file}})
    return painted(f"0 0 0 1 k BT /Squares 30 Tf 1 0 0 1 {{x0}} {{y1}} Tm 60 -80 Td ({letters}) Tj ET",
                   {"/Font": {"/Squares": font_of}})


def widths_found(spoil: Spoil) -> list[tuple[str, Value | None]]:
    return [(code, values.get("code")) for code, _, values in found(spoil(good()), goodfile.press_brief(ours=False))
            if code in ("font-widths", "font-notdef")]


@pytest.mark.parametrize("hexadecimal", [False, True])
def test_widths_of_type_1_programs_are_compared(hexadecimal: bool) -> None:
    program = postscript(hexadecimal=hexadecimal)
    assert widths_found(named_font("A!", program, {65: 600, 33: 700}, bare=False)) == []
    assert widths_found(named_font("A!", program, {65: 600, 33: 690}, bare=False)) == [("font-widths", 33)]
    named = {"/Differences": [65, "/V", "/.notdef", "/lost"]}
    assert widths_found(named_font("A", program, {65: 600}, named, bare=False)) == [("font-widths", 65)]
    assert widths_found(named_font("AB", program, {65: 700, 66: 500}, named, bare=False)) == [("font-notdef", 66)]
    assert widths_found(named_font("C", program, {67: 500}, named, bare=False)) == [("font-widths", None)]


@pytest.mark.parametrize("damage", [
    lambda program: program.replace(b"eexec", b"exec "), lambda program: program[:200],
    lambda program: program[:len(program) // 2] + bytes(len(program) // 2), lambda _: b"\x80\x01", lambda _: b"",
    lambda program: program.replace(b"[0.001 0", b"[1e999 0")])
def test_a_damaged_type_1_program_is_not_compared(damage: Any) -> None:
    assert widths_found(named_font("A", damage(postscript()), {65: 600}, bare=False)) == [("font-widths", None)]


def test_widths_of_bare_cff_programs_of_one_byte_codes_are_compared() -> None:
    tables = hb.Face(tiny())
    program, advance = bytes(tables.reference_table("CFF ").data), hb.Font(tables).get_glyph_h_advance
    width = advance(tables_glyph(tables, "x")) * 1000 / tables.upem
    by_name = {"/BaseEncoding": "/WinAnsiEncoding"}
    assert widths_found(named_font("x", program, {120: width}, by_name, bare=True)) == []
    assert widths_found(named_font("x", program, {120: width + 3}, by_name, bare=True)) == [("font-widths", 120)]
    assert widths_found(named_font("x", program, {120: width + 3}, bare=True)) == [("font-widths", 120)]


def tables_glyph(face: hb.Face, letter: str) -> int:
    glyph = hb.Font(face).get_nominal_glyph(ord(letter))
    assert glyph is not None
    return glyph


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
