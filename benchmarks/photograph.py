"""A scratch project with one A0 poster under a photograph of 40 megapixels: `python photograph.py FOLDER`.

The photograph is made, not taken: hills of colour with grain, so that it neither compresses like a flat field nor
converts like one.
"""

import shutil
import sys
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
PIXELS = 5480, 7300

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
  - {kind: picture, name: photo, at: sheet, bleed: [left, right, top, bottom], scaling: cover}
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
formats: [A0]
date: 2023-01-20
version: 1
link: petition
picture: {file: hills.jpg, alt: Des collines}
words:
  headline: "Ensemble."
"""


def main(folder: str) -> None:
    project = Path(folder)
    shutil.copytree(ROOT / "pressroom", project / "pressroom")
    shutil.copytree(ROOT / "assets", project / "assets")
    shutil.copy(ROOT / "render.py", project)
    for name in ("materials", "layouts"):
        (project / name).mkdir()
    shutil.copy(ROOT / "materials/campaign.yaml", project / "materials")
    (project / "layouts/photo.yaml").write_text(LAYOUT, encoding="utf-8")
    (project / "materials/photo.yaml").write_text(MATERIAL, encoding="utf-8")
    photograph().save(project / "assets/pictures/hills.jpg", quality=90, dpi=(300, 300))


def photograph() -> Image.Image:
    across = Image.linear_gradient("L").resize(PIXELS, Image.Resampling.BICUBIC)
    around = Image.radial_gradient("L").resize(PIXELS, Image.Resampling.BICUBIC)
    grain = Image.effect_noise((PIXELS[0] // 4, PIXELS[1] // 4), 40).resize(PIXELS, Image.Resampling.BICUBIC)
    planes = [ImageChops.blend(one, grain, 0.15) for one in (across, around, ImageChops.invert(across))]
    return Image.merge("RGB", planes)


if __name__ == "__main__":
    main(*sys.argv[1:])
