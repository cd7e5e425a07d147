"""The page tree: pages in order, each with what it inherits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressroom.preflight.objects import Pdf, entry, raw_entry, resolved

MOST_PAGES = 500
INHERITED = ("/MediaBox", "/CropBox", "/Resources", "/Rotate")


def leaves(catalogue: Pdf) -> Iterator[tuple[Pdf, Mapping[str, Pdf]]]:
    """Pages in order with what they inherit; a branch that leads back to its own stem is passed over."""
    waiting: list[tuple[Pdf, Mapping[str, Pdf], frozenset[int]]] = [(raw_entry(catalogue, "/Pages"), {}, frozenset())]
    for _ in range(4 * MOST_PAGES):
        if not waiting:
            return
        raw, inherited, stem = waiting.pop()
        node, mark = resolved(raw), getattr(raw, "idnum", 0)
        if not isinstance(node, dict) or mark in stem:
            continue
        here = {**inherited, **{key: raw_entry(node, key) for key in INHERITED if key in node}}
        kids = entry(node, "/Kids")
        if isinstance(kids, list):
            below = stem | {mark} if mark else stem
            waiting.extend((kid, here, below) for kid in reversed(list(list.__iter__(kids))))
        else:
            yield node, here
