"""Mending a file into PDF/X-1a:2003: empty groups go; what only painting anew would mend is a refusal.

Source: ISO 15930-4:2003 (PDF/X-1a), rules 2, 4 and 5: PDF 1.4, no transparency, and not even a group without any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pressroom.brief import Brief
from pressroom.findings import N_, Code, Finding, Refused, Severity, finding
from pressroom.pdf.objects import entry, is_stream, name, raw_entry
from pressroom.preflight.check import CHECK_FAILED, every, run_all
from pressroom.preflight.checks.x1a import STANDARD as X1A
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.walk.painted import PaintedPicture

_STANDARD = "ISO 15930"  # what a check's source names when its rule is the standard's
_AND_THESE = frozenset({"optional-content", "form-group", "colour-unknown", "content-unreadable", CHECK_FAILED.name})


def ungrouped(proof: Proof, writer: Any, did: Callable[..., None]) -> None:
    """Take away transparency groups where nothing in the file is see-through: they say how to mix what never mixes."""
    if any(page.walk.stopped or _see_through(page) for page in proof.pages):
        return
    holders = [*writer.pages, *(each for each in writer._objects
                                if is_stream(each) and name(entry(each, "/Subtype")) == "Form")]
    grouped = [each for each in holders if raw_entry(each, "/Group") is not None]
    for each in grouped:
        del each["/Group"]
    if grouped:
        did(N_("{count} transparency groups are gone: nothing in them is transparent"), count=len(grouped))


def _see_through(page: Page) -> bool:
    return any(thing.settings.transparent or (isinstance(thing, PaintedPicture)
                                              and raw_entry(thing.stream, "/SMask") is not None)
               for thing in page.walk.things)


def held(content: bytes, unmended: Code) -> None:
    """See that a mended file may say that it is PDF/X-1a:2003.

    `unmended` is the code of the refusal.

    Raises:
        Refused: it breaks a rule of the standard, and is not given that name.
    """
    found = list(_broken(Proof(content, Brief(edition="press", standard=X1A), [])))
    if found:
        raise Refused([finding(unmended, N_("as it is painted, the file cannot be {standard}"), standard=X1A), *found])


def _broken(proof: Proof) -> Iterator[Finding]:
    sources = {each.code.name: each.code.source for each in every()}
    for item in run_all(proof)[0]:
        ruled = _STANDARD in sources.get(item.code, "") or item.code in _AND_THESE
        if ruled and (item.fails or item.severity is Severity.NOT_RUN):
            yield item
