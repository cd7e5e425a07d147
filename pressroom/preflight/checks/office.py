"""What a practice prints itself: the edge its printer leaves white, the ink that is spared, the field to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.pdf.objects import Pdf, entry, items, raw_entry, text
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.checks.identity import document_entries
from pressroom.preflight.cover import cover, of_page, stated
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import catalogue, changed, drop, painted, put
from pressroom.sheet.units import to_mm

# Bare paper as PDFium draws it, and how far a stated cover may lie off the measured one.
_WHITE, _APART = 250, 0.011


@check("white-edge",
       why=N_("Office printers leave a few millimetres of every side white; what is painted there is cut unevenly."),
       mend=N_("End the artwork at office-edge: of brand.yaml."), source="Pressroom, rule 4", needs=("edge",),
       spoil=painted("/Artifact BMC q 0 0.3 0.6 rg 0 40 6 30 re f Q EMC"))
def white_edge(proof: Proof) -> Iterator[Fault]:
    """Nothing is painted on the edge that stays white."""
    for page in proof.pages:
        raster = page.raster
        rows, columns, grey = raster.rows, raster.columns, raster.grey
        edge = int(proof.brief.edge * raster.scale) - 1
        if edge < 1 or 2 * edge >= min(rows, columns):
            continue
        strips = [grey[:edge * columns], grey[-edge * columns:],
                  *(grey[column::columns] for column in (*range(edge), *range(columns - edge, columns)))]
        if min(min(strip) for strip in strips) < _WHITE:
            yield fault(N_("ink stands on the {edge} mm at the sheet's edge that stay white"), page=page,
                        edge=f"{to_mm(proof.brief.edge):g}")


_field = painted("/Artifact BMC q 1 0.85 0 rg 20 60 380 470 re f Q EMC", below=True)


def _restated(pdf: bytes) -> bytes:
    """The file with the cover stated that it has."""
    return changed(lambda writer: put(writer._info, "/Subject", f"{cover(pdf) * 100:.0f} %"))(pdf)


@check("ink-not-spared",
       why=N_("Who prints the edition that spares ink expects a sheet that is hardly inked."),
       mend=N_("Turn full fields into paper: light: of the palette in brand.yaml."), source="Pressroom, rule 4",
       needs=("spared",), severity=Severity.WARNING, spoil=lambda good: _restated(_field(good)))
def ink_not_spared(proof: Proof) -> Iterator[Fault]:
    """An edition that spares ink covers little of its sheets."""
    found, most = _cover(proof), proof.brief.most_cover or 0.0
    if found > most:
        yield fault(N_("{cover} % of the paper is inked, at most {most} % should be"), measured=round(found, 3),
                    limit=most, cover=f"{found * 100:.0f}", most=f"{most * 100:.0f}")


@check("cover-misstated",
       why=N_("What the file says of its ink is what people choose it by."),
       mend=N_("Write the measured cover into the document's subject."), source="Pressroom, rule 4", needs=("spared",),
       spoil=changed(lambda writer: put(writer._info, "/Subject", "1 %")))
def cover_misstated(proof: Proof) -> Iterator[Fault]:
    """The stated cover is the measured one."""
    said, found = stated(text(entry(document_entries(proof), "/Subject"))), _cover(proof)
    if said is None or abs(said - found) > _APART:
        yield fault(N_("the file states {said} of ink, {cover} % were measured"), measured=round(found, 3),
                    said="-" if said is None else f"{said * 100:.0f} %", cover=f"{found * 100:.0f}")


def _cover(proof: Proof) -> float:
    return sum(of_page(page) for page in proof.pages) / len(proof.pages)


def _fields(proof: Proof) -> Iterator[Pdf]:
    for each in items(entry(proof.catalogue, "/AcroForm", "/Fields"))[:1000]:
        if isinstance(each, dict):
            yield each


def _first_field(writer: Any) -> Pdf:
    return items(entry(catalogue(writer), "/AcroForm", "/Fields"))[0]


@check("field-missing",
       why=N_("A practice names itself in a field; it must be there, and say to who hears the page what it is for."),
       mend=N_("Write the field with its name (T), and its label (TU)."), source="ISO 14289-1:2014 (PDF/UA-1), 7.18.4",
       needs=("forms",), spoil=changed(lambda writer: drop(_first_field(writer), "/TU")))
def field_missing(proof: Proof) -> Iterator[Fault]:
    """Every field that was asked for is there, with a label."""
    found = {text(entry(each, "/T")): text(entry(each, "/TU")) for each in _fields(proof)}
    for name in proof.brief.forms:
        if not found.get(name):
            yield fault(N_("the field {name} is missing, or has no label"), name=name)


def _form_fonts(proof: Proof) -> Iterator[tuple[str, Pdf]]:
    fonts = entry(proof.catalogue, "/AcroForm", "/DR", "/Font")
    for key in fonts if isinstance(fonts, dict) else ():
        yield key, entry(fonts, key)


def _descriptor(font: Pdf) -> Pdf:
    """A font's descriptor; a composite one's stands with its descendant."""
    first = items(entry(font, "/DescendantFonts"))[:1]
    return entry(first[0] if first else font, "/FontDescriptor")


def _unembedded(writer: Any) -> None:
    fonts = entry(catalogue(writer), "/AcroForm", "/DR", "/Font")
    drop(_descriptor(entry(fonts, next(iter(fonts)))), "/FontFile2")


@check("field-font",
       why=N_("What is typed into a field is drawn with the form's font; one that is not in the file is another on "
              "every machine, and may lack é and œ."),
       mend=N_("Embed the font whole, in the encoding WinAnsi."), source="ISO 32000-1:2008, 12.7.3.3",
       needs=("members", "forms"), spoil=changed(_unembedded))
def field_font(proof: Proof) -> Iterator[Fault]:
    """Fonts of the form are embedded, and hold French letters."""
    fonts = dict(_form_fonts(proof))
    if raw_entry(proof.catalogue, "/AcroForm") is not None and not fonts and list(_fields(proof)):
        yield fault(N_("the form names no font to type with"))
    for key, font in fonts.items():
        if not any(raw_entry(_descriptor(font), kind) is not None
                   for kind in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield fault(N_("the form's font {name} is not embedded"), name=text(entry(font, "/BaseFont")) or key)
