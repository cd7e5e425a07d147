"""Colour conversion for placed pages: from values to inks, and from inks to sRGB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressroom.colour.profiles import Profile, opened, srgb_profile, transform
from pressroom.findings import N_
from pressroom.pdf import spaces
from pressroom.pdf.errors import Unreadable
from pressroom.pdf.functions import Function, function
from pressroom.pdf.objects import Pdf
from pressroom.records import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

Values = Sequence[float]

_PARTS = {"grey": 1, "rgb": 3, "cmyk": 4}
# Colours of one page that are converted one by one, steps of gradients included.
MOST_COLOURS = 500_000


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space, as far as the conversion of its colours needs it.

    Attributes:
        kind: grey, rgb, cmyk (the device's own), managed (with a profile, or CIE-based), plates (Separation and
            DeviceN), indexed, pattern, or unknown.
        parts: number of values of a colour; 0 for patterns.
        label: its name in messages.
        base: the space of an indexed space's palette or of a pattern's colour; the alternate space of plates.
        colorants: names of plates.
        tint: from plates to the alternate space's values.
        table: an indexed space's colours; `most` is its last index.
    """

    kind: str
    parts: int
    label: str
    base: Space | None = None
    colorants: tuple[str, ...] = ()
    tint: Function | None = None
    table: bytes = b""
    most: int = 0

    @property
    def first(self) -> list[float]:
        """Its initial colour (ISO 32000-1, 8.6)."""
        return [0.0, 0.0, 0.0, 1.0] if self.kind == "cmyk" else [float(self.kind == "plates")] * self.parts


GREY, RGB, CMYK = Space("grey", 1, "DeviceGray"), Space("rgb", 3, "RGB"), Space("cmyk", 4, "DeviceCMYK")
BEGIN = Space("grey", 1, "DeviceGray before any colour is chosen")
PATTERN = Space("pattern", 0, "Pattern")
UNKNOWN = Space("unknown", 0, "?")
_OWN = {"DeviceGray": GREY, "DeviceRGB": RGB, "DeviceCMYK": CMYK}
_PROFILED = {1: N_("grey with a profile of its own"), 3: N_("RGB with a profile of its own"),
             4: N_("CMYK with a profile of its own")}


def space_of(value: Pdf, resources: Pdf) -> Space:
    """The space that a name or an array denotes.

    Raises:
        Unreadable: its function or its table cannot be read.
    """
    return _space(spaces.space_of(value, resources))


def _space(stated: spaces.Space) -> Space:
    """A colour space of the file as a `Space` of this module."""
    if stated.fault:
        raise Unreadable(stated.fault)
    if stated.family in _OWN:
        return _OWN[stated.family]
    if stated.family == "Pattern":
        return PATTERN if stated.base is None else Space("pattern", 0, "Pattern", _space(stated.base))
    if stated.family == "ICCBased" and stated.kind != "unknown":
        return Space("managed", stated.parts, _PROFILED[stated.parts])
    if stated.family in ("CalRGB", "CalGray", "Lab"):
        return Space("managed", stated.parts, stated.family)
    if stated.family == "Indexed" and stated.base is not None:
        base = _space(stated.base)
        if base.kind == "unknown":
            raise Unreadable(N_("a palette that cannot be read"))
        table = stated.lookup.ljust((stated.most + 1) * base.parts, b"\0")
        return Space("indexed", 1, base.label, base, table=table, most=stated.most)
    if stated.stand_in is not None:
        return Space("plates", stated.parts, ", ".join(stated.colorants), _space(stated.stand_in), stated.colorants,
                     function(stated.tint))
    return UNKNOWN


class Inks:
    """Values to device colours: on a press greys as black ink, on a screen inks as the printing condition shows them.

    On a screen a grey is converted as an amount of black ink, and black alone stays neutral, from pure black to paper,
    like the brand's own black: a desktop printer then uses its black alone. Inside a mask, where values mean opacity,
    the plain formula of ISO 32000-1, 10.3.5 applies: full black is transparent.

    Attributes:
        profile: of the printing condition, for a screen; None for a press.
        masking: whether the values belong to a mask.
    """

    def __init__(self, profile: Profile | None, *, masking: bool = False) -> None:
        self.profile, self.masking = profile, masking
        self.target = RGB if profile else CMYK
        self._count = 0
        self._cache: dict[bytes, tuple[float, ...]] = {}
        self._to_srgb = (transform(opened(profile.content), "CMYK", srgb_profile(), "RGB") if profile and not masking
                         else None)

    def changes(self, space: Space | None) -> bool:
        """Whether colours of a space are converted; the others are kept."""
        if space is None or space.kind in ("rgb", "managed", "unknown"):
            return False
        if space.kind in ("indexed", "pattern"):
            return self.changes(space.base)
        if space.kind == "plates":
            return self.profile is not None
        if self.masking and space.kind == "grey":
            return False
        return space.kind == "grey" or (space.kind == "cmyk" and self.profile is not None)

    def convert(self, space: Space, values: Values) -> tuple[float, ...]:
        """A colour of a space that `changes`, in `target`'s parts.

        Raises:
            Unreadable: it has no equivalent in sRGB.
        """
        if space.kind == "indexed" and space.base:
            at = min(max(round(values[0]), 0), space.most) * space.base.parts
            return self.convert(space.base, [part / 255 for part in space.table[at:at + space.base.parts]])
        if space.kind == "plates" and space.tint and space.base:
            return self.convert(space.base, space.tint([min(max(value, 0.0), 1.0) for value in values]))
        self._count += 1
        if self._count > MOST_COLOURS:
            raise Unreadable(N_("it has more colours than can be converted"))
        parts = [min(max(value, 0.0), 1.0) for value in values[:space.parts]]
        if len(parts) != space.parts or space.kind not in _PARTS:
            raise Unreadable(N_("a colour without an equivalent on screens"))
        if self.profile is None:
            return (0.0, 0.0, 0.0, 1.0 - parts[0]) if space.kind == "grey" else tuple(parts)
        if space.kind == "grey":
            return self._through(bytes((0, 0, 0, round((1 - parts[0]) * 255))))
        return self._through(bytes(round(part * 255) for part in parts)) if space.kind == "cmyk" else tuple(parts)

    def _through(self, steps: bytes) -> tuple[float, ...]:
        if steps not in self._cache:
            pixel = self._pixel(steps)
            if steps[:3] == b"\0\0\0" and not self.masking:
                full, paper = _luma(self._pixel(b"\0\0\0\xff")), _luma(self._pixel(bytes(4)))
                tone = min(max((_luma(pixel) - full) / (paper - full), 0.0), 1.0) if paper > full else 0.0
                self._cache[steps] = (round(tone * 255) / 255,) * 3
            else:
                self._cache[steps] = tuple(part / 255 for part in pixel)
        return self._cache[steps]

    def _pixel(self, steps: bytes) -> bytes:
        from PIL import Image as Imaging

        return self.on_screen(Imaging.frombytes("CMYK", (1, 1), steps)).tobytes()

    def on_screen(self, plates: Image) -> Image:
        """Pixels of ink, converted to sRGB."""
        return self._to_srgb.apply(plates) if self._to_srgb else plates.convert("RGB")

    def table(self, space: Space, count: int) -> bytes:
        """`count` colours of a one-part space, from its lowest value to its highest, as bytes of `target`."""
        every = ([float(step)] if space.kind == "indexed" else [step / max(count - 1, 1)] for step in range(count))
        return bytes(round(part * 255) for values in every for part in self.convert(space, values))


def _luma(pixel: bytes) -> float:
    """How light an sRGB pixel is, 0 to 255 (ITU-R BT.601)."""
    return 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]
