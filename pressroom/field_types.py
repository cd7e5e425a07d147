"""The strict model of all specifications, and the types of their values."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pressroom.models import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PydanticCustomError,
    WithJsonSchema,
)
from pressroom.patterns import regex
from pressroom.sheet import formats
from pressroom.sheet.units import parse_length

NAME = regex(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
_SIZE = regex(r"^\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>pt/m|pt|mm|%)\s*$")
_PART = regex(r"^\s*(?P<number>-?\d+(?:\.\d+)?)\s*(?P<unit>%|mm|cm|pt|in)\s*$")


class Spec(BaseModel):
    """A mapping of a specification: frozen, and every unknown key is an error.

    A model is built at its first validation, because most are only validated as part of another.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, populate_by_name=True,
                                                    defer_build=True,
                                                    alias_generator=lambda name: name.replace("_", "-"))


def _length(value: Any) -> float:
    try:
        return parse_length(value) if isinstance(value, str) else float(value)
    except (ValueError, TypeError):
        raise PydanticCustomError("length", "{value} is not a length: write a number and mm, cm, pt or in",
                                  {"value": str(value)}) from None


def _name(value: str) -> str:
    if not NAME.match(value) or len(value) > 60:
        raise PydanticCustomError("name", "{value} is not a name: write lower-case letters, digits and single hyphens",
                                  {"value": value[:60]})
    return value


def _format(value: str) -> str:
    try:
        formats.parse(value)
    except ValueError:
        raise PydanticCustomError("format", "{value} is not a format", {"value": value}) from None
    return value


def _switch(value: Any) -> bool:
    if value in ("true", True):
        return True
    if value in ("false", False):
        return False
    raise PydanticCustomError("switch", "{value} is neither true nor false", {"value": str(value)})


def _file(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("file_name", "a file name is missing", {})
    return value.strip()


def _text(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


class Size(Spec):
    """A type size that follows the sheet.

    Attributes:
        number: in the unit.
        unit: `pt`; `pt/m` (points for each metre of reading distance); `%` of the sheet's short side; `mm`.
    """

    number: float
    unit: str

    def points(self, short: float, distance_m: float) -> float:
        """The size on a sheet of that short side (points), read from that distance (metres)."""
        per = {"pt": 1.0, "pt/m": distance_m, "%": short / 100, "mm": 72 / 25.4}
        return self.number * per[self.unit]


class LengthOrShare(Spec):
    """A length that may follow the sheet.

    Attributes:
        number: points, or per cent.
        relative: whether it is per cent of the side that it is measured along.
    """

    number: float
    relative: bool

    def points(self, whole: float) -> float:
        """The length on a side of `whole` points."""
        return self.number * whole / 100 if self.relative else self.number


def _size(value: Any) -> Any:
    match = _SIZE.match(value) if isinstance(value, str) else None
    if not match:
        raise PydanticCustomError("type_size", "{value} is not a type size: write 12pt, 22pt/m, 8% or 4mm",
                                  {"value": str(value)})
    return {"number": float(match["number"]), "unit": match["unit"]}


def _part(value: Any) -> Any:
    match = _PART.match(value) if isinstance(value, str) else None
    if not match:
        raise PydanticCustomError("part", "{value} is not a length: write 6%, 15mm or 20pt", {"value": str(value)})
    if match["unit"] == "%":
        return {"number": float(match["number"]), "relative": True}
    return {"number": parse_length(value), "relative": False}


def _pattern_schema(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


Length = Annotated[float, BeforeValidator(_length), _pattern_schema(r"^-?[0-9.]+ ?(mm|cm|pt|in)$", "3mm")]
TypeSize = Annotated[Size, BeforeValidator(_size), _pattern_schema(r"^[0-9.]+ ?(pt/m|pt|mm|%)$", "22pt/m")]
PartLength = Annotated[LengthOrShare, BeforeValidator(_part), _pattern_schema(r"^-?[0-9.]+ ?(%|mm|cm|pt|in)$", "6%")]
Name = Annotated[str, AfterValidator(_name), _pattern_schema(NAME.pattern, "petition")]
_NAMES = [*formats.NAMED, *(f"{name}-landscape" for name in formats.NAMED)]
FormatName = Annotated[str, AfterValidator(_format), WithJsonSchema(
    {"type": "string", "anyOf": [{"enum": _NAMES}, {"pattern": r"^[0-9.]+x[0-9.]+(mm|cm|m|px)$"}]})]
# In the list of a material: `screen` stands for several.
_FormatWord = Annotated[str, AfterValidator(lambda value: value if value == formats.SCREEN else _format(value)),
                        WithJsonSchema({"type": "string", "anyOf": [
                            {"enum": [*_NAMES, formats.SCREEN]}, {"pattern": r"^[0-9.]+x[0-9.]+(mm|cm|m|px)$"}]})]
FormatNames = Annotated[tuple[_FormatWord, ...], Field(min_length=1), AfterValidator(formats.expanded)]
Switch = Annotated[bool, BeforeValidator(_switch)]
FileName = Annotated[str, AfterValidator(_file)]
Text = Annotated[str, AfterValidator(_text)]
DateText = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Treatment = Literal["colour", "duotone", "grey"]
Percent = Annotated[float, Field(ge=0, le=400)]
Fraction = Annotated[float, Field(ge=0, le=1)]
