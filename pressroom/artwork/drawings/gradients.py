"""Gradients: their elements with what they inherit, and what becomes of one on a shape (SVG 1.1, 13.2)."""

from __future__ import annotations

from collections.abc import Mapping

from pressroom.artwork.drawings import vocabulary
from pressroom.artwork.drawings.art import Stop
from pressroom.artwork.drawings.lengths import DEFAULT_EM, Lengths
from pressroom.artwork.drawings.paint import colour_of
from pressroom.artwork.drawings.read import Node
from pressroom.artwork.drawings.rules import BROKEN, UNSUPPORTED
from pressroom.artwork.drawings.style import Sheet, names_of, text_properties
from pressroom.artwork.drawings.transforms import IDENTITY, Matrix, matrix_of
from pressroom.findings import N_, Finding, finding
from pressroom.records import dataclass

MOST_STOPS = 256
_MOST_REFERENCES = 20
_SPREADS = ("pad", "repeat", "reflect")
_DEFAULTS: Mapping[str, str] = {"x1": "0%", "y1": "0%", "x2": "100%", "y2": "0%", "cx": "50%", "cy": "50%", "r": "50%",
                                "fr": "0%"}


@dataclass(frozen=True, slots=True)
class GradientSpec:
    """A gradient as its element says.

    Attributes:
        radial: whether it is; else linear.
        ends: x1, y1, x2, y2 of a linear one; fx, fy, fr, cx, cy, r of a radial one.
        boxed: whether these are fractions of the box around the shape; else units of the shape.
        matrix: of `gradientTransform`.
        spread: `pad`, `repeat` or `reflect`.
        stops: in order; their offsets never fall.
    """

    radial: bool
    ends: tuple[float, ...]
    boxed: bool
    matrix: Matrix
    spread: str
    stops: tuple[Stop, ...]


def gradient_of(node: Node, by_id: Mapping[str, Node], sheet: Sheet, lengths: Lengths) -> tuple[
        GradientSpec, list[Finding]]:
    """The gradient of an element, and what is wrong with it."""
    findings: list[Finding] = []
    chain = _chain(node, by_id, findings)
    attributes: dict[str, str] = {}
    for each in reversed(chain):
        attributes.update(each.attributes)
    boxed = attributes.get("gradientUnits", "objectBoundingBox") != "userSpaceOnUse"
    radial = node.tag == "radialGradient"

    def length(name: str, default: str = "") -> float:
        text = attributes.get(name, default or _DEFAULTS[name])
        if boxed and text.strip().endswith("%"):
            return _fraction(text.strip()[:-1], name, node, findings) / 100
        number = lengths.pixels(name, text, lambda: DEFAULT_EM)
        if number is None:
            findings.append(finding(UNSUPPORTED, N_("the length {name}={value} cannot be read"), source=node.place,
                                    name=name, value=text))
        return number or 0.0

    if radial:
        cx, cy = attributes.get("cx", "50%"), attributes.get("cy", "50%")
        ends: tuple[float, ...] = (length("fx", cx), length("fy", cy), length("fr"), length("cx"), length("cy"),
                                   length("r"))
        if min(ends[2], ends[5]) < 0:
            findings.append(finding(BROKEN, N_("the radius of the gradient is negative"), source=node.place))
    else:
        ends = tuple(length(name) for name in ("x1", "y1", "x2", "y2"))
    matrix = matrix_of(text) if (text := attributes.get("gradientTransform", "").strip()) else IDENTITY
    if matrix is None:
        findings.append(finding(BROKEN, N_("the transform {value} cannot be read"), source=node.place, value=text[:60]))
    spread = attributes.get("spreadMethod", "pad")
    if spread not in _SPREADS:
        findings.append(finding(UNSUPPORTED, N_("the property {name} cannot be drawn"), source=node.place,
                                name="spreadMethod"))
    holder = next((each for each in chain if any(child.tag == "stop" for child in each.children)), node)
    stops = _stops(holder, sheet, findings)
    return GradientSpec(radial, ends, boxed, matrix or IDENTITY, spread, stops), findings


def _chain(node: Node, by_id: Mapping[str, Node], findings: list[Finding]) -> list[Node]:
    """The gradient, and those of which it takes what it does not state."""
    chain = [node]
    while (target := vocabulary.href(chain[-1])) and len(chain) <= _MOST_REFERENCES:
        following = by_id.get(target[1:]) if target.startswith("#") else None
        if following is None or following.tag not in ("linearGradient", "radialGradient"):
            findings.append(finding(BROKEN, N_("the drawing has no gradient {target}"), source=chain[-1].place,
                                    target=target[:60]))
            break
        if following in chain:
            findings.append(finding(BROKEN, N_("the element {tag} uses itself"), source=node.place, tag=node.tag))
            break
        chain.append(following)
    return chain


def _fraction(text: str, name: str, node: Node, findings: list[Finding]) -> float:
    number = vocabulary.number(text)
    if number is None:
        findings.append(finding(UNSUPPORTED, N_("the length {name}={value} cannot be read"), source=node.place,
                                name=name, value=f"{text}%"))
    return number or 0.0


def _stops(holder: Node, sheet: Sheet, findings: list[Finding]) -> tuple[Stop, ...]:
    stops: list[Stop] = []
    least = 0.0
    nodes = [child for child in holder.children if child.tag == "stop"]
    if len(nodes) > MOST_STOPS:
        findings.append(finding(UNSUPPORTED, N_("the gradient has more than {most} stops"), source=holder.place,
                                most=MOST_STOPS))
    for node in nodes[:MOST_STOPS]:
        properties = text_properties(node, sheet)
        offset, opacity = (vocabulary.fraction(text) for text in (
            node.attributes.get("offset", "0"), properties.get("stop-opacity", "1")))
        try:
            colour, alpha = colour_of(properties.get("stop-color", "black"))
        except ValueError:
            colour, alpha = "", 1.0
        if offset is None or opacity is None or not colour:
            findings.append(finding(UNSUPPORTED, N_("the stop of the gradient cannot be read"), source=node.place))
            continue
        if colour == "none":
            colour, alpha = "#000000", 0.0
        least = max(least, offset)
        stops.append(Stop(least, colour, names_of(node), node.place, opacity * alpha))
    return tuple(stops)
