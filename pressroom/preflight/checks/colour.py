"""Colour spaces for presses, screens and office printers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.pdf.objects import entry, items
from pressroom.pdf.spaces import Space
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.checks.spots import separation
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import catalogue, painted, pypdf_object
from pressroom.preflight.walk.painted import Painted, PaintedPath, colours_of, spaces_of, what
from pressroom.sheet.geometry import Box

_SWATCH = "1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f"
_SLACK = 0.01  # points: a line has no area of its own


def _of_kind(proof: Proof, matches: Callable[[Space], bool], message: str) -> Iterator[Fault]:
    for page in proof.pages:
        for thing in page.walk.every:
            for label in sorted({space.label for space in spaces_of(thing) if matches(space)}):
                yield fault(message, page=page, area=thing.box, thing=what(thing), space=label)


@check("colour-rgb",
       why=N_("RGB is for screens. The press converts it, and black text becomes four inks."),
       mend=N_("Convert everything to CMYK of the printing condition before export."),
       source="GWG 2022; ISO 15930-7:2010 (PDF/X-4), rule 9", needs=("press",),
       spoil=painted(f"1 0 0 rg {_SWATCH}"))
def colour_rgb(proof: Proof) -> Iterator[Fault]:
    """Nothing is RGB or Lab."""
    yield from _of_kind(proof, lambda space: space.kind in ("rgb", "lab"),
                        N_("a {thing} is in {space} instead of CMYK"))


@check("colour-registration",
       why=N_("Registration colour prints on every plate: it is for marks outside the sheet, never for artwork."),
       mend=N_("Use K alone for black, and keep marks outside the bleed."), source="GWG 2022, R0024",
       needs=("press",), spoil=painted(f"/Every cs 0.5 scn {_SWATCH}", {"/ColorSpace": {"/Every": separation("/All")}}))
def colour_registration(proof: Proof) -> Iterator[Fault]:
    """Registration colour only outside the bleed box."""
    for page in proof.pages:
        for thing in page.walk.on_plates:
            if any(space.kind == "all" for space in spaces_of(thing)) and any(
                    piece.grown(_SLACK).overlap(page.printed) for piece in _pieces(thing)):
                yield fault(N_("a {thing} in registration colour is inside the bleed"), page=page,
                            area=thing.box, thing=what(thing))


def _pieces(thing: Painted) -> tuple[Box, ...]:
    return thing.pieces if isinstance(thing, PaintedPath) else (thing.box,)


def _intent_profile(writer: Any) -> Any:
    intent = items(entry(catalogue(writer), "/OutputIntents"))[0]
    return pypdf_object(["/ICCBased", dict.__getitem__(intent, "/DestOutputProfile")])


@check("colour-icc-cmyk",
       why=N_("CMYK with a profile of its own is converted once more, and K-only text becomes four inks; PDF/X-4 "
              "forbids the profile of the output intent there."),
       mend=N_("Use DeviceCMYK; the output intent defines its colours."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 9; GWG 2022", needs=("press",),
       spoil=painted(f"/Managed cs 0 0 0 0.5 sc {_SWATCH}", {"/ColorSpace": {"/Managed": _intent_profile}}))
def colour_icc_cmyk(proof: Proof) -> Iterator[Fault]:
    """No ICCBased CMYK."""
    yield from _of_kind(proof, lambda space: space.family == "ICCBased" and space.kind == "cmyk",
                        N_("a {thing} is in CMYK with a profile of its own ({space})"))


@check("colour-default",
       why=N_("A default colour space takes the place of a device's own: numbers of CMYK, grey or RGB are converted "
              "before they reach the plates, and black text becomes four inks."),
       mend=N_("Export without default colour spaces: with DeviceCMYK, and the output intent alone."),
       source="ISO 32000-1:2008, 8.6.5.6; ISO 15930-7:2010 (PDF/X-4), rule 9", needs=("press",),
       spoil=painted("", {"/ColorSpace": {"/DefaultGray": ["/CalGray", {"/WhitePoint": [0.95, 1, 1.09]}]}}))
def colour_default(proof: Proof) -> Iterator[Fault]:
    """No resources redefine a device's colours."""
    for page in proof.pages:
        for key in page.walk.defaults:
            yield fault(N_("{space} takes the place of the device's own colours"), page=page, space=key)


@check("colour-grey",
       why=N_("DeviceGray does not overprint by the rules of K, so grey text and shapes may knock out or vanish."),
       mend=N_("Write greys as 0 0 0 K in DeviceCMYK."), source="GWG 2022, R0011; GWG 2022, R0012; GWG 2022, R0013",
       severity=Severity.WARNING, needs=("press",), spoil=painted(f"0.5 g {_SWATCH}"))
def colour_grey(proof: Proof) -> Iterator[Fault]:
    """Text and shapes in K rather than DeviceGray; pictures may be grey."""
    severity = Severity.ERROR if proof.brief.ours else None
    for page in proof.pages:
        for thing in page.walk.on_plates:
            if any(colour.chosen and colour.space.kind == "grey" for colour in colours_of(thing)):
                yield fault(N_("a {thing} is painted in DeviceGray"), page=page, area=thing.box, thing=what(thing),
                            severity=severity)


@check("colour-unset",
       why=N_("An object that is painted before a colour is set is in DeviceGray black, which does not overprint by "
              "the rules of K and is rarely intended."),
       mend=N_("Set 0 0 0 1 in DeviceCMYK first."), source="ISO 32000-1:2008, table 52; Measurements, rule 2",
       severity=Severity.WARNING, needs=("press",), spoil=painted(_SWATCH))
def colour_unset(proof: Proof) -> Iterator[Fault]:
    """Nothing is painted in the initial colour of a page; other programs often do so, hence only a warning."""
    severity = Severity.ERROR if proof.brief.ours else None
    for page in proof.pages:
        for thing in page.walk.on_plates:
            if any(not colour.chosen for colour in colours_of(thing)):
                yield fault(N_("a {thing} is painted before a colour is set"), page=page, area=thing.box,
                            thing=what(thing), severity=severity)


@check("colour-unknown",
       why=N_("An unknown colour space prints differently in each program."),
       mend=N_("Export the file again with DeviceCMYK for the press, or sRGB for screens."),
       source="ISO 32000-1:2008, 8.6", needs=("finished",), spoil=painted(f"/Nowhere cs 0.5 sc {_SWATCH}"))
def colour_unknown(proof: Proof) -> Iterator[Fault]:
    """Every colour space is known."""
    yield from _of_kind(proof, lambda space: space.kind == "unknown", N_("a {thing} is in an unknown colour space"))


@check("colour-cmyk",
       why=N_("Screens and office printers show CMYK without a profile in arbitrary colours."),
       mend=N_("Export the members' edition in sRGB."), source="Pressroom, rule 4", needs=("members",),
       spoil=painted(f"0 1 0 0 k {_SWATCH}"))
def colour_cmyk(proof: Proof) -> Iterator[Fault]:
    """The members' edition holds no CMYK and no spot colour."""
    yield from _of_kind(proof, lambda space: space.kind in ("cmyk", "spot", "all"),
                        N_("a {thing} is in {space} instead of sRGB"))

