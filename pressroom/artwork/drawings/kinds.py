"""Attributes and children that an element must not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressroom.artwork.drawings import vocabulary
from pressroom.artwork.drawings.read import Node
from pressroom.artwork.drawings.rules import UNSUPPORTED
from pressroom.findings import N_, Finding, finding


def kind_findings(node: Node) -> Iterator[Finding]:
    """Findings about attributes and children that the tag must not have."""
    for name in node.attributes:
        if name.startswith("on") or name in vocabulary.CONDITIONS:
            yield finding(UNSUPPORTED, N_("the attribute {name} cannot be drawn"), source=node.place, name=name)
    if node.tag == "symbol" and "viewBox" in node.attributes:
        yield finding(UNSUPPORTED, N_("a symbol with a viewBox of its own cannot be drawn"), source=node.place)
    for tag, name in (("clipPath", "clipPathUnits"), ("mask", "maskContentUnits")):
        if node.tag == tag and node.attributes.get(name, "userSpaceOnUse") != "userSpaceOnUse":
            yield finding(UNSUPPORTED, N_("{name}: units of the shape that is cut cannot be drawn"), source=node.place,
                          name=name)
    inner = [child for child in node.children if child.tag not in vocabulary.INVISIBLE]
    if inner and node.tag in vocabulary.SHAPES:
        yield finding(UNSUPPORTED, N_("the element {tag} cannot be drawn inside a shape"), source=inner[0].place,
                      tag=inner[0].tag)


def shown(node: Node, by_id: Mapping[str, Node]) -> Node:
    """What a `use` shows in the end, if it is a chain of them; the element itself where it is none."""
    seen: set[int] = set()
    while node.tag == "use" and id(node) not in seen:
        seen.add(id(node))
        node = by_id.get(vocabulary.href(node)[1:], node)
    return node
