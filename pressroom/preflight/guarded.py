"""PDFium in a process of its own, for files of other programs: stopped when it takes too much time or memory.

The process is a fork, so that nothing is loaded twice; it keeps the file open, draws on request and sends pixels and
text back. Where processes cannot be forked, PDFium draws in this process, without bounds.
"""

from __future__ import annotations

import os
import time
import weakref
from typing import TYPE_CHECKING, Any

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


def renderer(pdf: bytes, bounds: Bounds | None = None) -> Renderer:
    """The file in PDFium, in a process of its own where possible, which opens it on the first request.

    Raises:
        NotRun: PDFium is missing or cannot open the file.
    """
    return GuardedRenderer(pdf, bounds or Bounds()) if can_fork() else Renderer(pdf)


class GuardedRenderer(Renderer):
    """A file that is drawn by another process.

    Attributes:
        halt_reason: why that process was stopped; empty while it answers.
    """

    def __init__(self, pdf: bytes, bounds: Bounds) -> None:
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

    def page(self, index: int, media: Box, rotate: int) -> PageRenderer:
        """One page, counted from 0; `media` is its media box on the sheet."""
        return _GuardedPage(self, index, media, rotate)

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

    def __init__(self, guard: GuardedRenderer, index: int, media: Box, rotate: int) -> None:
        self._guard, self._media = guard, media
        self._key = (index, media, rotate)
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


def _serve(line: Any, parent: ParentPipe, pdf: bytes, memory: int) -> None:
    """Answer requests until the process is ended or the other end of the pipe is closed."""
    parent.follow()
    _limit_memory(memory)  # in addition to the memory of the thread that watches the parent
    document: Renderer | None = None
    pages: dict[tuple[Any, ...], PageRenderer] = {}
    while True:
        try:
            what, *words = line.recv()
        except (EOFError, OSError):
            return
        try:
            document = document or Renderer(pdf)
            line.send((True, _answer(document, pages, what, words)))
        except Exception as trouble:  # any exception is reported to the parent
            line.send((False, str(trouble) or type(trouble).__name__))


def _answer(document: Renderer, pages: dict[tuple[Any, ...], PageRenderer], what: str, words: list[Any]) -> Any:
    if what == "pages":
        return len(document)
    if what == "sheet":
        return document.sheet(*words)
    index, media, rotate, *rest = words
    if index not in pages:
        pages.clear()  # one open page at a time bounds the memory
        pages[index] = document.page(index, media, rotate)
    return None if what == "open" else getattr(pages[index], what)(*rest)


def _limit_memory(memory: int) -> None:
    import resource
    from pathlib import Path

    try:
        now = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = now + memory if hard == resource.RLIM_INFINITY else min(now + memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError, IndexError):  # a system that counts memory in another way
        return
