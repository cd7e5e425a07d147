"""Grey pictures are printed in black alone; pictures in CMYK keep their inks where they are mixed for this press."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from PIL import Image, ImageCms

from pressroom.artwork.photographs import for_press, for_screen, inspect
from pressroom.cache import Cache
from pressroom.colour.ink import BLACK, PAPER
from pressroom.colour.profiles import Profile, read_profile
from pressroom.marks import Picture
from tests.artwork.test_photographs import ICC, apart, cache, mark_of, photograph, profile, saved, unfolded

MarkOf = Callable[..., Picture]
Render = Callable[..., tuple[int, str, str]]
GREY = photograph(60, 80).convert("L")

__all__ = ["cache", "mark_of", "profile"]


def poster(project: Path, file: str, **more: str) -> None:
    """A poster that shows a picture of the project."""
    material = yaml.safe_load((project / "materials/petition.yaml").read_text(encoding="utf-8"))
    material |= {"layout": "picture", "variant": "blue", "date": str(material["date"]), "formats": ["A5"],
                 "picture": {"file": file, "alt": "Une photographie", **more}}
    (project / "materials/photo.yaml").write_text(json.dumps(material), encoding="utf-8")


def plates(pdf: Path) -> list[bytes]:
    """The four plates of the largest picture of a press file."""
    with pikepdf.open(pdf) as document:
        pictures = [one for one in document.objects if isinstance(one, pikepdf.Stream)
                    and one.get("/Subtype") == "/Image" and one.get("/ColorSpace") == "/DeviceCMYK"]
        largest = max(pictures, key=lambda one: int(one.Width) * int(one.Height))
        if largest.Filter == "/DCTDecode":
            picture = Image.open(io.BytesIO(largest.read_raw_bytes()))
        else:
            picture = Image.frombytes("CMYK", (int(largest.Width), int(largest.Height)), largest.read_bytes())
        return [plate.tobytes() for plate in picture.split()]


@pytest.mark.parametrize(("name", "mode", "options"), [
    ("a.jpg", "L", {"quality": 95}), ("a.jpg", "RGB", {"quality": 95}), ("a.png", "L", {}), ("a.png", "RGB", {}),
    ("a.png", "LA", {}), ("a.png", "RGBA", {}), ("a.png", "P", {}), ("a.tif", "L", {}), ("a.webp", "RGB", {}),
    ("a.gif", "L", {})])
def test_a_picture_without_colour_is_known_as_grey(
        tmp_path: Path, cache: Cache, name: str, mode: str, options: dict[str, Any]) -> None:
    assert inspect(saved(tmp_path / name, GREY.convert(mode), **options), cache).grey


def test_one_coloured_pixel_makes_a_picture_coloured_and_a_hidden_one_does_not(tmp_path: Path, cache: Cache) -> None:
    picture = GREY.convert("RGBA")
    picture.putpixel((59, 79), (200, 10, 10, 255))
    assert not inspect(saved(tmp_path / "shown.png", picture), cache).grey
    picture.putpixel((59, 79), (200, 10, 10, 0))
    assert inspect(saved(tmp_path / "hidden.png", picture), cache).grey
    fine = Image.new("RGB", (160, 160), (128, 128, 128))
    for at in range(160):  # red beside cyan: their mean in a block is grey
        fine.putpixel((at, 80), (168, 108, 108) if at % 2 else (88, 148, 148))
    assert not inspect(saved(tmp_path / "fine.jpg", fine, quality=95, subsampling=0), cache).grey


@pytest.mark.parametrize("mode", ["1", "CMYK", "LAB"])
def test_line_art_and_plates_are_no_grey_pictures(tmp_path: Path, cache: Cache, mode: str) -> None:
    picture = Image.new("LAB", (20, 20)) if mode == "LAB" else GREY.convert(mode)
    assert not inspect(saved(tmp_path / "a.tif", picture), cache).grey


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_poster_with_a_grey_picture_has_three_empty_plates_there_and_says_so(
        project: Path, render: Render, name: str) -> None:
    GREY.convert("RGB").resize((1300, 1700)).save(project / "assets/pictures" / name)
    poster(project, name)
    code, _, err = render("photo", "--edition", "press")
    assert code == 0, err
    assert f"{name} is grey, and is printed in black alone [picture-grey]" in err
    assert "[picture-read]" not in err
    cyan, magenta, yellow, black = plates(project / "out/press/photo-A5.pdf")
    assert set(cyan + magenta + yellow) == {0}
    assert len(set(black)) > 100


def test_colour_asks_for_four_inks(project: Path, render: Render) -> None:
    GREY.resize((1300, 1700)).save(project / "assets/pictures/a.png")
    poster(project, "a.png", treatment="colour")
    _, _, err = render("photo", "--edition", "press")
    assert "[picture-grey]" not in err
    assert all(any(plate) for plate in plates(project / "out/press/photo-A5.pdf"))


@pytest.mark.parametrize("press", ["FOGRA39L_coated", "PSO_Uncoated_ISO12647_eci"])
def test_black_alone_is_as_light_as_the_picture(tmp_path: Path, cache: Cache, mark_of: MarkOf, press: str) -> None:
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    condition = read_profile(ICC / f"{press}.icc")
    encoded = for_press(mark_of(saved(tmp_path / "a.png", ramp), tint=(BLACK, PAPER)), condition, 3.0, cache)
    printed = unfolded(encoded)
    black = printed.getchannel("K").tobytes()
    assert (black[0], black[255]) == (255, 0)
    assert list(black) == sorted(black, reverse=True)
    to_lab = ImageCms.buildTransform(ImageCms.ImageCmsProfile(io.BytesIO(condition.content)),
                                     ImageCms.createProfile("LAB"), "CMYK", "LAB",
                                     ImageCms.Intent.RELATIVE_COLORIMETRIC)
    seen = [step / 2.55 for step in to_lab.apply(printed).getchannel("L").tobytes()]

    def light(lightness: float) -> float:
        return ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3
    darkest = light(seen[0])
    for grey in range(0, 256, 15):
        wanted = (grey / 255 + 0.055) / 1.055
        wanted = wanted ** 2.4 if grey > 10 else grey / 255 / 12.92
        assert (light(seen[grey]) - darkest) / (1 - darkest) == pytest.approx(wanted, abs=0.02)


def test_on_a_screen_a_grey_picture_stays_as_it_is(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    file = saved(tmp_path / "a.png", GREY.convert("RGB"))
    shown = for_screen(mark_of(file, tint=(BLACK, PAPER)), profile, cache)
    assert shown.components == 1
    assert apart(unfolded(shown), GREY) == 0


# CMYK


def separated(name: str, other: str | None, tmp_path: Path, mark_of: MarkOf, profile: Profile, cache: Cache) -> Any:
    options: dict[str, Any] = {"icc_profile": (ICC / f"{other}.icc").read_bytes()} if other else {}
    if name.endswith("jpg"):
        options |= {"quality": 100, "subsampling": 0}
    inks = Image.new("CMYK", (32, 32), (120, 60, 30, 10))
    inks.paste((0, 0, 0, 255), (0, 0, 16, 32))
    return for_press(mark_of(saved(tmp_path / name, inks, **options)), profile, 3.0, cache)


@pytest.mark.parametrize("name", ["a.tif", "a.jpg"])
@pytest.mark.parametrize("other", [None, "FOGRA39L_coated", "ISOcoated_v2_300_eci"])
def test_inks_mixed_for_this_condition_are_kept(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, name: str, other: str | None) -> None:
    encoded = separated(name, other, tmp_path, mark_of, profile, cache)
    shown = unfolded(encoded)
    assert shown.getpixel((24, 9)) == pytest.approx((120, 60, 30, 10), abs=0 if name == "a.tif" else 2)
    assert shown.getpixel((4, 9)) == pytest.approx((0, 0, 0, 255), abs=0 if name == "a.tif" else 2)
    assert encoded.facts.inks == ("" if other else "assumed")


def test_inks_mixed_for_another_condition_are_separated_anew_and_what_became_of_black_is_said(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    encoded = separated("a.tif", "PSO_Uncoated_ISO12647_eci", tmp_path, mark_of, profile, cache)
    assert encoded.facts.inks == "separated"
    cyan, _, _, black = encoded.facts.black.split("/")
    assert int(cyan) > 20
    assert int(black) < 100
    shown = unfolded(encoded).getpixel((4, 9))
    assert isinstance(shown, tuple)
    assert encoded.facts.black == "/".join(str(round(part / 2.55)) for part in shown)


@pytest.mark.parametrize(("other", "said"), [
    (None, "photo.tif is in CMYK without a colour profile; its inks are taken as mixed for ISO Coated v2 300% (ECI)"),
    ("PSO_Uncoated_ISO12647_eci", "photo.tif is mixed for PSO Uncoated ISO12647 (ECI), and separated anew for ISO "
     "Coated v2 300% (ECI): black of 100 % became "), ("FOGRA39L_coated", "")])
def test_a_poster_says_what_became_of_the_inks_of_a_picture(
        project: Path, render: Render, other: str | None, said: str) -> None:
    options: dict[str, Any] = {"icc_profile": (ICC / f"{other}.icc").read_bytes()} if other else {}
    inks = Image.merge("CMYK", [GREY.point(lambda step: step // 3).resize((1300, 1700))] * 4)
    inks.save(project / "assets/pictures/photo.tif", **options)
    poster(project, "photo.tif")
    code, _, err = render("photo", "--edition", "press")
    assert code == 0, err
    assert (f"note: {said}" in err and "[picture-inks]" in err) if said else "[picture-inks]" not in err
