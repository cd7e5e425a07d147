"""Pictures as people have them: WebP, AVIF, GIF and HEIC, stated colours, odd TIFF and JPEG files, damage."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image, ImageFile, ImageOps, features

from pressroom.artwork.photographs import for_press, for_screen, inspect
from pressroom.cache import Cache
from pressroom.colour.profiles import Profile
from pressroom.findings import Finding, Refused
from pressroom.marks import Picture
from pressroom.text.translation import message, translator
from tests.artwork.test_photographs import apart, cache, codes, mark_of, photograph, profile, saved, unfolded

MarkOf = Callable[..., Picture]
ENGLISH = translator("en")

__all__ = ["cache", "mark_of", "profile"]


def notes(file: Path, cache: Cache) -> list[str]:
    """What is noted of a picture, in words; nothing may be found that is more than a note."""
    findings = inspect(file, cache).findings
    assert {item.code for item in findings} <= {"picture-read"}
    return [message(item, ENGLISH).removeprefix(f"{file.name}: ") for item in findings]


def first_of(file: Path, cache: Cache) -> Finding:
    with pytest.raises(Refused) as caught:
        inspect(file, cache)
    return caught.value.findings[0]


def png(mode: str, size: tuple[int, int], rows: bytes, bits: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of these rows, each after its filter's byte."""
    kind = {"L": 0, "RGB": 2}[mode]
    every = [(b"IHDR", struct.pack(">IIBBBBB", *size, bits, kind, 0, 0, 0)), *chunks, (b"IDAT", zlib.compress(rows)),
             (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in every)


# Formats


@pytest.mark.parametrize(("name", "kind", "options"), [
    ("a.webp", "WebP", {"lossless": True}), ("a.avif", "AVIF", {"quality": 100}), ("a.gif", "GIF", {})])
def test_a_picture_of_the_web_is_read_and_its_format_noted_once(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, name: str, kind: str,
        options: dict[str, Any]) -> None:
    picture = photograph(60, 80).quantize(200).convert("RGB") if kind == "GIF" else photograph(60, 80)
    file = saved(tmp_path / name, picture, **options)
    assert inspect(file, cache).format == kind
    assumed = "" if kind == "AVIF" else "; it has no colour profile, and is read as sRGB"  # its codes say that it is
    assert notes(file, cache) == [f"it is of the format {kind}, and its pixels are printed{assumed}"]
    with Image.open(file) as decoded:
        want = decoded.convert("RGB")
    assert apart(unfolded(for_screen(mark_of(file), profile, cache)), want) <= (20 if kind == "AVIF" else 0)


@pytest.mark.parametrize("name", ["a.webp", "a.avif", "a.gif", "a.png"])
def test_of_an_animation_the_first_picture_is_printed(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, name: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ((200, 30, 40), (20, 160, 50), (30, 40, 180))]
    options: dict[str, Any] = {"lossless": True} if name == "a.webp" else {}
    file = saved(tmp_path / name, frames[0], save_all=True, append_images=frames[1:], **options)
    (said,) = notes(file, cache)
    assert "of its several pictures the first one is printed" in said
    shown = unfolded(for_screen(mark_of(file), profile, cache)).getpixel((20, 15))
    assert shown == pytest.approx((200, 30, 40), abs=4)


@pytest.mark.parametrize(("name", "options", "filter_name"), [
    ("a.webp", {"quality": 80}, "DCTDecode"), ("a.avif", {}, "DCTDecode"),
    ("a.webp", {"lossless": True}, "FlateDecode"), ("a.gif", {}, "FlateDecode")])
def test_what_was_coded_with_loss_becomes_jpeg_and_what_was_not_keeps_every_pixel(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, name: str, options: dict[str, Any],
        filter_name: str) -> None:
    encoded = for_press(mark_of(saved(tmp_path / name, photograph(), **options)), profile, 3.0, cache)
    assert encoded.filter == filter_name


@pytest.mark.parametrize("name", ["a.webp", "a.avif", "a.gif"])
def test_transparency_of_every_format_becomes_a_soft_mask(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, name: str) -> None:
    picture = photograph(60, 80).convert("RGBA")
    picture.putalpha(Image.new("L", (60, 80), 255))
    picture.paste((0, 0, 0, 0), (0, 0, 30, 80))
    file = saved(tmp_path / name, picture, **({} if name == "a.gif" else {"quality": 100}))
    assert inspect(file, cache).has_alpha
    mask = for_press(mark_of(file), profile, 3.0, cache).mask
    assert mask is not None
    veil = unfolded(mask)
    assert (veil.getpixel((5, 40)), veil.getpixel((55, 40))) == (0, 255)


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("name", ["a.webp", "a.avif", "a.jpg", "a.png", "a.tif"])
def test_a_picture_is_upright_in_every_format(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, name: str, turned: int) -> None:
    picture = Image.new("RGB", (48, 32), (250, 250, 250))
    picture.paste((200, 20, 20), (0, 0, 16, 16))
    exif = Image.Exif()
    exif[0x0112] = turned
    file = saved(tmp_path / name, picture, exif=exif)
    upright = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
    assert inspect(file, cache).pixels == upright.size
    shown = unfolded(for_screen(mark_of(file), profile, cache))
    for corner in ((4, 4), (upright.width - 4, 4), (4, upright.height - 4), (upright.width - 4, upright.height - 4)):
        assert shown.getpixel(corner) == pytest.approx(upright.getpixel(corner), abs=30)


def test_a_name_of_another_format_is_noted(tmp_path: Path, cache: Cache) -> None:
    file = saved(tmp_path / "a.png", photograph(20, 20), format="WEBP", icc_profile=b"")
    assert notes(file, cache)[0].startswith("it is of the format WebP, under another name; ")


# Formats that cannot be read here


@pytest.mark.parametrize(("content", "kind"), [
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40), "HEIC"), (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
    (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(40), "AVIF"), (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(40), "WebP")])
def test_a_format_without_its_reader_says_what_to_save_it_as(
        tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch, content: bytes, kind: str) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    monkeypatch.setattr(features, "check", lambda _: False)
    (tmp_path / "photo.jpg").write_bytes(content)
    finding = first_of(tmp_path / "photo.jpg", cache)
    assert finding.code == "picture-format"
    assert f"photo.jpg is a {kind} picture, which is not read in this installation" in message(finding, ENGLISH)
    assert "save it as JPEG" in finding.hint


def test_a_reader_that_is_installed_later_is_used(
        tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "IMG_0001.HEIC"
    file.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40))
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert codes(file, cache) == ["picture-format"]
    monkeypatch.setitem(sys.modules, "pillow_heif", _reader_of_heic())
    try:
        assert inspect(file, cache).format == "HEIC"
        assert notes(file, cache) == ["it is of the format HEIC, and its pixels are printed; "
                                      "it has no colour profile, and is read as sRGB"]
    finally:
        Image.OPEN.pop("HEIF", None)
        Image.ID.remove("HEIF")


def _reader_of_heic() -> ModuleType:
    class Heic(ImageFile.ImageFile):
        format = "HEIF"

        def _open(self) -> None:
            self._size, self._mode = (8, 6), "RGB"
            self.tile = []

        def load(self) -> Any:
            self._im = Image.new("RGB", self.size, (200, 30, 40)).im
            return super().load()
    reader = ModuleType("pillow_heif")
    reader.register_heif_opener = lambda: Image.register_open(  # type: ignore[attr-defined]
        "HEIF", Heic, lambda head: head[4:8] == b"ftyp")
    return reader


# Bounds and damage


def test_a_large_webp_is_refused_before_its_reader_takes_memory_for_it(tmp_path: Path, cache: Cache) -> None:
    body = b"VP8X" + struct.pack("<I", 10) + bytes(4) + b"\xff\x3f\0" + b"\xff\x3f\0"
    (tmp_path / "a.webp").write_bytes(b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body)
    finding = first_of(tmp_path / "a.webp", cache)
    assert finding.code == "picture-too-large"
    assert "16384 x 16384 pixels, more than 100000000" in message(finding, ENGLISH)


@pytest.mark.parametrize("name", ["a.webp", "a.avif", "a.gif"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_file_cut_short_is_broken_in_every_format(tmp_path: Path, cache: Cache, name: str, share: float) -> None:
    whole = saved(tmp_path / name, photograph()).read_bytes()
    (tmp_path / name).write_bytes(whole[:int(len(whole) * share)])
    assert codes(tmp_path / name, cache) == ["picture-broken"]


def test_a_png_whose_pixels_are_damaged_is_broken_although_its_exif_is_asked_for_first(
        tmp_path: Path, cache: Cache) -> None:
    whole = bytearray(saved(tmp_path / "a.png", photograph()).read_bytes())
    at = whole.index(b"IDAT")
    whole[at + 4000:at + 4040] = bytes(40)
    length = int.from_bytes(whole[at - 4:at], "big")
    whole[at + 4 + length:at + 8 + length] = struct.pack(">I", zlib.crc32(whole[at:at + 4 + length]))
    (tmp_path / "a.png").write_bytes(whole)
    assert codes(tmp_path / "a.png", cache) == ["picture-broken"]


# Colours that a file states without a profile


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def srgb(light: float) -> int:
    light = min(max(light, 0.0), 1.0)
    return round(255 * (light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))


def test_the_gamma_of_a_png_is_honoured(tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    for number, gamma in enumerate((1.0, 0.55555)):
        file = tmp_path / f"{number}.png"
        rows = b"\0" + bytes((40, 128, 200)) * 4
        file.write_bytes(png("RGB", (4, 1), rows, 8, (b"gAMA", struct.pack(">I", round(gamma * 100000)))))
        shown = unfolded(for_screen(mark_of(file), profile, cache)).getpixel((0, 0))
        assert shown == pytest.approx(tuple(srgb((part / 255) ** (1 / gamma)) for part in (40, 128, 200)), abs=2)
        assert notes(file, cache) == ["its colours are converted from those that it states (PNG gAMA)"]


def test_the_primaries_of_a_png_are_honoured(tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    corners = (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)  # those of Display P3
    chunk = (b"cHRM", struct.pack(">8I", *(round(part * 100000) for part in corners)))
    file = tmp_path / "a.png"
    file.write_bytes(png("RGB", (4, 1), b"\0" + bytes((90, 180, 120)) * 4, 8, chunk))
    # From Display P3 to sRGB (CSS Color 4, sample code).
    red, green, blue = (linear(part / 255) for part in (90, 180, 120))
    want = (1.2249401 * red - 0.2249402 * green, -0.0420570 * red + 1.0420571 * green,
            -0.0196376 * red - 0.0786361 * green + 1.0982735 * blue)
    shown = unfolded(for_screen(mark_of(file), profile, cache)).getpixel((0, 0))
    assert shown == pytest.approx(tuple(map(srgb, want)), abs=2)
    with_codes = tmp_path / "b.png"
    with_codes.write_bytes(png("RGB", (4, 1), b"\0" + bytes((90, 180, 120)) * 4, 8, (b"cICP", bytes((12, 13, 0, 1)))))
    assert unfolded(for_screen(mark_of(with_codes), profile, cache)).getpixel((0, 0)) == shown


@pytest.mark.parametrize("stated", [
    ((b"gAMA", struct.pack(">I", 45455)),), ((b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 100000)))])
def test_a_png_that_says_that_it_is_srgb_is_left_alone(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile,
        stated: tuple[tuple[bytes, bytes], ...]) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(png("RGB", (4, 1), b"\0" + bytes((40, 128, 200)) * 4, 8, *stated))
    assert notes(file, cache) == []
    assert unfolded(for_screen(mark_of(file), profile, cache)).getpixel((0, 0)) == (40, 128, 200)


@pytest.mark.parametrize(("chunk", "said"), [
    ((b"cHRM", bytes(32)), "makes no sense"), ((b"gAMA", bytes(4)), "makes no sense"),
    ((b"cHRM", struct.pack(">8I", *[31270, 32900] * 4)), "makes no sense"),
    ((b"cICP", bytes((9, 16, 0, 1))), "screens of high brightness")])
def test_stated_colours_that_cannot_be_used_are_a_warning(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, chunk: tuple[bytes, bytes], said: str) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(png("RGB", (4, 1), b"\0" + bytes((40, 128, 200)) * 4, 8, chunk))
    (warning,) = (item for item in inspect(file, cache).findings if item.code == "picture-profile")
    assert said in message(warning, ENGLISH)
    assert unfolded(for_screen(mark_of(file), profile, cache)).getpixel((0, 0)) == (40, 128, 200)


def test_a_camera_that_says_adobe_rgb_is_believed(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    plain = saved(tmp_path / "plain.jpg", Image.new("RGB", (16, 16), (60, 180, 90)), quality=100)
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = 2
    file = saved(tmp_path / "camera.jpg", Image.new("RGB", (16, 16), (60, 180, 90)), quality=100, exif=exif)
    assert "Adobe RGB" in notes(file, cache)[0]
    wide, usual = (unfolded(for_screen(mark_of(each), profile, cache)).getpixel((8, 8)) for each in (file, plain))
    assert isinstance(wide, tuple)
    assert isinstance(usual, tuple)
    assert wide[0] < usual[0] - 20  # the same green is stronger there


# Odd files


def test_plates_of_a_jpeg_without_the_adobe_marker_are_not_inverted(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    out = io.BytesIO()
    Image.new("CMYK", (32, 32), (200, 100, 50, 10)).save(out, "JPEG", quality=100)
    whole = out.getvalue()
    at = whole.index(b"\xff\xee")
    bare = whole[:at] + whole[at + 2 + int.from_bytes(whole[at + 2:at + 4], "big"):]
    (tmp_path / "adobe.jpg").write_bytes(whole)
    (tmp_path / "bare.jpg").write_bytes(bare)
    adobe = unfolded(for_press(mark_of(tmp_path / "adobe.jpg"), profile, 4.0, cache)).getpixel((9, 9))
    other = unfolded(for_press(mark_of(tmp_path / "bare.jpg"), profile, 4.0, cache)).getpixel((9, 9))
    assert adobe == pytest.approx((200, 100, 50, 10), abs=3)
    assert other == pytest.approx((55, 155, 205, 245), abs=3)
    assert notes(tmp_path / "bare.jpg", cache) == ["it has no Adobe marker, and 0 is read as bare paper"]


def test_a_tiff_of_16_bits_whose_0_is_white_is_not_a_negative(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    raw = bytearray(saved(tmp_path / "a.tif", Image.frombytes("I;16", (4, 4), bytes((0, 200)) * 16)).read_bytes())
    at = raw.index(struct.pack("<HHIH", 262, 3, 1, 1))  # PhotometricInterpretation
    raw[at + 8] = 0
    (tmp_path / "a.tif").write_bytes(raw)
    assert unfolded(for_screen(mark_of(tmp_path / "a.tif"), profile, cache)).getpixel((1, 1)) == 55


def test_numbers_below_0_in_a_tiff_are_refused(tmp_path: Path, cache: Cache) -> None:
    raw = saved(tmp_path / "a.tif", Image.new("L", (8, 8), 200), tiffinfo={339: 2}).read_bytes()
    assert struct.pack("<HHIH", 339, 3, 1, 2) in raw
    assert codes(tmp_path / "a.tif", cache) == ["picture-format"]


@pytest.mark.parametrize(("bits", "rows"), [(2, b"\0\x1b"), (4, b"\0\x05\xaf")])
def test_one_transparent_grey_of_few_bits_is_transparent(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile, bits: int, rows: bytes) -> None:
    wanted = {2: 2, 4: 10}[bits]
    file = tmp_path / "a.png"
    file.write_bytes(png("L", (4, 1), rows, bits, (b"tRNS", struct.pack(">H", wanted))))
    mask = for_press(mark_of(file), profile, 3.0, cache).mask
    assert mask is not None
    assert list(unfolded(mask).tobytes()) == [255, 255, 0, 255]


def test_planes_one_after_another_in_a_tiff_give_the_same_pixels(
        tmp_path: Path, cache: Cache, mark_of: MarkOf, profile: Profile) -> None:
    picture = photograph(40, 30)
    planes = [part.tobytes() for part in picture.split()]
    head = 8
    strips = [head + sum(map(len, planes[:number])) for number in range(3)]
    end = head + sum(map(len, planes))
    entries = [(256, 4, 1, 40), (257, 4, 1, 30), (258, 3, 3, end), (259, 3, 1, 1), (262, 3, 1, 2),
               (273, 4, 3, end + 6), (277, 3, 1, 3), (278, 4, 1, 30), (279, 4, 3, end + 18), (284, 3, 1, 2)]
    content = struct.pack("<2sHI", b"II", 42, end + 30) + b"".join(planes)
    content += struct.pack("<3H", 8, 8, 8) + struct.pack("<3I", *strips) + struct.pack("<3I", *map(len, planes))
    content += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries) + bytes(4)
    (tmp_path / "planar.tif").write_bytes(content)
    assert apart(unfolded(for_screen(mark_of(tmp_path / "planar.tif"), profile, cache)), picture) == 0
