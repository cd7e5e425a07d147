"""The panels of a leaflet: whether the layout draws all six, the material speaks of no other, and what folds them."""

from __future__ import annotations

from pressroom.elements.base import Element
from pressroom.findings import DID_YOU_MEAN, N_, Severity, code, finding, nearest
from pressroom.resolve.context import Context
from pressroom.sheet import folds
from pressroom.sheet.folds import Folding
from pressroom.sheet.formats import Format
from pressroom.specs.document import Location
from pressroom.specs.printer import PrinterSpec
from pressroom.specs.validate import MISSING_KEY, UNKNOWN_NAME

PANELS_APART = code(
    "panels-apart", N_("Artwork runs over a fold only between panels that lie side by side on one page of the sheet; "
                       "over others it is drawn in parts, each from its own left edge."),
    N_("Nothing, for a flat ground. Else name panels that touch, or `outside` or `inside` for a whole page."),
    severity=Severity.NOTE, weighable=True, source="Folding, rule 1")
NO_PANELS = code(
    "no-panels", N_("Panels and folds belong to leaflets; on another piece they would be passed over in silence."),
    N_("Take the key away, or choose a layout of kind leaflet."))


def panels(context: Context, shape: Format, printer: PrinterSpec) -> Folding | None:
    """The folded sheet of a leaflet; None for another piece. The printer's fold counts before the material's.

    What the layout and the material say of panels is judged on the way.
    """
    if context.layout.kind != "leaflet":
        _none_wanted(context)
        return None
    _check_panels(context)
    for name in context.spec.panels:
        if name not in folds.PANELS:
            _unknown(context, name, ("panels", name), of_material=True)
    fold = printer.fold or context.spec.fold or context.layout.fold
    if fold is None:
        context.findings.append(finding(MISSING_KEY, N_("{key} is missing"), N_("write: fold: roll, or fold: z"),
                                        source=context.layout_document.place(), key="fold"))
        return None
    folding = folds.folding(fold, folds.open_sheet(shape), printer.turned_in)
    for location, element in context.layout.every_element():
        if element.fold in (None, fold):
            _across(context, folding, element, location)
    return folding


def _none_wanted(context: Context) -> None:
    """Findings about panels, folds and `across` names where there is nothing to fold."""
    for document, spec in ((context.layout_document, context.layout), (context.document, context.spec)):
        for key, value in (("panels", spec.panels), ("fold", spec.fold)):
            if value:
                context.findings.append(finding(NO_PANELS, N_("a {kind} has no {key}"),
                                                source=document.place((key,), of_key=True), kind=context.layout.kind,
                                                key=key))
    for location, element in context.layout.every_element():
        for key, named, what in (("across", element.across, "panels"), ("fold", element.fold, "fold")):
            if named:
                context.findings.append(finding(NO_PANELS, N_("a {kind} has no {key}"),
                                                source=context.layout_document.place((*location, key)),
                                                kind=context.layout.kind, key=what))


def _check_panels(context: Context) -> None:
    """Findings about panels that the layout draws and no fold has, and about those that it leaves out."""
    panels_of_layout = context.layout.panels
    for name in panels_of_layout:
        if name not in folds.PANELS:
            _unknown(context, name, ("panels", name), of_material=False)
    missing = [name for name in folds.PANELS if name not in panels_of_layout]
    if missing:
        context.findings.append(finding(
            MISSING_KEY, N_("the layout draws {count} of {wanted} panels; these are missing: {missing}"),
            source=context.layout_document.place(("panels",), of_key=True), missing=", ".join(missing),
            count=len(folds.PANELS) - len(missing), wanted=len(folds.PANELS)))


def _unknown(context: Context, name: str, at: Location, *, of_material: bool) -> None:
    near = nearest(name, folds.PANELS)
    document = context.document if of_material else context.layout_document
    context.findings.append(finding(
        UNKNOWN_NAME, N_("there is no panel {name}"), DID_YOU_MEAN if near else N_("there is: {known}"),
        source=document.place(at, of_key=True), name=name, near=near, known=", ".join(folds.PANELS)))


def _across(context: Context, folding: Folding, element: Element, location: Location) -> None:
    """Findings about the panels that an element runs across."""
    at = (*location, "across")
    known = (*folds.PANELS, *folds.PAGES)
    unknown = [name for name in element.across if name not in known]
    for name in unknown:
        context.unknown(N_("there is no panel {name}"), name, known, context.layout_document, at)
    if location[0] == "across" and not element.across:
        context.findings.append(finding(
            MISSING_KEY, N_("{key} is missing: the panels that this runs over"), N_("write: across: outside"),
            source=context.layout_document.place(location), key="across"))
    if unknown or not element.across:
        return
    rows = folding.rows(element.across)
    if len(rows) > 1:
        context.findings.append(finding(
            PANELS_APART, N_("{panels} do not all lie side by side in a {fold} fold: this is drawn in {count} parts"),
            source=context.layout_document.place(at), panels=", ".join(element.across), fold=folding.name,
            count=len(rows)))
