"""out/contact.png: every piece at the same height, on one picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pressroom.editions import is_screen
from pressroom.publish.manifest import Manifest

if TYPE_CHECKING:
    from PIL import Image

HEIGHT = 620
GAP = 36
HANGING_GAP = 10
WIDTH = 2400
GROUND = (236, 236, 232)
# Palette of the finished sheet: flat inks need few colours, and the README's picture must be small.
COLOURS = 128


def pieces(manifest: Manifest, prefer: tuple[str, ...]) -> list[list[str]]:
    """The pictures of each material in one format, as lists of pages; `prefer` lists formats, the best first.

    They are previews, or, where there are none, pictures for screens.
    """
    by_material: dict[str, dict[str, list[str]]] = {}
    for path in sorted(manifest.entries):
        entry = manifest.entries[path]
        if entry.edition == "preview" or (entry.edition == "screen" and path.endswith(".png")):
            by_material.setdefault(entry.material, {}).setdefault(entry.format, []).append(path)
    chosen = []
    for formats in by_material.values():
        others = sorted(formats, key=lambda name: (is_screen(name), name))
        choice = next(name for name in (*prefer, *others) if name in formats)
        chosen.append(formats[choice])
    return sorted(chosen, key=lambda paths: (len(paths), paths))


def contact_sheet(previews: list[list[bytes]]) -> bytes:
    """A PNG of the previews of each piece, in rows of at most `WIDTH` pixels."""
    from PIL import Image

    blocks = [_block(pictures) for pictures in previews]
    lines: list[list[Image.Image]] = [[]]
    for block in blocks:
        if lines[-1] and sum(one.width + GAP for one in lines[-1]) + block.width + GAP > WIDTH - GAP:
            lines.append([])
        lines[-1].append(block)
    width = max(sum(one.width + GAP for one in line) for line in lines) + GAP
    sheet = Image.new("RGB", (width, len(lines) * (HEIGHT + GAP) + GAP), GROUND)
    for row, line in enumerate(lines):
        x = GAP
        for block in line:
            sheet.paste(block, (x, GAP + row * (HEIGHT + GAP)))
            x += block.width + GAP
    content = io.BytesIO()
    sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


def _block(pictures: list[bytes]) -> Image.Image:
    from PIL import Image

    pages = []
    for content in pictures:
        with Image.open(io.BytesIO(content)) as picture:
            scale = HEIGHT / picture.height
            size = (round(picture.width * scale), HEIGHT)
            pages.append(picture.convert("RGB").resize(size, Image.Resampling.LANCZOS))
    block = Image.new("RGB", (sum(page.width + HANGING_GAP for page in pages) - HANGING_GAP, HEIGHT), GROUND)
    x = 0
    for page in pages:
        block.paste(page, (x, 0))
        x += page.width + HANGING_GAP
    return block
