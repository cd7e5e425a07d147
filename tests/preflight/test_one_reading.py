"""What preflight finds in a page, and what is refused where the same page is placed in another: one reading of both.

Each page is made by hand, since no library writes such files.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pressroom import preflight
from pressroom.artwork import placed_pages
from pressroom.brief import Brief, Limits
from pressroom.cache import Cache
from pressroom.findings import Finding, Refused, Severity
from tests.preflight.handmade import FORM, packed, page

PRESS = Brief(name="foreign", standard="PDF/X-4", limits=Limits(ink=3.0))
K = b"0 0 0 1 k 0 0 0 1 K "
GROUND = K + b"0.6 0.4 0 0 k 0 0 300 300 re f "
GREY_PICTURE = b"/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray"
TILE = packed(b"1 0 0 rg 0 0 5 5 re f", b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 10 10]/XStep 10"
              b"/YStep 10/Resources<<>>")
STENCIL = packed(b"\x55\xaa" * 16, b"/Type/XObject/Subtype/Image/Width 16/Height 16/BitsPerComponent 1/ImageMask true")
GRADIENT = b"<</ShadingType 2/ColorSpace/DeviceCMYK/Coords[0 0 300 0]/Function<</FunctionType 2/N 1/Domain[0 1]%b>>>>"
MASKED = b"<</ExtGState<</M<</SMask<</S/Luminosity/G 5 0 R>>>>>>/Font<</F 6 0 R>>>>"
MASKED_PAGE = GROUND + b"/M gs 0 0 0 1 k 50 50 99 99 re f"
BARE_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def mask(content: bytes, space: bytes = b"/DeviceGray") -> bytes:
    return packed(content, FORM + b"/Group<</S/Transparency/CS%b>>/Resources<</Font<</F 6 0 R>>>>" % space)


def mesh(kind: int, decode: bytes, corners: bytes) -> bytes:
    flags = b"" if kind == 5 else b"/BitsPerFlag 8"
    more = b"/VerticesPerRow 2" if kind == 5 else b""
    return packed(corners, b"/ShadingType %d/ColorSpace/DeviceCMYK/BitsPerCoordinate 16/BitsPerComponent 8%b%b"
                           b"/Decode[0 300 0 300 %b]" % (kind, flags, more, decode))


def corners(flag: bytes, colour: bytes, count: int = 3) -> bytes:
    return b"".join(flag + struct.pack(">HH", 20_000 * at, 9_000 * (at % 2)) + colour for at in range(count))


def _encoded() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((40, 40)).save(out, "JPEG", quality=95)
    return out.getvalue()


JPEG = _encoded()


def jpeg(content: bytes, width: int = 40, space: bytes = b"/DeviceGray") -> bytes:
    return (b"<</Type/XObject/Subtype/Image/Width %d/Height 40/BitsPerComponent 8/ColorSpace%b/Filter/DCTDecode"
            b"/Length %d>>\nstream\n%b\nendstream" % (width, space, len(content), content))


def shaded(shading: bytes) -> bytes:
    return page(GROUND + b"/S sh", b"<</Shading<</S 5 0 R>>>>", objects={5: shading})


def pictured(picture: bytes) -> bytes:
    return page(GROUND + b"q 50 0 0 50 50 50 cm /I Do Q", b"<</XObject<</I 5 0 R>>>>", objects={5: picture})


def stencil(resources: bytes, objects: dict[int, bytes]) -> bytes:
    return page(GROUND + b"/Pattern cs /P scn q 50 0 0 50 50 50 cm /I Do Q",
                b"<</XObject<</I 5 0 R>>/Pattern<</P %b>>>>" % resources, objects={5: STENCIL, **objects})


# What no press file may have: preflight's code, and a page that has nothing else that either side refuses.
REFUSED: dict[str, tuple[str, bytes]] = {
    "a stencil painted in tiles of RGB": ("colour-rgb", stencil(b"6 0 R", {6: TILE})),
    "a stencil painted in a gradient of RGB": ("colour-rgb", stencil(
        b"<</PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 9 0]/Function<</FunctionType 2/N 1"
        b"/Domain[0 1]/C0[1 0 0]/C1[0 0 1]>>>>>>", {})),
    "words outlined in tiles of RGB": ("colour-rgb", page(
        GROUND + b"/Pattern CS /P SCN 0 0 30 30 re S", b"<</Pattern<</P 6 0 R>>>>", objects={6: TILE})),
    "CMYK that goes through a profile": ("colour-icc-cmyk", page(
        GROUND, b"<</ColorSpace<</DefaultCMYK[/ICCBased 5 0 R]>>>>", objects={5: packed(b"profile", b"/N 4")})),
    "grey that is redefined": ("colour-default", page(
        GROUND, b"<</ColorSpace<</DefaultGray[/CalGray<</WhitePoint[0.95 1 1.09]>>]>>>>")),
    "a mask blended in RGB": ("form-group", page(MASKED_PAGE, MASKED, objects={
        5: mask(b"0.5 g 0 0 300 300 re f", b"/DeviceRGB"), 6: BARE_FONT})),
    "a mask painted in RGB": ("colour-rgb", page(MASKED_PAGE, MASKED, objects={
        5: mask(b"1 0 0 rg 0 0 300 300 re f"), 6: BARE_FONT})),
    "words in a mask without their font": ("font-embedded", page(MASKED_PAGE, MASKED, objects={
        5: mask(b"1 g BT /F 90 Tf 20 20 Td (Kin) Tj ET"), 6: BARE_FONT})),
    "invisible words without their font": ("font-embedded", page(
        GROUND + b"BT 3 Tr /F 20 Tf 20 20 Td (Kin) Tj ET", b"<</Font<</F 6 0 R>>>>", objects={6: BARE_FONT})),
    "a mask of a picture in RGB": ("mask-space", page(
        GROUND + b"q 50 0 0 50 50 50 cm /I Do Q", b"<</XObject<</I 5 0 R>>>>", objects={
            5: packed(bytes(100), GREY_PICTURE + b"/SMask 6 0 R"),
            6: packed(bytes(300), GREY_PICTURE.replace(b"DeviceGray", b"DeviceRGB"))})),
    "a picture cut short": ("object-damaged", pictured(packed(bytes(40), GREY_PICTURE))),
    "a mask cut short": ("object-damaged", page(
        GROUND + b"q 50 0 0 50 50 50 cm /I Do Q", b"<</XObject<</I 5 0 R>>>>", objects={
            5: packed(bytes(100), GREY_PICTURE + b"/SMask 6 0 R"), 6: packed(bytes(40), GREY_PICTURE)})),
    "an inline picture cut short": ("object-damaged", page(
        GROUND + b"q 50 0 0 50 50 50 cm BI /W 4 /H 4 /CS /G /BPC 8 /F /AHx ID 00FF00FF> EI Q")),
    "a JPEG that is none": ("object-damaged", pictured(
        b"<</Length 4/Filter/DCTDecode%b>>\nstream\nnone\nendstream" % GREY_PICTURE)),
    "a JPEG that breaks off": ("object-damaged", pictured(jpeg(JPEG[:-80]))),
    "a JPEG of another size": ("object-damaged", pictured(jpeg(JPEG, width=41))),
    "a JPEG of other colours": ("object-damaged", pictured(jpeg(JPEG, space=b"/DeviceCMYK"))),
    "a gradient of three inks in a space of four": ("object-damaged", shaded(GRADIENT % b"/C0[0 1 1]/C1[1 0 0]")),
    "a gradient of an unknown kind": ("object-damaged", shaded(
        (GRADIENT % b"/C0[0 1 1 0]/C1[1 0 0 0]").replace(b"Type 2/Col", b"Type 9/Col"))),
    "a patch that ends too early": ("object-damaged", shaded(mesh(6, b"0 1 0 1 0 1 0 1", b"\0" * 30))),
}
# What preflight judges, and a placed page is judged by in the file that it is part of.
TOO_MUCH = {
    f"a mesh of kind {kind}": shaded(mesh(kind, b"100 400 100 400 0 1 0 1", content)) for kind, content in (
        (4, corners(b"\0", b"\xff" * 4)), (5, corners(b"", b"\xff" * 4, 4)), (6, b"\0" * 49 + b"\xff" * 16),
        (7, b"\0" * 65 + b"\xff" * 16))} | {
    "a gradient that is heavy half way": page(
        GROUND + b"/S sh", b"<</Shading<</S<</ShadingType 2/ColorSpace/DeviceCMYK/Coords[0 0 300 0]/Function 6 0 R>>"
        b">>>>", objects={6: packed(b"\0\0\0\0\xff\xff\xff\xff\0\0\0\0", b"/FunctionType 0/Domain[0 1]/Size[3]"
                                    b"/Range[0 1 0 1 0 1 0 1]/BitsPerSample 8")}),
    "the ground of a gradient": page(
        K + b"/Pattern cs /P scn 0 0 300 300 re f", b"<</Pattern<</P<</PatternType 2/Shading %b>>>>>>" % (
            GRADIENT % b"/C0[0 1 1 0]/C1[1 0 0 0]").replace(b"/Coords", b"/Background[1 1 1 1]/Coords")),
}
GOOD = {
    "a plain page": page(GROUND), "a mask of grey": page(MASKED_PAGE, MASKED, objects={
        5: mask(b"0.5 g 0 0 300 300 re f"), 6: BARE_FONT}),
    "a gradient": shaded(GRADIENT % b"/C0[0 1 1 0]/C1[1 0 0 0]"),
    "a picture": pictured(packed(bytes(100), GREY_PICTURE)), "a JPEG": pictured(jpeg(JPEG)),
    "a mesh": shaded(mesh(4, b"0 1 0 1 0 1 0 1", corners(b"\0", b"\x40" * 4))),
}
CONTENT = {code for code, _ in REFUSED.values()} | {"ink-limit", "content-unreadable", "check-failed"}


def judged(pdf: bytes, brief: Brief = PRESS) -> dict[str, Finding]:
    """The findings about what the page shows, by code; the worst of each."""
    found: dict[str, Finding] = {}
    for item in preflight.judge(pdf, brief).findings:
        if item.code in CONTENT and (item.code not in found or item.severity is Severity.ERROR):
            found[item.code] = item
    return found


def refused_in_a_piece(pdf: bytes, folder: Path) -> list[str]:
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    try:
        facts = placed_pages.inspect(path, 1, Cache(folder / "cache"))
    except Refused as refused:
        return [item.code for item in refused.findings]
    return [item.code for item in placed_pages.page_findings(facts, "press", "PDF/X-4", ()) if item.fails]


@pytest.mark.parametrize("name", REFUSED)
def test_what_placing_refuses_preflight_refuses_and_the_other_way_round(name: str, tmp_path: Path) -> None:
    code, pdf = REFUSED[name]
    assert judged(pdf)[code].severity is Severity.ERROR
    assert refused_in_a_piece(pdf, tmp_path)


@pytest.mark.parametrize("name", GOOD)
def test_what_is_whole_and_in_inks_is_refused_by_neither(name: str, tmp_path: Path) -> None:
    assert judged(GOOD[name]) == {}
    assert refused_in_a_piece(GOOD[name], tmp_path) == []


@pytest.mark.parametrize("name", TOO_MUCH)
def test_the_ink_of_every_gradient_is_known_without_plates(name: str) -> None:
    assert judged(TOO_MUCH[name])["ink-limit"].severity is Severity.ERROR


@pytest.mark.parametrize(("content", "resources"), [
    (b"1 0 0 rg 2000 2000 50 50 re f", b"<<>>"), (b"q 0 0 9 9 re W n 1 0 0 rg 50 50 50 50 re f Q", b"<<>>"),
    (b"/Pattern cs /P scn 2000 2000 50 50 re f", b"<</Pattern<</P 6 0 R>>>>")])
def test_what_does_not_print_weighs_a_warning_at_most(content: bytes, resources: bytes) -> None:
    found = judged(page(GROUND + content, resources, objects={6: TILE}))
    assert {code: item.severity for code, item in found.items()} == {"colour-rgb": Severity.WARNING}


def test_a_mask_that_is_set_off_the_page_first_is_judged_where_it_is_on_it() -> None:
    content = b"q 1 0 0 1 2000 0 cm /M gs Q " + MASKED_PAGE
    pdf = page(content, MASKED, objects={5: mask(b"1 0 0 rg 0 0 300 300 re f"), 6: BARE_FONT})
    assert judged(pdf)["colour-rgb"].severity is Severity.ERROR


def test_tiles_that_are_shown_off_the_page_first_are_judged_where_they_are_on_it() -> None:
    content = GROUND + b"/Pattern cs /P scn 2000 2000 50 50 re f 20 20 50 50 re f"
    found = judged(page(content, b"<</Pattern<</P 6 0 R>>>>", objects={6: TILE}))
    assert found["colour-rgb"].severity is Severity.ERROR


WORD = b"/O gs 0 0 0 1 k BT /F 9 Tf 50 50 Td (Kin) Tj ET "
OVER = b"<</ExtGState<</O<</OP true/op true/OPM 1>>>>/Font<</F 6 0 R>>>>"


def grouped(flags: bytes, inside: bytes = b"", outside: bytes = GROUND) -> list[str]:
    form = packed(inside + WORD, FORM + b"/Group<</S/Transparency/CS/DeviceCMYK%b>>/Resources%b" % (flags, OVER))
    pdf = page(outside + b"/X Do", b"<</XObject<</X 5 0 R>>>>", objects={5: form, 6: BARE_FONT})
    return [item.code for item in preflight.judge(pdf, PRESS).findings if item.code == "black-text-knocks-out"]


@pytest.mark.parametrize(("flags", "inside", "outside", "knocks_out"), [
    (b"/I false", b"", GROUND, False), (b"/I true", b"", GROUND, True), (b"/I true", b"", K, False),
    (b"/I true", b"0.5 0 0 0 k 0 0 300 300 re f ", GROUND, False), (b"/K true", b"", GROUND, False),
    (b"/K true", b"0.5 0 0 0 k 40 40 100 100 re f ", K, True)])
def test_black_in_a_group_overprints_what_the_group_is_composed_on(
        flags: bytes, inside: bytes, outside: bytes, knocks_out: bool) -> None:
    assert bool(grouped(flags, inside, outside)) is knocks_out


def test_what_an_annotation_prints_is_judged_too() -> None:
    stamp = packed(b"1 0 0 rg 0 0 300 300 re f", FORM)
    note = b"/Annots[<</Type/Annot/Subtype/%b/F %d/Rect[400 10 460 60]/AP<</N 5 0 R>>>>]"
    inside = note.replace(b"400 10 460", b"40 10 90")
    for flags, where, expected in ((4, inside, Severity.ERROR), (0, inside, None), (4, note, Severity.WARNING)):
        found = judged(page(GROUND, more=where % (b"Stamp", flags), objects={5: stamp})).get("colour-rgb")
        assert (found.severity if found else None) is expected
    assert judged(page(GROUND, more=inside % (b"PrinterMark", 0), objects={5: stamp}))["colour-rgb"].fails


DIE = b"/OC /L BDC /O gs /Die CS 1 SCN 1 w 40 40 m 200 40 l S EMC "
SPOT = (b"/ColorSpace<</Die[/Separation/CutContour/DeviceCMYK<</FunctionType 2/N 1/Domain[0 1]/C0[0 0 0 0]/C1[0 1 0 0]"
        b">>]>>")


def stepped(content: bytes = DIE, metadata: bytes = b"/GTS_ProcStepsGroup/Structural/GTS_ProcStepsType/Cutting",
            overprint: bytes = b"true", hidden: bool = False) -> bytes:
    """A page with a layer, whose metadata say what it is for."""
    layer = b"<</Type/OCG/Name(Die)%b>>" % (b"/GTS_Metadata<<%b>>" % metadata if metadata else b"")
    pdf = page(GROUND + content, b"<</Properties<</L 7 0 R>>/ExtGState<</O<</OP %b/op %b/OPM 1>>>>%b>>" % (
        overprint, overprint, SPOT), objects={7: layer})
    with pikepdf.open(io.BytesIO(pdf)) as file:
        layers = pikepdf.Array([file.get_object(7, 0)])
        file.Root.OCProperties = pikepdf.Dictionary(
            OCGs=layers, D=pikepdf.Dictionary(Order=layers, OFF=layers if hidden else pikepdf.Array([])))
        out = io.BytesIO()
        file.save(out)
        return out.getvalue()


OF_STEPS = {"optional-content", "step-refused", "step-unknown", "step-ink", "technical-knocks-out", "colour-spot",
            "colour-overprints", "line-thin"}


@pytest.mark.parametrize(("taken", "pdf", "expected"), [
    (("Cutting",), stepped(), set()), (("*",), stepped(), set()), ((), stepped(), {"step-refused"}),
    (("Creasing",), stepped(), {"step-refused"}),
    (("*",), stepped(metadata=b""), {"optional-content", "colour-overprints"}),
    (("*",), stepped(hidden=True), {"optional-content"}),
    (("*",), stepped(metadata=b"/GTS_ProcStepsGroup/Structural/GTS_ProcStepsType/Slicing"), {"step-unknown"}),
    (("White",), stepped(metadata=b"/GTS_ProcStepsGroup/White"), set()),
    (("*",), stepped(overprint=b"false"), {"technical-knocks-out"}),
    (("*",), stepped(DIE.replace(b"/Die CS 1 SCN", b"0 0 0 1 K")), {"step-ink"})])
def test_processing_steps_are_judged_as_the_tools_that_they_are_for(
        taken: tuple[str, ...], pdf: bytes, expected: set[str]) -> None:
    brief = Brief(name="foreign", standard="PDF/X-4", spots=("*",), steps=taken)
    assert {item.code for item in preflight.judge(pdf, brief).findings} & OF_STEPS == expected


def test_a_step_in_a_form_and_in_a_choice_of_layers_is_a_step_too() -> None:
    brief = Brief(name="foreign", standard="PDF/X-4", spots=("*",), steps=())
    form = packed(DIE[11:-4], FORM + b"/OC 7 0 R/Resources<</ExtGState<</O<</OP true/op true/OPM 1>>>>%b>>" % SPOT)
    pdf = page(GROUND + b"/X Do", b"<</XObject<</X 5 0 R>>>>", objects={
        5: form, 7: b"<</Type/OCMD/OCGs 8 0 R>>",
        8: b"<</Type/OCG/Name(x)/GTS_Metadata<</GTS_ProcStepsGroup/White>>>>"})
    assert "step-refused" in {item.code for item in preflight.judge(pdf, brief).findings}
