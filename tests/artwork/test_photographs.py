from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps

from pressroom.artwork.photographs import Encoded, PictureFacts, crop_for, for_press, for_screen, inspect, locate
from pressroom.artwork.photographs.encoded import pack, unpack
from pressroom.artwork.photographs.ink_limit import coverage, limit_ink, most_ink
from pressroom.cache import Cache
from pressroom.colour.ink import PAPER, Ink
from pressroom.colour.profiles import Profile, read_profile
from pressroom.findings import Refused, Severity
from pressroom.marks import Picture
from pressroom.sheet.geometry import Box

ICC = Path(__file__).resolve().parents[2] / "assets/icc"
BLUE = Ink("blue", (1.0, 0.65, 0.0, 0.05), (0.0, 81 / 255, 158 / 255))

MarkOf = Callable[..., Picture]


@pytest.fixture(scope="module")
def profile() -> Profile:
    return read_profile(ICC / "FOGRA39L_coated.icc")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def mark_of(cache: Cache) -> MarkOf:
    def mark(
        file: Path,
        crop: tuple[float, float, float, float] = (0, 0, 1, 1),
        side: float = 720.0,
        tint: tuple[Ink, Ink] | None = None,
    ) -> Picture:
        facts = inspect(file, cache)
        return Picture(file, facts.sha256, Box(0, 0, side, side), crop, facts.pixels, tint)

    return mark


def photograph(width: int = 150, height: int = 200) -> Image.Image:
    """Grain over soft blots of every colour, dark corners: more than the limit in places."""
    chance = random.Random(7)
    blots = Image.frombytes("RGB", (9, 12), bytes(chance.randrange(256) for _ in range(9 * 12 * 3)))
    grain = Image.frombytes("RGB", (width, height), chance.randbytes(width * height * 3))
    soft = Image.blend(blots.resize((width, height), Image.Resampling.BICUBIC), grain, 0.15)
    return ImageChops.multiply(soft, ImageOps.invert(Image.radial_gradient("L")).resize((width, height)).convert("RGB"))


def saved(file: Path, picture: Image.Image, **options: Any) -> Path:
    picture.save(file, **options)
    return file


def unfolded(encoded: Encoded) -> Image.Image:
    """The stream read as a PDF reader reads it (ISO 32000-1, 7.4.4.4 for the predictor)."""
    size, count = (encoded.width, encoded.height), encoded.components
    mode = {(1, 1): "1", (1, 8): "L", (3, 8): "RGB", (4, 8): "CMYK"}[count, encoded.bits]
    if encoded.filter == "DCTDecode":
        with Image.open(io.BytesIO(encoded.stream)) as picture:
            picture.load()
            assert (picture.size, picture.mode) == (size, mode)
            return picture
    content = zlib.decompress(encoded.stream)
    if encoded.predictor:
        chunks = [
            (b"IHDR", struct.pack(">IIBBBBB", *size, 8, {1: 0, 3: 2, 4: 6}[count], 0, 0, 0)),
            (b"IDAT", zlib.compress(content, 1)),
            (b"IEND", b""),
        ]
        png = b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
            for name, body in chunks
        )
        with Image.open(io.BytesIO(png)) as picture:
            return Image.frombytes(mode, size, picture.tobytes())
    return Image.frombytes(mode, size, content)


def apart(first: Image.Image, second: Image.Image) -> int:
    """The largest difference of any part of any pixel."""
    extremes = ImageChops.difference(first, second).getextrema()
    return int(max(high for _, high in (extremes if isinstance(extremes[0], tuple) else (extremes,))))  # type: ignore[misc]


def codes(file: Path, cache: Cache) -> list[str]:
    with pytest.raises(Refused) as caught:
        inspect(file, cache)
    return [item.code for item in caught.value.findings]


# Finding a file


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "assets/pictures/salle d'attente").mkdir(parents=True)
    (folder / "assets/pictures/march.jpg").write_bytes(b"x")
    (folder / "assets/pictures/salle d'attente/été à Nice.jpg").write_bytes(b"x")
    (tmp_path / "secret.jpg").write_bytes(b"x")
    return folder


def test_a_picture_is_found_by_its_name_or_from_the_project(project: Path) -> None:
    assert locate("march.jpg", project) == locate("assets/pictures/march.jpg", project)
    assert locate("salle d'attente/été à Nice.jpg", project).is_file()


def test_an_accent_may_be_one_character_or_two(project: Path) -> None:
    assert locate("salle d'attente/e\u0301te\u0301 a\u0300 Nice.jpg", project).is_file()


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("marsh.jpg", "march.jpg"),
        ("assets/pictures/marche.jpg", "march.jpg"),
        ("zzz.png", ""),
        ("", ""),
        (".", ""),
        ("nul\0.jpg", ""),
        ("x" * 5000, ""),
        ("salle d'attente", "salle d'attente/été à Nice.jpg"),
    ],
)
def test_a_missing_picture_names_the_nearest(project: Path, name: str, near: str) -> None:
    with pytest.raises(Refused) as caught:
        locate(name, project)
    (finding_of_file,) = caught.value.findings
    assert finding_of_file.code == "picture-missing"
    assert finding_of_file.values["near"] == near
    assert bool(finding_of_file.hint) == bool(near)


def test_a_picture_outside_the_project_is_refused(project: Path) -> None:
    (project / "assets/pictures/link.jpg").symlink_to(project.parent / "secret.jpg")
    (project / "loop.jpg").symlink_to(project / "loop.jpg")
    for name in (
        "../secret.jpg",
        "../../../etc/passwd",
        "/etc/passwd",
        str(project / "assets/pictures/march.jpg"),
        "link.jpg",
        "../../../secret.jpg",
    ):
        with pytest.raises(Refused) as caught:
            locate(name, project)
        assert [item.code for item in caught.value.findings] == ["picture-outside"], name
    with pytest.raises(Refused) as caught:
        locate("loop.jpg", project)
    assert [item.code for item in caught.value.findings] == ["picture-missing"]


# What a file holds


@pytest.mark.parametrize(
    ("name", "mode", "options", "expected"),
    [
        ("a.jpg", "RGB", {}, ("JPEG", "RGB", 8, False)),
        ("a.jpg", "RGB", {"progressive": True}, ("JPEG", "RGB", 8, False)),
        ("a.jpg", "CMYK", {}, ("JPEG", "CMYK", 8, False)),
        ("a.jpg", "L", {}, ("JPEG", "L", 8, False)),
        ("a.png", "RGBA", {}, ("PNG", "RGBA", 8, True)),
        ("a.png", "P", {"transparency": 3}, ("PNG", "P", 8, True)),
        ("a.png", "I;16", {}, ("PNG", "I;16", 16, False)),
        ("a.tif", "1", {"compression": "group4"}, ("TIFF", "1", 1, False)),
        ("a.tif", "CMYK", {"compression": "tiff_lzw"}, ("TIFF", "CMYK", 8, False)),
        ("a.tif", "LAB", {}, ("TIFF", "LAB", 8, False)),
        ("wrong name.png", "RGB", {"format": "JPEG"}, ("JPEG", "RGB", 8, False)),
    ],
)
def test_facts_come_from_the_content(
    tmp_path: Path, cache: Cache, name: str, mode: str, options: dict[str, Any], expected: tuple[str, str, int, bool]
) -> None:
    picture = (
        Image.new("I;16", (15, 20), 700)
        if mode == "I;16"
        else Image.new("LAB", (15, 20))
        if mode == "LAB"
        else photograph(15, 20).convert(mode)
    )
    file = saved(tmp_path / name, picture, dpi=(300, 300), **options)
    facts = inspect(file, cache)
    assert (facts.format, facts.mode, facts.bits, facts.has_alpha) == expected
    assert facts.pixels == (15, 20)
    assert facts.dpi == pytest.approx(300, 0.01)
    assert all((item.code, item.severity) == ("picture-read", Severity.NOTE) for item in facts.findings)
    assert facts.one_bit == (mode == "1")
    assert inspect(file, cache) == facts


@pytest.mark.parametrize("turned", range(1, 9))
def test_pixels_are_counted_after_orientation(tmp_path: Path, cache: Cache, turned: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    for name in ("a.jpg", "a.png", "a.tif"):
        facts = inspect(saved(tmp_path / name, photograph(30, 20), exif=exif), cache)
        assert facts.pixels == ((20, 30) if turned >= 5 else (30, 20)), name


@pytest.mark.parametrize("name", ["a.jpg", "progressive.jpg", "a.png", "a.tif", "lzw.tif"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9, 0.995])
def test_a_file_cut_short_is_broken(tmp_path: Path, cache: Cache, name: str, share: float) -> None:
    options: dict[str, Any] = {"progressive.jpg": {"progressive": True}, "lzw.tif": {"compression": "tiff_lzw"}}.get(
        name, {}
    )
    file = saved(tmp_path / name, photograph(), **options)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    assert codes(file, cache) == ["picture-broken"]
    assert codes(file, cache) == ["picture-broken"]


def test_damage_that_the_tiff_library_writes_to_stderr_is_reported(
    tmp_path: Path, cache: Cache, capfd: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path / "a.tif", photograph().convert("1"), compression="group4")
    raw = bytearray(file.read_bytes())
    with Image.open(file) as picture:
        (start,) = picture.tag_v2[273]  # type: ignore[attr-defined]
    raw[start + 200 : start + 220] = bytes(20)
    file.write_bytes(raw)
    assert codes(file, cache) == ["picture-broken"]
    assert capfd.readouterr().err == ""


def test_an_empty_file_is_broken(tmp_path: Path, cache: Cache) -> None:
    (tmp_path / "a.jpg").touch()
    assert codes(tmp_path / "a.jpg", cache) == ["picture-broken"]


def test_a_picture_that_cannot_be_read_is_missing(tmp_path: Path, cache: Cache) -> None:
    assert codes(tmp_path, cache) == ["picture-missing"]
    assert codes(tmp_path / "none.jpg", cache) == ["picture-missing"]


@pytest.mark.parametrize(
    "content",
    [b"\0\0\0\x18ftypisom", b"%PDF-1.7", b"<svg/>", b"BM and the rest", b"words", b"\0" * 500],
)
def test_another_format_is_named(tmp_path: Path, cache: Cache, content: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    assert codes(tmp_path / "a.jpg", cache) == ["picture-format"]


def test_several_pages_are_refused_and_the_pictures_behind_a_photograph_are_not(tmp_path: Path, cache: Cache) -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "lime", "blue")]
    file = saved(tmp_path / "a.tif", frames[0], save_all=True, append_images=frames[1:])
    assert codes(file, cache) == ["picture-format"]
    phone = saved(tmp_path / "phone.jpg", frames[0], format="MPO", save_all=True, append_images=frames[1:])
    assert inspect(phone, cache).format == "JPEG"


def test_pixels_without_a_printable_meaning_are_refused(tmp_path: Path, cache: Cache) -> None:
    for mode in ("F", "I"):
        assert codes(saved(tmp_path / f"{mode}.tif", Image.new(mode, (9, 9))), cache) == ["picture-format"]


def test_a_bomb_is_refused_from_its_header(tmp_path: Path, cache: Cache) -> None:
    whole = saved(tmp_path / "a.png", Image.new("1", (8, 8))).read_bytes()
    header = b"IHDR" + struct.pack(">II", 60_000, 60_000) + whole[24:29]
    (tmp_path / "bomb.png").write_bytes(whole[:12] + header + struct.pack(">I", zlib.crc32(header)) + whole[33:])
    assert codes(tmp_path / "bomb.png", cache) == ["picture-too-large"]
    jpeg = saved(tmp_path / "a.jpg", Image.new("L", (8, 8))).read_bytes()
    frame = jpeg.index(b"\xff\xc0")
    (tmp_path / "bomb.jpg").write_bytes(jpeg[: frame + 5] + struct.pack(">HH", 65_000, 65_000) + jpeg[frame + 9 :])
    assert codes(tmp_path / "bomb.jpg", cache) == ["picture-too-large"]


def test_a_damaged_or_foreign_profile_is_a_warning_and_read_as_srgb(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile
) -> None:
    press = (ICC / "FOGRA39L_coated.icc").read_bytes()
    plain = for_press(mark_of(saved(tmp_path / "plain.png", photograph())), profile, 3.0, cache)
    for name, content in (("rubbish", b"not a profile at all"), ("cut", press[:200]), ("of inks", press)):
        file = saved(tmp_path / f"{name}.png", photograph(), icc_profile=content)
        warning = inspect(file, cache).findings[0]
        assert (warning.code, warning.severity) == ("picture-profile", Severity.WARNING)
        assert inspect(file, cache).profile == ""
        assert for_press(mark_of(file), profile, 3.0, cache) == plain


def test_random_damage_is_a_finding_or_a_picture(tmp_path: Path, cache: Cache) -> None:
    chance = random.Random(3)
    for name, options in (("a.jpg", {}), ("a.png", {}), ("a.tif", {"compression": "tiff_lzw"})):
        whole = saved(tmp_path / name, photograph(20, 20), **options).read_bytes()  # type: ignore[arg-type]
        for _ in range(60):
            raw = bytearray(whole)
            for _ in range(chance.randrange(1, 6)):
                raw[chance.randrange(len(raw) if chance.random() < 0.3 else 300)] = chance.randrange(256)
            (tmp_path / name).write_bytes(raw)
            finding_of_file: list[str] = []
            facts: PictureFacts | None = None
            try:
                facts = inspect(tmp_path / name, cache)
            except Refused as refused:
                finding_of_file = [item.code for item in refused.findings]
            assert facts or finding_of_file
            assert all(code.startswith("picture-") for code in finding_of_file)


# Cropping


@pytest.mark.parametrize(
    ("pixels", "focus", "ratio", "expected"),
    [
        ((400, 200), (0.5, 0.5), 1.0, (0.25, 0, 0.75, 1)),
        ((400, 200), (0.0, 0.9), 1.0, (0, 0, 0.5, 1)),
        ((400, 200), (0.6, 0.1), 1.0, (0.35, 0, 0.85, 1)),
        ((200, 400), (0.5, 1.0), 1.0, (0, 0.5, 1, 1)),
        ((300, 200), (0.1, 0.1), 1.5, (0, 0, 1, 1)),
    ],
)
def test_the_crop_is_the_largest_around_the_focus(
    pixels: tuple[int, int], focus: tuple[float, float], ratio: float, expected: tuple[float, ...]
) -> None:
    assert crop_for(pixels, focus, ratio) == pytest.approx(expected)


def test_a_crop_of_nothing_is_an_error_of_the_program() -> None:
    for pixels, focus, ratio in (((0, 5), (0.5, 0.5), 1.0), ((5, 5), (0.5, 1.5), 1.0), ((5, 5), (0.5, 0.5), 0.0)):
        with pytest.raises(ValueError, match=r"crop|focus"):
            crop_for(pixels, focus, ratio)


# The ink limit


@pytest.mark.parametrize("most", [765, 714, 612, 255])
def test_no_pixel_holds_more_than_the_limit_and_the_others_stay(most: int) -> None:
    chance = random.Random(1)
    band = Image.frombytes("CMYK", (256, 64), chance.randbytes(256 * 64 * 4))
    now = limit_ink(band, most)
    assert most_ink(now) <= most
    for was, here in zip(band.get_flattened_data(), now.get_flattened_data(), strict=True):
        if sum(was) <= most:  # type: ignore[arg-type]
            assert was == here
        else:
            assert sum(here) >= most - 8  # type: ignore[arg-type] # rounding down takes no more than this
            assert here[3] >= was[3] or here[3] == most  # type: ignore[index]


def test_grey_is_exchanged_for_black_two_for_one() -> None:
    band = Image.new("CMYK", (1, 1), (230, 210, 220, 155))
    assert coverage(band).getpixel((0, 0)) == 815
    assert limit_ink(band, 765).getpixel((0, 0)) == (210, 190, 200, 165)
    full = Image.new("CMYK", (1, 1), (230, 210, 220, 255))
    assert limit_ink(full, 765).getpixel((0, 0)) == (177, 162, 170, 255)


def test_a_limit_below_one_ink_is_an_error_of_the_program() -> None:
    with pytest.raises(ValueError, match="one full ink"):
        limit_ink(Image.new("CMYK", (1, 1)), 254)


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "plates.jpg", "plates.tif"])
@pytest.mark.parametrize("limit", [3.0, 2.4])
def test_the_limit_holds_when_the_stream_is_unpacked(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, name: str, limit: float
) -> None:
    picture = photograph()
    if name.startswith("plates"):
        picture = Image.merge("CMYK", [*ImageOps.invert(picture).split(), ImageOps.invert(picture.convert("L"))])
    encoded = for_press(mark_of(saved(tmp_path / name, picture)), profile, limit, cache)
    assert encoded.components == 4
    assert encoded.filter == ("DCTDecode" if name.endswith("jpg") else "FlateDecode")
    assert encoded.decode == ((1, 0) * 4 if name.endswith("jpg") else None)
    most = most_ink(unfolded(encoded))
    assert most <= limit * 255
    assert encoded.facts is not None
    assert encoded.facts.ink_after == pytest.approx(most / 255, abs=1e-4)
    assert encoded.facts.ink_before > limit
    assert 0 < encoded.facts.changed < 1
    assert 0 < encoded.facts.shift_mean <= encoded.facts.shift_max


def test_noise_that_jpeg_cannot_hold_is_held_all_the_same(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile
) -> None:
    noise = Image.frombytes("CMYK", (64, 64), random.Random(1).randbytes(64 * 64 * 4))
    stark = noise.point(([0] * 128 + [255] * 128) * 4)
    encoded = for_press(mark_of(saved(tmp_path / "noise.jpg", stark, quality=100)), profile, 2.0, cache)
    assert most_ink(unfolded(encoded)) <= 510


# Into inks


def conversion(have: ImageCms.ImageCmsProfile, mode: str) -> ImageCms.ImageCmsTransform:
    press = ImageCms.getOpenProfile(str(ICC / "FOGRA39L_coated.icc"))
    return ImageCms.buildTransform(
        have, press, mode, "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    )


def srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def expected_inks(picture: Image.Image) -> Image.Image:
    return limit_ink(conversion(srgb(), "RGB").apply(picture.convert("RGB")), 765)


def test_a_picture_without_a_profile_is_srgb(tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    encoded = for_press(mark_of(saved(tmp_path / "a.png", photograph())), profile, 3.0, cache)
    assert apart(unfolded(encoded), expected_inks(photograph())) == 0
    assert encoded.facts is not None
    assert encoded.facts.read_as == "sRGB (no profile)"


def test_an_embedded_profile_is_honoured(tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    # sRGB with its red and green exchanged: a profile that nobody can mistake for sRGB.
    raw = srgb().tobytes()
    swapped = raw.replace(b"rXYZ", b"tmp!").replace(b"gXYZ", b"rXYZ").replace(b"tmp!", b"gXYZ")
    red, green, blue = photograph().split()
    file = saved(tmp_path / "a.png", Image.merge("RGB", [green, red, blue]), icc_profile=swapped)
    facts = inspect(file, cache)
    assert facts.findings == ()
    assert facts.profile
    assert apart(unfolded(for_press(mark_of(file), profile, 3.0, cache)), expected_inks(photograph())) <= 3
    assert apart(unfolded(for_screen(mark_of(file), profile, cache)), photograph()) <= 2


def test_plates_without_a_profile_stay_as_they_are(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile
) -> None:
    plates = Image.merge(
        "CMYK", [part.point(lambda step: step // 3) for part in (*photograph().split(), photograph().getchannel("R"))]
    )
    for options in ({}, {"icc_profile": profile.content}):
        encoded = for_press(mark_of(saved(tmp_path / "a.tif", plates, **options)), profile, 3.0, cache)  # type: ignore[arg-type]
        assert apart(unfolded(encoded), plates) == 0
        assert encoded.facts is not None
        assert profile.description in encoded.facts.read_as
    jpeg = for_press(mark_of(saved(tmp_path / "a.jpg", plates, quality=100, subsampling=0)), profile, 3.0, cache)
    assert apart(unfolded(jpeg), plates) <= 24
    assert unfolded(jpeg).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) == pytest.approx(
        plates.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)), abs=1
    )


def test_plates_of_another_condition_are_converted(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile
) -> None:
    other = (ICC / "PSO_Uncoated_ISO12647_eci.icc").read_bytes()
    plates = Image.new("CMYK", (9, 9), (120, 60, 30, 10))
    encoded = for_press(mark_of(saved(tmp_path / "a.tif", plates, icc_profile=other)), profile, 3.0, cache)
    want = conversion(ImageCms.ImageCmsProfile(io.BytesIO(other)), "CMYK").apply(plates)
    assert apart(unfolded(encoded), want) == 0
    assert apart(want, plates) > 5


@pytest.mark.parametrize("name", ["l.png", "l.jpg", "16.png", "16.tif", "16be.tif", "p.png", "la.png"])
def test_greys_and_palettes_come_out_as_their_colours(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, name: str
) -> None:
    grey = photograph().convert("L")
    sixteen = Image.frombytes("I;16", grey.size, b"".join(bytes((step ^ 255, step)) for step in grey.tobytes()))
    picture = {"l": grey, "16": sixteen, "16be": sixteen, "p": grey.convert("P"), "la": grey.convert("LA")}[
        name.split(".")[0]
    ]
    file = saved(tmp_path / name, picture, **({"quality": 100} if name.endswith("jpg") else {}))
    if name == "16be.tif":
        big = Image.frombytes("I;16B", grey.size, b"".join(bytes((step, step ^ 255)) for step in grey.tobytes()))
        saved(file, big)
    encoded = for_press(mark_of(file), profile, 3.0, cache)
    assert apart(unfolded(encoded), expected_inks(grey)) <= (30 if name.endswith("jpg") else 0)
    assert (encoded.mask is not None) == (name == "la.png")
    assert apart(unfolded(for_screen(mark_of(file), profile, cache)).convert("L"), grey) <= (
        20 if name.endswith("jpg") else 0
    )


@pytest.mark.parametrize("name", ["alpha.png", "colour key.png", "palette.png", "alpha.tif"])
def test_transparency_becomes_a_soft_mask(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, name: str
) -> None:
    veil = Image.linear_gradient("L").resize((150, 200))
    picture, options = photograph(), {}
    if name.startswith("alpha"):
        picture.putalpha(veil)
    elif name == "colour key.png":
        picture.paste((1, 2, 3), (0, 0, 75, 200))
        veil, options = Image.new("L", (150, 200), 255), {"transparency": (1, 2, 3)}
        veil.paste(0, (0, 0, 75, 200))
    else:
        picture = picture.quantize(8)
        veil = picture.point([0 if number == 3 else 255 for number in range(256)], "L")
        options = {"transparency": 3}
    file = saved(tmp_path / name, picture, **options)  # type: ignore[arg-type]
    encoded = for_press(mark_of(file), profile, 3.0, cache)
    assert encoded.mask is not None
    assert (encoded.mask.components, encoded.mask.bits, encoded.mask.filter) == (1, 8, "FlateDecode")
    assert apart(unfolded(encoded.mask), veil) == 0
    assert apart(unfolded(encoded), expected_inks(picture.convert("RGB"))) == 0
    light = for_screen(mark_of(file), profile, cache)
    assert light.mask == encoded.mask
    assert apart(unfolded(light), picture.convert("RGB")) == 0


def test_line_art_stays_one_bit_in_black_alone(tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    art = photograph(601, 203).convert("1")
    for name, options in (("a.tif", {"compression": "group4"}), ("a.png", {})):
        encoded = for_press(mark_of(saved(tmp_path / name, art, **options), side=10), profile, 3.0, cache)  # type: ignore[arg-type]
        assert (encoded.width, encoded.height, encoded.components, encoded.bits) == (601, 203, 1, 1)
        assert (encoded.palette, encoded.palette_components) == (b"\0\0\0\xff\0\0\0\0", 4)
        assert unfolded(encoded).tobytes() == art.tobytes()
    light = for_screen(mark_of(tmp_path / "a.png", tint=(BLUE, PAPER)), profile, cache)
    assert (light.palette, light.palette_components) == (bytes((0, 81, 158, 255, 255, 255)), 3)


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_a_duotone_runs_from_the_dark_ink_to_the_light_one(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, name: str
) -> None:
    ramp = Image.linear_gradient("L")
    file = saved(tmp_path / name, ramp, **({"quality": 100} if name.endswith("jpg") else {}))
    encoded = unfolded(for_press(mark_of(file, tint=(BLUE, PAPER)), profile, 3.0, cache))
    light = unfolded(for_screen(mark_of(file, tint=(BLUE, PAPER)), profile, cache))
    slack = 0 if name == "a.png" else 4
    for at, inks, screen in ((0, (255, 166, 0, 13), (0, 81, 158)), (255, (0, 0, 0, 0), (255, 255, 255))):
        assert encoded.getpixel((128, at)) == pytest.approx(inks, abs=slack)
        assert light.getpixel((128, at)) == pytest.approx(screen, abs=slack)
    assert encoded.getpixel((128, 128))[1] == pytest.approx(83, abs=slack + 1)  # type: ignore[index]


# Pixels


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("crop", [(0, 0, 1, 1), (0.2, 0.1, 0.73, 0.9)])
def test_bands_join_to_the_turned_and_cropped_picture(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, turned: int,
    crop: tuple[float, float, float, float]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    for name in ("a.png", "a.tif"):
        file = saved(tmp_path / name, photograph(151, 203), exif=exif)
        with Image.open(file) as stored:
            whole = ImageOps.exif_transpose(stored).convert("RGB")
        x0, y0, x1, y1 = crop
        want = whole.crop(
            (round(x0 * whole.width), round(y0 * whole.height), round(x1 * whole.width), round(y1 * whole.height))
        )
        assert apart(unfolded(for_screen(mark_of(file, crop), profile, cache)), want) == 0, name


@pytest.mark.parametrize("turned", [1, 6])
def test_bands_of_a_scaled_picture_join_without_a_seam(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, turned: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    file = saved(tmp_path / "a.png", photograph(600, 900), exif=exif)
    encoded = for_screen(mark_of(file, side=72), profile, cache, cap_ppi=200)
    whole = ImageOps.exif_transpose(Image.open(file))
    assert (encoded.width, encoded.height) == ((200, 300) if turned == 1 else (300, 200))
    assert apart(unfolded(encoded), whole.resize((encoded.width, encoded.height), Image.Resampling.LANCZOS)) <= 1


def test_pixels_are_dropped_only_above_one_and_a_half_times_the_cap(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile
) -> None:
    file = saved(tmp_path / "a.jpg", photograph(300, 300))
    sizes = {
        cap: for_press(mark_of(file, side=72), profile, 3.0, cache, cap_ppi=cap).width for cap in (201, 199, 100, 30)
    }
    assert sizes == {201: 300, 199: 199, 100: 100, 30: 30}


def test_a_jpeg_of_bands_is_one_sound_jpeg(tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    for width, height in ((1, 1), (7, 64), (65, 65), (129, 640), (50, 127)):
        picture = photograph(width, height)
        file = saved(tmp_path / "a.jpg", picture, quality=100, subsampling=0, comment=b"made by someone")
        encoded = for_screen(mark_of(file, side=72_000), profile, cache)
        assert apart(unfolded(encoded), Image.open(file)) <= 40
        assert unfolded(encoded).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) == pytest.approx(
            picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)), abs=2
        )
        assert b"someone" not in encoded.stream
        assert b"ICC_PROFILE" not in encoded.stream


# Bytes


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path, mark_of: MarkOf, profile: Profile) -> None:
    for name in ("a.jpg", "a.png"):
        mark = mark_of(saved(tmp_path / name, photograph()))
        encoded = [for_press(mark, profile, 3.0, Cache(tmp_path / f"cache {turn}")) for turn in (1, 2)]
        assert encoded[0] == encoded[1]


def test_what_was_made_before_is_read_and_not_made_again(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile
) -> None:
    veiled = photograph()
    veiled.putalpha(Image.linear_gradient("L").resize(veiled.size))
    mark = mark_of(saved(tmp_path / "a.png", veiled), tint=(BLUE, PAPER))
    encoded = for_press(mark, profile, 3.0, cache)
    mark.file.unlink()
    assert for_press(mark, profile, 3.0, cache) == encoded
    assert unpack(pack(encoded)) == encoded
    for changed in ({"ink_limit": 2.8}, {"cap_ppi": 10.0}):
        with pytest.raises(Refused):
            for_press(mark, profile, **{"ink_limit": 3.0, "cache": cache, **changed})  # type: ignore[arg-type]


def test_a_picture_exchanged_after_it_was_checked_is_refused(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile
) -> None:
    mark = mark_of(saved(tmp_path / "a.png", photograph()))
    saved(tmp_path / "a.png", Image.new("RGB", (9, 9)))
    with pytest.raises(Refused) as caught:
        for_press(mark, profile, 3.0, cache)
    assert [item.code for item in caught.value.findings] == ["picture-changed"]


def test_a_cached_picture_needs_no_imaging_library(
    tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile
) -> None:
    mark = mark_of(saved(tmp_path / "a.jpg", photograph()))
    encoded = for_press(mark, profile, 3.0, cache)
    program = (
        "import sys\nfrom pathlib import Path\nfrom pressroom.cache import Cache\n"
        "from pressroom.sheet.geometry import Box\n"
        "from pressroom.colour.profiles import read_profile\nfrom pressroom.marks import Picture\n"
        "from pressroom.artwork.photographs import for_press, inspect\n"
        "cache, file = Cache(Path(sys.argv[1])), Path(sys.argv[2])\nfacts = inspect(file, cache)\n"
        "mark = Picture(file, facts.sha256, Box(0, 0, 720.0, 720.0), (0, 0, 1, 1), facts.pixels)\n"
        "print(len(for_press(mark, read_profile(Path(sys.argv[3])), 3.0, cache).stream))\n"
        "assert 'PIL.Image' not in sys.modules\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(cache.folder), str(mark.file), str(profile.file)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(result.stdout) == len(encoded.stream)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the kernel keeps no high-water mark here")
def test_a_large_photograph_is_never_twice_in_memory(tmp_path: Path) -> None:
    # Five megapixels are 18 MB once decoded; a second copy would pass the bound. (Forty were measured by hand.)
    soft = photograph(300, 400).resize((600, 8000), Image.Resampling.BILINEAR)
    file = saved(tmp_path / "a.jpg", soft, quality=80)
    program = (
        "import re, sys\nfrom pathlib import Path\nfrom pressroom.cache import Cache\n"
        "from pressroom.sheet.geometry import Box\nfrom pressroom.colour.profiles import read_profile\n"
        "from pressroom.marks import Picture\nfrom pressroom.artwork.photographs import for_press, inspect\n"
        "def most_kb():\n"
        "    return int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
        "cache, profile = Cache(Path(sys.argv[1])), read_profile(Path(sys.argv[2]))\n"
        "def convert(name):\n"
        "    file = Path(name)\n    facts = inspect(file, cache)\n"
        "    box = Box(0, 0, 2384.0, 3370.0)\n"
        "    for_press(Picture(file, facts.sha256, box, (0, 0, 1, 1), facts.pixels), profile, 3.0, cache)\n"
        "convert(sys.argv[3])\nbefore = most_kb()\nconvert(sys.argv[4])\nprint(most_kb() - before)\n"
    )
    small = saved(tmp_path / "small.jpg", photograph(), quality=80)
    files = [str(tmp_path / "cache"), str(ICC / "FOGRA39L_coated.icc"), str(small), str(file)]
    result = subprocess.run([sys.executable, "-c", program, *files], check=True, capture_output=True, text=True)
    assert 18 < int(result.stdout) / 1024 < 18 * 1.9
