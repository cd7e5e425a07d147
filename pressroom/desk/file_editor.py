"""A file whose streams are edited in places; all other bytes of its streams stay as they were."""

from __future__ import annotations

import io
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from pressroom.brief import Brief
from pressroom.desk.content_streams import ContentStreams, Source
from pressroom.findings import N_, Refused, Value, code, finding
from pressroom.pdf.objects import Pdf
from pressroom.preflight.page import Page
from pressroom.preflight.proof import Proof
from pressroom.preflight.repair import Change
from pressroom.preflight.walk.tracing import Trace
from pressroom.records import dataclass

NOT_FIXED = code("not-fixed", N_("A fix-up needs a file that can be read in full: else it would change what it does "
                                 "not see."), N_("Export the file again from the program that made it."))
Decision = TypeVar("Decision", bound=Hashable)


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
        fonts: files of fonts that are at hand.
    """

    condition: str = ""
    profile: bytes = b""
    bleed: float = 8.504
    overprint_below: float = 12.0
    knock_out_from: float = 24.0
    least_line: float = 0.25
    fonts: tuple[Path, ...] = ()


class Editor:
    """A file being fixed.

    Attributes:
        proof: the file as it is read.
        streams: its content streams.
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
        self.streams = ContentStreams(self.proof)
        if not self.streams.known:
            raise _refused("a stream that is no object")
        self._edits: dict[Source, dict[tuple[int, int], bytes]] = {}

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

    def content(self, source: Source) -> bytes:
        """A stream's bytes, decoded."""
        return self.streams.content(source)

    def resources(self, source: Source) -> Pdf:
        """What names in a stream mean; None where they mean several things."""
        return self.streams.resources(source)

    def page_of(self, source: Source) -> Page:
        """The page of a stream, or the first one that shows it."""
        return self.streams.page_of(source)

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

    def decided(self, decide: Callable[[Source, Trace], Decision | None]) -> Iterator[tuple[Source, Trace, Decision]]:
        """The painted objects that are to be changed, and how; those to be changed in several ways are left, and told.

        A form that is painted twice in two colours has one stream: what is right for one may be wrong for the other.
        What soft masks are drawn by stays as it is.

        Args:
            decide: what is to be done with an object; None for nothing.
        """
        every: dict[tuple[Source, int, int], tuple[Trace, set[Decision | None]]] = {}
        for source, trace in self.streams.traces:
            decisions = every.setdefault((source, trace.start, trace.end), (trace, set()))[1]
            decisions.add(None if trace.masking else decide(source, trace))
        mixed = 0
        for (source, _, _), (trace, decisions) in every.items():
            if len(decisions) > 1:
                mixed += 1
            elif (decision := next(iter(decisions))) is not None:
                yield source, trace, decision
        if mixed:
            self.leave(N_("{count} object{count||s} painted several times, each time in another way"), count=mixed)

    def named(self, source: Source, kind: str, stem: str, value: Any) -> bytes | None:
        """The name of a resource that is added for a stream, in the notation of its content.

        None where the stream's names have no place of their own in the file.
        """
        resources = self.written_resources(source)
        if resources is None:
            return None
        if kind not in resources:
            resources[kind] = _dictionary()
        names, key = resources[kind], stem
        while key in names and names[key] != value:
            key += "x"
        names[key] = value
        return key.encode()

    def written_resources(self, source: Source) -> Any:
        """The dictionary in the file in which a stream's names are looked up, to be changed; None without one.

        A form without resources of its own uses those of its callers, which may be several (ISO 32000-1, 8.10.1).
        """
        holder = self.written(source)
        if source[0] and "/Resources" not in holder:
            holder["/Resources"] = _inherited(holder)
        if source[0] or self.streams.entered[source].has_own:
            return holder["/Resources"]
        found = [self.written_resources(caller) for caller in self.streams.callers[source]
                 if self.resources(source) is not None and self.resources(caller) == self.resources(source)]
        same = len(found) == len(self.streams.callers[source]) and all(each == found[0] for each in found)
        return found[0] if found and same else None

    def written(self, source: Source) -> Any:
        """The page or the stream in the file, to be changed."""
        page, stream = source
        return self.file.pages[page - 1].obj if page else self.file.get_object(stream)

    def saved(self) -> bytes:
        """The file with every edit made."""
        import pikepdf

        for source, edits in self._edits.items():
            content, parts, at = self.content(source), [], 0
            for (start, end), new in sorted(edits.items()):
                # An operator needs no space before a bracket: `Tm[(a)]TJ`.
                parts += [content[at:start], b" ", new, b" "]
                at = end
            whole = b"".join([*parts, content[at:]])
            holder = self.written(source)
            if source[0]:
                holder["/Contents"] = self.file.make_stream(whole)
            else:
                holder.write(whole)
        out = io.BytesIO()
        self.file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.preserve, linearize=False,
                       deterministic_id=False, static_id=False, fix_metadata_version=False)
        return out.getvalue()


def operand(value: float) -> bytes:
    """A number as an operand."""
    return f"{value:.5f}".rstrip("0").rstrip(".").encode() or b"0"


def _dictionary() -> Any:
    import pikepdf

    return pikepdf.Dictionary()


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
