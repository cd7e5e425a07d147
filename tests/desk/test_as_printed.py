"""A press file as it will look in print, held against the colours of its design, which come another way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from pressroom import load, resolve
from pressroom.brief import Edition
from pressroom.cache import Cache
from pressroom.colour.profiles import read_profile
from pressroom.desk.as_printed import as_printed
from pressroom.fit import fit
from pressroom.paint import paint
from pressroom.preflight.raster import Renderer
from pressroom.sheet.geometry import Box

SCALE = 0.6


def drawn(project: Path, name: str, edition: Edition) -> tuple[Image.Image, Image.Image]:
    """The trim of the first page of an edition: of a press file as it will look in print, and as PDFium draws it."""
    job, cache = load.job(project, (name,)), Cache(project / ".cache")
    printer = job.campaign.printer
    choice = resolve.Choice(name, job.materials[name].formats[0], edition, printer)
    fitted = fit(resolve.piece(job, choice, cache), cache)
    content, sheet = paint(fitted, cache).content, fitted.sheets[0]
    seen = as_printed(content, read_profile(fitted.piece.profile), cache) if edition == "press" else content
    edge, trim = sheet.bleed + sheet.slug, Box(0, 0, sheet.width, sheet.height)
    pictures = []
    for each in (seen, content):
        renderer = Renderer(each)
        pictures.append(renderer.page(0, trim.grown(edge), 0).picture(SCALE, trim))
        renderer.close()
    return pictures[0], pictures[1]


def apart(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures, in levels; their edges may lie a pixel apart."""
    small = [each.resize((48, 64), Image.Resampling.BOX) for each in (one, other)]
    difference = ImageChops.difference(*small)
    return sum(ImageStat.Stat(difference).mean) / 3


@pytest.mark.parametrize("name", ["petition", "million", "join", "segur", "triptych-patients", "fifteen-years"])
def test_a_press_file_looks_as_its_design_does_in_print(project: Path, name: str) -> None:
    printed, plain = drawn(project, name, "press")
    design, _ = drawn(project, name, "preview")
    # The brand's own screen colours differ from those of the condition by what is allowed to them.
    assert apart(printed, design) < 7
    assert apart(printed, design) < apart(plain, design)


def test_the_ground_of_a_poster_is_what_the_profile_makes_of_its_inks(project: Path) -> None:
    printed, _ = drawn(project, "petition", "press")
    profile = ImageCms.ImageCmsProfile(str(project / "assets/icc/ISOcoated_v2_300_eci.icc"))
    change = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "CMYK", "RGB",
                                     ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION)
    parts = load.job(project).brand.inks["blue"].cmyk
    ink = Image.new("CMYK", (1, 1), tuple(round(part * 2.55) for part in parts))
    wanted = change.apply(ink).getpixel((0, 0))
    assert max(abs(a - b) for a, b in zip(printed.getpixel((5, 5)), wanted, strict=True)) <= 2


def test_a_photograph_in_inks_looks_as_it_does_in_print(project: Path) -> None:
    light = Image.linear_gradient("L").resize((1200, 900))
    Image.merge("RGB", [light, light.rotate(180), light]).save(project / "assets/pictures/light.jpg", quality=95)
    path = project / "materials/million.yaml"
    text = path.read_text(encoding="utf-8").replace("formats: [A4, A3, A2, screen]", "formats: [A5]")
    text = text.replace("layout: pictogram", "layout: picture").replace("treatment.svg", "light.jpg")
    text = text.replace("  keep: [[0.02, 0.0, 0.98, 1]]\n", "")
    path.write_text(text, encoding="utf-8")
    printed, plain = drawn(project, "million", "press")
    design, _ = drawn(project, "million", "preview")
    assert apart(printed, design) < 12
    assert apart(printed, design) < apart(plain, design)
