"""Masks as areas: what is white shows, what is black does not (SVG 1.1, 14.4)."""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.artwork.drawings.art import CURRENT, FilledPath
from pressroom.artwork.drawings.clip_paths import Area, Cutter, area_of
from pressroom.colour.ink import srgb_of

# Of the luminance of sRGB.
_RED, _GREEN, _BLUE = 0.2125, 0.7154, 0.0721
_WHITE, _BLACK = 0.996, 0.004


class ShadesError(ValueError):
    """A mask of several greys, of a gradient or with transparent groups."""


def masked(content: Sequence[FilledPath], cutter: Cutter, *, alpha: bool) -> tuple[Area, float]:
    """The area that a mask's content shows, and how opaque it is there.

    `alpha`: by the opacity of the content alone; else by its luminance too.

    Raises:
        ShadesError: see there.
        TooIntricateError: see `Cutter`.
    """
    values = [_value(shape, alpha=alpha) for shape in content]
    visible = [(shape, value) for shape, value in zip(content, values, strict=True) if value > _BLACK]
    share = visible[0][1] if visible else 1.0
    grey = share < _WHITE
    if any(abs(value - share) > _BLACK for _, value in visible) or (grey and len(visible) > 1):
        raise ShadesError
    whole: Area | None = None
    for shape, value in zip(content, values, strict=True):
        if shape.opacity < _WHITE and value <= _BLACK < shape.opacity and not alpha:
            raise ShadesError  # a black veil over what is white
        area = area_of(shape.path, even_odd=shape.even_odd)
        if value > _BLACK:
            whole = area if whole is None else cutter.united(whole, area)
        elif whole is not None and shape.opacity >= _WHITE:
            whole = cutter.without(whole, area)
    return whole or area_of((), even_odd=False), 1.0 if not grey else share


def _value(shape: FilledPath, *, alpha: bool) -> float:
    if shape.groups or shape.gradient:
        raise ShadesError
    if alpha:
        return shape.opacity
    colour = "#000000" if shape.colour == CURRENT else shape.colour
    red, green, blue = srgb_of(colour)
    return shape.opacity * (_RED * red + _GREEN * green + _BLUE * blue)
