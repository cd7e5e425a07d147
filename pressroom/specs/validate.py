"""From a document to a checked model; all mistakes at once, each at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pressroom.findings import DID_YOU_MEAN, N_, Finding, FindingCode, Refused, code, finding, nearest
from pressroom.models import BaseModel, checked_type, twin
from pressroom.specs import donation, links, payloads
from pressroom.specs.document import Document, Location, Tree, value_at
from pressroom.specs.value_hints import format_hint, name_hint
from pressroom.specs.yaml_values import WRITE, start_message
from pressroom.specs.yaml_written import parsed_line, quoted
from pressroom.text import addresses

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

UNKNOWN_KEY = code("unknown-key", N_("An unknown key has no effect."),
                   N_("Correct the spelling, or delete the key. `render.py schema` writes schemas for your editor."))
MISSING_KEY = code("missing-key", N_("The specification needs this value, which has no default."),
                   N_("Add the key that the message names."))
WRONG_VALUE = code("wrong-value", N_("The value is not of the type that its key takes."),
                   N_("Write a value as the message describes."))
UNKNOWN_NAME = code(
    "unknown-name",
    N_("A name refers to nothing in the project: there is no such ink, link, font, layout, palette, figure, "
       "style or text."),
    N_("Correct the spelling, or add an entry of this name. `render.py list` shows the existing ones."))
UNKNOWN_FORMAT = code("unknown-format", N_("The sheet size is unknown."),
                      N_("Write A0 to A6 or DL, either with -landscape, a size such as 400x600mm or 3x1m (50 mm to "
                         "50 m), or 1080x1350px for a screen."))

# Messages for pydantic's error types; the line of the file is printed with them.
_MESSAGES = {
    "string_type": N_("{key} takes text"),
    "string_too_short": N_("{key} is too short: at least {min_length} character{min_length||s}"),
    "string_too_long": N_("{key} is too long: {length} characters, at most {max_length}"),
    "string_pattern_mismatch": N_("{key} is not written as it should be: {value}"),
    "int_parsing": N_("{key} takes a whole number, not {value}"), "int_type": N_("{key} takes a whole number"),
    "int_from_float": N_("{key} takes a whole number, not {value}"),
    "float_parsing": N_("{key} takes a number, not {value}"), "float_type": N_("{key} takes a number"),
    "greater_than": N_("{key} must be more than {gt}, not {value}"),
    "greater_than_equal": N_("{key} must be at least {ge}, not {value}"),
    "less_than": N_("{key} must be less than {lt}, not {value}"),
    "less_than_equal": N_("{key} must be at most {le}, not {value}"),
    "literal_error": N_("{key} cannot be {value}: it is one of {expected}"),
    "dict_type": N_("{key} takes named values, one to a line"),
    "model_type": N_("{key} takes named values, one to a line"),
    "model_attributes_type": N_("{key} takes named values, one to a line"),
    "tuple_type": N_("{key} takes a list"), "list_type": N_("{key} takes a list"),
    "too_short": N_("{key} needs at least {min_length} {min_length|entry|entries}"),
    "too_long": N_("{key} takes at most {max_length} {max_length|entry|entries}"),
    "union_tag_invalid": N_("{key} cannot be {value}: it is one of {expected}"),
    "union_tag_not_found": N_("an element says its kind: one of {expected}"),
    "finite_number": N_("{key} takes a finite number"),
    # error types of field_types.py and of the elements
    "length": N_("{value} is not a length: write a number and mm, cm, pt or in"),
    "name": N_("{value} is not a name: write lower-case letters, digits and single hyphens"),
    "switch": N_("{value} is neither true nor false"), "file_name": N_("a file name is missing"),
    "type_size": N_("{value} is not a type size: write 12pt, 22pt/m, 8% or 4mm"),
    "size_range": N_("a size is one value, or the least and the most: [22pt/m, 8%]"),
    "scale": N_("{value} is not a scale: write 1:10"),
    "part": N_("{value} is not a length: write 6%, 15mm or 20pt"),
    "cells": N_("{value} is not a range of cells: write c1-12 r3-9, r3-9, c4, sheet, or none"),
    "kept_box": N_("{value} is not a box: write left, top, right and bottom, such as [0.3, 0.1, 0.6, 0.5]"),
    "share": N_("{value} is not a share of the sheet: write 34%"),
    "made_for": N_("{value} is neither a format nor a shape of sheet: write A4, or one of {expected}"),
    "sides": N_("sides: 2 takes two sheets, front and back, without gap: and across:"),
    "profile_name": N_("{value} is not the name of a file in assets/icc"),
    "file_pattern": N_("{value} is not a file name: letters, digits, spaces and . _ - + ( ) , and it ends in .pdf"),
    "file_place": N_("{value} is not a placeholder of file names: use {expected}"),
    "file_same": N_("two pieces would get the same name: the pattern needs {value}"),
    "colour": N_("{value} is not a colour: write \"#0050a0\" in quotes"),
    "by_language": N_("{key} takes words, or words by language: fr or en, and {own} among them"),
    "path": N_("{value} is not a path: write M, L, C and Z with numbers"),
}
# Messages, hints and rule of error types that a module of its own declares.
_FAMILIES: tuple[tuple[Mapping[str, str], Mapping[str, str], FindingCode], ...] = (
    (addresses.MESSAGES, addresses.HINTS, links.ADDRESS), (payloads.MESSAGES, payloads.HINTS, links.CONTENT),
    (links.MESSAGES, {}, links.CONTENT), (donation.MESSAGES, donation.HINTS, donation.DONATION))
_DATE_HINT = N_("write the day as 2023-01-31")


def validate(document: Document, model: type[Model], language: str = "") -> Model:
    """The checked model of a document; words by language are those of `language`, else of the document's own.

    Raises:
        Refused: with a finding for every wrong value, at its place.
    """
    from pydantic import ValidationError  # lazy, as in models.py: 0.1 s where nothing has to be checked

    try:
        return model.model_validate(document.tree, context=_languages(document, language))
    except ValidationError as trouble:
        errors = trouble.errors(include_url=False)
    raise Refused(_without_echoes([item for error in _of_one_branch(document, errors)
                                   for item in _findings(document, model, error)]))


def _languages(document: Document, language: str) -> dict[str, str]:
    named = document.tree.get("language") if isinstance(document.tree, dict) else None
    own = named if isinstance(named, str) else "fr"
    return {"own": own, "language": language or own}


def check_value(document: Document, location: Location, annotation: Any, value: Tree) -> list[Finding]:
    """Findings about one value, at `location` of the document, that should be of this type."""
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter(checked_type(annotation)).validate_python(value)
    except ValidationError as trouble:
        errors = trouble.errors(include_url=False)
        return _without_echoes([item for error in errors for item in _findings(
            document, BaseModel, {**error, "loc": (*location, *error["loc"])})])
    return []


def _of_one_branch(document: Document, errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors, without what other branches of a union say.

    Those are all but one for a list where text is taken too, and one for a mapping in the place of text.
    """
    begun = [(error, _location(document, error)) for error in errors
             if error["type"] == "string_type" and isinstance(error["input"], dict)]
    errors = [error for error in errors if not any(
        error is one and any(other is not one and _location(document, other)[:len(at)] == at for other in errors)
        for one, at in begun)]
    text = {_location(document, error) for error in errors
            if error["type"] == "string_type" and isinstance(error["input"], list)}
    return [error for error in errors if error["type"] == "string_type" or _location(document, error) not in text]


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """One finding for each place: a union reports one for each of its branches."""
    keys: set[tuple[str, str]] = set()
    unique = []
    for item in findings:
        key = (str(item.source), item.message if item.code == MISSING_KEY.name else item.code)
        if key not in keys:
            keys.add(key)
            unique.append(item)
    return unique


def _location(document: Document, error: ErrorDetails) -> Location:
    """Pydantic's path, without the names of union branches, which are not in the file."""
    path: list[str | int] = []
    steps = error["loc"]
    absent = error["type"] in ("missing", "extra_forbidden")  # the last step names what is not there
    for number, step in enumerate(steps):
        last = absent and number == len(steps) - 1
        # An element of kind `text` has a key `text` too: before the last step the kind is meant.
        if last or (document.has((*path, step)) and value_at(document.tree, (*path, "kind")) != step):
            path.append(step)
    return tuple(path)


def _findings(document: Document, model: type[BaseModel], error: ErrorDetails) -> list[Finding]:
    return _written(document, _location(document, error), error) or [_finding(document, model, error)]


def _finding(document: Document, model: type[BaseModel], error: ErrorDetails) -> Finding:
    kind, context = error["type"], dict(error.get("ctx", {}))
    location = _location(document, error)
    key = str(location[-1]) if location and isinstance(location[-1], str) else "entry"
    if kind == "missing":
        return finding(MISSING_KEY, N_("{key} is missing"), source=document.place(location[:-1]), key=key)
    if kind == "extra_forbidden":
        near = nearest(key, _keys(model, error["loc"][:-1]))
        return finding(UNKNOWN_KEY, N_("unknown key {key}"), DID_YOU_MEAN if near else "",
                       source=document.place(location, of_key=True), key=key, near=near)
    if kind == "union_tag_invalid":
        location, key = (*location, "kind"), "kind"
    value = str(context.get("value", context.get("tag", error.get("input", ""))))[:60]
    if kind == "format":
        hint, near = format_hint(value)
        return finding(UNKNOWN_FORMAT, N_("{value} is not a format"), hint, source=document.place(location),
                       value=value, near=near)
    if error.get("input") is None:
        return finding(MISSING_KEY, N_("{key} is empty"), source=document.place(location, of_key=True), key=key)
    hint, near = _hint(kind, key, value, context)
    values: dict[str, Any] = {name: item for name, item in context.items()
                              if isinstance(item, str | int | float) and name != "hint"}
    if kind == "string_too_long":
        values["length"] = len(str(error.get("input")))
    for messages, hints, rule in _FAMILIES:
        if kind in messages:
            own = str(context["hint"]) if "hint" in context else hints.get(kind, "")
            return finding(rule, messages[kind], own, source=document.place(location), **{**values, "value": value})
    return finding(WRONG_VALUE, _MESSAGES.get(kind, error["msg"].replace("{", "(").replace("}", ")")), hint,
                   source=document.place(location), **{**values, "key": key, "value": value, "near": near,
                                                       "expected": str(_expected(context))})


def _written(document: Document, location: Location, error: ErrorDetails) -> list[Finding]:
    """Findings about a list where text is meant, or text where a list is meant, with the lines to write."""
    place, value = document.place(location), error["input"]
    line = parsed_line(place.text)
    if line.column != place.column - 1:
        return []
    if error["type"] == "string_type" and isinstance(value, list) and line.value.startswith("["):
        return [finding(WRONG_VALUE, start_message("["), WRITE, source=place, mark="[",
                        line=f"{line.head}{line.with_value(quoted(line.value))}".strip())]
    if error["type"] not in ("tuple_type", "list_type") or not isinstance(value, str):
        return []
    rows = [(number, text) for number, text in enumerate(document.lines[place.line - 1:], place.line)
            if place.line <= number < place.line + 1 + len(re.findall(r"\s-(?=\S)", value))]
    if not re.match(r"-(?=[^\s-])", value):
        return [finding(WRONG_VALUE, _MESSAGES["list_type"], WRITE, source=place, key=str(location[-1]),
                        line=f"{line.head}{line.lead}[{value}]".strip())] if line.key else []
    return [finding(WRONG_VALUE, N_("there is no space after the hyphen that begins an entry"), WRITE,
                    source=document.at(number, text.find("-") + 1), line=f"- {text.strip()[1:]}")
            for number, text in rows if re.match(r"\s*-[^\s-]", text)]


def _expected(context: dict[str, Any]) -> str:
    return str(context.get("expected") or context.get("expected_tags") or "")


def _hint(kind: str, key: str, value: str, context: dict[str, Any]) -> tuple[str, str]:
    if kind == "name":
        return name_hint(key, value)
    near = nearest(value, [word.strip("' ") for word in _expected(context).replace(" or ", ", ").split(", ")])
    if near:
        return DID_YOU_MEAN, near
    dated = kind == "string_pattern_mismatch" and key in ("date", "until", "as-of", "as_of")
    return (_DATE_HINT, "") if dated else ("", "")


def _keys(model: type[BaseModel], path: Iterable[str | int]) -> list[str]:
    """The keys that a mapping at `path` may have."""
    here: Any = twin(model)
    for step in path:
        here = _step(here, step)
        if here is None:
            return []
    models = [item for item in _models(here)]
    return [field.alias or name for item in models for name, field in item.model_fields.items()]


def _step(annotation: Any, step: str | int) -> Any:
    for model in _models(annotation):
        for name, field in model.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
        tagged = [other for other in _models(annotation) if _tag(other) == step]
        if tagged:
            return tagged[0]
    arguments = [item for item in get_args(annotation) if item is not Ellipsis]
    return arguments[-1] if arguments else None


def _tag(model: type[BaseModel]) -> str:
    kind = model.model_fields.get("kind")
    literals = get_args(kind.annotation) if kind else ()
    return str(literals[0]) if literals else ""


def _models(annotation: Any) -> list[type[BaseModel]]:
    if hasattr(annotation, "model_fields"):
        return [annotation]
    return [model for item in get_args(annotation) for model in _models(item)]
