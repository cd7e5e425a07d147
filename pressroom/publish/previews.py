"""Pictures of finished pages: preflight draws them, and the build encodes them."""

from __future__ import annotations

# Pixels; a landscape sheet has them on its short side.
HEIGHT = 1600


def names(piece: str, pages: int) -> list[str]:
    """File names of a piece's previews."""
    return [f"previews/{piece}.png"] if pages == 1 else [f"previews/{piece}-{page}.png" for page in range(1, pages + 1)]
