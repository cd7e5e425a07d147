"""PDFium in a process of its own, for files of other programs: stopped when it takes too much time or memory.

The process is a fork, so that nothing is loaded twice; it keeps the file open, draws on request and sends pixels and
text back. Where processes cannot be forked, PDFium draws in this process, without bounds.
"""

from __future__ import annotations

import os
import time
import weakref
from typing import TYPE_CHECKING, Any

from pressroom.pdf.source import HeldFile
from pressroom.preflight.raster import NotRun, PageRenderer, Raster, Renderer
from pressroom.processes import ParentPipe, can_fork, fork, kill
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds on the drawing of one file.

    Attributes:
        once: seconds for one page, picture or text.
        altogether: seconds for the whole file.
        memory: bytes in addition to those of the process at its start.
    """

    once: float = 20.0
    altogether: float = 120.0
    memory: int = 3 * 2**29


def renderer(pdf: bytes | HeldFile, bounds: Bounds | None = None) -> Renderer:
    """The file in PDFium, in a process of its own where possible, which opens it on the first request.

    Raises:
        NotRun: PDFium is missing or cannot open the file.
    """
    return GuardedRenderer(pdf, bounds or Bounds()) if can_fork() else Renderer(pdf)


_MOST_GROWTH = 48 * 2**20  # bytes by which the process grows before the file is opened anew


class GuardedRenderer(Renderer):
    """A file that is drawn by another process.

    Attributes:
        halt_reason: why that process was stopped; empty while it answers.
    """

    def __init__(self, pdf: bytes | HeldFile, bounds: Bounds) -> None:
        self.halt_reason = ""
        self._pdf, self._bounds = pdf, bounds
        self._left = bounds.altogether
        self._pages = -1
        self._end: weakref.finalize[[int, int, Any, ParentPipe], GuardedRenderer] | None = None
        self._line: Any = None

    def __len__(self) -> int:
        if self._pages < 0:
            self._pages = self.ask("pages")
        return self._pages

    def close(self) -> None:
        """End the process; the next request starts another."""
        if self._end is not None:
            self._end()
        self._end = self._line = None

    def page(self, index: int, media: Box, rotate: int, corner: tuple[float, float] = (0.0, 0.0)) -> PageRenderer:
        """One page, as in `Renderer`."""
        return _GuardedPage(self, index, media, rotate, corner)

    def sheet(self, index: int, scale: float) -> Image:
        """A page's media box in colours, without rotation."""
        return self.ask("sheet", index, scale)  # type: ignore[no-any-return]

    def ask(self, *words: Any) -> Any:
        """The answer of the process to a request.

        Raises:
            NotRun: it raised an exception, or it was stopped; the message has the reason.
        """
        if self.halt_reason:
            raise NotRun(self.halt_reason)
        if self._end is None:
            self._begin()
        started, most = time.monotonic(), min(self._bounds.once, self._left)
        try:
            self._line.send(words)
            if not self._line.poll(most):
                spent = self._bounds.altogether if most < self._bounds.once else most
                self._halt(f"PDFium did not end within {spent:.0f} s")
            success, answer = self._line.recv()
        except (EOFError, ConnectionError):
            self._halt("PDFium crashed, or exceeded its memory limit")
        finally:
            self._left = max(0.0, self._left - (time.monotonic() - started))
        if not success:
            raise NotRun(answer)
        return answer

    def _halt(self, reason: str) -> None:
        self.halt_reason = reason
        self.close()
        raise NotRun(reason)

    def _begin(self) -> None:
        from multiprocessing.connection import Pipe  # lazy: for files of other programs alone

        parent = ParentPipe()
        near, far = Pipe()

        def serve() -> None:
            near.close()
            _serve(far, parent, self._pdf, self._bounds.memory)
        self._line, child = near, fork(serve)
        far.close()
        self._end = weakref.finalize(self, _end, os.getpid(), child, self._line, parent)


class _GuardedPage(PageRenderer):
    """One page of a file that another process draws."""

    def __init__(self, guard: GuardedRenderer, index: int, media: Box, rotate: int,
                 corner: tuple[float, float]) -> None:
        self._guard, self._media = guard, media
        self._key = (index, media, rotate, corner)
        guard.ask("open", *self._key)

    def raster(self, scale: float, area: Box | None = None) -> Raster:
        """As `PageRenderer.raster`."""
        return self._guard.ask("raster", *self._key, scale, area)  # type: ignore[no-any-return]

    def picture(self, scale: float, area: Box) -> Image:
        """As `PageRenderer.picture`."""
        return self._guard.ask("picture", *self._key, scale, area)  # type: ignore[no-any-return]

    def text(self) -> str:
        """As `PageRenderer.text`."""
        return self._guard.ask("text", *self._key)  # type: ignore[no-any-return]

    def lines(self) -> list[tuple[Box, str]]:
        """As `PageRenderer.lines`."""
        return self._guard.ask("lines", *self._key)  # type: ignore[no-any-return]


def _end(owner: int, child: int, line: Any, parent: ParentPipe) -> None:
    line.close()
    if os.getpid() != owner:  # a fork, in which objects of its parent were collected
        return
    kill(child)
    parent.cut()


def _serve(line: Any, parent: ParentPipe, pdf: bytes | HeldFile, memory: int) -> None:
    """Answer requests until the process is ended or the other end of the pipe is closed."""
    parent.follow()
    _limit_memory(memory)  # in addition to the memory of the thread that watches the parent
    drawing = _Drawing(pdf)
    while True:
        try:
            what, *words = line.recv()
        except (EOFError, OSError):
            return
        try:
            line.send((True, drawing.answer(what, words)))
        except Exception as trouble:  # any exception is reported to the parent
            line.send((False, str(trouble) or type(trouble).__name__))


class _Drawing:
    """The file in the process that draws it, and the one page that is open."""

    def __init__(self, pdf: bytes | HeldFile) -> None:
        self._pdf = pdf
        self._document: Renderer | None = None
        self._number = -1
        self._page: PageRenderer | None = None
        self._most_resident = _resident() + _MOST_GROWTH

    def answer(self, what: str, words: list[Any]) -> Any:
        """The answer to one request."""
        self._document = self._document or Renderer(self._pdf)
        if what == "pages":
            return len(self._document)
        if what == "sheet":
            return self._document.sheet(*words)
        index, media, rotate, corner, *rest = words
        if index != self._number:
            self._page = None  # one open page at a time bounds the memory
            self._page, self._number = self._document_for_more().page(index, media, rotate, corner), index
        return None if what == "open" else getattr(self._page, what)(*rest)

    def _document_for_more(self) -> Renderer:
        """The document; opened anew when PDFium holds much of the pages before, as it keeps every picture it read."""
        assert self._document is not None
        if _resident() > self._most_resident:
            self._document.close()
            self._document = Renderer(self._pdf)
        return self._document


def _resident(column: int = 1) -> int:
    """Bytes of memory that the process has resident, or (column 0) mapped; 0 where the system does not state them."""
    import resource
    from pathlib import Path

    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[column]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


def _limit_memory(memory: int) -> None:
    import resource

    if not (now := _resident(0)):
        return
    try:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = now + memory if hard == resource.RLIM_INFINITY else min(now + memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError):  # a system that bounds memory in another way
        return
