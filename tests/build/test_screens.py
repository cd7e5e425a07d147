"""Pictures for screens: files of exact pixels in sRGB, sharp, with words large enough, without code or imprint."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageCms, ImageFont

from pressroom.cli import run
from pressroom.sheet.formats import SCREENS, parse
from tests.conftest import copy_project

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
Only = Callable[..., None]
PETITION = "materials/petition.yaml"
FORMATS = "formats: [A4, A3, A2, 400x600mm, screen]"
HEADLINE = 96  # pixels


def made(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((project / "out/screen").iterdir())}


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def inked(picture: Image.Image, area: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """The box of what is not the ground in an area; the ground is the colour of the lower left corner."""
    ground = Image.new("RGB", picture.size, picture.getpixel((2, picture.height - 2)))  # type: ignore[arg-type]
    return ImageChops.difference(picture, ground).crop(area).point(lambda level: 255 * (level > 60)).getbbox()


def capital_height(letter: str) -> float:
    """Of the display face at the least size of a headline, drawn by FreeType."""
    left, top, right, bottom = ImageFont.truetype("assets/fonts/Anton-Regular.ttf", HEADLINE).getbbox(letter)
    assert right > left
    return bottom - top


@pytest.fixture(scope="session")
def seen(shared: Callable[[str, Callable[[Path], None]], Path], warm_cache: Path) -> dict[str, bytes]:
    """The pictures of one piece, for tests that only look at them."""
    def make(folder: Path) -> None:
        root = folder / "project"
        copy_project(root)
        (root / ".cache").symlink_to(warm_cache)
        assert run(root, ["petition", "--edition", "screen"]) == 0
    return made(shared("screens", make) / "project")


@pytest.fixture
def screens(project: Path, render: Render, only: Only) -> dict[str, bytes]:
    only("petition")
    code, _, err = render("petition", "--edition", "screen")
    assert code == 0, err
    return made(project)


@pytest.mark.parametrize("name", SCREENS)
def test_png_and_webp_have_the_pixels_of_the_format_and_are_the_same_picture(seen: dict[str, bytes],
                                                                             name: str) -> None:
    png, webp = opened(seen[f"petition-{name}.png"]), opened(seen[f"petition-{name}.webp"])
    assert png.size == webp.size == parse(name).pixels
    assert png.mode in ("P", "RGB")
    assert webp.mode == "RGB"
    assert "transparency" not in png.info
    assert ImageChops.difference(png.convert("RGB"), webp).getbbox() is None


@pytest.mark.parametrize("name", SCREENS)
def test_both_say_that_they_are_srgb(seen: dict[str, bytes], name: str) -> None:
    png, webp = opened(seen[f"petition-{name}.png"]), opened(seen[f"petition-{name}.webp"])
    assert png.info["srgb"] == 0
    profile = ImageCms.ImageCmsProfile(io.BytesIO(webp.info["icc_profile"]))
    assert "sRGB" in ImageCms.getProfileDescription(profile)


@pytest.mark.parametrize("name", SCREENS)
def test_no_code_is_in_them(seen: dict[str, bytes], name: str) -> None:
    picture = opened(seen[f"petition-{name}.png"]).convert("L")
    assert zxingcpp.read_barcodes(picture) == []
    assert zxingcpp.read_barcodes(picture.resize((picture.width * 2, picture.height * 2))) == []


@pytest.mark.parametrize("name", SCREENS)
def test_the_capitals_of_the_headline_are_those_of_96_pixels_or_more(seen: dict[str, bytes], name: str) -> None:
    picture = opened(seen[f"petition-{name}.png"]).convert("RGB")
    format_ = parse(name)
    top, left = round(format_.covered[0] / 0.75), round(0.02 * format_.pixels[0])
    # the V of « Votre »: what is inked from the upper left on, within the width of that letter
    box = inked(picture, (left, top, left + round(0.1 * min(picture.size)), top + picture.height // 2))
    assert box is not None
    column = picture.crop((left + box[0], top, left + box[0] + HEADLINE // 4, picture.height))
    ground = picture.getpixel((2, picture.height - 2))
    rows = [column.crop((0, row, column.width, row + 1)).getcolors() for row in range(column.height)]
    first = next(row for row, colours in enumerate(rows) if colours != [(column.width, ground)])
    last = next(row for row in range(first, len(rows)) if rows[row] == [(column.width, ground)])
    assert last - first >= capital_height("V") - 1


@pytest.mark.parametrize("material", ["petition", "fifteen-years", "doctor"])
def test_programs_cover_nothing_to_read_in_a_story(project: Path, render: Render, only: Only, material: str) -> None:
    only(material)
    code, _, err = render(material, "--format", "1080x1920px")
    assert code == 0, err
    picture = opened(made(project)[f"{material}-1080x1920px.png"]).convert("RGB")
    for upper, lower in ((0, 250), (1920 - 340, 1920)):
        assert inked(picture, (0, upper, 1080, lower)) is None
    assert inked(picture, (0, 250, 1080, 1580)) is not None


def test_the_text_beside_them_says_what_they_say_and_show(project: Path, render: Render, only: Only) -> None:
    only("segur")
    code, _, err = render("segur", "--format", "1080x1080px")
    assert code == 0, err
    lines = made(project)["segur-1080x1080px.txt"].decode().splitlines()
    assert lines[0] == "183\u00a0€"
    assert {"Une personne en soutient une autre.", "Trouvez votre député", "assemblee-nationale.fr",
            "Syndicat Alizé"} < set(lines)
    assert not any("voie publique" in line or "Imprimé" in line for line in lines)


def test_the_manifest_lists_them_with_their_report(project: Path, screens: dict[str, bytes]) -> None:
    entries = {entry["path"]: entry for entry in json.loads((project / "out/manifest.json").read_text())["files"]}
    assert set(entries) == {f"screen/{name}" for name in screens}
    assert len(entries) == 3 * len(SCREENS)
    entry = entries["screen/petition-1200x630px.webp"]
    assert (entry["edition"], entry["format"], entry["printer"]) == ("screen", "1200x630px", "")
    assert entry["preflight"]["passed"] is True
    assert entry["pages"][0]["qr"] == []


def test_the_same_input_gives_the_same_bytes(project: Path, render: Render, screens: dict[str, bytes]) -> None:
    code, out, _ = render("petition", "--edition", "screen", "--fresh")
    assert code == 0
    assert f"{3 * len(SCREENS)} files made" in out
    assert made(project) == screens


def test_nothing_is_made_again_and_a_damaged_file_is(project: Path, render: Render, screens: dict[str, bytes]) -> None:
    assert "up to date" in render("petition", "--edition", "screen")[1]
    path = project / "out/screen/petition-1080x1080px.webp"
    path.write_bytes(b"other")
    render("petition", "--edition", "screen")
    assert path.read_bytes() == screens[path.name]


def test_pictures_of_formats_that_are_gone_are_withdrawn(project: Path, render: Render, edit: Edit,
                                                         screens: dict[str, bytes]) -> None:
    assert len(screens) == 3 * len(SCREENS)
    edit(PETITION, FORMATS, "formats: [A4, 1080x1080px]")
    _, out, _ = render("petition", "--edition", "screen")
    assert "withdrawn: screen/petition-1500x500px.webp" in out
    assert set(made(project)) == {f"petition-1080x1080px.{ending}" for ending in ("png", "webp", "txt")}


def test_a_format_in_pixels_has_no_other_edition_and_paper_has_not_this_one(project: Path, render: Render, edit: Edit,
                                                                            only: Only) -> None:
    only("petition")
    edit(PETITION, FORMATS, "formats: [A4, 1080x1080px]")
    code, _, err = render("petition")
    assert code == 0, err
    assert {path.parent.name for path in (project / "out").rglob("*1080px*")} == {"screen"}
    assert {path.parent.name for path in (project / "out").rglob("*A4*")} == {"press", "members", "previews"}


def test_a_layout_that_is_not_composed_for_screens_refuses_them(render: Render, edit: Edit, only: Only) -> None:
    only("notice-direct-access")
    edit("materials/notice-direct-access.yaml", "formats: [A4, A3, A2]", "formats: [A4, screen]")
    code, _, err = render("check")
    assert code == 1
    assert "[not-made-for]" in err
    assert "materials/notice-direct-access.yaml:4:15" in err


def test_the_distance_of_a_poster_changes_nothing_on_a_screen(project: Path, render: Render, edit: Edit,
                                                              screens: dict[str, bytes]) -> None:
    edit(PETITION, "kind: poster", "kind: poster\ndistance_m: 6")
    code, _, err = render("petition", "--edition", "screen", "--format", "1080x1080px")
    assert code == 0, err
    assert made(project)["petition-1080x1080px.png"] == screens["petition-1080x1080px.png"]


@pytest.mark.parametrize(("file", "old", "new", "found"), [
    ("parts/screen-signature", "default: {screen: c1-3 r44-48", "default: {screen-story: {right: 60%, top: 85%, "
     "bottom: 5%}, screen: c1-3 r44-48", "pixels deep in what programs cover of a story"),
    ("statement", "    - {part: screen-beside}", "    - {kind: qr, name: code, at: {screen-story: c8-12 r30-39}, "
     "shown: false}\n    - {part: screen-beside}", "code is for paper, and stands in a picture for screens"),
    ("statement", "size: [3.4%, 6.4%], floor: 18pt", "size: [2%, 2%]",
     "message is set in 21.6 pixels; on 1080x1920px it needs 24")])
def test_a_layout_that_breaks_a_rule_of_screens_is_refused(render: Render, edit: Edit, only: Only, file: str, old: str,
                                                          new: str, found: str) -> None:
    only("petition")
    edit(PETITION, FORMATS, "formats: [1080x1920px]")
    edit(f"layouts/{file}.yaml", old, new)
    code, _, err = render("check")
    assert code == 1
    assert found in err, err


def test_a_size_without_a_unit_is_answered_with_both(render: Render, edit: Edit, only: Only) -> None:
    only("petition")
    edit(PETITION, FORMATS, "formats: [1080x1080]")
    code, _, err = render("check")
    assert code == 1
    assert "write 1080x1080px for a picture on screens, or 1080x1080mm for paper" in err


def test_contact_shows_the_screens_of_a_material_that_has_no_other_sheet(project: Path, render: Render, edit: Edit,
                                                                         only: Only) -> None:
    only("petition")
    edit(PETITION, FORMATS, "formats: [1080x1080px]")
    assert render("build")[0] == 0
    assert render("contact")[0] == 0
    with Image.open(project / "out/contact.png") as sheet:
        assert sheet.width == sheet.height  # the square alone, with an even margin
