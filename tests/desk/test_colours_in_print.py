"""Another organisation's colours, made with `colours` alone: the same in print, in members' files and on screens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
import pytest
import yaml
from PIL import Image, ImageCms

from pressroom.cli import run
from pressroom.colour.difference import Lab, ciede2000, lab_of
from pressroom.desk.rendering import plates, render_page
from pressroom.programs import ghostscript

pytestmark = [pytest.mark.external, pytest.mark.skipif(not ghostscript(), reason="no Ghostscript")]

ASKED = {"house": "#00695c", "signal": "#f2b705", "deep": "#06443d", "pale": "#d5ebe7"}
# Pixels that a colour has at least to count as a ground or a shape, and not as the edge of a letter.
MANY = 300


def colour(text: str) -> Lab:
    red, green, blue = (int(text[at:at + 2], 16) / 255 for at in (1, 3, 5))
    return lab_of((red, green, blue))


def common(picture: Image.Image) -> list[tuple[int, ...]]:
    """The colours of large areas."""
    return [pixel for pixel, count in Counter(picture.get_flattened_data()).items() if count > MANY]


def nearest(asked: str, labs: Iterable[Lab]) -> float:
    return min(ciede2000(colour(asked), lab) for lab in labs)


def of_screen(picture: Image.Image) -> list[Lab]:
    return [lab_of((red / 255, green / 255, blue / 255)) for red, green, blue in common(picture.convert("RGB"))]


def of_plates(content: bytes, profile: Path) -> list[Lab]:
    """The printed colours: the plates of Ghostscript, through the profile by a transform of this test's own."""
    separated = plates(content, 1, 72)
    inked = [separated[name].convert("L").point(lambda tone: 255 - tone)
             for name in ("Cyan", "Magenta", "Yellow", "Black")]
    mixtures = common(Image.merge("CMYK", inked))
    row = Image.new("CMYK", (len(mixtures), 1))
    row.putdata(mixtures)
    change = ImageCms.buildTransform(
        str(profile), ImageCms.createProfile("sRGB"), "CMYK", "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION)
    return [lab_of((red / 255, green / 255, blue / 255)) for red, green, blue in change.apply(row).get_flattened_data()]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project whose inks are those that `colours` proposes, with one poster in two palettes."""
    root = tmp_path_factory.mktemp("colours") / "new"
    assert run(None, ["init", str(root), "--name", "Union", "--site", "union.example", "--colour", "#333399",
                      "--second-colour", "#ffdd00", "--today", "2023-01-20", "--lang", "en"]) == 0
    with pytest.MonkeyPatch.context() as patch:
        lines: list[str] = []
        patch.setattr("pressroom.cli.console.Console.print_line", lambda _, line: lines.append(line))
        assert run(root, ["colours", *(f"{name}={text}" for name, text in ASKED.items()), "--lang", "en"]) == 0
    brand = root / "assets/brand.yaml"
    text = brand.read_text(encoding="utf-8")
    for line in lines:
        if match := re.match(r"  ([a-z]+): ", line):
            text = re.sub(rf"^  {match[1]}: +{{cmyk.*$", line, text, count=1, flags=re.MULTILINE)
    brand.write_text(text, encoding="utf-8")
    assert {name for name in yaml.safe_load(text)["inks"]} >= ASKED.keys()
    poster = (root / "materials/soutien.yaml").read_text(encoding="utf-8")
    for variant in ("house", "pale"):
        path = root / f"materials/{variant}-poster.yaml"
        path.write_text(re.sub(r"^variant: .*$", f"variant: {variant}", poster, flags=re.MULTILINE), encoding="utf-8")
        assert f"variant: {variant}" in path.read_text(encoding="utf-8")
    assert run(root, ["house-poster", "pale-poster", "--format", "A4", "--lang", "en"]) == 0
    return root


@pytest.mark.parametrize(("variant", "name"), [("house", "house"), ("house", "signal"), ("pale", "pale")])
def test_press_members_and_screen_agree_with_what_was_asked_for(built: Path, variant: str, name: str) -> None:
    out, icc = built / "out", built / "assets/icc/ISOcoated_v2_300_eci.icc"
    press = (out / f"press/{variant}-poster-A4.pdf").read_bytes()
    members = pypdfium2.PdfDocument(out / f"members/{variant}-poster-A4.pdf")[0].render(scale=1).to_pil()
    with Image.open(out / f"previews/{variant}-poster-A4.png") as picture:
        seen = {"plates": of_plates(press, icc), "members": of_screen(members),
                "preview": of_screen(picture.convert("RGB").resize((595, 842), Image.Resampling.NEAREST)),
                "Ghostscript's own colours": of_screen(render_page(press, 1, 72, icc).picture)}
    apart = {where: round(nearest(ASKED[name], labs), 2) for where, labs in seen.items()}
    assert all(value <= 3 for value in apart.values()), apart


def test_the_site_shows_the_same(built: Path) -> None:
    assert run(built, ["site", "--lang", "en"]) == 0
    styles = "".join(path.read_text(encoding="utf-8") for path in (built / "out/site").rglob("*.css"))
    styles += "".join(path.read_text(encoding="utf-8") for path in (built / "out/site").rglob("*.html"))
    labs = [colour(text) for text in set(re.findall(r"#[0-9a-fA-F]{6}\b", styles))]
    assert nearest(ASKED["house"], labs) <= 3
