"""Rules on brand inks: names of spot colours, and blacks of more than one plate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pressroom.colour.ink import PLATES, RICH_FROM
from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.patterns import regex
from pressroom.specs.brand import BrandSpec
from pressroom.specs.document import Document
from pressroom.specs.printer import PrinterSpec

SPOT_NAME = code(
    "spot-name",
    N_("Each name of a spot colour becomes a plate: two spellings of one ink become two plates, and the name of a "
       "process colour becomes none."),
    N_("Write the ink as in the maker's swatch book, in the same way everywhere."),
    source="GWG 2022, R0020; ISO 32000-1:2008, 8.6.6.4")
SPOT_SUFFIX = code(
    "spot-suffix",
    N_("The letters after a PANTONE number name the paper of the swatch; printers do not recognise unusual ones."),
    N_("Write C for coated, U for uncoated."), severity=Severity.WARNING, source="GWG 2022, R0020; PANTONE")
SPOT_WITHOUT_STAND_IN = code(
    "spot-without-stand-in",
    N_("A printer without spot colours prints the CMYK mixture instead; without one, the element would not appear."),
    N_("Write the nearest mixture under cmyk:."))
RICH_BLACK = code(
    "rich-black-heavy",
    N_("A black of four inks with too much ink dries slowly and shows every misregistration."),
    N_("Write a black such as cmyk: [60, 40, 40, 100]."), source="Printers' guides, rule 7; GWG 2022, R0015")
TECHNICAL = code(
    "technical-process",
    N_("A die or a fold line needs a plate of its own, or it is printed on the sheet."),
    N_("Give the ink a spot: with the name that the printer requires."), source="Prepress practice, rule 5")

MOST_RICH = 240.0
_RESERVED = frozenset(name.casefold() for name in (*PLATES, "All", "None", "Red", "Green", "Blue", "Gray", "Grey"))
_SUFFIX = regex(r"^(?P<stem>PANTONE .+?)\s+(?P<suffix>[A-Z]{1,3})$", re.IGNORECASE)
_KNOWN_SUFFIXES = frozenset({"C", "U"})
_ODD = regex(r"  |[^\w .,&+/()-]|^[\W_]|[\s.,]$")


def ink_findings(brand: BrandSpec, document: Document) -> Iterator[Finding]:
    """Findings about the inks of the brand, each at its line."""
    spellings: dict[str, str] = {}
    for name, ink in brand.inks.items():
        place = document.place(("inks", name))
        if ink.is_technical and not ink.spot:
            yield finding(TECHNICAL, N_("the ink {name} is technical but has no spot"), source=place, name=name)
        if ink.cmyk[3] >= RICH_FROM * 100 and sum(ink.cmyk) > MOST_RICH and not ink.spot:
            yield finding(RICH_BLACK, N_("the black {name} has {found} % of ink, at most {limit} % is allowed"),
                          source=place, measured=sum(ink.cmyk), limit=MOST_RICH, name=name, found=f"{sum(ink.cmyk):g}")
        if ink.spot:
            place = document.place(("inks", name, "spot"))
            yield from (_name_findings(ink.spot, document, ("inks", name, "spot")))
            if sum(ink.cmyk) == 0 and not ink.is_technical:
                yield finding(SPOT_WITHOUT_STAND_IN, N_("the spot colour {spot} has no CMYK stand-in"), source=place,
                              spot=ink.spot)
            twin = spellings.setdefault(_alike(ink.spot), ink.spot)
            if twin != ink.spot:
                yield finding(SPOT_NAME, N_("{spot} and {twin} are the same ink, and would become two plates"),
                              N_("write it in the same way"), source=place, spot=ink.spot, twin=twin)


def spot_findings(brand: BrandSpec, printers: Mapping[str, PrinterSpec],
                  documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Findings about the spot colours of presets, compared with those of the brand."""
    brand_spots = {_alike(ink.spot): ink.spot for ink in brand.inks.values() if ink.spot}
    for name, printer in printers.items():
        document = next(documents[path] for path in (f"assets/printers/{name}.yaml", f"assets/printers/{name}.yml")
                        if path in documents)
        for number, spot in enumerate(printer.spots):
            if spot == "*":
                continue
            yield from _name_findings(spot, document, ("spots", number))
            own = brand_spots.get(_alike(spot), spot)
            if own != spot:
                yield finding(SPOT_NAME, N_("{spot} is called {twin} in assets/brand.yaml"),
                              N_("write it in the same way"), source=document.place(("spots", number)), spot=spot,
                              twin=own)


def _name_findings(spot: str, document: Document, at: tuple[str | int, ...]) -> Iterator[Finding]:
    if spot.casefold() in _RESERVED:
        yield finding(SPOT_NAME, N_("{spot} is the name of a process colour, not of a spot colour"),
                      source=document.place(at), spot=spot)
    elif _ODD.search(spot) or len(spot) > 60:
        yield finding(SPOT_NAME, N_("{spot} is not the name of a spot colour: use letters, digits and single spaces"),
                      source=document.place(at), spot=spot)
    match = _SUFFIX.match(spot)
    if match and match["suffix"] not in _KNOWN_SUFFIXES:
        yield finding(SPOT_SUFFIX, N_("{spot} ends in {suffix}; C or U is usual"), source=document.place(at), spot=spot,
                      suffix=match["suffix"])


def _alike(spot: str) -> str:
    """The form that all spellings of one ink share."""
    match = _SUFFIX.match(spot)
    return " ".join((match["stem"] if match else spot).casefold().split())
