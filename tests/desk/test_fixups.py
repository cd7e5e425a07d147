"""Fix-ups: each mends its fault and leaves every other byte of the page's content as it was."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pressroom import preflight
from pressroom.brief import Brief, Limits
from pressroom.desk.file_editor import FixRequest
from pressroom.desk.fixing import applied, every
from pressroom.findings import Refused
from pressroom.preflight.page import Page
from pressroom.preflight.proof import Proof
from pressroom.preflight.walk.painted import PaintedPicture, PaintedText
from tests.preflight import goodfile
from tests.preflight.handmade import FORM, packed, page

Render = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).resolve().parents[2]
PROFILE = next((ROOT / "assets").rglob("ISOcoated_v2_300_eci.icc")).read_bytes()
REQUEST = FixRequest("FOGRA39", PROFILE)
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
GROUND = b"0.6 0.4 0 0 k 0 0 300 300 re f\n"
WORDS = b"BT /F %d Tf 1 0 0 1 50 150 Tm (Kin\351s) Tj ET\n"
BOXES = b"/TrimBox[20 20 280 280]"
SQUARE = packed(bytes((200, 40, 90)) * 400, b"/Type/XObject/Subtype/Image/Width 20/Height 20/BitsPerComponent 8"
                b"/ColorSpace/DeviceRGB")
GREY = packed(bytes(range(0, 200)) * 2, b"/Type/XObject/Subtype/Image/Width 20/Height 20/BitsPerComponent 8"
              b"/ColorSpace/DeviceGray")
PICTURED = b"q 100 0 0 100 30 30 cm /I Do Q\n"


def made(content: bytes, more: bytes = BOXES, resources: bytes = b"", objects: dict[int, bytes] | None = None) -> bytes:
    return page(content, b"<</Font<</F 9 0 R>>%b>>" % resources, more, {9: FONT, **(objects or {})})


def fixed(pdf: bytes, *names: str, request: FixRequest = REQUEST) -> tuple[bytes, str, str]:
    """The bytes, what was changed and what was left."""
    content, changes, left = applied(pdf, names, request)
    return content, str([(each.sentence, dict(each.values)) for each in changes]), str(
        [(each.sentence, dict(each.values)) for each in left])


def read(pdf: bytes, ask: Callable[[Page], object]) -> object:
    with Proof(pdf, Brief(), []) as proof:
        return ask(proof.pages[0])


def content(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return file.pages[0].Contents.read_bytes()


def texts(pdf: bytes) -> list[tuple[str, tuple[float, ...], bool, int]]:
    def ask(one: Page) -> list[tuple[str, tuple[float, ...], bool, int]]:
        return [(each.fill.space.family, each.fill.parts, each.settings.overprint_fill, each.settings.overprint_mode)
                for each in one.walk.things if isinstance(each, PaintedText) and each.fill]
    found = read(pdf, ask)
    assert isinstance(found, list)
    return found


BLACKS = [b"0 0 0 rg ", b"0 g ", b"0.7 0.6 0.6 0.9 k ", b"/CS cs 0 0 0 scn ", b"0 0 0 1 k "]
CAL = b"/ColorSpace<</CS[/CalRGB<</WhitePoint[0.95 1 1.09]>>]>>"


@pytest.mark.parametrize("black", BLACKS)
@pytest.mark.parametrize(("size", "overprints"), [(9, True), (40, False)])
def test_black_text_becomes_k_and_small_text_overprints(black: bytes, size: int, overprints: bool) -> None:
    pdf = made(GROUND + black + WORDS % size + b"100 20 30 30 re f\n", resources=CAL)
    out, changes, _ = fixed(pdf, "black-text")
    assert texts(out) == [("DeviceCMYK", (0.0, 0.0, 0.0, 1.0), overprints, int(overprints))]
    assert ("texts" in changes) is (black != b"0 0 0 1 k " or overprints)


def test_what_follows_black_text_keeps_its_colour_and_every_other_byte_stays() -> None:
    before = GROUND + b"0 0 0 rg " + WORDS % 9 + b"100 20 30 30 re f   % a remark\n"
    out, *_ = fixed(made(before), "black-text")
    after = content(out)
    assert before.split(b"(Kin")[0] in after
    assert after.endswith(before.split(b"Tj")[1])
    paths = read(out, lambda one: [each.fill.parts for each in one.walk.paths if each.fill])
    assert paths == [(0.6, 0.4, 0.0, 0.0), (0.0, 0.0, 0.0)]
    assert len(texts(out)) == 1


def test_coloured_and_tinted_text_stays() -> None:
    pdf = made(b"1 0 0 rg " + WORDS % 9 + b"0.5 g " + WORDS % 9 + b"0 0 0 0.5 k " + WORDS % 9)
    out, changes, left = fixed(pdf, "black-text")
    assert (content(out), changes, left) == (content(pdf), "[]", "[]")


def test_a_form_that_is_painted_in_two_colours_is_left_and_told() -> None:
    pdf = made(b"0 0 0 rg /X Do 1 0 0 rg /X Do", resources=b"/XObject<</X 5 0 R>>", objects={
        5: packed(WORDS % 9, FORM + b"/Resources<</Font<</F 9 0 R>>>>")})
    _, changes, left = fixed(pdf, "black-text")
    assert changes == "[]"
    assert "painted several times" in left


def test_black_text_in_a_form_without_resources_of_its_own_is_set_in_k() -> None:
    pdf = made(b"0 0 0 rg /X Do", resources=b"/XObject<</X 5 0 R>>", objects={5: packed(WORDS % 9, FORM)})
    assert texts(fixed(pdf, "black-text")[0]) == [("DeviceCMYK", (0.0, 0.0, 0.0, 1.0), True, 1)]


def test_white_that_overprints_knocks_out_and_what_follows_overprints_as_before() -> None:
    over = b"/ExtGState<</O<</OP true/op true/OPM 1>>>>"
    pdf = made(GROUND + b"/O gs 0 0 0 0 k 30 30 50 50 re f 0 0 0 1 k " + WORDS % 9, resources=over)
    out, changes, _ = fixed(pdf, "white-knocks-out")
    assert "white object" in changes
    assert read(out, lambda one: [each.settings.overprint_fill for each in one.walk.things]) == [False, False, True]


def test_the_group_of_an_opaque_page_becomes_cmyk_and_that_of_a_transparent_one_is_left() -> None:
    group = BOXES + b"/Group<</S/Transparency/CS/DeviceRGB>>"
    out, _, _ = fixed(made(GROUND, group), "page-group")
    with pikepdf.open(io.BytesIO(out)) as file:
        assert file.pages[0].Group.CS == "/DeviceCMYK"
    clear = made(b"/T gs " + GROUND, group, b"/ExtGState<</T<</ca 0.5>>>>")
    _, changes, left = fixed(clear, "page-group")
    assert changes == "[]"
    assert "transparent" in left


def layered(content: bytes, members: bytes = b"/L 6 0 R", **objects: bytes) -> bytes:
    plain = page(content, b"<</Properties<<%b>>/Font<</F 9 0 R>>/XObject<</X 5 0 R>>>>" % members, BOXES, {
        5: packed(b"0 1 0 0 k 0 0 9 9 re f", FORM + objects.get("form", b"")),
        6: b"<</Type/OCG/Name(hidden)>>", 7: b"<</Type/OCG/Name(shown)%b>>" % objects.get("shown", b""),
        8: objects.get("choice", b"<</Type/OCMD/OCGs[6 0 R 7 0 R]/P/AllOn>>"), 9: FONT})
    with pikepdf.open(io.BytesIO(plain)) as file:
        hidden, shown = file.get_object(6, 0), file.get_object(7, 0)
        file.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([hidden, shown]), D=pikepdf.Dictionary(
            OFF=pikepdf.Array([hidden]), Order=pikepdf.Array([hidden, shown])))
        out = io.BytesIO()
        file.save(out, static_id=True)
        return out.getvalue()


MARKED = b"/OC /%b BDC 0 1 1 0 k 40 40 50 50 re f " + WORDS % 9 + b"EMC\n"


@pytest.mark.parametrize(("member", "kept"), [(b"/L 6 0 R", False), (b"/L 7 0 R", True), (b"/L 8 0 R", False)])
def test_hidden_layers_go_with_their_content_and_shown_ones_become_plain_content(member: bytes, kept: bool) -> None:
    pdf = layered(GROUND + MARKED % b"L" + b"0 0 0 1 k 9 9 5 5 re f", member)
    before = read(pdf, lambda one: one.renderer.whole(90_000).grey)
    out, _, left = fixed(pdf, "no-layers")
    assert left == "[]"
    assert read(out, lambda one: len(one.walk.things)) == (4 if kept else 2)
    assert read(out, lambda one: one.renderer.whole(90_000).grey) == before
    assert "optional-content" not in {item.code for item in preflight.judge(out, Brief(standard="PDF/X-4")).findings}


def test_a_form_on_a_hidden_layer_is_drawn_no_more() -> None:
    out, changes, _ = fixed(layered(GROUND + b"/X Do", form=b"/OC 6 0 R"), "no-layers")
    assert read(out, lambda one: len(one.walk.things)) == 1
    assert "'count': 1" in changes


def test_a_processing_step_stays_a_layer_and_an_expression_is_left_alone() -> None:
    step = layered(GROUND + MARKED % b"L", b"/L 7 0 R", shown=b"/GTS_Metadata<</GTS_ProcStepsGroup/Structural>>")
    out, _, left = fixed(step, "no-layers")
    assert "processing steps" in left
    steps = read(out, lambda one: [each.settings.step for each in one.walk.things])
    assert steps == ["", "Structural", "Structural"]
    choice = layered(GROUND + MARKED % b"L", b"/L 8 0 R", choice=b"<</Type/OCMD/VE[/Not 6 0 R]>>")
    out, changes, left = fixed(choice, "no-layers")
    assert (changes, content(out)) == ("[]", content(choice))
    assert "expression" in left


@pytest.mark.parametrize("name", ["bleed-mirror", "bleed-stretch"])
def test_a_page_without_bleed_gets_one_in_the_colours_of_its_edge(name: str) -> None:
    stripes = b"".join(b"%.1f 0 0 0.3 k 20 %d 260 26 re f\n" % (at / 10, 20 + 26 * at) for at in range(10))
    out, changes, _ = fixed(page(stripes, b"<<>>", b"/TrimBox[20 20 280 280]"), name)
    assert "bleed of" in changes
    with pikepdf.open(io.BytesIO(out)) as file:
        boxes = {key: [float(edge) for edge in file.pages[0][key]] for key in ("/TrimBox", "/BleedBox", "/MediaBox")}
    assert boxes["/TrimBox"] == [20, 20, 280, 280]
    assert boxes["/BleedBox"] == pytest.approx([11.496, 11.496, 288.504, 288.504], abs=0.001)

    def along(one: Page, x: float) -> list[int]:
        picture = one.renderer.picture(2.0, one.paper)
        return [picture.getpixel((round(2 * x), round(2 * (300 - y))))[0] for y in (33, 85, 137, 189, 241, 267)]
    inside, left, right = (read(out, lambda one, x=x: along(one, x)) for x in (22, 14, 286))
    assert inside == left == right
    corner = read(out, lambda one: one.renderer.picture(2.0, one.paper).getpixel((28, 28))[0])
    assert corner != 255
    assert "bleed-size" not in {item.code for item in preflight.judge(out, Brief(bleed=8.4)).findings}


def test_a_page_with_bleed_or_without_a_trim_is_left_and_told() -> None:
    for more, why in ((b"/TrimBox[20 20 280 280]/BleedBox[5 5 295 295]", "already"), (b"", "no TrimBox")):
        _, changes, left = fixed(page(GROUND, b"<<>>", more), "bleed-mirror")
        assert changes == "[]"
        assert why in left


def test_rgb_of_paths_text_gradients_and_pictures_becomes_cmyk_and_neutral_black_becomes_k() -> None:
    gradient = (b"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 300 0]/Function<</FunctionType 2/N 1/Domain[0 1]"
                b"/C0[1 0 0]/C1[0 0 1]>>>>")
    lab = b"/ColorSpace<</Lab[/Lab<</WhitePoint[0.96 1 0.82]/Range[-128 127 -128 127]>>]>>"
    pdf = made(b"1 0 0 rg 0 0 50 50 re f 0 0 0 rg " + WORDS % 9 + b"/Lab cs 60 50 20 sc 60 60 9 9 re f /S sh "
               + PICTURED,
               resources=b"/Shading<</S %b>>/XObject<</I 5 0 R>>" % gradient + lab, objects={5: SQUARE})
    out, changes, left = fixed(pdf, "to-cmyk")
    assert left == "[]"
    assert "FOGRA39" in changes
    found = preflight.judge(out, Brief(standard="PDF/X-4", limits=Limits(ink=3.03))).findings
    assert not {"colour-rgb", "colour-unknown", "ink-limit", "picture-ink"} & {item.code for item in found}
    assert texts(out) == [("DeviceCMYK", (0.0, 0.0, 0.0, 1.0), False, 0)]
    red = read(out, lambda one: one.walk.paths[0].fill.parts if one.walk.paths[0].fill else ())
    assert isinstance(red, tuple)
    assert min(red[1], red[2]) > 0.9
    assert red[0] < 0.2


def test_groups_become_cmyk_and_soft_masks_stay_as_they_are_and_are_told() -> None:
    group = b"/Group<</S/Transparency/CS/DeviceRGB>>"
    pdf = made(b"/M gs 1 0 0 rg 0 0 50 50 re f /X Do", BOXES + group, b"/ExtGState<</M<</SMask<</S/Luminosity/G 5 0 R>>"
               b">>>>/XObject<</X 6 0 R>>", {5: packed(b"0.5 0.2 0.7 rg 0 0 99 99 re f", FORM + group),
                                             6: packed(b"0 1 0 rg 0 0 9 9 re f", FORM + group)})
    out, _, left = fixed(pdf, "to-cmyk")
    assert "soft mask" in left
    with pikepdf.open(io.BytesIO(out)) as file:
        resources = file.pages[0].Resources
        assert (file.pages[0].Group.CS, resources.XObject.X.Group.CS) == ("/DeviceCMYK", "/DeviceCMYK")
        assert resources.ExtGState.M.SMask.G.Group.CS == "/DeviceRGB"
        assert b"0.5 0.2 0.7 rg" in resources.ExtGState.M.SMask.G.read_bytes()


def test_pixels_go_through_the_pictures_own_profile_and_the_conditions() -> None:
    from PIL import ImageCms

    out, *_ = fixed(made(PICTURED, resources=b"/XObject<</I 5 0 R>>", objects={5: SQUARE}), "to-cmyk")
    with pikepdf.open(io.BytesIO(out)) as file:
        picture = file.pages[0].Resources.XObject.I
        assert picture.ColorSpace == "/DeviceCMYK"
        inks = picture.read_bytes()[:4]
    condition = ImageCms.ImageCmsProfile(io.BytesIO(PROFILE))
    straight = ImageCms.profileToProfile(
        Image.new("RGB", (1, 1), (200, 40, 90)), ImageCms.createProfile("sRGB"), condition, outputMode="CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, flags=ImageCms.Flags.BLACKPOINTCOMPENSATION)
    assert straight is not None
    assert all(abs(one - other) <= 2 for one, other in zip(inks, straight.tobytes(), strict=True))


def test_without_a_printer_no_colour_is_converted() -> None:
    pdf = made(b"1 0 0 rg 0 0 50 50 re f")
    out, changes, left = fixed(pdf, "to-cmyk", request=FixRequest())
    assert (content(out), changes) == (content(pdf), "[]")
    assert "--printer" in left


PALETTE = b"[/Indexed/DeviceGray 255 <%b>]" % bytes(range(256)).hex().encode()


@pytest.mark.parametrize("space", [b"/DeviceGray", PALETTE])
def test_grey_becomes_k_and_the_pixels_stay_as_they_are(space: bytes) -> None:
    picture = GREY.replace(b"/DeviceGray", space)
    pdf = made(b"0.25 g 0 0 50 50 re f " + PICTURED, resources=b"/XObject<</I 5 0 R>>", objects={5: picture})
    before = read(pdf, lambda one: one.renderer.whole(90_000).grey)
    out, _, left = fixed(pdf, "grey-to-k")
    assert left == "[]"

    def ask(one: Page) -> list[object]:
        return [each.fill.parts if not isinstance(each, PaintedPicture) else (each.space and each.space.colorants) or (
            each.space and each.space.base and each.space.base.colorants) for each in one.walk.things
            if isinstance(each, PaintedPicture) or each.fill]  # type: ignore[union-attr]
    assert read(out, ask) == [(0.0, 0.0, 0.0, 0.75), ("Black",)]
    with pikepdf.open(io.BytesIO(out)) as file:
        assert file.pages[0].Resources.XObject.I.read_raw_bytes() == zlib.compress(bytes(range(0, 200)) * 2, 9)
    after = read(out, lambda one: one.renderer.whole(90_000).grey)
    assert isinstance(before, bytes)
    assert isinstance(after, bytes)
    most = max(abs(one - other) for one, other in zip(before, after, strict=True))
    assert most < 45  # K is not quite black on screens


def test_thin_lines_get_the_least_width_under_any_scale_and_others_keep_theirs() -> None:
    pdf = made(b"0 0 0 1 K 0.1 w 9 9 m 99 9 l S q 0.1 0 0 0.1 0 0 cm 0 w 90 300 m 990 300 l S Q 20 50 m 90 50 l S 2 w "
               b"20 70 m 90 70 l S")
    out, changes, _ = fixed(pdf, "hairlines")
    assert "'count': 3" in changes
    widths = read(out, lambda one: [round(each.width, 3) for each in one.walk.paths])
    assert widths == [0.25, 0.25, 0.25, 2.0]


def test_annotations_are_taken_out() -> None:
    out, changes, _ = fixed(page(GROUND, more=b"/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]>>]"), "no-annotations")
    assert "'count': 1" in changes
    with pikepdf.open(io.BytesIO(out)) as file:
        assert "/Annots" not in file.pages[0]


def test_of_two_intents_the_printers_is_kept() -> None:
    with pikepdf.open(io.BytesIO(goodfile.made())) as file:
        second = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFX, OutputConditionIdentifier="CGATS TR 001")
        file.Root.OutputIntents = pikepdf.Array([second, *file.Root.OutputIntents])
        source = io.BytesIO()
        file.save(source)
    out, changes, _ = fixed(source.getvalue(), "one-intent")
    assert "'kept': 'FOGRA39'" in changes
    assert preflight.judge(out, goodfile.press_brief()).passed


def test_every_fix_up_leaves_a_good_file_as_it_was_and_a_damaged_one_is_refused() -> None:
    for each in every():
        if each.name not in ("no-annotations", "grey-to-k"):
            out, changes, _ = fixed(goodfile.made(), each.name)
            assert (changes, content(out)) == ("[]", content(goodfile.made())), each.name
        with pytest.raises(Refused):
            applied(page(b"[ (never closes"), [each.name], REQUEST)
    with pytest.raises(Refused) as refused:
        applied(goodfile.made(), ["black-txt"], REQUEST)
    assert refused.value.findings[0].values["near"] == "black-text"


def test_a_repair_makes_the_safe_ones_and_those_asked_for_and_shows_before_and_after(
        render: Render, tmp_path: Path) -> None:
    source, out = tmp_path / "source.pdf", tmp_path / "out.pdf"
    source.write_bytes(made(b"0.6 0.4 0 0 k 20 20 260 260 re f 0 0 0 rg " + WORDS % 9 + b"1 0 0 rg 30 30 50 50 re f"))
    code, text, _ = render("preflight", str(source), "--repair", str(out), "--printer", "online")
    assert "1 black text set in K alone" in text
    assert code == 1  # the path stays RGB, and the font is missing
    out.unlink()
    code, text, _ = render("preflight", str(source), "--repair", str(out), "--printer", "online", "--fix", "to-cmyk",
                           "--fix", "bleed-mirror")
    assert "converted to FOGRA39" in text
    assert "mirrored at the trim" in text
    with Image.open(out.with_suffix(".png")) as picture:
        assert picture.width > picture.height
    assert render("preflight", str(source), "--fix", "to-cmyk")[0] == 2
    assert "black-text" in render("list", "fixups")[1]
