"""Colour as a finished file states it: spaces resolved to what a press or a screen would make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pressroom.preflight.objects import Pdf, entry, is_stream, items, name, number, resolved, text
from pressroom.preflight.streams import Undecodable, decoded

Kind = Literal["grey", "rgb", "cmyk", "lab", "spot", "all", "none", "pattern", "unknown"]

_ABBREVIATED = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed",
                "CalCMYK": "DeviceCMYK"}
_PLAIN: dict[str, tuple[int, Kind]] = {"DeviceGray": (1, "grey"), "DeviceRGB": (3, "rgb"), "DeviceCMYK": (4, "cmyk"),
                                       "CalGray": (1, "grey"), "CalRGB": (3, "rgb"), "Lab": (3, "lab")}
_PLATES = ("Cyan", "Magenta", "Yellow", "Black")
_DEEPEST = 4
_MOST_COLORANTS = 32


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space.

    Attributes:
        family: its name in the file, e.g. `DeviceCMYK`, `ICCBased`, `Separation`.
        kind: what it comes to on the press.
        parts: how many numbers make a colour.
        colorants: names of the inks of a Separation or DeviceN space.
        base: what an Indexed or Pattern space is built on.
        stand_in: the space in which a Separation or DeviceN colour is shown where its inks are not printed.
        lookup: the palette of an Indexed space.
        profile: the ICC stream, to be compared with the output intent's.
    """

    family: str
    kind: Kind
    parts: int
    colorants: tuple[str, ...] = ()
    base: Space | None = None
    lookup: bytes = b""
    profile: Pdf = None
    stand_in: Space | None = None

    @property
    def start(self) -> tuple[float, ...]:
        """The colour that choosing the space sets (ISO 32000-1, 8.6.3)."""
        if self.kind in ("spot", "all", "none"):
            return (1.0,) * self.parts
        return (0.0, 0.0, 0.0, 1.0) if self.family == "DeviceCMYK" else (0.0,) * self.parts

    @property
    def label(self) -> str:
        """What to call it in a message: `DeviceRGB`, `Separation PANTONE 485 C`, `Indexed of DeviceRGB`."""
        if self.colorants:
            return f"{self.family} {', '.join(self.colorants)}"
        return f"{self.family} of {self.base.label}" if self.base and self.family == "Indexed" else self.family


GREY = Space("DeviceGray", "grey", 1)
UNKNOWN = Space("unknown", "unknown", 1)


@dataclass(frozen=True, slots=True)
class Colour:
    """What something is painted with.

    Attributes:
        space: how `parts` is meant.
        parts: the numbers, as the file states them.
        chosen: whether an operator asked for it; a page starts in black that nobody chose.
        pattern: the pattern's dictionary, when one paints.
    """

    space: Space
    parts: tuple[float, ...]
    chosen: bool = True
    pattern: Pdf = None

    @property
    def plates(self) -> tuple[float, float, float, float] | None:
        """Cyan, magenta, yellow, black from 0 to 1; None when no process plate can be told."""
        kind, parts = self.space.kind, tuple(min(1.0, max(0.0, part)) for part in self.parts)
        if len(parts) != self.space.parts or self.pattern is not None:
            return None
        if self.space.family == "Indexed":
            return None
        if kind == "cmyk" and self.space.colorants:
            found = dict(zip(self.space.colorants, parts, strict=True))
            return (found.get("Cyan", 0.0), found.get("Magenta", 0.0), found.get("Yellow", 0.0),
                    found.get("Black", 0.0))
        if kind == "cmyk":
            return (parts[0], parts[1], parts[2], parts[3])
        if kind == "grey":
            return (0.0, 0.0, 0.0, 1.0 - parts[0])
        if kind == "all":
            return (parts[0],) * 4
        return (0.0, 0.0, 0.0, 0.0) if kind == "none" else None

    @property
    def ink(self) -> float | None:
        """How much ink in all, 1.0 being one full plate; spot inks count as plates. None when not known."""
        if self.space.kind == "spot" and self.pattern is None:
            return sum(min(1.0, max(0.0, part)) for part in self.parts)
        return None if self.plates is None else sum(self.plates)

    @property
    def is_white(self) -> bool:
        """Whether it leaves paper: no ink, or all of the light."""
        if self.space.kind == "rgb" and self.pattern is None:
            return len(self.parts) == 3 and min(self.parts) >= 0.999
        return self.ink is not None and self.ink < 0.001

    @property
    def only_black(self) -> bool:
        """Whether the black plate alone carries it."""
        plates = self.plates
        return plates is not None and sum(plates[:3]) < 0.001 and plates[3] > 0

    @property
    def label(self) -> str:
        """Space and numbers, for a message."""
        return f"{self.space.label} {' '.join(f'{part:.3g}' for part in self.parts)}".strip()


PAGE_START = Colour(GREY, (0.0,), chosen=False)
"""What a page begins with: black that no operator chose (ISO 32000-1, table 52)."""


def space_of(value: Pdf, resources: Pdf, depth: int = 0) -> Space:
    """The space that a name or an array stands for; `UNKNOWN` when it makes no sense."""
    value = resolved(value)
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(value, str):
        return _named(name(value), resources, depth)
    listed = items(value)
    family = _ABBREVIATED.get(name(listed[0]), name(listed[0])) if listed else ""
    if family in _PLAIN:
        return Space(family, _PLAIN[family][1], _PLAIN[family][0])
    if family == "ICCBased" and len(listed) > 1:
        return _icc(listed[1])
    if family in ("Separation", "DeviceN") and len(listed) > 1:
        return _inks(family, listed, resources, depth)
    if family == "Indexed" and len(listed) > 3:
        base = space_of(listed[1], resources, depth + 1)
        return Space(family, base.kind, 1, base=base, lookup=_palette(listed[3]))
    if family == "Pattern":
        base = space_of(listed[1], resources, depth + 1) if len(listed) > 1 else UNKNOWN
        return Space(family, "pattern", base.parts if len(listed) > 1 else 0, base=base if len(listed) > 1 else None)
    return UNKNOWN


def _named(called: str, resources: Pdf, depth: int) -> Space:
    called = _ABBREVIATED.get(called, called)
    if called in ("DeviceGray", "DeviceRGB", "DeviceCMYK"):
        return Space(called, _PLAIN[called][1], _PLAIN[called][0])
    if called == "Pattern":
        return Space(called, "pattern", 0)
    found = entry(resources, "/ColorSpace", f"/{called}")
    return UNKNOWN if found is None else space_of(found, resources, depth + 1)


def _icc(stream: Pdf) -> Space:
    parts = int(number(entry(stream, "/N"), 0) or 0)
    kinds: dict[int, Kind] = {1: "grey", 3: "rgb", 4: "cmyk"}
    return Space("ICCBased", kinds.get(parts, "unknown"), parts or 1, profile=stream)


def _inks(family: str, listed: list[Pdf], resources: Pdf, depth: int) -> Space:
    names = listed[1]
    colorants = (name(names),) if isinstance(names, str) else tuple(name(each) for each in items(names))
    colorants = colorants[:_MOST_COLORANTS]
    kind: Kind = "spot"
    if colorants == ("All",):
        kind = "all"
    elif all(each == "None" for each in colorants):
        kind = "none"
    elif all(each in _PLATES or each == "None" for each in colorants):
        kind = "cmyk"
    return Space(family, kind, len(colorants), colorants,
                 stand_in=space_of(listed[2], resources, depth + 1) if len(listed) > 2 else None)


def _palette(value: Pdf) -> bytes:
    if is_stream(value):
        try:
            return decoded(value, 4 * 256 * 8)
        except Undecodable:
            return b""
    original = getattr(value, "original_bytes", None)  # pypdf may have read the bytes as text
    return bytes(original) if original is not None else value if isinstance(value, bytes) else text(value).encode(
        "latin-1", "replace")
