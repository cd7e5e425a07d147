"""Printing conditions of presets, and their ICC profiles."""

from __future__ import annotations

from typing import Annotated, Any

from pressroom.field_types import FileName, Spec, Text
from pressroom.models import AfterValidator, BeforeValidator, PydanticCustomError

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


Condition = Annotated[ConditionSpec, BeforeValidator(_condition)]
USUAL = ConditionSpec.model_construct(identifier="FOGRA39", name=CONDITIONS["FOGRA39"][0],
                                      profile=CONDITIONS["FOGRA39"][1])
"""The condition of a preset that leaves it blank."""
