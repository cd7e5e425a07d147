"""Drawings: SVG turned into plain filled paths in brand inks.

    art   = drawing(file, cache)              # paths and colours as written; what cannot be drawn is a finding
    inked = inks_for(art, ink, brand)         # colours become brand inks; one that is unknown is a finding
    marks = place(inked, box, fit="contain") # shapes on the sheet

The file is read and judged here (`read`, `style`, `checks`) before the outliner ever sees it (`outline`).
"""

from __future__ import annotations

from pressroom.artwork.drawings.art import Drawing, FilledPath, InkedDrawing, inks_for, place
from pressroom.artwork.drawings.source import drawing

__all__ = ["Drawing", "FilledPath", "InkedDrawing", "drawing", "inks_for", "place"]
