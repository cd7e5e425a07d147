"""`render.py colours`, and what a brand's colours are: in print, on screens, in contrasts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from PIL import Image

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.cli import run
from pressroom.colour.difference import difference
from pressroom.colour.ink import Ink, Srgb, contrast
from pressroom.colour.profiles import read_profile
from pressroom.colour.proposals import Press
from pressroom.findings import Finding
from pressroom.fit import fit
from pressroom.review import review
from tests.conftest import ROOT

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
Only = Callable[..., None]

BRAND = "assets/brand.yaml"
BLUE = "blue:   {cmyk: [100, 65, 0, 5]}"
GREEN = 'blue:   {cmyk: [90, 30, 95, 30], srgb: "#00519E"}'


def colour(text: str) -> Srgb:
    red, green, blue = (int(text[at:at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def inks(project: Path, printer: str, edition: str = "press") -> dict[str, Ink]:
    choice = resolve.Choice("petition", "A4", edition, printer)  # type: ignore[arg-type]
    return dict(resolve.piece(load.job(project), choice, Cache(project / ".cache")).inks)


def test_a_screen_colour_that_its_inks_do_not_print_is_an_error_at_its_line_and_publishes_nothing(
        project: Path, render: Render, edit: Edit) -> None:
    edit(BRAND, BLUE, GREEN)
    code, _, err = render("petition", "--format", "A4")
    assert code == 1
    assert re.search(r"assets/brand\.yaml:\d+:\d+: error: petition-A4: the ink blue prints as #026531 and screens show "
                     r"#00519E: a difference of 43\.7 \(CIEDE2000\), at most 3 is allowed \[screen-colour\]", err), err
    assert not (project / "out/press").exists()
    assert not (project / "out/members").exists()


@pytest.mark.parametrize("hinted", [r'srgb: "#026531"', r"cmyk: \[[\d, ]+\]", "leave srgb: out"])
def test_each_way_that_the_hint_names_mends_it(render: Render, edit: Edit, hinted: str) -> None:
    edit(BRAND, BLUE, GREEN)
    found = re.search(hinted, render("check", "petition")[2].split("hint: ")[1])
    assert found
    mended = {"s": GREEN.replace('srgb: "#00519E"', found[0]), "c": GREEN.replace("cmyk: [90, 30, 95, 30]", found[0]),
              "l": GREEN.replace(', srgb: "#00519E"', "")}[found[0][0]]
    edit(BRAND, GREEN, mended)
    assert "[screen-colour]" not in render("check", "petition")[2]


def test_a_screen_colour_that_is_near_enough_is_shown_as_it_is_named(project: Path, render: Render, edit: Edit) -> None:
    edit(BRAND, BLUE, 'blue:   {cmyk: [100, 65, 0, 5], srgb: "#0A559F"}')
    assert "[screen-colour]" not in render("check", "petition")[2]
    assert inks(project, "online")["blue"].srgb == colour("#0A559F")


def test_screens_show_the_campaigns_own_condition_whichever_printer_prints(project: Path) -> None:
    coated, uncoated = inks(project, "online")["yellow"], inks(project, "uncoated")["yellow"]
    assert coated.srgb == uncoated.srgb == coated.look
    assert uncoated.look != coated.look


def test_black_and_paper_are_pure_on_screens_and_judged_as_they_print(project: Path) -> None:
    black, paper = (inks(project, "online", "members")[name] for name in ("black", "paper"))
    assert (black.srgb, paper.srgb) == ((0, 0, 0), (1, 1, 1))
    assert contrast(black, paper) == pytest.approx(17.9, abs=0.1)


def findings(project: Path, printer: str) -> list[Finding]:
    cache = Cache(project / ".cache")
    choice = resolve.Choice("petition", "A4", "press", printer)
    return [*review(fit(resolve.piece(load.job(project), choice, cache), cache))]


def test_contrast_is_judged_in_the_condition_of_the_printer(project: Path, edit: Edit) -> None:
    # White on this grey of black alone has 4.4 to 1 on coated paper, and 4.9 on uncoated.
    edit(BRAND, BLUE, "blue:   {cmyk: [0, 0, 0, 66]}")
    measured = {name: {item.measured for item in findings(project, name)
                       if item.code == "contrast" and item.values["ink"] == "paper"} for name in ("online", "uncoated")}
    assert measured == {"online": {4.42}, "uncoated": set()}


@pytest.mark.parametrize("spot", ["", ", spot: PANTONE 286 C"])
def test_contrast_is_judged_on_the_mixture_and_not_on_the_screen_colour_for_spots_too(
        project: Path, edit: Edit, spot: str) -> None:
    press = Press(read_profile(project / "assets/icc/ISOcoated_v2_300_eci.icc"))
    mixture = (0.0, 0.45, 0.0, 0.2)
    (printed,) = press.srgbs([mixture])
    darker = tuple(part - 0.03 for part in printed)
    shown = "#" + "".join(f"{round(255 * part):02X}" for part in darker)
    assert difference(printed, colour(shown)) < 3
    edit(BRAND, BLUE, f'blue:   {{cmyk: [0, 45, 0, 20], srgb: "{shown}"{spot}}}')
    edit("assets/printers/online.yaml", "spots: none", "spots: [PANTONE 286 C]")
    measured = [item.measured for item in findings(project, "online")
                if item.code == "contrast" and item.values["ink"] == "paper" and item.values["ground"] == "blue"]
    white, ground = Ink("", (0, 0, 0, 0), (1, 1, 1)), Ink("", mixture, printed)
    assert measured
    assert set(measured) == {round(contrast(white, ground), 2)}


def test_the_brand_is_shown_as_a_table_a_page_and_a_picture(project: Path, render: Render, edit: Edit) -> None:
    edit(BRAND, BLUE, "blue:   {cmyk: [100, 65, 0, 5], spot: PANTONE 286 C}\n  cyan:   {cmyk: [100, 0, 0, 0]}\n"
                      "  die:    {cmyk: [0, 100, 0, 0], spot: CutContour, technical: true}")
    code, out, err = render("colours")
    assert (code, err) == (0, "")
    assert re.search(r"^yellow +0 +12 +95 +0 +107 % +#FFDA00 +#FFDA00 +[01]\.\d$", out, re.M), out
    assert re.search(r"^black +0 +0 +0 +100 +100 % +#181715 +#000000 +4\.\d$", out, re.M)
    assert re.search(r"^blue .*PANTONE 286 C", out, re.M)
    assert re.search(r"^cyan .*no screen can show this ink", out, re.M)
    assert re.search(r"^coral +paper / coral +3\.1 +3\.3 +2\.7$", out, re.M)
    assert "CutContour" not in out
    page = (project / "out/colours.html").read_text(encoding="utf-8")
    assert page.count("background:#FFDA00") >= 3  # in print, on screen, as a ground
    with Image.open(project / "out/colours.png") as picture:
        seen = {rgb for _, rgb in picture.convert("RGB").getcolors(1 << 20) or ()}
    assert {(0xFF, 0xDA, 0x00), (0x18, 0x17, 0x15), (0, 0, 0)} <= seen


def test_another_printer_shows_what_its_paper_makes_of_the_brand(render: Render) -> None:
    out = render("colours", "--printer", "uncoated")[1]
    assert re.search(r"^yellow .*#FFD417 +#FFDA00 +[1-9]", out, re.M), out


def test_the_brands_mistakes_are_told_with_it(render: Render, edit: Edit) -> None:
    edit(BRAND, BLUE, GREEN)
    code, out, err = render("colours")
    assert code == 1
    assert "[screen-colour]" in err
    assert re.search(r"^blue .*#026531 +#00519E +43\.7", out, re.M)


def test_inks_for_colours_are_yaml_to_paste_which_passes(render: Render, edit: Edit) -> None:
    code, out, err = render("colours", "petrol=#00695c", "0b5fa5", "red=0,100,93,0")
    assert (code, err) == (0, "")
    told = yaml.safe_load(out)
    assert [*told["inks"]] == ["petrol", "colour-2", "red"]
    assert told["inks"]["red"] == {"cmyk": [0, 100, 93, 0]}
    assert re.search(r"#00695C prints as #[0-9A-F]{6}: difference 0\.\d, in gamut; \d+ % of ink", out), out
    lines = [line for line in out.splitlines() if line.startswith("  ")]
    edit(BRAND, f"  {BLUE}", "\n".join([*lines, f"  {BLUE}"]))
    assert render("check", "petition")[0] == 0


def test_the_inks_of_the_readme_are_what_its_command_prints(render: Render) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (words,) = re.findall(r"^python render\.py colours ([a-z]+=.*)$", readme, re.M)
    (block,) = re.findall(r"^```yaml\n# inks\n(.*?)^```", readme, re.M | re.S)
    assert render("colours", *words.split())[1].split("\n", 1)[1] == block


def test_what_cannot_be_printed_is_told_with_the_nearest(render: Render) -> None:
    out = render("colours", "#ff0000")[1]
    assert re.search(r"#FF0000 is out of gamut; nearest is #E\w{5}: difference 3\.9", out), out


@pytest.mark.parametrize(("words", "code"), [
    (("greenish",), "no-colour"), (("x=#12345",), "no-colour"), (("Red=#ff0000",), "no-colour"),
    (("a=#ff0000", "a=#00ff00"), "no-colour"), (("100,100,100,100",), "brand-ink"),
    (("#ff0000", "--printer", "ofset"), "no-such-printer")])
def test_words_that_are_no_colours_are_told_all_at_once(render: Render, words: tuple[str, ...], code: str) -> None:
    ended, out, err = render("colours", *words)
    assert (ended, out) == (2, "")
    assert f"[{code}]" in err


def test_a_new_project_whose_colour_neither_paper_nor_black_reads_on_gets_a_ground_that_they_do(
        tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "new"
    assert run(None, ["init", str(root), "--name", "Union", "--site", "union.example", "--colour", "#d9483b",
                      "--today", "2023-01-20", "--lang", "en"]) == 0
    brand = yaml.safe_load((root / BRAND).read_text(encoding="utf-8"))
    assert brand["palettes"]["house"]["ground"] == "house-ground"
    capfd.readouterr()
    assert run(root, ["check", "--lang", "en"]) == 0
    assert "contrast]" not in capfd.readouterr().err
