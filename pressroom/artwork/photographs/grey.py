"""Grey pictures: how they are found, and the black plate that prints their tones."""

from __future__ import annotations

from PIL import Image, ImageChops

from pressroom.colour.ink import linear
from pressroom.colour.profiles import Profile, colour_space, lab_profile, srgb_profile, transform
from pressroom.colour.profiles import opened as open_profile

_ROWS = 256
_STEP = 5  # of the black plate, in 1/255: between the steps, rounding to 8 bits would make its tones uneven
_NEUTRAL = 2  # most a* and b* of a grey
_GREY_MODES = ("L", "LA", "La", "I;16", "I;16B")
_COLOUR_MODES = ("RGB", "RGBA", "RGBa", "RGBX", "P", "PA", "YCbCr")


def is_grey(picture: Image.Image, profile: bytes) -> bool:
    """Whether a decoded picture has no colour at all in what can be seen of it; line art is no grey picture."""
    if picture.mode in _GREY_MODES:
        return not profile or colour_space(profile) == "GRAY" or _is_neutral(profile)
    if picture.mode not in _COLOUR_MODES or (profile and not _is_neutral(profile)):
        return False
    rows = (picture.crop((0, top, picture.width, min(top + _ROWS, picture.height)))
            for top in range(0, picture.height, _ROWS))
    # WebP has no grey: its integers turn a luminance without colour into channels that differ by one (RFC 9649).
    most = 1 if picture.format == "WEBP" and picture.info.get("lossy") else 0
    return all(_has_equal_channels(part, most) for part in rows)


def _has_equal_channels(part: Image.Image, most: int) -> bool:
    see_through = part.mode in ("RGBA", "RGBa", "PA") or "transparency" in part.info
    plain = part.convert("RGBA" if see_through else "RGB")
    red, green, blue, *veil = plain.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    if veil:
        apart = ImageChops.darker(apart, veil[0].point([0] + [255] * 255))
    return int(apart.getextrema()[1]) <= most  # type: ignore[arg-type]


def _is_neutral(profile: bytes) -> bool:
    """Whether equal parts of red, green and blue are grey in an RGB profile."""
    if colour_space(profile) != "RGB":
        return False
    ramp = Image.frombytes("RGB", (256, 1), bytes(step for step in range(256) for _ in range(3)))
    _, a, b = transform(open_profile(profile), "RGB", lab_profile(), "LAB").apply(ramp).split()
    # The two are signed: from 128 on they are negative.
    return all(min(value, 256 - value) <= _NEUTRAL for band in (a, b) for value in band.tobytes())


def black_tones(press: Profile) -> list[int]:
    """How much black, in 1/255, prints each of the 256 greys of sRGB: as light as the picture, white on bare paper.

    Between paper and full black, light is scaled as black point compensation does (ISO 18619), so that the picture's
    black is all the black there is.
    """
    steps = [*range(0, 255, _STEP), 255]
    plates = Image.frombytes("CMYK", (len(steps), 1), b"".join(bytes((0, 0, 0, step)) for step in steps))
    seen = transform(open_profile(press.content), "CMYK", srgb_profile(), "RGB").apply(plates).getchannel("G").tobytes()
    light = [linear(value / 255) for value in seen]
    span = (light[0] - light[-1]) or 1.0
    share = [(value - light[-1]) / span for value in light]
    tones, at = [], len(steps) - 1
    for grey in range(256):
        wanted = linear(grey / 255)
        while at > 1 and share[at - 1] <= wanted:
            at -= 1
        darker, lighter = share[at], share[at - 1]
        part = (wanted - darker) / (lighter - darker) if lighter > darker else 0.0
        tones.append(round(steps[at] + (steps[at - 1] - steps[at]) * min(max(part, 0.0), 1.0)))
    return tones
