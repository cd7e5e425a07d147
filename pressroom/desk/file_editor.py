"""A file whose streams are edited in places; all other bytes of its streams stay as they were."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from pressroom.brief import Brief
from pressroom.findings import N_, Refused, Value, code, finding
from pressroom.pdf.objects import Pdf, entry, resolved
from pressroom.pdf.pages import page_content
from pressroom.pdf.streams import decoded
from pressroom.preflight.page import Page
from pressroom.preflight.proof import Proof
from pressroom.preflight.repair import Change
from pressroom.preflight.walk.painted import Painted, Trace
from pressroom.records import dataclass

NOT_FIXED = code("not-fixed", N_("A fix-up needs a file that can be read in full: else it would change what it does "
                                 "not see."), N_("Export the file again from the program that made it."))
Source = tuple[int, int]
"""A content stream: (page, 0) for a page's own, (0, object number) for a form's, a pattern's or a glyph's."""


@dataclass(frozen=True, slots=True)
class FixRequest:
    """What the file is made for.

    Attributes:
        condition: identifier of the printing condition; empty when no printer is named.
        profile: of that condition; empty when no printer is named.
        bleed: points.
        overprint_below: points; black text smaller than that overprints.
        knock_out_from: points; black text as large as that knocks out.
        least_line: points; the thinnest line that prints.
    """

    condition: str = ""
    profile: bytes = b""
    bleed: float = 8.504
    overprint_below: float = 12.0
    knock_out_from: float = 24.0
    least_line: float = 0.25


class Editor:
    """A file being fixed.

    Attributes:
        proof: the file as it is read.
        file: the same file, in pikepdf, as it is changed.
        request: what it is made for.
        changes, left: what was done, and what was not.
    """

    def __init__(self, content: bytes, request: FixRequest) -> None:
        """Open a file.

        Raises:
            Refused: it cannot be opened.
        """
        import pikepdf

        self.request = request
        self.changes: list[Change] = []
        self.left: list[Change] = []
        self.proof = Proof(content, Brief(), [])
        if self.proof.trouble or self.proof.encrypted:
            raise _refused(self.proof.detail or self.proof.trouble or "encrypted")
        try:
            self.file = pikepdf.Pdf.open(io.BytesIO(content), suppress_warnings=True)
        except (pikepdf.PdfError, RuntimeError, ValueError) as trouble:
            raise _refused(str(trouble)[:160]) from None
        for page in self.proof.pages:
            if page.walk.stop_reason:
                raise _refused(page.walk.stop_reason)
        self._edits: dict[Source, dict[tuple[int, int], bytes]] = {}
        self._pages_of: dict[Source, Page] = {}
        self._traces: list[tuple[Source, Trace]] | None = None

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None,
                 _where: TracebackType | None) -> None:
        self.proof.close()
        self.file.close()

    def change(self, sentence: str, **values: Value) -> None:
        """Record a change."""
        self.changes.append(Change(sentence, values))

    def leave(self, sentence: str, **values: Value) -> None:
        """Record what is left as it is."""
        self.left.append(Change(sentence, values))

    def traces(self) -> list[tuple[Source, Trace]]:
        """Every painted object and where it is written, page after page."""
        if self._traces is None:
            self._traces = []
            for page in self.proof.pages:
                for trace in page.traces():
                    source = (0, trace.source) if trace.source else (page.number, 0)
                    if trace.source >= 0:
                        self._pages_of.setdefault(source, page)
                        self._traces.append((source, trace))
        return self._traces

    def sources(self) -> list[Source]:
        """Every content stream: those of all pages, and those that something is painted by."""
        found = dict.fromkeys((page.number, 0) for page in self.proof.pages)
        return [*found, *dict.fromkeys(source for source, _ in self.traces() if source not in found)]

    def content(self, source: Source) -> bytes:
        """A stream's bytes, decoded."""
        page, number = source
        return page_content(self.proof.pages[page - 1].leaf) if page else decoded(self._object(number))

    def resources(self, source: Source) -> Pdf:
        """What the names in a stream refer to."""
        page, number = source
        own = None if page else entry(self._object(number), "/Resources")
        return own if own is not None else resolved(self.page_of(source).inherited.get("/Resources"))

    def put(self, source: Source, start: int, end: int, new: bytes) -> None:
        """Write `new` in place of a stream's bytes from `start` to `end`."""
        self._edits.setdefault(source, {})[start, end] = new

    def discard(self) -> None:
        """Forget every edit of streams."""
        self._edits.clear()

    def around(self, source: Source, trace: Trace, before: bytes, after: bytes) -> None:
        """Write `before` and `after` around the operators of a painted object."""
        raw = self.content(source)[trace.start:trace.end]
        self.put(source, trace.start, trace.end, before + b" " + raw + b" " + after)

    def decided(self, decide: Callable[[Painted], object]) -> Iterator[tuple[Source, Trace]]:
        """The traces for whose objects `decide` says yes wherever they are painted; others of these are left, and told.

        A form that is painted twice in two colours has one stream: what is right for one may be wrong for the other.
        """
        every: dict[tuple[Source, int, int], list[tuple[bool, Trace]]] = {}
        for source, trace in self.traces():
            every.setdefault((source, trace.start, trace.end), []).append((bool(decide(trace.thing)), trace))
        mixed = 0
        for (source, _, _), said in every.items():
            if all(yes for yes, _ in said):
                yield source, said[0][1]
            mixed += any(yes for yes, _ in said) and not all(yes for yes, _ in said)
        if mixed:
            self.leave(N_("{count} object{count||s} painted several times, each time in another way"), count=mixed)

    def named(self, source: Source, kind: str, stem: str, value: Any) -> bytes:
        """The name of a resource that is added for a stream, in the notation of its content."""
        page, number = source
        holder = self.file.pages[page - 1].obj if page else self.file.get_object(number, 0)
        if "/Resources" not in holder:
            holder["/Resources"] = _inherited(self.file.pages[self.page_of(source).number - 1].obj)
        resources = holder["/Resources"]
        if kind not in resources:
            resources[kind] = self._dictionary()
        names = resources[kind]
        key = stem
        while key in names and names[key] != value:
            key += "x"
        names[key] = value
        return key.encode()

    def saved(self) -> bytes:
        """The file with every edit made."""
        import pikepdf

        for source, edits in self._edits.items():
            content, parts, at = self.content(source), [], 0
            for (start, end), new in sorted(edits.items()):
                parts += [content[at:start], new]
                at = end
            whole = b"".join([*parts, content[at:]])
            page, number = source
            if page:
                self.file.pages[page - 1].obj["/Contents"] = self.file.make_stream(whole)
            else:
                self.file.get_object(number, 0).write(whole)
        out = io.BytesIO()
        self.file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.preserve, linearize=False,
                       deterministic_id=False, static_id=False, fix_metadata_version=False)
        return out.getvalue()

    def _object(self, number: int) -> Pdf:
        return self.proof.document.object(number, 0) if self.proof.document else None

    def page_of(self, source: Source) -> Page:
        """The page of a stream, or the first one that shows it."""
        return self.proof.pages[source[0] - 1] if source[0] else self._pages_of[source]

    @staticmethod
    def _dictionary() -> Any:
        import pikepdf

        return pikepdf.Dictionary()


def operand(value: float) -> bytes:
    """A number as an operand."""
    return f"{value:.5f}".rstrip("0").rstrip(".").encode() or b"0"


def _inherited(page: Any) -> Any:
    """The resources of a page, its own or its ancestors'."""
    import pikepdf

    holder = page
    for _ in range(50):
        if "/Resources" in holder:
            return holder["/Resources"]
        if "/Parent" not in holder:
            break
        holder = holder["/Parent"]
    return pikepdf.Dictionary()


def _refused(reason: str) -> Refused:
    return Refused([finding(NOT_FIXED, N_("the file cannot be fixed: {reason}"), reason=reason)])
