"""The picture of a brand's colours: what is bold on it, and that it is high enough for all palettes."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageChops

from pressroom import load
from pressroom.cache import Cache
from pressroom.desk.brand_colours import BrandColours, brand_colours
from pressroom.desk.colours_picture import picture
from tests.conftest import ROOT

REGULAR, BOLD = (ROOT / f"assets/fonts/Inter-{weight}.ttf" for weight in ("Regular", "Bold"))


@cache
def brand() -> BrandColours:
    return brand_colours(load.job(ROOT), "online", Cache(ROOT / ".cache"))


def drawn(*, bold: bool = True) -> Image.Image:
    content = picture(brand(), REGULAR, BOLD if bold else REGULAR, str)
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_both_headings_the_names_of_inks_and_two_names_of_each_palette_are_bold() -> None:
    """Lines that look otherwise where there is no bold face: a palette bears its own name and that of its accent."""
    apart = ImageChops.difference(drawn(), drawn(bold=False)).convert("L").point(lambda level: 255 * (level > 0))
    _, height = apart.size
    rows = [apart.crop((0, y, apart.width, y + 1)).getbbox() is not None for y in range(height)]
    lines = sum(here and not before for before, here in zip([False, *rows], rows, strict=False))
    in_a_row = 3
    assert lines == 2 + len(brand().inks) + 2 * -(-len(brand().palettes) // in_a_row)


def test_the_picture_ends_under_its_last_palette() -> None:
    image = drawn()
    ground = Image.new("RGB", image.size, (255, 255, 255))
    painted = ImageChops.difference(image, ground).getbbox()
    assert painted is not None
    assert image.height - 100 <= painted[3] < image.height - 40
