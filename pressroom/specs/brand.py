"""assets/brand.yaml: inks, type, palettes, the word mark."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from pressroom.field_types import FileName, Length, Name, Spec, Switch, Text

Hundred = Annotated[float, Field(ge=0, le=100)]


def _colour(value: Any) -> Any:
    digits = value[1:] if isinstance(value, str) and value.startswith("#") else ""
    if len(digits) != 6 or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
        raise PydanticCustomError("colour", "{value} is no colour: write \"#0050a0\" in quotes", {"value": str(value)})
    return tuple(int(digits[start:start + 2], 16) / 255 for start in (0, 2, 4))


class InkSpec(Spec):
    """A brand ink.

    Attributes:
        cmyk: cyan, magenta, yellow, black in per cent.
        srgb: how it looks on a screen; computed through the ICC profile when left out.
        spot: the ink of its own that a printer may use instead, e.g. `PANTONE 286 C`; `cmyk` stands in for it.
        technical: whether the spot is no colour but a tool (a die, a fold, a perforation): it overprints, and prints
            nothing.
    """

    cmyk: tuple[Hundred, Hundred, Hundred, Hundred]
    srgb: Annotated[tuple[float, float, float], BeforeValidator(_colour)] | None = None
    spot: Text = ""
    technical: Switch = False


class FamilySpec(Spec):
    """A family of type: font files in assets/fonts/."""

    regular: FileName
    italic: FileName | None = None
    medium: FileName | None = None
    semibold: FileName | None = None
    bold: FileName | None = None
    bold_italic: FileName | None = None


class LightPalette(Spec):
    """What a palette becomes on bare paper, where the rule of roles (resolve.light) would choose worse.

    Attributes:
        words: ink of words on the ground, which is paper; accent: of stressed words and small shapes.
        line: draws the edge of fields and large shapes; tint: fills them, thinned.
    """

    words: Name | None = None
    accent: Name | None = None
    line: Name | None = None
    tint: Name | None = None


class Palette(Spec):
    """Which ink plays which part; a material's `variant` names one.

    Attributes:
        light: the same on bare paper, for the edition that spares ink.
    """

    ground: Name
    words: Name
    accent: Name
    accent_words: Name = "black"
    foot: Name = "paper"
    foot_words: Name = "black"
    light: LightPalette | None = None


class LogoSpec(Spec):
    """The word mark: one file, and what it says."""

    file: FileName
    alt: Text


class BrandSpec(Spec):
    """The whole of assets/brand.yaml.

    Attributes:
        office_edge: what office printers leave white on every side, at most 20 mm; artwork that members print stops
            there.
    """

    name: Text
    inks: dict[Name, InkSpec]
    type: dict[Name, FamilySpec]
    palettes: dict[Name, Palette]
    logo: LogoSpec
    office_edge: Annotated[Length, Field(ge=0, le=57)] = 0.0
