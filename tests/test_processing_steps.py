"""Technical inks: on the layer of their processing step where the printer takes it, and nowhere but on their plate."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from pressroom.pdf.steps import TYPES

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
INKS = ("die: {cmyk: [0, 100, 0, 0], spot: CutContour, step: Cutting}\n"
        "  support: {cmyk: [30, 0, 0, 0], spot: White, step: White}\n  paper:  {cmyk")
PATHS = ("\nelements:\n  - {kind: shape, form: ellipse, at: c11-12 r2-3, stroke: die, width: 0.5pt}\n"
         "  - {kind: shape, at: c1-4 r2-8, ink: support}\n")


@pytest.fixture
def sticker(project: Path, edit: Edit) -> Path:
    """A poster with a cutting line and a white plate."""
    edit("assets/brand.yaml", "paper:  {cmyk", INKS)
    edit("layouts/statement.yaml", "\nelements:\n", PATHS)
    return project


def press_file(project: Path, render: Render, printer: str, **preset: str) -> tuple[int, str, Path]:
    """The exit code, what was said, and the file of the sticker for a preset with other lines."""
    path = project / f"assets/printers/{printer}.yaml"
    text = path.read_text(encoding="utf-8")
    for key, value in preset.items():
        key = key.replace("_", "-")
        text = re.sub(rf"(?m)^{key}:.*\n", "", text) + f"{key}: {value}\n"
    path.write_text(text, encoding="utf-8")
    code, _, err = render("petition", "--format", "A4", "--edition", "press", "--printer", printer)
    return code, err, next(iter((project / "out").glob("pr*/**/*.pdf")), Path())


def layers(reader: PdfReader) -> dict[str, dict[str, Any]]:
    stated: Any = reader.trailer["/Root"]["/OCProperties"]
    return {group.get_object()["/Name"]: group.get_object()["/GTS_Metadata"] for group in stated["/OCGs"]}


def test_each_step_has_a_layer_that_says_what_it_is_for(sticker: Path, render: Render) -> None:
    code, err, path = press_file(sticker, render, "offset-stickers")
    assert code == 0, err
    reader = PdfReader(path)
    assert layers(reader) == {"Cutting": {"/GTS_ProcStepsGroup": "/Structural", "/GTS_ProcStepsType": "/Cutting"},
                              "White": {"/GTS_ProcStepsGroup": "/White"}}
    default: Any = reader.trailer["/Root"]["/OCProperties"]["/D"]  # type: ignore[index]
    assert default["/Name"]
    assert len(default["/ON"]) == len(default["/Order"]) == 2
    assert not {"/AS", "/OFF", "/Configs"} & set(default)


def test_a_technical_ink_is_painted_last_overprints_and_stands_on_its_layer_alone(
        sticker: Path, render: Render) -> None:
    _, _, path = press_file(sticker, render, "offset-stickers")
    page = PdfReader(path).pages[0]
    content = page.get_contents()
    assert content is not None
    operators = content.get_data().decode("latin-1")
    printed, _, tools = operators.partition("/OC /")
    assert "/Step1 BDC" in "/OC /" + tools
    assert re.findall(r"/GS[ok] gs", printed + tools.partition(" S\n")[0])[-1] == "/GSo gs"
    assert "Tj" not in tools
    assert not re.search(r"\bk\b", tools)
    assert tools.count("EMC") == 2
    assert set(page["/Resources"]["/Properties"]) == {"/Step1", "/Step2"}  # type: ignore[index]


def test_a_printer_that_knows_the_plate_by_name_gets_it_without_a_layer(sticker: Path, render: Render) -> None:
    code, err, path = press_file(sticker, render, "online", spots="[CutContour, White]")
    assert code == 0, err
    reader = PdfReader(path)
    assert "/OCProperties" not in reader.trailer["/Root"]  # type: ignore[operator]
    assert b"/Separation /CutContour" in path.read_bytes()


def test_the_plate_of_a_step_is_called_as_the_printer_calls_it(sticker: Path, render: Render) -> None:
    code, err, path = press_file(sticker, render, "online", steps="any", step_names="{Cutting: Stanze}")
    assert code == 0, err
    spaces: Any = PdfReader(path).pages[0]["/Resources"]["/ColorSpace"]  # type: ignore[index]
    assert {str(space[1]) for space in (each.get_object() for each in spaces.values())} == {"/Stanze", "/White"}


def test_pdf_x_1a_has_no_layers_and_keeps_the_plates(sticker: Path, render: Render) -> None:
    code, err, path = press_file(sticker, render, "x1a", steps="[Cutting, White]")
    assert code == 0, err
    content = path.read_bytes()
    assert b"/OCProperties" not in content
    assert b"CutContour" in content


@pytest.mark.parametrize(("steps", "refused"), [("none", {"Cutting", "White"}), ("[Cutting]", {"White"}),
                                                ("[Creasing]", {"Cutting", "White"}), ("any", set())])
def test_a_step_that_the_printer_does_not_take_is_refused_where_it_is_drawn(
        sticker: Path, render: Render, steps: str, refused: set[str]) -> None:
    code, err, _ = press_file(sticker, render, "online", steps=steps)
    assert set(re.findall(r"layouts/statement.yaml:\d+:\d+: error: .*takes neither the step (\w+) nor", err)) == refused
    assert bool(code) is bool(refused)
    if refused:
        assert "write steps: [White] in assets/printers/online.yaml" in err


@pytest.mark.usefixtures("sticker")
def test_a_step_that_the_standard_does_not_have_is_told_with_its_line(render: Render, edit: Edit) -> None:
    edit("assets/brand.yaml", "step: Cutting}\n", "step: Slicing}\n")
    _, _, err = render("check", "petition")
    assert re.search(r"assets/brand.yaml:\d+:\d+: error: .*\[wrong-value\]", err)


def test_neither_members_nor_previews_show_a_technical_ink(sticker: Path, render: Render) -> None:
    assert render("petition", "--format", "A4", "--edition", "members", "--edition", "preview")[0] in (0, 1)
    plain = sticker / "layouts/statement.yaml"
    with_tools = {path.name: path.read_bytes() for path in (sticker / "out").rglob("petition-A4.*")}
    plain.write_text(plain.read_text(encoding="utf-8").replace(PATHS.removeprefix("\nelements:"), "\n"),
                     encoding="utf-8")
    render("petition", "--format", "A4", "--edition", "members", "--edition", "preview")
    assert with_tools
    assert {path.name: path.read_bytes() for path in (sticker / "out").rglob("petition-A4.*")} == with_tools


def test_white_under_words_is_no_tool_that_cuts_them(sticker: Path, render: Render, edit: Edit) -> None:
    edit("layouts/statement.yaml", "at: c11-12 r2-3, stroke: die", "at: sheet, stroke: die")
    edit("layouts/statement.yaml", "at: c1-4 r2-8, ink: support", "at: c1-12 r1-30, ink: support")
    _, err, _ = press_file(sticker, render, "offset-stickers")
    (line,) = set(re.findall(r"statement.yaml:(\d+):\d+: warning: .*\[cut-through\]", err))
    layout = (sticker / "layouts/statement.yaml").read_text(encoding="utf-8").splitlines()
    assert "stroke: die" in layout[int(line) - 1]


def test_every_step_of_a_brand_is_one_that_the_reader_knows_with_its_group() -> None:
    from pressroom.colour.steps import STEPS, group_and_type
    from pressroom.pdf.steps import Step

    for step in STEPS:
        made = Step(*group_and_type(step))
        assert made.known
        assert made.label == step
    missing = {*(TYPES["Structural"] or ())} - set(STEPS)
    assert missing == {"Bleed"}  # a box of the page says where that is


def plates(path: Path, folder: Path) -> dict[str, bytes]:
    """The pixels of each plate, as Ghostscript separates them."""
    from PIL import Image

    program = shutil.which("gs")
    if program is None:
        assert "CI" not in os.environ, "CI installs Ghostscript"
        pytest.skip("Ghostscript is not on this machine")
    folder.mkdir()
    subprocess.run([program, "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-r72", "-dOverprint=/enable",
                    f"-sOutputFile={folder / 'plate.tif'}", path], check=True)
    found = {}
    for plate in folder.glob("plate(*).tif"):
        with Image.open(plate) as tiff:
            found[plate.stem[6:-1]] = tiff.convert("L").tobytes()
    return found


@pytest.mark.external
def test_on_the_plates_a_step_changes_nothing_of_what_is_printed(sticker: Path, render: Render, tmp_path: Path) -> None:
    _, _, path = press_file(sticker, render, "offset-stickers")
    with_tools = plates(path, tmp_path / "with")
    layout = sticker / "layouts/statement.yaml"
    layout.write_text(layout.read_text(encoding="utf-8").replace(PATHS.removeprefix("\nelements:"), "\n"),
                      encoding="utf-8")
    _, _, path = press_file(sticker, render, "offset-stickers")
    without = plates(path, tmp_path / "without")
    assert set(with_tools) == {"Cyan", "Magenta", "Yellow", "Black", "CutContour", "White"}
    assert {name: with_tools[name] for name in without} == without
    dark = {name: sum(pixel < 128 for pixel in with_tools[name]) / len(with_tools[name])
            for name in ("CutContour", "White")}
    assert 0 < dark["CutContour"] < 0.01
    assert 0.03 < dark["White"] < 0.2


@pytest.mark.external
def test_technical_plates_count_as_no_ink(sticker: Path, render: Render) -> None:
    _, _, path = press_file(sticker, render, "offset-stickers")
    if shutil.which("gs") is None:
        assert "CI" not in os.environ, "CI installs Ghostscript"
        pytest.skip("Ghostscript is not on this machine")
    code, out, err = render("preflight", str(path), "--printer", "offset-stickers", "--plates")
    assert code == 0, err
    assert "CutContour, White), at most 170 % of ink" in out  # the blue ground's, under a full white plate


def test_copies_of_a_run_bear_the_layer_too(sticker: Path) -> None:
    from pressroom.runs.make import make
    from pressroom.runs.request import RunRequest
    from tests.runs.tables import YAML, rows, write_run, write_table

    write_run(sticker, YAML + "printer: offset-stickers\n")
    write_table(sticker, rows(2))
    [path] = make(RunRequest(sticker, "affiches", sticker / "out")).files
    reader = PdfReader(path)
    assert set(layers(reader)) == {"Cutting", "White"}
    assert len(reader.pages) == 2
