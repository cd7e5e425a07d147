"""A drawing's elements after the checks: shapes, groups, uses and clip paths, in numbers and paints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressroom.artwork.drawings.paint import Paint
from pressroom.artwork.drawings.transforms import IDENTITY, Matrix
from pressroom.findings import Place
from pressroom.records import dataclass, field


@dataclass(slots=True)
class PlainElement:
    """An element that can be drawn. Children inherit paints, lengths, keywords and dashes.

    Attributes:
        tag: that of a shape, `g`, `defs`, `symbol`, `clipPath`, `mask` or `use`.
        place: where it begins in the file.
        outline: the text of `d` or `points`; empty for other shapes.
        geometry: the lengths that place it, in its own units.
        paints: of `fill` and `stroke`, those that it does not inherit.
        lengths: stroke width, miter limit, dash offset, and the opacities of fill and stroke, those that it
            does not inherit.
        keywords: caps, joins and rules, those that it does not inherit.
        dashes: of its stroke; empty for a solid one, None where inherited.
        matrix: from its own units to those of its parent.
        clip, mask: the ids of its clip path and its mask; None without one.
        opacity: of the whole, its children included; 1 is opaque.
        identity: its id; empty where another element bears the same one before it.
        target: the id of what a `use` shows.
        children: the elements inside.
    """

    tag: str
    place: Place
    outline: str
    geometry: dict[str, float]
    paints: dict[str, Paint]
    lengths: dict[str, float] = field(default_factory=dict)
    keywords: dict[str, str] = field(default_factory=dict)
    dashes: tuple[float, ...] | None = None
    matrix: Matrix = IDENTITY
    clip: str | None = None
    mask: str | None = None
    opacity: float = 1.0
    identity: str = ""
    target: str = ""
    children: list[PlainElement] = field(default_factory=list)

    def all(self) -> Iterator[PlainElement]:
        """The element and everything inside, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


def clip_rules(root: PlainElement, initial: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The keywords that each clip path inherits from where it is defined."""
    waiting: list[tuple[PlainElement, Mapping[str, str]]] = [(root, initial)]
    while waiting:
        element, keywords = waiting.pop()
        if element.tag == "clipPath":
            yield element.identity, keywords
        keywords = {**keywords, **element.keywords} if element.keywords else keywords
        waiting += [(child, keywords) for child in element.children]
