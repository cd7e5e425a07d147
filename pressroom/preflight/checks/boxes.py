"""Page boxes: trim, bleed and media, and the rotation of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.pdf.objects import entry, number, raw_entry, rectangle
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import changed, drop, first_page, page_entry, put, second_page
from pressroom.sheet.units import to_mm

SIZE_TOLERANCE = 0.05
"""Points by which a trim or a bleed may differ from the required size: below a fiftieth of a millimetre."""

WHOLE_POINTS = 0.55
"""Points by which a metric format in whole points may differ: below the precision of a guillotine."""

NESTING_TOLERANCE = 0.001
"""Points: smaller differences are rounding, but some other preflight programs report larger ones."""


def _moved(key: str, *by: float) -> Any:
    """An act that shifts the edges of a box of the first page."""
    def act(writer: Any) -> None:
        page = first_page(writer)
        put(page, key, [float(edge) + step for edge, step in zip(entry(page, key), by, strict=True)])
    return act


def _both_moved(writer: Any) -> None:
    for key in ("/TrimBox", "/BleedBox"):
        if key in first_page(writer):
            _moved(key, 0, 0, -1, 0)(writer)


@check("box-media",
       why=N_("The MediaBox is the size of the page; without a valid one nothing can be placed."),
       mend=N_("Write a MediaBox of four numbers, at most 14,400 points wide and high."),
       source="ISO 32000-1:2008, 14.11.2; ISO 32000-1:2008, annex C.2",
       spoil=changed(lambda writer: put(first_page(writer), "/MediaBox", [
           *(float(edge) for edge in entry(first_page(writer), "/MediaBox")), 0])))
def box_media(proof: Proof) -> Iterator[Fault]:
    """Every page has a valid MediaBox."""
    for page in proof.pages:
        media = rectangle(page.inherited.get("/MediaBox"))
        if media is None or not page.size_makes_sense(media):
            yield fault(N_("the page has no valid MediaBox"), page=page)


@check("box-trim",
       why=N_("The TrimBox says where the guillotine cuts. PDF/X requires it, or an ArtBox in its place, but not "
              "both."),
       mend=N_("Write a TrimBox of the sheet's final size, and no ArtBox."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 8", needs=("press",),
       spoil=changed(lambda writer: put(first_page(writer), "/ArtBox", entry(first_page(writer), "/TrimBox"))))
def box_trim(proof: Proof) -> Iterator[Fault]:
    """Exactly one of TrimBox and ArtBox."""
    for page in proof.pages:
        stated = [key for key in ("/TrimBox", "/ArtBox") if raw_entry(page.leaf, key) is not None]
        if len(stated) != 1:
            yield fault(N_("TrimBox and ArtBox: {count}, exactly one is required"), page=page,
                        count=len(stated))
        elif page.corners(stated[0]) is None:
            yield fault(N_("{key} is not a rectangle"), page=page, key=stated[0][1:])


@check("box-bleed",
       why=N_("The BleedBox says how far artwork reaches over the cut; without it the printer must guess."),
       mend=N_("Write a BleedBox: the trim extended by the bleed."),
       source="ISO 32000-1:2008, 14.11.2; GWG 2022", needs=("press",),
       spoil=changed(lambda writer: drop(first_page(writer), "/BleedBox")))
def box_bleed(proof: Proof) -> Iterator[Fault]:
    """There is a BleedBox."""
    for page in proof.pages:
        if page.corners("/BleedBox") is None:
            yield fault(N_("the page has no BleedBox"), page=page)


def _narrow_media(writer: Any) -> None:
    page = first_page(writer)
    media, bleed = entry(page, "/MediaBox"), entry(page, "/BleedBox")
    put(page, "/MediaBox", [float(bleed[0]) + 0.5, *(float(edge) for edge in media[1:])])


@check("box-nesting",
       why=N_("The TrimBox must be inside the BleedBox, and the BleedBox inside the MediaBox; else the file is "
              "refused."),
       mend=N_("Set every box inside the next larger one, to the last decimal."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 8", needs=("press",), spoil=changed(_narrow_media))
def box_nesting(proof: Proof) -> Iterator[Fault]:
    """Trim inside bleed inside medium."""
    for page in proof.pages:
        for inner, outer, nested in (("TrimBox", "BleedBox", page.bleed.contains(page.trim, NESTING_TOLERANCE)),
                                     ("BleedBox", "MediaBox", page.paper.contains(page.bleed, NESTING_TOLERANCE))):
            if not nested:
                yield fault(N_("the {inner} is not inside the {outer}"), page=page, inner=inner, outer=outer)


def _smaller_crop(writer: Any) -> None:
    put(first_page(writer), "/CropBox", entry(first_page(writer), "/MediaBox"))
    _moved("/CropBox", 1, 1, -1, -1)(writer)


@check("box-crop",
       why=N_("A CropBox hides part of the page from viewers, so that what is approved is not what is printed."),
       mend=N_("Remove the CropBox, or make it equal to the MediaBox."), source="GWG 2022, R0003",
       needs=("press",), spoil=changed(_smaller_crop))
def box_crop(proof: Proof) -> Iterator[Fault]:
    """CropBox equal to MediaBox, or absent."""
    for page in proof.pages:
        crop, media = page.corners("/CropBox"), page.media
        if crop and any(abs(a - b) > SIZE_TOLERANCE for a, b in zip(crop, media, strict=True)):
            yield fault(N_("the CropBox differs from the MediaBox"), page=page)


@check("user-unit",
       why=N_("UserUnit scales the whole page, and many programs ignore it: the poster is printed at another size."),
       mend=N_("Remove UserUnit; without it a page can be 14,400 points (five metres) "
               "long."), source="GWG 2022, R0002", needs=("finished",),
       spoil=page_entry("/UserUnit", 1.5))
def user_unit(proof: Proof) -> Iterator[Fault]:
    """No UserUnit but 1, unless the printer takes it; the size of the page is then counted in it."""
    for page in () if proof.brief.units else proof.pages:
        if (factor := number(entry(page.leaf, "/UserUnit"), 1.0)) != 1.0:
            yield fault(N_("UserUnit scales the page by {factor}"), page=page, factor=factor or 0.0)


@check("page-rotated",
       why=N_("Imposition programs treat /Rotate differently, and a page may end upside down or cut."),
       mend=N_("Write the page upright, without /Rotate."), source="GWG 2022, R0004", severity=Severity.WARNING,
       needs=("press",), spoil=page_entry("/Rotate", 90))
def page_rotated(proof: Proof) -> Iterator[Fault]:
    """No page is rotated."""
    for page in proof.pages:
        if number(page.inherited.get("/Rotate"), 0.0):
            yield fault(N_("the page is rotated by {degrees} degrees"), page=page, degrees=page.rotate)


@check("trim-size",
       why=N_("The sheet would be cut to another size than ordered."),
       mend=N_("Make the trim exactly the ordered format, at 1:1."), source="Pressroom, rule 2; GWG 2022, R0004",
       needs=("trims",), spoil=changed(_both_moved))
def trim_size(proof: Proof) -> Iterator[Fault]:
    """Every trim has the size in the brief."""
    for page in proof.pages:
        size = page.brief.trim if page.brief else None
        off = max(abs(page.trim.width - size[0]), abs(page.trim.height - size[1])) if size else 0.0
        if size and off > SIZE_TOLERANCE:
            rounded = not proof.brief.ours and off <= WHOLE_POINTS
            sizes = [f"{to_mm(width):.2f} x {to_mm(height):.2f} mm" for width, height in (
                (page.trim.width, page.trim.height), size)]
            yield fault(N_("the trim is {found} instead of {asked}"), page=page, found=sizes[0], asked=sizes[1],
                        measured=sizes[0], limit=sizes[1], severity=Severity.WARNING if rounded else None)


def _other_page(writer: Any) -> None:
    second = second_page(writer)
    for key in ("/TrimBox", "/BleedBox"):
        left, bottom, right, top = (float(edge) for edge in entry(second, key))
        put(second, key, [left, bottom, right - 0.5, top])


@check("trims-differ", sees="whole",
       why=N_("Pages of one file are printed on one sheet size; a page of another size is cut wrongly."),
       mend=N_("Send pieces of different formats as separate files."), source="GWG 2022, R0004",
       severity=Severity.WARNING, needs=("press", "no trims"), spoil=changed(_other_page))
def trims_differ(proof: Proof) -> Iterator[Fault]:
    """All trims are equal, if the brief has none."""
    first = proof.pages[0].trim
    for page in proof.pages[1:]:
        if abs(page.trim.width - first.width) > SIZE_TOLERANCE or abs(page.trim.height - first.height) > SIZE_TOLERANCE:
            yield fault(N_("the trim differs from the first page's"), page=page)


@check("bleed-size",
       why=N_("Sheets shift under the guillotine; with less bleed than required a white edge appears."),
       mend=N_("Make the BleedBox the trim extended by the printer's bleed, and fill it with artwork."),
       source="Printer's preset; GWG 2022", needs=("press", "bleed"),
       spoil=changed(_moved("/BleedBox", -1, -1, 1, 1)))
def bleed_size(proof: Proof) -> Iterator[Fault]:
    """The bleed on every side is the printer's."""
    for page in proof.pages:
        if page.corners("/BleedBox") is None:
            continue
        trim, bleed = page.trim, page.bleed
        sides = {N_("left"): trim.x0 - bleed.x0, N_("top"): trim.y0 - bleed.y0, N_("right"): bleed.x1 - trim.x1,
                 N_("bottom"): bleed.y1 - trim.y1}
        for side, width in sides.items():
            if abs(width - proof.brief.bleed) > SIZE_TOLERANCE:
                generous = width > proof.brief.bleed and proof.brief.edition == ""
                yield fault(N_("the bleed at the {side} is {found} mm instead of {asked} mm"), page=page, side=side,
                            found=round(to_mm(width), 2), asked=round(to_mm(proof.brief.bleed), 2),
                            measured=width, limit=proof.brief.bleed, severity=Severity.WARNING if generous else None)
