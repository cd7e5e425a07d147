"""assets/printers/*.yaml: the requirements of a print shop."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pressroom.colour.steps import STEPS, StepName
from pressroom.field_types import FormatName, Length, Name, Percent, Spec, Switch, Text
from pressroom.findings import Severity
from pressroom.models import (
    BeforeValidator,
    Field,
    PydanticCustomError,
    WithJsonSchema,
    model_validator,
)
from pressroom.patterns import regex
from pressroom.sheet.folds import FoldName
from pressroom.sheet.units import mm
from pressroom.specs.conditions import USUAL, Condition
from pressroom.specs.file_pattern import FilePattern
from pressroom.specs.finishing import Finish, Hidden
from pressroom.specs.gwg import VARIANTS, Variant, VariantName

Standard = Literal["PDF/X-4", "PDF/X-1a:2003"]
Mark = Literal["crop", "fold", "registration", "bar", "slug"]
EVERY_MARK: tuple[Mark, ...] = get_args(Mark)

# What has to be agreed with every printer. A preset without a source for one of these leaves it blank: the value that
# the model has for it is assumed, and the piece and its job ticket say so.
AGREED = ("standard", "condition", "bleed", "safe", "marks", "ink-limit", "pictures")

# The smallest scale of a file, 1:100, and that of a file that only states its unit.
_SMALLEST_SCALE, _UNIT = 100, 10.0
_SCALE = regex(r"1:(?P<times>\d{1,3})")
# Stock from this weight on cracks along a fold that was not scored.
SCORED_FROM_GSM = 170.0
# The least reading distance of a poster in the large-format formula (GWG 2022, R0031).
NEAREST_LOOK_M = 1.0

def _marks(value: Any) -> Any:
    whole: dict[Any, list[str]] = {"none": [], "crop": ["crop"], "full": [*EVERY_MARK]}
    if isinstance(value, str):
        if value not in whole:
            raise PydanticCustomError("literal_error", "Input should be {expected}",
                                      {"expected": ", ".join((*whole, *EVERY_MARK)), "value": value})
        return whole[value]
    return value


def _spots(value: Any) -> Any:
    if value == "none":
        return []
    return ["*"] if value == "any" else value


def _scale(value: Any) -> float:
    match = _SCALE.fullmatch(value) if isinstance(value, str) else None
    if not match or not 1 <= int(match["times"]) <= _SMALLEST_SCALE:
        raise PydanticCustomError("scale", "{value} is not a scale: write 1:10", {"value": str(value)})
    return float(match["times"])


def _figures(name: Any) -> dict[str, Any]:
    """The figures of a variant of GWG 2022 as a preset would write them; none for a variant that there is not."""
    variant = VARIANTS.get(name) if isinstance(name, str) else None
    if variant is None:
        return {}
    per = "metre" if variant.per_metre else "sheet"
    figures = {key: {"error": str(error), "warning": str(warning), "per": per}
               for key, (error, warning) in (("pictures", variant.pictures), ("bitmaps", variant.bitmaps))}
    return {**figures, "text": {"least": "5pt", "reversed": f"{variant.reversed_text:g}pt"},
            "lines": {"least": "0.25pt", "reversed": f"{variant.reversed_line:g}pt"},
            "spots": "any" if variant.spots else "none"}


def blanks(preset: object) -> tuple[str, ...]:
    """What a preset, as it was read, does not say though it has to be agreed with the printer.

    A variant of GWG 2022 that is named says the resolution of pictures.
    """
    stated = preset if isinstance(preset, dict) else {}
    return tuple(key for key in AGREED if stated.get(key) is None and not (key == "pictures" and stated.get("gwg")))


class Threshold(Spec):
    """Least effective resolution, in pixels an inch: an error below the first, a warning below the second."""

    error: Annotated[float, Field(ge=10, le=2400)]
    warning: Annotated[float, Field(ge=10, le=2400)]


class Resolution(Threshold):
    """Least effective resolution, and its dependence on format and reading distance.

    Attributes:
        per: `sheet` takes the figures as they are; `metre` divides them by the metres of reading distance, from one
            metre on (GWG 2022, large format).
        formats: other figures for single formats.
    """

    per: Literal["sheet", "metre"] = "sheet"
    formats: dict[FormatName, Threshold] = Field(default_factory=dict)

    def on(self, format_name: str, distance_m: float) -> tuple[float, float]:
        """The error and warning thresholds of a format at a reading distance, in pixels an inch."""
        threshold = self.formats.get(format_name)
        if threshold:
            return threshold.error, threshold.warning
        away = max(distance_m, NEAREST_LOOK_M) if self.per == "metre" else 1.0
        return self.error / away, self.warning / away


class Least(Spec):
    """The least size in one ink, and that in white or in several inks."""

    least: Annotated[Length, Field(ge=0, le=72)]
    reversed: Annotated[Length, Field(ge=0, le=72)]


class PrinterName(Spec):
    """The printer's name and address, for the imprint that the law requires; empty until known."""

    name: Text = ""
    address: Text = ""


class Contact(Spec):
    """The contact at the printer's."""

    name: Text = ""
    email: Text = ""
    phone: Text = ""


class StockSpec(Spec):
    """The paper.

    Attributes:
        name: as the printer calls it.
        gsm: its weight in grams a square metre.
        grain: whether its fibres run along the folds or across them.
        scored: whether folds are scored before they are folded.
    """

    name: Text = ""
    gsm: Annotated[float, Field(ge=30, le=800)] | None = None
    grain: Literal["along", "across", "unknown"] = "unknown"
    scored: Switch = False


class Waiver(Spec):
    """A finding that this printer accepts, and the reason."""

    code: Name
    reason: Annotated[str, Field(min_length=10)]


Marks = Annotated[tuple[Mark, ...], BeforeValidator(_marks), WithJsonSchema({"anyOf": [
    {"enum": ["none", "crop", "full"]}, {"type": "array", "items": {"enum": list(EVERY_MARK)}}]})]
Spots = Annotated[tuple[str, ...], BeforeValidator(_spots), WithJsonSchema({"anyOf": [
    {"enum": ["none", "any"]}, {"type": "array", "items": {"type": "string"}}]})]
Scale = Annotated[float, BeforeValidator(_scale), WithJsonSchema({"type": "string", "pattern": r"^1:[0-9]+$"})]
Steps = Annotated[tuple[StepName | Literal["*"], ...], BeforeValidator(_spots), WithJsonSchema({"anyOf": [
    {"enum": ["none", "any"]}, {"type": "array", "items": {"enum": list(STEPS)}}]})]


class PrinterSpec(Spec):
    """The whole of assets/printers/<name>.yaml.

    Attributes:
        standard: what the file conforms to.
        gwg: the variant of GWG 2022 whose figures hold where the preset names none of its own.
        condition: the printing condition.
        bleed: how far artwork reaches over the trim.
        safe: least distance from words to the trim.
        marks: `none`, `crop`, `full`, or a list of crop, fold, registration, bar and slug.
        fold: the only way that this printer folds leaflets; left out, as the layout or the material says.
        turned_in: how much narrower the turned-in panel of a roll fold is; left out, 3 % (Folding, rule 1).
        ink_limit: most ink in one place, per cent.
        rich_black: most ink of a black that holds more than K, per cent.
        scale: the scale of files of sheets that are longer than `scale_above`, e.g. `1:10`.
        scale_above: the long side, without bleed, up to which files are at the final size.
        hidden: strips of sheets that nobody sees, such as `{bottom: 100mm}`, unless the material says so itself.
        finish: hidden strips, hem and eyelets of single formats, unless the material says so itself.
        user_unit: whether the scale is stated in the file (UserUnit), so that it opens at the final size.
        pictures, bitmaps: least resolution of pictures, and of pictures of one bit.
        text, lines: least sizes.
        spots: spot colours that are printed as such (`none`, `any`, or their names); others become their CMYK mixtures.
        steps: processing steps that the printer takes, by their names in ISO 19593-1 (`none`, `any`, or `Cutting`,
            `Creasing`, `White` ...).
        step_names: the printer's own names for the plates of steps, e.g. `{Cutting: CutContour}`; without one, a plate
            is called as in the brand.
        file_name: of the finished files, e.g. `{material}_{format}_{trim}_{pages}p.pdf`.
        imprint: the printer's name and address.
        stock: the paper.
        contact: at the printer's.
        language: of the slug line.
        severities: weights that this printer changes, by code.
        waivers: findings that this printer accepts.
        source: of these requirements, with its date.
    """

    title: Text
    standard: Standard = "PDF/X-4"
    gwg: VariantName = "sheet-cmyk"
    condition: Condition = USUAL
    bleed: Annotated[Length, Field(ge=0, le=60)] = mm(3)
    safe: Annotated[Length, Field(ge=0, le=90)] = mm(5)
    marks: Marks = ()
    fold: FoldName | None = None
    turned_in: Annotated[Length, Field(ge=0, le=30)] | None = None
    ink_limit: Annotated[Percent, Field(ge=150, le=400)] = 300
    rich_black: Annotated[Percent, Field(ge=100, le=400)] = 240
    scale: Scale = 1.0
    scale_above: Annotated[Length, Field(ge=0)] = mm(5000)
    user_unit: Switch = False
    hidden: Hidden = Hidden.model_construct()
    finish: dict[FormatName, Finish] = Field(default_factory=dict)
    pictures: Resolution = Resolution.model_construct(error=149.0, warning=224.0)
    bitmaps: Resolution = Resolution.model_construct(error=549.0, warning=799.0)
    text: Least = Least.model_construct(least=5.0, reversed=8.0)
    lines: Least = Least.model_construct(least=0.25, reversed=0.25)
    spots: Spots = ()
    steps: Steps = ()
    step_names: dict[StepName, Text] = Field(default_factory=dict)
    file_name: FilePattern = "{material}-{format}.pdf"
    imprint: PrinterName = PrinterName()
    stock: StockSpec = StockSpec()
    contact: Contact = Contact()
    language: Literal["fr", "en"] = "fr"
    severities: dict[Name, Literal["error", "warning", "note"]] = Field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    source: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, value: Any) -> Any:
        """What is blank takes the figures of the variant of GWG 2022, or the model's own."""
        if not isinstance(value, dict):
            return value
        stated = {key: one for key, one in value.items() if one is not None or key not in AGREED}
        return {**_figures(stated.get("gwg", "sheet-cmyk")), **stated}

    @property
    def variant(self) -> Variant:
        """The column of GWG 2022 that counts."""
        return VARIANTS[self.gwg]

    def prints(self, spot: str) -> bool:
        """Whether a spot colour gets a plate of its own; names are compared without case."""
        return "*" in self.spots or spot.casefold() in {name.casefold() for name in self.spots}

    def enlargement(self, longest: float) -> float:
        """How many times larger than its file a sheet is whose trim is `longest` points long."""
        if longest <= self.scale_above + 0.1:
            return 1.0
        return _UNIT if self.user_unit and self.scale == 1.0 else self.scale

    def takes(self, step: str) -> bool:
        """Whether the printer takes a processing step."""
        return bool(step) and ("*" in self.steps or step in self.steps)

    def plate(self, step: str, spot: str) -> str:
        """The name of a step's plate: the printer's own, else `spot`, the brand's."""
        return next((name for own, name in self.step_names.items() if own == step), spot)

    @property
    def weights(self) -> dict[str, Severity]:
        """Weights by code: the preset's own, and those of the variant of GWG 2022."""
        return {code: Severity(weight) for code, weight in {**self.variant.weights, **self.severities}.items()}

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons of waivers, by code; a row that the variant of GWG 2022 does not have is waived."""
        silent = {code: f"GWG 2022, {self.gwg}" for code in self.variant.silent if code not in self.severities}
        return {**silent, **{waiver.code: waiver.reason for waiver in self.waivers}}

    def file_name_for(self, **values: str | int) -> str:
        """The name of a finished file, with `values` for the placeholders of the pattern."""
        return self.file_name.format(**values)
