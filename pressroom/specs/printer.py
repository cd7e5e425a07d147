"""assets/printers/*.yaml: the requirements of a print shop."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pressroom.field_types import FileName, FormatName, Length, Name, Percent, Spec, Switch, Text
from pressroom.findings import Severity
from pressroom.models import AfterValidator, BeforeValidator, Field, PydanticCustomError, WithJsonSchema
from pressroom.patterns import regex
from pressroom.sheet.folds import FoldName

Standard = Literal["PDF/X-4", "PDF/X-1a:2003"]
Mark = Literal["crop", "fold", "registration", "bar", "slug"]
EVERY_MARK: tuple[Mark, ...] = get_args(Mark)

# Conditions that a preset may name by their identifier alone, in words, and their profiles (FOGRA data sets, rule 1).
CONDITIONS = {
    "FOGRA39": ("ISO 12647-2:2004/Amd 1, paper type 1 and 2, TVI A (CMY) B (K), white backing",
                "ISOcoated_v2_300_eci.icc"),
    "FOGRA47": ("ISO 12647-2:2004, paper type 4 uncoated white, TVI C/D", "PSO_Uncoated_ISO12647_eci.icc"),
    "FOGRA51": ("ISO 12647-2:2013, premium coated, TVI 2013-A, white backing", "PSOcoated_v3.icc"),
    "FOGRA52": ("ISO 12647-2:2013, wood-free uncoated white, TVI 2013-C", "PSOuncoated_v3_FOGRA52.icc"),
}
# Profiles that may be embedded in a file but not distributed with a program: the user downloads them (FOGRA data
# sets, rule 3).
FETCHED = {"PSOcoated_v3.icc": "PSOcoated_v3", "PSOuncoated_v3_FOGRA52.icc": "PSOuncoated_v3_FOGRA52"}

# Stock from this weight on cracks along a fold that was not scored.
SCORED_FROM_GSM = 170.0
# The least reading distance of a poster in the large-format formula (GWG 2022, R0031).
NEAREST_LOOK_M = 1.0

_PLACES = ("material", "format", "trim", "pages", "printer", "kind", "date", "version", "standard", "bleed")
_PLACE = regex(r"\{([^{}]*)\}")
_PLAIN = regex(r"[A-Za-z0-9 _.,+()-]*")


def _condition(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value not in CONDITIONS:
        raise PydanticCustomError("literal_error", "Input should be {expected}",
                                  {"expected": ", ".join(CONDITIONS), "value": value})
    name, profile = CONDITIONS[value]
    return {"identifier": value, "name": name, "profile": profile}


def _profile(value: str) -> str:
    if "/" in value or "\\" in value or value.startswith("."):
        raise PydanticCustomError("profile_name", "{value} is no file of assets/icc: write its name alone",
                                  {"value": value})
    return value


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


def _pattern(value: str) -> str:
    literal = _PLACE.sub("", value)
    if not _PLAIN.fullmatch(literal) or ".." in value or value.startswith((".", " ")) or not value.endswith(".pdf"):
        raise PydanticCustomError(
            "file_pattern", "{value} is no file name: letters, digits, spaces and . _ - + ( ) , and it ends in .pdf",
            {"value": value})
    for place in _PLACE.findall(value):
        if place not in _PLACES:
            raise PydanticCustomError("file_place", "{value} stands for nothing in a file name: there is {expected}",
                                      {"value": place, "expected": ", ".join(_PLACES)})
    if "}{" in value:
        raise PydanticCustomError("file_same", "two pieces would get one name: the pattern needs {value}",
                                  {"value": "_ or - between its parts"})
    if absent := [place for place in ("material", "format") if f"{{{place}}}" not in value]:
        raise PydanticCustomError("file_same", "two pieces would get one name: the pattern needs {value}",
                                  {"value": " ".join(f"{{{place}}}" for place in absent)})
    return value


class ConditionSpec(Spec):
    """A printing condition; FOGRA39, FOGRA47, FOGRA51 and FOGRA52 may be named by that word alone.

    Attributes:
        identifier: as registered, e.g. `FOGRA39`.
        name: the condition in words.
        profile: the ICC file in assets/icc/.
        registry: where the identifier is registered.
    """

    identifier: Text
    name: Text
    profile: Annotated[FileName, AfterValidator(_profile)]
    registry: Text = "http://www.color.org"


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
FilePattern = Annotated[str, AfterValidator(_pattern)]


class PrinterSpec(Spec):
    """The whole of assets/printers/<name>.yaml.

    Attributes:
        standard: what the file conforms to.
        condition: the printing condition.
        bleed: how far artwork reaches over the trim.
        safe: least distance from words to the trim.
        marks: `none`, `crop`, `full`, or a list of crop, fold, registration, bar and slug.
        fold: the only way that this printer folds leaflets; left out, as the layout or the material says.
        turned_in: how much narrower the turned-in panel of a roll fold is; left out, 3 % (Folding, rule 1).
        ink_limit: most ink in one place, per cent.
        rich_black: most ink of a black that holds more than K, per cent.
        pictures, bitmaps: least resolution of pictures, and of pictures of one bit.
        text, lines: least sizes.
        spots: spot colours that are printed as such (`none`, `any`, or their names); others become their CMYK mixtures.
        steps: processing steps that the printer takes, by their names in ISO 19593-1 (`none`, `any`, or `Cutting`,
            `Creasing`, `White` ...).
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
    condition: Annotated[ConditionSpec, BeforeValidator(_condition)]
    bleed: Annotated[Length, Field(ge=0, le=60)]
    safe: Annotated[Length, Field(ge=0, le=90)]
    marks: Marks = ()
    fold: FoldName | None = None
    turned_in: Annotated[Length, Field(ge=0, le=30)] | None = None
    ink_limit: Annotated[Percent, Field(ge=150, le=400)] = 300
    rich_black: Annotated[Percent, Field(ge=100, le=400)] = 240
    pictures: Resolution = Resolution.model_construct(error=149.0, warning=224.0)
    bitmaps: Resolution = Resolution.model_construct(error=549.0, warning=799.0)
    text: Least = Least.model_construct(least=5.0, reversed=8.0)
    lines: Least = Least.model_construct(least=0.25, reversed=0.25)
    spots: Spots = ()
    steps: Spots = ()
    file_name: FilePattern = "{material}-{format}.pdf"
    imprint: PrinterName = PrinterName()
    stock: StockSpec = StockSpec()
    contact: Contact = Contact()
    language: Literal["fr", "en"] = "fr"
    severities: dict[Name, Literal["error", "warning", "note"]] = Field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    source: Text = ""

    def prints(self, spot: str) -> bool:
        """Whether a spot colour gets a plate of its own; names are compared without case."""
        return "*" in self.spots or spot.casefold() in {name.casefold() for name in self.spots}

    @property
    def weights(self) -> dict[str, Severity]:
        """Weights by code."""
        return {code: Severity(weight) for code, weight in self.severities.items()}

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons of waivers, by code."""
        return {waiver.code: waiver.reason for waiver in self.waivers}

    def file_name_for(self, **values: str | int) -> str:
        """The name of a finished file, with `values` for the placeholders of the pattern."""
        return self.file_name.format(**values)
