"""Drawings: SVG as filled paths in brand inks, flat or with gradients and transparency.

    art   = drawing(file, cache)              # paths and colours; what cannot be drawn is a finding
    inked = inks_for(art, ink, brand)         # brand inks for the colours; an unknown colour is a finding
    marks = place(inked, box, fit="contain") # shapes on the sheet, transparent groups around them

The file is read and checked (`read`, `style`, `checks`); what is left are plain elements (`plain`), which are
outlined (`outline`): shapes and path data as paths, uses and transforms resolved, strokes outlined, clips cut. Before
a drawing enters the cache, the outlines are held against an independent renderer (`compared`).
"""

from __future__ import annotations

from pressroom.artwork.drawings.art import Drawing, FilledPath
from pressroom.artwork.drawings.inked import InkedDrawing, inks_for, place, unused_findings
from pressroom.artwork.drawings.source import drawing, fonts_of, not_compared

__all__ = ["Drawing", "FilledPath", "InkedDrawing", "drawing", "fonts_of", "inks_for", "not_compared", "place",
           "unused_findings"]
