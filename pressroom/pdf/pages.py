"""The page tree: pages in order, each with what it inherits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pressroom.findings import N_
from pressroom.pdf.bounds import MOST_CONTENT, MOST_PAGES, MOST_STREAM
from pressroom.pdf.errors import TooLarge, TooMuch, Unreadable
from pressroom.pdf.objects import Pdf, entry, is_stream, items, mark, raw_entry, resolved
from pressroom.pdf.streams import decoded

INHERITED = ("/MediaBox", "/CropBox", "/Resources", "/Rotate")
_MOST_NODES = 4 * MOST_PAGES


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page.

    Attributes:
        entries: its dictionary.
        inherited: MediaBox, CropBox, Resources and Rotate as they stand, its own or its ancestors'.
    """

    entries: Pdf
    inherited: Mapping[str, Pdf]


def leaves(catalogue: Pdf) -> Iterator[Leaf]:
    """Pages in order; a branch that leads back to its own stem is passed over.

    Raises:
        TooMuch: the tree has more than 2,000 nodes.
    """
    waiting: list[tuple[Pdf, Mapping[str, Pdf], frozenset[tuple[int, int]]]] = [
        (raw_entry(catalogue, "/Pages"), {}, frozenset())]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        raw, inherited, stem = waiting.pop()
        node = resolved(raw)
        if not isinstance(node, dict) or mark(raw) in stem:
            continue
        here = {**inherited, **{key: raw_entry(node, key) for key in INHERITED if key in node}}
        kids = entry(node, "/Kids")
        if isinstance(kids, list):
            below = stem | {mark(raw)} if hasattr(raw, "idnum") else stem
            waiting.extend((kid, here, below) for kid in reversed(list(list.__iter__(kids))[:_MOST_NODES]))
        else:
            yield Leaf(node, here)
    if waiting:
        raise TooMuch(N_("it has more than 500 pages"))


def all_pages(catalogue: Pdf) -> list[Leaf]:
    """The pages of a file, in order.

    Raises:
        Unreadable: there are none, or more than 500.
    """
    found: list[Leaf] = []
    for leaf in leaves(catalogue):
        found.append(leaf)
        if len(found) > MOST_PAGES:
            raise TooMuch(N_("it has more than 500 pages"))
    if not found:
        raise Unreadable(N_("it has no pages"))
    return found


def hidden_layers(catalogue: Pdf) -> bool:
    """Whether some of the file's layers are switched off."""
    usual = entry(catalogue, "/OCProperties", "/D")
    return bool(items(entry(usual, "/OFF"))) or entry(usual, "/BaseState") == "/OFF"


def page_content(page: Pdf) -> bytes:
    """A page's content; the parts of an array are joined with white space (ISO 32000-1, table 30).

    Raises:
        Undecodable: a part cannot be decoded.
        TooLarge: it decodes to more than 64 MiB, or one part to more than 32 MiB.
    """
    contents = entry(page, "/Contents")
    parts = [each for each in (items(contents) if isinstance(contents, list) else [contents]) if is_stream(each)]
    found, size = [], 0
    for part in parts:
        found.append(decoded(part, MOST_STREAM))
        size += len(found[-1])
        if size > MOST_CONTENT:
            raise TooLarge(N_("its content decompresses to more than 64 MB"))
    return b"\n".join(found)
