"""assets/brand.yaml: inks, type, palettes, the word mark."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from pressroom.colour.ink import Cmyk, srgb_of
from pressroom.colour.steps import StepName
from pressroom.field_types import FileName, Length, Name, Spec, Switch, Text
from pressroom.models import BeforeValidator, Field, PydanticCustomError


class FontFile(NamedTuple):
    """A font of a family.

    Attributes:
        name: of a file in assets/fonts/.
        instance: (axis, value) pairs of a variable font.
    """

    name: str
    instance: tuple[tuple[str, float], ...]


Hundred = Annotated[float, Field(ge=0, le=100)]


def _colour(value: Any) -> Any:
    try:
        return srgb_of(value if isinstance(value, str) and value.startswith("#") else "")
    except ValueError:
        raise PydanticCustomError("colour", "{value} is not a colour: write \"#0050a0\" in quotes",
                                  {"value": str(value)}) from None


class InkSpec(Spec):
    """A brand ink.

    Attributes:
        cmyk: cyan, magenta, yellow, black in per cent.
        srgb: how it looks on a screen; computed from cmyk through the ICC profile of the campaign's printer when left
            out, and refused where it differs visibly from that.
        spot: a separate ink that a printer may use instead, e.g. `PANTONE 286 C`; `cmyk` replaces it elsewhere.
        technical: whether the spot marks a tool (a die, a fold, a perforation) and not a colour: it overprints and is
            not printed.
        step: what a technical ink is for, by its name in ISO 19593-1 (`Cutting`, `Creasing`, `White`): printers that
            take the step get it on a layer that says so. Such an ink is technical.
    """

    cmyk: tuple[Hundred, Hundred, Hundred, Hundred]
    srgb: Annotated[tuple[float, float, float], BeforeValidator(_colour)] | None = None
    spot: Text = ""
    technical: Switch = False
    step: StepName | None = None

    @property
    def is_technical(self) -> bool:
        """Whether it is for a tool, and prints nothing."""
        return self.technical or self.step is not None

    @property
    def mixture(self) -> Cmyk:
        """`cmyk` in fractions."""
        cyan, magenta, yellow, black = self.cmyk
        return cyan / 100, magenta / 100, yellow / 100, black / 100


AxisTag = Annotated[str, Field(pattern="^[A-Za-z][A-Za-z0-9 ]{3}$")]


class FontSpec(Spec):
    """One instance of a variable font.

    Attributes:
        file: the font, in assets/fonts/.
        axes: values of its axes, e.g. `{wght: 700, wdth: 75}`; the others are at their defaults.
    """

    file: FileName
    axes: dict[AxisTag, Annotated[float, Field(allow_inf_nan=False)]] = Field(default_factory=dict, max_length=64)


FontName = FileName | FontSpec
_WEIGHTS = ("regular", "italic", "medium", "semibold", "bold", "bold_italic")


class FamilySpec(Spec):
    """A family of type: font files in assets/fonts/, TrueType or OpenType, or instances of variable ones."""

    regular: FontName
    italic: FontName | None = None
    medium: FontName | None = None
    semibold: FontName | None = None
    bold: FontName | None = None
    bold_italic: FontName | None = None

    @property
    def fonts(self) -> dict[str, FontFile]:
        """The file and the instance of each font that is named, by its key in the file."""
        named = {key.replace("_", "-"): font for key, font in vars(self).items()}
        return {key: FontFile(font, ()) if isinstance(font, str) else FontFile(font.file, tuple(font.axes.items()))
                for key, font in named.items() if font}


class LightPalette(Spec):
    """A palette on bare paper, where the default choice of roles (resolve.low_ink) is not good enough.

    Attributes:
        words: ink of words on the ground, which is paper; accent: of stressed words and small shapes.
        line: draws the edge of fields and large shapes; tint: fills them, thinned.
    """

    words: Name | None = None
    accent: Name | None = None
    line: Name | None = None
    tint: Name | None = None


class Palette(Spec):
    """The ink of each role; a material's `variant` names a palette.

    Attributes:
        light: the same on bare paper, for the low-ink edition.
    """

    ground: Name
    words: Name
    accent: Name
    accent_words: Name = "black"
    foot: Name = "paper"
    foot_words: Name = "black"
    light: LightPalette | None = None


class LogoSpec(Spec):
    """The word mark: a file and its text.

    Attributes:
        colours: inks for its colours, classes or ids, where it is a drawing: `{"#e30613": red}`.
    """

    file: FileName
    alt: Text
    colours: dict[Text, Name] = Field(default_factory=dict)


class BrandSpec(Spec):
    """The whole of assets/brand.yaml.

    Attributes:
        office_edge: the white edge of office printers on every side, at most 20 mm; artwork that members print stops
            there.
    """

    name: Text
    inks: dict[Name, InkSpec]
    type: dict[Name, FamilySpec]
    palettes: dict[Name, Palette]
    logo: LogoSpec
    office_edge: Annotated[Length, Field(ge=0, le=57)] = 0.0
