"""Fix-ups in files as other programs write them: shared, indirect, nested, inherited, glued together."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from pressroom.brief import Brief
from pressroom.preflight.page import Page
from pressroom.preflight.proof import Proof
from pressroom.preflight.walk.painted import PaintedPath, PaintedShading, PaintedText, colours_of
from tests.desk.test_fixups import BOXES, FONT, GROUND, WORDS, content, fixed, made, read
from tests.preflight.handmade import FORM, packed, page

TILE = (b"/Type/Pattern/PatternType 1/PaintType %d/TilingType 1/BBox[0 0 50 50]/XStep 50/YStep 50/Resources<<%b>>")
FONTS = b"/Font<</F 9 0 R>>"


def fills(pdf: bytes) -> list[tuple[str, tuple[float, ...]]]:
    """Family and parts of every fill of a path or a text."""
    def ask(one: Page) -> list[tuple[str, tuple[float, ...]]]:
        return [(each.fill.space.family, tuple(round(part, 3) for part in each.fill.parts)) for each in one.walk.things
                if isinstance(each, PaintedPath | PaintedText) and each.fill]
    found = read(pdf, ask)
    assert isinstance(found, list)
    return found


def spaces(pdf: bytes, where: Callable[[Page], object] = lambda one: one.walk.things) -> set[str]:
    """The families of all colours."""
    def ask(one: Page) -> set[str]:
        things = where(one)
        assert isinstance(things, list | tuple)
        return {colour.space.family for thing in things for colour in colours_of(thing)}
    found = read(pdf, ask)
    assert isinstance(found, set)
    return found


def test_indirect_arrays_do_not_stop_a_fix_up() -> None:
    pdf = made(b"1 0 0 rg 0 0 50 50 re f", b"/TrimBox 6 0 R", objects={6: b"[20 20 280 280]"})
    assert fixed(pdf, "to-cmyk")[1] != "[]"
    assert fixed(pdf, "no-layers")[1] == "[]"


def test_an_edit_keeps_apart_from_operators_that_stand_without_a_space() -> None:
    pdf = made(b"0 0 0 rg BT /F 9 Tf 1 0 0 1 50 150 Tm[(Kin)]TJ 1 0 0 1 50 100 Tm(\351s)Tj ET")
    out, changes, _ = fixed(pdf, "black-text")
    assert "'count': 2" in changes
    assert fills(out) == [("DeviceCMYK", (0, 0, 0, 1))] * 2


def test_what_a_pattern_paints_is_converted_and_an_uncoloured_ones_colour_too() -> None:
    pdf = made(b"/Pattern cs /P scn 0 0 90 90 re f /C cs 1 0 0 /Q scn 90 90 90 90 re f", resources=b"/Pattern<</P 5 0 R"
               b"/Q 6 0 R>>/ColorSpace<</C[/Pattern/DeviceRGB]>>", objects={
        5: packed(b"0 1 0 rg 0 0 20 20 re f", TILE % (1, b"")), 6: packed(b"0 0 20 20 re f", TILE % (2, b""))})
    out, _, left = fixed(pdf, "to-cmyk")
    assert left == "[]"
    assert spaces(out) <= {"DeviceCMYK", "Pattern"}
    with Proof(out, Brief(), []) as proof:
        assert proof.pages[0].walk.stop_reason == ""


def test_a_form_that_only_draws_another_form_is_converted_where_it_sets_the_colour() -> None:
    pdf = made(b"/A Do", resources=b"/XObject<</A 5 0 R>>", objects={
        5: packed(b"1 0 0 rg /B Do", FORM + b"/Resources<</XObject<</B 6 0 R>>>>"),
        6: packed(b"10 10 99 99 re f", FORM + b"/Resources<<>>")})
    out, changes, _ = fixed(pdf, "to-cmyk")
    assert changes != "[]"
    assert spaces(out) == {"DeviceCMYK"}


def test_a_form_of_another_generation_is_changed() -> None:
    pdf = made(b"/A Do", resources=b"/XObject<</A 5 3 R>>", objects={5: packed(b"1 0 0 rg 10 10 99 99 re f", FORM)})
    old = pdf.index(b"5 0 obj")
    assert spaces(fixed(pdf.replace(b"5 0 obj", b"5 3 obj").replace(b"%010d 00000 n" % old, b"%010d 00003 n" % old),
                        "to-cmyk")[0]) == {"DeviceCMYK"}


TYPE_3 = {5: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</a 6 0 R>>"
             b"/Encoding<</Type/Encoding/Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]/Resources<<>>>>",
          6: packed(b"1000 0 d0 1 0 0 rg 0 0 800 800 re f 0.01 w 0 0 m 900 900 l S")}


def test_glyphs_that_are_drawings_are_converted_and_never_set_in_k_as_text() -> None:
    pdf = page(b"0 0 0 rg BT /F 20 Tf 30 200 Td (a) Tj ET", b"<</Font<</F 5 0 R>>>>", BOXES, TYPE_3)
    assert fixed(pdf, "black-text")[1] == "[]"
    assert spaces(fixed(pdf, "to-cmyk")[0], lambda one: one.walk.paths) == {"DeviceCMYK", "DeviceGray"}
    widths = read(fixed(pdf, "hairlines")[0], lambda one: [round(each.width, 3) for each in one.walk.paths
                                                           if each.stroke])
    assert widths == [0.25]


def test_a_profile_that_is_none_leaves_its_colours_and_tells() -> None:
    pdf = made(b"/C cs 1 0 0 sc 0 0 99 99 re f 0 1 0 rg 0 0 9 9 re f", resources=b"/ColorSpace<</C[/ICCBased 5 0 R]>>",
               objects={5: packed(b"no profile", b"/N 3")})
    out, _, left = fixed(pdf, "to-cmyk")
    assert "a space that is not converted" in left
    assert [family for family, _ in fills(out)] == ["ICCBased", "DeviceCMYK"]


def test_a_grey_picture_mixed_with_its_mask_is_left_and_told() -> None:
    image = b"/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
    pdf = made(b"q 99 0 0 99 9 9 cm /I Do Q", resources=b"/XObject<</I 5 0 R>>", objects={
        5: packed(b"\x90\xf0", image + b"/SMask 6 0 R"), 6: packed(b"\x80\x80", image + b"/Matte[1]")})
    _, changes, left = fixed(pdf, "grey-to-k")
    assert changes == "[]"
    assert "mixed with those of its mask" in left


@pytest.mark.parametrize("name", ["hairlines", "black-text"])
def test_a_form_at_two_scales_is_left_where_each_would_need_its_own(name: str) -> None:
    pdf = made(b"/A Do q 3 0 0 3 90 90 cm /A Do Q", resources=b"/XObject<</A 5 0 R>>", objects={
        5: packed(b"0 0 0 rg BT /F 6 Tf 9 9 Td (a) Tj ET 0 0 0 1 K 0.02 w 0 5 m 9 5 l S",
                  FORM + b"/Resources<<%b>>" % FONTS)})
    out, changes, left = fixed(pdf, name)
    assert (changes, content(out)) == ("[]", content(pdf))
    assert "painted several times" in left


def test_a_colour_in_a_space_that_the_caller_chose_is_left_with_its_callers_and_told() -> None:
    pdf = made(b"/C cs 0 1 0 sc /A Do", resources=b"/ColorSpace<</C/DeviceRGB>>/XObject<</A 5 0 R>>", objects={
        5: packed(b"0 0 99 99 re f 1 0 0 sc 99 99 99 99 re f", FORM + b"/Resources<<>>")})
    out, changes, left = fixed(pdf, "to-cmyk")
    assert (changes, fills(out)) == ("[]", fills(pdf))
    assert "chosen outside" in left


def test_a_colour_after_that_of_a_device_is_in_the_devices_space() -> None:
    pdf = made(b"1 0 0 rg 0 0 9 9 re f 0 0 1 sc 9 9 9 9 re f /C cs 0 1 0 sc 20 20 9 9 re f",
               resources=b"/ColorSpace<</C[/CalRGB<</WhitePoint[0.95 1 1.09]>>]>>")
    out, *_ = fixed(pdf, "to-cmyk")
    assert [family for family, _ in fills(out)] == ["DeviceCMYK"] * 3
    blue, green = fills(out)[1][1], fills(out)[2][1]
    assert blue[0] > 0.8 > 0.3 > blue[2]
    assert green[2] > 0.8 > 0.1 > green[1]


def test_a_default_space_in_place_of_rgb_is_the_one_that_is_converted() -> None:
    swapped = b"/ColorSpace<</DefaultRGB[/CalRGB<</WhitePoint[0.95 1 1.09]>>]>>"
    out, *_ = fixed(made(b"1 0 0 rg 0 0 99 99 re f", resources=swapped), "to-cmyk")
    assert [family for family, _ in fills(out)] == ["DeviceCMYK"]


GRADIENT = (b"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 300 0]/Function<</FunctionType 2/N 1/Domain[0 1]"
            b"/C0[1 0 0]/C1[0 0 1]>>>>")


def test_gradients_of_soft_masks_stay_and_those_that_print_are_converted() -> None:
    group = b"/Group<</S/Transparency/CS/DeviceRGB>>"
    pdf = made(b"/M gs /S sh", resources=b"/Shading<</S %b>>/ExtGState<</M<</SMask<</S/Luminosity/G 5 0 R>>>>>>"
               % GRADIENT, objects={5: packed(b"/S sh", FORM + group + b"/Resources<</Shading<</S 6 0 R>>>>"),
                                    6: GRADIENT})
    out, _, left = fixed(pdf, "to-cmyk")
    assert "soft mask" in left

    def of(things: tuple[object, ...]) -> list[str]:
        return [each.space.family for each in things if isinstance(each, PaintedShading)]
    assert read(out, lambda one: (of(one.walk.things), of(one.walk.masking))) == (["DeviceCMYK"], ["DeviceRGB"])


def test_a_gradient_from_a_colour_to_grey_has_no_jump_to_black_alone() -> None:
    pdf = made(b"/S sh", resources=b"/Shading<</S %b>>" % GRADIENT.replace(b"/C1[0 0 1]", b"/C1[0.5 0.5 0.5]"))
    out, *_ = fixed(pdf, "to-cmyk")
    with pikepdf.open(io.BytesIO(out)) as file:
        rows = bytes(file.pages[0].Resources.Shading.S.Function.read_bytes())
    steps = [abs(one - other) for one, other in zip(rows, rows[4:], strict=False)]
    assert max(steps) < 12


@pytest.mark.parametrize(("lab", "most", "least"), [
    (b"50 0 0", (0.75, 0.65, 0.65, 0.6), (0.2, 0.2, 0.2, 0.0)),
    (b"35 50 -50", (1.0, 1.0, 0.2, 0.5), (0.5, 0.7, 0.0, 0.0)),
    (b"100 0 0", (0.01, 0.01, 0.01, 0.01), (0, 0, 0, 0)), (b"80 -5 80", (0.3, 0.35, 1.0, 0.2), (0, 0, 0.7, 0))])
def test_lab_becomes_the_inks_of_that_colour(lab: bytes, most: tuple[float, ...], least: tuple[float, ...]) -> None:
    space = b"/ColorSpace<</L[/Lab<</WhitePoint[0.9642 1 0.8249]/Range[-128 127 -128 127]>>]>>"
    (_, inks), = fills(fixed(made(b"/L cs " + lab + b" sc 0 0 99 99 re f", resources=space), "to-cmyk")[0])
    assert all(low <= ink <= high for low, ink, high in zip(least, inks, most, strict=True)), inks


def hidden(content: bytes, resources: bytes = b"", objects: dict[int, bytes] | None = None) -> bytes:
    """A page on whose layer /M nothing is shown."""
    plain = page(content, b"<</Properties<</M 7 0 R>>/Font<</F 9 0 R>>%b>>" % resources, BOXES, {
        7: b"<</Type/OCG/Name(hidden)>>", 9: FONT, **(objects or {})})
    with pikepdf.open(io.BytesIO(plain)) as file:
        layer = file.get_object(7, 0)
        file.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(
            OFF=pikepdf.Array([layer])))
        out = io.BytesIO()
        file.save(out)
        return out.getvalue()


@pytest.mark.parametrize("show", [b"(hidden words) '", b"(hidden words) Tj", b'3 1 (hidden words) "',
                                  b"[(hidden)-500(words)] TJ"])
def test_what_follows_hidden_words_in_their_line_stays_where_it_was(show: bytes) -> None:
    pdf = hidden(b"BT /F 12 Tf 20 200 Td 14 TL 0 0 0 1 k (one) Tj /OC /M BDC %b EMC (after) Tj T* (next) ' ET" % show)
    out, changes, left = fixed(pdf, "no-layers")
    assert left == "[]"
    assert "'count': 1" in changes

    def places(one: Page) -> dict[bytes, tuple[float, float]]:
        return {each.string: (round(each.box.x0, 2), round(each.box.y0, 2)) for each in one.walk.texts}
    before, after = read(pdf, places), read(out, places)
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert set(before) - set(after) in ({b"hidden words"}, {b"hiddenwords"})
    assert after == {word: before[word] for word in after}


def test_hidden_content_of_patterns_and_of_forms_within_forms_is_taken_out() -> None:
    marked = b"0 0 0 1 k 0 0 9 9 re f /OC /M BDC 0 1 1 0 k 20 20 20 20 re f EMC"
    own = b"/Properties<</M 7 0 R>>"
    pdf = hidden(b"/Pattern cs /P scn 0 0 99 99 re f /A Do", b"/Pattern<</P 5 0 R>>/XObject<</A 6 0 R>>", {
        5: packed(marked, TILE % (1, own)), 6: packed(b"/B Do", FORM + b"/Resources<</XObject<</B 8 0 R>>>>"),
        8: packed(marked, FORM + b"/Resources<<%b>>" % own)})
    out, changes, _ = fixed(pdf, "no-layers")
    assert "'count': 2" in changes
    assert (0.0, 1.0, 1.0, 0.0) not in [parts for _, parts in fills(out)]


def test_a_page_that_reaches_beyond_its_trim_gets_no_second_bleed() -> None:
    pdf = page(b"0 1 0 0 k 0 0 300 300 re f", b"<<>>", BOXES)
    out, changes, left = fixed(pdf, "bleed-mirror")
    assert (changes, content(out)) == ("[]", content(pdf))
    assert "beyond its trim" in left


def test_a_bleed_keeps_the_pages_own_marks_of_structure_and_its_unbalanced_states() -> None:
    pdf = page(b"q 0 1 0 0 k /P <</MCID 0>> BDC 20 20 260 260 re f EMC", b"<<>>", BOXES)
    out, changes, left = fixed(pdf, "bleed-mirror")
    assert left == "[]"
    assert "bleed of" in changes
    assert content(out).count(b"/MCID 0") == 1
    words = content(out).split()
    assert words.count(b"q") == words.count(b"Q")
    boxes = read(out, lambda one: [(round(each.box.width), round(each.box.height)) for each in one.walk.paths])
    assert isinstance(boxes, list)
    assert (260, 260) in boxes
    assert len(boxes) == 9
    with pikepdf.open(io.BytesIO(out)) as file:
        assert b"MCID" not in file.pages[0].Resources.XObject.Edge.read_bytes()


def test_measured_greys_are_told_when_they_become_k() -> None:
    space = b"/ColorSpace<</C[/CalGray<</WhitePoint[0.95 1 1.09]/Gamma 2.2>>]>>"
    out, changes, _ = fixed(made(b"/C cs 0.25 sc 0 0 99 99 re f", resources=space), "grey-to-k")
    assert fills(out) == [("DeviceCMYK", (0, 0, 0, 0.75))]
    assert "measured grey" in changes


def test_what_is_painted_before_any_colour_is_chosen_becomes_k_too() -> None:
    out, changes, _ = fixed(made(b"0 0 50 50 re f 1 0 0 rg " + WORDS % 9), "grey-to-k")
    assert fills(out)[0] == ("DeviceCMYK", (0, 0, 0, 1))
    assert changes != "[]"
    untouched = made(GROUND + b"/A Do", resources=b"/XObject<</A 5 0 R>>", objects={5: packed(GROUND, FORM)})
    assert fixed(untouched, "grey-to-k")[1] == "[]"
