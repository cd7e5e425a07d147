"""Fonts with PostScript outlines (CFF and CFF2): set, measured and embedded as TrueType fonts are."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import uharfbuzz as hb
from PIL import Image, ImageChops

from pressroom.preflight.cff_program import CffProgram
from pressroom.preflight.font_program import UnreadableFont
from pressroom.type.fonts import Face, cff, face, subset, typable
from tests.type.small_fonts import as_opentype, named_program, tiny, varying, with_program
from tests.type.test_fonts import FONTS, code_of

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]


@pytest.fixture
def small(tmp_path: Path) -> Face:
    (tmp_path / "tiny.otf").write_bytes(tiny())
    return face(tmp_path / "tiny.otf")


def test_ligatures_kerning_and_marks_are_shaped(small: Face) -> None:
    assert small.postscript
    assert [glyph.text for glyph in small.shape("fi")] == ["fi"]
    assert small.word("Hx").advance == pytest.approx((1400 + 1000 - 200) / 2048)
    accented = small.word("x\u0301")
    assert [glyph.text for glyph in accented.glyphs] == ["x", "\u0301"]
    assert accented.glyphs[1].dx != 0
    assert small.cap_height == pytest.approx(1434 / 2048, abs=0.001)


def test_outlines_have_cubic_curves(small: Face) -> None:
    (glyph,) = small.shape("H")
    outline = small.outline(glyph.gid)
    assert [command[0] for command in outline] == ["M", "L", "C", "L", "Z"]
    assert outline[0] == ("M", pytest.approx(100 / 2048), 0)


def test_a_program_has_a_glyph_for_each_code_with_the_widths_that_lines_are_set_with(small: Face) -> None:
    gids = [glyph.gid for glyph in small.shape("Hexe")]
    made = subset(small, gids)
    read = CffProgram(made.font_bytes)
    assert (read.is_cid, read.glyphs) == (True, 1 + len(gids))
    assert [read.glyph_of(code) for code in range(1, 5)] == [1, 2, 3, 4]
    assert [read.width(code) for code in range(1, 5)] == pytest.approx([small.width(gid) for gid in gids], abs=0.001)
    assert read.width(2) == read.width(4) == pytest.approx(1010 / 2.048)


def test_the_whole_of_a_program_is_drawn_again_by_its_codes(small: Face) -> None:
    """The program, put into a font file of its own, draws what the font draws."""
    program = cff.by_code(hb.Font(hb.Face(tiny())), "Again", range(1, 10), (0, 0, 1, 1))
    again = hb.Font(hb.Face(with_program(tiny(), program)))
    for gid in range(1, 10):
        one, other = (font.get_glyph_extents(gid) for font in (small.opened.font, again))
        assert (one.x_bearing, one.y_bearing, one.width, one.height) == (
            other.x_bearing, other.y_bearing, other.width, other.height)
        assert small.opened.font.get_glyph_h_advance(gid) == again.get_glyph_h_advance(gid)


def test_coordinates_between_units_are_kept(tmp_path: Path) -> None:
    """A quadratic curve becomes a cubic one, whose points lie between units."""
    anton = face(FONTS / "Anton-Regular.ttf")
    (glyph,) = anton.shape("O")
    program = cff.by_code(anton.opened.font, "O", [glyph.gid], (0, 0, 1, 1))
    whole = (FONTS / "Anton-Regular.ttf").read_bytes()
    count = hb.Face(whole).glyph_count
    for number, program_of_all in enumerate((
            cff.by_code(anton.opened.font, "O", range(1, count), (0, 0, 1, 1)), named_program(anton.opened.font))):
        assert_curves_are_kept(tmp_path / f"{number}.otf", with_program(whole, program_of_all), anton, glyph.gid)
    assert len(program) < 4000


def assert_curves_are_kept(file: Path, font: bytes, anton: Face, gid: int) -> None:
    file.write_bytes(font)
    curves = [command[1:] for command in face(file).outline(gid) if command[0] == "C"]
    wanted = [command[1:] for command in anton.outline(gid) if command[0] == "C"]
    assert len(curves) == len(wanted) > 4
    for one, other in zip(curves, wanted, strict=True):
        assert one == pytest.approx(other, abs=1 / anton.upem / 1000)


def test_a_form_field_gets_a_program_by_names(small: Face) -> None:
    made, advances = typable(small, "Hxe €z")
    assert advances.keys() == set("Hxe €")
    assert advances["H"] == pytest.approx(1400 / 2.048)
    read = CffProgram(made.font_bytes)
    assert (read.is_cid, read.glyphs) == (False, 6)
    assert b"Euro" in made.font_bytes


def test_an_instance_of_a_variable_font_is_drawn_and_embedded(tmp_path: Path) -> None:
    file = tmp_path / "vary.otf"
    file.write_bytes(varying())
    for wght, advance in ((100.0, 0.2), (500.0, 0.3), (900.0, 0.4)):
        instance = face(file, (("wght", wght),))
        (glyph,) = instance.shape("I")
        assert glyph.advance == pytest.approx(advance)
        assert instance.ink(glyph.gid)[2] == pytest.approx(advance - 0.05)
        assert CffProgram(subset(instance, [glyph.gid]).font_bytes).width(1) == pytest.approx(advance * 1000)
        assert instance.postscript_name == f"Vary-Regular_{wght:g}wght"
    assert face(file).shape("I")[0].advance == pytest.approx(0.2)
    assert code_of(file, (("wght", 99.0),)) == "font-axis"


def test_the_program_of_a_stranger_is_read_with_its_subroutines(small: Face) -> None:
    """fontTools wrote this one, by names and with widths of its own."""
    read = CffProgram(small.opened.table("CFF "))
    assert not read.is_cid
    assert [read.width(gid) for gid in range(read.glyphs)] == pytest.approx(
        [small.width(gid) for gid in range(read.glyphs)], abs=0.001)


def test_damage_to_a_program_is_an_unreadable_font_and_nothing_else(small: Face) -> None:
    whole = subset(small, [1, 2, 3]).font_bytes
    for at in range(0, len(whole), 3):
        for value in (0, 11, 29, 255):
            broken = bytearray(whole)
            broken[at] = value
            try:
                read = CffProgram(bytes(broken))
                [read.width(glyph) for glyph in range(min(read.glyphs, 5))]
            except UnreadableFont:
                continue
    for length in range(0, len(whole), 7):
        with pytest.raises(UnreadableFont):
            CffProgram(whole[:length])


# In posters


def texts(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(document[0].get_textpage().get_text_bounded().split())


def drawn(pdf: Path) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=0.5, grayscale=True).to_pil().convert("L")


def otf(project: Path) -> None:
    """All fonts of the project with PostScript outlines, under their names with .otf."""
    brand = project / "assets/brand.yaml"
    text = brand.read_text(encoding="utf-8")
    for name in set(re.findall(r"[\w-]+\.ttf", text)):
        (project / "assets/fonts" / name.replace(".ttf", ".otf")).write_bytes(as_opentype((FONTS / name).read_bytes()))
    brand.write_text(text.replace(".ttf", ".otf"), encoding="utf-8")


def test_a_poster_in_opentype_fonts_is_drawn_and_reads_as_in_truetype_fonts(project: Path, render: Render) -> None:
    words = ("petition", "--format", "A4", "--edition", "press", "--edition", "members")
    assert render(*words)[0] == 0
    before = {edition: (texts(file), drawn(file)) for edition in ("press", "members")
              for file in [project / f"out/{edition}/petition-A4.pdf"]}
    otf(project)
    code, _, err = render(*words)
    assert code == 0, err
    assert "not run" not in err
    for edition, (text, picture) in before.items():
        file = project / f"out/{edition}/petition-A4.pdf"
        assert texts(file) == text
        unlike = ImageChops.difference(drawn(file), picture).point(lambda step: 255 if step > 90 else 0)
        assert unlike.histogram()[255] < 0.002 * unlike.width * unlike.height
        with pikepdf.open(file) as document:
            programs = {str(one["/FontFile3"]["/Subtype"]) for one in document.objects
                        if isinstance(one, pikepdf.Dictionary) and "/FontFile3" in one}
            assert "/CIDFontType0C" in programs
            assert not any("/FontFile2" in one for one in document.objects if isinstance(one, pikepdf.Dictionary))


def test_widths_unlike_those_of_a_cff_program_are_found(project: Path, render: Render) -> None:
    otf(project)
    assert render("petition", "--format", "A4", "--edition", "press")[0] == 0
    file = project / "out/press/petition-A4.pdf"
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/CIDFontType0":
                one["/W"][1][0] = float(one["/W"][1][0]) + 6
        document.save(file)
    assert "[font-widths]" in render("preflight", str(file))[2]


def test_the_brand_names_an_instance_by_its_axes(project: Path, render: Render, edit: Edit) -> None:
    (project / "assets/fonts/vary.otf").write_bytes(varying())
    edit("assets/brand.yaml", "regular: Anton-Regular.ttf", "regular: {file: vary.otf, axes: {wght: 700}}")
    assert "Vary-Regular_700wght has no glyph for" in render("check", "petition")[2]


@pytest.mark.parametrize(("named", "code", "said"), [
    ("{file: vary.otf, axes: {wght: 1000}}", "font-axis", "axis wght goes from 100.0 to 900.0, not to 1000.0"),
    ("{file: vary.otf, axes: {wdth: 75}}", "font-axis", "has no axis wdth; it has: wght"),
    ("{file: vary.otf, axes: {wght: heavy}}", "wrong-value", ""),
    ("{file: none.otf, axes: {wght: 700}}", "font-missing", "there is no font file none.otf"),
    ("web.woff2", "font-unreadable", "compressed for the web"), ("pixels.pcf", "font-unreadable", "not a TrueType"),
    ("kept.otf", "font-licence", "may not be embedded (fsType 2)"),
    ("broken.otf", "font-unreadable", "its outlines cannot be read"),
    ("wide.otf", "font-unreadable", "an advance of 40000 units")])
def test_what_is_wrong_with_a_font_is_said_at_the_line_of_the_brand_that_names_it(
        project: Path, render: Render, edit: Edit, named: str, code: str, said: str) -> None:
    folder = project / "assets/fonts"
    (folder / "vary.otf").write_bytes(varying())
    (folder / "web.woff2").write_bytes(b"wOF2" + bytes(60))
    (folder / "pixels.pcf").write_bytes(b"\x01fcp" + bytes(60))
    kept = bytearray(tiny())
    (start,) = struct.unpack(">I", kept[kept.index(b"OS/2") + 8:kept.index(b"OS/2") + 12])
    kept[start + 8:start + 10] = b"\0\2"
    (folder / "kept.otf").write_bytes(kept)
    broken = bytearray(tiny())
    (start,) = struct.unpack(">I", broken[broken.index(b"CFF ") + 8:broken.index(b"CFF ") + 12])
    broken[start:start + 200] = bytes(200)
    (folder / "broken.otf").write_bytes(broken)
    program = bytes(hb.Face(tiny()).reference_table("CFF ").data)
    (folder / "wide.otf").write_bytes(with_program(tiny(), program, {2: 40_000}))
    edit("assets/brand.yaml", "regular: Anton-Regular.ttf", f"regular: {named}")
    line = (project / "assets/brand.yaml").read_text(encoding="utf-8").split(named)[0].count("\n") + 1
    exit_code, _, err = render("check", "petition")
    assert exit_code == 1
    (found,) = [each for each in err.splitlines() if f"[{code}]" in each]
    assert found.startswith(f"assets/brand.yaml:{line}:")
    assert said in found
