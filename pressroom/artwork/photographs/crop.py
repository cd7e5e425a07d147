"""Which part of a picture is shown."""

from __future__ import annotations

from collections.abc import Iterable

Crop = tuple[float, float, float, float]
"""Left, top, right and bottom, as fractions of the picture."""
_SLACK = 1e-6


def crop_for(pixels: tuple[float, float], focus: tuple[float, float], box_ratio: float,
             keep: Iterable[Crop] = ()) -> Crop:
    """The largest part of the given ratio, with the focus as near to its centre as edges and `keep` allow.

    Parameters are the picture's width and height (pixels after orientation, or points), the focus as
    fractions from the top-left, the box's width divided by its height, and the boxes that are to be whole, as far as
    the part is large enough for all of them.

    Raises:
        ValueError: a side or the ratio is not positive, or the focus is outside the picture.
    """
    width, height = pixels
    if width <= 0 or height <= 0 or not 0 < box_ratio < float("inf"):
        raise ValueError(f"no crop of ratio {box_ratio} from {width} x {height} pixels")
    if not all(0 <= part <= 1 for part in focus):
        raise ValueError(f"the focus {focus} is outside the picture")
    wide = min(1.0, box_ratio * height / width)
    high = min(1.0, width / (box_ratio * height))
    left, top, right, bottom = kept(keep) or (*focus, *focus)
    x0 = begin(focus[0], wide, (left, right))
    y0 = begin(focus[1], high, (top, bottom))
    return x0, y0, x0 + wide, y0 + high


def begin(focus: float, length: float, keep: tuple[float, float]) -> float:
    """Where a part of that length of a side begins, around the focus and with what is to be kept; all as fractions."""
    near = focus - length / 2
    if keep[1] - keep[0] <= length + _SLACK:
        near = min(max(near, keep[1] - length), keep[0])
    return min(max(near, 0.0), 1.0 - length)


def kept(keep: Iterable[Crop]) -> Crop | None:
    """The box around all boxes; None for none."""
    boxes = list(keep)
    if not boxes:
        return None
    return (min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes),
            max(box[3] for box in boxes))


def cuts(crop: Crop, keep: Iterable[Crop]) -> bool:
    """Whether a part leaves some of the boxes out."""
    around = kept(keep)
    return around is not None and not (crop[0] <= around[0] + _SLACK and crop[1] <= around[1] + _SLACK
                                       and crop[2] >= around[2] - _SLACK and crop[3] >= around[3] - _SLACK)
