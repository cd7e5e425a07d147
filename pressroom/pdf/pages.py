"""The page tree: pages in order, each with what it inherits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressroom.findings import N_
from pressroom.pdf.bounds import MOST_CONTENT, MOST_PAGES, MOST_STREAM
from pressroom.pdf.errors import TooLarge, TooMuch, Unreadable
from pressroom.pdf.objects import Pdf, entry, is_stream, items, object_id, raw_entry, resolved
from pressroom.pdf.streams import decoded
from pressroom.records import dataclass

INHERITED = ("/MediaBox", "/CropBox", "/Resources", "/Rotate")
_NODES_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page.

    Attributes:
        entries: its dictionary.
        inherited: MediaBox, CropBox, Resources and Rotate, its own or its ancestors', references not resolved.
        identity: of its object.
    """

    entries: Pdf
    inherited: Mapping[str, Pdf]
    identity: tuple[int, int]


def leaves(catalogue: Pdf, most_pages: int = MOST_PAGES) -> Iterator[Leaf]:
    """Pages in order; a node that refers back to one of its ancestors is skipped.

    Raises:
        TooMuch: the tree has more than four nodes for each of `most_pages`.
    """
    most_nodes = _NODES_A_PAGE * most_pages
    waiting: list[tuple[Pdf, Mapping[str, Pdf], frozenset[tuple[int, int]]]] = [
        (raw_entry(catalogue, "/Pages"), {}, frozenset())]
    for _ in range(most_nodes):
        if not waiting:
            return
        raw, inherited, ancestors = waiting.pop()
        node = resolved(raw)
        if not isinstance(node, dict) or object_id(raw) in ancestors:
            continue
        here = {**inherited, **{key: raw_entry(node, key) for key in INHERITED if key in node}}
        kids = entry(node, "/Kids")
        if isinstance(kids, list):
            below = ancestors | {object_id(raw)} if hasattr(raw, "idnum") else ancestors
            waiting.extend((kid, here, below) for kid in reversed(list(list.__iter__(kids))[:most_nodes]))
        else:
            yield Leaf(node, here, object_id(raw))
    if waiting:
        raise TooMuch(N_("it has more than 500 pages") if most_pages == MOST_PAGES else f"more than {most_pages} pages")


def all_pages(catalogue: Pdf) -> list[Leaf]:
    """The pages of a file, in order.

    Raises:
        Unreadable: there are none, or more than 500.
    """
    pages: list[Leaf] = []
    for leaf in leaves(catalogue):
        pages.append(leaf)
        if len(pages) > MOST_PAGES:
            raise TooMuch(N_("it has more than 500 pages"))
    if not pages:
        raise Unreadable(N_("it has no pages"))
    return pages


def hidden_layers(catalogue: Pdf) -> bool:
    """Whether some of the file's layers are switched off."""
    default = entry(catalogue, "/OCProperties", "/D")
    return bool(items(entry(default, "/OFF"))) or entry(default, "/BaseState") == "/OFF"


def page_content(page: Pdf) -> bytes:
    """A page's content; the parts of an array are joined with white space (ISO 32000-1, table 30).

    Raises:
        Undecodable: a part cannot be decoded.
        TooLarge: it decodes to more than 64 MiB, or one part to more than 32 MiB.
    """
    contents = entry(page, "/Contents")
    parts = [each for each in (items(contents) if isinstance(contents, list) else [contents]) if is_stream(each)]
    decoded_parts, size = [], 0
    for part in parts:
        decoded_parts.append(decoded(part, MOST_STREAM))
        size += len(decoded_parts[-1])
        if size > MOST_CONTENT:
            raise TooLarge(N_("its content decompresses to more than 64 MB"))
    return b"\n".join(decoded_parts)
