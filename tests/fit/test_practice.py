"""What a practice prints itself: a white edge, little ink, sheets to glue, a field to fill in."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from pressroom.brief import Brief
from pressroom.colour.ink import BLACK, PAPER, Ink, contrast
from pressroom.editions import EDITIONS, EDITIONS_OF, fitted_as, made_of
from pressroom.preflight import cover, judge
from pressroom.resolve.low_ink import light
from pressroom.sheet.units import mm

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
EDGE = mm(5)
TYPED = "Cabinet d’Œuvre & Cœur « Ÿ »\nélèves, 12 € – à Saint-Étienne…"


def drawn(file: Path | bytes, page: int = 0, scale: float = 1.0, *, forms: bool = False) -> Image.Image:
    document = pypdfium2.PdfDocument(file)
    try:
        if forms:
            document.init_forms()
        return document[page].render(scale=scale, may_draw_forms=forms).to_pil().convert("RGB")
    finally:
        document.close()


def edges(picture: Image.Image, edge: float) -> list[Image.Image]:
    """The four strips along the picture's edges, `edge` pixels wide."""
    width, height, inset = picture.width, picture.height, int(edge)
    return [picture.crop(box) for box in ((0, 0, width, inset), (0, height - inset, width, height),
                                          (0, 0, inset, height), (width - inset, 0, width, height))]


def darkest(picture: Image.Image) -> int:
    return min(low for low, _ in picture.getextrema())  # type: ignore[misc]


def widgets(file: Path) -> list[DictionaryObject]:
    return [note.get_object() for page in PdfReader(file).pages for note in page.get("/Annots", ())
            if note.get_object()["/Subtype"] == "/Widget"]


def entries(project: Path) -> dict[str, Any]:
    told = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))
    return {entry["path"]: entry for entry in told["files"]}


def codes(picture: Image.Image) -> list[str]:
    return [each.text for each in zxingcpp.read_barcodes(picture)]


# -- the table of editions ------------------------------------------------------------------------------------------

def test_the_table_says_what_each_kind_is_made_in() -> None:
    assert made_of("poster", "A3") == ("press", "members", "lowink", "tiled", "preview")
    assert made_of("poster", "A4") == ("press", "members", "lowink", "preview")
    assert "tiled" in made_of("triptych", "A2-landscape")
    assert made_of("leaflet", "A4", ("tiled", "members")) == ("members",)
    assert made_of("release", "A4") == ("members", "preview")
    assert fitted_as(("tiled", "members", "preview")) == ("members", "preview")
    assert set(EDITIONS) <= {edition for each in EDITIONS_OF.values() for edition in each}


# -- the white edge -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("name", "format_name"), [("million", "A4"), ("triptych-patients", "A3"), ("leaflet", "A4")])
def test_an_even_edge_stays_white_and_artwork_ends_on_it(project: Path, render: Render, name: str,
                                                         format_name: str) -> None:
    assert render(name, "--format", format_name, "--edition", "members")[0] == 0
    file = project / f"out/members/{name}-{format_name}.pdf"
    for page in range(len(PdfReader(file).pages)):
        picture = drawn(file, page, 2.0)
        assert all(darkest(strip) > 250 for strip in edges(picture, 2 * EDGE - 1))
        assert darkest(picture.crop((0, int(2 * EDGE) + 2, int(2 * EDGE) + 4, picture.height))) < 200


def test_sheets_larger_than_an_office_prints_keep_their_artwork_to_the_trim(project: Path, render: Render) -> None:
    assert render("million", "--format", "A2", "--edition", "members")[0] == 0
    assert darkest(edges(drawn(project / "out/members/million-A2.pdf", 0, 0.5), 4)[0]) < 100


def test_inside_the_edge_nothing_is_lost_and_the_code_keeps_its_size(project: Path, render: Render) -> None:
    assert render("petition", "--format", "A4", "--edition", "members")[0] == 0
    file = project / "out/members/petition-A4.pdf"
    read = judge(file.read_bytes(), Brief())
    assert mm(30) - 0.5 <= read.pages[0].qr[0].side
    assert read.pages[0].trim == pytest.approx((mm(210), mm(297)), abs=0.1)
    link = next(note.get_object() for note in PdfReader(file).pages[0]["/Annots"]  # type: ignore[attr-defined]
                if "/A" in note.get_object())
    left, bottom, right, top = (float(each) * 3 for each in link["/Rect"])
    picture = drawn(file, 0, 3.0)
    assert codes(picture.crop((int(left) - 40, picture.height - int(top) - 40, int(right) + 40,
                               picture.height - int(bottom) + 40))) == ["https://chng.it/2pnk55wX"]


def test_the_width_of_the_edge_is_the_brands(project: Path, render: Render, edit: Edit) -> None:
    edit("assets/brand.yaml", "office-edge: 5mm", "office-edge: 9mm")
    assert render("petition", "--format", "A4", "--edition", "members")[0] == 0
    assert all(darkest(strip) > 250
               for strip in edges(drawn(project / "out/members/petition-A4.pdf"), mm(9) - 1))
    edit("assets/brand.yaml", "office-edge: 9mm", "office-edge: 90mm")
    code, _, err = render("petition", "--format", "A4", "--edition", "members")
    assert code == 1
    assert "brand.yaml" in err


def test_previews_and_press_files_have_no_edge_and_no_field(project: Path, render: Render) -> None:
    assert render("petition", "--format", "A4", "--edition", "press", "--edition", "preview")[0] == 0
    with Image.open(project / "out/previews/petition-A4.png") as picture:
        assert picture.convert("RGB").getpixel((2, 2)) == (0, 81, 158)
    press = PdfReader(project / "out/press/petition-A4.pdf")
    assert "/AcroForm" not in press.trailer["/Root"]  # type: ignore[operator]
    assert "Cabinet" not in press.pages[0].extract_text()


# -- little ink -----------------------------------------------------------------------------------------------------

def test_the_low_ink_edition_takes_little_ink_and_says_how_much(project: Path, render: Render) -> None:
    assert render("million", "--format", "A4", "--edition", "members", "--edition", "lowink")[0] == 0
    entry = entries(project)["members/million-A4-lowink.pdf"]
    assert entry["edition"] == "lowink"
    assert entry["ink"]["cover"] < 16
    assert entry["ink"]["members"] > 60
    file = project / "out/members/million-A4-lowink.pdf"
    measured = cover(file.read_bytes()) * 100
    assert measured == pytest.approx(entry["ink"]["cover"], abs=0.3)
    assert PdfReader(file).metadata.subject == (  # type: ignore[union-attr]
        f"Version économe en encre : {measured:.0f} % de la feuille encrés en moyenne")


def test_every_piece_spares_ink_with_its_words_and_codes_unchanged_and_never_in_black_alone(
        project: Path, render: Render) -> None:
    code, _, err = render("--format", "A4", "--edition", "members", "--edition", "lowink")
    assert code == 0, err
    assert "contrast" not in err
    told = entries(project)
    light_files = [path for path in told if path.endswith("-lowink.pdf")]
    assert len(light_files) == len(list((project / "materials").glob("*.yaml"))) - 1
    for path in light_files:
        full, spared = told[path.replace("-lowink", "")], told[path]
        assert [page["text"] for page in spared["pages"]] == [page["text"] for page in full["pages"]]
        assert [page["qr"] for page in spared["pages"]] == [page["qr"] for page in full["pages"]]
        assert spared["ink"]["cover"] < 0.65 * full["ink"]["cover"]
        assert spared["ink"]["cover"] < 22
        picture = drawn(project / "out" / path, 0, 0.3)
        assert any(max(pixel) - min(pixel) > 60 for _, pixel in picture.getcolors(200_000))  # type: ignore[type-var,arg-type]


def roles(**named: Ink) -> dict[str, Ink]:
    return {"accent-words": BLACK, "foot": PAPER, "foot-words": BLACK, **named}


def test_words_that_would_be_lost_on_paper_take_the_grounds_ink() -> None:
    blue, yellow = Ink("blue", (1, 0.65, 0, 0.05), (0, 0.32, 0.62)), Ink("yellow", (0, 0.12, 0.95, 0), (1, 0.85, 0))
    found = light(roles(ground=blue, words=PAPER, accent=yellow), None, {})
    assert found["ground"] == PAPER
    assert found["words"].name == "blue"
    assert contrast(found["accent"], PAPER) >= 3
    assert 3 <= contrast(found["words-large"], PAPER) < contrast(blue, PAPER)
    assert max(found["tint"].cmyk) < 0.2
    found = light(roles(ground=yellow, words=yellow, accent=PAPER), None, {})
    assert found["words"] == BLACK


# -- sheets to glue -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("name", "format_name", "sheets"), [("petition", "A3", 5), ("triptych-patients", "A3", 13)])
def test_a_tiled_poster_says_how_it_is_glued_and_each_part_says_which_it_is(
        project: Path, render: Render, name: str, format_name: str, sheets: int) -> None:
    assert render(name, "--format", format_name, "--edition", "tiled")[0] == 0
    reader = PdfReader(project / f"out/members/{name}-{format_name}-tiled.pdf")
    assert len(reader.pages) == sheets
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages} == {(595, 842)}
    assert "Imprimez les pages suivantes" in reader.pages[0].extract_text().replace("\n", " ")
    told = alts(reader)
    assert len(told) == sheets - 1 + (3 if sheets > 5 else 1)
    assert any(re.match(r"Partie (1-)?A2 \(2 sur 4\)", alt) for alt in told)
    assert reader.metadata.title.endswith("à assembler")  # type: ignore[union-attr]


def alts(reader: PdfReader) -> list[str]:
    root = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]  # type: ignore[index]
    return [kid.get_object()["/Alt"] for kid in root["/K"] if "/Alt" in kid.get_object()]


def test_a_code_lies_whole_on_one_tile_and_is_read_there(project: Path, render: Render) -> None:
    for name in ("A3", "A2"):
        assert render("petition", "--format", name, "--edition", "tiled")[0] == 0
        file = project / f"out/members/petition-{name}-tiled.pdf"
        read = [codes(drawn(file, page, 1.5)) for page in range(len(PdfReader(file).pages))]
        assert [each for each in read if each] == [["https://chng.it/2pnk55wX"]]


def test_the_parts_put_together_are_the_poster(project: Path, render: Render) -> None:
    assert render("petition", "--format", "A3", "--edition", "tiled", "--edition", "members")[0] == 0
    whole = drawn(project / "out/members/petition-A3.pdf", 0, 1.0)
    first = drawn(project / "out/members/petition-A3-tiled.pdf", 1, 1.0)
    margin = round(mm(10))
    box = (30, 30, 300, 500)
    part = first.crop(tuple(side + margin for side in box))  # type: ignore[arg-type]
    apart = ImageChops.difference(part.convert("L"), whole.crop(box).convert("L"))
    assert sum(apart.histogram()[90:]) < 0.02 * part.width * part.height


# -- the field ------------------------------------------------------------------------------------------------------

def test_members_files_have_one_field_with_a_label_on_every_sheet(project: Path, render: Render) -> None:
    assert render("triptych-patients", "--format", "A4", "--edition", "members")[0] == 0
    file = project / "out/members/triptych-patients-A4.pdf"
    assert [each["/TU"] for each in widgets(file)] == ["Cabinet / cachet"] * 3
    assert set(PdfReader(file).get_fields() or {}) == {"practice"}
    texts = [page.extract_text() for page in PdfReader(file).pages]
    assert all("Cabinet / cachet" in text and "cabinet ci-dessus" in text for text in texts)


@pytest.mark.parametrize("regenerated", [False, True])
def test_what_is_typed_shows_every_letter_of_french(project: Path, render: Render, *, regenerated: bool) -> None:
    assert render("petition", "--format", "A4", "--edition", "members")[0] == 0
    file = project / "out/members/petition-A4.pdf"
    left, bottom, right, top = (float(each) for each in widgets(file)[0]["/Rect"])

    def shown(words: str) -> Image.Image:
        writer = PdfWriter(clone_from=PdfReader(file))
        for page in writer.pages:
            writer.update_page_form_field_values(page, {"practice": words}, auto_regenerate=regenerated)
        out = io.BytesIO()
        writer.write(out)
        picture = drawn(out.getvalue(), 0, 6.0, forms=True)
        return picture.crop((int(left * 6), picture.height - int(top * 6), int(right * 6),
                             picture.height - int(bottom * 6)))
    empty = shown("")
    assert darkest(empty) > 250
    for letter in "éèœŒ’«»Ÿ€ÉÀç–…":
        assert darkest(shown(letter)) < 128, letter
    # Letters of one font: œ is about as wide as o and e together, and no box stands for any.
    assert ink_width(shown("œœœœœœœœ")) > 0.75 * ink_width(shown("oooooooo"))
    assert ink_width(shown("d’d’d’d’d’d’")) < 0.9 * ink_width(shown("dndndndndndn"))
    assert darkest(shown(TYPED)) < 128


def ink_width(picture: Image.Image) -> int:
    box = picture.convert("L").point(lambda value: 255 if value < 160 else 0).getbbox()
    assert box is not None
    return box[2] - box[0]


def test_where_there_is_no_room_for_a_stamp_a_line_to_write_on_stays(project: Path, render: Render, edit: Edit) -> None:
    edit("layouts/parts/foot.yaml", "above: partner, gap: 1%", "above: partner, gap: 20%")
    code, _, err = render("petition", "--format", "A4", "--edition", "members")
    assert code == 0
    assert "field-left-out" in err
    file = project / "out/members/petition-A4.pdf"
    assert widgets(file) == []
    assert "Imprimé par nos soins" in PdfReader(file).pages[0].extract_text().replace("\u00a0", " ")
    assert "______" in PdfReader(file).pages[0].extract_text()


def test_a_field_that_reaches_into_the_codes_quiet_zone_is_told(render: Render, edit: Edit) -> None:
    edit("layouts/parts/foot.yaml", "{kind: field, name: cabinet, at: {portrait: c7-9",
         "{kind: field, name: cabinet, width: 90mm, at: {portrait: c7-11")
    code, _, err = render("check", "petition")
    assert code == 1
    assert "cabinet and code overlap" in err
    assert "[collision]" in err


def test_a_title_that_no_guide_has_room_for_is_a_finding(project: Path, render: Render) -> None:
    path = project / "materials/petition.yaml"
    lines = [f"title: {'W' * 100}" if line.startswith("title:") else line for line in path.read_text().splitlines()]
    path.write_text("\n".join(lines), encoding="utf-8")
    code, _, err = render("petition", "--format", "A3", "--edition", "tiled")
    assert code == 1
    assert f"the word {'W' * 40} is wider than the column" in err
