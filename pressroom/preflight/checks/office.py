"""Files to print at a practice: the white edge, the low-ink version, and the field to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity, compared
from pressroom.pdf.objects import Pdf, entry, items, raw_entry, text
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.checks.identity import document_entries
from pressroom.preflight.cover import cover, stated_cover
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import catalogue, changed, drop, painted, put
from pressroom.sheet.units import to_mm

# The grey of bare paper in PDFium, and how far a stated cover may differ from the measured one.
_WHITE, _APART = 250, 0.011


@check("white-edge",
       why=N_("Office printers leave a few millimetres white on every side; artwork there is cut off unevenly."),
       mend=N_("End the artwork at the office-edge: of brand.yaml."), source="Pressroom, rule 4", needs=("edge",),
       spoil=painted("/Artifact BMC q 0 0.3 0.6 rg 0 40 6 30 re f Q EMC"))
def white_edge(proof: Proof) -> Iterator[Fault]:
    """Nothing is painted on the white edge."""
    for page in proof.pages:
        raster = page.raster
        rows, columns, grey = raster.rows, raster.columns, raster.grey
        edge = int(proof.brief.edge * raster.scale) - 1
        if edge < 1 or 2 * edge >= min(rows, columns):
            continue
        strips = [grey[:edge * columns], grey[-edge * columns:],
                  *(grey[column::columns] for column in (*range(edge), *range(columns - edge, columns)))]
        if min(min(strip) for strip in strips) < _WHITE:
            yield fault(N_("there is ink on the {edge} mm at the sheet's edge that must stay white"), page=page,
                        edge=f"{to_mm(proof.brief.edge):g}")


_field = painted("/Artifact BMC q 1 0.85 0 rg 20 60 380 470 re f Q EMC", below=True)


def _restated(pdf: bytes) -> bytes:
    """The file with its measured cover stated."""
    return changed(lambda writer: put(writer._info, "/Subject", f"{cover(pdf) * 100:.0f} %"))(pdf)


@check("ink-not-spared", sees="whole",
       why=N_("People who print the low-ink version expect a sheet with little ink."),
       mend=N_("Turn full fields into paper: light: of the palette in brand.yaml."), source="Pressroom, rule 4",
       needs=("spared",), severity=Severity.WARNING, spoil=lambda good: _restated(_field(good)))
def ink_not_spared(proof: Proof) -> Iterator[Fault]:
    """A low-ink version inks little of its sheets."""
    share, most = _cover(proof), proof.brief.most_cover or 0.0
    if share > most:
        found, asked = compared(share * 100, most * 100)
        yield fault(N_("{cover} % of the paper is inked; at most {most} % should be"),
        measured=compared(share, most, 3)[0],
                    limit=most, cover=f"{found:g}", most=f"{asked:g}")


@check("cover-misstated", sees="whole",
       why=N_("People choose the file by the ink that it states."),
       mend=N_("Write the measured cover into the document's subject."), source="Pressroom, rule 4", needs=("spared",),
       spoil=changed(lambda writer: put(writer._info, "/Subject", "1 %")))
def cover_misstated(proof: Proof) -> Iterator[Fault]:
    """The stated cover is the measured one."""
    stated_share, share = stated_cover(text(entry(document_entries(proof), "/Subject"))), _cover(proof)
    if stated_share is None or abs(stated_share - share) > _APART:
        yield fault(N_("the file states {said} of ink; {cover} % was measured"), measured=round(share, 3),
                    said="-" if stated_share is None else f"{stated_share * 100:.0f} %", cover=f"{share * 100:.0f}")


def _cover(proof: Proof) -> float:
    return sum(page.cover for page in proof.pages) / len(proof.pages)


def _fields(proof: Proof) -> Iterator[Pdf]:
    for each in items(entry(proof.catalogue, "/AcroForm", "/Fields"))[:1000]:
        if isinstance(each, dict):
            yield each


def _first_field(writer: Any) -> Pdf:
    return items(entry(catalogue(writer), "/AcroForm", "/Fields"))[0]


@check("field-missing", sees="whole",
       why=N_("A practice enters its name in a field; it must be present, with a label for screen readers."),
       mend=N_("Write the field with its name (T), and its label (TU)."), source="ISO 14289-1:2014 (PDF/UA-1), 7.18.4",
       needs=("forms",), spoil=changed(lambda writer: drop(_first_field(writer), "/TU")))
def field_missing(proof: Proof) -> Iterator[Fault]:
    """Every required field is present, with a label."""
    labels = {text(entry(each, "/T")): text(entry(each, "/TU")) for each in _fields(proof)}
    for name in proof.brief.forms:
        if not labels.get(name):
            yield fault(N_("the field {name} is missing, or has no label"), name=name)


def _form_fonts(proof: Proof) -> Iterator[tuple[str, Pdf]]:
    fonts = entry(proof.catalogue, "/AcroForm", "/DR", "/Font")
    for key in fonts if isinstance(fonts, dict) else ():
        yield key, entry(fonts, key)


def _descriptor(font: Pdf) -> Pdf:
    """A font's descriptor; a composite font has it in its descendant."""
    first = items(entry(font, "/DescendantFonts"))[:1]
    return entry(first[0] if first else font, "/FontDescriptor")


def _unembedded(writer: Any) -> None:
    fonts = entry(catalogue(writer), "/AcroForm", "/DR", "/Font")
    drop(_descriptor(entry(fonts, next(iter(fonts)))), "/FontFile2")


@check("field-font", sees="whole",
       why=N_("Text typed into a field is drawn in the form's font; a font that is not in the file differs on every "
              "machine, and may lack é and œ."),
       mend=N_("Embed the complete font, in WinAnsi encoding."), source="ISO 32000-1:2008, 12.7.3.3",
       needs=("members", "forms"), spoil=changed(_unembedded))
def field_font(proof: Proof) -> Iterator[Fault]:
    """Fonts of the form are embedded."""
    fonts = dict(_form_fonts(proof))
    if raw_entry(proof.catalogue, "/AcroForm") is not None and not fonts and list(_fields(proof)):
        yield fault(N_("the form has no font for text that is typed"))
    for key, font in fonts.items():
        if not any(raw_entry(_descriptor(font), kind) is not None
                   for kind in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield fault(N_("the form's font {name} is not embedded"), name=text(entry(font, "/BaseFont")) or key)
