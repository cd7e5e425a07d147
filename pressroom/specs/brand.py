"""assets/brand.yaml and assets/printers/*.yaml: inks, type, palettes; what a printer asks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from pressroom.fields import FileName, Length, Name, Percent, Spec, Text
from pressroom.folds import FoldName

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
    """

    cmyk: tuple[Hundred, Hundred, Hundred, Hundred]
    srgb: Annotated[tuple[float, float, float], BeforeValidator(_colour)] | None = None


class FamilySpec(Spec):
    """A family of type: font files in assets/fonts/."""

    regular: FileName
    italic: FileName | None = None
    medium: FileName | None = None
    semibold: FileName | None = None
    bold: FileName | None = None
    bold_italic: FileName | None = None


class Palette(Spec):
    """Which ink plays which part; a material's `variant` names one."""

    ground: Name
    words: Name
    accent: Name
    accent_words: Name = "black"
    foot: Name = "paper"
    foot_words: Name = "black"


class LogoSpec(Spec):
    """The word mark: one file, and what it says."""

    file: FileName
    alt: Text


class BrandSpec(Spec):
    """The whole of assets/brand.yaml."""

    name: Text
    inks: dict[Name, InkSpec]
    type: dict[Name, FamilySpec]
    palettes: dict[Name, Palette]
    logo: LogoSpec


class ConditionSpec(Spec):
    """A printing condition.

    Attributes:
        identifier: as registered, e.g. `FOGRA39`.
        name: the condition in words.
        profile: the ICC file in assets/icc/.
        registry: where the identifier is registered.
    """

    identifier: Text
    name: Text
    profile: FileName
    registry: Text = "http://www.color.org"


class Resolution(Spec):
    """Least effective resolution of pictures, in pixels an inch."""

    error: Annotated[float, Field(ge=30, le=2400)] = 149
    warning: Annotated[float, Field(ge=30, le=2400)] = 224


class PrinterName(Spec):
    """Who prints: name and address, for the imprint that the law asks for; blank until known."""

    name: Text = ""
    address: Text = ""


class Waiver(Spec):
    """A finding that this printer does not mind, and why."""

    code: Name
    reason: Annotated[str, Field(min_length=10)]


class PrinterSpec(Spec):
    """The whole of assets/printers/<name>.yaml.

    Attributes:
        standard: what the file conforms to.
        condition: of printing.
        bleed: how far artwork reaches over the trim.
        safe: least distance from words to the trim.
        marks: `none` or `crop` (fold marks too, on a leaflet).
        fold: the only way that this printer folds leaflets; left out, as the layout or the material says.
        turned_in: how much narrower the turned-in panel of a roll fold is; left out, 3 % (PRESS 1.8).
        ink_limit: most ink in one place, per cent.
        pictures: least resolution.
        imprint: the printer's name and address.
        waivers: findings that this printer does not mind.
        source: who says so, and when.
    """

    title: Text
    standard: Literal["PDF/X-4"] = "PDF/X-4"
    condition: ConditionSpec
    bleed: Annotated[Length, Field(ge=0, le=60)]
    safe: Annotated[Length, Field(ge=0, le=90)]
    marks: Literal["none", "crop"] = "none"
    fold: FoldName | None = None
    turned_in: Annotated[Length, Field(ge=0, le=30)] | None = None
    ink_limit: Annotated[Percent, Field(ge=150, le=400)] = 300
    pictures: Resolution = Resolution()
    imprint: PrinterName = PrinterName()
    waivers: tuple[Waiver, ...] = ()
    source: Text = ""
