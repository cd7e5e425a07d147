"""JSON Schemas of the specifications, for completion and checks in editors."""

from __future__ import annotations

import json
from typing import Any

from pressroom.field_types import Spec
from pressroom.specs.brand import BrandSpec
from pressroom.specs.campaign import CampaignSpec
from pressroom.specs.elections import ElectionsSpec
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.letter import FormsSpec, LetterSpec
from pressroom.specs.material import MaterialSpec
from pressroom.specs.parts import PartSpec, PartUse
from pressroom.specs.printer import PrinterSpec
from pressroom.specs.run import RunSpec
from pressroom.specs.running_text import ReleaseSpec

MODELS: dict[str, type[Spec]] = {"campaign": CampaignSpec, "material": MaterialSpec, "layout": LayoutSpec,
                                 "part": PartSpec, "brand": BrandSpec, "printer": PrinterSpec,
                                 "release": ReleaseSpec, "letter": LetterSpec, "forms": FormsSpec,
                                 "elections": ElectionsSpec, "run": RunSpec}


def schemas() -> dict[str, str]:
    """Each schema as JSON text, by name."""
    return {name: json.dumps(_schema(name, model), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            for name, model in MODELS.items()}


def _schema(name: str, model: type[Spec]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True, mode="validation")
    if model is LayoutSpec:
        schema = _with_parts(schema)
    if model is PartSpec:
        schema = _of_part(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Pressroom {name}",
            **{key: _quiet(value) for key, value in schema.items() if key != "title"}}


def _with_parts(schema: dict[str, Any]) -> dict[str, Any]:
    """A layout's schema that allows the use of a part wherever an element is allowed."""
    use = PartUse.model_json_schema(by_alias=True)
    definitions = {**schema["$defs"], **use.pop("$defs", {}), PartUse.__name__: use}

    def with_uses(value: Any) -> Any:
        if isinstance(value, list):
            return [with_uses(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "discriminator" in value:
            return {"anyOf": [value, {"$ref": f"#/$defs/{PartUse.__name__}"}]}
        return {key: with_uses(item) for key, item in value.items()}
    whole = {key: value for key, value in schema.items() if key != "$defs"}
    whole["required"] = [key for key in schema["required"] if key != "styles"]  # parts may bring all of them
    return {**with_uses(whole), "$defs": with_uses(definitions)}


def _of_part(schema: dict[str, Any]) -> dict[str, Any]:
    """A part's schema: elements, styles and slots as in a layout, with `$name` for any of their values."""
    layout = _with_parts(LayoutSpec.model_json_schema(by_alias=True))
    definitions = layout["$defs"]
    parameter = {"type": "string", "pattern": "\\$[a-z]"}
    for definition in definitions.values():
        definition["properties"] = {key: value if key in ("kind", "part") else {"anyOf": [value, parameter]}
                                    for key, value in definition.get("properties", {}).items()}
    properties = {**schema["properties"], **{key: layout["properties"][key] for key in ("elements", "styles", "slots")}}
    return {**schema, "properties": properties, "$defs": {**definitions, **schema.get("$defs", {})}}


def _quiet(value: Any) -> Any:
    """Without the titles that pydantic makes of field names; docstrings stay as help in the editor."""
    if isinstance(value, dict):
        return {key: _quiet(item) for key, item in value.items() if not (key == "title" and isinstance(item, str))}
    return [_quiet(item) for item in value] if isinstance(value, list) else value
