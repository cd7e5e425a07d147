"""Processing steps: layers for what is done to the sheet, not printed on it (ISO 19593-1:2018)."""

from __future__ import annotations

from types import MappingProxyType

from pressroom.pdf.objects import Pdf, entry, items, name
from pressroom.records import dataclass

_STRUCTURAL = frozenset((
    "Cutting", "PartialCutting", "ReversePartialCutting", "Creasing", "ReverseCreasing", "CuttingCreasing",
    "ReverseCuttingCreasing", "PartialCuttingCreasing",
    "ReversePartialCuttingCreasing", "Perforating", "Drilling", "Gluing", "FoilStamping", "ColdFoilStamping",
    "Embossing", "Debossing", "Bleed",
    "VarnishFree", "InkFree", "InkVarnishFree", "Folding", "Punching", "Stapling"))
TYPES = MappingProxyType({"Structural": _STRUCTURAL, "Positions": None, "Braille": frozenset(), "Legend": frozenset(),
                          "Dimensions": frozenset(), "White": frozenset(), "Varnish": frozenset()})
"""The types of each group; none for groups that are a step themselves, None where any type may be."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a layer is for.

    Attributes:
        group: `Structural`, `White`, `Varnish` ...
        kind: a structural step, `Cutting` for example; empty for other groups.
    """

    group: str
    kind: str = ""

    @property
    def label(self) -> str:
        """The name by which a printer takes it: its type, else its group."""
        return self.kind or self.group

    @property
    def known(self) -> bool:
        """Whether the standard has it."""
        types = TYPES.get(self.group, frozenset())
        return self.group in TYPES and (types is None or (self.kind in types if types else not self.kind))


def step_of(layer: Pdf) -> Step | None:
    """The processing step of a layer, or of a choice of layers; None for any other layer."""
    if name(entry(layer, "/Type")) == "OCMD":
        stated = entry(layer, "/OCGs")
        found = [step_of(each) for each in (items(stated) if isinstance(stated, list) else [stated])]
        return next((each for each in found if each is not None), None)
    metadata = entry(layer, "/GTS_Metadata")
    group = name(entry(metadata, "/GTS_ProcStepsGroup"))
    return Step(group, name(entry(metadata, "/GTS_ProcStepsType"))) if group else None


def layers(catalogue: Pdf) -> list[Step | None]:
    """The layers of a file, each as its processing step, None for any other."""
    return [step_of(each) for each in items(entry(catalogue, "/OCProperties", "/OCGs"))]
