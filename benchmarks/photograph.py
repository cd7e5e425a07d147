"""A scratch project with one poster under a photograph: `python photograph.py FOLDER`, A0 under 40 megapixels.

`--pixels 2400x1584 --format A3` makes another size.

The photograph is made, not taken: hills of colour with grain, so that it neither compresses like a flat field nor
converts like one.
"""

import argparse
import shutil
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
Pixels = tuple[int, int]

LAYOUT = """
title: Photograph
kind: poster
variant: blue
picture: true
grid: {columns: 12, rows: 48, margin: 5.5%, gutter: 1.6%}
slots:
  headline: {says: the one thing to remember, sample: Un mot}
styles:
  headline: {font: display, size: [34pt/m, 40%], balance: true, role: heading}
  caption: {font: text.semibold, size: 2.3%}
  imprint: {font: text, size: [6pt, 1.3%], leading: 1.3}
elements:
  - {kind: picture, name: photo, at: @at@, bleed: @bleed@, scaling: cover}
  - {kind: shape, at: {left: 0%, top: 60%, right: 0%, bottom: 0%}, bleed: [left, right, bottom], ink: ground}
  - {kind: shape, at: {left: 0%, top: 76%, right: 0%, bottom: 0%}, bleed: [left, right, bottom], ink: foot}
  - {kind: text, at: c1-12 r30-36, text: "{headline}", style: headline, over: [photo]}
  - {kind: logo, at: c1-3 r46-48, align: [0, 1], over: [photo]}
  - {kind: imprint, at: c4-8 r44-48, over: [photo]}
  - {kind: qr, at: c9-12 r38-48, align: left, over: [photo]}
"""
MATERIAL = """
title: Photographie
kind: poster
layout: photo
formats: [@format@]
date: 2023-01-20
version: 1
link: petition
picture: {file: hills.jpg, alt: Des collines}
words:
  headline: "Ensemble."
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pixels", type=_pixels, default=(5480, 7300), metavar="WIDTHxHEIGHT")
    parser.add_argument("--format", default="A0", help="the poster's")
    args = parser.parse_args()
    project: Path = args.folder
    shutil.copytree(ROOT / "pressroom", project / "pressroom")
    shutil.copytree(ROOT / "assets", project / "assets")
    for name in ("render.py", "catalogues.py"):
        shutil.copy(ROOT / name, project)
    for name in ("materials", "layouts"):
        (project / name).mkdir()
    shutil.copy(ROOT / "materials/campaign.yaml", project / "materials")
    # A landscape picture lies across the top of the sheet, an upright one fills it.
    at, bleed = (("{left: 0%, top: 0%, right: 0%, bottom: 52%}", "[left, right, top]")
                 if args.pixels[0] > args.pixels[1] else ("sheet", "[left, right, top, bottom]"))
    layout = LAYOUT.replace("@at@", at).replace("@bleed@", bleed)
    (project / "layouts/photo.yaml").write_text(layout, encoding="utf-8")
    (project / "materials/photo.yaml").write_text(MATERIAL.replace("@format@", args.format), encoding="utf-8")
    photograph(args.pixels).save(project / "assets/pictures/hills.jpg", quality=90, dpi=(300, 300))


def _pixels(words: str) -> Pixels:
    width, _, height = words.partition("x")
    return int(width), int(height)


def photograph(pixels: Pixels) -> Image.Image:
    across = Image.linear_gradient("L").resize(pixels, Image.Resampling.BICUBIC)
    around = Image.radial_gradient("L").resize(pixels, Image.Resampling.BICUBIC)
    grain = Image.effect_noise((pixels[0] // 4, pixels[1] // 4), 40).resize(pixels, Image.Resampling.BICUBIC)
    planes = [ImageChops.blend(one, grain, 0.15) for one in (across, around, ImageChops.invert(across))]
    return Image.merge("RGB", planes)


if __name__ == "__main__":
    main()
