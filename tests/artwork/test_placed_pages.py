"""A page of a PDF as a material's picture: vector on the press, sRGB for members, and refused at its line otherwise."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject

from tests.artwork import drawn
from tests.desk import bring
from tests.preflight import handmade

Render = Callable[..., tuple[int, str, str]]
Place = Callable[..., tuple[int, str, str]]
LINE = "materials/plan.yaml:7:17:"
MATERIAL = """title: "Le plan"
kind: poster
layout: picture
formats: [A4]
date: 2023-01-20
link: petition
picture: {file: plan.pdf, alt: "Un plan : un cercle jaune."}
words:
  headline: "Votre kiné vous remet debout."
  message: "Ces mains, ne les lâchez pas."
  call: "Signez la pétition"
  scan: "Scannez et signez"
"""


@pytest.fixture
def place(project: Path, render: Render) -> Place:
    """Build a piece with this PDF; `more` is added after file:."""
    def call(content: bytes, *words: str, more: str = "", command: str = "build") -> tuple[int, str, str]:
        (project / "assets/pictures/plan.pdf").write_bytes(content)
        (project / "materials/plan.yaml").write_text(MATERIAL.replace("plan.pdf,", f"plan.pdf,{more}"), "utf-8")
        return render(command, "plan", *words)
    return call


def press(project: Path) -> Any:
    return pypdf.PdfReader(project / "out/press/plan-A4.pdf")


def members(project: Path) -> Any:
    return pypdf.PdfReader(project / "out/members/plan-A4.pdf")


def form(file: Any) -> Any:
    """The placed page's form."""
    (resource,) = [each.get_object() for name, each in file.pages[0]["/Resources"]["/XObject"].items()
                if name.startswith("/P")]
    return resource


def pixel(path: Path, x: float, y: float) -> tuple[int, int, int]:
    """The colour at a place of the first page; millimetres from the left and the top."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    page = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    colour = page.getpixel((round(x / 25.4 * 144), round(y / 25.4 * 144)))
    assert isinstance(colour, tuple)
    return colour[0], colour[1], colour[2]


# -- what both editions show -----------------------------------------------------------------------------------------


def test_a_page_stays_vector_in_both_editions_and_keeps_its_group(project: Path, place: Place) -> None:
    content = drawn.changed(drawn.drawing(2), {"/Group": drawn.group()})
    code, _, err = place(content, more=" page: 2,")
    assert code == 0, err
    for file, space, operators in ((press(project), "/DeviceCMYK", "1 .6 0 .1 k"),
                                   (members(project), "/DeviceRGB", "rg")):
        assert not file.pages[0].images
        placed = form(file)
        assert placed["/Group"]["/S"] == "/Transparency"
        assert placed["/Group"]["/CS"] == space
        assert placed["/Group"]["/I"] == "/Marked"
        assert operators in placed.get_data().decode("latin-1")
        assert "plan 2" in file.pages[0].extract_text()
    assert not re.search(rb"\s[kK]\s", form(members(project)).get_data())


def test_the_members_edition_converts_inks_like_its_own_brand_inks(project: Path, place: Place) -> None:
    assert place(drawn.drawing())[0] == 0
    from pressroom.cache import Cache
    from pressroom.colour import profiles

    profile = profiles.read_profile(project / "assets/icc/ISOcoated_v2_300_eci.icc")
    expected = profiles.srgb_of((1, 0.6, 0, 0.1), profile, Cache(project / ".cache"))
    colour = pixel(project / "out/members/plan-A4.pdf", 105, 5)
    assert all(abs(part - round(255 * share)) <= 1
               for part, share in zip(colour, expected, strict=True)), (colour, expected)


def test_the_members_edition_is_a_figure_with_its_words(project: Path, place: Place) -> None:
    assert place(drawn.drawing())[0] == 0
    content = (project / "out/members/plan-A4.pdf").read_bytes()
    kinds = [each.get_object() for each in members(project).trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"]]
    (figure,) = [each for each in kinds if each.get("/Alt") == "Un plan : un cercle jaune."]
    assert figure["/S"] == "/Figure"
    assert b"DeviceCMYK" not in content


@pytest.mark.parametrize(("focus", "yellow"), [("[0, 0.5]", True), ("[1, 0.5]", False)])
def test_a_page_is_cropped_around_its_focus_like_every_picture(
        project: Path, place: Place, focus: str, yellow: bool) -> None:
    long = drawn.drawing(size=(1600.0, 400.0))  # the circle stands a quarter in
    assert place(long, more=f" focus: {focus},")[0] == 0
    import pypdfium2

    document = pypdfium2.PdfDocument(project / "out/members/plan-A4.pdf")
    top = document[0].render(scale=1).to_pil().convert("RGB").crop((0, 0, 595, 350))
    document.close()
    yellow_pixels = sum(count for count, colour in top.getcolors(1 << 20) or () if colour[0] > 200 and colour[2] < 80)
    assert (yellow_pixels > 5000) is yellow


@pytest.mark.parametrize(("entries", "shape"), [
    ({"/TrimBox": drawn.box(100, 100, 300, 300), "/CropBox": drawn.box(0, 0, 500, 300)}, (200.0, 200.0)),
    ({"/CropBox": drawn.box(0, 0, 500, 300)}, (500.0, 300.0)),
    ({}, (600.0, 400.0)),
    ({"/Rotate": NumberObject(90)}, (400.0, 600.0)),
    ({"/UserUnit": NumberObject(2)}, (600.0, 400.0)),
])
def test_the_trim_box_counts_else_the_crop_box_else_the_media_box_after_rotation(
        project: Path, place: Place, entries: dict[str, object], shape: tuple[float, float]) -> None:
    code, _, err = place(drawn.changed(drawn.drawing(), entries))
    assert code == 0, err
    content = press(project).pages[0].get_contents().get_data().decode("latin-1")
    numbers = re.search(r"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) [-\d.]+ [-\d.]+ cm /P1 Do", content)
    window = re.search(r"([-\d.]+) ([-\d.]+) re W n /GSf", content)
    assert numbers
    assert window
    assert float(window[1]) / float(window[2]) == pytest.approx(shape[0] / shape[1], rel=1e-3)
    turned = float(numbers[1]) == 0
    assert turned is (entries.get("/Rotate") == 90)


def test_pictures_of_pixels_gradients_spots_and_masks_become_srgb_for_members(project: Path, place: Place) -> None:
    tint = DictionaryObject({
        NameObject("/FunctionType"): NumberObject(2), NameObject("/N"): NumberObject(1),
        NameObject("/Domain"): drawn.box(0, 1), NameObject("/C0"): drawn.box(0, 0, 0, 0),
        NameObject("/C1"): drawn.box(0, 1, 1, 0)})
    plate = ArrayObject([NameObject("/Separation"), NameObject("/Black"), NameObject("/DeviceCMYK"), tint])
    shading = DictionaryObject({
        NameObject("/ShadingType"): NumberObject(2), NameObject("/ColorSpace"): NameObject("/DeviceCMYK"),
        NameObject("/Coords"): drawn.box(0, 0, 600, 0), NameObject("/Function"): tint})
    state = DictionaryObject({NameObject("/ca"): FloatObject(0.5), NameObject("/OP"): NameObject("/true")})
    content = drawn.changed(
        drawn.drawing(), {"/Group": drawn.group()},
        b"q 150 0 0 150 20 20 cm /Pixels Do Q q 0 380 600 20 re W n /Fall sh Q "
        b"/Half gs /Plate cs 0.5 scn 300 20 90 90 re f "
        b"q 40 0 0 40 500 20 cm BI /W 2 /H 1 /CS /CMYK /BPC 8 ID \xff\0\0\0\0\xff\0\0 EI Q",
        {"/XObject": {"/Pixels": drawn.picture(500, NameObject("/DeviceCMYK"), 4)}, "/Shading": {"/Fall": shading},
         "/ColorSpace": {"/Plate": plate}, "/ExtGState": {"/Half": state}})
    code, _, err = place(content)
    assert code == 0, err
    assert len(press(project).pages[0]["/Resources"]["/XObject"]) == 1
    pdf = (project / "out/members/plan-A4.pdf").read_bytes()
    assert b"DeviceCMYK" not in pdf
    assert b"Separation" not in pdf
    placed = form(members(project))
    assert placed["/Resources"]["/XObject"]["/Pixels"]["/ColorSpace"] == "/DeviceRGB"
    assert placed["/Resources"]["/Shading"]["/Fall"]["/Function"]["/FunctionType"] == 0
    assert form(press(project))["/Resources"]["/XObject"]["/Pixels"]["/ColorSpace"] == "/DeviceCMYK"


def test_unused_resources_of_the_page_are_dropped(project: Path, place: Place) -> None:
    content = drawn.changed(drawn.drawing(), resources={
        "/XObject": {"/Other": drawn.picture(300, NameObject("/DeviceRGB"), 3)}})
    code, _, err = place(content)
    assert code == 0, err
    assert "/XObject" not in form(press(project))["/Resources"]


def test_grey_becomes_black_ink_with_a_note(project: Path, place: Place) -> None:
    code, _, err = place(drawn.changed(drawn.drawing(), paint=b"0.25 g 0 0 50 50 re f"))
    assert code == 0
    assert f"{LINE} note: " in err
    assert "placed-grey" in err
    assert b"0 0 0 0.75 k" in form(press(project)).get_data()


@pytest.mark.external
@pytest.mark.skipif(shutil.which("gs") is None, reason="needs Ghostscript")
def test_the_plates_carry_the_inks_of_the_page(project: Path, place: Place, tmp_path: Path) -> None:
    assert place(drawn.drawing())[0] == 0
    subprocess.run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-r36", "-o",
                    str(tmp_path / "plate.tif"), str(project / "out/press/plan-A4.pdf")], check=True)
    ink = {}
    for plate in ("Cyan", "Magenta", "Yellow", "Black"):
        with Image.open(tmp_path / f"plate({plate}).tif") as image:
            ink[plate] = 1 - image.getpixel((image.width // 2, 12)) / 255  # type: ignore[operator]
    assert ink == pytest.approx({"Cyan": 1, "Magenta": 0.6, "Yellow": 0, "Black": 0.1}, abs=0.01)


# -- what is refused, and where --------------------------------------------------------------------------------------

_STATE = {"/ExtGState": {"/Odd": DictionaryObject({NameObject("/TR"): NameObject("/Identity")})}}
_PROFILE = drawn.picture(1, NameObject("/DeviceGray"), 1, N=NumberObject(4))


def _managed() -> bytes:
    space = ArrayObject([NameObject("/ICCBased"), _PROFILE])
    return drawn.changed(drawn.drawing(), paint=b"/Own cs 0 0 0 1 scn 0 0 50 50 re f",
                         resources={"/ColorSpace": {"/Own": space}})


def _with_picture(space: str, parts: int, bits: int = 8, **entries: object) -> bytes:
    return drawn.changed(drawn.drawing(), paint=b"q 60 0 0 60 0 0 cm /It Do Q", resources={
        "/XObject": {"/It": drawn.picture(240, NameObject(space), parts, bits, **entries)}})


def _spot() -> bytes:
    tint = DictionaryObject({
        NameObject("/FunctionType"): NumberObject(2), NameObject("/N"): NumberObject(1),
        NameObject("/Domain"): drawn.box(0, 1), NameObject("/C1"): drawn.box(0, 1, 1, 0),
        NameObject("/C0"): drawn.box(0, 0, 0, 0)})
    space = ArrayObject([NameObject("/Separation"), NameObject("/Alarm"), NameObject("/DeviceCMYK"), tint])
    return drawn.changed(drawn.drawing(), paint=b"/Own cs 1 scn 0 0 50 50 re f",
                         resources={"/ColorSpace": {"/Own": space}})


@pytest.mark.parametrize(("content", "rule", "words"), [
    (lambda: drawn.drawing(rgb=True), "placed-colour", "a drawing in RGB"),
    (lambda: _with_picture("/DeviceRGB", 3), "placed-colour", "a picture in RGB"),
    (_managed, "placed-colour", "CMYK with a profile of its own"),
    (lambda: drawn.changed(drawn.drawing(), resources={"/ColorSpace": {"/DefaultCMYK": NameObject("/DeviceRGB")}}),
     "placed-colour", "DefaultCMYK"),
    (lambda: drawn.drawing(font="Helvetica"), "placed-font", "Helvetica"),
    (_spot, "placed-plate", "Alarm"),
    (lambda: drawn.changed(drawn.drawing(), {"/Group": drawn.group("/DeviceRGB")}), "placed-group", "DeviceRGB"),
    (lambda: drawn.changed(drawn.drawing(), paint=b"/Odd gs 0 0 9 9 re f", resources=_STATE), "placed-forbidden",
     "a transfer curve"),
    (lambda: _with_picture("/DeviceGray", 1, 16), "placed-forbidden", "16 bits"),
    (lambda: _with_picture("/DeviceCMYK", 4, OPI=DictionaryObject()), "placed-forbidden", "OPI"),
    (lambda: _with_picture("/DeviceCMYK", 4, 4), "placed-screen", "another depth than 8 bits"),
])
def test_an_unprintable_page_is_refused_at_the_pictures_line(
        project: Path, place: Place, content: Callable[[], bytes], rule: str, words: str) -> None:
    for command in ("check", "build"):
        code, _, err = place(content(), command=command)
        assert code == 1, err
        (line,) = [each for each in err.splitlines() if f"[{rule}]" in each]
        assert line.startswith(f"{LINE} error: plan-A4: page 1 of plan.pdf"), line
        assert words in line
    assert not (project / "out/press/plan-A4.pdf").exists()


def test_x1a_refuses_transparency_with_its_reason(place: Place) -> None:
    code, _, err = place(drawn.drawing(alpha=True), "--printer", "x1a")
    assert code == 1
    assert f"{LINE} error: plan-A4: page 1 of plan.pdf contains a transparent object" in err
    assert "placed-transparency" in err
    code, _, err = place(drawn.drawing(), "--printer", "x1a")
    assert code == 0, err
    assert place(drawn.drawing(alpha=True))[0] == 0


def test_too_much_ink_and_too_few_pixels_are_reported_at_the_pictures_line(place: Place) -> None:
    code, _, err = place(drawn.changed(drawn.drawing(), paint=b"1 1 1 1 k 20 20 90 90 re f"))
    assert code == 1
    assert re.search(rf"{LINE} error: plan-A4: .*\[ink-limit\]", err), err
    small = drawn.changed(drawn.drawing(), paint=b"q 300 0 0 300 0 0 cm /It Do Q", resources={
        "/XObject": {"/It": drawn.picture(60, NameObject("/DeviceCMYK"), 4)}})
    code, _, err = place(small)
    assert code == 1
    assert re.search(rf"{LINE} error: plan-A4: .*\[picture-ppi\]", err), err


def test_text_without_a_character_map_is_refused_for_members(place: Place) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(drawn.drawing()))
    for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[attr-defined]
        font.get_object().pop("/ToUnicode", None)
    code, _, err = place(drawn.written(writer))
    assert code == 1
    assert f"{LINE} error: plan-A4: page 1 of plan.pdf uses the font" in err
    assert "placed-letters" in err


def test_notes_over_the_page_are_reported_and_filled_fields_are_drawn(project: Path, place: Place) -> None:
    code, _, err = place(drawn.filled_form(drawn.drawing(), notes=3))
    assert code == 0, err
    assert f"{LINE} warning: plan-A4: not placed from page 1 of plan.pdf: 3 notes or empty fields" in err
    (field,) = form(press(project))["/Resources"]["/XObject"].values()
    assert b"0 1 0 0 k" in field.get_object().get_data()


@pytest.mark.parametrize(("more", "rule"), [(" page: 3,", "page-not-taken"), (" treatment: grey,", "placed-treatment"),
                                            (" page: 0,", "too-small")])
def test_a_missing_page_or_a_treatment_is_refused(place: Place, more: str, rule: str) -> None:
    code, _, err = place(drawn.drawing(2), more=more)
    assert code == 1
    assert "materials/plan.yaml:7:" in err
    if rule == "page-not-taken":
        assert "it has no such page" in err
        assert "name a page from 1 to 2" in err


def test_a_page_of_a_picture_of_pixels_is_refused(project: Path, render: Render) -> None:
    Image.new("RGB", (2400, 1600), "white").save(project / "assets/pictures/plan.png")
    (project / "materials/plan.yaml").write_text(MATERIAL.replace("plan.pdf,", "plan.png, page: 2,"), "utf-8")
    code, _, err = render("build", "plan")
    assert code == 1
    assert "page-of-no-pdf" in err


def _pages(count: int) -> bytes:
    return bring.many(count)


def _loop() -> bytes:
    return handmade.page(b"/Fm Do", b"<</XObject<</Fm 5 0 R>>>>", objects={
        5: handmade.packed(b"/Fm Do", handmade.FORM + b"/Resources<</XObject<</Fm 5 0 R>>>>")})


def _bomb() -> bytes:
    return handmade.page(b" " * (80 * 2**20))


def _laughs(levels: int = 30) -> bytes:
    forms = {5 + step: handmade.packed(b"/A Do " * 20, handmade.FORM + b"/Resources<</XObject<</A %d 0 R>>>>"
                                       % (6 + step)) for step in range(levels)}
    return handmade.page(b"/A Do", b"<</XObject<</A 5 0 R>>>>", objects={
        **forms, 5 + levels: handmade.packed(b"0 0 0 1 k 0 0 1 1 re f", handmade.FORM)})


@pytest.mark.parametrize("content", [
    lambda: b"", lambda: b"not a pdf", lambda: drawn.drawing()[:700], bring.encrypted, bring.empty, bring.bomb, _bomb,
    _loop, _laughs, lambda: _laughs(12), lambda: _pages(5000),
    lambda: handmade.page(b"(" * 1000), lambda: handmade.page(b"BI /W 1 ID aaaa"),
    lambda: handmade.page().replace(b"/MediaBox[0 0 300 300]", b"/MediaBox[0 0 000 000]"),
    lambda: handmade.page(b"/S sh", b"<</Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 0]>>>>>>"),
    lambda: handmade.page(b"/C cs", b"<</ColorSpace<</C[/Separation/A/DeviceCMYK<</FunctionType 9>>]>>>>"),
], ids=["nothing", "no PDF", "cut off", "locked", "without pages", "a bomb", "a bomb in a form", "a form in itself",
        "forms a thousandfold", "forms without end", "5,000 pages", "brackets", "an open picture", "no size",
        "half a shading", "a function of no kind"])
def test_a_hostile_file_is_a_finding_at_the_line(
        place: Place, content: Callable[[], bytes]) -> None:
    pdf = content()
    code, _, err = place(pdf)
    assert code == 1, err
    assert f"{LINE} error: " in err
    assert "Traceback" not in err


# -- again -----------------------------------------------------------------------------------------------------------


def test_a_changed_pdf_rebuilds_the_piece_and_the_same_one_gives_the_same_bytes(project: Path, place: Place) -> None:
    def files() -> dict[str, bytes]:
        return {path.name + path.parent.name: path.read_bytes() for path in sorted((project / "out").rglob("*.pdf"))}
    assert place(drawn.drawing())[0] == 0
    first = files()
    assert "up to date" in place(drawn.drawing())[1]
    assert place(drawn.drawing(), "--fresh")[0] == 0
    assert files() == first
    code, out, _ = place(drawn.changed(drawn.drawing(), paint=b"0 0 0 1 k 0 0 9 9 re f"))
    assert code == 0
    assert "4 files made" in out
    assert files().keys() == first.keys()
    assert all(files()[name] != first[name] for name in first)


def test_text_on_a_placed_page_without_a_ground_is_refused(
        project: Path, place: Place, edit: Callable[[str, str, str], None]) -> None:
    edit("layouts/picture.yaml", "{portrait: {bottom: 25%}, landscape: none}", "sheet")
    edit("layouts/picture.yaml", ", above: headline, gap: 5%}", "}")
    code, _, err = place(drawn.drawing())
    assert code == 1
    assert "text-on-picture" in err
    assert json.loads((project / "out/manifest.json").read_text("utf-8"))["files"] == []


# -- elsewhere than on a poster --------------------------------------------------------------------------------------


def test_a_leaflets_panel_shows_a_page_and_only_advises_on_its_lines(
        project: Path, render: Render, edit: Callable[[str, str, str], None]) -> None:
    (project / "assets/pictures/plan.pdf").write_bytes(
        drawn.changed(drawn.drawing(), paint=b"0 0 0 1 K 4 w 20 20 m 580 380 l S"))
    edit("materials/leaflet.yaml", "file: treatment.svg", "file: plan.pdf")
    code, _, err = render("build", "leaflet")
    assert code == 0, err
    assert re.search(r"materials/leaflet.yaml:14:13: warning: .*\[black-line-knocks-out\]", err), err
    assert (project / "out/members/leaflet-A4.pdf").is_file()


def test_artwork_of_a_layout_may_be_a_page_that_runs_across_sheets(project: Path, render: Render) -> None:
    (project / "assets/pictures/plan.pdf").write_bytes(drawn.drawing(size=(1785.0, 842.0)))
    (project / "layouts/wall.yaml").write_text("""
title: A wall
says: "A page over three sheets."
kind: triptych
link: false
gap: 0mm
styles: {message: {font: text.bold, size: [20pt, 40pt]}}
variant: blue
slots: {message: {says: words, sample: Bonjour}}
across:
  - {kind: picture, at: sheet, bleed: [left, right, top, bottom], file: plan.pdf, scaling: cover}
sheets: [{elements: &panel [
  {kind: shape, at: {left: 0%, right: 0%, top: 60%, bottom: 0%}, ink: paper},
  {kind: text, at: c1-12 r20-23, text: "{message}", style: message, ink: black}]}, {elements: *panel},
  {elements: *panel}]
""", "utf-8")
    (project / "materials/wall.yaml").write_text("""
title: Essai
kind: triptych
layout: wall
formats: [A4]
date: 2023-01-20
sheets:
  - words: {message: Un}
  - words: {message: Deux}
  - words: {message: Trois}
""", "utf-8")
    code, _, err = render("build", "wall")
    assert code == 0, err
    file = pypdf.PdfReader(project / "out/press/wall-A4.pdf")
    assert len({page["/Resources"]["/XObject"].raw_get("/P1").idnum for page in file.pages}) == 1  # type: ignore[index]


@pytest.mark.parametrize(("program", "gives"), [
    (b"{ pop 9 " + b"dup mul " * 400 + b"}", [1.0]), (b"{ 9 9 exp 9 exp 9 exp 9 exp }", None),
    (b"{ pop -8 0.5 exp }", None)])
def test_a_calculation_that_grows_without_bound_ends_at_once(program: bytes, gives: list[float] | None) -> None:
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, StreamObject

    from pressroom.pdf.errors import Unreadable
    from pressroom.pdf.functions import function

    one = StreamObject()
    one.set_data(program)
    one.update(DictionaryObject({
        NameObject("/FunctionType"): NumberObject(4),
        NameObject("/Domain"): ArrayObject([FloatObject(0), FloatObject(1)]),
        NameObject("/Range"): ArrayObject([FloatObject(0), FloatObject(1)])}))
    if gives is None:
        with pytest.raises(Unreadable):
            function(one)([0.5])
    else:
        assert function(one)([0.5]) == gives


def test_functions_nested_beyond_the_bound_are_refused_at_once() -> None:
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject

    from pressroom.pdf.errors import Unreadable
    from pressroom.pdf.functions import function

    limits = ArrayObject([FloatObject(0), FloatObject(1)])
    one = DictionaryObject({NameObject("/FunctionType"): NumberObject(2), NameObject("/N"): NumberObject(1),
                            NameObject("/Domain"): limits})
    for _ in range(7):
        one = DictionaryObject({
            NameObject("/FunctionType"): NumberObject(3), NameObject("/Domain"): limits,
            NameObject("/Functions"): ArrayObject([one] * 20),
            NameObject("/Bounds"): ArrayObject([FloatObject(part / 20) for part in range(1, 20)]),
            NameObject("/Encode"): ArrayObject([*limits] * 20)})
    with pytest.raises(Unreadable):
        function(one)
