"""Findings about what cannot be drawn, each at its line, and the drawing as plain SVG for the outliner.

The plain SVG has only shapes, groups, uses and clips. Every colour is replaced by a number (`#000001`,
`#000002`, ...) that identifies the original colour, the element's names and its place, so that the
outliner's result can be traced to all three.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from pressroom.artwork.drawings import vocabulary
from pressroom.artwork.drawings.art import CURRENT
from pressroom.artwork.drawings.paint import Paint, colour_of
from pressroom.artwork.drawings.read import Node
from pressroom.artwork.drawings.rules import BROKEN, MOST_ELEMENTS, UNSUPPORTED
from pressroom.artwork.drawings.style import names_of, properties_of, sheet_of
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
        plain: the drawing as plain SVG; usable only without findings.
        paints: the paint of each number, from `#000001` on.
    """

    findings: list[Finding] = field(default_factory=list)
    plain: str = ""
    paints: list[Paint] = field(default_factory=list)


def check(root: Node, view_box: tuple[float, float, float, float]) -> CheckedDrawing:
    """The drawing under `root`, with all its faults."""
    walk = _Walk(root)
    walk.check_expansion()
    content = walk.element(root, {"fill": Paint("#000000", (), None), "stroke": Paint("none", (), None)})
    walk.check_current_colour()
    findings = by_place(walk.findings)
    if len(findings) > _MOST_FINDINGS:
        more = finding(UNSUPPORTED, N_("the drawing has {count} more faults"),
                       source=findings[_MOST_FINDINGS].source, count=len(findings) - _MOST_FINDINGS)
        findings = [*findings[:_MOST_FINDINGS], more]
    plain = ('<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
             f'viewBox="{" ".join(map(repr, view_box))}">{content}</svg>')
    return CheckedDrawing(findings, plain, walk.paints)


class _Walk:
    """One walk through the tree, which fills `findings` and `paints`."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.sheet = sheet_of(root)
        self.findings = list(self.sheet.findings)
        self.paints: list[Paint] = []
        self.by_id: dict[str, Node] = {}
        for node in root.all():
            self.by_id.setdefault(node.attributes.get("id", ""), node)
        self.by_id.pop("", None)
        self.used = {vocabulary.href(node)[1:] for node in root.all() if node.tag == "use"}
        self.coloured: list[Node] = []

    def refuse(self, node: Node, message: str, rule: FindingCode = UNSUPPORTED, **values: Any) -> None:
        self.findings.append(finding(rule, message, source=node.place, **values))

    def number(self, paint: Paint, node: Node) -> str:
        """The number of a paint, used by `node`; `none` for no paint."""
        if paint.colour == "none":
            return "none"
        self.paints.append(replace(paint, place=paint.place or node.place))
        return f"#{len(self.paints):06x}"

    def check_current_colour(self) -> None:
        """Refuse `color` where currentColor is used: it would override the ink that the layout chooses."""
        if any(paint.colour == CURRENT for paint in self.paints):
            for node in self.coloured:
                self.refuse(node, N_("the property color gives currentColor a fixed value; leave it out"))

    def check_expansion(self) -> None:
        """Count the elements with all uses expanded, before any is copied: nested uses grow exponentially."""
        weights: dict[int, int] = {}
        open_nodes: set[int] = set()

        def weight(node: Node) -> int:
            if id(node) in weights:
                return weights[id(node)]
            if id(node) in open_nodes:
                self.refuse(node, N_("the element {tag} uses itself"), BROKEN, tag=node.tag)
                return MOST_ELEMENTS + 1
            open_nodes.add(id(node))
            total = 1 + sum(map(weight, node.children))
            target = self.by_id.get(vocabulary.href(node)[1:]) if node.tag == "use" else None
            total += weight(target) if target else 0
            open_nodes.discard(id(node))
            weights[id(node)] = total
            return total

        if weight(self.root) > MOST_ELEMENTS and not self.findings:
            self.refuse(self.root, N_("with its uses the drawing has more than {limit} elements"), limit=MOST_ELEMENTS)

    def element(self, node: Node, above: Inherited, *, clip: bool = False) -> str:
        """The element as plain SVG; empty when it cannot or need not be drawn. `above` is what it inherits."""
        if node.tag in vocabulary.INVISIBLE:
            return ""
        if node.tag not in vocabulary.OUTPUT_TAGS or (node.tag == "svg" and node is not self.root):
            self.refuse(node, N_("the element {tag} cannot be drawn"), tag=node.tag)
            return ""
        properties = properties_of(node, self.sheet)
        if vocabulary.is_hidden(properties):
            if any(properties_of(inner, self.sheet).get("visibility") == "visible" for inner in node.all()[1:]):
                self.refuse(node, N_("a visible part inside a hidden one cannot be drawn"))
            return ""
        if clip and not (node.tag in vocabulary.SHAPES or node.tag == "use"):
            self.refuse(node, N_("the element {tag} cannot be drawn inside a clip path"), tag=node.tag)
        self.check_kind(node)
        identity = node.attributes.get("id", "")
        above = above if identity not in self.used else {"fill": None, "stroke": None}
        inherited = self.paints_of(node, properties, above)
        attributes = {**self.geometry(node), **self.paint_numbers(node, properties, inherited),
                      **self.appearance(node, properties)}
        if identity and self.by_id[identity] is node:
            attributes["id"] = identity
        text = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        inner = "".join(self.element(child, inherited, clip=node.tag == "clipPath") for child in node.children)
        tag = vocabulary.OUTPUT_TAGS[node.tag]
        return f"<{tag}{text}>{inner}</{tag}>"

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

    def geometry(self, node: Node) -> dict[str, str]:
        """The attributes that place the element."""
        attributes = {name: node.attributes[name] for name in vocabulary.OUTLINES if name in node.attributes}
        for name in vocabulary.SHAPES.get(node.tag, ("x", "y") if node.tag == "use" else ()):
            if node.attributes.get(name, "auto") != "auto":
                attributes[name] = self.length(node, name, node.attributes[name])
        if node.tag == "use":
            target = vocabulary.href(node)
            if not target.startswith("#"):
                self.refuse(node, N_("the use of {target} leads outside the drawing"), target=target or '""')
            elif target[1:] not in self.by_id:
                self.refuse(node, N_("the drawing has no element {target}"), BROKEN, target=target)
            attributes["xlink:href"] = target
        return attributes

    def length(self, node: Node, name: str, text: str) -> str:
        number = vocabulary.number(text)
        if number is None:
            self.refuse(node, N_("the length {name}={value} cannot be drawn; write it in pixels, without a unit"),
                        name=name, value=text)
        return "0" if number is None else repr(number)

    def appearance(self, node: Node, properties: dict[str, str]) -> dict[str, str]:
        """The look of the element, in attributes that the outliner supports."""
        if properties.get("color", CURRENT).lower() not in (CURRENT.lower(), "inherit"):
            self.coloured.append(node)
        attributes: dict[str, str] = {}
        for name, value in properties.items():
            if name in vocabulary.UNSUPPORTED_PROPERTIES:
                if value not in (*vocabulary.UNSUPPORTED_PROPERTIES[name], "", "inherit"):
                    self.refuse(node, N_("the property {name} cannot be drawn"), name=name)
            elif name in vocabulary.LENGTHS:
                attributes[name] = self.length(node, name, value)
            elif name in vocabulary.KEYWORDS:
                attributes[name] = value
            elif name not in vocabulary.OTHER_PROPERTIES:
                self.refuse(node, N_("the property {name} is not known"), name=name)
        return attributes | self.opacity(node, properties) | self.transforms(node, properties)

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

    def paint_numbers(self, node: Node, properties: dict[str, str], inherited: Inherited) -> dict[str, str]:
        """Fill and stroke as numbers, on visible elements and on those that set them for their children."""
        visible = node.tag in vocabulary.SHAPES or node.tag == "use"
        return {name: self.number(paint, node) for name, paint in inherited.items()
                if paint and (visible or name in properties)}

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

    def opacity(self, node: Node, properties: dict[str, str]) -> dict[str, str]:
        """Refuse transparency; a fill or stroke of opacity 0 becomes `none`."""
        attributes = {}
        for name, paint in (("opacity", ""), ("fill-opacity", "fill"), ("stroke-opacity", "stroke")):
            value = vocabulary.fraction(properties.get(name, "1"))
            if value == 1 or (paint and properties.get(paint) == "none"):
                continue
            if value == 0 and paint and node.tag in vocabulary.SHAPES:
                attributes[paint] = "none"
            else:
                self.refuse(node, N_("{name}: {value} cannot be drawn; every shape must be opaque"), name=name,
                            value=properties[name])
        return attributes

    def transforms(self, node: Node, properties: dict[str, str]) -> dict[str, str]:
        """Transforms, clips and dashes."""
        attributes = {}
        if (transform := properties.get("transform", "none")) not in ("none", ""):
            if vocabulary.has_units(transform):
                self.refuse(node, N_("the transform {value} has units; write plain numbers"), value=transform)
            attributes["transform"] = transform
        if (clip := properties.get("clip-path", "none")) not in ("none", "", "inherit"):
            target = vocabulary.local_url(clip)
            if target is None:
                self.refuse(node, N_("the clip path {value} cannot be drawn"), value=clip)
            elif self.by_id.get(target, self.root).tag != "clipPath":
                self.refuse(node, N_("the drawing has no clip path #{target}"), BROKEN, target=target)
            attributes["clip-path"] = f"url(#{target})"
        if (dashes := properties.get("stroke-dasharray", "none")) not in ("none", "", "inherit"):
            lengths = [self.length(node, "stroke-dasharray", part) for part in dashes.replace(",", " ").split()]
            attributes["stroke-dasharray"] = ",".join(lengths)
        return attributes
