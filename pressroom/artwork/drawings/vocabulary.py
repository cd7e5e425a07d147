"""The vocabulary of SVG, sorted by what becomes of it here (names as in SVG 1.1 and 2)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from pressroom.artwork.drawings.read import Node

# Shapes, with the lengths that place them.
SHAPES: Mapping[str, tuple[str, ...]] = {
    "path": (), "rect": ("x", "y", "width", "height", "rx", "ry"), "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"), "line": ("x1", "y1", "x2", "y2"), "polyline": (), "polygon": (),
}

OUTLINES: tuple[str, ...] = ("d", "points")

# What is drawn, and as which element the outliner gets it.
DRAWN: Mapping[str, str] = {**{tag: tag for tag in SHAPES}, "svg": "g", "g": "g", "a": "g", "symbol": "g",
                            "defs": "defs", "clipPath": "clipPath", "use": "use"}

# What draws nothing by itself; an element that refers to a gradient, filter, mask ... is refused there.
UNSEEN = frozenset(("title", "desc", "metadata", "style", "linearGradient", "radialGradient", "pattern", "filter",
                    "mask", "marker", "font", "color-profile", "view"))

CONDITIONS = frozenset(("systemLanguage", "requiredFeatures", "requiredExtensions"))

# Properties that a flat shape cannot have, with their harmless values.
REFUSED: Mapping[str, tuple[str, ...]] = {
    "filter": ("none",), "mask": ("none",), "marker": ("none",), "marker-start": ("none",), "marker-mid": ("none",),
    "marker-end": ("none",), "mix-blend-mode": ("normal",), "paint-order": ("normal", "fill"),
    "vector-effect": ("none",), "transform-origin": (),
}
LENGTHS = frozenset(("stroke-width", "stroke-dashoffset", "stroke-miterlimit"))
KEYWORDS = frozenset(("stroke-linecap", "stroke-linejoin", "fill-rule", "clip-rule"))
JUDGED_APART = frozenset(("fill", "stroke", "opacity", "fill-opacity", "stroke-opacity", "clip-path", "display",
                          "visibility", "color", "transform", "stroke-dasharray"))

_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|%)?\s*")
_LOCAL = re.compile(r"""url\(\s*['"]?#([^'")]+)['"]?\s*\)""")
_WITH_UNITS = re.compile(r"\d\s*(deg|rad|grad|turn|px|mm|cm|in|pt|em|%)|3d\(|perspective", re.IGNORECASE)


def number(written: str) -> float | None:
    """A length in pixels, which are the drawing's own units; None for any other."""
    found = _NUMBER.fullmatch(written)
    if not found or found[2] == "%":
        return None
    value = float(found[1])
    return value if math.isfinite(value) else None


def fraction(written: str) -> float | None:
    """An opacity from 0 to 1, also written in per cent; None when it is neither."""
    found = _NUMBER.fullmatch(written)
    if not found or found[2] == "px":
        return None
    return min(max(float(found[1]) / (100 if found[2] else 1), 0.0), 1.0)


def hidden(said: Mapping[str, str]) -> bool:
    """Whether the element and all inside it stay unseen."""
    return (said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse")
            or fraction(said.get("opacity", "1")) == 0)


def href(node: Node) -> str:
    """What an element refers to, e.g. `#wheel`; empty when it refers to nothing."""
    return (node.attributes.get("href") or node.attributes.get("xlink:href") or "").strip()


def local_url(written: str) -> str | None:
    """The id in `url(#id)`; None for anything else."""
    found = _LOCAL.fullmatch(written)
    return found[1] if found else None


def with_units(transform: str) -> bool:
    """Whether a transform is written as style sheets write it, which attributes do not know."""
    return bool(_WITH_UNITS.search(transform))
