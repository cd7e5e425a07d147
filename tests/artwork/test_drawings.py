from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.artwork.drawings import drawing, inks_for, place
from pressroom.cache import Cache
from pressroom.colour.ink import BLACK, PAPER
from pressroom.findings import Refused
from pressroom.sheet.geometry import Box, contains_point, path_box
from pressroom.sheet.geometry import Path as Outline
from tests.artwork.svg import BLUE, BRAND, CORAL, Draw, faults, sentence
from tests.work import calls


def points(path: Outline) -> list[tuple[float, float]]:
    """The path's corners and eight points on each of its curves."""
    path_points: list[tuple[float, float]] = []
    for command in path:
        if command[0] in "ML":
            path_points.append((command[1], command[2]))  # type: ignore[misc, index]
        elif command[0] == "C":
            (x0, y0), (_, ax, ay, bx, by, x1, y1) = path_points[-1], command
            for step in range(1, 9):
                t, u = step / 8, 1 - step / 8
                path_points.append((u**3 * x0 + 3 * u * u * t * ax + 3 * u * t * t * bx + t**3 * x1,
                                    u**3 * y0 + 3 * u * u * t * ay + 3 * u * t * t * by + t**3 * y1))
    return path_points


def area(path: Outline) -> float:
    """The area of a path of straight lines, without its holes."""
    total, start, last = 0.0, (0.0, 0.0), (0.0, 0.0)
    for command in path:
        here = start if command[0] == "Z" else (command[-2], command[-1])
        if command[0] == "M":
            start = here  # type: ignore[assignment]
        else:
            total += (last[0] * here[1] - here[0] * last[1]) / 2  # type: ignore[operator]
        last = here  # type: ignore[assignment]
    return abs(total)


# What is drawn


def test_shapes_come_out_as_absolute_paths_of_four_commands(draw: Draw) -> None:
    art = draw('<rect x="1" y="2" width="3" height="4" rx="1"/><circle cx="50" cy="50" r="9"/>'
               '<path d="m10 10h5v5q2 2 4 0t4 0a3 3 0 0 1 6 0s3 1 4 4z"/><polygon points="1,1 5,1 3,6"/>'
               '<ellipse cx="20" cy="70" rx="4" ry="2"/><polyline points="80,80 90,80 90,90"/>')
    assert len(art.shapes) == 6
    assert {command[0] for shape in art.shapes for command in shape.path} == {"M", "L", "C", "Z"}
    assert path_box(art.shapes[0].path) == Box(1, 2, 4, 6)


def test_a_stroked_circle_is_round_to_two_hundredths_of_a_per_cent(draw: Draw) -> None:
    art = draw('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor">'
               '<circle cx="12" cy="12" r="9" stroke-width="2"/></svg>')
    (ring,) = art.shapes
    radii = [math.hypot(x - 12, y - 12) for x, y in points(ring.path)]
    assert max(min(abs(radius - 8), abs(radius - 10)) for radius in radii) < 0.0048
    assert {round(radius) for radius in radii} == {8, 10}


def test_fill_and_stroke_become_two_shapes_stroke_above(draw: Draw) -> None:
    art = draw('<rect x="10" y="10" width="20" height="20" fill="#ff0000" stroke="#0000ff" stroke-width="4"/>')
    assert [shape.colour for shape in art.shapes] == ["#ff0000", "#0000ff"]
    assert area(art.shapes[0].path) == pytest.approx(400)
    assert area(art.shapes[1].path) == pytest.approx(24**2 - 16**2)


def test_a_stroke_of_straight_lines_is_closed_polygons(draw: Draw) -> None:
    (shape,) = draw('<path fill="none" stroke="red" stroke-width="2" d="M10 10h20M10 30h20v20h-20z"/>').shapes
    letters = "".join(command[0] for command in shape.path)
    assert letters.count("M") == letters.count("Z") == 3  # a bar, and both edges of a frame
    assert area(shape.path[:5]) == pytest.approx(40)
    assert path_box(shape.path) == Box(9, 9, 31, 51)


def test_a_stroke_of_no_width_draws_nothing(draw: Draw) -> None:
    assert len(draw('<rect width="9" height="9" stroke="red" stroke-width="0"/>').shapes) == 1


def test_transforms_of_groups_reach_strokes_and_uses(draw: Draw) -> None:
    art = draw('<defs><g id="bar"><line x1="0" y1="0" x2="10" y2="0" stroke="black" stroke-width="2"/></g></defs>'
               '<g transform="translate(20 30) scale(2)"><use xlink:href="#bar" x="1"/><use href="#bar" y="5"/></g>')
    assert [path_box(shape.path) for shape in art.shapes] == [Box(22, 28, 42, 32), Box(20, 38, 40, 42)]


def test_holes_by_even_odd_stay_holes(draw: Draw) -> None:
    art = draw('<path fill-rule="evenodd" d="M0 0h40v40h-40zM10 10h20v20h-20z"/>')
    (shape,) = art.shapes
    assert [contains_point(shape.path, at, at, even_odd=shape.even_odd) for at in (5, 20, 35, 45)] == [
        True, False, True, False]


def test_a_clip_path_cuts(draw: Draw) -> None:
    art = draw('<clipPath id="half"><rect width="10" height="50"/></clipPath>'
               '<g clip-path="url(#half)"><rect width="40" height="40"/></g>')
    assert path_box(art.shapes[0].path) == Box(0, 0, 10, 40)


def test_what_lies_beyond_the_view_box_is_cut_off(draw: Draw) -> None:
    art = draw('<rect x="90" y="-20" width="50" height="60"/><rect x="200" width="5" height="5"/>')
    assert [path_box(shape.path) for shape in art.shapes] == [Box(90, 0, 100, 40)]


def test_width_and_height_serve_where_there_is_no_view_box(draw: Draw) -> None:
    art = draw('<svg xmlns="http://www.w3.org/2000/svg" width="30px" height="20"><rect width="9" height="9"/></svg>')
    assert art.view_box == Box(0, 0, 30, 20)


def test_tiny_and_huge_view_boxes_keep_their_shapes(draw: Draw) -> None:
    for scale in (0.001, 1e6):
        art = draw(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scale} {scale}">'
                   f'<circle cx="{scale / 2}" cy="{scale / 2}" r="{scale / 4}"/></svg>')
        box = art.ink_box
        assert (box.width / scale, box.height / scale) == (pytest.approx(0.5, 1e-3), pytest.approx(0.5, 1e-3))


def test_hidden_parts_and_editors_notes_draw_nothing(draw: Draw) -> None:
    art = draw('<g xmlns:pen="urn:pen"><pen:guide><rect width="1" height="1"/></pen:guide></g><title>A</title>'
               '<g display="none"><text>words</text></g><rect visibility="hidden" width="4" height="4"/>'
               '<rect fill-opacity="0" width="90" height="90"/><rect width="2" height="2"/>')
    assert len(art.shapes) == 1


def test_colours_keep_what_was_written_and_who_wrote_it(draw: Draw) -> None:
    art = draw('<style>.a{fill:#ABC} /* x */ .b, .c { fill : rgb(255, 0, 0) }</style>'
               '<path class="a" id="sea" d="M0 0h9v9z"/><g class="c">\n<path d="M0 0h9v9z"/></g>'
               '<path style="fill:Navy;fill-opacity:1;font-size:12px" class="b" d="M0 0h9v9z"/>'
               '<path fill="currentColor" d="M0 0h9v9z"/><path d="M0 0h9v9z"/>')
    assert [shape.colour for shape in art.shapes] == ["#aabbcc", "#ff0000", "#000080", "currentColor", "#000000"]
    assert [shape.names for shape in art.shapes] == [("a", "sea"), ("c",), ("b",), (), ()]
    assert [shape.place.line for shape in art.shapes] == [2, 2, 3, 3, 3]


def test_a_drawing_made_before_costs_neither_outliner_nor_parser(tmp_path: Path, draw: Draw) -> None:
    first = draw('<circle cx="50" cy="50" r="20" stroke="red" class="x"/>')
    program = ("import sys\nfrom pathlib import Path\nfrom pressroom.cache import Cache\n"
               "from pressroom.artwork.drawings import drawing\n"
               "print(drawing(Path(sys.argv[1]), Cache(Path(sys.argv[2]))))\n"
               "assert 'pathops' not in sys.modules and not any('outline' in name for name in sys.modules)\n")
    result = subprocess.run([sys.executable, "-c", program, str(first.file), str(tmp_path / "cache")], check=True,
                            capture_output=True, text=True)
    assert result.stdout.strip() == str(first)


@pytest.mark.parametrize("shape", [
    lambda count: f'<path d="M50 0{"l.01 .01l-.01 .01" * (count // 2)}L0 50z"/>',
    lambda count: f'<path fill-rule="evenodd" d="{"M0 0h9v9h-9z" * (count // 4)}"/>',
    lambda count: f'<path d="M-.005 50{"l.01 .01l-.01 .01" * (count // 2)}L50 99z"/>',
    lambda count: f'<path fill="none" stroke="red" d="M50 0{"l.01 .01l-.01 .01" * (count // 2)}"/>',
])
def test_work_grows_with_the_segments_and_not_with_their_square(draw: Draw, shape: Callable[[int], str]) -> None:
    counts = []
    for count in (1_000, 4_000):
        with calls() as work:
            draw(shape(count))
        counts.append(work.calls)
    assert counts[1] < 5 * counts[0]


def test_a_path_of_many_parts_is_drawn_without_path_operations(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pathops", None)
    parts = "".join(f"M{at % 30 * 3} {at // 30 * 3}h4v4h-4z" for at in range(800))
    (shape,) = draw(f'<path d="{parts}"/>').shapes
    assert sum(command[0] == "M" for command in shape.path) == 800


@pytest.mark.parametrize(("inside", "line"), [
    (f'<path d="M0 0{"h1" * 250_000}"/>', 2),
    ('<rect width="9" height="9"/>\n<path stroke="red" stroke-dasharray=".0001" d="M0 0h90"/>', 3),
    ('<clipPath id="c"><circle r="50"/></clipPath>\n'
     f'<path clip-path="url(#c)" d="M0 0{"l40 9l-40-9" * 9_999}"/>', 3),
])
def test_what_would_take_too_long_is_refused_at_its_line(draw: Draw, inside: str, line: int) -> None:
    assert [(item.code, item.source and item.source.line) for item in faults(draw, inside)] == [
        ("svg-unsupported", line)]


@pytest.mark.parametrize(("inside", "line", "name"), [
    ('<defs><rect id="a" display="none" width="9" height="9"/></defs>\n<use xlink:href="#a"/>', 3, "#a"),
    ('<g display="none"><rect id="a" width="9" height="9"/></g>\n<use xlink:href="#a"/>', 3, "#a"),
    ('<title id="a">x</title>\n<use xlink:href="#a"/>', 3, "#a"),
    ('<clipPath id="c" display="none"><path d="M0 0h9v9z"/></clipPath>\n<rect clip-path="url(#c)" width="9" '
     'height="9"/>', 3, "#c"),
    ('<g display="none"><clipPath id="c"><path d="M0 0h9v9z"/></clipPath></g>\n<rect clip-path="url(#c)" width="9" '
     'height="9"/>', 3, "#c")])
def test_a_use_of_what_is_hidden_is_refused_at_its_line(draw: Draw, inside: str, line: int, name: str) -> None:
    (fault,) = faults(draw, f"{inside}<rect width='5' height='5'/>")
    assert (fault.code, fault.source and fault.source.line) == ("svg-unsupported", line)
    assert name in sentence(fault)


def test_a_group_that_a_use_brings_into_a_clip_path_is_refused_and_not_left_out(draw: Draw) -> None:
    group = '<g id="g"><rect width="9" height="9"/></g><use id="u" xlink:href="#g"/>'
    (fault,) = faults(draw, f'<defs>{group}</defs>\n<clipPath id="c"><use xlink:href="#u"/></clipPath>'
                            '<rect clip-path="url(#c)" width="50" height="50"/>')
    assert sentence(fault) == "the element g cannot be drawn inside a clip path"


def test_a_fault_in_a_clip_path_is_told_alike_wherever_it_cuts(draw: Draw) -> None:
    clip = '<clipPath id="c"><rect width="1e308" height="9" transform="scale(1e10)"/></clipPath>'
    rect = '<rect clip-path="url(#c)" width="50" height="50"/>'
    found = faults(draw, f"{clip}\n{rect}\n{rect}")
    assert [sentence(item) for item in found] == ["the outline has coordinates that are too large"] * 2


def test_a_symbol_is_drawn_where_it_is_used_and_nowhere_else(draw: Draw) -> None:
    symbol = '<symbol id="s"><rect width="9" height="9"/></symbol>'
    (shape,) = draw(f'{symbol}<use xlink:href="#s" x="20"/>').shapes
    assert path_box(shape.path) == Box(20, 0, 29, 9)
    (other,) = draw(f'{symbol}<rect x="50" width="5" height="5"/>').shapes
    assert path_box(other.path) == Box(50, 0, 55, 5)


def test_an_outline_that_leaves_and_enters_is_cut_without_seams(draw: Draw) -> None:
    (shape,) = draw('<path d="M90 10h30v20h-30zM90 50h30v20h-30zM95 12v16h20v-16z"/>').shapes
    assert path_box(shape.path) == Box(90, 10, 100, 70)
    assert [contains_point(shape.path, x, y) for x, y in ((92, 20), (97, 20), (97, 60), (97, 40))] == [
        True, False, True, False]


# What is refused


@pytest.mark.parametrize(("inside", "word"), [
    ("<text>Alizé</text>", "no font"), ('<image href="a.png"/>', "image"), ("<foreignObject/>", "foreignObject"),
    ("<script>alert(1)</script>", "script"), ('<svg viewBox="0 0 1 1"/>', "svg"), ("<switch/>", "switch"),
    ('<rect width="1" height="1"><animate attributeName="x"/></rect>', "animate"),
    ('<rect filter="url(#f)" width="1" height="1"/>', "filter"), ('<g mask="url(#m)"/>', "mask"),
    ('<g style="mix-blend-mode:multiply"/>', "mix-blend"),
    ('<g opacity="glass"/>', "opacity"), ('<g style="fill-opacity:5mm"/>', "fill-op"),
    ('<path marker-end="url(#a)"/>', "marker"),
    ("<style>rect > g {fill:red}</style>", "rect > g"), ("<style>@import 'x.css';</style>", "@import"),
    ("<style>#sea{fill:red}</style>", "#sea"), ('<use href="other.svg#a"/>', "outside"), ('<use/>', "outside"),
    ('<use xlink:href="https://example.org/a.svg#b"/>', "outside"), ('<g clip-path="circle(4px)"/>', "circle"),
    ('<rect width="5furlong" height="1"/>', "5furlong"),
    ('<g fill="chartreux"/>', "chartreux"),
    ('<g fill="#ff00080"/>', "#ff00080"), ('<rect onclick="go()"/>', "onclick"),
    ('<g style="transform:rotate(3deg)"/>', "units"),
    ('<symbol viewBox="0 0 1 1"/>', "symbol"), ('<g style="--x:1"/>', "--x"), ('<blink/>', "blink"),
    ('<clipPath clipPathUnits="objectBoundingBox" id="c"/>', "clipPathUnits"),
    ('<g vector-effect="non-scaling-stroke"/>', "vector"),
    ('<g visibility="hidden"><g visibility="visible"/></g>', "visible"), ('<g systemLanguage="fr"/>', "systemLanguage"),
    ('<g color="red"><path fill="currentColor" d="M0 0h9v9z"/></g>', "color"),
])
def test_what_cannot_be_drawn_is_named_at_its_line(draw: Draw, inside: str, word: str) -> None:
    findings = faults(draw, f'<rect width="5" height="5"/>\n  {inside}')
    assert [item.code for item in findings] == ["svg-unsupported"] * len(findings)
    assert word in sentence(findings[0])
    assert findings[0].source is not None
    assert findings[0].source.line == 3
    assert findings[0].source.column >= 3


def test_every_fault_is_reported_at_once_in_order(draw: Draw) -> None:
    findings = faults(draw, '<foreignObject/>\n<g filter="url(#f)">\n<image href="x"/>\n</g>\n<use href="#none"/>')
    assert [(item.source.line, item.source.column, item.code) for item in findings if item.source] == [
        (2, 1, "svg-unsupported"), (3, 1, "svg-unsupported"), (4, 1, "svg-unsupported"), (6, 1, "svg-broken")]


def test_a_thousand_faults_are_not_a_thousand_lines(draw: Draw) -> None:
    findings = faults(draw, "<image/>" * 1000)
    assert len(findings) == 101
    assert findings[-1].values["count"] == 900


def test_an_unused_definition_is_no_fault(draw: Draw) -> None:
    assert draw('<defs><linearGradient id="g"/><filter id="f"/></defs><rect width="5" height="5"/>').shapes


@pytest.mark.parametrize("text", [
    "", "   ", "no xml at all <svg", "<svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect',
    '<html><svg xmlns="http://www.w3.org/2000/svg"/></html>',
    '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"><rect width="1" height="1"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan 9"><rect width="1" height="1"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e999 9"><rect width="1" height="1"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"><rect width="1" height="1"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0 L here"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="a"><use href="#a"/></g></svg>',
    '<?xml version="1.0" encoding="klingon"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
])
def test_what_is_no_sound_drawing_is_broken(tmp_path: Path, text: str) -> None:
    file = tmp_path / "broken.svg"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        drawing(file, Cache(tmp_path / "cache"))
    assert {item.code for item in caught.value.findings} == {"svg-broken"}


@pytest.mark.parametrize("subset", [
    '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
    '<!ENTITY c SYSTEM "file:///etc/passwd">',
    '<!ENTITY % c SYSTEM "http://127.0.0.1:9/x.dtd"> %c;',
])
def test_entities_are_refused_where_they_are_declared(tmp_path: Path, subset: str) -> None:
    file = tmp_path / "bomb.svg"
    file.write_text(f'<!DOCTYPE svg [\n{subset}]>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
                    '<rect width="1" height="1" id="&c;"/></svg>')
    with pytest.raises(Refused) as caught:
        drawing(file, Cache(tmp_path / "cache"))
    (fault,) = caught.value.findings
    assert (fault.code, fault.source and fault.source.line) == ("svg-broken", 2)


def test_a_doctype_alone_is_no_fault(draw: Draw) -> None:
    assert draw('<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/svg11.dtd">'
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="1" height="1"/></svg>').shapes


def test_uses_that_multiply_are_refused_before_they_grow(draw: Draw) -> None:
    layers = "".join(f'<g id="n{step}">' + f'<use href="#n{step - 1}"/>' * 10 + "</g>" for step in range(1, 12))
    findings = faults(draw, f'<defs><g id="n0"><rect width="1" height="1"/></g>{layers}</defs><use href="#n11"/>')
    assert [item.code for item in findings] == ["svg-unsupported"]


def test_deep_nesting_and_large_files_are_refused(draw: Draw, tmp_path: Path) -> None:
    assert [item.code for item in faults(draw, "<g>" * 5000 + "</g>" * 5000)] == ["svg-unsupported"]
    large = tmp_path / "large.svg"
    large.write_bytes(b"<svg>" + b" " * 8_000_000)
    with pytest.raises(Refused) as caught:
        drawing(large, Cache(tmp_path / "cache"))
    assert [item.code for item in caught.value.findings] == ["svg-unsupported"]


@pytest.mark.parametrize("inside", ["", "<g/>", '<rect width="0" height="5"/>', '<path fill="none" d="M0 0h5v5z"/>',
                                    '<rect x="200" width="5" height="5"/>',
                                    '<g display="none"><rect width="5" height="5"/></g>',
                                    ])
def test_a_drawing_of_nothing_is_empty(draw: Draw, inside: str) -> None:
    assert [item.code for item in faults(draw, inside)] == ["svg-empty"]


def test_a_drawing_that_is_not_there_is_missing(tmp_path: Path) -> None:
    for name in ("none.svg", ".", "nul\0.svg"):
        with pytest.raises(Refused) as caught:
            drawing(tmp_path / name, Cache(tmp_path / "cache"))
        assert [item.code for item in caught.value.findings] == ["svg-missing"]


def test_a_file_cut_anywhere_is_a_finding_or_a_drawing(tmp_path: Path) -> None:
    whole = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>.a{fill:red}</style>'
             '<g class="a" transform="scale(2)"><path d="M0 0a1 2 3 0 1 4 5z"/><use href="#k"/></g><g id="k"/></svg>')
    for end in range(0, len(whole), 3):
        for text in (whole[:end], whole[:end] + "\0" + whole[end + 1:], whole[:end] + "9" + whole[end + 1:]):
            file = tmp_path / "cut.svg"
            file.write_text(text)
            codes: list[str] = []
            shapes = 0
            try:
                shapes = len(drawing(file, Cache(tmp_path / "cache")).shapes)
            except Refused as refused:
                codes = [item.code for item in refused.findings]
            assert shapes or codes
            assert all(code.startswith("svg-") for code in codes)


# Inks


def test_black_and_current_colour_take_the_elements_ink(draw: Draw) -> None:
    art = draw('<path d="M0 0h9v9"/><path fill="currentColor" d="M0 0h9v9"/><path fill="#000" d="M0 0h9v9"/>')
    assert [shape.fill for shape in inks_for(art, BLUE, BRAND).shapes] == [BLUE] * 3


def test_a_colour_of_the_brand_is_known_to_two_steps(draw: Draw) -> None:
    art = draw('<path fill="#eb5c47" d="M0 0h9v9"/>'
               '<path fill="#ed5a49" d="M0 0h9v9"/><path fill="white" d="M0 0h9v9"/>')
    assert [shape.fill for shape in inks_for(art, BLUE, BRAND).shapes] == [CORAL, CORAL, PAPER]
    with pytest.raises(Refused):
        inks_for(draw('<path fill="#ee5c47" d="M0 0h9v9"/>'), BLUE, BRAND)


def test_a_mapping_comes_first_by_name_or_colour(draw: Draw) -> None:
    art = draw('<path class="sea" d="M0 0h9v9"/><path id="sun" fill="#eb5c47" d="M0 0h9v9"/>'
               '<path fill="#F00" d="M0 0h9v9"/>'
               '<path d="M0 0h9v9"/>')
    colours = {".sea": BLUE, "sun": PAPER, "#f00": CORAL, "#000000": PAPER}
    assert [shape.fill for shape in inks_for(art, BLACK, BRAND, colours).shapes] == [BLUE, PAPER, CORAL, PAPER]


def test_each_unknown_colour_is_named_once_with_its_first_line(draw: Draw) -> None:
    art = draw('<path fill="#eb5c40" d="M0 0h9v9"/>\n<path fill="#123456" d="M0 0h9v9"/>\n'
               '<path fill="#eb5c40" d="M0 0h9v9"/>')
    with pytest.raises(Refused) as caught:
        inks_for(art, BLACK, BRAND)
    assert [(item.code, item.values["colour"], item.values["ink"], item.source and item.source.line)
            for item in caught.value.findings] == [("svg-colour", "#eb5c40", "coral", 2),
    ("svg-colour", "#123456", "blue", 3)]


def test_a_groups_name_reaches_its_shapes_but_not_those_with_a_colour_of_their_own(draw: Draw) -> None:
    art = draw('<g class="sea"><path d="M0 0h9v9"/><path fill="#fff" d="M0 0h9v9"/>'
               '<g id="sun"><path d="M0 0h9v9"/></g></g>')
    inked = inks_for(art, BLACK, BRAND, {"sea": BLUE, "sun": CORAL})
    assert [shape.fill for shape in inked.shapes] == [BLUE, PAPER, CORAL]


def test_what_is_used_takes_its_colour_from_where_it_is_used(draw: Draw) -> None:
    art = draw('<g fill="red"><path id="leaf" d="M0 0h9v9"/></g><g fill="blue"><use href="#leaf"/></g>'
               '<use href="#leaf" fill="lime"/><use href="#leaf" id="last"/>')
    assert [shape.colour for shape in art.shapes] == ["#ff0000", "#0000ff", "#00ff00", "#000000"]
    assert art.shapes[3].names == ("last",)


# Places


def test_contain_keeps_the_ratio_and_the_alignment(draw: Draw) -> None:
    art = inks_for(draw('<rect x="0" y="0" width="100" height="100"/>'), BLACK, BRAND)
    box = Box(10, 20, 210, 70)
    boxes = [path_box(place(art, box, align=align)[0].path) for align in ((0.0, 0.0), (0.5, 0.5), (1.0, 1.0))]
    assert boxes == [Box(10, 20, 60, 70), Box(85, 20, 135, 70), Box(160, 20, 210, 70)]


def test_cover_fills_the_box_and_reaches_beyond(draw: Draw) -> None:
    art = inks_for(draw('<rect width="40" height="20"/>', ), BLACK, BRAND)
    assert path_box(place(art, Box(0, 0, 200, 100), "cover", (0.0, 1.0))[0].path) == Box(0, -100, 80, -60)


def test_a_view_box_that_starts_elsewhere_is_moved_home(draw: Draw) -> None:
    art = draw('<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -50 100 100"><rect x="-50" y="-50" width="100" '
               'height="100"/></svg>')
    (shape,) = place(inks_for(art, BLACK, BRAND), Box(5, 5, 15, 15))
    assert path_box(shape.path) == Box(5, 5, 15, 15)


# What an independent renderer draws


NEARLY_CLOSED = '<path d="M12 2a5 5 0 1 0 .0004 0z"/>'  # a circle as optimisers write it


def test_a_drawing_is_compared_with_an_independent_renderer(draw: Draw) -> None:
    art = draw(f'<path d="M2 14h20v8h-20z"/>{NEARLY_CLOSED}')
    assert art.compared
    polygon = points(art.shapes[1].path)
    assert area((("M", *polygon[0]), *(("L", *point) for point in polygon[1:]), ("Z",))) == pytest.approx(78.5, abs=1)


MANY = '<path fill="none" stroke="blue" stroke-width=".2" d="M5 95' + "h.4v3h-.4v-3h.01" * 1_500 + '"/>'


def test_a_large_drawing_is_compared_too(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    art = draw(MANY)
    assert art.compared
    assert sum(len(shape.path) for shape in art.shapes) > 20_000
    monkeypatch.setattr("pressroom.artwork.drawings.path_data.arc", lambda *_, **__: ())
    (fault,) = faults(draw, f'{MANY}<path d="M12 2a5 5 0 1 0 .0004 0z"/>')
    assert fault.code == "svg-differs"


@pytest.mark.parametrize("lost", ["path_data.arc", "outline._Outliner.stroked"])
def test_what_the_reader_loses_is_refused_at_its_file(draw: Draw, monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    monkeypatch.setattr(f"pressroom.artwork.drawings.{lost}", lambda *_, **__: ())
    (fault,) = faults(draw, '<path d="M2 54h60v30h-60z"/><path d="M12 2a5 5 0 1 0 .0004 0z" stroke="red"/>')
    assert (fault.code, fault.source and fault.source.file.name) == ("svg-differs", "art.svg")
    assert isinstance(fault.measured, float)
    assert fault.measured > 0.5
    assert f"{fault.measured:g} %" in sentence(fault)


def test_without_the_renderer_a_drawing_is_not_compared_until_there_is_one(
        draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("pressroom.artwork.drawings.source.can_compare", lambda: False)
        assert not draw(NEARLY_CLOSED).compared
        assert not draw(NEARLY_CLOSED).compared
    assert draw(NEARLY_CLOSED).compared


@pytest.mark.parametrize("head", ['width="3cm" height="9mm" viewBox="0 0 100 100"', 'viewBox="5 5 50 20"',
                                  'width="40" height="20"',
                                  'viewBox="0 0 100 100" preserveAspectRatio="xMinYMin slice"'])
def test_the_area_that_is_compared_is_the_view_box(draw: Draw, head: str) -> None:
    assert draw('<circle cx="20" cy="12" r="8" stroke="red" stroke-width="3" fill="none"/>'.join(
        (f'<svg xmlns="http://www.w3.org/2000/svg" {head}>', "</svg>"))).compared


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_drawing_is_compared_in_its_own_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "art.svg"
    declared = encoding.removesuffix("-sig")
    file.write_bytes(f'<?xml version="1.0" encoding="{declared}"?><svg xmlns="http://www.w3.org/2000/svg" '
                     'viewBox="0 0 9 9"><title>Kinés</title><path d="M1 1h7v7z"/></svg>'.encode(encoding))
    assert drawing(file, Cache(tmp_path / "cache")).compared


def test_lines_far_thinner_than_a_pixel_are_no_difference(draw: Draw) -> None:
    for width in (0.02, 0.05, 0.1, 0.2, 0.5):
        assert draw(f'<path fill="none" stroke="red" stroke-width="{width}" d="M1 1L90 80M2 70C10 1 60 10 80 90"/>')
