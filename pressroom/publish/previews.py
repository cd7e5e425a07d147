"""Pictures of finished pages: preflight draws them, and the build encodes them.

Pictures for screens are the same pixels, in the size of their format.
"""

from __future__ import annotations

# Pixels; a landscape sheet has them on its short side.
HEIGHT = 1600
SCREEN_ENDINGS = ("png", "webp", "txt")


def screen_names(piece: str, pages: int) -> list[str]:
    """File names of a piece's pictures for screens: a PNG, a WebP and the alternative text of each sheet."""
    stems = [f"screen/{piece}"] if pages == 1 else [f"screen/{piece}-{page}" for page in range(1, pages + 1)]
    return [f"{stem}.{ending}" for stem in stems for ending in SCREEN_ENDINGS]


def names(piece: str, pages: int) -> list[str]:
    """File names of a piece's previews."""
    return [f"previews/{piece}.png"] if pages == 1 else [f"previews/{piece}-{page}.png" for page in range(1, pages + 1)]
