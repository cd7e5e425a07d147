"""A duotone in a spot colour is reported: its pixels are mixed from the four inks, and its plate stays empty."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from PIL import Image

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]


@pytest.mark.parametrize(("treatment", "spots", "reported"), [
    ("duotone", "[PANTONE 286 C]", True), ("duotone", "none", False), ("colour", "[PANTONE 286 C]", False)])
def test_a_duotone_in_a_spot_colour_is_reported_at_the_line_that_names_its_inks(
        project: Path, render: Render, edit: Edit, treatment: str, spots: str, reported: bool) -> None:
    edit("assets/brand.yaml", "cmyk: [100, 65, 0, 5]}", "cmyk: [100, 65, 0, 5], spot: PANTONE 286 C}")
    edit("assets/printers/offset.yaml", "spots: none  ", f"spots: {spots}  ")
    Image.linear_gradient("L").convert("RGB").resize((1200, 1600)).save(project / "assets/pictures/photo.png")
    material = yaml.safe_load((project / "materials/petition.yaml").read_text(encoding="utf-8"))
    material |= {"layout": "picture", "variant": "blue", "date": str(material["date"]), "formats": ["A5"],
                 "picture": {"file": "photo.png", "alt": "Un dégradé", "treatment": treatment}}
    (project / "materials/photo.yaml").write_text(json.dumps(material), encoding="utf-8")
    _, _, err = render("photo", "--edition", "press", "--printer", "offset")
    assert ("[spot-in-duotone]" in err) is reported
    if reported:
        place = next(line for line in err.splitlines() if "[spot-in-duotone]" in line)
        assert "layouts/picture.yaml" in place
        assert "blue by its stand-in; the plate of PANTONE 286 C is bare" in place
