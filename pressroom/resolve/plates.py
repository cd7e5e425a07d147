"""Plates: which spot colours this printer prints as such, and the profile of its printing condition."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pressroom import library
from pressroom.colour import profiles
from pressroom.colour.ink import Ink
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.records import replace
from pressroom.resolve.context import Context
from pressroom.specs.brand import InkSpec
from pressroom.specs.conditions import FETCHED
from pressroom.specs.printer import PrinterSpec

SPOT_CONVERTED = code(
    "spot-converted",
    N_("A spot colour that this printer does not print is mixed from four inks, and looks duller than in the book."),
    N_("Nothing, or name the spot under spots: in the printer's preset when the printer takes it."),
    severity=Severity.NOTE, weighable=True, source="GWG 2022, R0020")
TECHNICAL_REFUSED = code(
    "technical-refused",
    N_("A die or a fold line that the printer's program does not know as such is printed on the sheet."),
    N_("When the printer takes it, name its step under steps: in the preset, or the spot under spots:, as the printer "
       "calls it; else choose a printer that does."),
    source="Prepress practice, rule 5")
TECHNICAL_PRINTED = code(
    "technical-ink", N_("A technical ink is a tool's path: it prints nothing, so words and pictures in it are lost."),
    N_("Choose an ink that prints, or draw a shape."))


def profile_of(context: Context, printer: str) -> Path:
    """The profile of a printer's condition, there and whole.

    Raises:
        Refused: it is not in assets/icc, or cannot be used; says where it comes from.
    """
    condition = context.job.printers[printer].condition
    file = library.profile_file(context.job.root, condition.profile)
    document = context.job.documents[library.spec_file("assets/printers", printer, context.job.documents)]
    place = document.place(("condition", "profile"))
    if not file.exists():
        fetched = FETCHED.get(condition.profile)
        raise Refused([finding(
            profiles.MISSING, N_("the profile of {condition} is not there: assets/icc/{profile}"),
            N_("its licence forbids to ship it: fetch {fetched} from eci.org and put the file at assets/icc/{profile}")
            if fetched else N_("put the file at assets/icc/{profile}, or name one that is there"), source=place,
            condition=condition.identifier, profile=condition.profile, fetched=fetched or "")])
    profiles.read_profile(file, place)
    return file


def plated(ink: Ink, spec: InkSpec, context: Context) -> Ink:
    """The ink as this printer prints it: on a plate of its own, or mixed from four."""
    if not spec.spot:
        return ink
    printer = context.job.printers[context.choice.printer]
    if spec.is_technical:
        return _of_step(ink, spec, printer)
    if context.choice.edition == "press" and printer.prints(spec.spot):
        return replace(ink, spot=spec.spot)
    return ink


def _of_step(ink: Ink, spec: InkSpec, printer: PrinterSpec) -> Ink:
    """A technical ink as this printer takes it: on the layer of its step, or a plate known by its name alone."""
    step = spec.step or ""
    if not printer.takes(step):
        return replace(ink, spot=spec.spot, technical=True, step=step)
    layered = printer.standard == "PDF/X-4"  # PDF/X-1a has no layers (ISO 15930-4:2003, rule 9)
    return replace(ink, spot=printer.plate(step, spec.spot), technical=True, step=step, layered=layered)


def _refused(context: Context, place: Place, spot: str, step: str) -> Finding:
    """That the printer takes neither the step nor the plate of a technical ink."""
    printer = context.choice.printer
    message = N_("the printer {printer} takes neither the step {step} nor a plate called {spot}") if step else \
        N_("the printer {printer} takes no plate called {spot}")
    hint = N_("when it does, write steps: [{step}] in assets/printers/{printer}.yaml; else choose one that takes it")
    return finding(TECHNICAL_REFUSED, message, hint if step else "", source=place, printer=printer, spot=spot,
                   step=step)


def judge_technical(context: Context, inks: Mapping[str, Ink]) -> None:
    """Findings about inks that are no colours, and about spots that become colours, where the layout names them."""
    printer, press = context.job.printers[context.choice.printer], context.choice.edition == "press"
    converted: set[str] = set()
    for location, element in context.layout.every_element():
        for at, name in element.inks():
            ink, place = inks.get(name), context.layout_document.place((*location, *at))
            if ink is None:
                continue
            spec = context.job.brand.inks.get(ink.name)
            if spec is None:  # a screen of an ink, which no press file holds
                continue
            if ink.technical and element.kind != "shape":
                context.findings.append(finding(
                    TECHNICAL_PRINTED, N_("a {kind} in the technical ink {name} is not printed"), source=place,
                    kind=element.kind, name=name))
            elif ink.technical and press and not (printer.takes(spec.step or "") or printer.prints(ink.spot)):
                context.findings.append(_refused(context, place, ink.spot, spec.step or ""))
            elif press and spec.spot and not ink.spot and spec.spot not in converted:
                converted.add(spec.spot)
                context.findings.append(finding(
                    SPOT_CONVERTED, N_("{spot} is printed in its stand-in {cmyk}"), source=place, spot=spec.spot,
                    cmyk=" ".join(f"{part:g}" for part in spec.cmyk)))
