"""Actions and annotations: none in press files, links alone in the members' edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_
from pressroom.pdf.objects import Pdf, entry, items, name, rectangle, text, truth
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.spoils import catalogue, changed, drop, first_page, put, pypdf_object, root_entry

_FOR_PRINT = frozenset({"PrinterMark", "TrapNet"})
_SAFE_LINKS = ("https://", "http://", "mailto:", "tel:", "sms:", "geo:")


def _annotations(page: Page) -> list[Pdf]:
    return [each for each in items(entry(page.leaf, "/Annots")) if isinstance(each, dict)]


def _add_annotation(kind: str, **more: Any) -> Any:
    def act(writer: Any) -> None:
        note = pypdf_object({"/Type": "/Annot", "/Subtype": kind, "/F": 4, "/Rect": [100, 100, 120, 120],
                             **{f"/{key}": value for key, value in more.items()}})
        annotations = items(entry(first_page(writer), "/Annots"))
        put(first_page(writer), "/Annots", [*annotations, note])
    return act


@check("javascript", sees="whole",
       why=N_("A script can change the page, and print programs refuse files with scripts."),
       mend=N_("Export without scripts."), source="ISO 15930-7:2010 (PDF/X-4), rule 11", needs=("finished",),
       spoil=root_entry("/Names", {"/JavaScript": {"/Names": [b"run", {"/S": "/JavaScript", "/JS": b"1"}]}}))
def javascript(proof: Proof) -> Iterator[Fault]:
    """No JavaScript anywhere."""
    if count := proof.survey.scripts:
        yield fault(N_("{count} scripts"), count=count)


@check("action", sees="whole",
       why=N_("PDF/X forbids actions: they have no use on a press."),
       mend=N_("Export without links, buttons, and actions of bookmarks or on opening."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 11", needs=("press",),
       spoil=root_entry("/OpenAction", {"/S": "/Named", "/N": "/Print"}))
def action(proof: Proof) -> Iterator[Fault]:
    """No actions anywhere."""
    if kinds := proof.survey.actions:
        yield fault(N_("actions: {kinds}"), kinds=", ".join(sorted(kinds)))


@check("annotation",
       why=N_("Some programs print annotations and some do not; PDF/X forbids them in the printed area."),
       mend=N_("Export without comments, links and stamps."), source="ISO 15930-7:2010 (PDF/X-4), rule 11",
       needs=("press",), spoil=changed(_add_annotation("/Text", Contents=b"mind this")))
def annotation(proof: Proof) -> Iterator[Fault]:
    """No annotation inside the bleed box except those for print."""
    for page in proof.pages:
        for each in _annotations(page):
            kind, corners = name(entry(each, "/Subtype")), rectangle(entry(each, "/Rect"))
            if kind in _FOR_PRINT or kind == "Widget":
                continue
            area = page.place(corners) if corners else page.trim
            if area.overlap(page.bleed):
                yield fault(N_("a {kind} annotation is inside the bleed"), page=page, area=area, kind=kind or "?")


@check("form-field", sees="whole",
       why=N_("Form fields are for screens; a press prints them empty, or with what a viewer saved in them."),
       mend=N_("Flatten the form."), source="ISO 15930-7:2010 (PDF/X-4), rule 11", needs=("press",),
       spoil=root_entry("/AcroForm", {"/Fields": [{"/FT": "/Tx", "/T": b"name"}]}))
def form_field(proof: Proof) -> Iterator[Fault]:
    """No form fields."""
    fields = len(items(entry(proof.catalogue, "/AcroForm", "/Fields")))
    widgets = sum(name(entry(each, "/Subtype")) == "Widget" for page in proof.pages for each in _annotations(page))
    if fields or widgets:
        yield fault(N_("{count} form fields"), count=max(fields, widgets))


@check("annotation-kind",
       why=N_("A file to print at the practice may have links only; other annotations print in some viewers and not "
              "in others."),
       mend=N_("Keep only links to web and mail addresses, telephone numbers and places."),
       source="Pressroom, rule 2", needs=("members",),
       spoil=changed(_add_annotation("/Text", Contents=b"mind this")))
def annotation_kind(proof: Proof) -> Iterator[Fault]:
    """Annotations are links (or form fields), and links lead to the web, to mail, to a telephone or to a place."""
    for page in proof.pages:
        for each in _annotations(page):
            kind = name(entry(each, "/Subtype"))
            target = text(entry(each, "/A", "/URI"))
            if kind not in ("Link", "Widget"):
                yield fault(N_("a {kind} annotation; only links are allowed"), page=page, kind=kind or "?")
            elif kind == "Link" and not target.startswith(_SAFE_LINKS):
                yield fault(N_("a link leads to “{target}”"), page=page, target=target[:80] or "-")


@check("document-language", sees="whole",
       why=N_("Without the language a screen reader pronounces French text as English."),
       mend=N_("Write /Lang into the catalogue."), source="ISO 14289-1:2014 (PDF/UA-1), 7.2", needs=("members",),
       spoil=changed(lambda writer: drop(catalogue(writer), "/Lang")))
def document_language(proof: Proof) -> Iterator[Fault]:
    """The document states its language, and the right one."""
    language, expected = text(entry(proof.catalogue, "/Lang")), proof.brief.language
    if not language or (expected and language.split("-")[0].lower() != expected.split("-")[0].lower()):
        yield fault(N_("the language is “{found}” instead of “{asked}”"), found=language or "-", asked=expected or "?")


@check("title-shown", sees="whole",
       why=N_("Readers should see and hear the title of the document, not the name of the file."),
       mend=N_("Write /DisplayDocTitle true into the viewer preferences."), source="ISO 14289-1:2014 (PDF/UA-1), 7.1",
       needs=("members",), spoil=root_entry("/ViewerPreferences", {"/DisplayDocTitle": False}))
def title_shown(proof: Proof) -> Iterator[Fault]:
    """Viewers show the title."""
    shows_title = entry(proof.catalogue, "/ViewerPreferences", "/DisplayDocTitle")
    if truth(shows_title) is not True:
        yield fault(N_("viewers show the file name instead of the title"))


@check("untagged", sees="whole",
       why=N_("Without tags a screen reader finds no headings, no reading order and no pictures."),
       mend=N_("Write the structure tree and mark the document as tagged."), source="ISO 14289-1:2014 (PDF/UA-1), 7.1",
       needs=("members",), spoil=changed(lambda writer: drop(catalogue(writer), "/StructTreeRoot")))
def untagged(proof: Proof) -> Iterator[Fault]:
    """The document is tagged."""
    marked = entry(proof.catalogue, "/MarkInfo", "/Marked")
    kids = entry(proof.catalogue, "/StructTreeRoot", "/K")
    if truth(marked) is not True or kids is None:
        yield fault(N_("the document is not tagged"))


def _larger_paper(writer: Any) -> None:
    left, bottom, right, top = (float(edge) for edge in entry(first_page(writer), "/MediaBox"))
    put(first_page(writer), "/MediaBox", [left - 9, bottom - 9, right + 9, top + 9])


@check("paper-not-trim",
       why=N_("The members' edition is printed on paper of its format; a page with bleed would be reduced."),
       mend=N_("Make the MediaBox the trim."), source="Pressroom, rule 4", needs=("members",),
       spoil=changed(_larger_paper))
def paper_not_trim(proof: Proof) -> Iterator[Fault]:
    """The page is the trim, without bleed and slug."""
    for page in proof.pages:
        if not page.trim.contains(page.paper, 0.05):
            yield fault(N_("the page is larger than its trim"), page=page)
