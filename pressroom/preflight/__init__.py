"""The judge of finished files, ours or anybody's: bytes and a brief in, a report out.

    report = preflight.judge(pdf, brief)

It reads the file with pypdf (objects), with its own walk over the content (inks, overprint, sizes)
and with PDFium (pixels and words), and shares no code with what paints. The rules stand in
`checks/`, one topic a module; `check.py` says what a check is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from pressroom.brief import Brief, InkReading, PageReading, QrReading, Report
from pressroom.errors import by_place
from pressroom.preflight.check import CHECK_FAILED, every, run_all
from pressroom.preflight.cover import cover, cover_note, of_page
from pressroom.preflight.folding import folded
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.raster import NotRun


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
    return [AvailableCheck(each.code.name, each.code.origin, each.code.why) for each in every()]


def judge(pdf: bytes, brief: Brief) -> Report:
    """Judge a finished file. Whatever the bytes are, there is an answer: nothing is raised for them."""
    return examined(pdf, brief)[0]


def examined(pdf: bytes, brief: Brief, *, as_declared: bool = False) -> tuple[Report, Proof]:
    """`judge`, and the proof, of which pictures can be made.

    `as_declared` holds a file of which nothing is asked to the standard that it claims for itself.
    """
    with _complaints() as complaints:
        proof = Proof(pdf, brief, complaints)
        if as_declared and not brief.standard and brief.edition != "members" and claims_x4(proof):
            proof.brief = replace(brief, standard="PDF/X-4")
        findings, ran = run_all(proof)
        inks = _inks(proof)
        pages = () if proof.trouble else tuple(
            _reading(page, ink, members=brief.edition == "members")
            for page, ink in zip(proof.pages, inks, strict=True))
    return Report(brief.name, tuple(by_place(findings)), tuple(ran), pages), proof


def claims_x4(proof: Proof) -> bool:
    """Whether the file says of itself that it is PDF/X-4."""
    from pressroom.preflight.checks.identity import stated

    return not proof.trouble and (stated(proof) or {}).get("pdfxid:GTS_PDFXVersion") == "PDF/X-4"


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


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What pypdf logs meanwhile, kept from the terminal."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if len(said) < 50:
                said.append(record.getMessage())

    log, listener = logging.getLogger("pypdf"), Listener()
    before, log.propagate = log.propagate, False
    log.addHandler(listener)
    try:
        yield said
    finally:
        log.removeHandler(listener)
        log.propagate = before


__all__ = ["CHECK_FAILED", "AvailableCheck", "checks_available", "cover", "cover_note", "examined", "judge"]
