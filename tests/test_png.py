"""Pictures of pages: flat inks as they are, few colours in a palette, photographs in all of theirs."""

import io

from PIL import Image, ImageChops, ImageDraw

from pressroom import png


def shown(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=["PNG"])


def test_flat_inks_keep_their_colours_beside_many_shades() -> None:
    picture = Image.new("RGB", (300, 200), (0, 75, 135))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 100, 300, 160), fill=(3, 79, 139))  # near the ground, and in another step of four levels
    draw.rectangle((0, 165, 300, 199), fill=(255, 214, 0))
    for column in range(300):
        draw.line((column, 161, column, 164), fill=(column % 256, 255 - column % 200, (column * 7) % 256))
    result = shown(png.encoded(picture))
    assert result.mode == "P"
    colours = result.convert("RGB")
    assert colours.getpixel((5, 5)) == (0, 75, 135)
    assert colours.getpixel((5, 180)) == (255, 214, 0)
    assert max(high for _, high in ImageChops.difference(picture, colours).getextrema()) < 24  # type: ignore[misc]


def test_a_photograph_keeps_all_its_colours() -> None:
    across = Image.linear_gradient("L").resize((400, 300), Image.Resampling.BICUBIC)
    picture = Image.merge("RGB", (across, across.rotate(90), Image.effect_noise((400, 300), 60)))
    assert shown(png.encoded(picture)).tobytes() == picture.tobytes()
