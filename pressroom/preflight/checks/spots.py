"""Spot colours: only those that the printer prints, each under one name, and tools' paths over the artwork."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pressroom.errors import N_
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import made, painted, stream
from pressroom.preflight.walk.painted import PaintedPicture, PaintedShading, spaces_of, what

_PROCESS = frozenset({"Cyan", "Magenta", "Yellow", "Black", "None", "All"})
_SUFFIX = re.compile(r"^(PANTONE .+?)\s+[A-Z]{1,3}$", re.IGNORECASE)
_SWATCH = "1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f"


def separation(called: str) -> Callable[[Any], Any]:
    """A Separation space of that name, for spoils."""
    def make(writer: Any) -> Any:
        tint = writer._add_object(stream(b"{ dup dup dup }", {
            "/FunctionType": 4, "/Domain": [0, 1], "/Range": [0, 1, 0, 1, 0, 1, 0, 1]}, flate=False))
        return made(["/Separation", called, "/DeviceCMYK", tint])
    return make


def spots(proof: Proof) -> dict[str, None]:
    """Names of the spot colours that something is painted in, in order."""
    return {ink: None for page in proof.pages for thing in page.walk.things for space in spaces_of(thing)
            for ink in space.colorants if ink not in _PROCESS}


def allowed(proof: Proof, spot: str) -> bool:
    """Whether the brief lets a spot be; spelling is another check's."""
    known = {name.casefold() for name in (*proof.brief.spots, *proof.brief.technical)}
    return "*" in known or spot.casefold() in known


@check("colour-spot",
       why=N_("A spot colour is a fifth plate, with its own ink and price; unasked for, it is a mistake."),
       mend=N_("Convert spot colours to CMYK."), source="GWG 2022 R0020", needs=("press",),
       spoil=painted(f"/Spot cs 0.5 scn {_SWATCH}", {"/ColorSpace": {"/Spot": separation("/Alarm")}}))
def colour_spot(proof: Proof) -> Iterator[Fault]:
    """No spot colours but those that the printer prints."""
    for page in proof.pages:
        for thing in page.walk.things:
            for space in spaces_of(thing):
                for ink in space.colorants:
                    if space.kind == "spot" and ink not in _PROCESS and not allowed(proof, ink):
                        yield fault(N_("a {thing} is in the spot colour {space}"), page=page, area=thing.box,
                                    thing=what(thing), space=ink)


@check("spot-names",
       why=N_("Two spellings of one spot colour are two plates, and both are made and paid for."),
       mend=N_("Write the name in the same way everywhere, as the maker's book does."),
       source="GWG 2022: no spot names that differ by case or suffix alone", needs=("press", "spots"),
       spoil=painted(f"/One cs 0.5 scn {_SWATCH} /Two cs 0.5 scn {_SWATCH}", {"/ColorSpace": {
           "/One": separation("/PANTONE 286 C"),
           "/Two": separation("/Pantone 286 C")}}))
def spot_names(proof: Proof) -> Iterator[Fault]:
    """No two names differ by case, spaces or a paper's suffix alone."""
    seen: dict[str, str] = {}
    for spot in spots(proof):
        stem = _SUFFIX.sub(r"\1", " ".join(spot.split())).casefold()
        twin = seen.setdefault(stem, spot)
        if twin != spot:
            yield fault(N_("{spot} and {twin} are one ink, and make two plates"), spot=spot, twin=twin)


@check("technical-knocks-out",
       why=N_("A die's path that knocks out leaves a white line in the artwork, where the blade is a hair off."),
       mend=N_("Let technical inks overprint."), source="usual prepress practice", needs=("press", "technical"),
       spoil=painted("/Die CS 1 SCN 1 w 1 0 0 1 {x0} {y1} cm 60 -80 m 100 -80 l S",
                     {"/ColorSpace": {"/Die": separation("/CutContour")}}))
def technical_knocks_out(proof: Proof) -> Iterator[Fault]:
    """Whatever is in a technical ink overprints."""
    for page in proof.pages:
        for thing in page.walk.things:
            if isinstance(thing, PaintedPicture | PaintedShading):
                continue
            pairs = ((thing.fill, thing.settings.overprint_fill), (thing.stroke, thing.settings.overprint_stroke))
            for colour, over in pairs:
                if colour and not over and {*colour.space.colorants} & {*proof.brief.technical}:
                    yield fault(N_("a {thing} in {space} knocks out"), page=page, area=thing.box, thing=what(thing),
                                space=", ".join(colour.space.colorants))


@check("technical-words",
       why=N_("Words in a technical ink are on the tool's plate, and nowhere on the sheet."),
       mend=N_("Choose an ink that prints."), source="usual prepress practice", needs=("press", "technical"),
       spoil=painted("/Over gs /Die cs 1 scn BT /{font} 30 Tf 1 0 0 1 {x0} {y1} Tm 60 -80 Td <0001> Tj ET", {
           "/ColorSpace": {"/Die": separation("/CutContour")},
           "/ExtGState": {"/Over": {"/OP": True, "/op": True, "/OPM": 1}}}))
def technical_words(proof: Proof) -> Iterator[Fault]:
    """No words in technical inks."""
    for page in proof.pages:
        for run in page.walk.texts:
            if run.fill and {*run.fill.space.colorants} & {*proof.brief.technical}:
                yield fault(N_("words are in the technical ink {space}"), page=page, area=run.box,
                            space=", ".join(run.fill.space.colorants))
