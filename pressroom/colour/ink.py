"""Inks: colours, plates, coverage and contrast."""

from __future__ import annotations

from types import MappingProxyType

from pressroom.records import dataclass

Cmyk = tuple[float, float, float, float]
Srgb = tuple[float, float, float]

PLATES = ("Cyan", "Magenta", "Yellow", "Black")
RICH_FROM = 0.85
_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")


@dataclass(frozen=True, slots=True)
class Ink:
    """A brand ink; every part is a fraction from 0 to 1.

    Attributes:
        name: its name in assets/brand.yaml.
        cmyk: cyan, magenta, yellow, black as printed.
        srgb: red, green, blue on a screen and in the members' edition (gamma-encoded sRGB).
        spot: the name of its own plate, e.g. `PANTONE 286 C`, with `cmyk` as its alternate colour; empty for process
            inks.
        technical: whether the spot is a tool's path (a die, a fold, a perforation), which is not printed. It
            overprints.
        step: the processing step that a technical ink is for, `Cutting` for example; empty where none is named.
        layered: whether it stands on the layer of its step, as the printer takes it.
        printed: how `cmyk` looks once printed under the piece's condition; None where `srgb` says it.
    """

    name: str
    cmyk: Cmyk
    srgb: Srgb
    spot: str = ""
    technical: bool = False
    step: str = ""
    layered: bool = False
    printed: Srgb | None = None

    @property
    def coverage(self) -> float:
        """Total ink: the sum of the four, 1.0 for one full ink (100 %); a spot is one plate."""
        return 1.0 if self.spot else sum(self.cmyk)

    @property
    def only_black(self) -> bool:
        """Whether it is printed with the black plate alone."""
        return not self.spot and self.cmyk[:3] == (0.0, 0.0, 0.0) and self.cmyk[3] > 0

    @property
    def is_rich_black(self) -> bool:
        """Whether it is a black (GWG 2022 R0015: K of 85 % and more) printed with other plates too."""
        return not self.spot and self.cmyk[3] >= RICH_FROM and sum(self.cmyk[:3]) > 0

    @property
    def is_paper(self) -> bool:
        """Whether it is the unprinted paper."""
        return self.coverage == 0

    @property
    def plates(self) -> tuple[str, ...]:
        """The names of its plates."""
        if self.spot:
            return (self.spot,)
        return tuple(name for name, part in zip(PLATES, self.cmyk, strict=True) if part > 0)

    @property
    def look(self) -> Srgb:
        """How it looks once printed, as a screen colour; a spot looks like its alternate colour."""
        return self.printed or self.srgb

    @property
    def luminance(self) -> float:
        """Relative luminance once printed, 0 black to 1 white (WCAG 2.1, from sRGB)."""
        red, green, blue = (linear(part) for part in self.look)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    """A part of an sRGB colour as an amount of light (IEC 61966-2-1)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(first: Ink, second: Ink) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.1), of two inks as they look once printed."""
    light, dark = sorted((first.luminance, second.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def hex_of(srgb: Srgb) -> str:
    """A screen colour as `#00519E`."""
    return "#" + "".join(f"{round(part * 255):02X}" for part in srgb)


def srgb_of(hexadecimal: str) -> Srgb:
    """The screen colour of six hexadecimal digits, with or without `#` before them.

    Raises:
        ValueError: it is anything else.
    """
    digits = hexadecimal.removeprefix("#")
    if len(digits) != 6 or not set(digits) <= _HEXADECIMAL:
        raise ValueError(hexadecimal)
    red, green, blue = (part / 255 for part in bytes.fromhex(digits))
    return red, green, blue


BLACK = Ink("black", (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0))
PAPER = Ink("paper", (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
PURE = MappingProxyType({ink.cmyk: ink.srgb for ink in (BLACK, PAPER)})
"""What is black or white on a screen and in members' files, as an office printer then uses its black alone."""
