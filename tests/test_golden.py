"""Pictures of every layout's sample, to look at in a review: `python -m tests.test_golden --update` makes them anew."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.paint import paint
from pressroom.resolve.made_for import served
from pressroom.sheet.formats import parse
from pressroom.specs.campaign import DataSpec
from pressroom.specs.new_material import starting_material
from pressroom.stages import Job
from tests.conftest import ROOT, copy_project
from tests.wordings import DATA, confirmed

GOLDEN = ROOT / "tests/golden"
# Layouts of texts have no sample of their own words.
LAYOUTS = sorted(path.stem for path in (ROOT / "layouts").glob("*.yaml") if "\nflow:" not in path.read_text("utf-8"))
HEIGHT, COLOURS, MOST_BYTES = 300, 128, 20 * 1024
# Two builds of a renderer differ at the edges of letters; a word that moved by a hair differs by ten times as much.
MEAN, STEP, SHARE = 1.5, 48, 0.01


def sample_picture(file: Path) -> None:
    """A lit ball before a ground that grows darker: light, shadow and colour, and a middle that cropping must keep."""
    picture = Image.linear_gradient("L").resize((900, 1200)).convert("RGB")
    picture = ImageChops.multiply(picture, Image.new("RGB", picture.size, (150, 180, 210)))
    light = ImageChops.invert(Image.radial_gradient("L").resize((760, 760)))
    ball = ImageChops.multiply(light.convert("RGB"), Image.new("RGB", light.size, (255, 190, 130)))
    disc = light.point(lambda value: 255 if value > 90 else 0)
    picture.paste(ball, (70, 220), disc)
    picture.save(file, dpi=(150, 150))


def pages(layout: str, root: Path) -> list[Image.Image]:
    """Every page of the layout's sample, all its slots filled, from edge to edge, as previews show it."""
    sample_picture(root / "assets/pictures/sample.png")
    told = confirmed(starting_material("golden", layout, load.job(root).layouts[layout], load.job(root).campaign))
    told = re.sub(r"^(\s+)# ([\w-]+: )", r"\1\2", told, flags=re.MULTILINE)
    if layout in ("picture", "quote"):
        told = told.replace("file: treatment.svg", "file: sample.png")
    (root / "materials/golden.yaml").write_text(told, encoding="utf-8")
    cache = Cache(root / ".cache")
    job = load.job(root)
    job = replace(job, campaign=job.campaign.model_copy(update={"data": DataSpec(**DATA)}))
    piece = resolve.piece(job, resolve.Choice("golden", usual(job, layout), "preview", "online"), cache)
    document = pypdfium2.PdfDocument(paint(fit(piece, cache), cache).content)
    try:
        return [page.render(scale=HEIGHT / page.get_height()).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def usual(job: Job, layout: str) -> str:
    """A4, or the first format that the layout is drawn for instead."""
    return next(iter(["A4"] if job.layouts[layout].serves(parse("A4")) else served(job.layouts[layout])))


def files(layout: str) -> list[Path]:
    return sorted(path for path in GOLDEN.glob(f"{layout}*.png") if re.fullmatch(rf"{layout}(-\d)?", path.stem))


def difference(first: Image.Image, second: Image.Image) -> tuple[float, float]:
    """Mean absolute difference (of 255), and the share of pixels with a channel more than STEP apart."""
    apart = ImageChops.difference(first, second)
    widest = ImageChops.lighter(ImageChops.lighter(*apart.split()[:2]), apart.split()[2])
    far = widest.point(lambda value: 255 if value > STEP else 0)
    return sum(ImageStat.Stat(apart).mean) / 3, ImageStat.Stat(far).mean[0] / 255


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_looks_as_it_did_when_somebody_last_looked(layout: str, project: Path) -> None:
    made, known = pages(layout, project), files(layout)
    assert len(made) == len(known), "python -m tests.test_golden --update"
    for page, file in zip(made, known, strict=True):
        with Image.open(file) as picture:
            kept = picture.convert("RGB")
        assert page.size == kept.size, file.name
        mean, share = difference(page, kept)
        assert mean <= MEAN, f"{file.name}: {mean:.2f} apart; look at it, then python -m tests.test_golden --update"
        assert share <= SHARE, f"{file.name}: {share:.1%} differ; look at it, then python -m tests.test_golden --update"


def test_there_is_a_picture_of_each_layout_and_of_nothing_else_and_all_are_small() -> None:
    known = [file for layout in LAYOUTS for file in files(layout)]
    assert sorted(known) == sorted(GOLDEN.glob("*"))
    assert max(file.stat().st_size for file in known) <= MOST_BYTES


def test_the_comparison_sees_a_word_that_moved(project: Path) -> None:
    page = pages("statement", project)[0]
    assert difference(page, page) == (0, 0)
    moved = difference(page, ImageChops.offset(page, 2, 0))
    assert moved[0] > MEAN
    assert moved[1] > SHARE


def _update() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        copy_project(root)
        GOLDEN.mkdir(exist_ok=True)
        for old in GOLDEN.glob("*.png"):
            old.unlink()
        for layout in LAYOUTS:
            made = pages(layout, root)
            for number, page in enumerate(made, 1):
                file = GOLDEN / (f"{layout}-{number}.png" if len(made) > 1 else f"{layout}.png")
                page.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
                yield f"{file.name} {file.stat().st_size}"


if __name__ == "__main__" and "--update" in sys.argv:
    for line in _update():
        sys.stdout.write(line + "\n")
