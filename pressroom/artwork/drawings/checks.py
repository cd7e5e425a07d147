"""Findings about what cannot be drawn, each at its line, and the drawing as plain elements for the outliner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pressroom.artwork.drawings import vocabulary
from pressroom.artwork.drawings.art import CURRENT
from pressroom.artwork.drawings.expansion import expansion_findings
from pressroom.artwork.drawings.gradients import GradientSpec, gradient_of
from pressroom.artwork.drawings.kinds import kind_findings, shown
from pressroom.artwork.drawings.lengths import Lengths
from pressroom.artwork.drawings.paint import Paint, colour_of
from pressroom.artwork.drawings.path_data import written
from pressroom.artwork.drawings.plain import PlainElement
from pressroom.artwork.drawings.read import Node
from pressroom.artwork.drawings.rules import BROKEN, UNSUPPORTED
from pressroom.artwork.drawings.style import TextStyles, names_of, properties_of, sheet_of, text_properties
from pressroom.artwork.drawings.transforms import matrix_of
from pressroom.artwork.drawings.words import Outlines, Run, Typefaces
from pressroom.findings import N_, Finding, FindingCode, by_place, finding
from pressroom.records import dataclass, field, replace
from pressroom.sheet.geometry import Box

_MOST_FINDINGS = 100

# What an element inherits for fill and stroke; None where it depends on a `use` elsewhere.
Inherited = Mapping[str, Paint | None]


@dataclass(slots=True)
class CheckedDrawing:
    """A drawing with its faults.

    Attributes:
        findings: what cannot be drawn, in order of lines.
        plain: the drawing; usable only without findings.
        gradients: those that it is painted with, by id.
    """

    findings: list[Finding] = field(default_factory=list)
    plain: PlainElement | None = None
    gradients: Mapping[str, GradientSpec] = field(default_factory=dict)


def check(root: Node, view: Box, typefaces: Typefaces | None = None) -> CheckedDrawing:
    """The drawing under `root`, with all its faults.

    `view` is its view box, of which lengths may be per cent; `typefaces` are the fonts of its words.
    """
    walk = _Walk(root, view, typefaces)
    walk.findings += expansion_findings(root, walk.by_id)
    plain = walk.element(root, {"fill": Paint("#000000", (), None), "stroke": Paint("none", (), None)})
    walk.check_current_colour()
    walk.findings += walk.outlines.findings
    if plain:
        walk.check_references(plain)
    findings = by_place(walk.findings)
    if len(findings) > _MOST_FINDINGS:
        more = finding(UNSUPPORTED, N_("the drawing has {count} more faults"),
                       source=findings[_MOST_FINDINGS].source, count=len(findings) - _MOST_FINDINGS)
        findings = [*findings[:_MOST_FINDINGS], more]
    return CheckedDrawing(findings, plain, walk.gradients)


class _Walk:
    """One walk through the tree, which fills `findings`."""

    def __init__(self, root: Node, view: Box, typefaces: Typefaces | None) -> None:
        self.root = root
        self.lengths = Lengths(view)
        self.gradients: dict[str, GradientSpec] = {}
        self.sheet = sheet_of(root)
        self.findings = list(self.sheet.findings)
        self.uses_current_colour = False
        self.by_id: dict[str, Node] = {}
        for node in root.all():
            self.by_id.setdefault(node.attributes.get("id", ""), node)
        self.by_id.pop("", None)
        parents = {id(child): node for node in root.all() for child in node.children}
        self.styles = TextStyles(self.sheet, parents, self.lengths)
        self.used = {vocabulary.href(node)[1:] for node in root.all() if node.tag == "use"}
        self.coloured: list[Node] = []
        self.outlines = Outlines(typefaces, self.length, self.styles)

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
            for identity in (element.target, element.clip or "", element.mask or ""):
                if identity in self.by_id and identity not in drawn:
                    self.findings.append(finding(
                        UNSUPPORTED, N_("the element {target} is used here, but it is hidden or cannot be drawn"),
                        source=element.place, target=f"#{identity}"))

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
        if clip and (tag := shown(node, self.by_id).tag) not in (*vocabulary.SHAPES, "use"):
            self.refuse(node, N_("the element {tag} cannot be drawn inside a clip path"), tag=tag)
        self.findings += kind_findings(node)
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
        if node.tag == "text":
            plain.children = [self.run(run, inherited) for run in self.outlines.runs(node)]
            return plain
        inner = (self.element(child, inherited, clip=node.tag == "clipPath") for child in node.children)
        plain.children = [child for child in inner if child]
        return plain

    def run(self, run: Run, inherited: Inherited) -> PlainElement:
        """Words as a path, with what the elements around them set."""
        plain = PlainElement("path", run.node.place, written(run.path), {}, paints={})
        for node in run.chain[1:]:
            properties = properties_of(node, self.sheet)
            inherited = self.paints_of(node, properties, inherited)
            self.findings += kind_findings(node)
            self.appearance(node, properties, plain)
        plain.paints = {name: replace(paint, place=paint.place or run.node.place) for name, paint in inherited.items()
                        if paint}
        self.uses_current_colour |= any(paint.colour == CURRENT for paint in plain.paints.values())
        return plain

    def geometry(self, node: Node) -> dict[str, float]:
        """The lengths that place the element."""
        return {name: self.length(node, name, node.attributes[name])
                for name in vocabulary.placing(node)
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
        number = self.lengths.pixels(name, text, lambda: self.styles.of(node)[1])
        if number is None:
            self.refuse(node, N_("the length {name}={value} cannot be read"), name=name, value=text)
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
        if text_properties(node, self.sheet).get("mask-type") == "alpha":
            plain.keywords["mask-type"] = "alpha"
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
            colour, alpha = self.colour(node, name, properties.get(name, "inherit"))
            if colour:
                paints[name] = Paint(colour, names, node.place, alpha)
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

    def colour(self, node: Node, name: str, value: str) -> tuple[str, float]:
        """The colour, `none` or the address of a gradient, and its opacity; empty when inherited or not drawable."""
        if value in ("inherit", ""):
            return "", 1.0
        if value.startswith("url("):
            return self.server(node, name, value)
        try:
            return colour_of(value)
        except ValueError:
            self.refuse(node, N_("{name}: {value} is not a colour"), name=name, value=value)
            return "", 1.0

    def server(self, node: Node, name: str, value: str) -> tuple[str, float]:
        """What `url(#id)` paints with, or the colour that stands after it where the drawing has no such element."""
        address, _, other = value.partition(")")
        identity = vocabulary.local_url(f"{address})")
        target = self.by_id.get(identity or "")
        if target is None and other.strip():
            return self.colour(node, name, other.strip())
        if target is None:
            self.refuse(node, N_("{name}: the drawing has no gradient {value}"), BROKEN, name=name, value=value)
        elif target.tag not in ("linearGradient", "radialGradient"):
            self.refuse(node, N_("{name}: the element {tag} cannot be drawn; only gradients and flat colours can"),
                        name=name, tag=target.tag)
        else:
            identity = identity or ""
            if identity not in self.gradients:
                spec, findings = gradient_of(target, self.by_id, self.sheet, self.lengths)
                self.gradients[identity] = spec
                self.findings += findings
                self.uses_current_colour |= any(stop.colour == CURRENT for stop in spec.stops)
            return f"url(#{identity})", 1.0
        return "", 1.0

    def opacity(self, node: Node, properties: dict[str, str], plain: PlainElement) -> None:
        """Its opacity as a whole, and those of fill and stroke, which its children inherit."""
        for name in ("opacity", "fill-opacity", "stroke-opacity"):
            if (text := properties.get(name, "inherit")) in ("inherit", ""):
                continue
            value = vocabulary.fraction(text)
            if value is None:
                self.refuse(node, N_("the property {name} cannot be drawn"), name=name)
            elif name == "opacity":
                plain.opacity = value
            else:
                plain.lengths[name] = value

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
        if (mask := properties.get("mask", "none")) not in ("none", "", "inherit"):
            target = vocabulary.local_url(mask)
            if target is None or self.by_id.get(target, self.root).tag != "mask":
                self.refuse(node, N_("the mask {value} cannot be drawn"), value=mask)
            plain.mask = target
        if (dashes := properties.get("stroke-dasharray", "inherit")) not in ("", "inherit"):
            lengths = [] if dashes == "none" else dashes.replace(",", " ").split()
            plain.dashes = tuple(self.length(node, "stroke-dasharray", part) for part in lengths)
            if min(plain.dashes, default=0) < 0:
                self.refuse(node, N_("the property {name} cannot be drawn"), name="stroke-dasharray")
