"""The names of finished files, as a printer wants them."""

from __future__ import annotations

from typing import Annotated

from pressroom.models import AfterValidator, PydanticCustomError
from pressroom.patterns import regex

_PLACES = ("material", "format", "trim", "pages", "printer", "kind", "date", "version", "standard", "bleed")
_PLACE = regex(r"\{([^{}]*)\}")
_PLAIN = regex(r"[A-Za-z0-9 _.,+()-]*")


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


FilePattern = Annotated[str, AfterValidator(_pattern)]
