"""Colour profiles: reading the profile of a printing condition, and conversion between press and screen.

Every conversion is relative colorimetric with black point compensation, at 8 bits. Words, lines and
QR codes are not converted: their inks are defined in the brand.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import cache as once
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressroom import files
from pressroom.cache import Cache, key
from pressroom.colour.ink import Cmyk, Srgb
from pressroom.findings import N_, Finding, FindingCode, Place, Refused, code, finding
from pressroom.patterns import regex
from pressroom.records import dataclass, field

if TYPE_CHECKING:
    from PIL.ImageCms import ImageCmsProfile, ImageCmsTransform

MISSING = code(
    "profile-missing",
    N_("The ICC profile defines the printing condition; without it no colour can be converted or checked."),
    N_("Put the profile into assets/icc/, or name one that is there."))
BROKEN = code(
    "profile-broken",
    N_("A damaged profile converts wrongly or not at all, and a printer's preflight refuses it."),
    N_("Fetch the profile again from its publisher and compare the size."),
    source="ICC.1:2010, 7.2; ICC.1:2010, 7.3")
CLASS = code(
    "profile-class",
    N_("An output intent needs a profile of a printing condition (class prtr), with tables for both directions."),
    N_("Use the output profile of the printing condition, for example ISOcoated_v2_300_eci.icc."),
    source="ISO 15930-7:2010 (PDF/X-4), rule 7; ICC.1:2010, 7.2.5")
COLOURS = code(
    "profile-colours",
    N_("Sheets are printed in cyan, magenta, yellow and black; the profile must describe these four."),
    N_("Use a CMYK profile."),
    source="GWG 2022, R0035")

_HEADER_BYTES = 128
_TARGET_BYTES = 2_000  # of a characterisation target: its head has the name, before thousands of lines of figures
_MEASUREMENTS = regex(r"FOGRA ?\d+|TR ?00\d|CRPC ?\d|IFRA ?\d+|JAPAN COLOR 20\d\d")
_MOST_BYTES = 64 * 2**20  # of a profile; those of presses have 1 to 10 MB
_ENGINE = "icc 1"  # part of every cache key; increase it when results of this module change


@dataclass(frozen=True, slots=True)
class Profile:
    """The profile of a printing condition, checked.

    Attributes:
        file: where it was read.
        sha256: of the file's bytes, hex.
        description: its own name, e.g. `ISO Coated v2 300% (ECI)`.
        content: the file's bytes.
    """

    file: Path
    sha256: str
    description: str
    content: bytes = field(repr=False)


# Profiles have megabytes, and every stage needs the same one: read again only when the file has changed.
_PROFILES: dict[tuple[Path, int, int], Profile] = {}
_MOST_PROFILES = 8


def read_profile(file: Path, source: Place | None = None) -> Profile:
    """The profile in `file`; `source` is where the user names it.

    Raises:
        Refused: it cannot be read, is damaged, or is not a CMYK output profile (every fault at once).
    """
    place = source or Place(file)
    try:
        stamp = file.stat()
        profile = _PROFILES.get((file, stamp.st_mtime_ns, stamp.st_size))
        if profile is not None:
            return profile
        content = files.content(file, _MOST_BYTES)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise Refused([finding(MISSING, N_("the profile {file} cannot be read: {reason}"), source=place,
                               file=file.as_posix(), reason=reason)]) from fault
    faults = list(_faults(content, file, place))
    if faults:
        raise Refused(faults)
    if len(_PROFILES) >= _MOST_PROFILES:
        _PROFILES.clear()
    profile = Profile(file, hashlib.sha256(content).hexdigest(), description(content), content)
    return _PROFILES.setdefault((file, stamp.st_mtime_ns, stamp.st_size), profile)


def _faults(content: bytes, file: Path, place: Place) -> Iterable[Finding]:
    def fault(rule: FindingCode, message: str, **values: Any) -> Finding:
        return finding(rule, message, source=place, file=file.as_posix(), **values)
    if len(content) < _HEADER_BYTES or content[36:40] != b"acsp":
        yield fault(BROKEN, N_("{file} is not an ICC profile"))
        return
    stated = int.from_bytes(content[:4], "big")
    tags = _tags(content)
    if stated != len(content) or tags is None:
        yield fault(BROKEN, N_("{file} is damaged: it has {size} bytes, and its header states {stated}"),
                    size=len(content), stated=stated)
        return
    kind, space = _word(content, 12), _word(content, 16)
    if kind != "prtr":
        yield fault(CLASS, N_("{file} is of class {kind}, not an output profile (prtr)"), kind=kind)
    elif lacking := [name for name in ("A2B0", "A2B1", "B2A0", "B2A1") if name not in tags]:
        yield fault(CLASS, N_("{file} lacks the tables {tables}"), tables=", ".join(lacking))
    if space != "CMYK":
        yield fault(COLOURS, N_("{file} describes {space}, not CMYK"), space=space)


def _word(content: bytes, at: int) -> str:
    return content[at:at + 4].decode("ascii", "replace").strip(" \0")


def _tags(content: bytes) -> dict[str, bytes] | None:
    """The profile's tags by name; None when the table or a tag reaches beyond the file."""
    try:
        (count,) = struct.unpack_from(">I", content, _HEADER_BYTES)
        rows = [struct.unpack_from(">4sII", content, _HEADER_BYTES + 4 + 12 * row) for row in range(min(count, 1000))]
    except struct.error:
        return None
    if any(start + size > len(content) for _, start, size in rows):
        return None
    return {name.decode("latin-1"): content[start:start + size] for name, start, size in rows}


def description(content: bytes) -> str:
    """The name that a profile gives itself; empty when it has no readable name."""
    tag = (_tags(content) or {}).get("desc", b"")
    try:
        if tag[:4] == b"desc":
            (length,) = struct.unpack_from(">I", tag, 8)
            return tag[12:12 + length].split(b"\0")[0].decode("latin-1").strip()
        if tag[:4] == b"mluc":
            length, start = struct.unpack_from(">II", tag, 20)
            return tag[start:start + length].decode("utf-16-be", "replace").strip("\0 ")
    except struct.error:
        pass
    return ""


def is_same_condition(first: bytes, second: bytes) -> bool:
    """Whether two CMYK profiles describe the same printing: the same bytes, or the same measurements of it.

    A profile names the measurements that it was made of in its characterisation target (ICC.1:2010, charTargetTag) or
    in its name: `ISO Coated v2 300% (ECI)` and `Coated FOGRA39` are both made of FOGRA39.
    """
    return first == second or _condition(first) == _condition(second) != ""


def _condition(content: bytes) -> str:
    target = (_tags(content) or {}).get("targ", b"")[8:_TARGET_BYTES].decode("latin-1")
    for text in (target, description(content)):
        if found := _MEASUREMENTS.search(text.upper()):
            return "".join(found[0].split())
    return ""


def colour_space(content: bytes) -> str:
    """The colour space of a picture's profile (`RGB`, `GRAY`, `CMYK`, `Lab`); empty when the profile is damaged.

    The stated length is not checked, as pictures often carry profiles with a wrong one; the tags must be readable.
    """
    if len(content) < _HEADER_BYTES or content[36:40] != b"acsp" or _tags(content) is None:
        return ""
    return _word(content, 16)


def deflate(profile: Profile, cache: Cache) -> bytes:
    """The profile's bytes, zlib-compressed at level 9, as a PDF embeds them; cached, as it takes 100 ms and more."""
    name = key(_ENGINE, "deflated", profile.sha256)
    content = cache.get(name)
    if content is None:
        content = zlib.compress(profile.content, 9)
        cache.put(name, content)
    return content


def srgb_of(cmyk: Cmyk, profile: Profile, cache: Cache) -> Srgb:
    """The screen colour of an ink mixture; fractions from 0 to 1, in steps of 1/255."""
    return srgb_of_all([cmyk], profile, cache)[0]


def srgb_of_all(cmyks: Sequence[Cmyk], profile: Profile, cache: Cache) -> list[Srgb]:
    """`srgb_of` for several colours."""
    steps = _convert(as_bytes(cmyks), "CMYK", "RGB", profile, cache)
    return [(steps[at] / 255, steps[at + 1] / 255, steps[at + 2] / 255) for at in range(0, len(steps), 3)]


def cmyk_of(srgb: Srgb, profile: Profile, cache: Cache) -> Cmyk:
    """The ink mixture nearest to a screen colour; it may exceed the printer's ink limit."""
    return cmyk_of_all([srgb], profile, cache)[0]


def cmyk_of_all(srgbs: Sequence[Srgb], profile: Profile, cache: Cache) -> list[Cmyk]:
    """`cmyk_of` for several colours."""
    steps = _convert(as_bytes(srgbs), "RGB", "CMYK", profile, cache)
    return [(steps[at] / 255, steps[at + 1] / 255, steps[at + 2] / 255, steps[at + 3] / 255)
            for at in range(0, len(steps), 4)]


def as_bytes(colours: Iterable[Sequence[float]]) -> bytes:
    """Fractions as bytes, rounded.

    Raises:
        ValueError: a part is below 0 or above 1.
    """
    return bytes(round(part * 255) for colour in colours for part in colour)


def _convert(steps: bytes, have: str, want: str, profile: Profile, cache: Cache) -> bytes:
    if not steps:
        return b""
    name = key(_ENGINE, "colours", have, want, profile.sha256, steps)
    cached = cache.get(name)
    expected = len(steps) // len(have) * len(want)
    if cached is not None and len(cached) == expected:
        return cached
    from PIL import Image
    press, screen = opened(profile.content), srgb_profile()
    change = transform(press, "CMYK", screen, "RGB") if have == "CMYK" else transform(screen, "RGB", press, "CMYK")
    colours = Image.frombytes(have, (len(steps) // len(have), 1), steps)
    converted = change.apply(colours).tobytes()
    cache.put(name, converted)
    return converted


def opened(content: bytes) -> ImageCmsProfile:
    """A profile for conversions.

    Raises:
        PIL.ImageCms.PyCMSError: the colour engine cannot read it.
    """
    from PIL import ImageCms
    try:
        return ImageCms.ImageCmsProfile(BytesIO(content))
    except OSError as fault:
        raise ImageCms.PyCMSError(fault) from fault


@once
def srgb_content() -> bytes:
    """SRGB as an ICC file for pictures, the same bytes on every day and machine.

    The engine writes the time and the system into a profile (ICC.1:2010, 7.2).
    """
    content = srgb_profile().tobytes()
    day = b"".join(part.to_bytes(2, "big") for part in (2000, 1, 1, 0, 0, 0))
    return content[:24] + day + content[36:40] + bytes(4) + content[44:]


def srgb_profile() -> ImageCmsProfile:
    """The engine's own sRGB (IEC 61966-2-1)."""
    from PIL import ImageCms
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def lab_profile() -> ImageCmsProfile:
    """The engine's own CIELAB, D50."""
    from PIL import ImageCms
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))


def transform(have: ImageCmsProfile, have_mode: str, want: ImageCmsProfile, want_mode: str) -> ImageCmsTransform:
    """A conversion between two profiles; relative colorimetric, with black point compensation.

    Raises:
        PIL.ImageCms.PyCMSError: a profile does not match its mode, or lacks tables.
    """
    from PIL import ImageCms
    conversion = ImageCms.buildTransform(have, want, have_mode, want_mode, ImageCms.Intent.RELATIVE_COLORIMETRIC,
                                         ImageCms.Flags.BLACKPOINTCOMPENSATION)
    # The library copies this profile into every picture that it makes: 4 ms each time for one of 1.8 MB.
    conversion.output_profile = srgb_profile()
    return conversion
