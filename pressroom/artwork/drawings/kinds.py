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
    if node.tag == "mask" and not _mask_is_whole(node):
        yield finding(UNSUPPORTED, N_("a mask that is cut to a part of its shape cannot be drawn"), source=node.place)
    inner = [child for child in node.children if child.tag not in vocabulary.INVISIBLE]
    if inner and node.tag in vocabulary.SHAPES:
        yield finding(UNSUPPORTED, N_("the element {tag} cannot be drawn inside a shape"), source=inner[0].place,
                      tag=inner[0].tag)


def _mask_is_whole(node: Node) -> bool:
    """Whether a mask's own box is stated in units of the drawing, or holds the whole shape (SVG 1.1, 14.4)."""
    stated = {name: node.attributes[name] for name in ("x", "y", "width", "height") if name in node.attributes}
    if node.attributes.get("maskUnits") == "userSpaceOnUse":
        return len(stated) == 4
    box = {"x": -0.1, "y": -0.1, "width": 1.2, "height": 1.2}
    for name, text in stated.items():
        share = _share(text)
        if share is None:
            return False
        box[name] = share
    return box["x"] <= 0 and box["y"] <= 0 and box["x"] + box["width"] >= 1 and box["y"] + box["height"] >= 1


def _share(text: str) -> float | None:
    text = text.strip()
    number = vocabulary.number(text.removesuffix("%"))
    return None if number is None else number / 100 if text.endswith("%") else number


def shown(node: Node, by_id: Mapping[str, Node]) -> Node:
    """What a `use` shows in the end, if it is a chain of them; the element itself where it is none."""
    seen: set[int] = set()
    while node.tag == "use" and id(node) not in seen:
        seen.add(id(node))
        node = by_id.get(vocabulary.href(node)[1:], node)
    return node
