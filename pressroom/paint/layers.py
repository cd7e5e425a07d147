"""Layers of processing steps: an optional content group for each, which says what it is for (ISO 19593-1:2018)."""

from __future__ import annotations

from pressroom.colour.steps import group_and_type
from pressroom.paint.document import File, array, dictionary, name, text


class Layers:
    """The processing steps of one file, in order of first use.

    Attributes:
        used: the resource name of each step's layer.
    """

    def __init__(self) -> None:
        self.used: dict[str, str] = {}

    def key(self, step: str) -> str:
        """The resource name of the layer of a step."""
        return self.used.setdefault(step, f"Step{len(self.used) + 1}")

    def embed(self, file: File) -> dict[str, object]:
        """Add the layers to the file, all visible and none that switches by itself; the resources by name.

        The default configuration has a name, and there is no other (ISO 15930-7:2010, rule 15).
        """
        resources: dict[str, object] = {key: file.add(_layer(step)) for step, key in self.used.items()}
        if resources:
            every = [*resources.values()]
            file.catalog.OCProperties = dictionary({"OCGs": array(every), "D": dictionary({
                "Name": text("Processing steps"), "BaseState": name("ON"), "ON": array(every),
                "Order": array(every)})})
        return resources


def _layer(step: str) -> object:
    group, kind = group_and_type(step)
    metadata = {"GTS_ProcStepsGroup": name(group), **({"GTS_ProcStepsType": name(kind)} if kind else {})}
    return dictionary({"Type": name("OCG"), "Name": text(step), "GTS_Metadata": dictionary(metadata)})
