"""The finishing of a piece: as its material says it, else its printer's preset."""

from __future__ import annotations

from pressroom.findings import N_, code, finding
from pressroom.resolve.context import Context
from pressroom.sheet import formats
from pressroom.sheet.geometry import Box
from pressroom.specs.finishing import Finish
from pressroom.specs.material import MaterialSpec
from pressroom.specs.printer import PrinterSpec

HANGING = ("poster", "triptych")
HIDDEN_TOO_MUCH = code(
    "hidden-too-much", N_("A sheet of which most is hidden has no room for its words."),
    N_("Write the depth of the strips that nobody sees, such as hidden: {bottom: 100mm}."))
# The least share of a side that is seen.
_LEAST = 0.5


def finishing(context: Context, printer: PrinterSpec) -> Finish:
    """What is done to a hanging sheet of this format after it is printed."""
    spec, name = context.spec, context.choice.format
    if not isinstance(spec, MaterialSpec) or spec.kind not in HANGING:
        return Finish.model_construct()
    finish = spec.finish.get(name) or printer.finish.get(name)
    if finish is None:
        finish = Finish.model_construct(hidden=printer.hidden if spec.hidden.is_empty else spec.hidden)
    shape = formats.parse(name)
    seen = finish.visible(Box(0, 0, shape.width, shape.height)).grown(-finish.margin)
    if seen.width < _LEAST * shape.width or seen.height < _LEAST * shape.height:
        at = ("finish", name) if name in spec.finish else ("hidden",)
        context.findings.append(finding(
            HIDDEN_TOO_MUCH, N_("less than half of {format} is left between what is hidden, hemmed and pierced"),
            source=context.document.place(at), format=name))
        return Finish.model_construct()
    return finish
