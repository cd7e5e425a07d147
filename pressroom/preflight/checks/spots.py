"""Spot colours: only the agreed ones, each under one name; technical inks overprint the artwork."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from pressroom.brief import Brief
from pressroom.findings import N_, Severity
from pressroom.patterns import regex
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import painted, pypdf_object, stream
from pressroom.preflight.survey import PROCESS_INKS
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.painted import Painted, PaintedPicture, PaintedShading, spaces_of, what

# Endings that name the paper or the edition of a colour book, never another ink; HKS has letters of its own.
_SUFFIX = regex(r"(?:(?<=\d)|[\s_.-]+)(?:C|U|M|CP|UP|CV|CVC|CVP|CVU|EC|HC|PC|TC)$", re.IGNORECASE)
_HKS = regex(r"^(HKS[\s_.-]*\d+)[\s_.-]*[KNEZ]$", re.IGNORECASE)
_APART = regex(r"[\s_.-]+")
# Letters of other alphabets that look like Latin ones, in lower case.
_ALIKE = str.maketrans("\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0455\u0458"
                       "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7",
                       "abekmhopctyxisj" "abezhikmnoptyx")
_SWATCH = "1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f"


def separation(key: str) -> Callable[[Any], Any]:
    """A Separation space of that name, for spoils."""
    def make(writer: Any) -> Any:
        tint = writer._add_object(stream(b"{ dup dup dup }", {
            "/FunctionType": 4, "/Domain": [0, 1], "/Range": [0, 1, 0, 1, 0, 1, 0, 1]}, flate=False))
        return pypdf_object(["/Separation", key, "/DeviceCMYK", tint])
    return make


def is_allowed(proof: Proof, spot: str) -> bool:
    """Whether the brief allows a spot colour; `spot-names` checks its spelling."""
    names = {name.casefold() for name in (*proof.brief.spots, *proof.brief.technical)}
    return "*" in names or spot.casefold() in names


def is_technical(thing: Painted, colour: Colour, brief: Brief) -> bool:
    """Whether something is for a tool: on the layer of a processing step, or in an ink that prints nothing."""
    return bool(thing.settings.step) or bool({*colour.space.colorants} & {*brief.technical})


@check("colour-spot",
       why=N_("A spot colour is a fifth plate, with its own ink and price; if it was not ordered, it is a mistake."),
       mend=N_("Convert spot colours to CMYK."), source="GWG 2022, R0020", needs=("press",),
       spoil=painted(f"/Spot cs 0.5 scn {_SWATCH}", {"/ColorSpace": {"/Spot": separation("/Alarm")}}))
def colour_spot(proof: Proof) -> Iterator[Fault]:
    """No spot colours except those in the brief."""
    for page in proof.pages:
        for thing in page.walk.on_plates:
            for space in () if thing.settings.step else spaces_of(thing):  # `step-refused` judges those
                for ink in space.colorants:
                    if space.kind == "spot" and ink not in PROCESS_INKS and not is_allowed(proof, ink):
                        yield fault(N_("a {thing} is in the spot colour {space}"), page=page, area=thing.box,
                                    thing=what(thing), space=ink)


def stem(spot: str) -> str:
    """The ink of a name: without case, spaces, a colour book's ending, and with look-alike letters as Latin ones."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", spot) if unicodedata.category(letter) != "Cf")
    plain = _HKS.sub(r"\1", _SUFFIX.sub("", plain.strip()))
    return _APART.sub("", plain).casefold().translate(_ALIKE)


@check("spot-names", sees="whole",
       why=N_("Two spellings of one spot colour make two plates, and both are charged."),
       mend=N_("Write the name in the same way everywhere, as in the maker's colour book."),
       source="GWG 2022, R0020; GWG 2022, R0021; GWG 2022, R0022",
       needs=("press", "spots"),
       spoil=painted(f"/One cs 0.5 scn {_SWATCH} /Two cs 0.5 scn {_SWATCH}", {"/ColorSpace": {
           "/One": separation("/PANTONE 286 C"),
           "/Two": separation("/Pantone 286 C")}}))
def spot_names(proof: Proof) -> Iterator[Fault]:
    """No two names mean the same ink, and none means a process ink."""
    spot_by_stem = {stem(ink): ink for ink in ("Cyan", "Magenta", "Yellow", "Black")}
    for spot in proof.facts.spots:
        twin = spot_by_stem.setdefault(stem(spot), spot)
        if twin != spot:
            yield fault(N_("{spot} and {twin} are the same ink, but make two plates"), spot=spot, twin=twin)


def _otherwise(writer: Any) -> Any:
    """The same spot colour with another CMYK equivalent."""
    tint = writer._add_object(stream(b"{ 0 exch dup 0 }", {
        "/FunctionType": 4, "/Domain": [0, 1], "/Range": [0, 1, 0, 1, 0, 1, 0, 1]}, flate=False))
    return pypdf_object(["/Separation", "/PANTONE 286 C", "/DeviceCMYK", tint])


@check("spot-stand-ins", sees="whole",
       why=N_("A spot colour with two CMYK equivalents is one ink on the press, but two colours on every proof and "
              "wherever it is printed in four inks."),
       mend=N_("Define the spot colour once, and use that swatch everywhere."),
       source="ISO 19005-2:2011 (PDF/A-2), 6.2.4.4", severity=Severity.WARNING,
       needs=("press", "spots"),
       spoil=painted(f"/One cs 0.5 scn {_SWATCH} /Two cs 0.5 scn {_SWATCH}", {"/ColorSpace": {
           "/One": separation("/PANTONE 286 C"), "/Two": _otherwise}}))
def spot_stand_ins(proof: Proof) -> Iterator[Fault]:
    """Each spot colour has one CMYK equivalent."""
    if proof.survey.spot_trouble:
        raise proof.survey.spot_trouble
    for spot in proof.survey.two_stand_ins:
        yield fault(N_("{spot} has two different CMYK equivalents"), spot=spot)


@check("spot-alike", sees="whole",
       why=N_("Two spot colours with one CMYK equivalent are most often one ink under two names, and make two plates."),
       mend=N_("Keep one of them; if they are two inks, give each its own CMYK equivalent."), source="GWG 2022, R0023",
       severity=Severity.WARNING, needs=("press", "spots"),
       spoil=painted(f"/One cs 0.5 scn {_SWATCH} /Two cs 0.5 scn {_SWATCH}", {"/ColorSpace": {
           "/One": separation("/PANTONE 286 C"), "/Two": separation("/HKS 42 K")}}))
def spot_alike(proof: Proof) -> Iterator[Fault]:
    """No two spot colours have one CMYK equivalent; technical inks print nothing."""
    for spot, twin in proof.survey.alike.items():
        if not {spot, twin} & proof.tools and {spot, twin} <= set(proof.facts.spots) and stem(spot) != stem(twin):
            yield fault(N_("{spot} and {twin} have the same CMYK equivalent"), spot=spot, twin=twin)


@check("technical-knocks-out",
       why=N_("A die line that knocks out leaves a white line in the artwork if the blade is slightly off."),
       mend=N_("Set technical inks to overprint."), source="Prepress practice, rule 5", needs=("press", "technical"),
       spoil=painted("/Die CS 1 SCN 1 w 1 0 0 1 {x0} {y1} cm 60 -80 m 100 -80 l S",
                     {"/ColorSpace": {"/Die": separation("/CutContour")}}))
def technical_knocks_out(proof: Proof) -> Iterator[Fault]:
    """Everything in a technical ink overprints."""
    for page in proof.pages:
        for thing in page.walk.things:
            if isinstance(thing, PaintedPicture | PaintedShading):
                continue
            pairs = ((thing.fill, thing.settings.overprint_fill), (thing.stroke, thing.settings.overprint_stroke))
            for colour, over in pairs:
                if colour and not over and is_technical(thing, colour, proof.brief):
                    yield fault(N_("a {thing} in {space} knocks out"), page=page, area=thing.box, thing=what(thing),
                                space=", ".join(colour.space.colorants))


@check("technical-words",
       why=N_("Text in a technical ink is on the tool's plate, and is not printed on the sheet."),
       mend=N_("Choose an ink that prints."), source="Prepress practice, rule 5", needs=("press", "technical"),
       spoil=painted("/Over gs /Die cs 1 scn BT /{font} 30 Tf 1 0 0 1 {x0} {y1} Tm 60 -80 Td <0001> Tj ET", {
           "/ColorSpace": {"/Die": separation("/CutContour")},
           "/ExtGState": {"/Over": {"/OP": True, "/op": True, "/OPM": 1}}}))
def technical_words(proof: Proof) -> Iterator[Fault]:
    """No text in technical inks."""
    for page in proof.pages:
        for run in page.walk.texts:
            if run.fill and is_technical(run, run.fill, proof.brief):
                yield fault(N_("text is in the technical ink {space}"), page=page, area=run.box,
                            space=", ".join(run.fill.space.colorants))
