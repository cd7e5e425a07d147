"""Repair of a file into PDF/X-1a:2003: unused groups are removed; faults in the artwork are refused.

Source: ISO 15930-4:2003 (PDF/X-1a), rules 2, 4 and 5: PDF 1.4, no transparency, and not even a group without any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pressroom.brief import Brief
from pressroom.findings import N_, Finding, FindingCode, Refused, Severity, finding
from pressroom.pdf.objects import entry, is_stream, name, raw_entry
from pressroom.preflight.check import CHECK_FAILED
from pressroom.preflight.checks.x1a import STANDARD as X1A
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.run import run_all
from pressroom.preflight.walk.painted import PaintedPicture

# The checks whose rule is the standard's, and those without which its rules cannot be judged.
RULES = frozenset({
    "action", "annotation", "box-nesting", "box-trim", "colour-default", "colour-icc-cmyk", "colour-rgb",
    "colour-unknown", "content-unreadable", "external-stream", "file-encrypted", "file-id", "filter-crypt",
    "filter-lzw", "font-cidtogid", "font-embedded", "font-notdef", "font-widths", "form-field", "form-group",
    "halftone", "header-version", "info-xmp", "intent-class", "intent-condition", "intent-count", "intent-elsewhere",
    "intent-of-page", "intent-profile", "intent-registry", "javascript", "mask-space", "object-damaged",
    "optional-content", "page-group", "picture-alternates", "picture-coding", "picture-depth", "transfer-function",
    "trapped", "x1a-colour", "x1a-document-entries", "x1a-group", "x1a-identification", "x1a-object-streams",
    "x1a-pictures", "x1a-transparency", "x1a-version", "xmp-broken", "xmp-dates", "xmp-keys",
    CHECK_FAILED.name})


def remove_groups(proof: Proof, writer: Any, record: Callable[..., None]) -> None:
    """Remove all transparency groups if nothing in the file is transparent: they have no effect."""
    if any(page.walk.stop_reason or _has_transparency(page) for page in proof.pages):
        return
    holders = [*writer.pages, *(each for each in writer._objects
                                if is_stream(each) and name(entry(each, "/Subtype")) == "Form")]
    grouped = [each for each in holders if raw_entry(each, "/Group") is not None]
    for each in grouped:
        del each["/Group"]
    if grouped:
        record(N_("{count} transparency group{count||s} removed: nothing in {count|it|them} is transparent"),
               count=len(grouped))


def _has_transparency(page: Page) -> bool:
    return any(thing.settings.transparent or (isinstance(thing, PaintedPicture)
                                              and raw_entry(thing.stream, "/SMask") is not None)
               for thing in page.walk.things)


def verify(content: bytes, refusal: FindingCode) -> None:
    """Check that a repaired file is PDF/X-1a:2003; `refusal` is the code of the finding otherwise.

    Raises:
        Refused: it violates a rule of the standard.
    """
    violations = list(_violations(Proof(content, Brief(edition="press", standard=X1A), [])))
    if violations:
        raise Refused([finding(refusal, N_("the artwork does not allow {standard}"), standard=X1A),
                       *violations])


def _violations(proof: Proof) -> Iterator[Finding]:
    for item in run_all(proof)[0]:
        if item.code in RULES and (item.fails or item.severity is Severity.NOT_RUN):
            yield item
