"""Pictures of records: each on its copy, embedded once, judged as every other picture."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pressroom.findings import Refused
from pressroom.runs.make import make
from pressroom.runs.request import RunRequest
from tests.runs.tables import write_run, write_table

YAML = """title: Une affiche par cabinet
material: {material}
formats: [A4]
records: cabinets.csv
columns: {{practice: Cabinet, logo: Logo}}
words:
  practice: "{{record.practice}}"
picture: {{column: logo, folder: logos, alt: "Logo de {{record.practice}}"}}
"""
HEADER = ("Cabinet", "Logo")


MATERIAL = """title: Un cabinet
kind: poster
layout: picture
formats: [A4]
date: 2023-01-20
version: 1
link: petition
picture: {file: own.png, alt: "Une image"}
words:
  headline: "Un cabinet ici"
  message: "Une phrase brève."
  call: "Signez la pétition"
  scan: "Scannez et signez"
  partner: none
"""


@pytest.fixture
def material(project: Path) -> str:
    """A material whose layout shows a picture."""
    (project / "materials/cabinet.yaml").write_text(MATERIAL, encoding="utf-8")
    Image.new("RGB", (2600, 2600), (9, 9, 9)).save(project / "assets/pictures/own.png")
    return "cabinet"


def picture(project: Path, name: str, side: int, colour: tuple[int, int, int]) -> None:
    folder = project / "materials/runs/logos"
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (side, side), colour).save(folder / name)


@pytest.mark.parametrize("workers", [1, 2])
def test_each_copy_shows_its_picture_and_each_picture_is_there_once(project: Path, material: str, workers: int) -> None:
    write_run(project, YAML.format(material=material))
    picture(project, "rouge.png", 2600, (200, 30, 30))
    picture(project, "vert.png", 2600, (30, 150, 30))
    names = [("rouge.png", "vert.png")[number % 2] for number in range(300)]
    write_table(project, [(f"Cabinet {number}", name) for number, name in enumerate(names)], HEADER)
    [path] = make(RunRequest(project, "affiches", project / "out", workers=workers)).files
    with pikepdf.open(path) as pdf:
        shown = [str(each.operands[0]) for page in pdf.pages for each in pikepdf.parse_content_stream(page)
                 if str(each.operator) == "Do" and str(each.operands[0]).startswith("/I")]
        assert shown == [shown[number % 2] for number in range(300)]
        assert len(set(shown)) == 2
        pictures = [key for key in pdf.pages[0].Resources.XObject if key.startswith("/I")]
        assert set(shown) == set(pictures)


@pytest.mark.parametrize("name", ["absent.png", "../cabinets.csv", "petit.png", "faux.png", "/etc/passwd", "x.pdf"])
def test_a_picture_that_cannot_be_printed_is_told_at_its_row(project: Path, material: str, name: str) -> None:
    write_run(project, YAML.format(material=material))
    picture(project, "bon.png", 2600, (1, 2, 3))
    picture(project, "petit.png", 20, (1, 2, 3))
    (project / "materials/runs/logos/faux.png").write_bytes(b"no picture")
    write_table(project, [("Un", "bon.png"), ("Deux", name)], HEADER)
    with pytest.raises(Refused) as raised:
        make(RunRequest(project, "affiches", project / "out"))
    errors = [item for item in raised.value.findings if item.fails]
    assert {item.source.line for item in errors if item.source} == {3}
