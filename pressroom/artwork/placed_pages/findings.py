"""What a press, or a reader, objects to on a page that is placed as a picture: said before anything is painted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from pressroom.artwork.placed_pages.facts import PageFacts
from pressroom.findings import N_, Code, Finding, Severity, code, finding

COLOURS = code(
    "placed-colour",
    N_("A page that is placed keeps its own colours, and the press prints CMYK, grey and the plates that were agreed. "
       "RGB, Lab and colours with a profile of their own would be converted by whoever is last to open the file; "
       "PDF/X-4 forbids CMYK with the profile of the output intent."),
    N_("Open the page in the program that made it, convert its colours to the CMYK of the printing condition, and save "
       "it as PDF/X-4 with DeviceCMYK (profiles not included). For a photograph place the picture itself."),
    source="ISO 15930-7:2010 (PDF/X-4), rule 9; GWG 2022")
PLATE = code(
    "placed-plate", N_("A spot colour on a placed page is one more plate, which has to be agreed and paid for."),
    N_("Convert it to CMYK, or give brand.yaml an ink of that spot and the printer's preset its name."),
    source="GWG 2022, R0020")
FONT = code(
    "placed-font", N_("A font that is not in the file is replaced by another one on the press."),
    N_("Save the page with all fonts embedded, or turn its words into outlines."),
    source="ISO 15930-7:2010 (PDF/X-4), rule 10; ISO 14289-1:2014 (PDF/UA-1), 7.21.4")
UNMAPPED = code(
    "placed-letters",
    N_("Letters that no machine can tell make the members' edition fail for those who hear it, even inside a picture."),
    N_("Turn the page's words into outlines, or save it from a program that writes ToUnicode tables."),
    source="ISO 14289-1:2014 (PDF/UA-1), 7.21.7")
TRANSPARENT = code(
    "placed-transparency", N_("PDF/X-1a knows no transparency: what shows its ground through cannot be printed so."),
    N_("Flatten the transparency before saving (PDF/X-1a or PDF 1.3), or choose a printer that takes PDF/X-4."),
    source="ISO 15930-4:2003 (PDF/X-1a), rule 4")
GROUP = code(
    "placed-group", N_("A group that mixes in another space than CMYK turns the inks inside it into that and back."),
    N_("Set the document's transparency blend space to CMYK, and save the page anew."), source="GWG 2022, R0030")
FORBIDDEN = code(
    "placed-forbidden", N_("Press files must print the same everywhere: nothing in them may be fetched, run or tuned "
                           "for one device, or be coded in a way that readers do not share."),
    N_("Save the page anew as PDF/X-4 from the program that made it."),
    source="ISO 15930-7:2010 (PDF/X-4), rule 12; ISO 15930-7:2010 (PDF/X-4), rule 13")
UNSCREENABLE = code(
    "placed-screen",
    N_("The members' edition shows every ink in sRGB; what cannot be said in it would show in colours that nobody "
       "chose."),
    N_("Save the page with plain fills, gradients and CMYK pictures of 8 bits; or export it as a picture of pixels."),
    source="Pressroom, rule 4")
LOST = code(
    "placed-notes-lost",
    N_("Only the page's artwork is placed, and the fields of a form as they are filled in; notes, stamps and "
       "highlights that lie over it are not part of it."),
    N_("Print or flatten them into the page first, where they are wanted."), severity=Severity.WARNING, weighable=True)
GREY = code(
    "placed-grey",
    N_("Grey prints on the black plate alone; written as black ink it overprints by the rules of every other black."),
    N_("Nothing."), severity=Severity.NOTE, weighable=True, source="ISO 32000-1:2008, 10.3.3")
TREATED = code(
    "placed-treatment", N_("A page of a PDF keeps its own colours; grey and duotone are made of pixels."),
    N_("Take treatment: away, or place a picture of pixels."))
NOT_A_PDF = code(
    "page-of-no-pdf", N_("Only a PDF has pages; for another picture the number would be passed over in silence."),
    N_("Take page: away, or name a PDF."))

_PRESS: dict[str, tuple[Code, str, str]] = {
    "colour": (COLOURS, N_("page {page} of {file} holds {thing} in {space}: the press prints CMYK"),
               N_("convert the page to CMYK and save it as PDF/X-4")),
    "group": (GROUP, N_("page {page} of {file} mixes colours in {thing}: the press mixes in CMYK"),
              N_("set the blend space to CMYK and save the page anew")),
    "forbidden": (FORBIDDEN, N_("page {page} of {file} holds {thing}"), N_("save it anew as PDF/X-4")),
}
_BOTH: dict[str, tuple[Code, str, str]] = {
    "default": (COLOURS, N_("page {page} of {file} says that its device colours mean another space ({thing})"),
                N_("convert the page to CMYK and save it without profiles")),
    "font": (FONT, N_("page {page} of {file} uses the font {thing}, which is not in the file"),
             N_("embed it, or turn the words into outlines")),
}
_MEMBERS: dict[str, tuple[Code, str, str]] = {
    "unmapped": (UNMAPPED, N_("page {page} of {file} uses the font {thing}, whose letters no machine can tell"),
                 N_("turn the words into outlines")),
    "unscreenable": (UNSCREENABLE, N_("page {page} of {file} holds {thing}: it has no like in sRGB"), ""),
}


def judged(facts: PageFacts, edition: str, standard: str, plates: Collection[str]) -> Iterator[Finding]:
    """Findings about a page in an edition; `plates` are the spot colours that this printer prints for this brand."""
    press = edition == "press"
    for kind, (rule, said, hint) in {**_BOTH, **(_PRESS if press else _MEMBERS)}.items():
        for met in facts.met.get(kind, ()):
            thing, space = (*met, "")[:2]
            yield _fault(facts, rule, said, hint, thing=thing, space=space)
    if press:
        for name, _ in facts.met.get("plate", ()):
            if name not in plates:
                yield _fault(facts, PLATE, N_("page {page} of {file} is printed with the spot colour {thing}, which is "
                                              "not agreed"), N_("convert it to CMYK"), thing=name)
        if standard == "PDF/X-1a:2003":
            for (thing,) in facts.met.get("transparent", ()):
                yield _fault(facts, TRANSPARENT, N_("page {page} of {file} holds {thing}, and this printer takes "
                                                    "PDF/X-1a, without transparency"),
                             N_("flatten it, or choose a printer that takes PDF/X-4"), thing=thing)
        if facts.met.get("grey"):
            yield _fault(facts, GREY, N_("greys on page {page} of {file} are written as black ink"))
    if facts.lost:
        yield _fault(facts, LOST, N_("{count} notes or empty fields over page {page} of {file} are not placed"),
                     count=facts.lost)


def _fault(facts: PageFacts, rule: Code, said: str, hint: str = "", **values: Any) -> Finding:
    return finding(rule, said, hint, source=facts.place, page=facts.page, file=facts.file.name, **values)
