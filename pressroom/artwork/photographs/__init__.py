"""Pictures made of pixels: located, inspected, cropped, and encoded as the streams of a PDF.

    file  = locate("march.jpg", project)               # a file inside the project, or a finding
    facts = inspect(file, cache)                       # its format, pixels and profile, or a finding
    crop  = crop_for(facts.pixels, focus, box_ratio)   # the part that is shown
    ink   = for_press(picture, profile, 3.0, cache)    # CMYK, not above the printer's ink limit
    light = for_screen(picture, profile, cache)        # sRGB, for the members' edition

The imaging library is imported only when pixels are needed; a cached result costs one read.
"""

from __future__ import annotations

from pressroom.artwork.photographs.convert import LARGE_PPI, PRESS_PPI, SCREEN_PPI, for_press, for_screen
from pressroom.artwork.photographs.crop import Crop, begin, crop_for, cuts, kept
from pressroom.artwork.photographs.encoded import ColourFacts, Encoded
from pressroom.artwork.photographs.files import PictureFacts, inspect, locate
from pressroom.artwork.photographs.rules import GREY, INKS

__all__ = ["GREY", "INKS", "LARGE_PPI", "PRESS_PPI", "SCREEN_PPI", "ColourFacts", "Crop", "Encoded", "PictureFacts",
           "begin", "crop_for", "cuts", "for_press", "for_screen", "inspect", "kept", "locate"]
