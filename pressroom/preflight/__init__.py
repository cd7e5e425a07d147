"""The judge of finished files, ours or anybody's: bytes and a brief in, a report out.

    report = preflight.judge(pdf, brief)

It reads the file with qpdf (objects, by way of `pdf/`), with its own walk over the content (inks,
overprint, sizes) and with PDFium (pixels and words), and shares no code with what paints. The rules stand in
`checks/`, one topic a module; `check.py` says what a check is.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from types import ModuleType

from pressroom.brief import Brief, InkReading, PageReading, QrReading, Report
from pressroom.findings import N_, by_place, code, finding
from pressroom.preflight.check import CHECK_FAILED, every, run_all
from pressroom.preflight.cover import cover, cover_note, of_page
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.quiet import quiet
from pressroom.preflight.raster import NotRun
from pressroom.preflight.text_matching import folded

DRAWING_ENDED = code(
    "drawing-ended",
    N_("A file that cannot be drawn in bounded time and memory stops a printer's programs as well; what a reader would "
       "see of it was not judged."),
    N_("Open the file in the program that made it, flatten what is heavy, and save it anew."),
    source="Pressroom, rule 6")


@dataclass(frozen=True, slots=True)
class AvailableCheck:
    """One line of the list of checks.

    Attributes:
        code: its name for ever.
        source: who says so.
        summary: the reason, in English, marked for translation.
    """

    code: str
    source: str
    summary: str


def checks_available() -> list[AvailableCheck]:
    """Every check, by code."""
    return [AvailableCheck(each.code.name, each.code.source, each.code.why) for each in every()]


def judge(pdf: bytes, brief: Brief | None = None) -> Report:
    """Judge a finished file. Whatever the bytes are, there is an answer: nothing is raised for them.

    The answer's `passed` says whether nothing is an error; `findings` are in reading order, `ran` names the checks
    that came to a verdict, `pages` has what was read back.

    Without a brief nothing is asked of the file but the standard that it claims for itself.
    """
    return examined(pdf, brief or Brief(), as_declared=brief is None)[0]


def examined(pdf: bytes, brief: Brief, *, as_declared: bool = False) -> tuple[Report, Proof]:
    """`judge`, and the proof, of which pictures can be made.

    `as_declared` holds a file of which nothing is asked to the standard that it claims for itself, and takes a
    brief of one page for what every page must be: nobody said how many there are.
    """
    with quiet() as complaints:
        proof = Proof(pdf, brief, complaints)
        if as_declared and not brief.standard and brief.edition != "members":
            proof.brief = replace(brief, standard=claimed(proof))
        if as_declared and len(proof.brief.pages) == 1 and len(proof.pages) > 1:
            _every_page(proof)
        findings, ran = run_all(proof)
        inks = _inks(proof)
        pages = () if proof.trouble else tuple(
            _reading(page, ink, members=brief.edition == "members")
            for page, ink in zip(proof.pages, inks, strict=True))
        if halted := proof.rest():
            findings.append(finding(DRAWING_ENDED, N_("the file was not drawn to its end: {reason}"), reason=halted,
                                    piece=brief.name))
    return Report(brief.name, tuple(by_place(findings)), tuple(ran), pages), proof


def import_all() -> None:
    """Import what judging takes, so that the first file does not wait for it."""
    for name in ("pikepdf", "pypdfium2", "zxingcpp", "xml.etree.ElementTree"):
        importlib.import_module(name)
    every()


def _every_page(proof: Proof) -> None:
    """Ask of every page what is asked of the first, but for its symbols, which stand on one."""
    first = proof.brief.pages[0]
    pages = (first, *(replace(first, qr=()) for _ in proof.pages[1:]))
    proof.brief = replace(proof.brief, pages=pages)
    for page, asked in zip(proof.pages, pages, strict=True):
        page.asked = asked


def claimed(proof: Proof) -> str:
    """The standard that the file says it keeps: `PDF/X-4`, `PDF/X-1a:2003`, or empty for none that is judged here."""
    from pressroom.pdf.objects import entry, text
    from pressroom.preflight.checks.identity import document_entries, stated
    from pressroom.preflight.checks.x1a import STANDARD

    if proof.trouble:
        return ""
    if (stated(proof) or {}).get("pdfxid:GTS_PDFXVersion") == "PDF/X-4":
        return "PDF/X-4"
    return STANDARD if text(entry(document_entries(proof), "/GTS_PDFXVersion")) == STANDARD else ""


def _inks(proof: Proof) -> tuple[InkReading | None, ...]:
    """What the plates of each page bear; None where they were not asked for or could not be made."""
    if proof.brief.plates and not proof.trouble:
        with suppress(NotRun):
            return tuple(InkReading(each.names, each.most, each.mean, each.resolution) for each in proof.plates)
    return (None,) * len(proof.pages)


def _reading(page: Page, ink: InkReading | None, *, members: bool) -> PageReading:
    """What was found on a page; what could not be read is empty, and a check has said why."""
    trim, bleed = page.trim, page.bleed
    margin = min(trim.x0 - bleed.x0, trim.y0 - bleed.y0, bleed.x1 - trim.x1, bleed.y1 - trim.y1)
    try:
        symbols, words = page.symbols, folded(page.text)
    except (NotRun, RuntimeError, ValueError, MemoryError):
        symbols, words = (), ""
    try:
        cover = of_page(page) if members else None
    except (NotRun, RuntimeError, ValueError, MemoryError):
        cover = None
    return PageReading((trim.width, trim.height), margin, tuple(
        QrReading(page.number, each.url, each.side, each.module, each.version) for each in symbols), words, ink, cover)


__all__ = [
    "CHECK_FAILED",
    "AvailableCheck",
    "checks_available",
    "claimed",
    "cover",
    "cover_note",
    "examined",
    "import_all",
    "judge",
]


class _Callable(ModuleType):
    __call__ = staticmethod(judge)


sys.modules[__name__].__class__ = _Callable
