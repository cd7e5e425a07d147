"""Pictures made of pixels: found, judged, cropped, and turned into the streams that stand in a PDF.

    file  = locate("march.jpg", project)               # inside the project, or a finding
    facts = inspect(file, cache)                       # what it is; a broken one is a finding
    crop  = crop_for(facts.pixels, focus, box_ratio)   # the part that is shown
    ink   = for_press(picture, profile, 3.0, cache)    # CMYK, never above the printer's ink limit
    light = for_screen(picture, profile, cache)        # sRGB, for the members' edition

Nothing here imports the imaging library until pixels are needed: what is cached costs a read.
"""

from __future__ import annotations

from pressroom.artwork.photographs.convert import LARGE_PPI, PRESS_PPI, SCREEN_PPI, for_press, for_screen
from pressroom.artwork.photographs.crop import crop_for
from pressroom.artwork.photographs.encoded import ColourFacts, Encoded
from pressroom.artwork.photographs.files import PictureFacts, inspect, locate

__all__ = ["LARGE_PPI", "PRESS_PPI", "SCREEN_PPI", "ColourFacts", "Encoded", "PictureFacts", "crop_for", "for_press",
           "for_screen", "inspect", "locate"]
