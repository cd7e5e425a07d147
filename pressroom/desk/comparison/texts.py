"""The words of a painted text, as far as its font says which characters its codes are."""

from __future__ import annotations

from pressroom.preflight.walk.painted import PaintedText

_MOST = 80  # characters


def words_of(text: PaintedText) -> str:
    """Its characters; a question mark for a code that the font does not explain."""
    face = text.face
    codes = face.codes(text.string)[:_MOST]
    if face.reads_as:
        return "".join(face.reads_as.get(code, "?") for code in codes)
    if face.composite:
        return "?" * len(codes)
    return bytes(codes).decode("cp1252", "replace").replace("\ufffd", "?")
