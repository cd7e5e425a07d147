"""The campaign's own pieces, built once: what every finished file must show to those who did not make it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pressroom.text.fallbacks import wordings
from pressroom.type.setting import plain
from tests.review import composition

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def out(catalogue: Path) -> Path:
    return catalogue


@pytest.fixture(scope="session")
def entries(out: Path) -> list[dict[str, Any]]:
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    files: list[dict[str, Any]] = told["files"]
    return files


def test_every_material_is_made_in_each_of_its_formats_and_editions(entries: list[dict[str, Any]]) -> None:
    made = {(entry["material"], entry["format"], entry["edition"]) for entry in entries}
    names = {path.stem for path in (ROOT / "materials").glob("*.yaml")} - {"campaign"}
    assert {"petition", "million", "fifteen-years", "direct-access", "doctor", "segur", "join", "triptych-patients",
            "triptych-access"} <= names
    for name in names:
        for format_name in ("A4", "A3", "A2") if name != "leaflet" else ("A4",):
            for edition in ("press", "members", "lowink", "preview"):
                assert (name, format_name, edition) in made


def test_every_file_passed_with_no_finding_but_the_expected_ones(entries: list[dict[str, Any]]) -> None:
    expected = {"imprint-blank", "qr-dense", "qr-crowded", "placeholder-contact"} | composition.CATALOGUE
    for entry in entries:
        findings = entry["preflight"].get("findings", [])
        assert {item["code"] for item in findings} <= expected, (entry["path"], findings)


def test_every_preview_shows_codes_that_read_as_those_of_the_press_file(
        out: Path, entries: list[dict[str, Any]]) -> None:
    import zxingcpp
    from PIL import Image

    for entry in entries:
        if entry["edition"] != "press":
            continue
        wanted = {url for page in entry["pages"] for url in page["qr"]}
        assert wanted, entry["path"]
        read = set()
        for preview in entries:
            if preview["edition"] == "preview" and (preview["material"], preview["format"]) == (
                    entry["material"], entry["format"]):
                with Image.open(out / preview["path"]) as picture:
                    assert picture.height >= 1600
                    read |= {found.text for found in zxingcpp.read_barcodes(picture.convert("L"))}
        assert wanted <= read, entry["path"]


def sheets(material: str) -> Iterator[tuple[str, Any]]:
    import yaml

    told = yaml.safe_load((ROOT / f"materials/{material}.yaml").read_text(encoding="utf-8"))
    for words in [told.get("words", {}), *(part.get("words", {}) for part in [
            *told.get("sheets", []), *told.get("panels", {}).values()])]:
        yield from words.items()


def folded(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).replace("'", "’").strip()


def letters(text: str) -> str:
    """Letters, digits and marks, without spaces: what typography may change is only the space between them."""
    text = re.sub(r"(?m)^- ", "– ", text)  # the mark of a list's item
    return re.sub(r"\s|[\u00a0\u202f\u00ad\"“”«»]", "", text).replace("'", "’").replace("...", "…")


@pytest.mark.external
def test_another_reader_finds_every_text_of_the_material_character_for_character(
        out: Path, entries: list[dict[str, Any]]) -> None:
    import yaml

    reader = shutil.which("pdftotext")
    if reader is None:
        assert "CI" not in os.environ, "CI installs pdftotext"
        pytest.skip("pdftotext is not on this machine")
    figures = yaml.safe_load((ROOT / "materials/campaign.yaml").read_text(encoding="utf-8"))["figures"]
    for entry in entries:
        if not entry["path"].endswith(".pdf") or entry["kind"] in ("release", "letter"):  # texts: see test_pages
            continue
        done = subprocess.run([reader, "-raw", out / entry["path"], "-"], capture_output=True, text=True, check=True)
        found = letters(done.stdout)
        for name, text in sheets(entry["material"]):
            said = wordings(*text.values()) if isinstance(text, dict) else wordings(text)
            for figure, told in figures.items():
                said = tuple(one.replace("{figures." + figure + "}", in_french(told["value"])) for one in said)
            assert any(letters(plain(one)) in found for one in said), (entry["path"], name)


def in_french(words: str | dict[str, str]) -> str:
    """Words of the campaign, which may be given by language."""
    return words["fr"] if isinstance(words, dict) else words


@pytest.mark.external
def test_the_press_file_has_four_plates_and_its_codes_stand_on_black_alone(out: Path, tmp_path: Path) -> None:
    program = shutil.which("gs")
    if program is None:
        assert "CI" not in os.environ, "CI installs Ghostscript"
        pytest.skip("Ghostscript is not on this machine")
    import zxingcpp
    from PIL import Image

    subprocess.run([program, "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-r100",
                    f"-sOutputFile={tmp_path / 'plate.tif'}", out / "press/petition-A4.pdf"], check=True)
    plates = {path.name.split("(")[1].split(")")[0] for path in tmp_path.glob("*(*).tif")}
    assert plates == {"Cyan", "Magenta", "Yellow", "Black"}
    (black,) = tmp_path.glob("*(Black).tif")
    with Image.open(black) as plate:
        grey = plate.convert("L")
        (code,) = zxingcpp.read_barcodes(grey)
        assert code.text == "https://chng.it/2pnk55wX"
        place = code.position
        box = (place.top_left.x, place.top_left.y, place.bottom_right.x, place.bottom_right.y)
    for name in ("Cyan", "Magenta", "Yellow"):
        (path,) = tmp_path.glob(f"*({name}).tif")
        with Image.open(path) as plate:
            assert plate.convert("L").crop(box).getextrema() == (255, 255), f"{name} lies under the code"


def test_members_files_are_tagged_in_french_with_a_title_and_live_links(out: Path) -> None:
    from pypdf import PdfReader

    reader = PdfReader(out / "members/petition-A4.pdf")
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "La pétition des patients"
    links = {annotation["/A"]["/URI"] for annotation in reader.pages[0]["/Annots"]
             if annotation["/Subtype"] != "/Widget"}
    assert links == {"https://chng.it/2pnk55wX"}
    assert "/TrimBox" not in reader.pages[0]


def test_the_three_sheets_of_a_triptych_are_three_pages_that_share_one_address(
        entries: list[dict[str, Any]]) -> None:
    (entry,) = (one for one in entries if one["path"] == "press/triptych-patients-A3.pdf")
    assert [page["trim_mm"] for page in entry["pages"]] == [[297.0, 420.0]] * 3
    assert entry["pages"][2]["qr"] == ["https://chng.it/2pnk55wX"]
    assert all("chng.it/2pnk55wX" in page["text"] for page in entry["pages"])
