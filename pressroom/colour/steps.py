"""Processing steps by the names of ISO 19593-1:2018: what a technical ink is for."""

from __future__ import annotations

from typing import Literal, get_args

StepName = Literal[
    "Cutting", "PartialCutting", "ReversePartialCutting", "Creasing", "ReverseCreasing", "CuttingCreasing",
    "ReverseCuttingCreasing", "PartialCuttingCreasing",
    "ReversePartialCuttingCreasing", "Perforating", "Drilling", "Gluing", "FoilStamping", "ColdFoilStamping",
    "Embossing", "Debossing", "VarnishFree",
    "InkFree", "InkVarnishFree", "Folding", "Punching", "Stapling", "White", "Varnish", "Braille", "Legend",
    "Dimensions"]
STEPS: tuple[StepName, ...] = get_args(StepName)
# Groups that are a step themselves; every other step is a type of the group Structural.
_GROUPS = frozenset({"White", "Varnish", "Braille", "Legend", "Dimensions"})
_PATHS = frozenset({"Cutting", "PartialCutting", "ReversePartialCutting", "Creasing", "ReverseCreasing",
                    "CuttingCreasing", "ReverseCuttingCreasing", "PartialCuttingCreasing",
                    "ReversePartialCuttingCreasing", "Perforating", "Drilling", "Folding", "Punching", "Stapling"})


def group_and_type(step: str) -> tuple[str, str]:
    """The group of a step, and its type in it; empty where the group is the step."""
    return (step, "") if step in _GROUPS else ("Structural", step)


def goes_through(step: str) -> bool:
    """Whether a tool follows the path and damages what it passes; a step without a name is taken for such."""
    return not step or step in _PATHS
