"""The properties of an element, from its attributes, its classes and its style, in ascending precedence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pressroom.artwork.drawings.lengths import DEFAULT_EM, Lengths
from pressroom.artwork.drawings.read import Node
from pressroom.artwork.drawings.rules import UNSUPPORTED
from pressroom.findings import N_, Finding, finding
from pressroom.patterns import regex
from pressroom.records import dataclass, replace

_COMMENT = regex(r"/\*.*?\*/", re.DOTALL)
_RULE = regex(r"([^{}]*)\{([^{}]*)\}")
_CLASS = regex(r"\.([A-Za-z_][\w-]*)")

# Presentation attributes: they set properties as `style` and classes do (SVG 1.1, 6.1).
PRESENTATION = frozenset((
    "clip-path", "clip-rule", "color", "display", "fill", "fill-opacity", "fill-rule", "filter", "marker",
    "marker-start", "marker-mid", "marker-end", "mask", "mix-blend-mode", "opacity", "paint-order", "stroke",
    "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "stroke-opacity", "stroke-width", "transform", "transform-origin", "vector-effect", "visibility"))

# Properties without effect on a flat shape: of text, of screens, of drawing programs.
_WITHOUT_EFFECT = regex(
    r"-inkscape-|font|text|letter-|word-|line-height|writing-|white-space|direction|unicode-|baseline|block-|"
    r"dominant-|alignment-|glyph-|kerning|color-|image-|shape-|solid-|isolation|overflow|enable-background|"
    r"pointer-events|cursor|flood-|lighting-|stop-|user-select|-webkit-|-moz-|src$|flex|mask-type|inline-size|"
    r"background|margin|padding|position$|will-change")
_OF_TEXT = regex(r"font|text-|letter-|word-|writing-|direction|white-space|baseline|dominant-|alignment-|stop-|"
                 r"mask-type")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The class rules of a drawing.

    Attributes:
        classes: by class name and property, the number of the last rule that sets it, and its value.
        findings: rules other than plain classes.
    """

    classes: Mapping[str, Mapping[str, tuple[int, str]]]
    findings: tuple[Finding, ...] = ()


def sheet_of(root: Node) -> Sheet:
    """All `<style>` elements of the drawing as one sheet."""
    classes: dict[str, dict[str, tuple[int, str]]] = {}
    findings: list[Finding] = []
    order = 0
    for node in root.all():
        if node.tag != "style":
            continue
        css = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), node.text)
        for selectors, body, line in _rules(css):
            for selector in selectors.split(","):
                name = _CLASS.fullmatch(selector.strip())
                if name:
                    order += 1
                    properties = classes.setdefault(name[1], {})
                    properties.update({key: (order, value) for key, value in declarations(body).items()})
                else:
                    place = replace(node.place, line=node.place.line + line, column=1 if line else node.place.column)
                    findings.append(finding(UNSUPPORTED, N_("the style rule {rule} is not for a single class"),
                                            source=place, rule=selector.strip()[:60]))
    return Sheet(classes, tuple(findings))


def _rules(css: str) -> Iterator[tuple[str, str, int]]:
    """Selectors, declarations and the line (from 0) of each rule; other text comes as a selector without any."""
    at = 0
    for match in _RULE.finditer(css):
        start = match.start() + len(match[1]) - len(match[1].lstrip())
        stray = css[at:match.start()].strip()
        if stray:
            yield stray, "", css.count("\n", 0, at)
        yield match[1].strip(), match[2], css.count("\n", 0, start)
        at = match.end()
    if css[at:].strip():
        yield css[at:].strip(), "", css.count("\n", 0, at)


def declarations(css: str) -> dict[str, str]:
    """`fill: red; stroke: none` as a mapping; names in lower case."""
    properties = {}
    for part in css.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            properties[name.strip().lower()] = value.strip()
    return properties


def properties_of(node: Node, sheet: Sheet) -> dict[str, str]:
    """The properties of this element alone: classes override attributes, `style` overrides both."""
    properties = {name: value.strip() for name, value in node.attributes.items() if name in PRESENTATION}
    properties.update(_styled(node, sheet))
    return {name: value for name, value in properties.items() if not _WITHOUT_EFFECT.match(name)}


def _styled(node: Node, sheet: Sheet) -> dict[str, str]:
    """What classes and `style` set, the latter with precedence."""
    ruled: dict[str, tuple[int, str]] = {}
    for name in node.attributes.get("class", "").split():
        for key, declaration in sheet.classes.get(name, {}).items():
            ruled[key] = max(ruled.get(key, (0, "")), declaration)
    return {**{key: value for key, (_, value) in ruled.items()}, **declarations(node.attributes.get("style", ""))}


def text_properties(node: Node, sheet: Sheet) -> dict[str, str]:
    """The properties of type and of gradients' stops that this element sets, which no shape has."""
    properties = {name: value.strip() for name, value in node.attributes.items() if _OF_TEXT.match(name)}
    properties.update({key: value for key, value in _styled(node, sheet).items() if _OF_TEXT.match(key)})
    return properties


def names_of(node: Node) -> tuple[str, ...]:
    """The element's classes and id: names by which a layout may give it an ink."""
    return tuple(name for name in [*node.attributes.get("class", "").split(), node.attributes.get("id", "")] if name)


class TextStyles:
    """What elements inherit of type, each looked up once: a drawing may be deep, and have many of them."""

    def __init__(self, sheet: Sheet, parents: Mapping[int, Node], lengths: Lengths) -> None:
        self.sheet, self.parents, self.lengths = sheet, parents, lengths
        self._known: dict[int, tuple[Mapping[str, str], float]] = {}

    def of(self, node: Node) -> tuple[Mapping[str, str], float]:
        """The properties of type at an element, its own and those around it, and its size in pixels."""
        chain: list[Node] = []
        above: Node | None = node
        while above is not None and id(above) not in self._known:
            chain.append(above)
            above = self.parents.get(id(above))
        properties, size = self._known[id(above)] if above is not None else ({}, DEFAULT_EM)
        for each in reversed(chain):
            own = text_properties(each, self.sheet)
            size = self.lengths.font_size(own.get("font-size", ""), size)
            stated = {name: value for name, value in own.items() if value not in ("inherit", "")}
            properties = {**properties, **stated} if stated else properties
            self._known[id(each)] = properties, size
        return properties, size
