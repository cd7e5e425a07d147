"""Colour spaces: what a press can print, and what a screen and an office printer want."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.pdf.objects import entry, items
from pressroom.pdf.spaces import Space
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.checks.spots import separation
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import catalogue, made, painted
from pressroom.preflight.walk.painted import Painted, PaintedPath, colours_of, spaces_of, what
from pressroom.sheet.geometry import Box

_SWATCH = "1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f"
_SLACK = 0.01  # points: a line has no area of its own


def _of_kind(proof: Proof, wanted: Callable[[Space], bool], message: str) -> Iterator[Fault]:
    for page in proof.pages:
        for thing in page.walk.things:
            for label in sorted({space.label for space in spaces_of(thing) if wanted(space)}):
                yield fault(message, page=page, area=thing.box, thing=what(thing), space=label)


@check("colour-rgb",
       why=N_("RGB is a screen's colour. The press converts it without asking, and black text turns into four inks."),
       mend=N_("Convert everything to CMYK of the printing condition before export."),
       source="GWG 2022; ISO 15930-7:2010 (PDF/X-4), rule 9", needs=("press",),
       spoil=painted(f"1 0 0 rg {_SWATCH}"))
def colour_rgb(proof: Proof) -> Iterator[Fault]:
    """Nothing is RGB or Lab."""
    yield from _of_kind(proof, lambda space: space.kind in ("rgb", "lab"), N_("a {thing} is {space}, CMYK is wanted"))


@check("colour-registration",
       why=N_("Registration colour prints on every plate: it is for marks outside the sheet, never for artwork."),
       mend=N_("Use K alone for black, and keep marks outside the bleed."), source="GWG 2022, R0024",
       needs=("press",), spoil=painted(f"/Every cs 0.5 scn {_SWATCH}", {"/ColorSpace": {"/Every": separation("/All")}}))
def colour_registration(proof: Proof) -> Iterator[Fault]:
    """Registration colour only outside the bleed box."""
    for page in proof.pages:
        for thing in page.walk.things:
            if any(space.kind == "all" for space in spaces_of(thing)) and any(
                    piece.grown(_SLACK).overlap(page.printed) for piece in _pieces(thing)):
                yield fault(N_("a {thing} in registration colour stands inside the bleed"), page=page,
                            area=thing.box, thing=what(thing))


def _pieces(thing: Painted) -> tuple[Box, ...]:
    return thing.pieces if isinstance(thing, PaintedPath) else (thing.box,)


def _intent_profile(writer: Any) -> Any:
    intent = items(entry(catalogue(writer), "/OutputIntents"))[0]
    return made(["/ICCBased", dict.__getitem__(intent, "/DestOutputProfile")])


@check("colour-icc-cmyk",
       why=N_("CMYK with a profile of its own is converted once more, and K-only text becomes four inks; PDF/X-4 "
              "forbids the profile of the output intent there."),
       mend=N_("Use DeviceCMYK; the output intent says what it means."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 9; GWG 2022", needs=("press",),
       spoil=painted(f"/Managed cs 0 0 0 0.5 sc {_SWATCH}", {"/ColorSpace": {"/Managed": _intent_profile}}))
def colour_icc_cmyk(proof: Proof) -> Iterator[Fault]:
    """No ICCBased CMYK."""
    yield from _of_kind(proof, lambda space: space.family == "ICCBased" and space.kind == "cmyk",
                        N_("a {thing} is in CMYK with a profile of its own ({space})"))


@check("colour-grey",
       why=N_("DeviceGray overprints by other rules than K, so grey text and shapes may knock out or vanish."),
       mend=N_("Write greys as 0 0 0 K in DeviceCMYK."), source="GWG 2022, R0011; GWG 2022, R0012; GWG 2022, R0013",
       severity=Severity.WARNING, needs=("press",), spoil=painted(f"0.5 g {_SWATCH}"))
def colour_grey(proof: Proof) -> Iterator[Fault]:
    """Text and shapes in K rather than DeviceGray; pictures may be grey."""
    severity = Severity.ERROR if proof.brief.ours else None
    for page in proof.pages:
        for thing in page.walk.things:
            if any(colour.chosen and colour.space.kind == "grey" for colour in colours_of(thing)):
                yield fault(N_("a {thing} is painted in DeviceGray"), page=page, area=thing.box, thing=what(thing),
                            severity=severity)


@check("colour-unset",
       why=N_("What is painted before any colour is chosen comes out in DeviceGray black, which overprints by other "
              "rules than K and is hardly ever meant."),
       mend=N_("Choose 0 0 0 1 in DeviceCMYK first."), source="ISO 32000-1:2008, table 52; Measurements, rule 2",
       severity=Severity.WARNING, needs=("press",), spoil=painted(_SWATCH))
def colour_unset(proof: Proof) -> Iterator[Fault]:
    """Nothing is painted in the colour a page starts with; elsewhere that is usual, and as wrong as DeviceGray is."""
    severity = Severity.ERROR if proof.brief.ours else None
    for page in proof.pages:
        for thing in page.walk.things:
            if any(not colour.chosen for colour in colours_of(thing)):
                yield fault(N_("a {thing} is painted before any colour is chosen"), page=page, area=thing.box,
                            thing=what(thing), severity=severity)


@check("colour-unknown",
       why=N_("A colour space that cannot be made out prints as each program guesses."),
       mend=N_("Export the file again with DeviceCMYK for the press, or sRGB for screens."),
       source="ISO 32000-1:2008, 8.6", needs=("finished",), spoil=painted(f"/Nowhere cs 0.5 sc {_SWATCH}"))
def colour_unknown(proof: Proof) -> Iterator[Fault]:
    """Every colour space can be told."""
    yield from _of_kind(proof, lambda space: space.kind == "unknown", N_("a {thing} is in a colour space nobody knows"))


@check("colour-cmyk",
       why=N_("Screens and office printers show CMYK without its profile in colours that nobody chose."),
       mend=N_("Export the members' edition in sRGB."), source="Pressroom, rule 4", needs=("members",),
       spoil=painted(f"0 1 0 0 k {_SWATCH}"))
def colour_cmyk(proof: Proof) -> Iterator[Fault]:
    """The members' edition holds no CMYK and no spot colour."""
    yield from _of_kind(proof, lambda space: space.kind in ("cmyk", "spot", "all"),
                        N_("a {thing} is {space}, sRGB is wanted"))

