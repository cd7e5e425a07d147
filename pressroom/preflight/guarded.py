"""PDFium in a process of its own, for files that we did not make: ended when it takes too long, or too much.

The process is a fork, so that nothing is loaded twice; it holds the file, draws what it is asked for
and sends pixels and words back. Where processes cannot be forked PDFium draws here, without bounds.
"""

from __future__ import annotations

import os
import signal
import time
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pressroom.preflight.raster import NotRun, PageRenderer, Raster, Renderer
from pressroom.sheet.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the drawing of one file may take.

    Attributes:
        once: seconds for one page, picture or text.
        altogether: seconds for the whole file.
        memory: bytes more than the process has when it begins.
    """

    once: float = 20.0
    altogether: float = 120.0
    memory: int = 3 * 2**29


def renderer(pdf: bytes, bounds: Bounds | None = None) -> Renderer:
    """The file as PDFium opens it, in a process of its own where there can be one; that one opens it when it is asked.

    Raises:
        NotRun: PDFium is missing or cannot open the file.
    """
    return GuardedRenderer(pdf, bounds or Bounds()) if hasattr(os, "fork") else Renderer(pdf)


class GuardedRenderer(Renderer):
    """A file that is drawn by another process.

    Attributes:
        halted: why that process was ended; empty while it answers.
    """

    def __init__(self, pdf: bytes, bounds: Bounds) -> None:
        self.halted = ""
        self._pdf, self._bounds = pdf, bounds
        self._left = bounds.altogether
        self._pages = -1
        self._end: weakref.finalize[[Any, Any], GuardedRenderer] | None = None
        self._line: Any = None

    def __len__(self) -> int:
        if self._pages < 0:
            self._pages = self.asked("pages")
        return self._pages

    def close(self) -> None:
        """End the process; another one begins when more is asked for."""
        if self._end is not None:
            self._end()
        self._end = self._line = None

    def page(self, index: int, media: Box, rotate: int) -> PageRenderer:
        """One page, counted from 0, whose media box stands at `media` on the sheet."""
        return _GuardedPage(self, index, media, rotate)

    def sheet(self, index: int, scale: float) -> Image:
        """A page's whole paper in colours, unturned."""
        return self.asked("sheet", index, scale)  # type: ignore[no-any-return]

    def asked(self, *words: Any) -> Any:
        """What the process answers.

        Raises:
            NotRun: it says so, or it was ended; the message says why.
        """
        if self.halted:
            raise NotRun(self.halted)
        if self._end is None:
            self._begin()
        started, most = time.monotonic(), min(self._bounds.once, self._left)
        try:
            self._line.send(words)
            if not self._line.poll(most):
                spent = self._bounds.altogether if most < self._bounds.once else most
                self._halt(f"PDFium did not end within {spent:.0f} s")
            done, answer = self._line.recv()
        except (EOFError, ConnectionError):
            self._halt("PDFium broke down, or asked for more memory than an honest file needs")
        finally:
            self._left = max(0.0, self._left - (time.monotonic() - started))
        if not done:
            raise NotRun(answer)
        return answer

    def _halt(self, reason: str) -> None:
        self.halted = reason
        self.close()
        raise NotRun(reason)

    def _begin(self) -> None:
        from multiprocessing import get_context

        context = get_context("fork")
        self._line, other = context.Pipe()
        child = context.Process(target=_serve, args=(other, self._line, self._pdf, self._bounds.memory), daemon=True)
        child.start()
        other.close()
        self._end = weakref.finalize(self, _end, child, self._line)


class _GuardedPage(PageRenderer):
    """One page of a file that another process draws."""

    def __init__(self, guard: GuardedRenderer, index: int, media: Box, rotate: int) -> None:
        self._guard, self._media = guard, media
        self._named = (index, media, rotate)
        guard.asked("open", *self._named)

    def drawn(self, scale: float, area: Box | None = None) -> Raster:
        """As `PageRenderer.drawn`."""
        return self._guard.asked("drawn", *self._named, scale, area)  # type: ignore[no-any-return]

    def picture(self, scale: float, area: Box) -> Image:
        """As `PageRenderer.picture`."""
        return self._guard.asked("picture", *self._named, scale, area)  # type: ignore[no-any-return]

    def text(self) -> str:
        """As `PageRenderer.text`."""
        return self._guard.asked("text", *self._named)  # type: ignore[no-any-return]

    def lines(self) -> list[tuple[Box, str]]:
        """As `PageRenderer.lines`."""
        return self._guard.asked("lines", *self._named)  # type: ignore[no-any-return]


def _end(child: Any, line: Any) -> None:
    line.close()
    child.kill()
    child.join()


def _serve(line: Any, other: Any, pdf: bytes, memory: int) -> None:
    """What the process does until it is ended, or nobody is left to ask."""
    other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked is told, and ends this
    _bound(memory)
    document: Renderer | None = None
    kept: dict[tuple[Any, ...], PageRenderer] = {}
    while True:
        try:
            what, *words = line.recv()
        except (EOFError, OSError):
            return
        try:
            document = document or Renderer(pdf)
            line.send((True, _answer(document, kept, what, words)))
        except Exception as trouble:  # whatever it is, who asked is told, and goes on
            line.send((False, str(trouble) or type(trouble).__name__))


def _answer(document: Renderer, kept: dict[tuple[Any, ...], PageRenderer], what: str, words: list[Any]) -> Any:
    if what == "pages":
        return len(document)
    if what == "sheet":
        return document.sheet(*words)
    index, media, rotate, *rest = words
    if index not in kept:
        kept.clear()  # one page at a time: a book is not held open on every page
        kept[index] = document.page(index, media, rotate)
    return None if what == "open" else getattr(kept[index], what)(*rest)


def _bound(memory: int) -> None:
    import resource
    from pathlib import Path

    try:
        now = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = now + memory if hard == resource.RLIM_INFINITY else min(now + memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError, IndexError):  # a system that counts memory in another way
        return
