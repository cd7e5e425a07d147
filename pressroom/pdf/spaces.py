"""Colour spaces of a file (ISO 32000-1, 8.6), identified but not converted."""

from __future__ import annotations

from typing import Literal

from pressroom.findings import N_
from pressroom.pdf.bounds import DEEPEST_SPACE, MOST_COLORANTS
from pressroom.pdf.errors import Undecodable
from pressroom.pdf.objects import Pdf, entry, is_stream, items, key_of, name, number, resolved
from pressroom.pdf.streams import decoded
from pressroom.records import dataclass

Kind = Literal["grey", "rgb", "cmyk", "lab", "spot", "all", "none", "pattern", "unknown"]

_ABBREVIATED = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_PLAIN: dict[str, tuple[int, Kind]] = {"DeviceGray": (1, "grey"), "DeviceRGB": (3, "rgb"), "DeviceCMYK": (4, "cmyk"),
                                       "CalGray": (1, "grey"), "CalRGB": (3, "rgb"), "Lab": (3, "lab")}
DEFAULTS = {"DeviceGray": "DefaultGray", "DeviceRGB": "DefaultRGB", "DeviceCMYK": "DefaultCMYK"}
_PROFILED: dict[int, Kind] = {1: "grey", 3: "rgb", 4: "cmyk"}
_PLATES = ("Cyan", "Magenta", "Yellow", "Black")
_LARGEST_PALETTE = 4 * 256 * 8  # bytes; 32 inks times 256 colours
_FUNCTIONS = (0.0, 2.0, 3.0, 4.0)


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space.

    Attributes:
        family: its name in the file, e.g. `DeviceCMYK`, `ICCBased`, `Separation`.
        kind: how a press prints it.
        parts: how many numbers make a colour; 0 for patterns.
        colorants: names of the inks of a Separation or DeviceN space.
        base: the space of an Indexed space's palette, or of an uncoloured pattern.
        lookup: the palette of an Indexed space.
        profile: the ICC stream.
        stand_in: the alternate space, which shows a Separation or DeviceN colour where its inks are not printed.
        most: the last index of an Indexed space.
        tint: the function object from inks to the stand-in.
        fault: why it is invalid, in English; empty when it is valid.
    """

    family: str
    kind: Kind
    parts: int
    colorants: tuple[str, ...] = ()
    base: Space | None = None
    lookup: bytes = b""
    profile: Pdf = None
    stand_in: Space | None = None
    most: int = 0
    tint: Pdf = None
    fault: str = ""

    @property
    def start(self) -> tuple[float, ...]:
        """The initial colour of the space (ISO 32000-1, 8.6.3)."""
        if self.kind in ("spot", "all", "none"):
            return (1.0,) * self.parts
        return (0.0, 0.0, 0.0, 1.0) if self.family == "DeviceCMYK" else (0.0,) * self.parts

    @property
    def label(self) -> str:
        """Its name in messages: `DeviceRGB`, `Separation PANTONE 485 C`, `Indexed of DeviceRGB`."""
        if self.colorants:
            return f"{self.family} {', '.join(self.colorants)}"
        return f"{self.family} of {self.base.label}" if self.base and self.family == "Indexed" else self.family


GREY = Space("DeviceGray", "grey", 1)
UNKNOWN = Space("unknown", "unknown", 1)


def space_of(value: Pdf, resources: Pdf, depth: int = 0) -> Space:
    """The space that a name or an array denotes; an invalid one is of the kind `unknown`, with its `fault`."""
    value = resolved(value)
    if depth > DEEPEST_SPACE:
        return UNKNOWN
    if isinstance(value, str):
        return _space_by_name(key_of(value)[1:], resources, depth)
    members = items(value)
    family = _ABBREVIATED.get(name(members[0]), name(members[0])) if members else ""
    if family in _PLAIN:
        return Space(family, _PLAIN[family][1], _PLAIN[family][0])
    if family == "ICCBased" and len(members) > 1:
        return _icc(members[1])
    if family in ("Separation", "DeviceN") and len(members) > 3:
        return _inks(family, members, resources, depth)
    if family == "Indexed" and len(members) > 3:
        return _indexed(members, resources, depth)
    if family == "Pattern":
        base = space_of(members[1], resources, depth + 1) if len(members) > 1 else None
        return Space(family, "pattern", base.parts if base else 0, base=base)
    return UNKNOWN


def _space_by_name(key: str, resources: Pdf, depth: int) -> Space:
    key = _ABBREVIATED.get(key, key)
    if key in DEFAULTS:
        return device_space(key, resources, depth)
    if key == "Pattern":
        return Space(key, "pattern", 0)
    definition = entry(resources, "/ColorSpace", f"/{key}")
    return UNKNOWN if definition is None else space_of(definition, resources, depth + 1)


def device_space(family: str, resources: Pdf, depth: int = 0) -> Space:
    """`DeviceGray`, `DeviceRGB` or `DeviceCMYK`, or what the resources put in its place (ISO 32000-1, 8.6.5.6)."""
    kind, parts = _PLAIN[family][1], _PLAIN[family][0]
    default = entry(resources, "/ColorSpace", f"/{DEFAULTS[family]}")
    if default is not None:
        found = space_of(default, None, depth + 1)  # the names in it mean the devices themselves
        if found.parts == parts and found.kind != "unknown":
            return found
    return Space(family, kind, parts)


def _icc(stream: Pdf) -> Space:
    parts = int(number(entry(stream, "/N"), 0.0))
    return Space("ICCBased", _PROFILED.get(parts, "unknown"), parts or 1, profile=stream)


def _indexed(members: list[Pdf], resources: Pdf, depth: int) -> Space:
    base, most = space_of(members[1], resources, depth + 1), int(number(members[2], -1.0))
    lookup = _palette(members[3])
    if lookup is None or not 0 <= most <= 255 or base.family in ("Indexed", "Pattern") or base.fault:
        return Space("unknown", "unknown", 1, fault=base.fault or N_("a palette that cannot be read"))
    return Space("Indexed", base.kind, 1, base=base, lookup=lookup, most=most)


def _palette(value: Pdf) -> bytes | None:
    """The bytes of a palette; None when there are none, or too many."""
    if is_stream(value):
        try:
            return decoded(value, _LARGEST_PALETTE)
        except Undecodable:
            return None
    original = getattr(value, "original_bytes", value)  # pypdf's writer may have decoded the bytes as text
    return original if isinstance(original, bytes) else None


def _inks(family: str, members: list[Pdf], resources: Pdf, depth: int) -> Space:
    colorants = tuple(name(each) for each in (items(members[1]) if family == "DeviceN" else members[1:2]))
    stand_in = space_of(members[2], resources, depth + 1)
    if not 0 < len(colorants) <= MOST_COLORANTS or stand_in.family in ("Indexed", "Pattern"):
        return UNKNOWN
    if stand_in.fault or number(entry(members[3], "/FunctionType")) not in _FUNCTIONS:
        return Space("unknown", "unknown", 1,
                     fault=stand_in.fault or N_("a function of an unknown type"))
    kind: Kind = "spot"
    if colorants == ("All",):
        kind = "all"
    elif all(each == "None" for each in colorants):
        kind = "none"
    elif all(each in _PLATES or each == "None" for each in colorants):
        kind = "cmyk"
    return Space(family, kind, len(colorants), colorants, stand_in=stand_in, tint=members[3])
