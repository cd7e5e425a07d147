"""Colours that a picture states without an ICC profile, as the profile that says the same.

PNG has the chunks gAMA, cHRM and cICP (PNG, third edition), AVIF and HEIC have the codes of cICP in a `colr`
box (ITU-T H.273), and cameras write into EXIF that a JPEG is in Adobe RGB (DCF 2.0).
"""

from __future__ import annotations

import struct
from typing import IO

from PIL import Image

from pressroom.artwork.photographs.kinds import chunks

Pair = tuple[float, float]
Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]

_D65: Pair = (0.3127, 0.3290)
_SRGB = (_D65, (0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
_SMPTE_C = (_D65, (0.63, 0.34), (0.31, 0.595), (0.155, 0.07))
_ADOBE = (_D65, (0.64, 0.33), (0.21, 0.71), (0.15, 0.06))
_ADOBE_GAMMA = 2.19921875  # Adobe RGB (1998) Color Image Encoding
# White, red, green, blue by the code of H.273, table 2; and its table 3: the gamma of a transfer, 0 for that of sRGB.
_PRIMARIES = {
    1: _SRGB, 5: (_D65, (0.64, 0.33), (0.29, 0.60), (0.15, 0.06)), 6: _SMPTE_C, 7: _SMPTE_C,
    9: (_D65, (0.708, 0.292), (0.17, 0.797), (0.131, 0.046)),
    11: ((0.314, 0.351), (0.68, 0.32), (0.265, 0.69), (0.15, 0.06)),
    12: (_D65, (0.68, 0.32), (0.265, 0.69), (0.15, 0.06)), 22: (_D65, (0.63, 0.34), (0.295, 0.605), (0.155, 0.077))}
_TRANSFERS = {1: 0.0, 4: 2.2, 5: 2.8, 6: 0.0, 8: 1.0, 13: 0.0, 14: 0.0, 15: 0.0}
_HDR = (16, 18)
_UNSPECIFIED = 2

_GAMMA_TOLERANCE = 0.05  # that of libpng: 1/2.2 stands for sRGB in PNG files
_PRIMARY_TOLERANCE = 0.01
_STEEPEST = 10.0
# XYZ to and from the cones' responses (Bradford), and the white of profiles (ICC.1:2010, 7.2.16 and annex E).
_BRADFORD: Matrix = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
_D50: Vector = (0.9642, 1.0, 0.8249)


def cicp_of(kind: str, head: bytes, stream: IO[bytes]) -> tuple[int, int] | None:
    """The codes of primaries and transfer of a PNG, or in the `head` of an AVIF or HEIC file."""
    if kind == "PNG":
        for name, at in chunks(stream, kind):
            if name == b"cICP":
                stream.seek(at)
                codes = stream.read(2)
                return (codes[0], codes[1]) if len(codes) == 2 else None
            if name == b"IDAT":
                return None
        return None
    if kind in ("AVIF", "HEIF"):
        at = head.find(b"colrnclx")
        return struct.unpack(">HH", head[at + 8:at + 12]) if 0 < at <= len(head) - 12 else None
    return None


def stated_profile(picture: Image.Image) -> tuple[bytes, str]:
    """The profile of the colours that `picture` states without one, and `chunks` or `hdr` where they cannot be used.

    The profile is empty for sRGB, and where nothing is stated.
    """
    codes = picture.info.get("cicp")
    if codes and codes[1] in _HDR:
        return b"", "hdr"
    if codes and codes[0] != _UNSPECIFIED:
        return _profile_of(picture, f"H.273 {codes[0]}/{codes[1]}", _PRIMARIES.get(codes[0]),
                           _TRANSFERS.get(codes[1], 0.0))
    if picture.format == "PNG" and "srgb" not in picture.info and {"gamma", "chromaticity"} & picture.info.keys():
        chunks = [chunk for chunk, key in (("gAMA", "gamma"), ("cHRM", "chromaticity")) if key in picture.info]
        return _profile_of(picture, " ".join(("PNG", *chunks)), _chromaticities(picture), _png_gamma(picture))
    if _is_adobe_rgb(picture):
        return _profile_of(picture, "Adobe RGB (1998)", _ADOBE, _ADOBE_GAMMA)
    return b"", ""


def _profile_of(picture: Image.Image, name: str, primaries: tuple[Pair, ...] | None,
                gamma: float | None) -> tuple[bytes, str]:
    if primaries is None or gamma is None:
        return b"", "chunks"
    if _is_like_srgb(primaries, gamma):
        return b"", ""
    if picture.mode in ("1", "L", "LA", "La", "I;16", "I;16B"):
        return _grey_profile(name, gamma), ""
    profile = _rgb_profile(name, primaries, gamma)
    return (profile, "") if profile else (b"", "chunks")


def says_srgb(picture: Image.Image) -> bool:
    """Whether a file without a profile says itself that its colours are those of sRGB."""
    if "srgb" in picture.info or {"gamma", "chromaticity"} & picture.info.keys():
        return True
    codes = picture.info.get("cicp")
    return bool(codes and codes[0] != _UNSPECIFIED) or _exif_colours(picture)[0] == 1


def _is_adobe_rgb(picture: Image.Image) -> bool:
    space, rule = _exif_colours(picture)
    return space == 2 or (space == 0xFFFF and rule == "R03")


def _exif_colours(picture: Image.Image) -> tuple[int, str]:
    """The colour space and the interoperability rule of EXIF; 0 and empty where nothing is said."""
    if picture.format not in ("JPEG", "MPO", "WEBP", "AVIF", "HEIF"):
        return 0, ""
    try:
        exif = picture.getexif()
        details = exif.get_ifd(0x8769)
        space = details.get(0xA001, 0)
        rule = exif.get_ifd(0xA005).get(1, "") if 0xA005 in details else ""
    except Exception:  # damaged EXIF may raise any exception; pixels do not depend on it
        return 0, ""
    return (space if isinstance(space, int) else 0), str(rule).strip("\0 ")


def _chromaticities(picture: Image.Image) -> tuple[Pair, ...] | None:
    values = picture.info.get("chromaticity")
    if values is None:
        return _SRGB
    pairs = tuple((float(x), float(y)) for x, y in zip(values[::2], values[1::2], strict=True))
    return pairs if len(pairs) == 4 and all(x >= 0 and 0.001 < y <= 1 for x, y in pairs) else None


def _png_gamma(picture: Image.Image) -> float | None:
    """The exponent from the file's values to light; 0 for the curve of sRGB, None where it makes no sense."""
    stated = picture.info.get("gamma")
    if stated is None:
        return 0.0
    return 1 / stated if 1 / _STEEPEST <= stated <= _STEEPEST else None


def _is_like_srgb(primaries: tuple[Pair, ...], gamma: float) -> bool:
    return (gamma == 0 or abs(gamma / 2.2 - 1) < _GAMMA_TOLERANCE) and all(
        abs(stated - usual) < _PRIMARY_TOLERANCE
        for pair, own in zip(primaries, _SRGB, strict=True) for stated, usual in zip(pair, own, strict=True))


def _grey_profile(name: str, gamma: float) -> bytes:
    return _profile("GRAY", name, {b"kTRC": _curve(gamma)})


def _rgb_profile(name: str, primaries: tuple[Pair, ...], gamma: float) -> bytes:
    """A matrix profile (ICC.1:2010, 8.4); empty where the primaries lie on one line."""
    white, *corners = (_xyz(pair) for pair in primaries)
    inverse = _inverse(_columns(corners))
    if inverse is None:
        return b""
    amounts = _times(inverse, white)
    adapted = _adaptation(white)
    columns = [_times(adapted, _scaled(corner, amount)) for corner, amount in zip(corners, amounts, strict=True)]
    if max(abs(part) for column in columns for part in column) > 4:
        return b""
    tags = {key: b"XYZ \0\0\0\0" + _fixed(*column)
            for key, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)}
    return _profile("RGB ", name, {**tags, **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(gamma))})


def _profile(space: str, name: str, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile of version 4 for a screen (ICC.1:2010, 7.2)."""
    words = name.encode("utf-16-be")
    text = b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(words), 28) + words
    every = {**tags, b"desc": text, b"cprt": text, b"wtpt": b"XYZ \0\0\0\0" + _fixed(*_D50)}
    table, body, at = b"", b"", 128 + 4 + 12 * len(every)
    for key, content in every.items():
        table += key + struct.pack(">II", at + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    head = struct.pack(">I4sI4s4s4s12s4s", at + len(body), bytes(4), 0x04200000, b"mntr", space.encode(), b"XYZ ",
                       struct.pack(">6H", 2000, 1, 1, 0, 0, 0), b"acsp")
    head += bytes(68 - len(head)) + _fixed(*_D50)
    return head + bytes(128 - len(head)) + struct.pack(">I", len(every)) + table + body


def _curve(gamma: float) -> bytes:
    """A parametric curve (ICC.1:2010, parametricCurveType): a power, or for 0 that of sRGB (IEC 61966-2-1)."""
    if gamma:
        return b"para" + struct.pack(">IHH", 0, 0, 0) + _fixed(gamma)
    return b"para" + struct.pack(">IHH", 0, 3, 0) + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _fixed(*numbers: float) -> bytes:
    """Numbers as s15Fixed16."""
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _xyz(pair: Pair) -> Vector:
    x, y = pair
    return x / y, 1.0, (1 - x - y) / y


def _adaptation(white: Vector) -> Matrix:
    """From colours seen under `white` to those under D50 (Bradford)."""
    have, want = _times(_BRADFORD, white), _times(_BRADFORD, _D50)
    scale = [new / old if old else 1.0 for old, new in zip(have, want, strict=True)]
    back = _inverse(_BRADFORD) or _BRADFORD
    scaled = [_scaled(row, factor) for row, factor in zip(_BRADFORD, scale, strict=True)]
    return _columns([_times(back, (scaled[0][k], scaled[1][k], scaled[2][k])) for k in range(3)])


def _scaled(vector: Vector, factor: float) -> Vector:
    return vector[0] * factor, vector[1] * factor, vector[2] * factor


def _columns(vectors: list[Vector]) -> Matrix:
    one, two, three = vectors
    return (one[0], two[0], three[0]), (one[1], two[1], three[1]), (one[2], two[2], three[2])


def _times(matrix: Matrix, vector: Vector) -> Vector:
    one, two, three = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return one, two, three


def _inverse(matrix: Matrix) -> Matrix | None:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    if abs(determinant) < 1e-6:
        return None
    return (((e * i - f * h) / determinant, (c * h - b * i) / determinant, (b * f - c * e) / determinant),
            ((f * g - d * i) / determinant, (a * i - c * g) / determinant, (c * d - a * f) / determinant),
            ((d * h - e * g) / determinant, (b * g - a * h) / determinant, (a * e - b * d) / determinant))
