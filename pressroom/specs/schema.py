"""JSON Schemas of the specifications, for editors that complete and check while one types."""

from __future__ import annotations

import json
from typing import Any

from pressroom.field_types import Spec
from pressroom.specs.brand import BrandSpec
from pressroom.specs.campaign import CampaignSpec
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.letter import FormsSpec, LetterSpec
from pressroom.specs.material import MaterialSpec
from pressroom.specs.printer import PrinterSpec
from pressroom.specs.written import ReleaseSpec

MODELS: dict[str, type[Spec]] = {"campaign": CampaignSpec, "material": MaterialSpec, "layout": LayoutSpec,
                                 "brand": BrandSpec, "printer": PrinterSpec, "release": ReleaseSpec,
                                 "letter": LetterSpec, "forms": FormsSpec}


def schemas() -> dict[str, str]:
    """Each schema as JSON text, by name."""
    return {name: json.dumps(_schema(name, model), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            for name, model in MODELS.items()}


def _schema(name: str, model: type[Spec]) -> dict[str, Any]:
    made = model.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Pressroom {name}",
            **{key: _quiet(value) for key, value in made.items() if key != "title"}}


def _quiet(value: Any) -> Any:
    """Without the titles that pydantic makes of field names; docstrings stay, for they help who types."""
    if isinstance(value, dict):
        return {key: _quiet(item) for key, item in value.items() if not (key == "title" and isinstance(item, str))}
    return [_quiet(item) for item in value] if isinstance(value, list) else value
