"""Leaflets: where each panel lies, what the folds ask, and what is said when a layout or a material errs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pressroom.sheet import folds, formats
from pressroom.sheet.folds import Folding, folding, open_sheet
from pressroom.sheet.units import mm, to_mm

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
PRESS, MEMBERS = "out/press/leaflet-A4.pdf", "out/members/leaflet-A4.pdf"
# Words that stand on one panel only.
SAID = {"cover": "soignera", "flap": "24 %", "inside-1": "100 000", "inside-2": "recule", "inside-3": "rouvrir",
        "back": "Scannez et signez"}
WHERE = {
    "roll": {1: ((97, 197), ("flap", "back", "cover")), 2: ((100, 200), ("inside-1", "inside-2", "inside-3"))},
    "z": {1: ((99, 198), ("inside-3", "flap", "cover")), 2: ((99, 198), ("inside-1", "inside-2", "back"))},
}


def a4(name: folds.FoldName = "roll") -> Folding:
    return folding(name, open_sheet(formats.parse("A4")))


def spaced(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").split())


def texts(path: Path, columns: dict[int, tuple[float, ...]], edge_mm: float) -> dict[tuple[int, int], str]:
    """The text of each column of each page, read by position; columns are parted at these mm from the trim."""
    import pypdfium2

    found = {}
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document, start=1):
        page_text = page.get_textpage()
        edges = [0.0, *columns[number], to_mm(page.get_width()) - 2 * edge_mm]
        for at in range(3):
            found[number, at] = spaced(page_text.get_text_bounded(
                left=mm(edge_mm + edges[at]), right=mm(edge_mm + edges[at + 1])))
    document.close()
    return found


# -- where panels lie ------------------------------------------------------------------------------------------------

def test_a_roll_fold_of_a4_has_the_measures_that_printers_ask() -> None:
    made = a4()
    assert [round(to_mm(x), 3) for x in made.folds(1)] == [97, 197]
    assert [round(to_mm(x), 3) for x in made.folds(2)] == [100, 200]
    assert [panel.name for panel in made.panels] == ["flap", "back", "cover", "inside-1", "inside-2", "inside-3"]


def test_a_z_fold_of_a4_has_three_equal_panels() -> None:
    made = a4("z")
    assert [round(to_mm(x), 3) for x in (*made.folds(1), *made.folds(2))] == [99, 198, 99, 198]


@pytest.mark.parametrize("format_name", ["A5", "A4", "A3", "A4-landscape", "630x297mm", "210x297mm"])
def test_the_turned_in_panel_is_three_per_cent_narrower_on_every_sheet(format_name: str) -> None:
    sheet = open_sheet(formats.parse(format_name))
    widths = {panel.name: panel.box.width for panel in folding("roll", sheet).panels}
    assert sheet.width >= sheet.height
    assert widths["flap"] == pytest.approx(widths["inside-3"])
    assert widths["cover"] == pytest.approx(widths["back"]) == pytest.approx(widths["inside-1"])
    assert widths["flap"] / widths["cover"] == pytest.approx(0.97, abs=0.003)
    assert widths["flap"] + widths["back"] + widths["cover"] == pytest.approx(sheet.width)


def test_a_printer_says_how_much_narrower_it_wants_that_panel() -> None:
    made = folding("roll", open_sheet(formats.parse("A4")), mm(1.5))
    assert to_mm(made.panel("cover").box.width - made.panel("flap").box.width) == pytest.approx(1.5, abs=0.2)


@pytest.mark.parametrize(("format_name", "width"), [("A4", 100), ("630x297mm", 297 * 100 / 210), ("250x210mm", 84.2)])
def test_sizes_are_those_of_a_full_panel_that_is_no_wider_for_its_height_than_dl(
        format_name: str, width: float) -> None:
    made = folding("roll", open_sheet(formats.parse(format_name)))
    assert to_mm(made.usual.width) == pytest.approx(width, abs=0.05)
    assert made.usual.height == made.sheet.height


@pytest.mark.parametrize("name", ["roll", "z"])
def test_what_lies_on_one_page_at_the_left_lies_on_the_other_at_the_right(name: folds.FoldName) -> None:
    made = a4(name)
    for front, behind in zip(made.on(1), reversed(made.on(2)), strict=True):
        assert front.box.width == pytest.approx(behind.box.width)
    assert made.folds(2) == pytest.approx([made.sheet.width - x for x in reversed(made.folds(1))])


@pytest.mark.parametrize("name", ["roll", "z"])
def test_the_folded_leaflet_shows_its_cover_in_front_and_its_back_behind(name: folds.FoldName) -> None:
    """Paper, folded: a stack of (face up, face down) from the top; side by side panels are turned as they fold."""
    made = a4(name)
    outside = [panel.name for panel in made.on(1)]
    behind = dict(zip(outside, [panel.name for panel in reversed(made.on(2))], strict=True))
    first, second, third = outside
    if name == "roll":  # the first panel is turned in over the second's inner face, then the cover closes over both
        stack = [(third, behind[third]), (first, behind[first]), (behind[second], second)]
    else:  # like an accordion: each next panel lies under the one before, turned over
        stack = [(third, behind[third]), (behind[second], second), (first, behind[first])]
    assert stack[0] == ("cover", "inside-1")
    assert stack[-1][1] == "back"


# -- the finished files ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("fold", ["roll", "z"])
def test_every_panel_is_read_where_the_fold_wants_it(project: Path, render: Render, edit: Edit, fold: str) -> None:
    edit("layouts/leaflet.yaml", "fold: roll", f"fold: {fold}")
    code, _, err = render("leaflet")
    assert code == 0, err
    columns = {page: told[0] for page, told in WHERE[fold].items()}
    for path, edge_mm in ((PRESS, 3.0), (MEMBERS, 0.0)):
        found = texts(project / path, columns, edge_mm)
        for page, (_, names) in WHERE[fold].items():
            for at, name in enumerate(names):
                assert SAID[name] in found[page, at], (path, name)
                assert sum(SAID[name] in text for text in found.values()) == 1, (path, name)


def test_the_material_and_before_it_the_printer_may_ask_for_another_fold(
        project: Path, render: Render, edit: Edit) -> None:
    edit("materials/leaflet.yaml", "kind: leaflet", "kind: leaflet\nfold: z")
    render("leaflet", "--edition", "press")
    assert SAID["back"] in texts(project / PRESS, {1: (99, 198), 2: (99, 198)}, 3.0)[2, 2]
    edit("assets/printers/online.yaml", "bleed: 3mm", "fold: roll\nbleed: 3mm")
    render("leaflet", "--edition", "press")
    assert SAID["back"] in texts(project / PRESS, {1: (97, 197), 2: (100, 200)}, 3.0)[1, 1]


def lines_outside(path: Path) -> list[set[float]]:
    """Of each page, where vertical lines in black stand wholly outside the bleed, in mm from the left trim."""
    import pypdfium2
    import pypdfium2.raw as raw

    found = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        left, bottom, _, top = page.get_trimbox()
        bleed = page.get_bleedbox()
        here: dict[float, set[str]] = {}
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            x0, y0, x1, y1 = item.get_bounds()
            if x1 - x0 > 2 or y1 - y0 < mm(4):
                continue
            end = "top" if y0 >= bleed[3] - 0.6 else "bottom" if y1 <= bleed[1] + 0.6 else "inside"
            here.setdefault(round(to_mm((x0 + x1) / 2 - left), 1), set()).add(end)
        assert bottom < top
        found.append({x for x, ends in here.items() if ends == {"top", "bottom"}})
    document.close()
    return found


def test_fold_marks_stand_outside_the_bleed_at_top_and_bottom_where_the_printer_wants_marks(
        project: Path, render: Render) -> None:
    code, _, err = render("leaflet", "--edition", "press", "--printer", "offset")
    assert code == 0, err
    outside, inside = lines_outside(project / "out/printers/offset/leaflet-A4.pdf")
    assert outside == {0.0, 97.0, 197.0, 297.0}
    assert inside == {0.0, 100.0, 200.0, 297.0}
    render("leaflet", "--edition", "press")
    assert lines_outside(project / PRESS) == [set(), set()]


def test_words_keep_five_millimetres_from_every_fold(project: Path, render: Render) -> None:
    import pypdfium2

    render("leaflet", "--edition", "members")
    document = pypdfium2.PdfDocument(project / MEMBERS)
    for number, page in enumerate(document, start=1):
        page_text = page.get_textpage()
        boxes = [page_text.get_charbox(at) for at in range(page_text.count_chars())
                 if page_text.get_text_range(at, 1).strip()]
        assert len(boxes) > 200
        for fold_mm in WHERE["roll"][number][0]:
            for left, _, right, _ in boxes:
                assert right <= mm(fold_mm - 5) + 0.01 or left >= mm(fold_mm + 5) - 0.01
    document.close()


def test_who_hears_the_leaflet_hears_the_panels_in_reading_order(project: Path, render: Render) -> None:
    from pypdf import PdfReader

    render("leaflet", "--edition", "members")
    reader = PdfReader(project / MEMBERS)
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, start=1)  # type: ignore[union-attr]
             if page.indirect_reference}
    root: Any = reader.trailer["/Root"]
    kids = [kid.get_object() for kid in root["/StructTreeRoot"]["/K"]["/K"]]
    order = [pages[kid.raw_get("/Pg").idnum] for kid in kids if "/Pg" in kid]
    assert len(order) == len(kids)  # every element says its page
    runs = [page for at, page in enumerate(order) if at == 0 or order[at - 1] != page]
    assert runs == [1, 2, 1]  # cover and flap, the inside, the back
    assert [kid["/S"] for kid in kids].count("/H1") == 1


def test_the_pictures_show_both_pages_and_the_folded_leaflet_and_the_manifest_names_them(
        project: Path, render: Render) -> None:
    from PIL import Image

    render("leaflet")
    told = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))
    shown = {entry["path"]: entry["edition"] for entry in told["files"] if entry["path"].endswith(".png")}
    assert shown == {"previews/leaflet-A4-1.png": "preview", "previews/leaflet-A4-2.png": "preview",
                     "previews/leaflet-A4-mockup.png": "mockup"}
    with Image.open(project / "out/previews/leaflet-A4-mockup.png") as picture:
        assert picture.height == 1600
        assert picture.width > 2 * picture.height
        shades = picture.convert("RGB").getcolors(100_000)
    assert shades is not None
    assert len(shades) > 20


# -- what is said when something is wrong ----------------------------------------------------------------------------

def fails(render: Render, *wanted: str) -> str:
    code, _, err = render("check", "leaflet")
    assert code == 1
    for words in wanted:
        assert words in err, err
    return err


def test_words_that_should_run_over_a_fold_are_refused(render: Render, edit: Edit) -> None:
    edit("layouts/leaflet.yaml", "name: note, at:", "name: note, across: [inside-1, inside-2], at:")
    fails(render, "[across-words]", "a text cannot run across a fold")


def test_words_that_reach_over_a_fold_are_refused(render: Render, edit: Edit) -> None:
    edit("layouts/leaflet.yaml", "name: number, at: c1-12 r1-14,", "name: number, at: {left: 60mm, right: -30mm},")
    fails(render, "[fold-crossed]", "number reaches")


def test_words_within_five_millimetres_of_a_fold_are_refused(render: Render, edit: Edit) -> None:
    edit("layouts/leaflet.yaml", "name: headline, at: {portrait: {left: 8%, right: 5.3%, top: 4%, bottom: 55.8%}},",
         "name: headline, at: {left: 3mm, top: 8mm, bottom: 60%},")
    fails(render, "[fold-margin]", "headline stands 3 mm", "5 mm are needed")


def test_artwork_crosses_a_fold_only_when_it_says_so(render: Render, edit: Edit) -> None:
    shape = "      - {{kind: shape, at: {{top: 60mm, bottom: 140mm, left: 20mm, right: {right}}}, ink: accent{more}}}\n"
    anchor = "      - {kind: text, name: meaning"
    edit("layouts/leaflet.yaml", anchor, shape.format(right="-30mm", more="") + anchor)
    fails(render, "[fold-crossed]", "shape reaches 30 mm over a fold of the panel flap")
    edit("layouts/leaflet.yaml", shape.format(right="-30mm", more=""),
         shape.format(right="60mm", more=", across: [flap, back]"))
    code, _, err = render("check", "leaflet")
    assert "fold-crossed" not in err
    assert code == 0 or "contrast" in err


def test_artwork_over_panels_that_do_not_touch_is_drawn_in_parts_and_that_is_said(render: Render, edit: Edit) -> None:
    edit("layouts/leaflet.yaml", "fold: roll ", "fold: z ")
    edit("layouts/leaflet.yaml", "fold: roll, across: [flap, back, cover], at: sheet",
         "across: [flap, back, cover], at: sheet")
    code, _, err = render("check", "leaflet")
    assert code == 0, err
    assert "flap, back, cover do not all lie side by side in a z fold: this is drawn in 2 parts" in err


def test_the_shipped_leaflet_folds_in_a_z_without_a_finding_about_folds(render: Render, edit: Edit) -> None:
    edit("materials/leaflet.yaml", "formats: [A4]", "formats: [A4, A5, 420x210mm]")
    edit("materials/leaflet.yaml", "layout: leaflet", "layout: leaflet\nfold: z")
    _, _, err = render("check", "leaflet")
    assert "fold-" not in err
    assert "panels-apart" not in err
    code, _, err = render("leaflet", "--format", "A4")
    assert code == 0, err
    assert {line.rsplit("[", 1)[-1] for line in err.splitlines() if line.endswith("]")} <= {"imprint-blank]"}


def test_an_element_of_one_fold_is_drawn_under_no_other(render: Render, edit: Edit) -> None:
    edit("layouts/leaflet.yaml", "      - {kind: text, name: number,",
         "      - {kind: shape, fold: z, at: {top: 60%}, bleed: [left, right, bottom], ink: night}\n"
         "      - {kind: text, name: number,")
    assert "ground changes" not in render("check", "leaflet")[2]
    edit("layouts/leaflet.yaml", "fold: roll ", "fold: z ")
    assert "the ground changes from" in render("check", "leaflet")[2]
    edit("layouts/statement.yaml", "elements:\n", "elements:\n  - {kind: shape, fold: z, at: sheet, ink: ground}\n")
    assert "a poster has no fold" in render("check")[2]


def test_a_ground_that_changes_on_a_fold_is_pointed_out(render: Render, edit: Edit) -> None:
    edit("layouts/leaflet.yaml", "  flap:\n    elements:\n", "  flap:\n    elements:\n"
         "      - {kind: shape, at: {top: 60%}, bleed: [left, right, bottom], ink: night}\n")
    _, _, err = render("check", "leaflet")
    assert "the ground changes from night to" in err
    assert "[fold-colour]" in err


def test_a_panel_that_no_fold_has_is_named_with_the_one_that_was_meant(render: Render, edit: Edit) -> None:
    edit("materials/leaflet.yaml", "  flap:", "  flapp:")
    err = fails(render, "there is no panel flapp", "did you mean flap?", "number is missing")
    assert "materials/leaflet.yaml" in err


def test_a_layout_that_leaves_a_panel_out_or_invents_one_is_told(render: Render, edit: Edit) -> None:
    edit("layouts/leaflet.yaml", "  back:", "  bak:")
    fails(render, "there is no panel bak", "did you mean back?", "draws 5 of 6 panels", "missing: back")


def test_panels_on_a_poster_are_told(render: Render, edit: Edit) -> None:
    edit("materials/petition.yaml", "words:\n", "panels: {cover: {words: {headline: Bonjour}}}\nwords:\n")
    code, _, err = render("check", "petition")
    assert code == 1
    assert "[no-panels]" in err


def test_a_panels_ground_bleeds_over_the_trim_and_ends_at_the_fold() -> None:
    made = a4()
    assert made.panel("flap").folded == ("right",)
    assert made.panel("back").folded == ("left", "right")
    assert made.panel("cover").folded == ("left",)
    assert [row.folded for row in made.rows(("outside",))] == [()]
    assert [row.folded for row in made.rows(("back", "cover"))] == [("left",)]
    assert [row.folded for row in made.rows(("flap", "back"))] == [("right",)]
    assert [row.folded for row in made.rows(("cover", "flap"))] == [("right",), ("left",)]


def test_a_new_leaflet_has_the_words_of_each_panel_under_its_name(project: Path, render: Render) -> None:
    code, _, err = render("new", "portes-ouvertes", "--layout", "leaflet")
    assert code == 0, err
    text = (project / "materials/portes-ouvertes.yaml").read_text(encoding="utf-8")
    assert "panels:\n  cover:\n    words:\n      headline:" in text
    code, _, err = render("check", "portes-ouvertes")
    assert code == 0, err
