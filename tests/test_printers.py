"""Presets: every demand that a press makes is read, kept, and told where it cannot be."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from pressroom.specs.printer import AGREED, blanks
from tests.conftest import lend_profiles

ROOT = Path(__file__).resolve().parents[1]
Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
MM = 72 / 25.4
PRESETS = sorted(path.stem for path in (ROOT / "assets/printers").glob("*.yaml"))


def press_files(project: Path) -> list[dict[str, Any]]:
    told = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))
    files: list[dict[str, Any]] = told["files"]
    return [entry for entry in files if entry["edition"] == "press"]


def opened(project: Path) -> PdfReader:
    (entry,) = press_files(project)
    return PdfReader(project / "out" / entry["path"])


def operators(reader: PdfReader) -> str:
    content = reader.pages[0].get_contents()
    assert content is not None
    return content.get_data().decode("latin-1")


def preset(project: Path, name: str, **lines: str) -> None:
    """A preset after online.yaml, with other lines."""
    text = (project / "assets/printers/online.yaml").read_text(encoding="utf-8")
    for key, value in lines.items():
        key = key.replace("_", "-")
        text = re.sub(rf"(?m)^{key}:.*\n", "", text) + f"{key}: {value}\n"
    (project / f"assets/printers/{name}.yaml").write_text(text, encoding="utf-8")


def build(render: Render, printer: str, material: str = "petition") -> tuple[int, str, str]:
    return render(material, "--format", "A4", "--edition", "press", "--printer", printer)


# -- the shipped ones ---------------------------------------------------------------------------------------------


def test_every_preset_says_who_says_so() -> None:
    import yaml

    assert len(PRESETS) == 21
    for name in PRESETS:
        told = yaml.safe_load((ROOT / f"assets/printers/{name}.yaml").read_text(encoding="utf-8"))
        assert re.search(r"GWG 2022|\d{4}|undated", told["source"]), name


@pytest.mark.parametrize(("printer", "condition"), [("coated-fogra51", "FOGRA51"), ("uncoated-fogra52", "FOGRA52")])
def test_a_condition_whose_profile_may_not_be_given_away_asks_for_it_once(
        project: Path, render: Render, printer: str, condition: str) -> None:
    code, _, err = build(render, printer)
    assert code == 1
    assert f"the profile of {condition} is not there" in err
    assert "from eci.org" in err
    lend_profiles(project)
    assert build(render, printer)[0] == 0
    (intent,) = opened(project).trailer["/Root"]["/OutputIntents"]
    assert intent.get_object()["/OutputConditionIdentifier"] == condition


def families() -> list[str]:
    return [f"{printer}-{product}" for printer in ("exaprint", "flyeralarm", "saxoprint")
            for product in ("flyers", "folded", "large", "stickers")]


def test_each_family_of_products_of_each_printer_has_a_preset() -> None:
    assert {*families(), "offset", "leaflets", "large-format", "offset-stickers"} <= {*PRESETS}


@pytest.mark.parametrize("printer", PRESETS)
def test_what_a_preset_leaves_blank_is_named_with_what_is_assumed(project: Path, render: Render, printer: str) -> None:
    import yaml

    lend_profiles(project)
    stated = yaml.safe_load((ROOT / f"assets/printers/{printer}.yaml").read_text(encoding="utf-8"))
    _, _, err = build(render, printer)
    asked = re.findall(rf"assets/printers/{printer}.yaml:\d+:\d+: warning: petition-A4: to be agreed with the printer, "
                       r"and assumed until then: (.*) \[to-agree\]", err)
    assert [re.findall(r"([a-z-]+): ", line) for line in asked] == ([[*blanks(stated)]] if blanks(stated) else [])


def test_a_preset_without_any_value_makes_the_usual_file_and_asks_for_all_of_them(
        project: Path, render: Render) -> None:
    (project / "assets/printers/own.yaml").write_text("title: Own\nbleed:\n", encoding="utf-8")
    code, _, err = build(render, "own")
    assert code == 0, err
    assert ("standard: PDF/X-4, condition: FOGRA39, bleed: 3mm, safe: 5mm, marks: none, ink-limit: 300 %, "
            "pictures: 149 / 224 ppi [to-agree]") in err
    assert blanks({"title": "Own", "bleed": None}) == AGREED
    assert "pictures" not in blanks({"gwg": "newspaper"})


def test_what_is_to_be_agreed_is_no_matter_of_the_members_edition(project: Path, render: Render) -> None:
    (project / "assets/printers/own.yaml").write_text("title: Own\n", encoding="utf-8")
    _, _, err = render("petition", "--format", "A4", "--edition", "members", "--printer", "own")
    assert "to-agree" not in err


@pytest.mark.parametrize("printer", PRESETS)
@pytest.mark.parametrize("material", ["petition", "triptych-patients"])
def test_pieces_build_and_pass_under_every_preset(project: Path, render: Render, printer: str, material: str) -> None:
    lend_profiles(project)
    code, _, err = build(render, printer, material)
    assert code == 0, err
    (entry,) = press_files(project)
    assert entry["printer"] == printer
    assert entry["preflight"]["passed"]
    assert not [item for item in entry["preflight"]["findings"] if item["severity"] == "error"]


def test_the_offset_preset_has_five_millimetres_of_bleed_and_crop_marks_outside_it(
        project: Path, render: Render) -> None:
    build(render, "offset")
    page = opened(project).pages[0]
    bleed, trim, media = page.bleedbox, page.trimbox, page.mediabox
    assert float(trim.left - bleed.left) == pytest.approx(5 * MM, abs=0.05)
    assert float(bleed.left - media.left) == pytest.approx(10 * MM, abs=0.05)
    assert "/All CS" in operators(opened(project))


def test_the_uncoated_preset_embeds_its_own_profile(project: Path, render: Render) -> None:
    import hashlib

    build(render, "uncoated")
    (intent,) = opened(project).trailer["/Root"]["/OutputIntents"]
    intent = intent.get_object()
    assert intent["/OutputConditionIdentifier"] == "FOGRA47"
    embedded = intent["/DestOutputProfile"].get_object().get_data()
    own = (ROOT / "assets/icc/PSO_Uncoated_ISO12647_eci.icc").read_bytes()
    assert hashlib.sha256(embedded).digest() == hashlib.sha256(own).digest()


def test_the_older_standard_is_pdf_1_4_without_groups_and_says_what_it_is(project: Path, render: Render) -> None:
    build(render, "x1a")
    (entry,) = press_files(project)
    content = (project / "out" / entry["path"]).read_bytes()
    reader = PdfReader(io.BytesIO(content))
    assert content.startswith(b"%PDF-1.4")
    assert reader.metadata is not None
    assert reader.metadata["/GTS_PDFXVersion"] == "PDF/X-1a:2003"
    assert "/Group" not in reader.pages[0]
    assert b"/ObjStm" not in content
    assert b"pdfxid:GTS_PDFXVersion>" not in content
    assert entry["standard"] == "PDF/X-1a:2003"


def test_full_marks_stand_outside_the_bleed_and_the_slug_line_is_no_word_of_the_piece(
        project: Path, render: Render) -> None:
    from pressroom import preflight
    from pressroom.brief import Brief

    build(render, "leaflets")
    reader = opened(project)
    page = reader.pages[0]
    assert float(page.bleedbox.left - page.mediabox.left) > 15 * MM
    (entry,) = press_files(project)
    told = preflight.judge((project / "out" / entry["path"]).read_bytes(), Brief()).pages[0].text
    assert "petition-A4 · 2023-01-20 v1 · rogné 210 × 297 mm" in told
    assert "plaques C M Y K" in told
    content = operators(reader)
    for patch in ("1 1 0 0 k", "0 1 1 0 k", "1 0 1 0 k", "0.5 0 0 0 k", "0 0 0 0.5 k"):
        assert patch in content
    assert {item["code"] for item in entry["preflight"]["findings"]} <= {"imprint-blank"}


def test_fold_marks_are_dashed_in_black_and_end_at_the_bleed() -> None:
    from pressroom.fit.printmarks import printed_marks
    from pressroom.marks import Group, Shape
    from pressroom.sheet.geometry import Box, path_box

    done = printed_marks(Box(0, 0, 297 * MM, 210 * MM), 3 * MM, ("fold",), folds=(97 * MM, 197 * MM))
    (group,) = done.marks
    assert isinstance(group, Group)
    (folds,) = group.marks
    assert isinstance(folds, Group)
    lines = [mark for mark in folds.marks if isinstance(mark, Shape)]
    assert len(lines) == 4
    for line in lines:
        box = path_box(line.path)
        assert box is not None
        assert line.dash
        assert line.stroke is not None
        assert line.stroke.only_black
        assert box.y1 <= -3 * MM + 1e-6 or box.y0 >= 213 * MM - 1e-6
        assert min(abs(box.x0 - fold * MM) for fold in (97, 197)) < 1e-6


# -- each demand does something -----------------------------------------------------------------------------------


def brief_under(project: Path, format_name: str = "A4", printer: str = "own") -> Any:
    from pressroom import load, resolve
    from pressroom.build.briefing import brief_of
    from pressroom.cache import Cache
    from pressroom.fit import fit

    cache = Cache(project / ".cache")
    piece = resolve.piece(load.job(project), resolve.Choice("petition", format_name, "press", printer), cache)
    return brief_of(fit(piece, cache))


@pytest.mark.parametrize(("key", "value", "field", "expected"), [
    ("ink_limit", "250", "limits.ink", 2.5), ("rich_black", "220", "limits.rich_black", 2.2),
    ("bleed", "4mm", "bleed", 4 * MM), ("safe", "6mm", "limits.safe", 6 * MM),
    ("pictures", "{error: 100, warning: 200}", "limits.picture_ppi_warning", 200),
    ("bitmaps", "{error: 300, warning: 600}", "limits.bitmap_ppi_error", 300),
    ("text", "{least: 5.5pt, reversed: 7pt}", "limits.text", 5.5),
    ("text", "{least: 5pt, reversed: 7pt}", "limits.text_reversed", 7),
    ("lines", "{least: 0.2pt, reversed: 0.5pt}", "limits.line", 0.2),
    ("lines", "{least: 0.2pt, reversed: 0.5pt}", "limits.line_reversed", 0.5),
    ("standard", "PDF/X-1a:2003", "standard", "PDF/X-1a:2003"), ("marks", "crop", "marks", True),
    ("marks", "[registration]", "targets", True), ("marks", "[slug]", "marks", False),
    ("severities", "{words-near-trim: error}", "severities", {"words-near-trim": "error"}),
    ("waivers", "[{code: hairline, reason: this plotter thickens them}]", "waivers",
     {"hairline": "this plotter thickens them"}),
])
def test_every_figure_of_a_preset_reaches_the_judge(project: Path, key: str, value: str, field: str,
                                                    expected: object) -> None:
    preset(project, "own", **{key: value})
    found = brief_under(project)
    for step in field.split("."):
        found = getattr(found, step)
    assert found == (pytest.approx(expected) if isinstance(expected, int | float) and expected is not True
                     else expected)


# The official table: error and warning of pictures and bitmaps, reversed text and lines, mean and rich ink; R0009 and
# R0010.
GWG = {"sheet-cmyk": (149, 224, 549, 799, 8, 0.25, 3.2, 2.8, True, True),
       "magazine": (149, 224, 549, 799, 9, 0.25, 3.05, 2.8, True, True),
       "newspaper": (99, 149, 549, 799, 10, 0.25, 2.45, 2.2, True, True),
       "digital": (95, 149, 349, 599, 5, 0.25, None, 2.8, False, False),
       "large-format": (239, 299, 549, 799, 5, 0.15, None, None, True, False)}


@pytest.mark.parametrize("variant", GWG)
def test_a_variant_of_gwg_2022_brings_its_figures(project: Path, variant: str) -> None:
    (project / "assets/printers/own.yaml").write_text(f"title: Own\ngwg: {variant}\n", encoding="utf-8")
    limits = brief_under(project).limits
    away = 1.5 if variant == "large-format" else 1.0  # an A4 poster is read from a metre and a half
    assert (limits.picture_ppi_error * away, limits.picture_ppi_warning * away, limits.bitmap_ppi_error * away,
            limits.bitmap_ppi_warning * away, limits.text_reversed, limits.line_reversed, limits.ink_mean,
            limits.rich_black_text, limits.black_text, limits.black_lines) == pytest.approx(GWG[variant])


def test_a_figure_of_the_preset_counts_for_more_than_that_of_its_variant(project: Path) -> None:
    (project / "assets/printers/own.yaml").write_text(
        "title: Own\ngwg: newspaper\npictures: {error: 120, warning: 200}\n", encoding="utf-8")
    limits = brief_under(project).limits
    assert (limits.picture_ppi_error, limits.picture_ppi_warning, limits.text_reversed) == (120, 200, 10)


def test_spots_registration_and_units_weigh_what_their_row_says(project: Path) -> None:
    def own(variant: str) -> Any:
        (project / "assets/printers/own.yaml").write_text(f"title: Own\ngwg: {variant}\n", encoding="utf-8")
        return brief_under(project)
    assert (own("sheet-cmyk").severities, own("sheet-cmyk").waivers) == ({}, {})
    assert own("digital").severities == {"colour-spot": "warning"}
    assert [*own("digital").waivers] == ["font-courier"]
    large = own("large-format")
    assert large.severities == {"user-unit": "warning"}
    assert {*large.waivers} == {"colour-registration", "font-courier", "trims-differ", "page-rotated"}
    assert own("newspaper").single
    assert own("newspaper").limits.scan_ppi_error == 99
    assert large.spots == ()  # those of the piece: it has none


def test_an_unknown_variant_is_told_with_those_that_there_are(project: Path, render: Render) -> None:
    (project / "assets/printers/own.yaml").write_text("title: Own\ngwg: news\n", encoding="utf-8")
    code, _, err = render("check", "petition")
    assert code == 1
    assert re.search(r"assets/printers/own.yaml:2:6: error: .*\[wrong-value\]", err)
    assert "newspaper" in err


def test_resolution_follows_the_format_or_the_reading_distance(project: Path) -> None:
    preset(project, "own", pictures="{error: 149, warning: 224, formats: {A3: {error: 100, warning: 150}}}")
    assert brief_under(project).limits.picture_ppi_error == 149
    assert brief_under(project, "A3").limits.picture_ppi_error == 100
    from pressroom.specs.printer import Resolution

    far = Resolution(error=240, warning=300, per="metre")
    assert far.on("A0", 2.0) == (120, 150)
    assert far.on("A4", 0.4) == (240, 300)


def test_the_bleed_and_the_safe_margin_of_the_preset_are_those_of_the_file(project: Path, render: Render) -> None:
    preset(project, "own", bleed="4mm")
    assert build(render, "own")[0] == 0
    page = opened(project).pages[0]
    assert float(page.trimbox.left - page.bleedbox.left) == pytest.approx(4 * MM, abs=0.05)


def test_the_file_is_called_as_the_printer_wants_it_and_an_old_name_goes(
        project: Path, render: Render, edit: Edit) -> None:
    preset(project, "own", file_name='"{material}_{format}_{trim}_{pages}p.pdf"')
    build(render, "own")
    (entry,) = press_files(project)
    assert entry["path"] == "printers/own/petition_A4_210x297_1p.pdf"
    edit("assets/printers/own.yaml", "_{pages}p.pdf", "_v{version}.pdf")
    build(render, "own")
    assert [path.name for path in (project / "out/printers/own").iterdir()] == ["petition_A4_210x297_v1.pdf"]


@pytest.mark.parametrize("pattern", [
    "../{material}-{format}.pdf", "/tmp/{material}-{format}.pdf", "{material}/{format}.pdf",
    "{material}\\\\{format}.pdf", "{material}-{format}", "{material}.pdf",
    "{material}-{format}-{secret}.pdf", ".{material}-{format}.pdf",
    "{material.__class__}-{format}.pdf", "{material}{format}.pdf"])
def test_a_pattern_that_leads_elsewhere_or_names_two_files_alike_is_refused(
        project: Path, render: Render, pattern: str) -> None:
    preset(project, "own", file_name=f'"{pattern}"')
    code, _, err = render("check", "petition")
    assert code == 1
    assert "assets/printers/own.yaml" in err
    assert "[wrong-value]" in err


def test_the_imprint_names_the_printer(project: Path, render: Render) -> None:
    preset(project, "own", imprint='{name: Imprimerie du Port, address: Lorient}')
    build(render, "own")
    (entry,) = press_files(project)
    assert "Imprimé par Imprimerie du Port, Lorient" in entry["pages"][0]["text"]


def test_the_slug_line_speaks_the_printers_language_and_names_stock_and_contact(project: Path, render: Render) -> None:
    preset(project, "own", marks="[slug]", language="en", stock="{name: Offset, gsm: 90}", contact="{name: Jo Kerr}")
    build(render, "own")
    (entry,) = press_files(project)
    assert "trim 210 × 297 mm · own · Jo Kerr · Offset 90 g/m² · plates C M Y K" in entry["pages"][0]["text"]


@pytest.mark.parametrize(("stock", "codes"), [
    ("{gsm: 170}", {"stock-unscored"}), ("{gsm: 169}", set()), ("{gsm: 250, scored: true}", set()),
    ("{gsm: 90, grain: across}", {"stock-grain"})])
def test_stock_that_folds_badly_is_a_warning_at_its_preset(project: Path, render: Render, stock: str,
                                                           codes: set[str]) -> None:
    preset(project, "own", stock=stock)
    _, _, err = render("build", "leaflet", "--printer", "own", "--edition", "press")
    assert set(re.findall(r"assets/printers/own.yaml: warning: .*\[(stock-[a-z]+)\]", err)) == codes


def test_stock_of_a_sheet_that_does_not_fold_needs_no_score(project: Path, render: Render) -> None:
    preset(project, "own", stock="{gsm: 250, grain: across}")
    assert "stock-" not in build(render, "own")[2]


def test_a_printers_least_text_is_told_at_the_layouts_line(project: Path, render: Render) -> None:
    preset(project, "own", text="{least: 9pt, reversed: 9pt}")
    code, _, err = build(render, "own")
    assert code == 1
    assert re.search(r"layouts/[\w/-]+\.yaml:\d+:\d+: error: .*asks for 9 pt \[too-small-to-print\]", err)


def test_a_weight_and_a_waiver_change_what_a_finding_weighs(project: Path, render: Render) -> None:
    preset(project, "own", severities="{imprint-blank: error}")
    code, _, err = build(render, "own")
    assert code == 1
    assert "error" in err
    assert "imprint-blank" in err
    preset(project, "own", waivers="[{code: imprint-blank, reason: the printer stamps it on by hand}]")
    code, _, err = build(render, "own")
    assert code == 0
    assert "waived: the printer stamps it on by hand" in err


@pytest.mark.parametrize(("line", "value", "told"), [
    ("severities", "{imprint-blnk: error}", "did you mean imprint-blank?"),
    ("waivers", "[{code: hair-line, reason: this plotter thickens them}]", "did you mean hairline?"),
    ("waivers", "[{code: unknown-key, reason: we like it like that}]", "[fixed-rule]")])
def test_a_rule_that_a_preset_names_wrongly_is_told_at_its_line(
        project: Path, render: Render, line: str, value: str, told: str) -> None:
    preset(project, "own", **{line: value})
    code, _, err = render("check", "petition")
    assert code == 1
    assert re.search(r"assets/printers/own.yaml:\d+:\d+", err)
    assert told in err


def test_a_profile_that_may_not_be_shipped_is_asked_for_by_name_and_place(project: Path, render: Render) -> None:
    text = (project / "assets/printers/online.yaml").read_text(encoding="utf-8")
    text = re.sub(r"condition:\n(  .*\n)+", "condition: FOGRA51\n", text)
    (project / "assets/printers/own.yaml").write_text(text, encoding="utf-8")
    code, _, err = build(render, "own")
    assert code == 1
    assert "fetch PSOcoated_v3 from eci.org and put the file at assets/icc/PSOcoated_v3.icc" in err
    lend_profiles(project)
    assert build(render, "own")[0] == 0


# -- spot colours -------------------------------------------------------------------------------------------------


def spotted(edit: Edit) -> None:
    edit("assets/brand.yaml", "cmyk: [100, 65, 0, 5]}", "cmyk: [100, 65, 0, 5], spot: PANTONE 286 C}")


def test_a_spot_that_the_printer_prints_is_a_separation_with_its_stand_in(
        project: Path, render: Render, edit: Edit) -> None:
    spotted(edit)
    preset(project, "own", spots="[PANTONE 286 C]", marks="full")
    code, _, err = build(render, "own")
    assert code == 0, err
    reader = opened(project)
    spaces = reader.pages[0]["/Resources"]["/ColorSpace"]  # type: ignore[index]
    found = {spaces[key][1]: spaces[key][3]["/C1"] for key in spaces}
    assert [float(part) for part in found["/PANTONE 286 C"]] == [1, 0.65, 0, 0.05]
    assert re.search(r"/Cs1 cs 1 scn", operators(reader))
    assert "1 0.65 0 0.05 k" not in operators(reader)
    assert "PANTONE 286 C" in press_files(project)[0]["pages"][0]["text"]


def test_a_printer_without_spots_gets_the_stand_in_and_says_so(project: Path, render: Render, edit: Edit) -> None:
    spotted(edit)
    code, _, err = build(render, "online")
    assert code == 0, err
    assert "1 0.65 0 0.05 k" in operators(opened(project))
    assert "/ColorSpace" not in opened(project).pages[0]["/Resources"]  # type: ignore[operator]
    assert "PANTONE 286 C is printed in its stand-in 100 65 0 5" in err


DIE = 'die: {cmyk: [0, 100, 0, 0], spot: CutContour, technical: true}\n  paper:  {cmyk'


def with_die(project: Path, edit: Edit) -> None:
    edit("assets/brand.yaml", "paper:  {cmyk", DIE)
    import yaml

    layout = yaml.safe_load((project / "materials/petition.yaml").read_text(encoding="utf-8"))["layout"]
    edit(f"layouts/{layout}.yaml", "\nelements:\n",
         "\nelements:\n  - {kind: shape, form: ellipse, at: sheet, stroke: die, width: 0.5pt}\n")


def test_a_die_overprints_on_its_own_plate_and_is_not_in_the_members_edition(
        project: Path, render: Render, edit: Edit) -> None:
    with_die(project, edit)
    preset(project, "own", spots="[CutContour]")
    code, _, err = build(render, "own")
    assert code == 0, err
    assert "a tool's path runs through" in err
    before, _, _ = operators(opened(project)).partition("/Cs1 CS 1 SCN")
    assert re.findall(r"/GS[ok] gs", before)[-1] == "/GSo gs"
    assert render("petition", "--format", "A4", "--edition", "members")[0] == 0
    members = PdfReader(project / "out/members/petition-A4.pdf").pages[0].get_contents()
    assert members is not None
    assert b"1 0 1 RG" not in members.get_data()


def test_a_die_for_a_printer_that_knows_none_is_refused_at_its_line(project: Path, render: Render, edit: Edit) -> None:
    with_die(project, edit)
    code, _, err = build(render, "online")
    assert code == 1
    assert re.search(r"layouts/\w+\.yaml:\d+:\d+: error: .*takes no plate called CutContour", err)


@pytest.mark.parametrize(("ink", "told"), [
    ("spot: pantone 286 c", "[spot-name]"), ("spot: PANTONE 286 U", "[spot-name]"), ("spot: Black", "[spot-name]"),
    ("spot: PANTONE 485 CVC", "[spot-suffix]"), ("spot: 'PANTONE  485 C'", "[spot-name]"),
    ("technical: true", "[technical-process]")])
def test_a_doubtful_spot_name_is_told_at_its_line(render: Render, edit: Edit, ink: str, told: str) -> None:
    spotted(edit)
    edit("assets/brand.yaml", "cmyk: [0, 70, 65, 0]}", f"cmyk: [0, 70, 65, 0], {ink}}}")
    _, _, err = render("check", "petition")
    assert re.search(r"assets/brand.yaml:\d+:\d+: ", err)
    assert told in err


def test_words_in_a_rich_black_and_too_heavy_a_black_are_refused(render: Render, edit: Edit) -> None:
    edit("assets/brand.yaml", "rich-black: {cmyk: [60, 40, 40, 100]", "rich-black: {cmyk: [70, 50, 50, 100]")
    assert "[rich-black-heavy]" in render("check", "petition")[2]
    edit("assets/brand.yaml", "rich-black: {cmyk: [70, 50, 50, 100]", "rich-black: {cmyk: [60, 40, 40, 100]")
    palette = "blue:   {ground: blue,   words: paper, accent: yellow, accent-words: black, foot: paper, foot-words: "
    edit("assets/brand.yaml", palette + "black}", palette + "rich-black}")
    code, _, err = build(render, "online")
    assert code == 1
    assert "[rich-black-words]" in err


# -- a preset from another ----------------------------------------------------------------------------------------


def test_a_new_preset_comes_from_another_and_builds(project: Path, render: Render) -> None:
    code, out, err = render("new-printer", "harbour", "--from", "offset", "--set", "bleed=4mm", "--set",
                            "imprint.name=Imprimerie du Port", "--set", "marks=[crop, slug]")
    assert code == 0, err
    assert "assets/printers/harbour.yaml" in out
    assert build(render, "harbour")[0] == 0
    page = opened(project).pages[0]
    assert float(page.trimbox.left - page.bleedbox.left) == pytest.approx(4 * MM, abs=0.05)
    assert render("new-printer", "harbour", "--from", "offset")[0] == 1


@pytest.mark.parametrize("base", PRESETS)
def test_a_new_preset_is_as_blank_and_of_the_same_variant_as_the_one_it_comes_from(
        project: Path, render: Render, base: str) -> None:
    from pressroom import load

    assert render("new-printer", "harbour", "--from", base, "--set", "title=Port")[0] == 0
    job = load.job(project)
    old, new = job.printers[base], job.printers["harbour"]
    assert (new.gwg, new.pictures, new.text, new.lines, new.spots, new.steps, new.scale) == (
        old.gwg, old.pictures, old.text, old.lines, old.spots, old.steps, old.scale)
    trees = [job.documents[f"assets/printers/{name}.yaml"].tree for name in (base, "harbour")]
    assert set(blanks(trees[1])) <= set(blanks(trees[0]))


@pytest.mark.parametrize(("words", "told"), [
    (("--from", "ofset"), "did you mean offset?"), (("--from", "offset", "--set", "bled=4mm"), "did you mean bleed?"),
    (("--from", "offset", "--set", "bleed=wide"), "wide is not a length"), ((), "no terminal")])
def test_a_new_preset_with_mistakes_is_not_written(project: Path, render: Render, words: tuple[str, ...],
                                                   told: str) -> None:
    code, _, err = render("new-printer", "harbour", *words)
    assert code in (1, 2)
    assert told in err
    assert not (project / "assets/printers/harbour.yaml").exists()


def test_answers_on_a_terminal_become_a_preset_that_passes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pressroom import load
    from pressroom.cli.console import Console
    from pressroom.cli.printers import answers
    from pressroom.specs.new_printer import QUESTIONS, starting_printer, with_settings

    base = load.job(project).documents["assets/printers/online.yaml"].tree
    assert isinstance(base, dict)
    said = {"title": "Imprimerie: du Port", "bleed": "4mm", "marks": "full", "stock.gsm": "170", "source": "a call"}
    told = answers(base, Console("en"), io.StringIO("".join(f"{said.get(key, '')}\n" for key, _ in QUESTIONS)))
    assert "Bleed? [3mm]" in capsys.readouterr().out
    (project / "assets/printers/asked.yaml").write_text(starting_printer(with_settings(base, told)), encoding="utf-8")
    job = load.job(project)
    assert not job.findings
    assert job.printers["asked"].title == "Imprimerie: du Port"
    assert job.printers["asked"].marks == ("crop", "fold", "registration", "bar", "slug")
    assert job.printers["asked"].stock.gsm == 170


@pytest.mark.external
def test_the_die_stands_whole_on_its_plate_over_a_ground_that_knocks_out(
        project: Path, render: Render, edit: Edit, tmp_path: Path) -> None:
    import os
    import shutil
    import subprocess

    from PIL import Image

    program = shutil.which("gs")
    if program is None:
        assert "CI" not in os.environ, "CI installs Ghostscript"
        pytest.skip("Ghostscript is not on this machine")
    spotted(edit)
    with_die(project, edit)
    preset(project, "own", spots="[PANTONE 286 C, CutContour]")
    assert build(render, "own")[0] == 0
    (entry,) = press_files(project)
    subprocess.run([program, "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-r36",
                    f"-sOutputFile={tmp_path / 'plate.tif'}", project / "out" / entry["path"]], check=True)
    ink = {}
    for name in ("CutContour", "PANTONE 286 C", "Cyan"):
        with Image.open(tmp_path / f"plate({name}).tif") as plate:
            grey = plate.convert("L")
            ink[name] = sum(grey.histogram()[:128]) / (grey.width * grey.height)
    assert 0 < ink["CutContour"] < 0.05
    assert ink["PANTONE 286 C"] > 0.3
    assert ink["Cyan"] == 0
