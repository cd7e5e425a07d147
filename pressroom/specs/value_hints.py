"""What to type in place of a value that was refused: a name, a format."""

from __future__ import annotations

import re
import unicodedata

from pressroom.field_types import NAME
from pressroom.findings import DID_YOU_MEAN, N_, nearest
from pressroom.patterns import regex
from pressroom.sheet import formats
from pressroom.sheet.units import MM_PER_INCH

_ADDRESS = regex(r"^(?:[a-z][a-z0-9+.-]*:|www\.|[\w-]+(?:\.[\w-]+)+(?:/|$))", re.IGNORECASE)
_NOT_IN_NAMES = regex(r"[^a-z0-9]+")
_SIDES = regex(r"^\s*(?P<w>\d+(?:[.,]\d+)?)\s*(?P<first>mm|cm|m|in|px)?\s*[x×*]\s*(?P<h>\d+(?:[.,]\d+)?)\s*"
                    r"(?P<unit>mm|cm|m|in|px|)\s*$", re.IGNORECASE)
_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": MM_PER_INCH, "px": MM_PER_INCH / 96, "": 1.0}
# From this side on, a size without a unit is as likely in pixels as in millimetres.
_LIKELY_PX = 500
_ALL = (*formats.NAMED, *(f"{name}-landscape" for name in formats.NAMED), formats.SCREEN)
_TURNED = regex(r"(?i)[\s_-]*(?:landscape|paysage|quer|l)$")
_UPRIGHT = regex(r"(?i)[\s_-]*(?:portrait|hoch)$")

ANY_FORMAT = N_("write A0 to A6 or DL, either with -landscape, a size such as 400x600mm, 3x1m or 1080x1350px, or "
                "screen")


def name_hint(key: str, value: str) -> tuple[str, str]:
    """A hint for what is no name, and what fills its `{near}`."""
    if key == "link" and _ADDRESS.match(value):
        return N_("write the name of a link; the address is given there, as url: under links: in "
                  "materials/campaign.yaml"), ""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    near = _NOT_IN_NAMES.sub("-", plain).strip("-")
    return (DID_YOU_MEAN, near) if NAME.match(near) else ("", "")


def format_hint(value: str) -> tuple[str, str]:
    """A hint for what is no format, and what fills its `{near}`."""
    sides = _SIDES.match(value)
    if sides:
        return _size_hint(sides)
    turned = _TURNED.search(value)
    base = _TURNED.sub("", _UPRIGHT.sub("", value)).strip()
    paper = nearest(base, formats.NAMED) if len(base) <= 3 else ""
    near = (f"{paper}-landscape" if turned else paper) if paper else nearest(value, _ALL)
    return (DID_YOU_MEAN, near) if near else (ANY_FORMAT, "")


def _size_hint(sides: re.Match[str]) -> tuple[str, str]:
    """A hint for a size in other units than millimetres and pixels, without a unit, or beyond the limits."""
    unit = sides["unit"].lower()
    first = (sides["first"] or unit).lower()
    width, height = (float(sides[side].replace(",", ".")) for side in ("w", "h"))
    if unit == "px":
        within = min(width, height) >= formats.SMALLEST_PX and max(width, height) <= formats.LARGEST_PX
        near = f"{width:.0f}x{height:.0f}px"
        return (N_("write {near}") if within else N_("a side has 200 to 4,096 pixels, and no parts of one"), near)
    if not unit and min(width, height) >= _LIKELY_PX:
        return (N_("write {near}px for a picture on screens, or {near}mm for paper"), f"{width:.10g}x{height:.10g}")
    width, height = (round(length * _MM[of], 1) for length, of in ((width, first), (height, unit)))
    near = f"{width:.10g}x{height:.10g}mm"
    if min(width, height) < formats.SMALLEST_MM or max(width, height) > formats.LARGEST_MM:
        return N_("these are {near}; a side has 50 mm to 50 m"), near
    return N_("write {near}"), near
