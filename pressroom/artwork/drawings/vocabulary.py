"""Elements and properties of SVG 1.1 and 2, by their treatment here."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from pressroom.artwork.drawings.read import Node
from pressroom.patterns import regex

# Shapes, with the lengths that place them.
SHAPES: Mapping[str, tuple[str, ...]] = {
    "path": (), "rect": ("x", "y", "width", "height", "rx", "ry"), "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"), "line": ("x1", "y1", "x2", "y2"), "polyline": (), "polygon": (),
}

# Elements that are drawn, with the tags of their plain elements.
OUTPUT_TAGS: Mapping[str, str] = {**{tag: tag for tag in SHAPES}, "svg": "g", "g": "g", "a": "g", "symbol": "symbol",
                                  "defs": "defs", "clipPath": "clipPath", "mask": "mask", "use": "use", "text": "g"}

# Elements that draw nothing by themselves; a reference to a pattern or filter is refused where it is made.
INVISIBLE = frozenset(("title", "desc", "metadata", "style", "linearGradient", "radialGradient", "pattern", "filter",
                       "marker", "font", "color-profile", "view"))

CONDITIONS = frozenset(("systemLanguage", "requiredFeatures", "requiredExtensions"))

# Properties that a flat shape cannot have, with the values that have no effect.
UNSUPPORTED_PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "filter": ("none",), "marker": ("none",), "marker-start": ("none",), "marker-mid": ("none",),
    "marker-end": ("none",), "mix-blend-mode": ("normal",), "paint-order": ("normal", "fill"),
    "vector-effect": ("none",), "transform-origin": (),
}
LENGTHS = frozenset(("stroke-width", "stroke-dashoffset", "stroke-miterlimit"))
KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "stroke-linecap": ("butt", "round", "square"), "stroke-linejoin": ("miter", "round", "bevel"),
    "fill-rule": ("nonzero", "evenodd"), "clip-rule": ("nonzero", "evenodd"),
}
OTHER_PROPERTIES = frozenset(("fill", "stroke", "opacity", "fill-opacity", "stroke-opacity", "clip-path", "mask",
                              "display",
                              "visibility", "color", "transform", "stroke-dasharray"))

_NUMBER = regex(r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|%)?\s*")
_LOCAL = regex(r"""url\(\s*['"]?#([^'")]+)['"]?\s*\)""")
_WITH_UNITS = regex(r"\d\s*(deg|rad|grad|turn|px|mm|cm|in|pt|em|%)|3d\(|perspective", re.IGNORECASE)


def number(text: str) -> float | None:
    """A length in pixels, the units of the drawing; None for other units."""
    match = _NUMBER.fullmatch(text)
    if not match or match[2] == "%":
        return None
    value = float(match[1])
    return value if math.isfinite(value) else None


def fraction(text: str) -> float | None:
    """An opacity from 0 to 1, which may be in per cent; None for other values."""
    match = _NUMBER.fullmatch(text)
    if not match or match[2] == "px":
        return None
    return min(max(float(match[1]) / (100 if match[2] else 1), 0.0), 1.0)


def placing(node: Node) -> tuple[str, ...]:
    """The lengths that place an element: of a mask, only where they are in units of the drawing."""
    if node.tag == "mask":
        return SHAPES["rect"][:4] if node.attributes.get("maskUnits") == "userSpaceOnUse" else ()
    return SHAPES.get(node.tag, ("x", "y") if node.tag == "use" else ())


def is_hidden(properties: Mapping[str, str]) -> bool:
    """Whether the element and everything inside it are invisible."""
    return (properties.get("display") == "none" or properties.get("visibility") in ("hidden", "collapse")
            or fraction(properties.get("opacity", "1")) == 0)


def href(node: Node) -> str:
    """What an element refers to, e.g. `#wheel`; empty when it refers to nothing."""
    return (node.attributes.get("href") or node.attributes.get("xlink:href") or "").strip()


def local_url(text: str) -> str | None:
    """The id in `url(#id)`; None for anything else."""
    match = _LOCAL.fullmatch(text)
    return match[1] if match else None


def has_units(transform: str) -> bool:
    """Whether a transform is in the syntax of style sheets, which attributes do not allow."""
    return bool(_WITH_UNITS.search(transform))
