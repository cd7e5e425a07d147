"""Fonts that a file names and does not hold: embedded where the same font is at hand, else left and told."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
import uharfbuzz as hb

from pressroom import preflight
from pressroom.brief import Brief
from pressroom.desk.file_editor import FixRequest
from tests.desk.test_fixups import BOXES, fixed, read
from tests.preflight.handmade import packed, page

ROOT = Path(__file__).resolve().parents[2]
INTER = ROOT / "assets" / "fonts" / "Inter-Regular.ttf"
REQUEST = FixRequest(fonts=(INTER, INTER.with_name("OFL-Inter.txt")))
WORDS = "Kinés œuvre"


def _measured() -> tuple[hb.Font, float]:
    face = hb.Face(INTER.read_bytes())
    return hb.Font(face), 1000 / face.upem


def simple(name: bytes = b"Inter-Regular", wider: float = 0.0, encoding: bytes = b"/WinAnsiEncoding") -> bytes:
    """A page in a font with codes of one byte."""
    font, scale = _measured()
    widths = [font.get_glyph_h_advance(font.get_nominal_glyph(ord(bytes([code]).decode("cp1252", "replace"))) or 0)
              * scale + wider for code in range(32, 256)]
    return page(b"0 0 0 1 k BT /F 20 Tf 30 200 Td <%b> Tj ET" % WORDS.encode("cp1252").hex().encode(),
                b"<</Font<</F 5 0 R>>>>", BOXES, {
        5: b"<</Type/Font/Subtype/TrueType/BaseFont/%b/FirstChar 32/LastChar 255/Widths[%b]/Encoding %b"
           b"/FontDescriptor 6 0 R>>" % (name, b" ".join(b"%.2f" % each for each in widths), encoding),
        6: b"<</Type/FontDescriptor/FontName/%b/Flags 32/FontBBox[-700 -300 1500 1100]/ItalicAngle 0/Ascent 969"
           b"/Descent -242/CapHeight 727/StemV 88>>" % name})


def composite(shifted: int = 0) -> bytes:
    """A page in a font whose codes are numbers of glyphs."""
    font, scale = _measured()
    glyphs = [(font.get_nominal_glyph(ord(each)) or 0, each) for each in WORDS]
    shown = b"".join(b"%04x" % (gid + shifted) for gid, _ in glyphs)
    widths = b" ".join(b"%d [%.2f]" % (gid + shifted, font.get_glyph_h_advance(gid) * scale) for gid, _ in glyphs)
    reads = b"%d beginbfchar\n%b endbfchar" % (len(glyphs), b"".join(
        b"<%04x> <%04x>\n" % (gid + shifted, ord(each)) for gid, each in glyphs))
    return page(b"0 0 0 1 k BT /F 20 Tf 30 200 Td <%b> Tj ET" % shown, b"<</Font<</F 5 0 R>>>>", BOXES, {
        5: b"<</Type/Font/Subtype/Type0/BaseFont/Inter-Regular/Encoding/Identity-H/DescendantFonts[6 0 R]"
           b"/ToUnicode 7 0 R>>",
        6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Inter-Regular/CIDSystemInfo<</Registry(Adobe)"
           b"/Ordering(Identity)/Supplement 0>>/W[%b]>>" % widths,
        7: packed(b"1 begincodespacerange <0000> <ffff> endcodespacerange " + reads)})


def fonts(pdf: bytes) -> set[str]:
    """The codes of findings about fonts."""
    found = preflight.judge(pdf, Brief(standard="PDF/X-4")).findings
    return {item.code for item in found if item.code.startswith("font")}


@pytest.mark.parametrize("pdf", [simple(), composite()], ids=["codes", "glyphs"])
def test_a_font_at_hand_is_embedded_with_the_characters_in_use_and_passes(pdf: bytes) -> None:
    assert "font-embedded" in fonts(pdf)
    out, changes, left = fixed(pdf, "embed-fonts", request=REQUEST)
    assert left == "[]"
    assert "Inter-Regular" in changes
    assert fonts(out) == set()
    assert len(out) < len(pdf) + 30_000

    before = read(pdf, lambda one: [each.string for each in one.walk.texts])
    assert read(out, lambda one: [each.string for each in one.walk.texts]) == before
    with pikepdf.open(io.BytesIO(out)) as file:
        assert str(file.pages[0].Resources.Font.F.BaseFont).endswith("+Inter-Regular")


@pytest.mark.parametrize(("pdf", "why"), [
    (simple(wider=5), "other widths"), (simple(name=b"Inter-Black"), "no file of it"),
    (simple(encoding=b"<</Differences[65/Eacute]>>"), "encoding is its own"),
    (composite(shifted=3), "not those of the glyphs")])
def test_a_font_that_is_not_the_same_is_left_and_told(pdf: bytes, why: str) -> None:
    out, changes, left = fixed(pdf, "embed-fonts", request=REQUEST)
    assert changes == "[]"
    assert why in left
    assert "font-embedded" in fonts(out)


def test_without_a_font_at_hand_nothing_is_changed() -> None:
    _, changes, left = fixed(simple(), "embed-fonts", request=FixRequest())
    assert changes == "[]"
    assert "no file of it" in left
