"""Findings about a page that is placed as a picture: why a press or a reader refuses it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from pressroom.artwork.placed_pages.facts import PageFacts
from pressroom.findings import N_, Finding, FindingCode, Severity, code, finding

COLOURS = code(
    "placed-colour",
    N_("A placed page keeps its own colours, and the press prints CMYK, grey and the agreed spot colours. RGB, Lab and "
       "colours with a profile of their own would be converted by the last program that opens the file; PDF/X-4 "
       "forbids CMYK with the profile of the output intent."),
    N_("Open the page in the program that made it, convert its colours to the CMYK of the printing condition, and save "
       "it as PDF/X-4 with DeviceCMYK (without profiles). For a photograph, place the picture itself."),
    source="ISO 15930-7:2010 (PDF/X-4), rule 9; GWG 2022")
PLATE = code(
    "placed-plate", N_("A spot colour on a placed page is one more plate, which must be agreed and paid for."),
    N_("Convert it to CMYK, or add it as an ink to brand.yaml and its name to the printer's preset."),
    source="GWG 2022, R0020")
FONT = code(
    "placed-font", N_("A font that is not in the file is replaced by another font on the press."),
    N_("Save the page with all fonts embedded, or convert its text to outlines."),
    source="ISO 15930-7:2010 (PDF/X-4), rule 10; ISO 14289-1:2014 (PDF/UA-1), 7.21.4")
UNMAPPED = code(
    "placed-letters",
    N_("A screen reader cannot read text without a character map: with it the members' edition is not PDF/UA, even if "
       "the text is inside a picture."),
    N_("Convert the page's text to outlines, or save it from a program that writes ToUnicode tables."),
    source="ISO 14289-1:2014 (PDF/UA-1), 7.21.7")
TRANSPARENT = code(
    "placed-transparency", N_("PDF/X-1a has no transparency: a transparent object cannot be printed from it."),
    N_("Flatten the transparency before saving (PDF/X-1a or PDF 1.3), or choose a printer that takes PDF/X-4."),
    source="ISO 15930-4:2003 (PDF/X-1a), rule 4")
GROUP = code(
    "placed-group",
    N_("A group that blends in another space than CMYK converts the inks inside it to that space and back."),
    N_("Set the document's transparency blend space to CMYK, and save the page again."), source="GWG 2022, R0030")
FORBIDDEN = code(
    "placed-forbidden", N_("A press file must print the same everywhere: nothing in it may be fetched from elsewhere, "
                           "run, set for one device, or coded in a way that some readers do not support."),
    N_("Save the page again as PDF/X-4 from the program that made it."),
    source="ISO 15930-7:2010 (PDF/X-4), rule 12; ISO 15930-7:2010 (PDF/X-4), rule 13")
UNSCREENABLE = code(
    "placed-screen",
    N_("The members' edition shows every ink in sRGB; anything that cannot be converted would show in arbitrary "
       "colours."),
    N_("Save the page with plain fills, gradients and 8-bit CMYK pictures, or export it as a picture of pixels."),
    source="Pressroom, rule 4")
NOTES_LOST = code(
    "placed-notes-lost",
    N_("Only the page's artwork and its filled form fields are placed; notes, stamps and highlights over the page are "
       "not."),
    N_("To keep them, print or flatten them into the page first."), severity=Severity.WARNING, weighable=True)
GREY = code(
    "placed-grey",
    N_("Grey prints on the black plate alone; as black ink it overprints by the same rules as all other black."),
    N_("There is nothing to do."), severity=Severity.NOTE, weighable=True, source="ISO 32000-1:2008, 10.3.3")
TREATMENT = code(
    "placed-treatment", N_("A page of a PDF keeps its own colours; grey and duotone need a picture of pixels."),
    N_("Remove treatment:, or place a picture of pixels."))
NOT_A_PDF = code(
    "page-of-no-pdf", N_("Only a PDF has pages; for any other picture the number would be ignored without a warning."),
    N_("Remove page:, or name a PDF."))

_PRESS: dict[str, tuple[FindingCode, str, str]] = {
    "colour": (COLOURS, N_("page {page} of {file} contains {thing} in {space}: the press prints CMYK"),
               N_("convert the page to CMYK and save it as PDF/X-4")),
    "group": (GROUP, N_("page {page} of {file} blends colours in {thing}: the press blends in CMYK"),
              N_("set the blend space to CMYK and save the page again")),
    "forbidden": (FORBIDDEN, N_("page {page} of {file} contains {thing}"), N_("save it again as PDF/X-4")),
}
_BOTH: dict[str, tuple[FindingCode, str, str]] = {
    "default": (COLOURS, N_("page {page} of {file} redefines its device colours ({thing})"),
                N_("convert the page to CMYK and save it without profiles")),
    "font": (FONT, N_("page {page} of {file} uses the font {thing}, which is not in the file"),
             N_("embed it, or convert the text to outlines")),
}
_MEMBERS: dict[str, tuple[FindingCode, str, str]] = {
    "unmapped": (UNMAPPED, N_("page {page} of {file} uses the font {thing}, whose characters cannot be identified"),
                 N_("convert the text to outlines")),
    "unscreenable": (UNSCREENABLE, N_("page {page} of {file} contains {thing}, which has no equivalent in sRGB"), ""),
}


def page_findings(facts: PageFacts, edition: str, standard: str, plates: Collection[str]) -> Iterator[Finding]:
    """Findings about a page in an edition; `plates` are the spot colours agreed with the printer for this brand."""
    press = edition == "press"
    for kind, (rule, message, hint) in {**_BOTH, **(_PRESS if press else _MEMBERS)}.items():
        for item in facts.observations.get(kind, ()):
            thing, space = (*item, "")[:2]
            yield _fault(facts, rule, message, hint, thing=thing, space=space)
    if press:
        for name, _ in facts.observations.get("plate", ()):
            if name not in plates:
                yield _fault(facts, PLATE, N_("page {page} of {file} uses the spot colour {thing}, which is not agreed "
                                              "with the printer"), N_("convert it to CMYK"), thing=name)
        if standard == "PDF/X-1a:2003":
            for (thing,) in facts.observations.get("transparent", ()):
                yield _fault(facts, TRANSPARENT, N_("page {page} of {file} contains {thing}, and this printer takes "
                                                    "PDF/X-1a, which has no transparency"),
                             N_("flatten it, or choose a printer that takes PDF/X-4"), thing=thing)
        if facts.observations.get("grey"):
            yield _fault(facts, GREY, N_("greys on page {page} of {file} are converted to black ink"))
    if facts.omitted_notes:
        yield _fault(facts, NOTES_LOST, N_("not placed from page {page} of {file}: {count} {count|note or empty "
                                             "field|notes or empty fields}"), count=facts.omitted_notes)


def _fault(facts: PageFacts, rule: FindingCode, message: str, hint: str = "", **values: Any) -> Finding:
    return finding(rule, message, hint, source=facts.place, page=facts.page, file=facts.file.name, **values)
