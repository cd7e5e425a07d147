"""Gradients, transparency, masks, units and maps of colours in drawings; `draw` refuses what resvg draws otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from pressroom.artwork.drawings import Drawing, drawing, inks_for, place
from pressroom.cache import Cache
from pressroom.colour.ink import BLACK
from pressroom.findings import Refused
from pressroom.marks import Group, Shape
from pressroom.sheet.geometry import Box, path_box
from pressroom.type.typefaces import Typefaces
from tests.artwork.svg import BOX, BRAND, NAMESPACES, Draw, faults, sentence
from tests.conftest import ROOT

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]

HEAD = f"<svg {NAMESPACES} {BOX}>"
STOPS = '<stop offset="10%" stop-color="#00519e"/><stop offset=".9" style="stop-color:#eb5c47"/>'


# What is drawn


@pytest.mark.parametrize(("length", "pixels"), [
    ("10mm", 37.795), ("1cm", 37.795), (".25in", 24), ("12pt", 16), ("1pc", 16), ("2em", 32), ("50%", 50), ("8", 8)])
def test_lengths_have_the_units_of_svg(draw: Draw, length: str, pixels: float) -> None:
    (shape,) = draw(f'<rect width="{length}" height="10"/>').shapes
    assert path_box(shape.path) == Box(0, 0, pytest.approx(pixels, abs=0.001), 10)


def test_strokes_and_sizes_of_type_have_units_too(draw: Draw) -> None:
    (line,) = draw('<g style="font-size:20px"><path stroke="red" stroke-width=".5em" d="M0 50h90"/></g>').shapes
    assert path_box(line.path) == Box(0, 45, 90, 55)
    (line,) = draw('<path stroke="red" stroke-width="10%" d="M0 50h90"/>').shapes
    assert path_box(line.path) == Box(0, 45, 90, 55)


@pytest.mark.parametrize("gradient", [
    f'<linearGradient id="g">{STOPS}</linearGradient>',
    f'<linearGradient id="g" x1="0" y1="1" x2="1" y2="0" gradientTransform="rotate(20 .5 .5)">{STOPS}</linearGradient>',
    f'<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="20" y1="10" x2="60%" y2="50">{STOPS}</linearGradient>',
    f'<linearGradient id="g" x2=".23" spreadMethod="repeat">{STOPS}</linearGradient>',
    f'<linearGradient id="g" x2=".23" y2=".1" spreadMethod="reflect">{STOPS}</linearGradient>',
    f'<radialGradient id="g">{STOPS}</radialGradient>',
    f'<radialGradient id="g" fx=".3" fy=".4" r=".6">{STOPS}</radialGradient>',
    f'<radialGradient id="g" r=".1" fx=".53" spreadMethod="reflect">{STOPS}</radialGradient>',
    f'<radialGradient id="g" gradientUnits="userSpaceOnUse" cx="40" cy="40" r="30" '
    f'gradientTransform="matrix(1 .2 0 .5 3 9)">{STOPS}</radialGradient>',
    f'<linearGradient id="s">{STOPS}</linearGradient><linearGradient id="g" xlink:href="#s" x2="0" y2="1"/>',
    '<linearGradient id="g"><stop stop-color="red"/></linearGradient>',
    f'<linearGradient id="g" x2="0">{STOPS}</linearGradient>',
    '<linearGradient id="g"><stop stop-color="red"/><stop offset=".4" stop-color="red"/>'
    '<stop offset=".4" stop-color="blue"/><stop offset=".2" stop-color="lime"/></linearGradient>',
    '<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue" stop-opacity=".2"/>'
    '</linearGradient>',
    '<radialGradient id="g"><stop stop-color="#f008"/><stop offset="1" stop-color="rgba(0,0,255,.5)"/>'
    '</radialGradient>',
])
def test_gradients_are_drawn_as_another_renderer_does(draw: Draw, gradient: str) -> None:
    shapes = '<ellipse cx="45" cy="40" rx="40" ry="30"/><path stroke-width="9" d="M60 90q20-30 30 0" stroke="url(#g)"/>'
    for transform in ("", "rotate(12) scale(.8 1.1)"):
        assert draw(f'<defs>{gradient}</defs><g fill="url(#g)" transform="{transform}">{shapes}</g>').compared


def test_a_gradient_that_is_flat_is_one_colour(draw: Draw) -> None:
    same = '<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="#f00"/></linearGradient>'
    (shape,) = draw(f'{same}<rect fill="url(#g)" width="9" height="9"/>').shapes
    assert (shape.colour, shape.gradient) == ("#ff0000", None)


def test_opacity_is_the_shapes_or_the_groups_where_shapes_overlap(draw: Draw) -> None:
    both = '<circle cx="30" cy="50" r="20"/><circle cx="50" cy="50" r="20" fill="red"/>'
    one, other = draw(f'<g opacity=".5">{both}</g>').shapes
    assert (one.opacity, other.opacity) == (1, 1)
    assert one.groups == other.groups
    assert [share for _, share in one.groups] == [0.5]
    (alone,) = draw('<g opacity=".5"><g opacity="50%"><rect width="9" height="9" fill-opacity=".5"/></g></g>').shapes
    assert (alone.opacity, alone.groups) == (0.125, ())
    fill, stroke = draw('<g stroke-opacity=".3"><rect width="40" height="40" fill="#ff000080" stroke="red" '
                        'stroke-width="8"/></g>').shapes
    assert (fill.opacity, stroke.opacity) == (pytest.approx(128 / 255), 0.3)


def test_groups_that_are_transparent_stay_groups_on_the_sheet(draw: Draw) -> None:
    art = draw('<g opacity=".5"><rect width="9" height="9"/><g opacity=".2"><rect x="3" width="9" height="9"/>'
               '<rect y="3" width="9" height="9"/></g></g><rect x="50" width="9" height="9"/>')
    outer, last = place(inks_for(art, BLACK, BRAND), Box(0, 0, 50, 50))
    assert isinstance(outer, Group)
    first, inner = outer.marks
    assert isinstance(inner, Group)
    assert (outer.opacity, inner.opacity, len(inner.marks)) == (0.5, 0.2, 2)
    assert isinstance(first, Shape)
    assert isinstance(last, Shape)


@pytest.mark.parametrize("mask", [
    '<mask id="m"><circle cx="50" cy="50" r="30" fill="#fff"/></mask>',
    '<mask id="m"><circle cx="50" cy="50" r="30" fill="#808080"/></mask>',
    '<mask id="m"><path fill="#fff" d="M10 10h70v70h-70z"/><circle cx="50" cy="50" r="20"/></mask>',
    '<mask id="m" style="mask-type:alpha"><path d="M10 10h70v30h-70z"/><circle cx="50" cy="50" r="20"/></mask>',
    '<mask id="m" maskUnits="userSpaceOnUse" x="20" y="20" width="30" height="90"><path fill="#fff" '
    'd="M10 10h70v70h-70z"/></mask>',
    '<mask id="m"><path fill="none" stroke="#fff" stroke-width="9" d="M10 10L80 70"/></mask>',
    '<mask id="m"><g fill="#fff"><rect width="30" height="90"/><rect x="50" y="30" width="30" height="90"/></g></mask>',
])
def test_masks_of_one_shade_are_drawn_as_another_renderer_does(draw: Draw, mask: str) -> None:
    assert draw(f'{mask}<g mask="url(#m)"><rect width="90" height="90" fill="red"/>'
                '<rect y="40" width="90" height="20" fill="blue"/></g>').compared


def test_what_is_cached_is_what_was_drawn(draw: Draw) -> None:
    inside = (f'<radialGradient id="g">{STOPS}</radialGradient><g opacity=".4"><rect width="50" height="40" '
              'fill="url(#g)"/><rect width="20" height="60" fill-opacity=".5"/></g>')
    assert draw(inside) == draw(inside)


# Words

FONTS = Typefaces(ROOT / "assets/fonts")


def words(tmp_path: Path, inside: str) -> Drawing:
    file = tmp_path / "words.svg"
    file.write_text(HEAD.replace("0 0 100 100", "0 0 300 100") + inside + "</svg>", encoding="utf-8")
    return drawing(file, Cache(tmp_path / "cache"), None, FONTS)


@pytest.mark.parametrize("inside", [
    '<text x="10" y="50" font-family="Inter" font-size="30">Voilà Kinés, l’office</text>',
    '<text x="150" y="50" font-family="Anton, Arial" font-size="30" text-anchor="middle" fill="red">AVANT '
    '<tspan fill="blue" dy="10">bas</tspan> fin</text>',
    '<g font-family="Inter" font-weight="bold" style="font-size:20pt"><text transform="rotate(5)" x="290" y="40" '
    'text-anchor="end">\n  Deux   mots\n <tspan x="290" dy="1.2em" font-weight="600">office</tspan></text></g>',
    '<text y="50" font-family="Inter" font-size="30" opacity=".5" stroke="red" fill="none">Élan</text>',
])
def test_words_are_outlined_as_another_renderer_does(tmp_path: Path, inside: str) -> None:
    assert words(tmp_path, inside).compared


@pytest.mark.parametrize(("inside", "word"), [
    ('font-family="Arial, Inter">x', "Arial"), ('font-family="Inter" font-weight="300">x', "300"),
    ('font-family="Anton" font-style="italic">x', "italic"), (">x", "no font"), ('font-family="Inter">日', "U+65E5"),
    ('font-family="Inter" letter-spacing="3">x', "letter-spacing"),
    ('font-family="Inter" x="1 2">xy', "letter by letter"),
    ('font-family="Inter" textLength="90">xy', "textLength"), ('font-family="Inter"><textPath/>', "textPath"),
    ('font-family="Inter" direction="rtl">x', "direction"),
])
def test_a_missing_font_and_what_no_font_can_do_are_named(tmp_path: Path, inside: str, word: str) -> None:
    with pytest.raises(Refused) as caught:
        words(tmp_path, f"<text {inside}</text>")
    assert any(word in sentence(item) for item in caught.value.findings)
    assert all(item.code == "svg-unsupported" for item in caught.value.findings)


# What is refused


@pytest.mark.parametrize(("inside", "word"), [
    ('<pattern id="g"/><rect fill="url(#g)" width="9" height="9"/>', "pattern"),
    ('<rect fill="url(#none)" width="9" height="9"/>', "no gradient"),
    ('<linearGradient id="g"><stop offset="x"/></linearGradient><rect fill="url(#g)" width="9" height="9"/>', "stop"),
    ('<linearGradient id="g" xlink:href="#g"/><rect fill="url(#g)" width="9" height="9"/>', "uses itself"),
    ('<linearGradient id="g" x1="2furlong"/><rect fill="url(#g)" width="9" height="9"/>', "x1=2furlong"),
    (f'<linearGradient id="g" x2=".001" spreadMethod="repeat">{STOPS}</linearGradient>'
     '<rect fill="url(#g)" width="99" height="99"/>', "repeats"),
    (f'<radialGradient id="g" fx="0" r=".4">{STOPS}</radialGradient><rect fill="url(#g)" width="9" height="9"/>',
     "focus"),
    ('<mask id="m"><rect width="9" height="9" fill="#fff"/><rect x="20" width="9" height="9" fill="#888"/></mask>'
     '<rect mask="url(#m)" width="90" height="90"/>', "mask"),
    ('<mask id="m" mask="url(#m)"><rect width="9" height="9"/></mask><rect mask="url(#m)" width="9" height="9"/>',
     "uses itself"),
    (f'<radialGradient id="g" fr="-.2">{STOPS}</radialGradient><rect fill="url(#g)" width="9" height="9"/>',
     "negative"),
    (f'<radialGradient id="g" r="-1">{STOPS}</radialGradient><rect fill="url(#g)" width="9" height="9"/>', "negative"),
    (f'<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="1e308">{STOPS}</linearGradient>'
     '<rect fill="url(#g)" width="9" height="9"/>', "too far"),
    (f'<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="1e308in">{STOPS}</linearGradient>'
     '<rect fill="url(#g)" width="9" height="9"/>', "cannot be read"),
    ('<mask id="m" x=".2" width=".3"><rect width="9" height="9" fill="#fff"/></mask>'
     '<rect mask="url(#m)" width="90" height="90"/>', "cut to a part"),
    ('<mask id="m" maskUnits="userSpaceOnUse" width="9"><rect width="9" height="9" fill="#fff"/></mask>'
     '<rect mask="url(#m)" width="90" height="90"/>', "cut to a part"),
    ('<rect fill="rgb(1,2)" width="9" height="9"/>', "not a colour"),
    ('<rect fill="hsv(1,2%,3%)" width="9" height="9"/>', "not a colour"),
    ('<rect fill="rgba(1,2,3,nan)" width="9" height="9"/>', "not a colour"),
    ('<rect opacity="much" width="9" height="9"/>', "opacity"),
    ('<rect width="9" height="9" mask="url(file:///etc/passwd)"/>', "mask"),
    ('<rect width="9" height="9" fill="url(http://example.org/a.svg#g)"/>', "no gradient"),
])
def test_what_cannot_be_drawn_is_named_at_its_element(draw: Draw, inside: str, word: str) -> None:
    (fault, *_) = faults(draw, inside)
    assert fault.source is not None
    assert fault.source.line == 2
    assert word in sentence(fault)


@pytest.mark.parametrize(("stated", "meant"), [
    ("rgb(300, -5, 12.4)", "#ff000c"), ("rgb(50%,120%,0%)", "#80ff00"), ("hsl(120, 100%, 25%)", "#008000"),
    ("hsl(-180, 100%, 50%)", "#00ffff"), ("rgba(0, 81, 158, 1)", "#00519e"), ("DarkSlateGrey", "#2f4f4f")])
def test_colours_are_read_as_browsers_read_them(draw: Draw, stated: str, meant: str) -> None:
    (shape,) = draw(f'<rect fill="{stated}" width="50" height="50"/>').shapes
    assert shape.colour == meant


def test_a_remark_that_looks_like_a_root_and_utf_16_are_no_reason_to_refuse(tmp_path: Path) -> None:
    words = '<text y="50" font-family="Inter" font-weight="500" font-size="20">mot</text></svg>'
    for number, content in enumerate((
            ('<!-- made from <svg width="3"> -->' + HEAD + '<rect width="50" height="50"/></svg>').encode(),
            ('<!DOCTYPE svg SYSTEM "a><svg>b">' + HEAD + '<rect width="50" height="50"/></svg>').encode(),
            (HEAD + words).encode("utf-16"))):
        file = tmp_path / f"{number}.svg"
        file.write_bytes(content)
        assert drawing(file, Cache(tmp_path / "cache"), None, FONTS).shapes


@pytest.mark.parametrize(("code", "reason", "content"), [
    ("svg-broken", "declares the entity",
     '<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + HEAD + "<rect/></svg>"),
    ("svg-empty", "no filled shape",
     HEAD + "".join(f'<linearGradient id="g{at}" xlink:href="#g{at + 1}"/>' for at in range(5000))
     + '<rect fill="url(#g0)" width="9" height="9"/></svg>'),
    ("svg-unsupported", "the gradient has more than",
     HEAD + '<linearGradient id="g">' + '<stop offset=".5"/>' * 15000
     + '</linearGradient><rect fill="url(#g)" width="9" height="9"/></svg>'),
    ("svg-unsupported", "the mask url(#m500) cannot be drawn",
     HEAD + "".join(f'<mask id="m{at}" mask="url(#m{at + 1})"><rect width="9" height="9"/></mask>' for at in range(500))
     + '<rect mask="url(#m0)" width="9" height="9"/></svg>'),
    ("svg-unsupported", "too intricate",
     HEAD + '<mask id="m">' + '<circle cx="9" cy="9" r="9" fill="#fff"/>' * 9000
     + '</mask><rect mask="url(#m)" width="9" height="9"/></svg>'),
    ("svg-unsupported", "letters",
     HEAD + '<text font-family="Inter">' + "mot " * 1_500_000 + "</text></svg>"),
    ("svg-unsupported", "the element image cannot be drawn",
     HEAD + "<g>" * 190 + '<rect width="1em" height="1em" rx=".1em"/>' * 9000 + "</g>" * 190 + "<image/></svg>"),
    ("svg-unsupported", "words are nested",
     HEAD + '<text font-family="Inter">' + "<tspan>" * 190 + "<tspan>a</tspan>" * 9000 + "</tspan>" * 190
     + "</text></svg>"),
    ("svg-unsupported", "the length",
     HEAD + '<rect width="1e308mm" height="1e308in"/></svg>'),
    ("svg-unsupported", "the gradient repeats more than",
     HEAD + '<linearGradient id="g" x2="1e-30" spreadMethod="repeat"><stop/><stop offset="1" stop-color="red"/>'
     '</linearGradient><rect fill="url(#g)" width="9" height="9"/></svg>'),
    ("svg-unsupported", "bytes, more than",
     HEAD + "<!--" + "x" * 10_000_000 + "--><rect/></svg>"),
    ("svg-unsupported", "the element image cannot be drawn",
     HEAD + '<g opacity=".9">' * 190 + '<rect width="9" height="9"/><rect width="9" height="8"/>' + "</g>" * 190
     + '<image href="file:///etc/passwd"/></svg>'),
])
def test_hostile_drawings_end_with_a_finding(tmp_path: Path, code: str, reason: str, content: str) -> None:
    file = tmp_path / "art.svg"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        drawing(file, Cache(tmp_path / "cache"), None, FONTS)
    assert {found.code for found in caught.value.findings} == {code}
    assert reason in sentence(caught.value.findings[0])


# Maps of colours


def test_a_colour_without_an_ink_comes_with_a_map_to_paste(draw: Draw) -> None:
    art = draw('<rect width="9" height="9" fill="#00529f"/><rect width="8" height="8" fill="#3cb44b"/>'
               '<linearGradient id="g"><stop stop-color="#f25c44"/><stop offset="1" stop-color="#fff"/>'
               '</linearGradient><rect y="20" width="9" height="9" fill="url(#g)"/>')
    with pytest.raises(Refused) as caught:
        inks_for(art, BLACK, BRAND, separate=lambda _: (0.7, 0.0, 0.9, 0.05))
    found = {item.values["colour"]: item for item in caught.value.findings}
    assert [*found] == ["#3cb44b", "#f25c44"]
    assert {item.values["map"] for item in found.values()} == {'{"#3cb44b": ink-3cb44b, "#f25c44": coral}'}
    assert found["#3cb44b"].values["new"] == "ink-3cb44b: {cmyk: [70, 0, 90, 5]}"
    assert (found["#f25c44"].source and found["#f25c44"].source.line) == 2


AGENCY = (HEAD.replace("0 0 100 100", "0 0 200 200")
          + '<linearGradient id="a"><stop stop-color="#104080"/><stop offset="1" stop-color="#f0c010"/>'
          "</linearGradient>"
          '<radialGradient id="r"><stop stop-color="#f0c010"/><stop offset="1" stop-color="#104080" stop-opacity="0"/>'
          '</radialGradient><clipPath id="c"><circle cx="50" cy="150" r="40"/></clipPath>'
          '<mask id="m"><path fill="#fff" d="M100 100h90v90h-90z"/><circle cx="150" cy="150" r="20"/></mask>'
          '<rect width="200" height="90" fill="url(#a)"/><circle cx="150" cy="60" r="50" fill="url(#r)"/>'
          '<g clip-path="url(#c)"><path fill="#104080" d="M0 100h100v100h-100z"/></g>'
          '<path mask="url(#m)" fill="#f0c010" d="M100 100h90v90h-90z"/>'
          '<g opacity=".5"><circle cx="90" cy="90" r="30" fill="#104080"/><circle cx="110" cy="90" r="30" '
          'fill="#f0c010"/></g></svg>')
MAP = '{"#104080": blue, "#f0c010": yellow}'
LAYOUT = """
title: A drawing
kind: poster
picture: true
link: false
variant: blue
styles:
  message: {font: text.bold, size: [20pt, 40pt]}
slots: {message: {needed: true}}
elements:
  - {kind: picture, at: c1-12 r1-16}
  - {kind: text, at: c1-12 r20-23, text: "{message}", style: message, ink: black}
"""


@pytest.fixture
def agency(project: Path) -> Path:
    """A project with a poster of an agency's drawing."""
    (project / "assets/pictures/agency.svg").write_text(AGENCY, encoding="utf-8")
    (project / "layouts/shown.yaml").write_text(LAYOUT, encoding="utf-8")
    (project / "materials/agency.yaml").write_text(f"""
title: Essai
kind: poster
layout: shown
formats: [A4]
date: 2023-01-20
picture: {{file: agency.svg, alt: Un dessin, colours: {MAP}}}
words: {{message: Bonjour}}
""", encoding="utf-8")
    return project


def file_of(project: Path, edition: str) -> Path:
    entries = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))["files"]
    (path,) = [entry["path"] for entry in entries if entry["edition"] == edition and entry["material"] == "agency"]
    return project / "out" / path


def test_a_drawing_with_gradients_opacity_clip_and_mask_passes_the_press(agency: Path, render: Render) -> None:
    status, _, err = render("agency", "--edition", "press")
    assert status == 0, err
    assert "[svg" not in err
    status, out, err = render("preflight", str(file_of(agency, "press")), "--printer", "online")
    assert status == 0, out + err
    page = PdfReader(file_of(agency, "press")).pages[0]["/Resources"]
    spaces = {str(each.get_object()["/ColorSpace"]) for each in page["/Shading"].values()}  # type: ignore[index]
    assert spaces == {"/DeviceCMYK"}
    states = [each.get_object() for each in page["/ExtGState"].values()]  # type: ignore[index]
    assert [state["/ca"] for state in states if "/ca" in state] == [0.5]
    assert sum("/SMask" in state for state in states) == 1


def test_members_have_the_drawing_in_srgb_as_it_is_in_the_file(agency: Path, render: Render) -> None:
    status, _, err = render("agency", "--edition", "members")
    assert status == 0, err
    with pypdfium2.PdfDocument(file_of(agency, "members")) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    content = file_of(agency, "members").read_bytes()
    assert b"/DeviceCMYK" not in content
    # The gradient runs from the blue to the yellow of the brand.
    box = picture.point(lambda part: 255 if part < 250 else 0).getbbox()
    assert box is not None
    row = [picture.getpixel((x, box[1] + 4)) for x in (box[0] + 3, (box[0] + box[2]) // 2, box[2] - 4)]
    reds = [pixel[0] for pixel in row]  # type: ignore[index]
    assert reds == sorted(reds)
    assert reds[-1] - reds[0] > 150


def test_a_drawing_of_spot_inks_prints_on_their_plates(agency: Path, render: Render, edit: Edit) -> None:
    edit("assets/brand.yaml", "cmyk: [100, 65, 0, 5]}", "cmyk: [100, 65, 0, 5], spot: PANTONE 286 C}")
    edit("assets/brand.yaml", "cmyk: [0, 12, 95, 0]}", "cmyk: [0, 12, 95, 0], spot: PANTONE 116 C}")
    edit("assets/printers/offset.yaml", "spots: none  ", "spots: [PANTONE 286 C, PANTONE 116 C]  ")
    status, _, err = render("agency", "--edition", "press", "--printer", "offset")
    assert status == 0, err
    (path,) = (agency / "out").rglob("agency-A4.pdf")
    shading = next(iter(PdfReader(path).pages[0]["/Resources"]["/Shading"].values()))  # type: ignore[index]
    space = shading.get_object()["/ColorSpace"]
    assert space[0] == "/DeviceN"
    assert sorted(space[1]) == ["/PANTONE 116 C", "/PANTONE 286 C"]


@pytest.mark.usefixtures("agency")
def test_a_printer_without_transparency_refuses_a_transparent_drawing(render: Render, edit: Edit) -> None:
    edit("assets/printers/offset.yaml", "standard: PDF/X-4", "standard: PDF/X-1a:2003")
    status, _, err = render("agency", "--edition", "press", "--printer", "offset")
    assert status == 1
    assert err.count("[see-through-picture]") == 1
    assert "layouts/shown.yaml" in next(line for line in err.splitlines() if "[see-through-picture]" in line)


@pytest.mark.usefixtures("agency")
def test_words_on_a_gradient_are_not_judged_as_if_it_were_flat(render: Render, edit: Edit) -> None:
    edit("layouts/shown.yaml", "at: c1-12 r20-23", "at: c1-12 r3-6, over: [picture]")
    edit("layouts/shown.yaml", "kind: picture, at", "kind: picture, name: picture, at")
    _, _, err = render("check", "agency")
    assert "[text-on-picture]" in err


@pytest.mark.usefixtures("agency")
def test_a_key_that_nothing_bears_and_an_ink_that_is_none_are_named_at_the_material(
        render: Render, edit: Edit) -> None:
    edit("materials/agency.yaml", '"#f0c010": yellow', '"#f0c010": yellow, "#f0c011": coral')
    status, _, err = render("check", "agency")
    assert status == 1
    assert re.search(r"materials/agency\.yaml:\d+:\d+: .*#f0c011", err)
    edit("materials/agency.yaml", '"#f0c011": coral', '"#f0c011": corral')
    _, _, err = render("check", "agency")
    assert re.search(r"materials/agency\.yaml:\d+:\d+: .*there is no ink corral", err)


def test_a_logo_of_two_colours_has_its_map_in_the_brand_or_in_the_layout(
        project: Path, render: Render, edit: Edit) -> None:
    (project / "assets/logos/alize.svg").write_text(
        f'{HEAD}<path fill="#104080" d="M0 0h50v90h-50z"/><path fill="#f0c010" d="M50 0h50v90h-50z"/></svg>',
        encoding="utf-8")
    status, _, err = render("check", "petition")
    assert status == 1
    (proposal,) = set(re.findall(r"colours: (\{[^}]*\}) beside the file", err))
    assert '"#104080": ' in proposal
    assert '"#f0c010": ' in proposal
    edit("assets/brand.yaml", "alt: Syndicat Alizé}", f"alt: Syndicat Alizé, colours: {MAP}}}")
    status, _, err = render("check", "petition")
    assert status == 0, err
    edit("layouts/parts/foot.yaml", "kind: logo,", 'kind: logo, colours: {"#f0c010": coral},')
    status, _, err = render("check", "petition")
    assert status == 0, err


def test_words_of_a_drawing_are_drawn_again_in_a_font_that_changed(project: Path, render: Render, edit: Edit) -> None:
    (project / "assets/pictures/word.svg").write_text(
        HEAD + '<text y="60" font-family="Inter" font-weight="500" font-size="40">mot</text></svg>', encoding="utf-8")
    edit("materials/direct-access.yaml", "door.svg", "word.svg")
    edit("layouts/pictogram.yaml", "picture: {least: 22%}", "picture: {least: 1%}")  # a word is no pictogram
    words = ("direct-access", "--format", "A4", "--edition", "press")
    code, _, err = render(*words)
    assert code == 0, err
    assert "up to date" in render(*words)[1]
    font = project / "assets/fonts/Inter-Medium.ttf"
    changed = font.read_bytes() + bytes(4)
    font.unlink()  # it is linked to that of the repository
    font.write_bytes(changed)
    assert "1 file made" in render(*words)[1]


def test_a_folder_among_the_fonts_and_an_opentype_font_are_met(project: Path) -> None:
    fonts = project / "assets/fonts"
    (fonts / "old.ttf").mkdir()
    (fonts / "gone.ttf").symlink_to(fonts / "nowhere.ttf")
    (fonts / "Inter-Medium.ttf").rename(fonts / "Inter-Medium.OTF")
    found = Typefaces(fonts)
    assert found.digest
    assert found.face("Inter", 500, italic=False)


def test_a_key_of_a_layouts_own_map_that_nothing_bears_is_a_mistake(render: Render, edit: Edit) -> None:
    edit("layouts/parts/foot.yaml", "{kind: logo,", "{kind: logo, colours: {acent: coral},")
    code, _, err = render("direct-access", "--format", "A4", "--edition", "press")
    assert code == 1
    assert "acent" in err
    assert "layouts/parts/foot.yaml" in err
