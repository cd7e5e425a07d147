"""Another file opened without trusting it, as far as one page."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from pressroom.artwork.placed_pages.objects import Pdf, entry, items, mark, raw, resolved
from pressroom.artwork.placed_pages.scanning import Unreadable
from pressroom.findings import N_

MOST_PAGES = 500
_MOST_NODES = 4 * MOST_PAGES


@contextmanager
def quiet() -> Iterator[None]:
    """What pypdf logs meanwhile is kept from the terminal."""
    log, deaf = logging.getLogger("pypdf"), logging.NullHandler()
    before, log.propagate = log.propagate, False
    log.addHandler(deaf)
    try:
        yield
    finally:
        log.removeHandler(deaf)
        log.propagate = before


def root_of(content: bytes) -> Pdf:
    """The catalogue of a file.

    Raises:
        Unreadable: it is locked, or has none.
    """
    import pypdf

    if b"%PDF-" not in content[:1024]:
        raise Unreadable(N_("it is no PDF, or a broken one"))
    reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if dict.get(reader.trailer, "/Encrypt") is not None:
        raise Unreadable(N_("it is locked with a password"))
    root = entry(reader.trailer, "/Root")
    if not isinstance(root, dict):
        raise Unreadable(N_("it is no PDF, or a broken one"))
    return root


def leaves(root: Pdf) -> list[Pdf]:
    """The pages of a file, in order.

    Raises:
        Unreadable: there are none, or more than anybody picks a picture from.
    """
    found: list[Pdf] = []
    waiting: list[tuple[Pdf, frozenset[tuple[int, int]]]] = [(raw(root, "/Pages"), frozenset())]
    for _ in range(_MOST_NODES):
        if not waiting or len(found) > MOST_PAGES:
            break
        value, stem = waiting.pop()
        node = resolved(value)
        if not isinstance(node, dict) or mark(value) in stem:
            continue
        kids = entry(node, "/Kids")
        if isinstance(kids, list):
            below = stem | {mark(value)}
            waiting.extend((kid, below) for kid in reversed(list(list.__iter__(kids))[:_MOST_NODES]))
        else:
            found.append(node)
    if waiting or len(found) > MOST_PAGES:
        raise Unreadable(N_("it has more than 500 pages"))
    if not found:
        raise Unreadable(N_("it has no pages"))
    return found


def hidden_layers(root: Pdf) -> bool:
    """Whether some of its layers are switched off."""
    usual = entry(root, "/OCProperties", "/D")
    return bool(items(entry(usual, "/OFF"))) or entry(usual, "/BaseState") == "/OFF"
