"""Which part of a picture is shown."""

from __future__ import annotations

Crop = tuple[float, float, float, float]


def crop_for(pixels: tuple[float, float], focus: tuple[float, float], box_ratio: float) -> Crop:
    """The largest part of the given ratio, with the focus as near to its centre as the edges allow.

    Parameters are the picture's width and height (pixels after orientation, or points), the focus as
    fractions from the top-left, and the box's width divided by its height. The result is
    (x0, y0, x1, y1), fractions of the picture.

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
    x0 = min(max(focus[0] - wide / 2, 0.0), 1.0 - wide)
    y0 = min(max(focus[1] - high / 2, 0.0), 1.0 - high)
    return x0, y0, x0 + wide, y0 + high
