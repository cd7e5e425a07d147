"""Preflight of finished files, Pressroom's own and others': bytes and a brief in, a report out.

    report = preflight.judge(pdf, brief)

It reads the file with qpdf (objects, through `pdf/`), with its own walk over the content (inks, overprint, sizes) and
with PDFium (pixels and text), and shares no code with the painter. The rules are in `checks/`, one topic a module;
`check.py` defines a check.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress
from types import ModuleType

from pressroom.brief import Brief, InkReading, Report
from pressroom.findings import N_, by_place, code, finding
from pressroom.pdf.bounds import MOST_JUDGED_PAGES
from pressroom.pdf.source import HeldFile
from pressroom.preflight.check import CHECK_FAILED, every
from pressroom.preflight.cover import cover, cover_note
from pressroom.preflight.kept_pictures import Store
from pressroom.preflight.proof import Proof
from pressroom.preflight.quiet import quiet
from pressroom.preflight.raster import NotRun
from pressroom.preflight.run import run_all
from pressroom.records import dataclass, replace

DRAWING_ENDED = code(
    "drawing-ended",
    N_("A file that takes too much time or memory to draw stops a printer's programs as well; its pixels were not "
       "checked."),
    N_("Open the file in the program that made it, flatten its heaviest parts, and save it again."),
    source="Pressroom, rule 6")


@dataclass(frozen=True, slots=True)
class AvailableCheck:
    """One line of the list of checks.

    Attributes:
        code: its permanent name.
        source: the authority for the rule.
        summary: the reason for the rule, in English, to be translated.
    """

    code: str
    source: str
    summary: str


def checks_available() -> list[AvailableCheck]:
    """Every check, by code."""
    return [AvailableCheck(each.code.name, each.code.source, each.code.why) for each in every()]


def judge(pdf: bytes | HeldFile, brief: Brief | None = None) -> Report:
    """The report on a finished file; no content of the file raises an exception.

    The report's `passed` is true when no finding is an error; `findings` are in reading order, `ran` names the checks
    that reached a verdict, `pages` has the sizes, symbols and text that were read back.

    Without a brief the file is only checked against the standard that it claims.
    """
    report, proof = examine(pdf, brief or Brief(), as_declared=brief is None)
    proof.close()
    return report


def examine(pdf: bytes | HeldFile, brief: Brief, *, as_declared: bool = False,
            store: Store | None = None) -> tuple[Report, Proof]:
    """The report of `judge`, and the proof, from which pictures can be made; the caller closes it.

    With `as_declared`, a brief without a standard takes the one that the file claims, and a brief of one page applies
    to every page, whatever their number. `store` keeps what was found in large photographs.
    """
    with quiet() as complaints:
        proof = Proof(pdf, brief, complaints, MOST_JUDGED_PAGES, store)
        if as_declared and not brief.standard and brief.edition != "members":
            proof.brief = replace(brief, standard=claimed_standard(proof))
        if as_declared and len(proof.brief.pages) == 1 and len(proof.pages) > 1:
            _every_page(proof)
        findings, ran, judgement = run_all(proof)
        pages = () if proof.trouble else tuple(
            replace(reading, ink=ink) if ink else reading
            for reading, ink in zip(judgement.readings, _inks(proof), strict=True))
        if halt_reason := judgement.halt_reason or proof.end_drawing():
            findings.append(finding(DRAWING_ENDED, N_("the file was not drawn completely: {reason}"),
                                    reason=halt_reason, piece=brief.name))
    return Report(brief.name, tuple(by_place(findings)), tuple(ran), pages), proof


def import_all() -> None:
    """Import the libraries of preflight, so that the first file does not wait for them."""
    for name in ("pikepdf", "pypdfium2", "zxingcpp", "xml.etree.ElementTree"):
        importlib.import_module(name)
    every()


def rehearse() -> None:
    """Judge a small file, so that the first one of a process does not wait for what is done once."""
    from pressroom.preflight.rehearsal import BRIEF, sample

    examine(sample(), BRIEF)[1].close()


def _every_page(proof: Proof) -> None:
    """Require of every page what is required of the first, except its symbols, which are on one page only."""
    first = proof.brief.pages[0]
    other = replace(first, qr=())
    pages = (first, *(other for _ in proof.pages[1:]))
    proof.brief = replace(proof.brief, pages=pages)
    for page, page_brief in zip(proof.pages, pages, strict=True):
        page.brief = page_brief


def claimed_standard(proof: Proof) -> str:
    """The standard that the file claims: `PDF/X-4`, `PDF/X-1a:2003`, or empty for any other."""
    from pressroom.pdf.objects import entry, text
    from pressroom.preflight.checks.identity import document_entries, xmp_properties
    from pressroom.preflight.checks.x1a import STANDARD

    if proof.trouble:
        return ""
    if (xmp_properties(proof) or {}).get("pdfxid:GTS_PDFXVersion") == "PDF/X-4":
        return "PDF/X-4"
    return STANDARD if text(entry(document_entries(proof), "/GTS_PDFXVersion")) == STANDARD else ""


def _inks(proof: Proof) -> tuple[InkReading | None, ...]:
    """The ink on the plates of each page; None where plates were not requested or could not be made."""
    if proof.brief.plates and not proof.trouble:
        with suppress(NotRun):
            return tuple(InkReading(each.names, each.most, each.mean, each.resolution) for each in proof.plates)
    return (None,) * len(proof.pages)


__all__ = [
    "CHECK_FAILED",
    "AvailableCheck",
    "checks_available",
    "claimed_standard",
    "cover",
    "cover_note",
    "examine",
    "import_all",
    "judge",
    "rehearse",
]


class _Callable(ModuleType):
    __call__ = staticmethod(judge)


sys.modules[__name__].__class__ = _Callable
