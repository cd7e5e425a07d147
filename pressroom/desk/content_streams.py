"""The content streams of a file: what each of them paints, from where it is entered, and what names in it mean."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pressroom.pdf.objects import Pdf, resolved
from pressroom.pdf.pages import page_content
from pressroom.pdf.streams import decoded
from pressroom.preflight.page import Page
from pressroom.preflight.proof import Proof
from pressroom.preflight.walk.tracing import PAGE, UNKNOWN, Entered, Identity, Trace

Source = tuple[int, Identity]
"""A content stream: (page, (0, 0)) for a page's own, (0, identity) for that of a form, a pattern or a glyph."""


def _source(page: int, stream: Identity) -> Source:
    return (page, PAGE) if stream == PAGE else (0, stream)


class ContentStreams:
    """The content streams of a file.

    Attributes:
        traces: every painted object and the stream that it is written in, page after page.
        entered: every form, pattern, mask and glyph that a page shows.
        callers: the streams that each of these is entered from.
    """

    def __init__(self, proof: Proof) -> None:
        self._proof = proof
        self._contents: dict[Source, bytes] = {}
        self._pages: dict[Source, Page] = {}
        self.traces: list[tuple[Source, Trace]] = []
        self.entered: dict[Source, Entered] = {}
        self.callers: dict[Source, set[Source]] = {}
        for page in proof.pages:
            self._read(page)

    def _read(self, page: Page) -> None:
        tracing = page.tracing()
        self._pages[page.number, PAGE] = page
        for stream, entered in tracing.entered.items():
            source = _source(page.number, stream)
            self._pages.setdefault(source, page)
            self.entered.setdefault(source, Entered(entered.has_own)).add(entered, set())
            self.callers.setdefault(source, set()).update(_source(page.number, each) for each in entered.callers)
        self.traces += [(_source(page.number, trace.source), trace) for trace in tracing.traces]

    def __iter__(self) -> Iterator[Source]:
        """Every stream: those of the pages, then those that they enter."""
        yield from ((page.number, PAGE) for page in self._proof.pages)
        yield from self.entered

    def at(self, source: Source, start: int) -> list[Trace]:
        """What the operators that begin at a place of a stream paint, each time that it is entered."""
        return self._by_place.get((source, start), [])

    @cached_property
    def _by_place(self) -> dict[tuple[Source, int], list[Trace]]:
        found: dict[tuple[Source, int], list[Trace]] = {}
        for source, trace in self.traces:
            found.setdefault((source, trace.start), []).append(trace)
        return found

    @cached_property
    def masking(self) -> frozenset[Source]:
        """The streams that soft masks are drawn by, and nothing else."""
        return frozenset(source for source, entered in self.entered.items() if entered.masking and not entered.printing)

    @cached_property
    def shared_with_masks(self) -> frozenset[Source]:
        """The streams that soft masks are drawn by, and something that prints, too."""
        return frozenset(source for source, entered in self.entered.items() if entered.masking and entered.printing)

    @property
    def known(self) -> bool:
        """Whether every stream is an object of the file, so that it can be changed."""
        return (0, UNKNOWN) not in self.entered

    def content(self, source: Source) -> bytes:
        """A stream's bytes, decoded."""
        if source not in self._contents:
            page, stream = source
            self._contents[source] = (page_content(self._proof.pages[page - 1].leaf) if page
                                      else decoded(self.object(stream)))
        return self._contents[source]

    def object(self, stream: Identity) -> Pdf:
        """The stream of that identity."""
        return self._proof.document.object(*stream) if self._proof.document else None

    def resources(self, source: Source) -> Pdf:
        """What names in a stream mean; None where they mean several things."""
        if source[0]:
            return resolved(self.page_of(source).inherited.get("/Resources"))
        stated = self.entered[source].resources
        return stated[0] if len(stated) == 1 else None

    def page_of(self, source: Source) -> Page:
        """The page of a stream, or the first one that shows it."""
        return self._pages[source]
