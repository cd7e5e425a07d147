"""Findings about what cannot be drawn, each at its line, and the drawing as plain elements for the outliner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pressroom.artwork.drawings import vocabulary
from pressroom.artwork.drawings.art import CURRENT
from pressroom.artwork.drawings.paint import Paint, colour_of
from pressroom.artwork.drawings.plain import PlainElement
from pressroom.artwork.drawings.read import Node
from pressroom.artwork.drawings.rules import BROKEN, MOST_ELEMENTS, MOST_NESTED, UNSUPPORTED
from pressroom.artwork.drawings.style import names_of, properties_of, sheet_of
from pressroom.artwork.drawings.transforms import matrix_of
from pressroom.findings import N_, Finding, FindingCode, by_place, finding
from pressroom.records import dataclass, field, replace

_MOST_FINDINGS = 100

# What an element inherits for fill and stroke; None where it depends on a `use` elsewhere.
Inherited = Mapping[str, Paint | None]


@dataclass(slots=True)
class CheckedDrawing:
    """A drawing with its faults.

    Attributes:
        findings: what cannot be drawn, in order of lines.
        plain: the drawing; usable only without findings.
    """

    findings: list[Finding] = field(default_factory=list)
    plain: PlainElement | None = None


def check(root: Node) -> CheckedDrawing:
    """The drawing under `root`, with all its faults."""
    walk = _Walk(root)
    walk.check_expansion()
    plain = walk.element(root, {"fill": Paint("#000000", (), None), "stroke": Paint("none", (), None)})
    walk.check_current_colour()
    if plain:
        walk.check_references(plain)
    findings = by_place(walk.findings)
    if len(findings) > _MOST_FINDINGS:
        more = finding(UNSUPPORTED, N_("the drawing has {count} more faults"),
                       source=findings[_MOST_FINDINGS].source, count=len(findings) - _MOST_FINDINGS)
        findings = [*findings[:_MOST_FINDINGS], more]
    return CheckedDrawing(findings, plain)


class _Walk:
    """One walk through the tree, which fills `findings`."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.sheet = sheet_of(root)
        self.findings = list(self.sheet.findings)
        self.uses_current_colour = False
        self.by_id: dict[str, Node] = {}
        for node in root.all():
            self.by_id.setdefault(node.attributes.get("id", ""), node)
        self.by_id.pop("", None)
        self.used = {vocabulary.href(node)[1:] for node in root.all() if node.tag == "use"}
        self.coloured: list[Node] = []

    def refuse(self, node: Node, message: str, rule: FindingCode = UNSUPPORTED, **values: Any) -> None:
        self.findings.append(finding(rule, message, source=node.place, **values))

    def check_current_colour(self) -> None:
        """Refuse `color` where currentColor is used: it would override the ink that the layout chooses."""
        if self.uses_current_colour:
            for node in self.coloured:
                self.refuse(node, N_("the property color gives currentColor a fixed value; leave it out"))

    def check_references(self, root: PlainElement) -> None:
        """Refuse what shows, or is cut by, an element that is hidden: it is none of those that can be drawn."""
        drawn = {element.identity for element in root.all()}
        for element in root.all():
            for identity in (element.target, element.clip or ""):
                if identity in self.by_id and identity not in drawn:
                    self.findings.append(finding(
                        UNSUPPORTED, N_("the element {target} is used here, but it is hidden or cannot be drawn"),
                        source=element.place, target=f"#{identity}"))

    def shown(self, node: Node) -> Node:
        """What a `use` shows in the end, if it is a chain of them; the element itself where it is none."""
        seen: set[int] = set()
        while node.tag == "use" and id(node) not in seen:
            seen.add(id(node))
            node = self.by_id.get(vocabulary.href(node)[1:], node)
        return node

    def check_expansion(self) -> None:
        """Count the elements with all uses expanded, before any is copied: nested uses grow exponentially."""
        measured: dict[int, tuple[int, int]] = {}
        open_nodes: set[int] = set()

        def measure(node: Node) -> tuple[int, int]:
            """The elements and the levels, of the node and everything inside."""
            if id(node) in measured:
                return measured[id(node)]
            if id(node) in open_nodes:
                self.refuse(node, N_("the element {tag} uses itself"), BROKEN, tag=node.tag)
                return MOST_ELEMENTS + 1, 0
            if len(open_nodes) >= MOST_NESTED:
                return 0, MOST_NESTED
            open_nodes.add(id(node))
            target = self.by_id.get(vocabulary.href(node)[1:]) if node.tag == "use" else None
            inner = [measure(each) for each in (*node.children, *([target] if target else []))]
            open_nodes.discard(id(node))
            measured[id(node)] = 1 + sum(count for count, _ in inner), 1 + max((deep for _, deep in inner), default=0)
            return measured[id(node)]

        count, levels = measure(self.root)
        if (count > MOST_ELEMENTS or levels > MOST_NESTED) and not self.findings:
            self.refuse(self.root, N_("with its uses the drawing has more than {limit} elements, or more than {depth} "
                                      "levels"), limit=MOST_ELEMENTS, depth=MOST_NESTED)

    def element(self, node: Node, above: Inherited, *, clip: bool = False) -> PlainElement | None:
        """The plain element; None when it cannot or need not be drawn. `above` is what it inherits."""
        if node.tag in vocabulary.INVISIBLE:
            return None
        if node.tag not in vocabulary.OUTPUT_TAGS or (node.tag == "svg" and node is not self.root):
            self.refuse(node, N_("the element {tag} cannot be drawn"), tag=node.tag)
            return None
        properties = properties_of(node, self.sheet)
        if vocabulary.is_hidden(properties):
            if any(properties_of(inner, self.sheet).get("visibility") == "visible" for inner in node.all()[1:]):
                self.refuse(node, N_("a visible part inside a hidden one cannot be drawn"))
            return None
        if clip and (shown := self.shown(node)).tag not in (*vocabulary.SHAPES, "use"):
            self.refuse(node, N_("the element {tag} cannot be drawn inside a clip path"), tag=shown.tag)
        self.check_kind(node)
        identity = node.attributes.get("id", "")
        above = above if identity not in self.used else {"fill": None, "stroke": None}
        inherited = self.paints_of(node, properties, above)
        plain = PlainElement(vocabulary.OUTPUT_TAGS[node.tag], node.place,
                             node.attributes.get("points" if node.tag in ("polyline", "polygon") else "d", ""),
                             self.geometry(node), paints=self.own_paints(node, properties, inherited))
        self.appearance(node, properties, plain)
        if identity and self.by_id[identity] is node:
            plain.identity = identity
        if node.tag == "use":
            plain.target = self.use_target(node)
        inner = (self.element(child, inherited, clip=node.tag == "clipPath") for child in node.children)
        plain.children = [child for child in inner if child]
        return plain

    def check_kind(self, node: Node) -> None:
        """Refuse attributes and children that the tag must not have."""
        for name in node.attributes:
            if name.startswith("on") or name in vocabulary.CONDITIONS:
                self.refuse(node, N_("the attribute {name} cannot be drawn"), name=name)
        if node.tag == "symbol" and "viewBox" in node.attributes:
            self.refuse(node, N_("a symbol with a viewBox of its own cannot be drawn"))
        if node.tag == "clipPath" and node.attributes.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse":
            self.refuse(node, N_("a clip path in units of the clipped shape cannot be drawn"))
        inner = [child for child in node.children if child.tag not in vocabulary.INVISIBLE]
        if inner and node.tag in vocabulary.SHAPES:
            self.refuse(inner[0], N_("the element {tag} cannot be drawn inside a shape"), tag=inner[0].tag)

    def geometry(self, node: Node) -> dict[str, float]:
        """The lengths that place the element."""
        return {name: self.length(node, name, node.attributes[name])
                for name in vocabulary.SHAPES.get(node.tag, ("x", "y") if node.tag == "use" else ())
                if node.attributes.get(name, "auto") != "auto"}

    def use_target(self, node: Node) -> str:
        """The id of what a `use` shows."""
        target = vocabulary.href(node)
        if not target.startswith("#"):
            self.refuse(node, N_("the use of {target} leads outside the drawing"), target=target or '""')
        elif target[1:] not in self.by_id:
            self.refuse(node, N_("the drawing has no element {target}"), BROKEN, target=target)
        return target[1:]

    def length(self, node: Node, name: str, text: str) -> float:
        number = vocabulary.number(text)
        if number is None:
            self.refuse(node, N_("the length {name}={value} cannot be drawn; write it in pixels, without a unit"),
                        name=name, value=text)
        return number or 0.0

    def appearance(self, node: Node, properties: dict[str, str], plain: PlainElement) -> None:
        """Fill in the look of the element."""
        if properties.get("color", CURRENT).lower() not in (CURRENT.lower(), "inherit"):
            self.coloured.append(node)
        for name, value in properties.items():
            if name in vocabulary.UNSUPPORTED_PROPERTIES:
                if value not in (*vocabulary.UNSUPPORTED_PROPERTIES[name], "", "inherit"):
                    self.refuse(node, N_("the property {name} cannot be drawn"), name=name)
            elif name in vocabulary.LENGTHS:
                self.own_length(node, name, value, plain)
            elif name in vocabulary.KEYWORDS:
                if value in vocabulary.KEYWORDS[name]:
                    plain.keywords[name] = value
                elif value not in ("", "inherit"):
                    self.refuse(node, N_("the property {name} cannot be drawn"), name=name)
            elif name not in vocabulary.OTHER_PROPERTIES:
                self.refuse(node, N_("the property {name} is not known"), name=name)
        self.opacity(node, properties, plain)
        self.transforms(node, properties, plain)

    def own_length(self, node: Node, name: str, value: str, plain: PlainElement) -> None:
        if value in ("", "inherit"):
            return
        plain.lengths[name] = self.length(node, name, value)
        if name == "stroke-width" and plain.lengths[name] < 0:
            self.refuse(node, N_("the property {name} cannot be drawn"), name=name)

    def paints_of(self, node: Node, properties: dict[str, str], above: Inherited) -> Inherited:
        """Fill and stroke of the element and its children: its own, or those it inherits, with its names first."""
        names = names_of(node)
        paints: dict[str, Paint | None] = {}
        for name, inherited in above.items():
            colour = self.colour(node, name, properties.get(name, "inherit"))
            if colour:
                paints[name] = Paint(colour, names, node.place)
            else:
                paints[name] = inherited and replace(inherited, names=(*names, *inherited.names))
        return paints

    def own_paints(self, node: Node, properties: dict[str, str], inherited: Inherited) -> dict[str, Paint]:
        """Fill and stroke of visible elements and of those that set them for their children."""
        visible = node.tag in vocabulary.SHAPES or node.tag == "use"
        paints = {name: replace(paint, place=paint.place or node.place) for name, paint in inherited.items()
                  if paint and (visible or name in properties)}
        self.uses_current_colour |= any(paint.colour == CURRENT for paint in paints.values())
        return paints

    def colour(self, node: Node, name: str, value: str) -> str:
        """The colour or `none`; empty when it is inherited or cannot be drawn."""
        if value in ("inherit", ""):
            return ""
        if value.startswith("url("):
            self.refuse(node, N_("{name}: gradients and patterns cannot be drawn, only flat colours"), name=name)
            return ""
        try:
            return colour_of(value)
        except ValueError:
            self.refuse(node, N_("{name}: {value} is not an opaque colour"), name=name, value=value)
            return ""

    def opacity(self, node: Node, properties: dict[str, str], plain: PlainElement) -> None:
        """Refuse transparency; a fill or stroke of opacity 0 becomes `none`."""
        for name, paint in (("opacity", ""), ("fill-opacity", "fill"), ("stroke-opacity", "stroke")):
            value = vocabulary.fraction(properties.get(name, "1"))
            if value == 1 or (paint and properties.get(paint) == "none"):
                continue
            if value == 0 and paint and node.tag in vocabulary.SHAPES:
                plain.paints[paint] = Paint("none", (), node.place)
            else:
                self.refuse(node, N_("{name}: {value} cannot be drawn; every shape must be opaque"), name=name,
                            value=properties[name])

    def transforms(self, node: Node, properties: dict[str, str], plain: PlainElement) -> None:
        """Transforms, clips and dashes."""
        if (transform := properties.get("transform", "none")) not in ("none", ""):
            if vocabulary.has_units(transform):
                self.refuse(node, N_("the transform {value} has units; write plain numbers"), value=transform)
            elif (matrix := matrix_of(transform)) is None:
                self.refuse(node, N_("the transform {value} cannot be read"), BROKEN, value=transform[:60])
            else:
                plain.matrix = matrix
        if (clip := properties.get("clip-path", "none")) not in ("none", "", "inherit"):
            target = vocabulary.local_url(clip)
            if target is None:
                self.refuse(node, N_("the clip path {value} cannot be drawn"), value=clip)
            elif self.by_id.get(target, self.root).tag != "clipPath":
                self.refuse(node, N_("the drawing has no clip path #{target}"), BROKEN, target=target)
            plain.clip = target
        if (dashes := properties.get("stroke-dasharray", "inherit")) not in ("", "inherit"):
            lengths = [] if dashes == "none" else dashes.replace(",", " ").split()
            plain.dashes = tuple(self.length(node, "stroke-dasharray", part) for part in lengths)
            if min(plain.dashes, default=0) < 0:
                self.refuse(node, N_("the property {name} cannot be drawn"), name="stroke-dasharray")
