"""Fonts: from a file to shaped glyphs, their measures, and the subset that a PDF embeds.

One face gives both the advances that lines are broken with and the outlines that are embedded, so
they agree. Measures are in em (1.0 is the size), y up as in the font.
"""

from pressroom.type.fonts.face import DISPLAY_SIZE, INVISIBLE, Face, face, forget_words, keep_faces
from pressroom.type.fonts.kept import FILLER, NO_BREAK_SPACES, Shaped
from pressroom.type.fonts.subset import Subset, numbered, subset, typable

__all__ = ["DISPLAY_SIZE", "FILLER", "INVISIBLE", "NO_BREAK_SPACES", "Face", "Shaped", "Subset", "face", "forget_words",
           "keep_faces", "numbered", "subset", "typable"]
