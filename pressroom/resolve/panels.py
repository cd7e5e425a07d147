"""The panels of a leaflet: whether the layout draws all six, the material speaks of no other, and what folds them."""

from __future__ import annotations

from pressroom.elements.base import Element
from pressroom.findings import DID_YOU_MEAN, N_, Severity, code, finding, nearest
from pressroom.resolve.context import Desk
from pressroom.sheet import folds
from pressroom.sheet.folds import Folding
from pressroom.sheet.formats import Format
from pressroom.specs.printer import PrinterSpec
from pressroom.specs.reader import Location
from pressroom.specs.validate import MISSING_KEY, UNKNOWN_NAME

PANELS_APART = code(
    "panels-apart", N_("Artwork runs over a fold only between panels that lie side by side on one page of the sheet; "
                       "over others it is drawn in parts, each from its own left edge."),
    N_("Nothing, for a flat ground. Else name panels that touch, or `outside` or `inside` for a whole page."),
    severity=Severity.NOTE, source="Folding, rule 1")
NO_PANELS = code(
    "no-panels", N_("Panels and folds belong to leaflets; on another piece they would be passed over in silence."),
    N_("Take the key away, or choose a layout of kind leaflet."))


def panels(desk: Desk, shape: Format, printer: PrinterSpec) -> Folding | None:
    """The folded sheet of a leaflet; None for another piece. The printer's fold counts before the material's.

    What the layout and the material say of panels is judged on the way.
    """
    if desk.layout.kind != "leaflet":
        _none_wanted(desk)
        return None
    _drawn(desk)
    for name in desk.spec.panels:
        if name not in folds.PANELS:
            _unknown(desk, name, ("panels", name), of_material=True)
    fold = printer.fold or desk.spec.fold or desk.layout.fold
    if fold is None:
        desk.findings.append(finding(MISSING_KEY, N_("{key} is missing"), N_("write: fold: roll, or fold: z"),
                                     source=desk.layout_document.place(), key="fold"))
        return None
    made = folds.folding(fold, folds.open_sheet(shape), printer.turned_in)
    for location, element in desk.layout.drawn():
        if element.fold in (None, fold):
            _across(desk, made, element, location)
    return made


def _none_wanted(desk: Desk) -> None:
    """Findings about panels, folds and `across` names where there is nothing to fold."""
    for document, spec in ((desk.layout_document, desk.layout), (desk.document, desk.spec)):
        for key, told in (("panels", spec.panels), ("fold", spec.fold)):
            if told:
                desk.findings.append(finding(NO_PANELS, N_("a {kind} has no {key}"),
                                             source=document.place((key,), of_key=True), kind=desk.layout.kind,
                                             key=key))
    for location, element in desk.layout.drawn():
        for key, wanted, what in (("across", element.across, "panels"), ("fold", element.fold, "fold")):
            if wanted:
                desk.findings.append(finding(NO_PANELS, N_("a {kind} has no {key}"),
                                             source=desk.layout_document.place((*location, key)),
                                             kind=desk.layout.kind, key=what))


def _drawn(desk: Desk) -> None:
    """Findings about panels that the layout draws and no fold has, and about those that it leaves out."""
    drawn = desk.layout.panels
    for name in drawn:
        if name not in folds.PANELS:
            _unknown(desk, name, ("panels", name), of_material=False)
    missing = [name for name in folds.PANELS if name not in drawn]
    if missing:
        desk.findings.append(finding(
            MISSING_KEY, N_("the layout draws {count} of {wanted} panels; these are missing: {missing}"),
            source=desk.layout_document.place(("panels",), of_key=True), missing=", ".join(missing),
            count=len(folds.PANELS) - len(missing), wanted=len(folds.PANELS)))


def _unknown(desk: Desk, name: str, at: Location, *, of_material: bool) -> None:
    near = nearest(name, folds.PANELS)
    document = desk.document if of_material else desk.layout_document
    desk.findings.append(finding(
        UNKNOWN_NAME, N_("there is no panel {name}"), DID_YOU_MEAN if near else N_("there is: {known}"),
        source=document.place(at, of_key=True), name=name, near=near, known=", ".join(folds.PANELS)))


def _across(desk: Desk, made: Folding, element: Element, location: Location) -> None:
    """Findings about the panels that an element runs across."""
    at = (*location, "across")
    known = (*folds.PANELS, *folds.PAGES)
    unknown = [name for name in element.across if name not in known]
    for name in unknown:
        desk.unknown(N_("there is no panel {name}"), name, known, desk.layout_document, at)
    if location[0] == "across" and not element.across:
        desk.findings.append(finding(
            MISSING_KEY, N_("{key} is missing: the panels that this runs over"), N_("write: across: outside"),
            source=desk.layout_document.place(location), key="across"))
    if unknown or not element.across:
        return
    rows = made.rows(element.across)
    if len(rows) > 1:
        desk.findings.append(finding(
            PANELS_APART, N_("{panels} do not all lie side by side in a {fold} fold: this is drawn in {count} parts"),
            source=desk.layout_document.place(at), panels=", ".join(element.across), fold=made.name, count=len(rows)))
