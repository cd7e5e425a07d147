"""Conversion of a picture's bands to the colours of a press or a screen."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image
from PIL.ImageCms import ImageCmsProfile, PyCMSError

from pressroom.artwork.photographs.grey import black_tones
from pressroom.artwork.photographs.ink_limit import limit_ink
from pressroom.artwork.photographs.opening import embedded_profile
from pressroom.colour.ink import BLACK, PAPER, Ink
from pressroom.colour.profiles import (
    Profile,
    colour_space,
    description,
    is_same_condition,
    lab_profile,
    srgb_profile,
    transform,
)
from pressroom.colour.profiles import opened as open_profile
from pressroom.records import dataclass

Convert = Callable[[Image.Image], Image.Image]

_FITS = {
    "GRAY": ("1", "L", "LA", "La", "I;16", "I;16B"),
    "RGB": ("1", "L", "LA", "La", "I;16", "I;16B", "RGB", "RGBX", "RGBA", "RGBa", "P", "PA", "YCbCr"),
    "CMYK": ("CMYK",),
    "Lab": ("LAB",),
}
_CMS_MODE = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK", "Lab": "LAB"}


def profile_of(picture: Image.Image) -> tuple[bytes, str]:
    """The profile of the file's colours, and why it cannot be used: `damaged`, or the colour space it is for.

    Colours that are stated otherwise (`stated_profile`) cannot be used for `chunks` or `hdr`. The profile is empty when
    it cannot be used; both are empty for a picture without one.
    """
    content, doubt = embedded_profile(picture)
    if not content:
        return b"", doubt
    space = colour_space(content)
    try:
        transform(open_profile(content), _CMS_MODE[space], srgb_profile(), "RGB")
    except (KeyError, PyCMSError):
        return b"", "damaged"
    return (content, "") if picture.mode in _FITS[space] else (b"", space)


@dataclass(frozen=True, slots=True)
class Colours:
    """How the bands of one picture are converted.

    Attributes:
        convert: from a band without alpha to one in `mode`.
        mode: CMYK, RGB or L.
        read_as: the colour space in which the file's values are read, in words.
        inks: what became of a CMYK picture's inks: `assumed` to be mixed for the printing condition, `separated` anew;
            empty where there is nothing to say.
    """

    convert: Convert
    mode: str
    read_as: str
    inks: str = ""

    def black(self, most: int) -> str:
        """What became of black of 100 %, the four inks in per cent; empty unless they were separated anew."""
        if self.inks != "separated":
            return ""
        one = limit_ink(self.convert(Image.new("CMYK", (1, 1), (0, 0, 0, 255))), most)
        return "/".join(str(round(part / 2.55)) for part in one.tobytes())


def for_inks(mode: str, embedded: bytes, press: Profile, tint: tuple[Ink, Ink] | None) -> Colours:
    """To CMYK of the printing condition; `tint` is the dark and the light ink of a duotone."""
    mode = _opaque(mode)
    if tint and tint[0].cmyk == BLACK.cmyk and tint[1].cmyk == PAPER.cmyk:
        return Colours(_black_alone(_grey(mode, embedded, press), press), "CMYK", _read_as(mode, embedded, press))
    if tint:
        return Colours(_duotone(_grey(mode, embedded, press), tint[0].cmyk, tint[1].cmyk, "CMYK"), "CMYK",
                       _read_as(mode, embedded, press))
    if mode == "CMYK" and (not embedded or is_same_condition(embedded, press.content)):
        return Colours(_unchanged, "CMYK", _read_as(mode, embedded, press), "" if embedded else "assumed")
    convert = _conversion(mode, embedded, press, open_profile(press.content), "CMYK")
    return Colours(convert, "CMYK", _read_as(mode, embedded, press), "separated" if mode == "CMYK" else "")


def for_light(mode: str, embedded: bytes, press: Profile, tint: tuple[Ink, Ink] | None) -> Colours:
    """To sRGB; grey without a profile stays grey."""
    mode = _opaque(mode)
    read_as = _read_as(mode, embedded, press)
    if tint and tint[0].srgb == BLACK.srgb and tint[1].srgb == PAPER.srgb:
        return Colours(_grey(mode, embedded, press), "L", read_as)
    if tint:
        return Colours(_duotone(_grey(mode, embedded, press), tint[0].srgb, tint[1].srgb, "RGB"), "RGB", read_as)
    if not embedded and mode in ("L", "RGB"):
        return Colours(_unchanged, mode, read_as)
    return Colours(_conversion(mode, embedded, press, srgb_profile(), "RGB"), "RGB", read_as,
                   "assumed" if mode == "CMYK" and not embedded else "")


def _opaque(mode: str) -> str:
    return {"1": "L", "LA": "L", "RGBA": "RGB"}.get(mode, mode)


def _read_as(mode: str, embedded: bytes, press: Profile) -> str:
    if embedded:
        return description(embedded) or colour_space(embedded)
    return {"CMYK": f"{press.description} (no profile)", "LAB": "Lab"}.get(mode, "sRGB (no profile)")


def _unchanged(band: Image.Image) -> Image.Image:
    return band


def _conversion(mode: str, embedded: bytes, press: Profile, want: ImageCmsProfile, want_mode: str) -> Convert:
    have, have_mode = _source_profile(mode, embedded, press)
    change = transform(have, have_mode, want, want_mode)
    return lambda band: change.apply(band if band.mode == have_mode else band.convert(have_mode))


def _source_profile(mode: str, embedded: bytes, press: Profile) -> tuple[ImageCmsProfile, str]:
    """The profile of the file's values, and its mode; a grey picture may have an RGB profile."""
    if embedded:
        return open_profile(embedded), _CMS_MODE[colour_space(embedded)]
    if mode == "CMYK":
        return open_profile(press.content), "CMYK"
    return (lab_profile(), "LAB") if mode == "LAB" else (srgb_profile(), "RGB")


def _grey(mode: str, embedded: bytes, press: Profile) -> Convert:
    """To the lightness of sRGB (ITU-R BT.601 luma)."""
    if not embedded and mode in ("L", "RGB"):
        return lambda band: band.convert("L")
    on_screen = _conversion(mode, embedded, press, srgb_profile(), "RGB")
    return lambda band: on_screen(band).convert("L")


def _black_alone(grey: Convert, press: Profile) -> Convert:
    """The black plate prints all tones, the three others stay empty."""
    tones = black_tones(press)

    def convert(band: Image.Image) -> Image.Image:
        black = grey(band).point(tones)
        return Image.merge("CMYK", [*[Image.new("L", black.size)] * 3, black])
    return convert


def _duotone(grey: Convert, dark: tuple[float, ...], light: tuple[float, ...], mode: str) -> Convert:
    """Black becomes the dark ink, white the light one, and values between them a linear mixture."""
    plates = [[round(255 * (low + (high - low) * step / 255)) for step in range(256)]
              for low, high in zip(dark, light, strict=True)]

    def convert(band: Image.Image) -> Image.Image:
        tones = grey(band)
        return Image.merge(mode, [tones.point(plate) for plate in plates])
    return convert
