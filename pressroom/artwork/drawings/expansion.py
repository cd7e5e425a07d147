"""How many elements a drawing has with all its uses, counted before any is copied."""

from __future__ import annotations

from collections.abc import Mapping

from pressroom.artwork.drawings import vocabulary
from pressroom.artwork.drawings.read import Node
from pressroom.artwork.drawings.rules import BROKEN, MOST_ELEMENTS, MOST_NESTED, UNSUPPORTED
from pressroom.findings import N_, Finding, finding


def expansion_findings(root: Node, by_id: Mapping[str, Node]) -> list[Finding]:
    """That an element uses itself, or that there are too many: nested uses grow exponentially."""
    findings: list[Finding] = []
    measured: dict[int, tuple[int, int]] = {}
    open_nodes: set[int] = set()

    def measure(node: Node) -> tuple[int, int]:
        """The elements and the levels, of the node and everything inside."""
        if id(node) in measured:
            return measured[id(node)]
        if id(node) in open_nodes:
            findings.append(finding(BROKEN, N_("the element {tag} uses itself"), source=node.place, tag=node.tag))
            return MOST_ELEMENTS + 1, 0
        if len(open_nodes) >= MOST_NESTED:
            return 0, MOST_NESTED
        open_nodes.add(id(node))
        target = by_id.get(vocabulary.href(node)[1:]) if node.tag == "use" else None
        inner = [measure(each) for each in (*node.children, *([target] if target else []))]
        open_nodes.discard(id(node))
        measured[id(node)] = 1 + sum(count for count, _ in inner), 1 + max((deep for _, deep in inner), default=0)
        return measured[id(node)]

    count, levels = measure(root)
    if (count > MOST_ELEMENTS or levels > MOST_NESTED) and not findings:
        findings.append(finding(
            UNSUPPORTED, N_("with its uses the drawing has more than {limit} elements, or more than {depth} levels"),
            source=root.place, limit=MOST_ELEMENTS, depth=MOST_NESTED))
    return findings
