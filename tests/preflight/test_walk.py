"""What the walk makes of a content stream: one line of PDF, one thing painted."""

from __future__ import annotations

import zlib

import pytest

from pressroom.pdf.content import instructions
from pressroom.pdf.document import Document
from pressroom.pdf.errors import Malformed
from pressroom.pdf.objects import entry
from pressroom.pdf.pages import all_pages
from pressroom.preflight.walk import walk_page
from pressroom.preflight.walk.painted import PaintedPath, PaintedPicture, PaintedShading, PaintedText, Walk
from pressroom.preflight.walk.state import Budget
from pressroom.sheet.geometry import Box
from tests.preflight.handmade import FORM, packed, page

FONT = (b"<</Type/Font/Subtype/Type1/BaseFont/F/FirstChar 65/Widths[500 250]"
        b"/FontDescriptor<</Ascent 700/Descent -200>>>>")


def walk(content: bytes, resources: bytes = b"<<>>", **objects: bytes) -> Walk:
    numbered = {int(key[1:]): body for key, body in objects.items()}
    leaf, = [each.entries for each in all_pages(Document(page(content, resources, objects=numbered)).catalogue())]
    # the sheet's top-left corner is the page's: y runs down from 300
    return walk_page(leaf, entry(leaf, "/Resources"), (1, 0, 0, -1, 0, 300), Budget(), {}, Box(0.0, 0.0, 300.0, 300.0))


def path(content: bytes, resources: bytes = b"<<>>", **objects: bytes) -> PaintedPath:
    found, = walk(content, resources, **objects).things
    assert isinstance(found, PaintedPath)
    return found


@pytest.mark.parametrize(("content", "operators"), [
    (b"1 0 0 1 5 -.5 cm", [("cm", [1.0, 0.0, 0.0, 1.0, 5.0, -0.5])]),
    (b"(a\\(b\\)\\101\\n) Tj", [("Tj", [b"a(b)A\n"])]),
    (b"(a(b)c) Tj", [("Tj", [b"a(b)c"])]),
    (b"<4 1 4> Tj", [("Tj", [b"A@"])]),
    (b"[(A)-20(B)]TJ", [("TJ", [[b"A", -20.0, b"B"]])]),
    (b"/P <</MCID 0/X[1 2]>> BDC", [("BDC", ["/P", {"/MCID": 0.0, "/X": [1.0, 2.0]}])]),
    (b"/A#20B gs%comment\nq", [("gs", ["/A B"]), ("q", [])]),
    (b"--5 4- 1.2.3 w", [("w", [-5.0, 4.0, 1.2])]),
    (b"BI /W 2 /H 1 ID \x00EI\xff EI Q", [("BI", [{"/W": 2.0, "/H": 1.0}, b"\x00EI\xff"]), ("Q", [])]),
])
def test_content_is_cut_into_operators(content: bytes, operators: list[object]) -> None:
    assert [(each.operator, each.operands) for each in instructions(content)] == operators


@pytest.mark.parametrize("content", [b"[1 2", b"(a(b)", b"BI /W 1 ID xx", b"[" * 99])
def test_incomplete_content_is_reported(content: bytes) -> None:
    with pytest.raises(Malformed):
        list(instructions(content))


def test_a_rectangle_stands_where_the_matrix_puts_it() -> None:
    found = path(b"q 2 0 0 2 10 20 cm 1 0 0 0 k 5 5 10 20 re f Q")
    assert (found.box.x0, found.box.y0, found.box.x1, found.box.y1) == (20, 230, 40, 270)
    assert found.fill is not None
    assert found.fill.plates == (1, 0, 0, 0)
    assert found.stroke is None


def test_a_stroke_is_as_thick_as_the_matrix_makes_it() -> None:
    assert path(b"3 0 0 3 0 0 cm 0 0 0 1 K .5 w 1 1 m 9 1 l S").width == pytest.approx(1.5)


def test_a_clip_cuts_what_shows() -> None:
    found = path(b"10 10 20 20 re W n 0 0 0 1 k 0 0 300 300 re f")
    assert (found.box.x0, found.box.x1, found.box.width) == (10, 30, 20)


def test_colour_and_clip_come_back_with_the_state() -> None:
    first, second = walk(b"q 1 0 0 rg 0 0 5 5 re W n 0 0 9 9 re f Q 0 0 9 9 re f").paths
    assert first.fill is not None
    assert second.fill is not None
    assert (first.fill.space.kind, first.box.width) == ("rgb", 5)
    assert (second.fill.chosen, second.box.width) == (False, 9)


@pytest.mark.parametrize(("space", "kind", "ink"), [
    (b"[/Separation/Black/DeviceCMYK 9 0 R]", "cmyk", 0.5), (b"[/Separation/All/DeviceCMYK 9 0 R]", "all", 2.0),
    (b"[/Separation/None/DeviceCMYK 9 0 R]", "none", 0.0), (b"[/Separation/Red#20X/DeviceCMYK 9 0 R]", "spot", 0.5),
    (b"[/CalGray<</WhitePoint[1 1 1]>>]", "grey", 0.5), (b"/DeviceGray", "grey", 0.5),
    (b"[/DeviceN[/Cyan]/DeviceCMYK 9 0 R]", "cmyk", 0.5), (b"[/Lost]", "unknown", None),
])
def test_colour_spaces_are_known_by_what_a_press_prints(space: bytes, kind: str, ink: float | None) -> None:
    found = path(b"/C cs .5 sc 0 0 9 9 re f", b"<</ColorSpace<</C %b>>>>" % space, o9=b"<</FunctionType 2/N 1>>")
    assert found.fill is not None
    assert (found.fill.space.kind, found.fill.ink) == (kind, ink)


def test_an_icc_space_is_known_by_its_number_of_parts() -> None:
    for parts, kind in ((1, "grey"), (3, "rgb"), (4, "cmyk")):
        found = path(b"/C cs %b sc 0 0 9 9 re f" % (b"0 " * parts), b"<</ColorSpace<</C[/ICCBased 9 0 R]>>>>",
                     o9=packed(b"x", b"/N %d" % parts))
        assert found.fill is not None
        assert found.fill.space.kind == kind


def test_overprint_for_strokes_sets_fills_too_unless_stated() -> None:
    both = path(b"/G gs 0 g 0 0 9 9 re f", b"<</ExtGState<</G<</OP true/OPM 1>>>>>>").settings
    apart = path(b"/G gs 0 g 0 0 9 9 re f", b"<</ExtGState<</G<</OP true/op false>>>>>>").settings
    assert (both.overprint_fill, both.overprint_stroke, both.overprint_mode) == (True, True, 1)
    assert (apart.overprint_fill, apart.overprint_stroke) == (False, True)


@pytest.mark.parametrize("state", [b"/ca .5", b"/CA .5", b"/BM/Multiply", b"/BM[/Multiply/Normal]",
                                   b"/SMask<</S/Alpha>>"])
def test_what_shows_the_ground_is_transparent(state: bytes) -> None:
    assert path(b"/G gs 0 g 0 0 9 9 re f", b"<</ExtGState<</G<<%b>>>>>>" % state).settings.transparent


def test_text_is_measured_on_the_page() -> None:
    found, = walk(b"2 0 0 2 0 0 cm BT /F 10 Tf 1 0 0 1 20 50 Tm (AB) Tj ET", b"<</Font<</F %b>>>>" % FONT).texts
    assert found.size == pytest.approx(20)
    assert (found.box.x0, found.box.x1) == pytest.approx((40, 40 + 7.5 * 2))
    assert (found.box.y0, found.box.y1) == pytest.approx((300 - 114, 300 - 96))


def test_text_moves_on_by_widths_kerns_spacing_and_lines() -> None:
    texts = walk(b"BT /F 10 Tf 14 TL 1 Tc 10 100 Td [(A)100(B)]TJ (A) Tj T* (A) ' 2 3 Td (B) Tj ET",
                 b"<</Font<</F %b>>>>" % FONT).texts
    assert [round(text.box.x0, 3) for text in texts] == [10, 10 + 5 + 1 - 1 + 2.5 + 1, 10, 12]
    assert [round(300 - text.box.y1 + 2, 3) for text in texts] == [100, 100, 72, 75]


def test_a_form_is_walked_in_its_own_space_and_leaves_no_trace() -> None:
    things = walk(b"1 0 0 1 100 0 cm /A Do 0 0 1 1 re f", b"<</XObject<</A 5 0 R>>>>", o5=packed(
        b"0 1 0 0 k 0 0 500 10 re f Q Q", FORM + b"/Matrix[1 0 0 1 0 50]/Group<</S/Transparency/CS/DeviceRGB>>"))
    first, second = things.paths
    assert (first.box.x0, first.box.x1, first.box.y1) == (100, 400, 250)  # cut by its BBox
    assert second.fill is not None
    assert not second.fill.chosen
    assert [group.space.kind for group in things.groups if group.space] == ["rgb"]
    assert things.stop_reason  # Q without q


def test_pictures_have_their_effective_resolution() -> None:
    picture = b"/Type/XObject/Subtype/Image/Width 100/Height 50/BitsPerComponent 8/ColorSpace/DeviceGray"
    found, = walk(b"0 36 -72 0 100 100 cm /I Do", b"<</XObject<</I 5 0 R>>>>", o5=packed(bytes(5000), picture)).things
    assert isinstance(found, PaintedPicture)
    assert found.ppi == pytest.approx(50)  # 50 pixels over 72 points; the other way there are 200 ppi
    assert (found.box.x0, found.box.x1) == (28, 100)


def test_inline_pictures_and_stencils_are_seen() -> None:
    stencil, plain = walk(b"0 1 0 0 k q 9 0 0 9 0 0 cm BI /W 8 /H 1 /IM true ID \xaa EI Q "
                          b"BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI").pictures
    assert stencil.fill is not None
    assert (stencil.bits, stencil.fill.space.kind, stencil.space) == (1, "cmyk", None)
    assert plain.space is not None
    assert (plain.space.kind, plain.content) == ("rgb", b"abc")


def test_patterns_are_walked_and_shadings_have_the_colours_that_they_pass_through() -> None:
    things = walk(b"/Pattern cs /P scn 10 10 50 50 re f /S sh",
                  b"<</Pattern<</P 5 0 R>>/Shading<</S<</ShadingType 2/ColorSpace/DeviceCMYK/Function<<"
                  b"/FunctionType 2/N 1/Domain[0 1]/C0[1 1 1 1]/C1[0 0 0 0]>>>>>>>>",
                  o5=packed(b"1 0 0 rg 0 0 5 5 re f",
                            b"/PatternType 1/PaintType 1/BBox[0 0 9 9]/XStep 9/YStep 9")).things
    pattern, inside, shading = things
    assert isinstance(pattern, PaintedPath)
    assert isinstance(inside, PaintedPath)
    assert inside.fill is not None
    assert inside.fill.space.kind == "rgb"
    assert isinstance(shading, PaintedShading)
    inks = [colour.ink for colour in shading.colours]
    assert (max(inks), min(inks)) == (4.0, 0.0)


def test_a_type_3_glyph_is_walked() -> None:
    font = (b"<</Type/Font/Subtype/Type3/FirstChar 65/Widths[500]/FontMatrix[.001 0 0 .001 0 0]"
            b"/Encoding<</Differences[65/a]>>/CharProcs<</a 5 0 R>>/Resources<<>>>>")
    text, glyph = walk(b"0 0 0 1 k BT /F 20 Tf 5 5 Td (A) Tj ET", b"<</Font<</F %b>>>>" % font,
                       o5=packed(b"500 0 d0 1 0 0 rg 0 0 500 500 re f")).things
    assert isinstance(text, PaintedText)
    assert isinstance(glyph, PaintedPath)
    assert glyph.fill is not None
    assert glyph.fill.space.kind == "rgb"
    assert (glyph.box.x0, glyph.box.x1) == pytest.approx((5, 15))


def test_content_in_parts_is_one_content() -> None:
    small = zlib.compress(b"5 5 re")
    part = b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(small), small)
    leaf, = all_pages(Document(page(b"", more=b"/Contents[5 0 R 6 0 R]", objects={
        5: packed(b"0 0 0 1 k 0 0"), 6: part, 7: b"null"})).catalogue())
    found = walk_page(leaf.entries, None, (1, 0, 0, -1, 0, 300), Budget(), {}, Box(0.0, 0.0, 300.0, 300.0))
    assert found.stop_reason == ""
